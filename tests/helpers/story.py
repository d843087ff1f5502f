"""Scenarios in plain sentences: each line of a story is one step that somebody at the counter takes or sees.

A story is read by people who do not program; `story_steps.py` holds what each sentence does.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.helpers.cli import ROOT, call_desk
from tests.helpers.cups import Spooler
from tests.helpers.serial_line import SerialReader
from tests.helpers.window_child import CLERK, Area, CounterWindow

MORNING = "2026-11-23T09:41:00+07:00"
PAGE = ROOT / "resources" / "sample" / "to-khai-1.jpg"
Act = Callable[..., None]
STEPS: list[tuple[re.Pattern[str], Act]] = []


def step(pattern: str) -> Callable[[Act], Act]:
    """Declare what a sentence does; its groups are the arguments."""

    def take(act: Act) -> Act:
        STEPS.append((re.compile(pattern), act))
        return act

    return take


@dataclass(frozen=True, slots=True)
class Citizen:
    """Who comes to the counter; plainly fictional."""

    number: str
    name: str
    phone: str
    born: str = "05031990"
    sex: str = "Nữ"

    @property
    def card(self) -> str:
        """What a reader says of the card."""
        return (
            f"{self.number}||{self.name}|{self.born}|{self.sex}|12 đường Mẫu, phường Mẫu, tỉnh Mẫu|01052021"
        )


CAST = {
    "Mẫu": Citizen("999190001234", "NGUYỄN THỊ MẪU", "0999000234"),
    "Thử": Citizen("999088005678", "TRẦN QUỐC THỬ", "0999000678", "09091988", "Nam"),
    "Dụ": Citizen("999192004518", "VÕ NGỌC THÍ DỤ", "0999000518", "07071992"),
}


@dataclass
class Story:
    """One office, the program over it, one clerk or two; says which sentence was not so."""

    data: Path
    keep: Path
    now: str = MORNING
    codes: dict[str, list[str]] = field(default_factory=dict)
    windows: dict[str, CounterWindow] = field(default_factory=dict)
    readers: dict[str, SerialReader] = field(default_factory=dict)
    noted: dict[str, str] = field(default_factory=dict)
    at: str = "1"
    screens: tuple[str, ...] = ()
    camera: Path = PAGE
    printers: Spooler | None = None
    _ends: dict[str, ExitStack] = field(default_factory=dict)

    def __call__(self, text: str) -> None:
        """Tell it, line by line."""
        for line in (one.strip() for one in text.splitlines()):
            if line:
                try:
                    self._take(line)
                except BaseException as error:
                    error.add_note(f"in the story: {line}")
                    self.end(error)
                    raise

    def _take(self, line: str) -> None:
        for pattern, act in STEPS:
            found = pattern.fullmatch(line)
            if found is not None:
                act(self, *found.groups())
                return
        message = f"no step is told like this: {line}"
        raise LookupError(message)

    # ---- the record -----------------------------------------------------------------------------

    def desk(self, *arguments: str | Path, now: str | None = None) -> dict[str, Any]:
        """One call of the command line that must succeed."""
        return call_desk(*arguments, data=self.data, now=now or self.now).ok()

    def code(self, who: str) -> str:
        """The newest dossier of a citizen."""
        return str(self.desk("find", CAST[who].number)["matches"][0]["code"])

    def show(self, who: str) -> dict[str, Any]:
        """It, as the record has it."""
        return self.desk("show", self.code(who))

    @property
    def spooler(self) -> Spooler:
        """The CUPS server that this counter prints through."""
        assert self.printers is not None
        return self.printers

    # ---- the citizen's monitor ------------------------------------------------------------------

    def two_monitors(self) -> None:
        """From now on the program has a second monitor, and its citizen's window stands there."""
        wide, high = CLERK
        self.screens = ("CLERK", "WALL")
        place = {"name": "WALL", "x": wide, "y": 0, "width": wide, "height": high}
        settings = {"on": True, **place, "touch": "yes"}
        (self.data / "citizen.json").write_text(json.dumps(settings), encoding="utf-8")

    @property
    def citizen(self) -> Area:
        """Where the citizen's monitor is."""
        return CLERK[0], 0, 2 * CLERK[0], CLERK[1]

    def touch_face(self, face: int) -> None:
        """One of the five faces on the citizen's monitor, which stand in a row over its whole width."""
        left, _top, _right, high = self.citizen
        self.window.touches(left + CLERK[0] * (2 * face - 1) // 10, high * 6 // 10)

    # ---- the windows ----------------------------------------------------------------------------

    @property
    def window(self) -> CounterWindow:
        """The window of the counter the sentence is about."""
        return self.windows[self.at]

    def open(self, counter: str = "1") -> None:
        """Start the program, a code reader at its serial port."""
        ends = self._ends[counter] = ExitStack()
        keep = self.keep / f"counter-{counter}-{len(list(self.keep.iterdir()))}"
        keep.mkdir(parents=True)
        reader = SerialReader(keep / "reader")
        ends.callback(reader.pull)
        settings = f'{{"device": "{reader.address}", "gap_ms": 35, "end": "any"}}'
        (self.data / "readers.json").write_text(settings, encoding="utf-8")
        window = CounterWindow(
            self.data, now=self.now, camera=self.camera, keep=keep, gap_ms=35, screens=self.screens
        )
        self.windows[counter] = ends.enter_context(window)
        self.readers[counter] = reader
        window.until(reader.heard, "the program listens to the reader")
        self.at = counter

    def close(self, counter: str, error: BaseException | None = None) -> None:
        """End the program."""
        ends = self._ends.pop(counter)
        ends.__exit__(type(error) if error is not None else None, error, None)

    def end(self, error: BaseException | None) -> None:
        """Whatever is still open."""
        for counter in [*self._ends]:
            self.close(counter, error)


@contextmanager
def told(template: Path, data: Path, keep: Path) -> Iterator[Story]:
    """A story over a copy of an office; what it opened is closed."""
    shutil.copytree(template, data)
    story = Story(data, keep)
    yield story
    story.end(None)
