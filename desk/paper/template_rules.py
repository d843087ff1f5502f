"""Luật của chữ trên giấy: what a form's wording must hold to, told place by place.

A version is judged against the shipped one of its form: the same keys of the same kind, every placeholder
the paper needs and none the program cannot fill, no letters nobody sees, nothing longer than the paper holds.
"""

from __future__ import annotations

import string
import unicodedata
from typing import TYPE_CHECKING, Any

from desk.importing import Faults
from desk.paper.forms import DAY_SHEET, NEEDED_OF_OWN, PRINTABLE, REPORTED, is_own, shipped
from desk.paper.layout_rules import is_open, judge_layout

if TYPE_CHECKING:
    from collections.abc import Mapping

    from printing.words import Words

FORMS = (*PRINTABLE, *REPORTED, DAY_SHEET)
HEAD = ("number", "title", "basis", "confidence", "layout")
CHOICES = {"confidence": ("H", "M", "L", "GK"), "layout": ("nội bộ", "chính thức")}
MAX_HEAD = 120
MAX_TEXT = 600
LABEL = 60  # up to so many letters a shipped text is a label, above it a sentence
MAX_ITEMS = 50
HEADING = 80  # of a column an office chose itself, its group with it
# What is counted, not how it is called.
FIXED = frozenset(
    {
        "keys", "keys_fields", "keys_causes", "keys_detail", "source", "shown", "order", "formulas",
        "formulas_fields", "formulas_causes", "indicators",
    }
)  # fmt: skip
ON_ONE_LINE = {"nation": 40, "motto": 40, "page": 40}  # the layout keeps these on one line
MISSING = "template.missing_key"
MAY_BE_LEFT_OUT = frozenset({"internal", "official"})  # number and basis at the foot: an office may say less
# What a form cannot be printed with; the rest of the rules is for people, not for the printer.
BREAKS = frozenset(
    {
        "template.bad_type",
        "template.broken_placeholder",
        "template.unknown_placeholder",
        "template.wrong_count",
        "template.unknown_number",
        "template.number_twice",
        "template.number_missing",
    }
)
_CONTROL = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})
_UNSEEN = frozenset({"Cf"})  # zero width, right to left: what is read is not what is kept


def is_form(form: str) -> bool:
    """Whether a key is that of a form this program prints, or of a report an office may add."""
    return form in FORMS or is_own(form)


def judge(form: str, entry: Mapping[str, Any], faults: Faults, *, row: int = 0) -> None:
    """Note everything wrong in one version's head and texts."""
    _head(row, entry, faults)
    texts = entry.get("texts")
    if isinstance(texts, dict):
        _texts(form, row, texts, faults)
    else:
        faults.add(row, "texts", "template.bad_type" if "texts" in entry else MISSING)


def breaks(form: str, body: Mapping[str, Any]) -> bool:
    """Whether a stored version would fail in the middle of a page, whoever wrote it there."""
    faults = Faults()
    judge(form, body, faults)
    heads = {key for key in HEAD if not (isinstance(body.get(key), str) and body[key])}
    return bool(heads) or any(one.code in BREAKS for one in faults.errors)


def _head(row: int, entry: Mapping[str, Any], faults: Faults) -> None:
    for key in HEAD:
        value = entry.get(key)
        if key not in entry:
            faults.add(row, key, MISSING)
        elif not isinstance(value, str):
            faults.add(row, key, "template.bad_type")
        elif not value.strip():
            faults.add(row, key, "template.empty")
        elif key in CHOICES and value not in CHOICES[key]:
            faults.add(row, key, "template.bad_choice", allowed=", ".join(CHOICES[key]))
        else:
            _letters(row, key, value, faults, most=MAX_HEAD)
            if "{" in value or "}" in value:  # the head is printed as it stands
                faults.add(row, key, "template.unknown_placeholder", name=value[:40], allowed="–")


def _texts(form: str, row: int, texts: Mapping[str, Any], faults: Faults) -> None:
    """Every sentence and list against the shipped ones."""
    model = shipped(form)[-1]
    for key in (*model.texts, *model.lists):
        if key not in texts and (key in NEEDED_OF_OWN or not is_own(form)):
            faults.add(row, f"texts.{key}", MISSING)
    for key, value in texts.items():
        place = f"texts.{key[:60]}"
        if key in model.texts:
            shipped_text = model.texts[key]
            _text(row, place, value, shipped_text, faults, most=longest(key, shipped_text))
        elif key in model.lists:
            _list(row, place, value, model, key, faults)
        else:
            faults.add(row, place, "template.unknown_key")
    judge_layout(form, row, texts, faults)


