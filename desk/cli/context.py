"""What a command gets and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from pathlib import Path

    from desk.office import Office


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
    """A command: how it declares its arguments and how it runs."""

    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[Context, argparse.Namespace], Answer]


class Context:
    """The surroundings of one command: global options and, when asked for, the open office."""

    def __init__(self, options: Globals) -> None:
        self.options = options

    @property
    def lang(self) -> str:
        """The language people read."""
        return self.options.lang
