"""The words of a form as in force on a day: title, number, legal basis, labels, fixed sentences.

They come from dated templates (`resources/forms/<key>.toml`, schema in docs/forms.md), never from
code: four changes hit this domain in 17 months. The caller reads the file; this module is pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from printing.errors import PrintingError

if TYPE_CHECKING:
    from collections.abc import Iterable

OFFICIAL_LAYOUT = "chính thức"
_HEAD = ("number", "title", "basis", "confidence", "layout")


@dataclass(frozen=True, slots=True)
class Words:
    """Biểu mẫu: one dated version of a form's wording.

    `title` may hold a line break where it breaks best on narrow paper. `layout` is "chính thức" only
    where the official annex was seen; anything else prints "Mẫu nội bộ" in small type.
    """

    key: str
    effective_from: date
    number: str
    title: str
    basis: str
    confidence: str
    layout: str
    texts: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    version: int = 0  # the office's own number; 0 = as it came with the program
    passed_over: tuple[date, ...] = ()  # first days of newer versions that could not have been printed

    @property
    def official(self) -> bool:
        """Whether the printed layout is the official one."""
        return self.layout == OFFICIAL_LAYOUT

    def text(self, name: str, /, **values: object) -> str:
        """The sentence or label `name`, with its `{placeholders}` filled; a missing one is an error."""
        try:
            return self.texts[name].format(**values)
        except (KeyError, IndexError, ValueError) as error:
            raise PrintingError("printing.words_missing", form=self.key, name=name) from error

    def items(self, name: str, /) -> tuple[str, ...]:
        """The list `name` (notes, column headings); a missing one is an error."""
        try:
            return self.lists[name]
        except KeyError as error:
            raise PrintingError("printing.words_missing", form=self.key, name=name) from error


def parse(document: Mapping[str, Any]) -> tuple[Words, ...]:
    """All versions of one form template, oldest first; a malformed template is refused, its fault named."""
    key = document.get("key")
    versions = document.get("version")
    if not isinstance(key, str) or not isinstance(versions, list) or not versions:
        raise PrintingError("printing.template_invalid", form=str(key), name="version")
    return tuple(sorted((_version(key, entry) for entry in versions), key=lambda words: words.effective_from))


def choose(versions: Iterable[Words], day: date) -> Words:
    """The version in force on `day`: the newest that has begun, or the oldest known for a day before all."""
    ordered = sorted(versions, key=lambda words: words.effective_from)
    if not ordered:
        raise PrintingError("printing.template_invalid", form="", name="version")
    begun = [words for words in ordered if words.effective_from <= day]
    return begun[-1] if begun else ordered[0]


def _version(key: str, entry: Mapping[str, Any]) -> Words:
    """One `[[version]]` table, checked."""
    start = entry.get("effective_from")
    if not isinstance(start, date):
        raise PrintingError("printing.template_invalid", form=key, name="effective_from")
    head = {name: entry.get(name) for name in _HEAD}
    for name, value in head.items():
        if not isinstance(value, str) or not value:
            raise PrintingError("printing.template_invalid", form=key, name=name)
    texts: dict[str, str] = {}
    lists: dict[str, tuple[str, ...]] = {}
    given = entry.get("texts", {})
    if not isinstance(given, Mapping):
        raise PrintingError("printing.template_invalid", form=key, name="texts")
    for name, value in given.items():
        if isinstance(value, str):
            texts[name] = value
        elif isinstance(value, list) and all(isinstance(item, str) for item in value):
            lists[name] = tuple(value)
        else:
            raise PrintingError("printing.template_invalid", form=key, name=name)
    told = {name: str(value) for name, value in head.items()}
    return Words(
        key=key,
        effective_from=start,
        number=told["number"],
        title=told["title"],
        basis=told["basis"],
        confidence=told["confidence"],
        layout=told["layout"],
        texts=texts,
        lists=lists,
    )
