r"""The checklist of a procedure in one cell of a table, written and read back without loss.

Papers are separated by `;`. The plain form guesses as the source tables are written: `Giấy A (nếu có)` is a
paper with a condition, `(khai thác CSDL)` one that a database holds, `(chỉ khi nộp thay)` one that is asked
for only then. Braces switch guessing off and say everything: `Giấy A {mandatory=0 | days=180}`. Inside and
before braces `\` makes the next letter an ordinary one.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from desk.catalogue.shipped import components as guessed
from desk.errors import InputError
from desk.rows import ComponentCard

if TYPE_CHECKING:
    from collections.abc import Iterable

_ONLY_WHEN = {
    "chỉ khi nộp thay": "on_behalf",
    "chỉ khi là tổ chức": "organisation",
    "chỉ khi nộp theo nhóm": "group",
}
_ONLY = re.compile(rf"\s*\(({'|'.join(_ONLY_WHEN)})\)", re.IGNORECASE)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_KEYS = ("mandatory", "condition", "database", "applies", "type", "days", "copies")


def components_cell(cards: Iterable[ComponentCard]) -> str:
    """Write a checklist as one cell."""
    return "; ".join(_written(card) for card in cards)


def read_components(text: str) -> tuple[ComponentCard, ...]:
    """Read a checklist from one cell; papers are numbered in their order.

    Raises:
        InputError: `catalogue.bad_components` with the piece that cannot be read.
    """
    pieces = [piece for piece in _pieces(text) if piece]
    return tuple(replace(_read(piece), no=number) for number, piece in enumerate(pieces, start=1))


def _written(card: ComponentCard) -> str:
    for plain in _plain_forms(card):
        if (
            _balanced(plain)
            and not set(plain) & set("{}\\")
            and read_components(plain) == (replace(card, no=1),)
        ):
            return plain
    marks = [f"mandatory={int(card.mandatory)}"]
    if card.condition:
        marks.append(f"condition={_safe(card.condition)}")
    if card.from_database:
        marks.append("database=1")
    if card.applies != "always":
        marks.append(f"applies={card.applies}")
    if card.doc_type:
        marks.append(f"type={_safe(card.doc_type)}")
    if card.valid_days is not None:
        marks.append(f"days={card.valid_days}")
    if card.copies != 1:
        marks.append(f"copies={card.copies}")
    return f"{_safe(card.name)} {{{' | '.join(marks)}}}"


def _plain_forms(card: ComponentCard) -> tuple[str, ...]:
    if card.condition:
        return (f"{card.name} ({card.condition})", f"{card.name} {card.condition}")
    return (card.name,)


def _safe(text: str) -> str:
    marks = r"([\\;{}|])" if _balanced(text) else r"([\\;{}|()])"
    return re.sub(marks, r"\\\1", text)


def _balanced(text: str) -> bool:
    """Tell whether parentheses close in order, so that they can swallow nothing behind them."""
    depth = 0
    for letter in text:
        depth += (letter == "(") - (letter == ")")
        if depth < 0:
            return False
    return depth == 0


def _pieces(text: str) -> list[str]:
    """Split at `;` outside parentheses and braces; an escaped letter never splits."""
    found = [""]
    round_depth = curly_depth = 0
    escaped = False
    for letter in text:
        if escaped or letter == "\\":
            escaped = not escaped
        else:
            round_depth += (letter == "(") - (letter == ")" and round_depth > 0)
            curly_depth += (letter == "{") - (letter == "}" and curly_depth > 0)
            if letter == ";" and not round_depth and not curly_depth:
                found.append("")
                continue
        found[-1] += letter
    return [piece.strip() for piece in found]


def _read(piece: str) -> ComponentCard:
    bare = _ESCAPED.sub("··", piece)  # of the same length, so that places agree
    at = bare.find("{")
    if at < 0 and "}" not in bare:
        return _guessed(piece)
    if at < 1 or not bare.endswith("}") or bare.count("{") != 1 or bare.count("}") != 1:
        raise InputError("catalogue.bad_components", key="components", value=piece[:80])
    marks = _marks(piece, piece[at + 1 : -1], bare[at + 1 : -1])
    return ComponentCard(
        no=1,
        name=" ".join(_ESCAPED.sub(r"\1", piece[:at]).split()),
        mandatory=_number(piece, marks.get("mandatory", "1"), highest=1) == 1,
        condition=marks.get("condition") or None,
        from_database=_number(piece, marks.get("database", "0"), highest=1) == 1,
        applies=marks.get("applies", "always"),
        doc_type=marks.get("type", ""),
        valid_days=_number(piece, marks["days"], highest=99_999) if "days" in marks else None,
        copies=_number(piece, marks.get("copies", "1"), highest=99),
    )


def _guessed(piece: str) -> ComponentCard:
    text = _ESCAPED.sub(r"\1", piece)
    only = _ONLY.search(text)
    if only is not None:
        name = " ".join((text[: only.start()] + text[only.end() :]).split())
        words = only.group(1).lower()
        return ComponentCard(no=1, name=name, mandatory=True, condition=words, applies=_ONLY_WHEN[words])
    found = guessed(text)
    if len(found) != 1:
        raise InputError("catalogue.bad_components", key="components", value=piece[:80])
    return found[0]


def _marks(piece: str, text: str, bare: str) -> dict[str, str]:
    found: dict[str, str] = {}
    begin = 0
    for part in bare.split("|"):
        own = text[begin : begin + len(part)]
        begin += len(part) + 1
        if not own.strip():
            continue
        name, equals, value = own.partition("=")
        key = name.strip().lower()
        if not equals or key not in _KEYS or key in found:
            raise InputError("catalogue.bad_components", key="components", value=piece[:80])
        found[key] = " ".join(_ESCAPED.sub(r"\1", value).split())
    return found


def _number(piece: str, text: str, *, highest: int) -> int:
    if re.fullmatch(r"\d{1,5}", text, re.ASCII) is None or int(text) > highest:
        raise InputError("catalogue.bad_components", key="components", value=piece[:80])
    return int(text)