def _text(
    row: int,
    place: str,
    value: Any,  # noqa: ANN401
    model: str,
    faults: Faults,
    *,
    most: int,
) -> None:
    """One sentence against the shipped one: its placeholders, its letters, its length."""
    if not isinstance(value, str):
        faults.add(row, place, "template.bad_type")
        return
    if not value.strip():
        faults.add(row, place, "template.empty")
    _letters(row, place, value, faults, most=most)
    allowed = placeholders(model)
    try:
        there = placeholders(value)
    except ValueError:
        faults.add(row, place, "template.broken_placeholder")
        return
    for name in sorted(there - allowed):
        told = ", ".join(f"{{{one}}}" for one in sorted(allowed)) or "–"
        faults.add(row, place, "template.unknown_placeholder", name=name[:40], allowed=told)
    for name in sorted(allowed - there) if needs(place) else ():
        faults.add(row, place, "template.missing_placeholder", name=name)


def needs(place: str) -> bool:
    """Whether a text must keep every placeholder it was shipped with: code, due day, office, counts."""
    return place.removeprefix("texts.") not in MAY_BE_LEFT_OUT


def _list(row: int, place: str, value: Any, model: Words, key: str, faults: Faults) -> None:  # noqa: ANN401
    """A list of sentences; headings and keys of columns are as many as the layout draws."""
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        faults.add(row, place, "template.bad_type")
        return
    count = len(model.lists[key])
    if is_open(model.key, key):
        pass  # judged as a whole: what is counted, in which order, under which headings
    elif ("column" in key or key in FIXED) and len(value) != count:
        faults.add(row, place, "template.wrong_count", count=count)
    elif len(value) > MAX_ITEMS:
        faults.add(row, place, "template.too_long", limit=MAX_ITEMS)
    if key in FIXED and not is_open(model.key, key) and tuple(value) != model.lists[key]:
        faults.add(row, place, "template.bad_choice", allowed=", ".join(model.lists[key]))
    longest_item = max(model.lists[key], key=len, default="")
    most = MAX_TEXT if key in FIXED else longest(key, longest_item)
    for text in value:
        _text(row, place, text, "", faults, most=max(most, HEADING) if is_open(model.key, key) else most)


def longest(key: str, shipped_text: str) -> int:
    """How many letters fit where this text stands, by what was shipped for it: the layout was measured so."""
    if key in ON_ONE_LINE:
        return ON_ONE_LINE[key]
    if "column" in key:
        return max(LABEL // 2, len(shipped_text))
    length = len(shipped_text)
    return max(LABEL, 2 * length) if length <= LABEL else min(MAX_TEXT, 3 * length)


def _letters(row: int, place: str, text: str, faults: Faults, *, most: int) -> None:
    """No control letters (a line break is one where the form breaks), nothing endless."""
    if len(text) > most:
        faults.add(row, place, "template.too_long", limit=most)
    if odd_letter(text, _CONTROL) is not None:
        faults.add(row, place, "template.control_letters")
    unseen = odd_letter(text, _UNSEEN)
    if unseen is not None:
        faults.add(row, place, "template.invisible_letters", letter=f"U+{ord(text[unseen]):04X}")


def odd_letter(text: str, kinds: frozenset[str] = frozenset()) -> int | None:
    """The place of the first letter that is none on paper: controls, and those that steer what is seen."""
    kinds = kinds or _CONTROL | _UNSEEN
    return next(
        (at for at, char in enumerate(text) if char != "\n" and unicodedata.category(char) in kinds), None
    )


def placeholders(text: str) -> frozenset[str]:
    """The names between braces; anything but a plain name is refused.

    Raises:
        ValueError: a brace without its other one, an index, a conversion or a format.
    """
    found = []
    for _, name, form, conversion in string.Formatter().parse(text):
        if name is None:
            continue
        if form or conversion or not name.isidentifier():
            msg = "not a plain placeholder"
            raise ValueError(msg)
        found.append(name)
    return frozenset(found)
