"""The check of every form finds what it is there to find."""

from __future__ import annotations

from dataclasses import replace

import pytest

from printing.page import MM, Frame, Op, Page, Rule, Text, paper
from printing.render import compose
from tests.unit.printing.overflow import cut_tables, faults
from tests.unit.printing.samples_of_life import handover, sticker

SHEET = compose(handover(), paper("a4"))[0]
WORD = next(op for op in SHEET.ops if isinstance(op, Text) and op.text == "Thủ tục")


def spoilt(*more: Op) -> list[str]:
    return faults((replace(SHEET, ops=(*SHEET.ops, *more)),), margin=8 * MM)


def test_a_whole_form_has_no_fault() -> None:
    assert spoilt() == []


@pytest.mark.parametrize(
    ("extra", "told"),
    [
        (WORD.moved(600, 0), "outside"),
        (WORD.moved(0, -2000), "outside"),
        (WORD.moved(3, 3), "words touch"),
        (Rule(WORD.x, WORD.y - 3, WORD.x + 40, WORD.y - 3), "struck"),
        (Frame(WORD.x + 5, WORD.y - 20, 100, 40), "crosses its frame"),
    ],
)
def test_each_kind_of_fault_is_told(extra: Op, told: str) -> None:
    assert any(told in fault for fault in spoilt(extra))


def test_words_within_the_quiet_zone_of_a_barcode_are_told() -> None:
    page = compose(sticker(), paper("k80"))[0]
    code = next(op for op in page.ops if isinstance(op, Text) and op.text.startswith("H29"))
    crowded = tuple(op.moved(0, -6) if op is code else op for op in page.ops)
    assert any("crowds" in fault for fault in faults((replace(page, ops=crowded),), margin=4 * MM))


def test_a_table_without_its_lower_line_is_told() -> None:
    rules = [op for op in SHEET.ops if isinstance(op, Rule) and op.x != op.x2]
    lowest = max(rule.y for rule in rules)
    open_page = Page(
        SHEET.width,
        SHEET.height,
        tuple(op for op in SHEET.ops if not (isinstance(op, Rule) and op.y == lowest and op.x != op.x2)),
    )
    assert cut_tables((SHEET,)) == []
    assert cut_tables((open_page,)) != []
