"""What a clerk may say of a page: corners that go round a sheet, which pages a file gets in the end."""

from __future__ import annotations

from pathlib import Path

import pytest

from scanning.errors import ScanningError
from scanning.work.job import PageJob
from scanning.work.sources import PageSource, as_sources, good_corners, kept_pages
from tests.helpers import page_workers

ROUND = ((10.0, 12.0), (200.0, 15.0), (205.0, 300.0), (8.0, 290.0))


def test_corners_may_go_round_either_way_from_anywhere() -> None:
    for start in range(4):
        turned = ROUND[start:] + ROUND[:start]
        assert good_corners(turned)
        assert good_corners(turned[::-1])


@pytest.mark.parametrize(
    "corners",
    [
        ROUND[:3],
        ((0.0, 0.0), (100.0, 100.0), (200.0, 200.0), (300.0, 300.0)),
        ((0.0, 0.0), (0.0, 0.0), (100.0, 100.0), (0.0, 100.0)),
        ((0.0, 0.0), (300.0, 0.0), (100.0, 100.0), (0.0, 300.0)),
        ((0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0)),
        ((0.0, 0.0), (float("nan"), 0.0), (90.0, 90.0), (0.0, 90.0)),
        ((0.0, 0.0), (1e9, 0.0), (1e9, 90.0), (0.0, 90.0)),
    ],
    ids=["three", "on a line", "one twice", "hollow", "tiny", "no number", "out of sight"],
)
def test_corners_that_are_no_sheet_are_refused(corners: tuple[tuple[float, float], ...]) -> None:
    assert not good_corners(corners)
    with pytest.raises(ScanningError, match=r"^page\.bad_corners$"):
        as_sources([PageSource(Path("a.jpg"), corners=corners)])


def test_a_turn_is_a_quarter_or_none() -> None:
    assert as_sources([Path("a.jpg")]) == [PageSource(Path("a.jpg"))]
    with pytest.raises(ScanningError, match=r"^page\.bad_turn$"):
        as_sources([PageSource(Path("a.jpg"), turn=45)])


@pytest.mark.parametrize(
    ("pages", "keep_blank", "kept", "warned"),
    [
        ("page blank", False, [True, False], False),
        ("page blank", True, [True, True], False),
        ("page blank+keep", False, [True, True], False),
        ("page+drop page", False, [False, True], False),
        ("blank blank", False, [True, True], True),
        ("blank+keep blank", False, [True, False], False),
        ("page+drop blank", False, [False, True], True),
        ("page+drop blank+drop", False, [True, True], True),
        ("page+drop page", True, [False, True], False),
    ],
)
def test_the_clerks_word_on_a_page_beats_what_was_found(
    tmp_path: Path, pages: str, keep_blank: bool, kept: list[bool], warned: bool
) -> None:
    from dataclasses import replace

    jobs, done = [], []
    for name in pages.split():
        found, _, word = name.partition("+")
        job = PageJob(tmp_path / "a.jpg", 0, profile="text", ocr=False, folder=tmp_path, name="0", blank=word)
        jobs.append(job)
        done.append(replace(page_workers.done(job), blank=found == "blank"))
    assert kept_pages(jobs, done, keep_blank=keep_blank) == (kept, warned)
