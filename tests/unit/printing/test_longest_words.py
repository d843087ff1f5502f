"""The longest words an office's template may hold still fit every form on every paper."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from desk.paper.template_rules import MAX_HEAD, longest
from printing.page import MM, paper
from printing.render import compose
from tests.unit.printing.overflow import cut_tables, faults
from tests.unit.printing.samples import certified, receipt, supplement
from tests.unit.printing.test_every_form import PAPERS_OF, SHEETS

PLAIN: dict[str, Any] = {name: sheet for name, sheet in SHEETS.items() if " " not in name}
PLAIN |= {
    "receipt": receipt(provisional=True),
    "certified": certified(),
    "supplement": supplement(provisional=True),
}
PAPERS = {**PAPERS_OF, "certified": PAPERS_OF["receipt"]}
CASES = [(name, size) for name in PLAIN for size in PAPERS[name]]


def grown(text: str, most: int) -> str:
    """The text with more words, as long as it may be."""
    more = " ẪỖỄ ngữ" * (most // 4)
    return (text + more)[:most] if len(text) < most else text


def at_their_longest(sheet: Any) -> Any:
    words = sheet.words
    texts = {key: grown(text, longest(key, text)) for key, text in words.texts.items()}
    lists = {
        key: tuple(grown(text, longest(key, max(items, key=len))) for text in items)
        for key, items in words.lists.items()
    }
    head = {key: grown(getattr(words, key), MAX_HEAD) for key in ("title", "number", "basis")}
    return replace(sheet, words=replace(words, texts=texts, lists=lists, **head), training=True)


@pytest.mark.parametrize(("name", "size"), CASES)
def test_the_longest_words_still_fit(name: str, size: str) -> None:
    pages = compose(at_their_longest(PLAIN[name]), paper(size))
    assert faults(pages, margin=(4 if size.startswith("k") else 8) * MM) == []
    assert cut_tables(pages) == []
