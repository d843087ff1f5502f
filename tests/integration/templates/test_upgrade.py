"""An office of the version before: its templates are numbered by their first day, their words untouched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from models.engine import writer
from models.upgrade import bring_up_to_date, stored_revision
from tests.helpers.older_record import older_record

BEFORE = "0014"
ROWS = (
    (1, "giay_tiep_nhan", "2026-09-01", '{"number":"Mẫu số 1"}'),
    (2, "giay_tiep_nhan", "2026-03-01", '{"number":"Mẫu số 01"}'),
    (3, "phieu_tra", "2026-05-01", '{"number":""}'),
)


@pytest.fixture(params=["sqlite", "postgresql"])
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A record of the version before, with an office's own templates."""
    with older_record(request, tmp_path, BEFORE) as engine:
        with writer(engine).begin() as connection:
            for key, form, day, body in ROWS:
                connection.execute(
                    text("INSERT INTO form_template (id, form, valid_from, body) VALUES (:i, :f, :d, :b)"),
                    {"i": key, "f": form, "d": day, "b": body},
                )
        yield engine


def test_the_versions_of_a_form_are_numbered_by_their_day(older: Engine) -> None:
    assert stored_revision(older) == BEFORE
    bring_up_to_date(older)
    query = text("SELECT id, no, body, source, reason, made_at FROM form_template ORDER BY id")
    with older.connect() as connection:
        found = connection.execute(query).all()
    bodies = [row[3] for row in ROWS]
    assert [tuple(one) for one in found] == [
        (key, no, body, "file", "", None) for key, no, body in zip((1, 2, 3), (2, 1, 1), bodies, strict=True)
    ]
