"""What a command gets and what it answers."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from desk.clock import Clock
    from desk.office.opened import Office
    from desk.rows import Note


@dataclass(frozen=True, slots=True)
class Globals:
    """The global options as given; `problem` names an option that was given wrongly."""

    data: str | None = None
    now: str | None = None
    user: str | None = None
    lang: str = "vi"
    as_json: bool = False
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: the JSON object, the short text for people, and the exit code."""

    payload: dict[str, Any]
    text: Callable[[str], str]
    exit_code: int = 0


@dataclass(frozen=True, slots=True)
class Command:
    """A command: how it declares its arguments, how it runs, and what its help tells beside them."""

    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[Context, argparse.Namespace], Answer]
    beside: Callable[[Context], str] | None = None


class Context:
    """The surroundings of one command: global options and, when asked for, the open office."""

    def __init__(self, options: Globals) -> None:
        self.options = options
        self.told: tuple[Note, ...] = ()

    @property
    def lang(self) -> str:
        """The language people read."""
        return self.options.lang

    @property
    def data(self) -> Path:
        """The data folder meant: `--data`, else `QMC_DATA`, else the platform's."""
        from desk.office.paths import data_folder

        return data_folder(self.options.data)

    @property
    def now(self) -> datetime | None:
        """The frozen moment asked for, if any."""
        from desk.clock import parse_moment

        return parse_moment(self.options.now) if self.options.now is not None else None

    @contextmanager
    def office(self) -> Iterator[Office]:
        """Open the office for one command; exit 2 `office.not_found` where there is none."""
        from desk.office.bootstrap import open_office

        with open_office(self.data, now=self.now, user=self.options.user, lang=self.lang) as office:
            self.told = office.warnings()
            yield office

    @contextmanager
    def office_if_any(self) -> Iterator[Office | None]:
        """Open the office where the data folder holds one, else go on with the shipped data."""
        from desk.office.paths import DataPaths

        if DataPaths(self.data).config.is_file():
            with self.office() as office:
                yield office
        else:
            yield None

    def clock_for_init(self, *, training: bool) -> Clock:
        """The clock a new office begins with; a frozen one is for training only."""
        from desk.clock import FrozenClock, SystemClock
        from desk.errors import InputError

        now = self.now
        if now is None:
            return SystemClock()
        if not training:
            raise InputError("clock.frozen_not_allowed")
        return FrozenClock(now)

    def with_clock_warning(self, payload: dict[str, Any], *, first: Sequence[Note] = ()) -> dict[str, Any]:
        """The answer with the office's own warnings (a clock behind the last event) in front.

        `first`: those told with the first answer; a repeat tells them again, and what else holds by now.
        """
        known = {one.code for one in first}
        told = (*first, *(one for one in self.told if one.code not in known))
        if not told:
            return payload
        own = [{"code": one.code, "message": one.message} for one in told]
        return {**payload, "warnings": [*own, *payload.get("warnings", [])]}
