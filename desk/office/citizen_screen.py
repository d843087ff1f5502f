"""Màn hình công dân: the second monitor of this machine and how it behaves, kept in `citizen.json`.

It belongs to the machine: the monitor hangs on its cable. A damaged file counts as none: no window, and the
counter works on.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

from desk.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

FILE = "citizen.json"
LANGUAGES = ("vi_en", "vi", "en")
TOUCH = ("auto", "yes", "no")
RATING_SECONDS = (5, 120)
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class CitizenScreen:
    """Whether the citizen has a window, on which monitor, in which languages, and what they may do there.

    A monitor is known again by its name and its place; `model` and `serial` help where it was plugged in
    elsewhere. `touch`: whether it may be signed on; `keypad`: the number pad at this desk is the
    citizen's own.
    """

    on: bool = False
    name: str = ""
    model: str = ""
    serial: str = ""
    x: int = 0
    y: int = 0
    width: int = 0
    height: int = 0
    languages: str = "vi_en"
    touch: str = "auto"
    short_name: bool = False
    rating: bool = True
    rating_seconds: int = 30
    keypad: bool = False
    bell: bool = False


def read_screen(data: Path) -> CitizenScreen:
    """What is kept for this machine; what cannot be understood counts as not said."""
    from desk.jsonfile import read_json_object

    try:
        kept = read_json_object(data / FILE)
    except InputError:
        return CitizenScreen()
    found = {one.name: kept[one.name] for one in fields(CitizenScreen) if one.name in kept}
    usual = CitizenScreen()
    good = {key: value for key, value in found.items() if _fits(key, value, getattr(usual, key))}
    return CitizenScreen(**good)


def save_screen(data: Path, screen: CitizenScreen) -> CitizenScreen:
    """Keep it for this machine, durably.

    Raises:
        InputError: `citizen.bad_value`; what was kept before still holds.
        SurroundingsError: `data.*` where the disk does not take it.
    """
    from desk.record.durable import write_file
    from desk.record.failures import surroundings

    for key, value in asdict(screen).items():
        if not _fits(key, value, getattr(CitizenScreen(), key)):
            raise InputError("citizen.bad_value", key=key)
    with surroundings():
        write_file(data / FILE, (json.dumps(asdict(screen), ensure_ascii=False, indent=1) + "\n").encode())
    return screen


def _fits(key: str, value: Any, usual: Any) -> bool:  # noqa: ANN401 - any JSON value
    if type(value) is not type(usual):
        return False
    if isinstance(value, str) and not (len(value) <= _LONGEST and (not value or value.isprintable())):
        return False
    if key == "rating_seconds":
        return RATING_SECONDS[0] <= int(value) <= RATING_SECONDS[1]
    if key in ("x", "y", "width", "height"):
        return -100_000 <= int(value) <= 100_000
    return value in {"languages": LANGUAGES, "touch": TOUCH}.get(key, (value,))
