"""Hiển thị: how each member of staff wants the window of this machine, kept beside the record in `look.json`.

It belongs to person and machine, not to the record: eyes and hands differ, and so do monitors. A damaged
file or a value nobody knows is passed over, because how a window looks must never keep a counter closed.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from desk.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE = "look.json"
LANGUAGES = ("vi", "en")
THEMES = ("system", "light", "dark", "contrast")
SCALES = (1.0, 1.15, 1.3, 1.5)
MOTIONS = ("system", "none")
_MOST_KEYS, _LONGEST = 400, 60


@dataclass(frozen=True, slots=True)
class Look:
    """Language, theme (`system` follows the computer), text size, toasts, motion, and remapped keys by id."""

    lang: str = "vi"
    theme: str = "system"
    scale: float = 1.0
    toast_stays: bool = False
    motion: str = "system"
    keys: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Looks:
    """Everyone's look on this machine, by user name, and who sat here last."""

    last: str = ""
    people: Mapping[str, Look] = field(default_factory=dict)

    def of(self, username: str) -> Look:
        """The look of a person; the plain one for a newcomer."""
        return self.people.get(username, Look())

    def with_look(self, username: str, look: Look) -> Looks:
        """The same with another look of one person, who sits here now."""
        return Looks(username, {**self.people, username: look})


def read_looks(data: Path) -> Looks:
    """Read what is kept in a data folder; what cannot be understood counts as not said."""
    from desk.jsonfile import read_json_object

    try:
        kept = read_json_object(data / FILE)
    except InputError:
        return Looks()
    people = kept.get("people")
    last = kept.get("last")
    found = {
        name: _look(values)
        for name, values in (people if isinstance(people, dict) else {}).items()
        if isinstance(values, dict)
    }
    return Looks(last if isinstance(last, str) else "", found)


def save_look(data: Path, username: str, look: Look) -> Looks:
    """Keep one person's look, durably, with everyone else's as they are.

    Raises:
        SurroundingsError: `data.*` where the disk does not take it.
    """
    from desk.record.durable import write_file
    from desk.record.failures import surroundings

    looks = read_looks(data).with_look(username, look)
    kept = {"last": looks.last, "people": {name: asdict(one) for name, one in looks.people.items()}}
    with surroundings():
        write_file(data / FILE, (json.dumps(kept, ensure_ascii=False, indent=1) + "\n").encode("utf-8"))
    return looks


def _look(values: Mapping[str, Any]) -> Look:
    plain = Look()
    scale = values.get("scale")
    return replace(
        plain,
        lang=_one_of(values.get("lang"), LANGUAGES, plain.lang),
        theme=_one_of(values.get("theme"), THEMES, plain.theme),
        scale=float(scale) if isinstance(scale, int | float) and float(scale) in SCALES else plain.scale,
        toast_stays=values.get("toast_stays") is True,
        motion=_one_of(values.get("motion"), MOTIONS, plain.motion),
        keys=key_changes(values.get("keys")),
    )


def _one_of(value: object, known: tuple[str, ...], usual: str) -> str:
    return value if isinstance(value, str) and value in known else usual


def key_changes(values: object) -> dict[str, str]:
    """Sequences by key id out of a file; anything else in it is passed over."""
    if not isinstance(values, dict):
        return {}
    pairs = [
        (name, sequence)
        for name, sequence in values.items()
        if isinstance(name, str) and isinstance(sequence, str) and len(name) + len(sequence) <= _LONGEST * 2
    ]
    return dict(pairs[:_MOST_KEYS])
