"""A record of the version before results were papers of their own is carried along, with its files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Engine, text

from models.engine import open_engine, writer
from models.upgrade import bring_up_to_date, migration_config

BEFORE = "0004"
_APPLICANT = "INSERT INTO applicant (id, kind, full_name, name_fold) VALUES (1, 'citizen', 'MẪU', 'mau')"
_DOSSIER = """INSERT INTO dossier (id, code, provisional, procedure_code, procedure_name, field, applicant_id,
 channel, assisted_online, state, received_at, finished_at, due_reason, return_by, fee_amount, fee_method,
 fee_paid, copies, answers, note, counter, unit, holder, clerk, office_code, reception_point, competent_unit,
 delivery, result)
VALUES (:id, :code, false, '1.1', 'Thử', 'Thử', 1, 'direct', false, :state, '2026-03-02T02:00:00Z',
 :finished, '[]', 'counter', 0, 'none', false, 1, '{}', '', '1', '', '', '', 'X', '', '', '', :result)"""
_COMPONENT = """INSERT INTO component (id, dossier_id, no, name, kind, copies, pages, original_kept)
VALUES (1, 1, 2, 'Giấy tờ Mẫu', 'original', 1, 1, false)"""
_ATTACHMENT = """INSERT INTO attachment (id, dossier_id, component_no, role, file, pages, bytes, sha256,
 text_chars, created_at, name_fold, doc_type) VALUES (:id, :dossier, :no, :role, :file, 1, 4, :hash, 0, :at,
 '', '')"""
QUOTED = {"number": "12/QĐ-UBND", "date": "2026-03-05", "title": "Quyết định", "electronic": True}
DOSSIERS: tuple[tuple[int, int, str | None, dict[str, Any] | None], ...] = (
    (1, 10, "2026-03-05T02:00:00Z", QUOTED),
    (2, 9, "2026-03-06T02:00:00Z", {"electronic": False}),
    (3, 4, None, None),
)
FILES = (
    (1, 1, 2, "component", "2026-03-02T02:00:00Z"),
    (2, 1, 0, "result", "2026-03-05T02:00:00Z"),
    (3, 1, 0, "result", "2026-03-09T02:00:00Z"),  # scanned anew after a mistake
    (4, 1, -1, "signature", "2026-03-09T03:00:00Z"),
)


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A record of the version before, with data."""
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
        for key, state, finished, result in DOSSIERS:
            told = json.dumps(result, ensure_ascii=False) if result is not None else None
            connection.execute(
                text(_DOSSIER),
                {"id": key, "code": f"C-{key}", "state": state, "finished": finished, "result": told},
            )
        connection.execute(text(_COMPONENT))
        for key, dossier, no, role, at in FILES:
            connection.execute(
                text(_ATTACHMENT),
                {"id": key, "dossier": dossier, "no": no, "role": role, "file": f"f{key}",
                 "hash": f"{key}" * 64, "at": at},
            )  # fmt: skip
    yield made
    made.dispose()


def test_the_one_result_becomes_the_first_with_its_files_as_versions(engine: Engine) -> None:
    bring_up_to_date(engine)

    with engine.connect() as connection:
        rows = connection.execute(
            text(
                "SELECT dossier_id, no, version, number, number_fold, title, signed, attachment_id,"
                " recorded_at, replaced_at FROM result ORDER BY dossier_id, version"
            )
        ).all()
        electronic = connection.execute(text("SELECT electronic FROM result ORDER BY dossier_id, version"))
        flags = [bool(one) for (one,) in electronic]
        papers = connection.execute(
            text("SELECT id, title, number, issued_on FROM attachment ORDER BY id")
        ).all()
    assert [tuple(row) for row in rows] == [
        (1, 1, 1, "", "", "", None, 2, "2026-03-05T02:00:00Z", "2026-03-09T02:00:00Z"),
        (1, 1, 2, "12/QĐ-UBND", "12/qd-ubnd", "Quyết định", None, 3, "2026-03-09T02:00:00Z", None),
        (2, 1, 1, "", "", "", None, None, "2026-03-06T02:00:00Z", None),
    ]
    assert flags == [False, True, False]
    assert [(row.id, row.title, row.number) for row in papers] == [
        (1, "Giấy tờ Mẫu", ""), (2, "", ""), (3, "Quyết định", "12/QĐ-UBND"), (4, "", ""),
    ]  # fmt: skip
    assert str(papers[2].issued_on) == str(date(2026, 3, 5))


def test_the_sequence_of_ids_goes_on_after_the_upgrade(engine: Engine) -> None:
    bring_up_to_date(engine)
    with writer(engine).begin() as connection:
        connection.execute(
            text(
                "INSERT INTO result (dossier_id, no, version, number, number_fold, title, electronic,"
                " recorded_at) VALUES (3, 1, 1, '', '', '', false, '2026-04-01T02:00:00Z')"
            )
        )
        assert connection.execute(text("SELECT count(*), max(id) FROM result")).one() == (4, 4)
