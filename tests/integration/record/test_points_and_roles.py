"""Reception points, and who may change the house: the head and the administrator, outside training."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from desk.clock import FrozenClock
from desk.errors import InputError
from desk.office.bootstrap import create_office, open_office
from desk.office.opened import Office
from desk.office.points import open_point, point_of
from desk.office.rows import PointCard
from desk.services import DeskServices
from models.event import Event
from models.tables import Dossier
from tests.integration.record.making import NOW, REAL, received

TODAY = NOW.date()


def _house(office: Office) -> Any:
    return DeskServices(office).house


def _events(office: Office) -> list[tuple[str, str]]:
    with office.read() as session:
        return [(one.verb, one.details) for one in session.scalars(select(Event).order_by(Event.seq))]


def test_points_are_added_changed_closed_and_never_removed(either_office: Office) -> None:
    house = _house(either_office)
    house.set_point(PointCard("ld-1", "Điểm lưu động ấp Mẫu", mobile=True))
    house.set_point(PointCard("CS2", "Cơ sở 2", "Số 2 đường Mẫu"))
    house.set_point(PointCard("CS2", "Cơ sở hai", "Số 2 đường Mẫu", active=False))
    before = _events(either_office)
    house.set_point(PointCard("CS2", "Cơ sở hai", "Số 2 đường Mẫu", active=False))
    assert _events(either_office) == before
    assert before[-1][1] == (
        '{"code":"CS2","from":{"active":true,"name":"Cơ sở 2"},"to":{"active":false,"name":"Cơ sở hai"}}'
    )
    assert house.points() == (
        PointCard("CS2", "Cơ sở hai", "Số 2 đường Mẫu", active=False),
        PointCard("LD-1", "Điểm lưu động ấp Mẫu", mobile=True),
    )
    with either_office.read() as session:
        assert open_point(session, "ld-1").name == "Điểm lưu động ấp Mẫu"
        for code, wanted in (("CS2", "point.closed"), ("CS9", "point.unknown")):
            with pytest.raises(InputError) as caught:
                open_point(session, code)
            assert caught.value.code == wanted


def test_a_machine_receives_at_its_own_point_until_that_is_closed(office: Office) -> None:
    house = _house(office)
    house.set_point(PointCard("LD1", "Điểm lưu động"))
    assert house.use_point("ld1") == "LD1"
    with open_office(office.data, now=NOW) as again:
        assert (again.point, [one.here for one in _house(again).points()]) == ("LD1", [True])
        with again.read() as session:
            assert point_of(session, again, None) == "LD1"
            with pytest.raises(InputError):
                point_of(session, again, "LD9")
        assert again.warnings() == ()
        _house(again).set_point(PointCard("LD1", "Điểm lưu động", active=False))
        with again.read() as session:
            assert point_of(session, again, None) == ""
        assert [one.code for one in again.warnings()] == ["point.not_here"]
        assert _house(again).use_point("") == ""
        assert again.warnings() == ()


@pytest.mark.parametrize(
    ("card", "key"),
    [
        (PointCard("", "x"), "code"),
        (PointCard("LƯU", "x"), "code"),
        (PointCard("A" * 41, "x"), "code"),
        (PointCard("A1", ""), "name"),
        (PointCard("A1", "x", "y" * 201), "address"),
        (PointCard("A1", "x", mobile="yes"), "mobile"),  # type: ignore[arg-type]
    ],
)
def test_a_wrong_point_is_refused_by_its_key(office: Office, card: PointCard, key: str) -> None:
    with pytest.raises(InputError) as caught:
        _house(office).set_point(card)
    assert (caught.value.code, caught.value.details["key"]) == ("point.bad_value", key)
    assert _house(office).points() == ()


def test_the_tally_tells_each_point_beside_the_signed_numbers(office: Office) -> None:
    from desk.numbers.tally import BALANCE_KEYS, tally

    _house(office).set_point(PointCard("LD1", "Điểm lưu động"))
    codes = [received(office) for _ in range(5)]
    with office.write("test.points") as uow:
        for row in uow.session.scalars(select(Dossier).where(Dossier.code.in_(codes[:2]))):
            row.reception_point = "LD1"
        uow.commit()
    counted = tally(office, TODAY, TODAY)
    assert counted.numbers()["total"]["received_total"] == 5
    assert "by_point" not in counted.numbers()
    points = counted.as_json()["by_point"]
    assert [(one["point"], one["name"], one["received_total"]) for one in points] == [
        ("", "Trụ sở chính", 3),
        ("LD1", "Điểm lưu động", 2),
    ]
    for key in BALANCE_KEYS:
        assert sum(one[key] for one in points) == counted.total[key]
    assert "by_point" not in counted.numbers()


@pytest.fixture
def real(tmp_path: Path) -> Any:
    """Founds an office that is no training office, with one member of staff of the role asked for."""

    def found(role: str) -> Office:
        file = tmp_path / f"{role}.toml"
        file.write_text(REAL.format(role=role), encoding="utf-8")
        create_office(tmp_path / role, training=False, office_file=file)
        return open_office(tmp_path / role)

    return found


def test_only_head_and_administrator_change_the_house_outside_training(real: Any) -> None:
    with real("clerk") as office:
        house = _house(office)
        today = office.clock.now().date()
        with pytest.raises(InputError, match=r"auth\.role"):
            house.set_rule("receipt.paper", "k80")
        with pytest.raises(InputError, match=r"auth\.role"):
            house.set_profile({"name": "Khác"}, valid_from=today + timedelta(days=1))
        with pytest.raises(InputError, match=r"auth\.role"):
            house.set_point(PointCard("A1", "Điểm"))
        assert len(_events(office)) == 1  # the office's founding
    for role in ("head", "admin"):
        with real(role) as office:
            assert _house(office).set_rule("receipt.paper", "k80").value == "k80"


def test_a_frozen_clock_needs_a_training_office_whatever_the_profile(real: Any) -> None:
    with real("admin") as office:
        _house(office).set_profile({"name": "Khác"}, valid_from=office.clock.now().date())
        data = office.data
    with pytest.raises(InputError) as caught:
        open_office(data, now=FrozenClock(NOW).now())
    assert caught.value.code == "clock.frozen_not_allowed"
