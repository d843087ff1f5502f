"""Phím tắt đổi được: which rows of the key table may be changed, to what, and what would clash.

Arrows, Enter, Space, Esc and the digits of a list belong to the lists and ticks of every program on the
machine; they stay as they are. Letters, Ins and Del act only inside a focused pane, so only such a row may
be given one: a letter that worked everywhere could not be typed any more.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QKeyEvent

    from ui.key_rows import Key
    from ui.keys import KeyMap

_NATIVE = frozenset({"Up", "Down", "Left", "Right", "Return", "Space", "Esc", "1", "+"})
_SEVERAL = re.compile(r"[–/]|←→|↑↓|\+ −")
_SPREADS: Mapping[str, tuple[str, ...]] = {
    "Up": ("Up", "Down"),
    "Left": ("Left", "Right", "Up", "Down"),
    "1": tuple("123456789"),
    "+": ("+", "-", "="),
    "Shift+Right": ("Shift+Left", "Shift+Right", "Shift+Up", "Shift+Down"),
    "Alt+Right": ("Alt+Left", "Alt+Right", "Alt+Up", "Alt+Down"),
    "PgDown": ("PgUp", "PgDown"),
}
_EDITING = frozenset(f"Ctrl+{letter}" for letter in "ACVX") | {"Alt+F4", "Ctrl+Alt+Del", "Shift+F10"}
_MODIFIERS = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr)
_PRETTY = {"Return": "Enter", "PgDown": "PgDn", "Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}


class Refusal(enum.Enum):
    """Why a row may not have a key."""

    FIXED = "fixed"  # the row belongs to lists and ticks
    TYPING = "typing"  # the key is needed to type
    EDITING = "editing"  # the key copies, pastes, or belongs to the system
    TAKEN = "taken"  # another row that works in the same place has it


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a row may have a key; `other` has it now."""

    refusal: Refusal | None = None
    other: Key | None = None


def portable(event: QKeyEvent) -> str:
    """The key pressed as Qt writes it in tables; empty while only Ctrl, Shift or Alt is held."""
    if event.key() in _MODIFIERS or event.key() in (0, Qt.Key.Key_unknown):
        return ""
    held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier)
    key = Qt.Key.Key_Return if event.key() == Qt.Key.Key_Enter else event.key()
    return QKeySequence(int(held.value) | int(key)).toString(QKeySequence.SequenceFormat.PortableText)


def pretty(sequence: str) -> str:
    """A sequence as it is printed on a cap."""
    head, plus, last = sequence.rpartition("+")
    return f"{head}{plus}{_PRETTY.get(last, last)}"


def fixed(row: Key) -> bool:
    """Whether a row stands for keys that are the same in every program, or for several at once."""
    return row.sequence in _NATIVE or bool(_SEVERAL.search(row.cap))


def in_pane(row: Key) -> bool:
    """Whether a row works only while its pane has the focus, so that a single letter may be its key."""
    return not fixed(row) and not _works_while_typing(row.sequence)


def _works_while_typing(sequence: str) -> bool:
    return bool(re.search(r"(Ctrl|Alt|Meta)\+|(^|\+)F\d{1,2}$", sequence))


def spread(row: Key) -> tuple[str, ...]:
    """Every key that a row takes."""
    return _SPREADS.get(row.sequence, (row.sequence,)) if fixed(row) else (row.sequence,)


def _meet(one: Key, other: Key) -> bool:
    """Whether two rows work in one place: one screen, everywhere, over all (the queue), a strip."""
    scopes = {one.scope, other.scope}
    strip = "scan" in scopes and bool(scopes & {"reception", "dossier", "returns"})
    return len(scopes) == 1 or bool(scopes & {"everywhere", "queue"}) or strip


def judge(keys: KeyMap, usual: KeyMap, row: Key, sequence: str) -> Verdict:
    """Whether `row` may have `sequence`; rows that share a key by design do not clash with each other."""
    if fixed(usual.key(row.id)):
        return Verdict(Refusal.FIXED)
    if sequence in _EDITING or sequence in {"Tab", "Shift+Tab", "Esc", "Return"}:
        return Verdict(Refusal.EDITING)
    if not _works_while_typing(sequence) and not in_pane(usual.key(row.id)):
        return Verdict(Refusal.TYPING)
    at_first = usual.key(row.id).sequence
    for other in keys.rows:
        if other.id == row.id or sequence not in spread(other) or not _meet(row, other):
            continue
        if usual.key(other.id).sequence != at_first or other.sequence != usual.key(other.id).sequence:
            return Verdict(Refusal.TAKEN, other)
    return Verdict()


def sound(usual: KeyMap, changes: Mapping[str, str]) -> dict[str, str]:
    """Those changes that may stand: known rows, each judged after the ones before it."""
    taken: dict[str, str] = {}
    for key_id, sequence in changes.items():
        known = any(row.id == key_id for row in usual.rows)
        whole = QKeySequence(sequence).toString(QKeySequence.SequenceFormat.PortableText) == sequence
        if known and whole and sequence:
            taken[key_id] = sequence
    for key_id in list(taken):
        keys = usual.remapped(taken)
        if judge(keys, usual, keys.key(key_id), taken[key_id]).refusal is not None:
            del taken[key_id]
    return taken


def reworded(usual: KeyMap, keys: KeyMap) -> dict[str, str]:
    """Old cap to new, where every row that had a key moved to the same other one: what sentences may say."""
    moved: dict[str, set[str]] = {}
    for before, now in zip(usual.rows, keys.rows, strict=True):
        moved.setdefault(before.sequence, set()).add(now.sequence)
    return {
        pretty(old): pretty(next(iter(new)))
        for old, new in moved.items()
        if len(new) == 1 and new != {old} and _works_while_typing(old)
    }
