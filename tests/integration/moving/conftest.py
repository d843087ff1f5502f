"""A training office to take registers over into, and tables as offices send them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from desk.clock import LOCAL, FrozenClock
from desk.moving.cells import COLUMNS
from desk.office.bootstrap import create_office, open_office
from desk.office.opened import Office

NOW = datetime(2026, 12, 31, 17, 0, tzinfo=LOCAL)


@pytest.fixture
def make_office(tmp_path: Path) -> Iterator[Callable[[str], Office]]:
    """`make_office("a")`: a new empty training office whose clock stands at the end of 2026."""
    opened: list[Office] = []

    def make(name: str) -> Office:
        create_office(tmp_path / name, training=True, clock=FrozenClock(datetime(2026, 1, 2, tzinfo=LOCAL)))
        opened.append(open_office(tmp_path / name, now=NOW))
        return opened[-1]

    yield make
    for one in opened:
        one.close()


@pytest.fixture
def office(make_office: Callable[[str], Office]) -> Office:
    return make_office("quầy")


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Path]:
    """`table([{…}, …])`: rows as a CSV register; what a row does not name is an empty cell."""

    return lambda rows, name="sổ.csv": write_table(tmp_path / name, rows)


def write_table(path: Path, rows: Sequence[dict[str, Any]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def row(number: int = 1, **cells: Any) -> dict[str, Any]:
    """A row of the register, settled and returned in good time unless told otherwise."""
    return {
        "code": f"M-{number:05}", "field": "Hộ tịch", "procedure_name": "Thủ tục mẫu",
        "applicant_name": f"NGƯỜI MẪU SỐ {number}", "channel": "1", "received_at": "2026-03-02T08:00",
        "due_at": "2026-03-05T17:00", "finished_at": "2026-03-04T10:00", "returned_at": "2026-03-04T15:00",
        **cells,
    }  # fmt: skip
