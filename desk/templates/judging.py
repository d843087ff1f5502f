"""Soát mẫu: everything wrong with the words of a draft, by place and letter, before anybody prints them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from desk.importing import Faults
from desk.paper.template_rules import judge, odd_letter
from desk.templates.rows import WARNING, Fault
from desk.templates.texts import MACHINE, specs
from desk.wording import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_PREFIX = "template."


@dataclass(slots=True)
class _Told(Faults):
    """Faults with what their sentences are made of."""

    told: list[tuple[str, str, dict[str, object]]] = field(default_factory=list)

    def add(self, row: int, column: str, code: str, /, **details: object) -> None:
        """Keep the pieces; the sentence is made for the editor."""
        del row
        self.told.append((column, code, details))


def faults_in(form: str, body: Mapping[str, Any], texts: Mapping[str, str], lang: str) -> tuple[Fault, ...]:
    """What is wrong in a version, in the order of the form; `texts` are its texts as shown."""
    told = _Told(lang=lang)
    judge(form, body, told)
    order = {one.place: at for at, one in enumerate(specs(form, lang))}
    found = [_fault(place, code, details, texts, lang) for place, code, details in told.told]
    return tuple(
        sorted(
            dict.fromkeys(one for one in found if one.place.removeprefix("texts.") not in MACHINE),
            key=lambda one: (order.get(one.place, len(order)), one.at),
        )
    )


def _fault(
    place: str, code: str, details: Mapping[str, object], texts: Mapping[str, str], lang: str
) -> Fault:
    said = sentence(f"{_PREFIX}here.{code.removeprefix(_PREFIX)}", lang, **details)
    return Fault(place, code, said, at=_at(code, texts.get(place, ""), details))


def _at(code: str, text: str, details: Mapping[str, object]) -> int:
    """The letter at which a fault begins."""
    if code in {"template.control_letters", "template.invisible_letters"}:
        return odd_letter(text) or 0
    if code == "template.unknown_placeholder":
        return max(0, text.find(f"{{{details.get('name')}}}"))
    if code == "template.broken_placeholder":
        return broken_at(text)
    if code == "template.too_long":
        return min(len(text), int(str(details.get("limit", 0))))
    if code == "template.missing_placeholder":
        return len(text)
    return 0


def broken_at(text: str) -> int:
    """The brace that has no other one, or that opens what is no plain name."""
    plain = {place for one in re.finditer(r"\{\w+\}|\{\{|\}\}", text) for place in range(*one.span())}
    return next((at for at, char in enumerate(text) if char in "{}" and at not in plain), 0)


def lost_letters(texts: Mapping[str, str], lost: Iterable[str], lang: str) -> tuple[Fault, ...]:
    """Where letters stand that the typeface lacks: the paper would show "?" for them."""
    found = []
    for char in lost:
        for place, text in texts.items():
            if char in text:
                said = sentence("template.here.letters_missing", lang, letter=char)
                found.append(Fault(place, "template.letters_missing", said, at=text.index(char)))
    return tuple(found)


def more_pages(pages: int, usual: int, paper: str, lang: str) -> tuple[Fault, ...]:
    """A warning where the example needs more sheets than with the shipped words."""
    if pages <= usual:
        return ()
    said = sentence("template.here.more_pages", lang, paper=paper.upper(), pages=pages, usual=usual)
    return (Fault("title", "template.more_pages", said, level=WARNING),)


def hindering(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Those that hinder publishing."""
    return tuple(one for one in faults if one.level != WARNING)
