"""A record made before there were certification books is carried along and has empty books."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Engine, text

from models.engine import open_engine, writer
from models.upgrade import bring_up_to_date, migration_config

BEFORE = "0007"
_APPLICANT = "INSERT INTO applicant (id, kind, full_name, name_fold) VALUES (1, 'citizen', 'MẪU', 'mau')"
_DOSSIER = """INSERT INTO dossier (id, code, provisional, procedure_code, procedure_name, field, applicant_id,
 channel, assisted_online, state, received_at, due_reason, return_by, fee_amount, fee_method, fee_paid,
 copies, answers, note, counter, unit, holder, clerk, office_code, reception_point, competent_unit, delivery)
VALUES (1, 'CU-01', false, '2.000815', 'Chứng thực bản sao', 'Chứng thực', 1, 'direct', false, 10,
 '2026-03-02T02:00:00Z', '[]', 'counter', 2000, 'cash', true, 3, '{}', '', '1', '', '', '', 'X', '', '',
 '')"""
_LINE = """INSERT INTO certification (dossier_id, no, book, symbol, year, volume, number, place, name, pages,
 copies, electronic, fee, signer, struck_reason)
VALUES (1, :no, 'copies', 'SCT/BS', 2026, 1, 1, 1, 'Giấy', 1, 1, false, 2000, '', '')"""


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A record of the version before, with one certification of the old kind."""
    if request.param == "sqlite":
        made = open_engine(tmp_path / "office.db")
    else:
        made = open_engine(request.getfixturevalue("postgres_url"))
    config = migration_config()
    with writer(made).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, BEFORE)
    with writer(made).begin() as connection:
        connection.execute(text(_APPLICANT))
        connection.execute(text(_DOSSIER))
    yield made
    made.dispose()


def test_an_older_record_keeps_its_dossiers_and_gets_empty_books(engine: Engine) -> None:
    bring_up_to_date(engine)
    with writer(engine).begin() as connection:
        assert connection.execute(text("SELECT code, fee_amount FROM dossier")).all() == [("CU-01", 2000)]
        assert connection.execute(text("SELECT count(*) FROM certification")).scalar_one() == 0
        connection.execute(text(_LINE), {"no": 1})
    with pytest.raises(Exception, match=r"(?i)unique"), writer(engine).begin() as connection:
        connection.execute(text(_LINE), {"no": 2})  # the same number twice in one book
