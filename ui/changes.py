"""One broadcast after every commit: what kinds of things changed, and who started it.

Screens decide for themselves whether to reload; a screen skips what it started itself.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal


class Kind(enum.StrEnum):
    """What can change in the record."""

    DOSSIER = "dossier"
    DAY = "day"
    CATALOGUE = "catalogue"
    OFFICE = "office"
    CALENDAR = "calendar"
    PROCESS = "process"
    WORDS = "words"
    RULES = "rules"
    PEOPLE = "people"
    SENDING = "sending"


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """The kinds that changed and the codes concerned (never names)."""

    kinds: frozenset[Kind]
    codes: tuple[str, ...] = ()


class Changes(QObject):
    """GUI thread only. Signal `changed(ChangeSet, initiator)`, sent once after each commit."""

    changed = Signal(object, object)

    def tell(self, *kinds: Kind, codes: tuple[str, ...] = (), by: object = None) -> None:
        """Tell every screen that a commit happened."""
        self.changed.emit(ChangeSet(frozenset(kinds), codes), by)
