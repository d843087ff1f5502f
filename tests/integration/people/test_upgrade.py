"""An office of the first version gets its register of people in the upgrade, without a guess."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Date, Engine, bindparam, text

from desk.clock import parse_moment
from desk.finding.find import find
from desk.office.bootstrap import open_office
from desk.office.opened import Office
from desk.people.known import known, search
from desk.people.reuse import reusable
from models.engine import open_engine, writer
from models.upgrade import bring_up_to_date, migration_config, stored_revision
from tests.integration.people.conftest import MAU, MONDAY, entries, snapshots, take_in

FIRST = "0001"
OWNER = {"kind": "citizen", "full_name": "LÊ THỊ THỬ", "id_number": "999190000777", "relation": "mẹ"}
PEOPLE: tuple[tuple[Any, ...], ...] = (
    # kind, number, tax code, name, birth date, phone, received, whose dossier, answers
    ("citizen", "999090001234", None, "NGUYEN VAN MAU", None, "0999000001", "2026-03-02", None,
     {"a": 1, "b": 1}),
    ("citizen", "999090001234", None, "NGUYỄN VĂN MẪU", "1990-03-05", None, "2026-06-02", None, {"a": 2}),
    ("citizen", None, None, "NGUYỄN VĂN MẪU", "1990-03-05", None, "2026-06-03", None, {}),
    ("organisation", None, "0300000000", "CÔNG TY MẪU", None, None, "2026-07-02", None, {}),
    ("citizen", "999190005678", None, "TRẦN THỊ ĐÀO", None, None, "2026-08-03", OWNER, {"c": 3}),
)  # fmt: skip


def at_first_version(engine: Engine) -> None:
    """An empty record as the first version made it."""
    from alembic import command

    config = migration_config()
    with writer(engine).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, FIRST)


def fill(engine: Engine) -> None:
    """Dossiers as the first version stored them, the first one with a digitised paper."""
    with writer(engine).begin() as connection:
        for key, (kind, number, tax, name, born, phone, day, owner, answers) in enumerate(PEOPLE, start=101):
            from desk.folding import fold

            row = {
                "id": key, "kind": kind, "number": number, "tax": tax, "name": name, "fold": fold(name),
                "born": date.fromisoformat(born) if born else None, "phone": phone,
                "code": f"VN-MAU-01-26{day[5:7]}{day[8:]}-0001",
                "at": f"{day}T02:00:00Z", "answers": json.dumps(answers),
                "owner": json.dumps(owner, ensure_ascii=False) if owner else None,
            }  # fmt: skip
            connection.execute(_APPLICANT, row)
            connection.execute(text(_DOSSIER), row)
        connection.execute(text(_COMPONENT))
        connection.execute(text(_ATTACHMENT))


_APPLICANT = text(
    "INSERT INTO applicant (id, kind, id_number, tax_code, full_name, name_fold, birth_date, phone)"
    " VALUES (:id, :kind, :number, :tax, :name, :fold, :born, :phone)"
).bindparams(bindparam("born", type_=Date))
_PROFILE = """INSERT INTO office_profile (id, code, name, parent, place, address, hotline, lookup_url,
 training, valid_from, extra) VALUES (1, 'VN-MAU-01', 'x', 'x', 'x', '', '', '', true, '2026-01-01', '{}')"""
_DOSSIER = """INSERT INTO dossier (id, code, provisional, procedure_code, procedure_name, field, applicant_id,
 on_behalf_of, channel, assisted_online, state, received_at, due_reason, return_by, fee_amount, fee_method,
 fee_paid, copies, answers, note, counter, unit, holder, clerk)
