"""A form as data: its fields in reading order, over twelve columns."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Control(enum.Enum):
    """What a field is typed with."""

    LINE = "line"
    CODE = "code"  # numbers, codes, days
    TEXT = "text"  # a few lines
    CHOICE = "choice"
    FLAG = "flag"
    SECRET = "secret"  # noqa: S105 - a kind of field: what is typed is never shown again


@dataclass(frozen=True, slots=True)
class Spec:
    """One field: its key, title, control, choices, how many of twelve columns it takes, its hint."""

    key: str
    title: str
    control: Control = Control.LINE
    span: int = 4
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    lines: int = 2
