"""Tệp mẫu chữ: a form's wording as a TOML file, checked whole before any of it is taken.

What a version must hold to is said in `template_rules`.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from desk.errors import InputError
from desk.importing import Faults
from desk.jsonfile import bounded_bytes
from desk.paper.template_filling import lacking, whole
from desk.paper.template_rules import FORMS, HEAD, MISSING, is_form, judge

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from printing.words import Words

MAX_FILE = 1 << 20
MAX_VERSIONS = 50
_KEYS = frozenset({*HEAD, "effective_from", "texts"})


@dataclass(frozen=True, slots=True)
class Draft:
    """One version of a file: its place, what would be kept of it, the texts filled with the shipped words."""

    row: int
    body: dict[str, Any]
    filled: tuple[str, ...] = ()


def read(path: Path, *, lang: str) -> tuple[str, dict[date, Draft], Faults]:
    """The form a file is for, its versions by their first day, and everything wrong in it.

    Raises:
        InputError: `file.not_found`, `file.too_large`, `template.not_toml`, `template.no_key`,
            `template.unknown_form`: no template at all.
    """
    document = _document(path)
    form = document.get("key")
    if form is None:
        raise InputError("template.no_key", file=path.name)
    if not isinstance(form, str) or not is_form(form):
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

    raw = bounded_bytes(path, most=MAX_FILE)
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
    full, filled = whole(form, entry), lacking(form, entry)
    judge(form, full, faults, row=row)
    texts = full.get("texts")
    if type(start) is date and start not in found and isinstance(texts, dict):
        body = {**{key: entry.get(key) for key in HEAD}, "texts": texts}
        found[start] = Draft(row=row, body=body, filled=filled)


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
