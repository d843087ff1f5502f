"""Cán bộ of an office: added, corrected, closed, reopened; nobody is locked out, by two desks neither."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import select

from desk.errors import InputError
from desk.office import bootstrap, staff
from desk.office.bootstrap import create_office, open_office
from desk.office.opened import Office
from desk.office.rows import StaffChange, StaffMember
from desk.services import DeskServices
from models.event import Event
from tests.helpers.cli import DeskRun, call_desk
from tests.integration.record.making import NOW, REAL

MAI = "Lê Thị Mai Mẫu"


def house(office: Office) -> Any:
    return DeskServices(office).house


def names(office: Office, *, active: bool = True) -> list[str]:
    return [one.username for one in house(office).staff() if one.active == active]


def staff_events(office: Office) -> list[tuple[str, str, dict[str, Any]]]:
    with office.read() as session:
        rows = session.scalars(select(Event).order_by(Event.seq))
        return [
            (one.verb, one.subject, json.loads(one.details)) for one in rows if one.verb.startswith("staff.")
        ]


def refused(office: Office, *changes: StaffChange, another: bool = False) -> InputError:
    before = staff_events(office)
    with pytest.raises(InputError) as caught:
        house(office).change_staff(changes, another=another)
    assert staff_events(office) == before
    return caught.value


@pytest.fixture
def real(tmp_path: Path) -> Callable[..., Office]:
    """Founds a real office with one member of staff, of the account that runs the tests."""

    def found(role: str = "head", *, database: str = "") -> Office:
        file = tmp_path / "office.toml"
        file.write_text(REAL.format(role=role), encoding="utf-8")
        create_office(tmp_path / role, training=False, office_file=file, database=database)
        return open_office(tmp_path / role)

    return found


def as_account(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """The operating system says that somebody else runs the program."""
    for module in (staff, bootstrap):
        monkeypatch.setattr(module, "account", lambda: name)


def test_a_person_added_opens_the_office_with_their_own_account(
    real: Callable[..., Office], monkeypatch: pytest.MonkeyPatch
) -> None:
    with real() as office:
        (mai,) = house(office).change_staff([StaffChange(new=True, full_name=f" {MAI}  ", account="mai")])
        assert mai == StaffMember("mau.ltm", MAI, "clerk", "mai")
        data = office.data
    as_account(monkeypatch, "mai")
    with open_office(data) as office:
        assert office.actor.full_name == MAI
        assert refused(office, StaffChange(username="lan", active=False)).code == "auth.role"
        assert not house(office).staff_standing().may_change
    as_account(monkeypatch, "stranger")
    with pytest.raises(InputError) as caught:
        open_office(data)
    assert caught.value.code == "auth.not_you"


def test_who_left_the_counter_opens_nothing_and_stays_in_history(
    real: Callable[..., Office], monkeypatch: pytest.MonkeyPatch
) -> None:
    with real() as office:
        house(office).change_staff([StaffChange(new=True, username="mai", full_name=MAI, account="mai")])
        house(office).change_staff([StaffChange(username="mai", active=False)])
        assert (names(office), names(office, active=False)) == (["lan"], ["mai"])
        data = office.data
    own = staff.account()
    as_account(monkeypatch, "mai")
    with pytest.raises(InputError) as caught:
        open_office(data, user="mai")
    assert caught.value.code == "auth.not_you"
    as_account(monkeypatch, own)
    with open_office(data) as office:
        house(office).change_staff([StaffChange(username="mai", active=True)])
        assert [verb for verb, *_ in staff_events(office)] == [
            "staff.added",
            "staff.closed",
            "staff.reopened",
        ]
    as_account(monkeypatch, "mai")
    with open_office(data) as office:
        assert office.actor.username == "mai"


def test_events_tell_who_and_what_and_never_the_full_name(either_office: Office) -> None:
    (mai,) = house(either_office).change_staff([StaffChange(new=True, full_name=MAI, account="mai")])
    change = StaffChange(username=mai.username, full_name="Lê Thị Mái Mẫu", role="head", account="")
    house(either_office).change_staff([change])
    house(either_office).change_staff([change])  # the same again is no event
    added, changed = staff_events(either_office)
    assert added[:2] == ("staff.added", mai.username)
    assert changed == (
        "staff.changed",
        mai.username,
        {
            "username": mai.username,
            "fields": ["full_name", "role", "account"],
            "from": {"role": "clerk", "account": "mai"},
            "to": {"role": "head", "account": ""},
        },
    )
    assert "Mẫu" not in json.dumps((added, changed), ensure_ascii=False)


def test_the_last_person_and_the_last_way_in_stay_open(real: Callable[..., Office]) -> None:
    with real() as office:
        assert refused(office, StaffChange(username="lan", active=False)).code == "staff.last"
        house(office).change_staff([StaffChange(new=True, username="mai", full_name=MAI)])
        # Mai has no account: without Lan nobody could open the office
        assert refused(office, StaffChange(username="lan", active=False)).code == "staff.last_account"
        house(office).change_staff([StaffChange(username="mai", account="mai")])
        for change in (
            StaffChange(username="lan", active=False),
            StaffChange(username="lan", role="clerk"),
            StaffChange(username="lan", account=""),
        ):
            assert refused(office, change).code == "staff.last_admin"
        house(office).change_staff([StaffChange(username="mai", role="admin")])
        house(office).change_staff([StaffChange(username="lan", active=False)])
        assert names(office) == ["mai"]
        # Lan's window is still open; what she may change is asked of the record
        assert refused(office, StaffChange(username="lan", active=True)).code == "auth.role"


def test_several_changes_are_saved_together_or_not_at_all(either_office: Office) -> None:
    before = house(either_office).staff()
    changes = [StaffChange(new=True, full_name=MAI), *(
        StaffChange(username=one.username, active=False) for one in before
    )]  # fmt: skip
    house(either_office).change_staff(changes)
    assert len(names(either_office)) == 1
    (mai,) = [one for one in house(either_office).staff() if one.active]
    again = StaffChange(username=before[0].username, role="judge")
    error = refused(either_office, StaffChange(username=mai.username, account="m"), again)
    assert (error.code, error.details["key"], error.details["given"]) == ("staff.bad_value", "role", "judge")
    assert error.details["allowed"] == ["clerk", "head", "admin"]
    assert house(either_office).staff()[0].account == ""


def test_the_same_name_is_asked_about_and_gets_a_user_name_of_its_own(either_office: Office) -> None:
    first, second = (StaffChange(new=True, full_name=name) for name in (MAI, f"{MAI.upper()} "))
    (mai,) = house(either_office).change_staff([first])
    error = refused(either_office, second)
    assert (error.code, error.details["username"]) == ("staff.same_name", mai.username)
    (other,) = house(either_office).change_staff([second], another=True)
    assert other.username == f"{mai.username}2"
    house(either_office).change_staff([StaffChange(username=name, active=False) for name in
                                       (mai.username, other.username)])  # fmt: skip
    assert refused(either_office, first).code == "staff.same_name_closed"
    taken = StaffChange(new=True, username=mai.username, full_name="Khác Mẫu")
    assert refused(either_office, taken).code == "staff.username_taken"


def test_two_desks_that_close_each_others_person_leave_one_open(either_office: Office) -> None:
    keep = names(either_office)[:2]
    house(either_office).change_staff(
        [StaffChange(username=name, active=False) for name in names(either_office)[2:]]
    )
    gate = Barrier(2)

    def close(name: str) -> str:
        with open_office(either_office.data, now=NOW) as desk:
            gate.wait(timeout=30)
            try:
                house(desk).change_staff([StaffChange(username=name, active=False)])
            except InputError as error:
                return error.code
        return "closed"

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(close, keep))
    assert answers == ["closed", "staff.last"]
    assert len(names(either_office)) == 1


def test_another_desk_sees_who_was_added_without_opening_again(either_office: Office) -> None:
    with open_office(either_office.data, now=NOW) as other:
        known = names(other)
        (mai,) = house(either_office).change_staff([StaffChange(new=True, full_name=MAI)])
        assert names(other) == [*known, mai.username]


@pytest.mark.parametrize(
    ("kept", "running", "windows", "same"),
    [
        ("Quay 1", "quay 1", True, True),  # Windows knows no capitals in an account
        ("lan", "Lan", False, False),
        ("lan", "lan", False, True),
        ("", "", True, False),
    ],
)
def test_an_account_is_compared_as_the_system_does(
    kept: str, running: str, windows: bool, same: bool
) -> None:
    assert staff.same_account(kept, running, windows=windows) is same


def test_on_postgresql_a_real_office_takes_a_second_person(
    real: Callable[..., Office], postgres_url: str
) -> None:
    with real(database=postgres_url) as office:
        house(office).change_staff([StaffChange(new=True, username="mai", full_name=MAI, account="mai")])
        assert names(office) == ["lan", "mai"]
        assert refused(office, StaffChange(username="lan", active=False)).code == "staff.last_admin"


def test_an_office_founded_by_a_clerk_alone_is_not_stuck(real: Callable[..., Office]) -> None:
    with real("clerk") as office:
        assert house(office).staff_standing().may_change
        house(office).change_staff(
            [StaffChange(new=True, username="mai", full_name=MAI, role="head", account="mai")]
        )
        assert not house(office).staff_standing().may_change
        assert refused(office, StaffChange(username="lan", role="admin")).code == "auth.role"


# ---- by the command line ---------------------------------------------------------------------------


def run(office: Office, *words: str, **options: Any) -> DeskRun:
    return call_desk(*words, data=office.data, **options)


def test_staff_by_the_command_line(real: Callable[..., Office]) -> None:
    office = real()
    added = run(office, "staff", "add", "--name", MAI, "--account", "mai").ok()
    mai = added["changed"]
    assert [one["full_name"] for one in added["staff"]] == ["Nguyễn Thị Lan Mẫu", MAI]
    assert added["staff"][0]["here"]
    closed = run(office, "staff", "close", MAI).ok()
    assert [one["active"] for one in closed["staff"]] == [True, False]
    assert [
        one["code"] for one in run(office, "staff", "set", mai, "--account", "").ok().get("warnings", [])
    ] == []
    opened = run(office, "staff", "reopen", mai).ok()
    assert [one["code"] for one in opened["warnings"]] == ["staff.no_account"]
    own = added["staff"][0]["account"]
    shared = run(office, "staff", "set", mai, "--account", own).ok()
    assert [one["code"] for one in shared["warnings"]] == ["staff.shared_account"]
    assert run(office, "--user", mai, "staff", "list").ok()["staff"][1]["here"]
    text = run(office, "staff", "list", as_json=False)
    assert MAI in text.stdout
    office.close()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("staff", "add"), "usage", ()),
        (("staff", "close"), "usage", ()),
        (("staff", "set", "lan"), "usage", ()),
        (("staff", "close", "lan"), "staff.last", ()),
        (("staff", "close", "ai-do"), "staff.unknown", ("“username”", "“ai-do”", "lan")),
        (
            ("staff", "set", "lan", "--role", "judge"),
            "staff.bad_value",
            ("“role”", "“judge”", "clerk, head, admin"),
        ),
        (("staff", "add", "--name", " "), "staff.bad_value", ("“full_name”", "không để trống")),
        (
            ("staff", "add", "--name", MAI, "--username", "Mai L"),
            "staff.bad_value",
            ("“username”", "“Mai L”"),
        ),
        (
            ("staff", "add", "--name", MAI, "--account", "x" * 65),
            "staff.bad_value",
            ("“account”", "65 ký tự"),
        ),
        (("staff", "add", "--name", "nguyễn thị lan mẫu"), "staff.same_name", ("lan", "--another")),
    ],
)
def test_a_wrong_call_names_the_field_what_was_given_and_what_is_allowed(
    real: Callable[..., Office], words: tuple[str, ...], code: str, said: tuple[str, ...]
) -> None:
    with real() as office:
        done = run(office, *words)
        assert (done.exit_code, done.error_code) == (2, code)
        assert [one for one in said if one not in done.answer["error"]["message"]] == []
        assert names(office) == ["lan"]
        assert staff_events(office) == []


def test_who_left_a_training_office_is_no_longer_taken_by_name(office: Office) -> None:
    first, second = names(office)[:2]
    desk = {"now": NOW.isoformat()}
    run(office, "staff", "close", first, **desk).ok()
    assert run(office, "--user", first, "worklist", **desk).error_code == "auth.closed"
    assert run(office, "staff", "list", **desk).ok()["staff"][0]["here"]
    assert names(office)[0] == second
