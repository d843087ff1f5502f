"""An office with some days to close, and where it sends them."""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from desk.clock import LOCAL, FrozenClock
from desk.office import settings
from desk.office.bootstrap import create_office, open_office
from desk.office.opened import Office
from tests.integration.law.life import random_life, record_lives

NOW = datetime(2026, 12, 31, 17, 0, tzinfo=LOCAL)
DAYS = [date(2026, 11, 16) + timedelta(days=day) for day in range(5)]


@pytest.fixture
def office(data_folder: Path) -> Iterator[Office]:
    create_office(data_folder, training=True, clock=FrozenClock(datetime(2026, 11, 1, 8, tzinfo=LOCAL)))
    with open_office(data_folder, now=NOW) as opened:
        dice = random.Random(3)
        record_lives(opened, [random_life(dice) for _ in range(30)])
        yield opened


def aim(office: Office, *targets: dict[str, str]) -> None:
    with office.write("test.targets") as uow:
        settings.change(uow, "sync.targets", list(targets))
        uow.commit()
