"""Two desks over one record, and words that are plainly changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desk.clock import FrozenClock, parse_moment
from desk.office.bootstrap import create_office, open_office
from desk.office.opened import Office

FORM = "giay_tiep_nhan"
UNIT = "texts.unit"
NEW = "Nơi tiếp nhận và trả kết quả:"
Desk = Callable[..., Office]


@pytest.fixture(params=["sqlite", "postgresql"])
def desk_of(request: pytest.FixtureRequest, data_folder: Path) -> Iterator[Desk]:
    """`desk_of("lan", "2026-11-24T08:00")`: one person's desk over the same record, on each engine."""
    if request.param == "sqlite":
        request.getfixturevalue("folder")  # copied from one made once
    else:
        clock = FrozenClock(parse_moment("2026-11-23T07:00"))
        create_office(
            data_folder, training=True, clock=clock, database=request.getfixturevalue("postgres_url")
        )
    opened: list[Office] = []

    def at(user: str = "lan", moment: str = "2026-11-23T09:41") -> Office:
        office = open_office(data_folder, now=parse_moment(moment), user=user)
        opened.append(office)
        return office

    yield at
    for office in opened:
        office.close()
