"""Settings are declared once, changed with an event; who acts is decided by the machine's account."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from desk.errors import InputError
from desk.office import settings
from desk.office.staff import account, who_acts
from models.engine import open_engine, writer
from models.setting import Setting
from models.staff import Staff
from models.tables import Base


class _Unit:
    """Stands for a unit of work: the session, and what was recorded."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.recorded: list[dict[str, Any]] = []

    def record(self, _verb: str, *, subject: str, details: dict[str, Any]) -> None:
        self.recorded.append({"subject": subject, **details})
        self.session.flush()


@pytest.fixture
def session(tmp_path: Any) -> Iterator[Session]:
    engine: Engine = open_engine(tmp_path / "x.db")
    with writer(engine).begin() as connection:
        Base.metadata.create_all(connection)
    with Session(writer(engine)) as opened:
        yield opened
    engine.dispose()


def test_what_was_never_changed_has_its_default_and_is_not_stored(session: Session) -> None:
    assert settings.values(session) == {one.key: one.default for one in settings.DECLARED}
    assert session.scalars(select(Setting)).all() == []


def test_the_defaults_are_those_the_office_promises(session: Session) -> None:
    assert settings.value(session, "calendar.same_day_cutoff") == "15:00"
    week = settings.value(session, "calendar.hours")
    assert week[0] == week[4] == [["07:30", "11:30"], ["13:30", "17:00"]]
    assert week[5] == week[6] == []


def test_a_change_holds_and_is_recorded_once(session: Session) -> None:
    unit = _Unit(session)
    for _ in range(2):
        settings.change(unit, "receipt.paper", "k80")  # type: ignore[arg-type]
    assert settings.value(session, "receipt.paper") == "k80"
    assert unit.recorded == [{"subject": "receipt.paper", "key": "receipt.paper", "from": "a5", "to": "k80"}]


def test_every_default_satisfies_its_own_limits() -> None:
    assert [one.key for one in settings.DECLARED if not one.accepts(one.default)] == []


DAY = [["07:30", "11:30"], ["13:30", "17:00"]]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("receipt.paper", "a3"),
        ("receipt.paper", None),
        ("calendar.same_day_cutoff", "25:00"),
        ("calendar.same_day_cutoff", "15h"),
        ("calendar.last_confirmed_year", "2026"),
        ("calendar.last_confirmed_year", True),
        ("calendar.last_confirmed_year", 1999),
        ("calendar.hours", [DAY] * 6),
        ("calendar.hours", [[["11:30", "07:30"]], [], [], [], [], [], []]),
        ("calendar.hours", [[["07:30", "11:30"], ["11:00", "17:00"]], [], [], [], [], [], []]),
        ("calendar.hours", [[["07:30"]], [], [], [], [], [], []]),
        ("calendar.hours", [["07:30", "11:30"], [], [], [], [], [], []]),
        ("calendar.hours", "always"),
    ],
)
def test_a_value_outside_its_limits_is_refused(session: Session, key: str, value: Any) -> None:
    unit = _Unit(session)
    with pytest.raises(InputError) as caught:
        settings.change(unit, key, value)  # type: ignore[arg-type]
    assert (caught.value.code, caught.value.details["key"]) == ("setting.bad_value", key)
    assert unit.recorded == []


def test_an_undeclared_setting_is_refused(session: Session) -> None:
    with pytest.raises(InputError) as caught:
        settings.value(session, "no.such")
    assert caught.value.code == "setting.unknown"


@pytest.fixture
def staffed(session: Session) -> Session:
    session.add_all(
        Staff(username=name, full_name=name.title(), role=role, os_account=machine, active=active)
        for name, role, machine, active in (
            ("lan", "clerk", "pc-lan", True),
            ("hoa", "admin", "pc-lan", True),
            ("gone", "head", "pc-gone", False),
            ("open", "head", "", True),
        )
    )
    session.flush()
    return session


@pytest.mark.parametrize(
    ("machine", "user", "who"),
    [("pc-lan", None, "lan"), ("pc-lan", "hoa", "hoa"), ("pc-lan", "lan", "lan")],
)
def test_in_a_real_office_the_account_decides(
    staffed: Session, machine: str, user: str | None, who: str
) -> None:
    assert who_acts(staffed, training=False, user=user, system_account=machine).username == who


@pytest.mark.parametrize(
    ("machine", "user"),
    [
        ("pc-else", None),
        ("pc-else", "lan"),
        ("pc-lan", "open"),
        ("pc-gone", None),
        ("pc-gone", "gone"),
        ("", None),
    ],
)
def test_an_account_nobody_registered_cannot_act(staffed: Session, machine: str, user: str | None) -> None:
    with pytest.raises(InputError) as caught:
        who_acts(staffed, training=False, user=user, system_account=machine)
    assert caught.value.code == "auth.not_you"


def test_in_training_the_first_clerk_acts_by_default_and_anybody_by_name(staffed: Session) -> None:
    def acts(user: str | None) -> tuple[str, str]:
        card = who_acts(staffed, training=True, user=user, system_account="pc-else")
        return card.username, card.role

    assert acts(None) == ("lan", "clerk")
    assert acts("open") == ("open", "head")
    assert acts("visitor") == ("visitor", "clerk")


@pytest.mark.parametrize("user", ["", "Lan", "lan mau", "lần", "../lan", "x" * 41, "-lan", "lan\n"])
def test_a_name_no_member_can_have_is_refused(staffed: Session, user: str) -> None:
    with pytest.raises(InputError) as caught:
        who_acts(staffed, training=True, user=user, system_account="")
    assert caught.value.code == "auth.bad_name"


def test_the_account_is_the_processs_own_whatever_the_variables_say(monkeypatch: pytest.MonkeyPatch) -> None:
    real = account()
    for name in ("USER", "LOGNAME", "USERNAME"):
        monkeypatch.setenv(name, "someone-else")
    assert account() == real != ""


def test_an_account_without_a_name_has_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    import pwd

    def nobody(_: int) -> object:
        raise KeyError

    monkeypatch.setattr(pwd, "getpwuid", nobody)
    assert account().startswith("uid-")
