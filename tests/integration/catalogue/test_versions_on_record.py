"""The catalogue on record: versions from a day on, old dossiers keep theirs, the log tells every change."""

from __future__ import annotations

import getpass
from datetime import date
from itertools import count, pairwise
from pathlib import Path

import pytest

from desk.catalogue.doors import CatalogueDoors
from desk.catalogue.lookup import card_of, in_force, search
from desk.clock import parse_moment
from desk.errors import InputError
from desk.intake.receive import commit_reception
from desk.intake.receive_file import command_from
from desk.life.show import show
from desk.office.bootstrap import open_office
from desk.office.opened import Office
from tests.integration.record.making import NOW

CODE = "1.004873"
REAL_OFFICE = """[office]
code = "H19.99"
name = "Trung tâm Phục vụ hành chính công phường Thử"
parent = "UBND phường Thử"
place = "Phường Thử"
counter = "2"
[[staff]]
username = "can-bo-thu"
full_name = "Phạm Thử"
role = "clerk"
os_account = "{account}"
"""
TODAY = NOW.date()
_NUMBERS = count(1)
NEW: dict[str, object] = {
    "code": "1.999001", "name": "Thủ tục thử nghiệm", "field": "Lĩnh vực thử", "time_limit": 2,
    "time_unit": "working_day", "components": [{"name": "Đơn thử"}],
}  # fmt: skip


def received(office: Office, procedure: str = CODE) -> str:
    command = {
        "command_id": f"thu-{next(_NUMBERS)}",
        "channel": "direct",
        "procedure": procedure,
        "applicant": {"id_number": "999190000001", "full_name": "NGUYỄN THỊ MẪU"},
        "components": [{"no": 1, "kind": "original"}],
    }
    return commit_reception(office, command_from(command, base=Path.cwd())).code


def told(office: Office) -> list[tuple[str, str]]:
    from sqlalchemy import select

    from models.tables import Event

    with office.read() as session:
        rows = session.execute(select(Event.verb, Event.subject).order_by(Event.seq))
        return [(verb, subject) for verb, subject in rows if verb == "catalogue.changed"]


def test_a_new_version_holds_from_its_day_and_old_dossiers_keep_theirs(either_office: Office) -> None:
    doors = CatalogueDoors(either_office)
    code = received(either_office)
    before = show(either_office, code).procedure

    saved = doors.save(
        {"code": CODE, "time_limit": 1, "fee": 9000, "components": [{"name": "Chỉ một đơn"}]},
        valid_from=date(2026, 12, 1),
    )

    after = show(either_office, code).procedure
    assert (after.time_limit, after.components) == (before.time_limit, before.components)
    assert (after.time_limit, len(after.components) > 1) == (3, True)
    assert [(one.valid_from, one.valid_to, one.used) for one in saved.versions] == [
        (date(2000, 1, 1), date(2026, 11, 30), True),
        (date(2026, 12, 1), None, False),
    ]
    with either_office.read() as session:
        assert card_of(in_force(session, CODE, date(2026, 11, 30))).time_limit == 3
        assert card_of(in_force(session, CODE, date(2026, 12, 1))).time_limit == 1
    assert told(either_office) == [("catalogue.changed", CODE)] * 2


def test_a_dossier_received_on_the_new_day_is_promised_by_the_new_version(office: Office) -> None:
    CatalogueDoors(office).save({"code": CODE, "time_limit": 1}, valid_from=date(2026, 12, 1))
    old = show(office, received(office))

    with open_office(office.data, now=parse_moment("2026-12-01T09:00:00+07:00")) as later:
        new = show(later, received(later))

    assert old.due_at == parse_moment("2026-11-27T17:00:00+07:00")  # 24/11 is off
    assert new.due_at == parse_moment("2026-12-02T17:00:00+07:00")
    assert old.procedure.time_limit == 3


def test_a_version_of_the_future_is_neither_found_nor_received_yet(office: Office) -> None:
    doors = CatalogueDoors(office)
    made = doors.save(NEW, valid_from=date(2026, 12, 1))

    assert made.status == "in_force"  # as on the day it was saved for
    assert doors.entry("1.999001").status == "upcoming"
    assert search(office, "1.999001") == ()
    with pytest.raises(InputError) as caught:
        received(office, "1.999001")
    assert caught.value.code == "procedure.not_yet_in_force"


def test_an_ended_procedure_is_found_no_more_but_stays_in_the_catalogue(office: Office) -> None:
    doors = CatalogueDoors(office)
    assert search(office, CODE)
    doors.end(CODE, TODAY)
    with open_office(office.data, now=parse_moment("2026-11-25T09:00:00+07:00")) as later:
        assert search(later, CODE) == ()
        assert CatalogueDoors(later).entries(CODE)[0].status == "ended"
        with pytest.raises(InputError) as caught:
            received(later)
    assert caught.value.code == "procedure.not_in_force"


