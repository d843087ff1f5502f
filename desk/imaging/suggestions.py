"""Gợi ý từ giấy tờ: số/ký hiệu, ngày, cơ quan, trích yếu, họ tên, số định danh, from the words of a page.

A pure function over what was read: field words and the layout of official letters say where a value may
stand, checks of its own say whether it can be one. What fails its check is not offered. Words come from
papers anybody may hand in, so their number and length are bounded and no pattern can run away.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk.imaging.suggestion_rules import (
    birth_dates,
    full_names,
    id_numbers,
    issue_dates,
    issuers,
    numbers,
    subjects,
)  # fmt: skip
from desk.imaging.suggestion_words import Page, ReadLine
from desk.rows.suggested import SUGGESTED, Suggestion

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from desk.imaging.suggestion_words import Found
    from scanning.pdf.textlayer import Word

_MOST_WORDS = 4000
_LONGEST_WORD = 60
_EACH = 3  # how many of one field are offered
_LEAST = 0.3
_RULES = (numbers, issue_dates, issuers, subjects, full_names, birth_dates, id_numbers)


@dataclass(frozen=True, slots=True)
class PageSize:
    """Width and height of the picture the words' boxes are in."""

    width: float
    height: float


def suggest(words: Sequence[Word], size: PageSize, *, today: date, page: int = 1) -> tuple[Suggestion, ...]:
    """What a page offers, field by field in the order of `SUGGESTED`, the surest first; often nothing.

    Args:
        words: as read, in reading order with their lines.
        size: of the picture their boxes are in.
        today: no paper is issued later.
        page: which page of its file this is.
    """
    if size.width <= 0 or size.height <= 0:
        return ()
    told = Page(tuple(_lines(words, size)), today)
    offered: dict[tuple[str, str], Suggestion] = {}
    for rule in _RULES:
        for found in rule(told):
            one = _offered(found, page)
            known = offered.get((one.field, one.value))
            if (
                one.value
                and one.confidence >= _LEAST
                and (known is None or known.confidence < one.confidence)
            ):
                offered[one.field, one.value] = one
    return tuple(
        one
        for field in SUGGESTED
        for one in sorted(
            (one for one in offered.values() if one.field == field), key=lambda one: -one.confidence
        )[:_EACH]
    )


def _lines(words: Sequence[Word], size: PageSize) -> list[ReadLine]:
    lines: dict[int, list[Word]] = {}
    for word in words[:_MOST_WORDS]:
        if len(word.text) <= _LONGEST_WORD and word.text.isprintable():
            lines.setdefault(word.line, []).append(word)
    return [ReadLine(tuple(line), size.width, size.height) for line in lines.values()]


def _offered(found: Found, page: int) -> Suggestion:
    read = sum(word.confidence for word in found.words) / max(1, len(found.words)) / 100
    left, top, right, bottom = found.line.box(found.words)
    return Suggestion(
        field=found.field,
        value=unicodedata.normalize("NFC", found.value),
        shown=unicodedata.normalize("NFC", found.shown),
        confidence=round(found.trust * min(1.0, 0.4 + 0.6 * max(0.0, read)), 2),
        page=page,
        box=(left, top, right, bottom),
    )
