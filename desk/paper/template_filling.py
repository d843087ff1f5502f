"""Chữ có sẵn dưới chữ của đơn vị: texts a version lacks are those the program ships.

A newer program asks for texts an older one did not know. A version kept or exported before that is whole all
the same: what it says stands, and what it does not know is said as shipped. Words kept in the record are read
so (`template_store.words_from`); a file that is taken is filled once, so that it prints the same ever after.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.paper.forms import NEEDED_OF_OWN, is_own, shipped

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAMED = 4  # so many texts are named in a sentence


def lacking(form: str, body: Mapping[str, Any]) -> tuple[str, ...]:
    """The texts a version does not have, in the order of the form; its head is never filled."""
    texts, model = body.get("texts"), shipped(form)[-1]
    if not isinstance(texts, dict):
        return ()
    said = NEEDED_OF_OWN if is_own(form) else frozenset[str]()
    return tuple(key for key in (*model.texts, *model.lists) if key not in texts and key not in said)


def whole(form: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """A version with the shipped words for every text it lacks."""
    model, gone = shipped(form)[-1], lacking(form, body)
    if not gone:
        return dict(body)
    more = {key: model.texts[key] if key in model.texts else list(model.lists[key]) for key in gone}
    return {**body, "texts": {**body["texts"], **more}}


def named(keys: tuple[str, ...]) -> str:
    """The texts on one line, the first few of many."""
    return ", ".join(keys[:_NAMED]) + ("…" if len(keys) > _NAMED else "")