def test_the_content_of_a_used_version_cannot_be_changed(office: Office) -> None:
    doors = CatalogueDoors(office)
    received(office)

    with pytest.raises(InputError) as caught:
        doors.save({"code": CODE, "fee": 9000}, valid_from=date(2000, 1, 1))

    assert caught.value.code == "catalogue.version_used"
    assert doors.entry(CODE).card.fee is None
    assert told(office) == []


def test_saving_the_same_again_changes_nothing(office: Office) -> None:
    doors = CatalogueDoors(office)
    first = doors.save(NEW)

    again = doors.save(NEW)

    assert again.versions == first.versions
    assert len(told(office)) == 1


def test_a_checklist_may_be_written_anew_on_the_same_day(either_office: Office) -> None:
    doors = CatalogueDoors(either_office)
    doors.save({**NEW, "components": [{"name": "A"}, {"name": "B"}]})

    saved = doors.save({**NEW, "components": [{"name": "B", "applies": "on_behalf"}, {"name": "C"}]})

    assert [(one.no, one.name, one.applies) for one in saved.components] == [
        (1, "B", "on_behalf"),
        (2, "C", "always"),
    ]
    assert doors.entry("1.999001").components == saved.components


def test_search_sees_a_change_made_at_another_counter_at_once(either_office: Office) -> None:
    assert search(either_office, "giấy độc thân") == ()

    with open_office(either_office.data, now=NOW) as other:
        CatalogueDoors(other).set_nicknames(CODE, "giấy độc thân")
        CatalogueDoors(other).set_favourite(CODE, True)

    hits = search(either_office, "giay doc than")
    assert [(hit.card.code, hit.card.favourite) for hit in hits] == [(CODE, True)]


def test_a_suspended_procedure_is_found_last_and_marked(office: Office) -> None:
    doors = CatalogueDoors(office)
    first = search(office, "khai sinh")[0].card.code
    doors.save({"code": first, "suspended": True})

    found = search(office, "khai sinh")

    assert found[-1].card.code == first
    assert found[-1].card.suspended
    assert not found[0].card.suspended


def test_what_was_received_most_comes_first_among_equals(office: Office) -> None:
    from desk.catalogue.lookup import favourites

    for _ in range(3):
        received(office, "2.000815")
    received(office, CODE)

    assert [(hit.card.code, hit.uses) for hit in favourites(office)][:2] == [("2.000815", 3), (CODE, 1)]
    CatalogueDoors(office).set_favourite("1.001193", True)
    assert favourites(office)[0].card.code == "1.001193"


def test_a_unit_nobody_named_before_is_told(office: Office) -> None:
    saved = CatalogueDoors(office).save({**NEW, "resolving_unit": "Phòng Chưa Ai Biết"})

    assert [one.code for one in saved.warnings] == ["unit.new"]
    assert "Phòng Chưa Ai Biết" in saved.warnings[0].message


def test_only_who_administers_may_change_a_real_offices_catalogue(tmp_path: Path) -> None:
    from desk.office.bootstrap import create_office

    described = tmp_path / "office.toml"
    described.write_text(REAL_OFFICE.format(account=getpass.getuser()), encoding="utf-8")
    folder = tmp_path / "that"
    create_office(folder, training=False, office_file=described)
    with open_office(folder) as real:
        doors = CatalogueDoors(real)
        with pytest.raises(InputError) as saving:
            doors.save(NEW)
        with pytest.raises(InputError) as ending:
            doors.end(CODE, TODAY)
        with pytest.raises(InputError) as importing:
            doors.import_file(tmp_path / "none.csv")
        doors.set_favourite(CODE, True)

    assert {one.value.code for one in (saving, ending, importing)} == {"auth.role"}


def test_two_counters_that_save_at_once_leave_no_overlap(either_office: Office) -> None:
    from concurrent.futures import ThreadPoolExecutor

    days = [date(2026, 12, day) for day in (1, 1, 2, 3, 3, 5, 8, 8)]

    def save(number: int) -> None:
        CatalogueDoors(either_office).save({"code": CODE, "fee": 1000 + number}, valid_from=days[number])

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(save, range(len(days))))

    found = CatalogueDoors(either_office).entry(CODE).versions
    assert [one.valid_from for one in found] == [date(2000, 1, 1), *sorted(set(days))]
    assert all(
        before.valid_to is not None and before.valid_to < after.valid_from
        for before, after in pairwise(found)
    )
