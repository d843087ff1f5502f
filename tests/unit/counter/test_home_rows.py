"""How a waiting dossier reads on the desk."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from desk.clock import LOCAL, utc_text
from desk.lists.home_rows import Edges, chip_of, kind_of
from desk.rows import State

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=LOCAL)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=LOCAL)


@pytest.mark.parametrize(
    ("state", "due", "kind"),
    [
        (State.RECEIVED, at(23, 17), "due_today"),
        (State.RECEIVED, at(23, 13, 59), "overdue"),
        (State.PROCESSING, at(20, 17), "overdue"),
        (State.PROCESSING, at(24, 17), "open"),
        (State.PROCESSING, at(23, 23, 59), "due_today"),  # 16:59 of the same day in UTC
        (State.PROCESSING, at(24, 0), "open"),  # 17:00 of the day before in UTC
        (State.PAYMENT, at(23, 8), "due_today"),
        (State.PROCESSING, None, "open"),
        (State.READY, at(20, 17), "pickup"),
        (State.SUPPLEMENT, None, "supplement"),
        (State.SUPPLEMENT, at(20, 17), "supplement"),
        (State.PAYMENT, at(20, 17), "open"),
        (State.WITHDRAWING, at(20, 17), "overdue"),
    ],
)
def test_each_dossier_belongs_to_one_list(state: State, due: datetime | None, kind: str) -> None:
    assert kind_of(state, utc_text(due) if due else None, Edges.of(NOW)) == kind


@pytest.mark.parametrize(
    ("kind", "due", "since", "words"),
    [
        ("overdue", at(21, 17), at(18, 8), "Quá 2 ngày"),
        ("overdue", at(23, 13), at(18, 8), "Quá giờ hẹn"),
        ("due_today", at(23, 14, 48), at(23, 8), "Còn 48 phút"),
        ("due_today", at(23, 17, 20), at(23, 8), "Còn 3 giờ 20 phút"),
        ("due_today", at(23, 18, 30), at(23, 8), "Hôm nay 18:30"),
        ("open", at(26, 17), at(23, 8), "Hẹn 26/11"),
        ("open", None, at(23, 8), "Không hẹn ngày"),
        ("supplement", None, at(17, 16), "Bổ sung, 6 ngày"),
        ("supplement", None, at(23, 8), "Bổ sung, từ hôm nay"),
        ("supplement", at(27, 17), at(23, 8), "Bổ sung đến 27/11"),
        ("supplement", at(20, 17), at(2, 8), "Hết hạn bổ sung 20/11"),
        ("pickup", at(20, 17), at(21, 9), "Chờ nhận, 2 ngày"),
    ],
)
def test_the_chip_says_how_long(kind: str, due: datetime | None, since: datetime, words: str) -> None:
    assert chip_of(kind, due, since, NOW) == words


def test_the_chip_speaks_english_too() -> None:
    assert chip_of("overdue", NOW - timedelta(days=3), NOW, NOW, lang="en") == "3 days late"
