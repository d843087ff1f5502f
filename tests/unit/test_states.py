"""Every state the design names has its picture among those that are drawn, or a test that holds it."""

from __future__ import annotations

import re
from pathlib import Path

from ui.shots import SCREENS

ROOT = Path(__file__).resolve().parents[2]
TABLE = (ROOT / "docs" / "states.md").read_text(encoding="utf-8")
ROWS = [line.split("|")[3:5] for line in TABLE.splitlines() if line.startswith("| ")][1:]
DRAWN = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "ui").glob("shots_*.py"))
TESTS = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "tests").rglob("test_*.py"))


def named(cell: str) -> list[str]:
    """What a cell of the table names."""
    return re.findall(r"`([^`]+)`", cell)


def is_drawn(name: str) -> bool:
    """Whether a scene is called so, alone or as one of a row of scenes."""
    ways = re.findall(r'yield f?"([^"]+)"', DRAWN)
    patterns = [re.sub(r"\\\{[^}]*\\\}", ".+", re.escape(way)) for way in ways]
    return name in SCREENS or any(re.fullmatch(pattern, name) for pattern in patterns)


def test_every_picture_of_the_table_is_drawn() -> None:
    pictures = [name for pictures, _tests in ROWS for name in named(pictures)]
    assert len(pictures) > 90
    assert [name for name in pictures if not is_drawn(name)] == []


def test_every_test_of_the_table_is_there() -> None:
    tests = [name for _pictures, tests in ROWS for name in named(tests)]
    assert [name for name in tests if f"def {name}(" not in TESTS] == []


def test_no_state_is_without_a_picture_and_without_a_test() -> None:
    assert [row for row in ROWS if not named("|".join(row))] == []
