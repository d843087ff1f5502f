"""Tệp mẫu chữ: a form's wording as a TOML file, checked whole before any of it is taken.

A version is judged against the shipped one of its form: the same keys of the same kind, no placeholder the
program cannot fill, no control letters, nothing longer than the paper holds.
"""

from __future__ import annotations

import string
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from desk.errors import InputError
from desk.importing import Faults
from desk.paper.forms import DAY_SHEET, PRINTABLE, REPORTED, shipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from printing.words import Words

FORMS = (*PRINTABLE, *REPORTED, DAY_SHEET)
HEAD = ("number", "title", "basis", "confidence", "layout")
CHOICES = {"confidence": ("H", "M", "L", "GK"), "layout": ("nội bộ", "chính thức")}
MAX_FILE = 1 << 20
MAX_HEAD = 120
MAX_TEXT = 600
LABEL = 60  # up to so many letters a shipped text is a label, above it a sentence
MAX_VERSIONS = 50
ON_ONE_LINE = {"nation": 40, "motto": 40, "page": 40}  # the layout keeps these on one line
MISSING = "template.missing_key"
_KEYS = frozenset({*HEAD, "effective_from", "texts"})


@dataclass(frozen=True, slots=True)
class Draft:
    """One version of a file: its place and what would be kept of it."""

    row: int
    body: dict[str, Any]


def read(path: Path, *, lang: str) -> tuple[str, dict[date, Draft], Faults]:
    """The form a file is for, its versions by their first day, and everything wrong in it.

    Raises:
        InputError: `file.not_found`, `file.too_large`, `template.not_toml`, `template.unknown_form`: no
            template at all.
    """
    document = _document(path)
    form = document.get("key")
    if not isinstance(form, str) or form not in FORMS:
        raise InputError("template.unknown_form", form=str(form)[:40], allowed=list(FORMS))
    faults = Faults(lang=lang)
    for key in document:
        if key not in {"key", "version"}:
            faults.add(0, key[:60], "template.unknown_key")
    entries = document.get("version")
    if not isinstance(entries, list) or not entries or len(entries) > MAX_VERSIONS:
        faults.add(0, "version", "template.bad_type")
        return form, {}, faults
    found: dict[date, Draft] = {}
    for row, entry in enumerate(entries, start=1):
        _version(form, row, entry, found, faults)
    return form, found, faults


def _document(path: Path) -> dict[str, Any]:
    """The parsed file; TOML is text, so its size and its letters are bounded first."""
    import tomllib

    try:
        if not path.is_file():
            raise InputError("file.not_found", file=path.name)
        if path.stat().st_size > MAX_FILE:
            raise InputError("file.too_large", file=path.name, limit_mb=MAX_FILE >> 20)
        raw = path.read_bytes()
    except OSError as failure:
        raise InputError("file.unreadable", file=path.name) from failure
    try:
        return tomllib.loads(unicodedata.normalize("NFC", raw.decode("utf-8-sig")))
    except (ValueError, RecursionError) as failure:
        raise InputError("template.not_toml", file=path.name) from failure


def _version(
    form: str,
    row: int,
    entry: Any,  # noqa: ANN401
    found: dict[date, Draft],
    faults: Faults,
) -> None:
    """Check one `[[version]]` and keep it."""
    if not isinstance(entry, dict):
        faults.add(row, "version", "template.bad_type")
        return
    for key in entry:
        if key not in _KEYS:
            faults.add(row, key[:60], "template.unknown_key")
    start = entry.get("effective_from")
    if type(start) is not date:
        faults.add(row, "effective_from", "template.bad_type" if "effective_from" in entry else MISSING)
    elif start in found:
        faults.add(row, "effective_from", "template.day_twice")
    _head(row, entry, faults)
    texts = entry.get("texts")
    if not isinstance(texts, dict):
        faults.add(row, "texts", "template.bad_type" if "texts" in entry else MISSING)
        return
    _texts(form, row, texts, faults)
    if type(start) is date and start not in found:
        found[start] = Draft(row=row, body={**{key: entry.get(key) for key in HEAD}, "texts": texts})


def _head(row: int, entry: Mapping[str, Any], faults: Faults) -> None:
    for key in HEAD:
        value = entry.get(key)
        if key not in entry:
            faults.add(row, key, MISSING)
        elif not isinstance(value, str) or not value.strip():
            faults.add(row, key, "template.bad_type")
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
        if key not in texts:
            faults.add(row, f"texts.{key}", MISSING)
    for key, value in texts.items():
        place = f"texts.{key[:60]}"
        if key in model.texts:
            shipped_text = model.texts[key]
            _text(row, place, value, placeholders(shipped_text), faults, most=longest(key, shipped_text))
        elif key in model.lists:
            _list(row, place, value, model, key, faults)
        else:
            faults.add(row, place, "template.unknown_key")


def _text(
    row: int,
    place: str,
    value: Any,  # noqa: ANN401
    allowed: frozenset[str],
    faults: Faults,
    *,
    most: int,
) -> None:
    if not isinstance(value, str):
        faults.add(row, place, "template.bad_type")
        return
    _letters(row, place, value, faults, most=most)
    try:
        unknown = placeholders(value) - allowed
    except ValueError:
        faults.add(row, place, "template.broken_placeholder")
        return
    for name in sorted(unknown):
        told = ", ".join(f"{{{one}}}" for one in sorted(allowed)) or "–"
        faults.add(row, place, "template.unknown_placeholder", name=name[:40], allowed=told)


def _list(row: int, place: str, value: Any, model: Words, key: str, faults: Faults) -> None:  # noqa: ANN401
    """A list of sentences; headings and keys of columns are as many as the layout draws."""
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        faults.add(row, place, "template.bad_type")
        return
    count = len(model.lists[key])
    if ("column" in key or key == "keys") and len(value) != count:
        faults.add(row, place, "template.wrong_count", count=count)
    elif len(value) > MAX_VERSIONS:
        faults.add(row, place, "template.too_long", limit=MAX_VERSIONS)
    if key == "keys" and tuple(value) != model.lists[key]:
        faults.add(row, place, "template.bad_choice", allowed=", ".join(model.lists[key]))
    longest_item = max(model.lists[key], key=len, default="")
    for text in value:
        _text(row, place, text, frozenset(), faults, most=longest(key, longest_item))


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
    if any(unicodedata.category(char) in {"Cc", "Cs", "Co", "Cn"} and char != "\n" for char in text):
        faults.add(row, place, "template.control_letters")


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


def written(form: str, versions: Iterable[Words]) -> str:
    """The versions of a form as the text of a TOML file that `read` takes back unchanged."""
    lines = [f"# {form}", f"key = {_quoted(form)}"]
    for words in versions:
        lines += ["", "[[version]]", f"effective_from = {words.effective_from.isoformat()}"]
        lines += [f"{key} = {_quoted(getattr(words, key))}" for key in HEAD]
        lines += ["", "[version.texts]"]
        lines += [f"{key} = {_quoted(text)}" for key, text in words.texts.items()]
        for key, items in words.lists.items():
            lines += [f"{key} = [", *(f"    {_quoted(item)}," for item in items), "]"]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A TOML basic string: JSON's escapes are TOML's."""
    import json

    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
