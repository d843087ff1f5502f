"""Every form on every paper against its stored picture, which a person looked at; and what that can tell.

One letter for another is beyond it: words are read back by pdftotext in `test_printed_forms.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from printing.render import render
from tests.helpers.print_gallery import common_faces, gallery
from tests.helpers.print_references import FOLDER, differences, drawn, names, stored
from tests.unit.printing.samples import receipt

Change = Callable[[Image.Image], Image.Image]


@pytest.fixture(scope="module", autouse=True)
def _faces() -> Iterator[None]:
    with common_faces():
        yield


@cache
def _receipt() -> Image.Image:
    return Image.open(stored("giay_tiep_nhan.a5", 1)).convert("L")


@pytest.mark.parametrize("name", names())
def test_a_form_looks_as_it_did_when_a_person_looked_at_it(name: str) -> None:
    for page, picture in drawn(gallery()[name]()):
        reference = stored(name, page)
        assert reference.is_file(), "python3 dev.py papers draws it; look at it before it is kept"
        assert differences(Image.open(reference).convert("L"), picture) == []


def test_no_picture_is_kept_of_a_page_that_is_no_more() -> None:
    wanted = {stored(name, page).name for name in names() for page, _ in drawn(gallery()[name]())}
    assert {file.name for file in FOLDER.iterdir()} == wanted


def test_a_picture_of_the_repository_is_small() -> None:
    files = list(FOLDER.iterdir())
    assert max(file.stat().st_size for file in files) < 30_000
    assert sum(file.stat().st_size for file in files) < 1_200_000


@pytest.mark.parametrize(
    "change",
    [
        lambda one: ImageChops.offset(one, 1, 0),
        lambda one: ImageChops.offset(one, -1, 1),
        lambda one: one.filter(ImageFilter.GaussianBlur(0.4)),
        lambda one: one.point(lambda grey: min(255, grey + 25)),
        lambda one: one.resize((one.width * 2, one.height * 2)).resize(one.size),
    ],
    ids=["a dot aside", "a dot down", "softer edges", "paler ink", "drawn at another size"],
)
def test_another_way_of_smoothing_or_a_point_aside_is_the_same_paper(change: Change) -> None:
    assert differences(_receipt(), change(_receipt())) == []


def _without(box: tuple[int, int, int, int]) -> Change:
    def wiped(one: Image.Image) -> Image.Image:
        made = one.copy()
        ImageDraw.Draw(made).rectangle(box, fill=255)
        return made

    return wiped


def _row_of(text_top: float, tall: float) -> tuple[int, int, int, int]:
    return (0, round(text_top), _receipt().width, round(text_top + tall))


@pytest.mark.parametrize(
    "change",
    [
        lambda one: ImageChops.offset(one, 0, 4),
        lambda one: ImageChops.offset(one, 3, 0),
        lambda one: _without(_row_of(one.height * 0.5, 7))(one),
        lambda one: _without((0, 0, one.width // 2, one.height // 8))(one),
        lambda one: Image.new("L", one.size, 255),
        lambda one: one.resize((one.width, one.height + 9)),
    ],
    ids=["four dots down", "three dots aside", "a line", "the office's name", "everything", "longer paper"],
)
def test_what_moved_or_is_missing_is_seen(change: Change) -> None:
    assert differences(_receipt(), change(_receipt())) != []


@pytest.mark.parametrize(
    "changes",
    [
        {"due_at": "chưa hẹn"},
        {"phone": ""},
        {"fee": ""},
        {"applicant": "TRẦN VĂN THỬ"},
        {"reprint": 1},
        {"qr": "H29.26.112-261123-0042.7K3BCF9X"},
        {"code": "H29.26.112-261123-0043"},
        {"papers": receipt().papers[:2]},
    ],
    ids=lambda one: next(iter(one)),
)
def test_one_changed_entry_of_a_receipt_is_seen(changes: dict[str, object]) -> None:
    ((_, picture),) = drawn(render(receipt(**changes), "a5").pdf)
    assert differences(_receipt(), picture) != []


def test_a_missing_rule_of_a_table_is_seen() -> None:
    from printing.draw import draw
    from printing.page import Page, Rule, paper
    from printing.render import compose

    (page,) = compose(receipt(), paper("a5"))
    rules = [op for op in page.ops if isinstance(op, Rule) and op.y == op.y2 and op.x2 - op.x > 200]
    fewer = Page(page.width, page.height, tuple(op for op in page.ops if op not in rules[:2]))
    ((_, whole),) = drawn(draw([page], title=""))
    ((_, picture),) = drawn(draw([fewer], title=""))
    assert differences(_receipt(), whole) == []
    assert differences(_receipt(), picture) != []
