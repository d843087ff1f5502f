"""Pages as a `receive` or `act` file gives them: a path, or an object that says what was decided."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from desk.errors import InputError
from desk.imaging.pages import files_of, pages_from
from desk.jsonform import Form
from desk.rows import GivenPage

CORNERS = [[10, 12.5], [200, 15], [205, 300], [8, 290]]


def pages(*given: Any, base: Path = Path("/pages")) -> tuple[GivenPage, ...]:
    """Pages of a form with these entries."""
    return pages_from(Form({"pages": list(given)}, code="receive"), "pages", base=base, limit=500)


def test_a_text_is_a_path_as_ever() -> None:
    assert pages("a.jpg", "/elsewhere/b.jpg") == (
        GivenPage(Path("/pages/a.jpg")), GivenPage(Path("/elsewhere/b.jpg")),
    )  # fmt: skip
    assert pages_from(Form({}, code="receive"), "pages", base=Path("/pages"), limit=500) == ()


def test_an_object_says_what_was_decided_and_may_say_nothing() -> None:
    full = {"file": "a.pdf", "page": 3, "turn": 270, "corners": CORNERS, "blank": "keep"}
    assert pages(full, {"file": "b.jpg"}, {"file": "c.jpg", "turn": None, "corners": None}) == (
        GivenPage(
            Path("/pages/a.pdf"), page=3, turn=270, blank="keep",
            corners=((10.0, 12.5), (200.0, 15.0), (205.0, 300.0), (8.0, 290.0)),
        ),
        GivenPage(Path("/pages/b.jpg")),
        GivenPage(Path("/pages/c.jpg")),
    )  # fmt: skip


def test_what_a_strip_hands_over_is_read_back_as_it_was() -> None:
    page = GivenPage(
        Path("/pages/a.pdf"), page=2, turn=0, corners=((0.5, 1.0), (90.0, 2.0), (95.0, 88.0), (1.0, 90.0))
    )
    assert pages(page.as_json(), GivenPage(Path("/pages/b.jpg")).as_json()) == (
        page, GivenPage(Path("/pages/b.jpg")),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("given", "key"),
    [
        (7, "pages[0]"),
        (["a.jpg"], "pages[0]"),
        ({}, "pages[0].file"),
        ({"file": ""}, "pages[0].file"),
        ({"file": "a\0.jpg"}, "pages[0].file"),
        ({"file": "a.jpg", "turn": 45}, "pages[0].turn"),
        ({"file": "a.jpg", "turn": "90"}, "pages[0].turn"),
        ({"file": "a.jpg", "turn": True}, "pages[0].turn"),
        ({"file": "a.jpg", "page": 0}, "pages[0].page"),
        ({"file": "a.jpg", "page": 1.0}, "pages[0].page"),
        ({"file": "a.jpg", "blank": "maybe"}, "pages[0].blank"),
        ({"file": "a.jpg", "corners": CORNERS[:3]}, "pages[0].corners"),
        ({"file": "a.jpg", "corners": [[0, 0], [5, 5], [9, 9], [20, 20]]}, "pages[0].corners"),
        ({"file": "a.jpg", "corners": [*CORNERS[:3], [1, float("nan")]]}, "pages[0].corners[3]"),
        ({"file": "a.jpg", "corners": [*CORNERS[:3], [1, float("inf")]]}, "pages[0].corners[3]"),
        ({"file": "a.jpg", "corners": [*CORNERS[:3], [1, "2"]]}, "pages[0].corners[3]"),
        ({"file": "a.jpg", "corners": [*CORNERS[:3], [True, 2]]}, "pages[0].corners[3]"),
        ({"file": "a.jpg", "corners": [*CORNERS[:3], [1, 2, 3]]}, "pages[0].corners[3]"),
        ({"file": "a.jpg", "corners": [*CORNERS[:3], [1, 10**400]]}, "pages[0].corners[3]"),
    ],
)
def test_a_wrong_value_is_named_by_its_key(given: Any, key: str) -> None:
    with pytest.raises(InputError) as caught:
        pages(given)
    assert (caught.value.code, caught.value.details["key"]) == ("receive.bad_value", key)


def test_a_file_named_page_by_page_is_one_capture() -> None:
    one, other = Path("/a.pdf"), Path("/b.jpg")
    given = [GivenPage(one, page=1), GivenPage(one, page=2), GivenPage(other), GivenPage(other)]
    assert files_of(given) == (one, other, other)