VALUES (:id, :code, false, '1.004873', 'Xác nhận tình trạng hôn nhân', 'Hộ tịch', :id, :owner, 'direct',
 false, 9, :at, '[]', 'counter', 0, 'none', false, 1, :answers, '', '1', '', '', '')"""
_COMPONENT = """INSERT INTO component (id, dossier_id, no, name, kind, copies, pages)
VALUES (1, 101, 1, 'Giấy tờ Mẫu', 'original', 1, 1)"""
_ATTACHMENT = """INSERT INTO attachment (id, dossier_id, component_no, role, file, pages, bytes, sha256,
 text_chars, created_at) VALUES (1, 101, 1, 'component', 'attachments/x/x_01_giay-to.pdf', 1, 4, 'ab', 0,
 '2026-03-02T02:00:00Z')"""


@pytest.fixture
def older(template: Path, data_folder: Path) -> Path:
    """A practice office whose record is of the first version."""
    shutil.copytree(template, data_folder)
    database = data_folder / "office.db"
    new = open_engine(database)
    with new.connect() as connection:
        kept = {
            table: connection.execute(text(f"SELECT * FROM {table}")).mappings().all()
            for table in ("office_profile", "staff")
        }
    new.dispose()
    for file in data_folder.glob("office.db*"):
        file.unlink()
    engine = open_engine(database)
    at_first_version(engine)
    fill(engine)
    with writer(engine).begin() as connection:
        for table, rows in kept.items():
            for row in rows:
                names = ", ".join(dict(row))
                values = ", ".join(f":{name}" for name in row)
                connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({values})"), dict(row))
    engine.dispose()
    return data_folder


@pytest.fixture
def upgraded(older: Path) -> Iterator[Office]:
    """The same office, opened by this version."""
    engine = open_engine(older / "office.db")
    assert stored_revision(engine) == FIRST
    engine.dispose()
    with open_office(older, now=parse_moment(MONDAY)) as office:
        yield office


def test_everybody_is_linked_by_number_and_nobody_by_guess(upgraded: Office) -> None:
    ids = {one.id: one for one in entries(upgraded)}
    links = [one.citizen_id for one in snapshots(upgraded)]

    assert None not in links
    assert links[0] == links[1]
    assert len(set(links)) == len(ids) == 5  # one person twice, one nameless, a company, two of one dossier
    assert ids[links[2] or 0].id_number is None
    assert ids[links[3] or 0].tax_code == "0300000000"


def test_the_newest_word_stands_and_gaps_are_filled_from_before(upgraded: Office) -> None:
    entry = next(one for one in entries(upgraded) if one.id_number == MAU["id_number"])

    assert (entry.full_name, str(entry.birth_date), entry.phone) == (
        "NGUYỄN VĂN MẪU", "1990-03-05", "0999000001",
    )  # fmt: skip
    assert entry.answers == {"a": 2, "b": 1}
    assert (entry.first_seen_at.month, entry.last_seen_at.month) == (3, 6)


def test_whose_dossier_it_was_is_found_and_known(upgraded: Office) -> None:
    (match,) = find(upgraded, "lê thị thử").matches
    assert (match.applicant, match.owner) == ("TRẦN THỊ ĐÀO", "LÊ THỊ THỬ")

    assert known(upgraded, "999190000777").answers == {"c": 3}
    assert known(upgraded, "999190005678").answers == {}
    assert known(upgraded, MAU["id_number"]).waiting_results == (
        "VN-MAU-01-260602-0001", "VN-MAU-01-260302-0001",
    )  # fmt: skip


def test_a_paper_scanned_before_papers_had_names_is_known_by_its_line(upgraded: Office) -> None:
    (paper,) = known(upgraded, MAU["id_number"]).reusable

    assert (paper.name, paper.from_code) == ("Giấy tờ Mẫu", "VN-MAU-01-260302-0001")


def test_the_next_reception_goes_on_with_the_same_entry(upgraded: Office) -> None:
    from desk.people.register import remember
    from models.tables import Applicant

    before = len(entries(upgraded))
    with upgraded.write("test") as uow:
        again = Applicant(kind="citizen", id_number=MAU["id_number"], full_name="X", name_fold="x")
        uow.session.add(again)
        known_as = remember(uow, again, answers={}, at=uow.now).id
        uow.commit()

    assert [card.id for card in search(upgraded, MAU["id_number"])] == [known_as]
    assert len(entries(upgraded)) == before


def test_a_second_opening_changes_nothing(upgraded: Office) -> None:
    before = [(one.id, one.full_name, one.last_seen_at) for one in entries(upgraded)]
    upgraded.close()

    with open_office(upgraded.data, now=parse_moment(MONDAY)) as again:
        assert [(one.id, one.full_name, one.last_seen_at) for one in entries(again)] == before


def test_on_postgresql_as_well(postgres_url: str) -> None:
    engine = open_engine(postgres_url)
    at_first_version(engine)
    fill(engine)
    with writer(engine).begin() as connection:
        connection.execute(text(_PROFILE))

    bring_up_to_date(engine)

    with engine.connect() as connection:
        rows = connection.execute(
            text("SELECT count(*), count(DISTINCT citizen_id) FROM applicant WHERE citizen_id IS NOT NULL")
        ).one()
        owners = connection.execute(
            text("SELECT count(*) FROM dossier WHERE owner_id IS NOT NULL")
        ).scalar_one()
    engine.dispose()
    assert (tuple(rows), owners) == ((6, 5), 1)


def test_an_office_made_in_bulk_links_a_person_when_they_come_again(
    open_at: Callable[[str], Office], office: Office
) -> None:
    take_in(office)
    with office.write("test") as uow:
        uow.session.execute(text("UPDATE applicant SET citizen_id = NULL"))
        uow.session.execute(text("DELETE FROM citizen"))
        uow.commit()
    assert reusable(office, MAU["id_number"], "1.004873") == ()

    take_in(open_at("2026-11-25T09:00"))

    (entry,) = entries(office)
    assert [one.citizen_id for one in snapshots(office)] == [entry.id, entry.id]
