"""Chữ của mẫu, từng mục một: a version's wording as flat texts by place, and back into a version.

Places are `number`, `title`, … for the head and `texts.<key>` below; a list stands as one item a line.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from desk.paper.forms import shipped
from desk.paper.template_rules import CHOICES, FIXED, HEAD, MAX_HEAD, longest, needs, placeholders
from desk.templates.rows import Placeholder, TextChange, TextSpec
from desk.wording import known_codes, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

MACHINE = FIXED  # names of what is counted: the program's, not the office's
_TEXTS = "texts."


@cache
def specs(form: str, lang: str) -> tuple[TextSpec, ...]:
    """Every text of a form that an office may word, in the order the form was written."""
    model = shipped(form)[-1]
    found = [
        TextSpec(
            place=key,
            name=sentence(f"template.place.{key}", lang),
            kind="choice" if key in CHOICES else "head",
            most=MAX_HEAD,
            choices=CHOICES.get(key, ()),
        )
        for key in ("title", *(key for key in HEAD if key != "title"))
    ]
    found += [_text_spec(form, key, text, lang) for key, text in model.texts.items()]
    found += [
        TextSpec(
            place=f"{_TEXTS}{key}",
            name=line_name(form, key, lang),
            kind="list",
            most=longest(key, max(items, key=len, default="")),
            items=len(items) if "column" in key else 0,
        )
        for key, items in model.lists.items()
        if key not in MACHINE
    ]
    return tuple(found)


def line_name(form: str, key: str, lang: str) -> str:
    """What a line is called by those who word the form; one nobody named yet keeps its key."""
    codes = (f"template.line.{form}.{key}", f"template.line.{key}")
    known = next((code for code in codes if code in known_codes()), "")
    return sentence(known, lang) if known else key


def place_name(form: str, place: str, lang: str) -> str:
    """What a place of the form is called by those who word it."""
    return next((one.name for one in specs(form, lang) if one.place == place), place)


def _text_spec(form: str, key: str, text: str, lang: str) -> TextSpec:
    place = f"{_TEXTS}{key}"
    known = tuple(
        Placeholder(name, sentence(f"placeholder.{name}", lang), needed=needs(place))
        for name in sorted(placeholders(text), key=lambda name: text.index(f"{{{name}}}"))
    )
    return TextSpec(
        place=place,
        name=line_name(form, key, lang),
        kind="text",
        most=longest(key, text),
        placeholders=known,
    )


def flat(form: str, body: Mapping[str, Any]) -> dict[str, str]:
    """A version's texts by place; what it lacks comes from the shipped one, a spoiled one is empty."""
    model, texts = shipped(form)[-1], body.get("texts")
    texts = texts if isinstance(texts, dict) else {}
    found = {key: _shown(body.get(key)) for key in HEAD}
    for key, text in model.texts.items():
        found[f"{_TEXTS}{key}"] = _shown(texts.get(key, text))
    for key, items in model.lists.items():
        if key not in MACHINE:
            found[f"{_TEXTS}{key}"] = _shown(texts.get(key, list(items)))
    return found


def _shown(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "\n".join(" ".join(str(one).split("\n")) for one in value)
    return ""


def body_with(form: str, body: Mapping[str, Any], words: Mapping[str, str]) -> dict[str, Any]:
    """A version's body with some texts replaced; what nobody touched stays as it was kept."""
    model = shipped(form)[-1]
    told = body.get("texts")
    texts: dict[str, Any] = {**model.texts, **{key: list(items) for key, items in model.lists.items()}}
    texts |= {key: one for key, one in (told if isinstance(told, dict) else {}).items() if key in texts}
    made: dict[str, Any] = {key: body.get(key) for key in HEAD}
    for place, text in words.items():
        key = place.removeprefix(_TEXTS)
        if place in HEAD:
            made[place] = text
        elif key in model.lists:
            texts[key] = text.split("\n") if text else []
        elif key in model.texts:
            texts[key] = text
    return {**made, "texts": texts}


def differences(
    form: str, before: Mapping[str, str], after: Mapping[str, str], lang: str
) -> tuple[TextChange, ...]:
    """Every text in which two versions differ, in the order of the form."""
    return tuple(
        TextChange(one.place, one.name, before.get(one.place, ""), after.get(one.place, ""))
        for one in specs(form, lang)
        if before.get(one.place, "") != after.get(one.place, "")
    )
