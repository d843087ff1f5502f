"""Hướng dẫn: how far somebody is on the guided tour; only ever in a training office."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from desk.errors import InputError

if TYPE_CHECKING:
    from desk.office.opened import Office

FILE = "tour.json"


def tour_step(office: Office) -> int:
    """The step to go on with; 0 where the tour was not begun or has ended."""
    from desk.jsonfile import read_json_object

    try:
        kept = read_json_object(office.data / FILE).get("step", 0)
    except InputError:
        return 0
    return kept if isinstance(kept, int) and 0 <= kept < 100 else 0


def keep_tour(office: Office, step: int) -> int:
    """Keep how far the tour is.

    Raises:
        InputError: `tour.not_here` in a real office: the tour never runs on its data.
    """
    from desk.record.durable import surroundings, write_file

    if not office.card.training:
        raise InputError("tour.not_here")
    with surroundings():
        write_file(office.data / FILE, json.dumps({"step": step}).encode())
    return step
