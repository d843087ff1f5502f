"""Office settings: each declared once with its default, its limits and its Vietnamese help.

What the office never changed is not stored. A change is an event: who, when, from what, to what.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from desk.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy.orm import Session

    from desk.record.uow import UnitOfWork

_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_DAYS = 7
ALWAYS = date(1900, 1, 1)  # in force since ever
_COUNTER_DAY = [["07:30", "11:30"], ["13:30", "17:00"]]


@dataclass(frozen=True, slots=True)
class Declared:
    """One setting: its key, its default, what a value must satisfy, what it is for."""

    key: str
    default: Any
    accepts: Callable[[Any], bool]
    help: str


def _is_clock(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    return isinstance(value, str) and _CLOCK.fullmatch(value) is not None


def _is_week(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    return isinstance(value, list) and len(value) == _DAYS and all(_is_day(day) for day in value)


def _is_day(day: Any) -> bool:  # noqa: ANN401 - any JSON value
    """Open intervals in order, none empty, none overlapping; no interval is a day off."""
    if not isinstance(day, list):
        return False
    edges: list[str] = []
    for interval in day:
        if not (
            isinstance(interval, list) and len(interval) == 2 and all(_is_clock(edge) for edge in interval)
        ):
            return False
        edges += interval
    return edges == sorted(edges) and len(set(edges)) == len(edges)


def _is_year(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    return isinstance(value, int) and not isinstance(value, bool) and 2000 <= value <= 2100


def _is_targets(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    """Percent by indicator; null takes a target away."""
    from desk.numbers.indicators import KEYS

    return isinstance(value, dict) and all(
        key in KEYS and (aim is None or (type(aim) in {int, float} and 0 <= aim <= 100))
        for key, aim in value.items()
    )


DECLARED: tuple[Declared, ...] = (
    Declared(
        key="calendar.hours",
        default=[*([_COUNTER_DAY] * 5), [], []],
        accepts=_is_week,
        help="Giờ làm việc từng ngày trong tuần, từ thứ Hai; ngày nghỉ để trống.",
    ),
    Declared(
        key="calendar.same_day_cutoff",
        default="15:00",
        accepts=_is_clock,
        help="Giờ chót nhận việc trả trong ngày; sau giờ này hẹn sang ngày làm việc tiếp theo.",
    ),
    Declared(
        key="calendar.last_confirmed_year",
        default=2026,
        accepts=_is_year,
        help="Năm cuối cùng đã có lịch nghỉ chính thức; hẹn sau năm này kèm lời nhắc.",
    ),
    Declared(
        key="indicators.targets",
        default={},
        accepts=_is_targets,
        help="Chỉ tiêu của kế hoạch năm, phần trăm theo từng chỉ số; để trống một chỉ số là không đặt.",
    ),
    Declared(
        key="receipt.paper",
        default="a5",
        accepts=lambda value: value in ("a4", "a5", "k80"),
        help="Khổ giấy của Giấy tiếp nhận hồ sơ và hẹn trả kết quả: a4, a5 hoặc k80.",
    ),
    Declared(
        key="receipt.roll_copies",
        default=1,
        accepts=lambda value: type(value) is int and value in (1, 2),
        help="Số liên khi in giấy cuộn k80: 1 (chỉ liên giao người nộp) hoặc 2 (thêm liên lưu).",
    ),
)


def declared(key: str) -> Declared:
    """Return what is declared under `key`.

    Raises:
        InputError: `setting.unknown`.
    """
    for one in DECLARED:
        if one.key == key:
            return one
    raise InputError("setting.unknown", key=key)


def value(session: Session, key: str) -> Any:  # noqa: ANN401 - any JSON value
    """Return the office's value of `key`, or its default."""
    from models.setting import Setting

    one = declared(key)
    row = session.get(Setting, (key, ALWAYS))
    return one.default if row is None else row.value


def values(session: Session) -> Mapping[str, Any]:
    """Return every declared setting with the value that holds."""
    return {one.key: value(session, one.key) for one in DECLARED}


def change(uow: UnitOfWork, key: str, new: Any) -> None:  # noqa: ANN401 - any JSON value
    """Set `key`; the same value again changes nothing and leaves no event.

    Raises:
        InputError: `setting.unknown`, `setting.bad_value`.
    """
    from models.setting import Setting

    one = declared(key)
    if not one.accepts(new):
        raise InputError("setting.bad_value", key=key)
    old = value(uow.session, key)
    if old == new:
        return
    uow.session.merge(Setting(key=key, valid_from=ALWAYS, value=new))
    uow.record("setting.changed", subject=key, details={"key": key, "from": old, "to": new})
