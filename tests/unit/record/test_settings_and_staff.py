"""Settings are declared once, changed with an event; who acts is decided by the machine's account."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from desk.clock import FrozenClock, parse_moment
from desk.errors import InputError
from desk.office import settings
from desk.office.rules import RULES, rule
from desk.office.staff import account, who_acts
from models.engine import open_engine, writer
from models.setting import Setting
from models.staff import Staff
from models.tables import Base

NOW = parse_moment("2026-11-23T09:41:00+07:00")
TODAY = NOW.date()


class _Unit:
    """Stands for a unit of work: the session, its moment, and what was recorded."""

    def __init__(self, session: Session, now: datetime = NOW) -> None:
        self.session = session
        self.now = now
        self.office = SimpleNamespace(lang="vi")
        self.recorded: list[dict[str, Any]] = []

    def record(self, _verb: str, *, subject: str, details: dict[str, Any]) -> None:
        self.recorded.append({"subject": subject, **details})
        self.session.flush()


@pytest.fixture
def session(tmp_path: Any) -> Iterator[Session]:
    engine: Engine = open_engine(tmp_path / "x.db")
    with writer(engine).begin() as connection:
        Base.metadata.create_all(connection)
    with Session(writer(engine), info={"clock": FrozenClock(NOW)}) as opened:
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
    assert unit.recorded == [
        {
            "subject": "receipt.paper",
            "key": "receipt.paper",
            "from": "a5",
            "to": "k80",
            "valid_from": "2026-11-23",
        }
    ]


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


def _change(session: Session, value: Any, *, on: date | None = None) -> None:
    settings.change(_Unit(session), "clock.supplement_days", value, on)  # type: ignore[arg-type]


def test_a_rule_dated_in_the_future_does_not_hold_before_its_day(session: Session) -> None:
    first = TODAY + timedelta(days=39)  # 01/01/2027
    _change(session, 20, on=first)
    assert rule(session, "clock.supplement_days") == 15
    assert rule(session, "clock.supplement_days", on=first - timedelta(days=1)) == 15
    assert rule(session, "clock.supplement_days", on=first) == 20
    assert settings.values(session)["clock.supplement_days"] == 15
    assert settings.values(session, first)["clock.supplement_days"] == 20


def test_every_earlier_value_of_a_rule_can_still_be_told(session: Session) -> None:
    days = [date(2025, 7, 1), date(2026, 8, 5), TODAY, date(2027, 3, 1)]
    for number, day in enumerate(days, start=16):
        _change(session, number, on=day)
    told = [rule(session, "clock.supplement_days", on=day) for day in (date(2025, 6, 30), *days)]
    assert told == [15, 16, 17, 18, 19]
    assert settings.history(session, "clock.supplement_days") == tuple(zip(days, range(16, 20), strict=True))


def test_a_value_that_has_held_is_never_replaced(session: Session) -> None:
    past = TODAY - timedelta(days=1)
    _change(session, 20, on=past)
    with pytest.raises(InputError) as caught:
        _change(session, 25, on=past)
    assert caught.value.code == "setting.has_held"
    _change(session, 25)
    _change(session, 30)  # today's slip of the hand is put right today
    assert settings.history(session, "clock.supplement_days") == ((past, 20), (TODAY, 30))


def test_null_is_a_value_of_its_own_not_the_default(session: Session) -> None:
    unit = _Unit(session)
    settings.change(unit, "people.reuse_days", 30)  # type: ignore[arg-type]
    settings.change(unit, "people.reuse_days", None, TODAY + timedelta(days=1))  # type: ignore[arg-type]
    assert rule(session, "people.reuse_days") == 30
    assert rule(session, "people.reuse_days", on=TODAY + timedelta(days=1)) is None


@pytest.mark.parametrize("day", [date(1899, 12, 31), date(2101, 1, 1)])
def test_a_day_out_of_reason_is_refused(session: Session, day: date) -> None:
    with pytest.raises(InputError) as caught:
        _change(session, 20, on=day)
    assert caught.value.code == "setting.bad_day"


def test_the_rules_start_as_the_law_says(session: Session) -> None:
    """NĐ 118/2025 Đ.11, 16, 17, 18, 19, 20, 23; NĐ 309/2026; contract §3 (field/law.md §2)."""
    wanted = {
        "clock.accept_hours": 8,
        "clock.clerk_notice_hours": 2,
        "clock.transfer_cutoff": "15:00",
        "clock.unfit_days": 3,
        "clock.supplement_days": 15,
        "clock.late_notice_days": 1,
        "clock.supplements_max": 1,
        "clock.extensions_max": 1,
        "clock.result_fix_days": 3,
        "clock.forward_days": 1,
        "clock.after_cutoff_counts_from": "same_day",
        "clock.start": "competent",
        "indicators.on_time_against": "original",
        "override.roles": ["head", "admin"],
        "calendar.saturday_counts": False,
    }
    assert {key: rule(session, key) for key in wanted} == wanted


def test_every_rule_of_the_law_names_where_it_stands_and_how_sure_that_is() -> None:
    own = {"clock.soon_hours", "clock.extend_max_days"}  # the office's own convenience, no law speaks of them
    for one in RULES:
        assert bool(one.source) == (one.key not in own), one.key
        assert (one.confidence in {"H", "M", "L"}) == (one.key not in own), one.key
        assert one.help
        assert one.help_en


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("clock.supplement_days", 0),
        ("clock.supplement_days", True),
        ("clock.supplement_days", 15.0),
        ("clock.supplement_days", "15"),
        ("clock.supplements_max", -1),
        ("clock.start", "whenever"),
        ("calendar.saturday_counts", 0),
        ("calendar.saturday_counts", "false"),
        ("override.roles", []),
        ("override.roles", ["head", "head"]),
        ("override.roles", ["citizen"]),
        ("override.roles", "head"),
        ("override.roles", [["head"]]),
        ("people.reuse_days", 0),
        ("register.per_volume", -1),
        ("indicators.on_time_against", None),
    ],
)
def test_a_rule_outside_reason_is_refused(session: Session, key: str, value: Any) -> None:
    with pytest.raises(InputError) as caught:
        settings.change(_Unit(session), key, value)  # type: ignore[arg-type]
    assert (caught.value.code, caught.value.details["key"]) == ("setting.bad_value", key)
    assert session.scalars(select(Setting)).all() == []


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
