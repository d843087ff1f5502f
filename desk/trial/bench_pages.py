"""Measurements of a page's clean-up: empty sides told from written ones, level lines, bytes of a form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.trial.bench import Bench

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_SIDES_EACH = 8
_FIRST_SIDE = 500  # seeds the blank test was not made with
_DPI = 150
_LEANS = (-11.3, -6.1, -2.4, -0.7, -0.15, 0.4, 1.3, 3.2, 9.1)  # degrees
_DROPPED_TARGET, _LOST_TARGET, _LEAN_TARGET, _KB_TARGET = 99, 0, 0.1, 45


def blank_dropped(scratch: Path) -> Sequence[float]:
    """Empty sides told as empty, in percent, kind by kind: tinted, ruled, shone through, dusty, holes."""
    del scratch
    from scanning.scenes.backs import EMPTY

    return [_share_blank(kind) for kind in EMPTY]


def blank_lost(scratch: Path) -> Sequence[float]:
    """Sides with one mark on them taken for empty, in percent, kind by kind: pencil, a tick, a pale stamp."""
    del scratch
    from scanning.scenes.backs import WRITTEN

    return [_share_blank(kind) for kind in WRITTEN]


def _share_blank(kind: str) -> float:
    from scanning.scenes.backs import back
    from scanning.steps.blank import is_blank

    sides = range(_FIRST_SIDE, _FIRST_SIDE + _SIDES_EACH)
    return 100 * sum(is_blank(back(kind, seed, dpi=_DPI)) for seed in sides) / _SIDES_EACH


def lean_left(scratch: Path) -> Sequence[float]:
    """How many degrees the lines of a worn letter still lean after they were made level, without sign."""
    del scratch
    from scanning.scenes.letters import LETTERS
    from scanning.scenes.reading_set import worn_page
    from scanning.steps.clean import skew, straighten, whiten

    values = []
    for at, degrees in enumerate(_LEANS):
        white = whiten(worn_page(LETTERS[at % len(LETTERS)], _FIRST_SIDE + at).bgr)
        own = skew(white)  # a worn page leans a little by itself
        found = skew(straighten(white, own - degrees))
        values.append(abs(found - degrees))
    return values


def form_bytes(scratch: Path) -> Sequence[float]:
    """Kilobytes of a colour form page with seal and pen as `text`, its words in it."""
    import numpy as np
    from PIL import Image

    from scanning.scenes.forms import KINDS, form
    from scanning.work.digitise import digitise

    values = []
    for at, kind in enumerate(KINDS):
        sheet = form(kind, np.random.default_rng(_FIRST_SIDE + at), dpi=200)
        file = scratch / f"{kind}.png"
        Image.fromarray(sheet.bgr[:, :, ::-1]).save(file, dpi=(200, 200))
        values.append(digitise([file], scratch / f"{kind}.pdf").bytes / 1024)
    return values


PAGES = (
    Bench("blank_dropped", _DROPPED_TARGET, blank_dropped, unit="% dropped", more=True),
    Bench("blank_lost", _LOST_TARGET, blank_lost, unit="%"),
    Bench("lean_left", _LEAN_TARGET, lean_left, unit="degrees"),
    Bench("form_bytes", _KB_TARGET, form_bytes, unit="KB"),
)
