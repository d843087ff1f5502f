"""Whose rating the citizen is asked for, and the act that records it: one rule for every screen that asks."""

from __future__ import annotations

import uuid
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.changes import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk.rows import Acted
    from ui.shell.screen import ScreenContext


class Asked(QObject):
    """The one dossier a rating is asked for at a time. GUI thread only.

    A score belongs to the dossier it was asked for, whatever is open when it comes; asking for another lets
    the one before go. Signals, each with the screen that asked: `scored(owner, code, score, command id)`
    given by the citizen, `let_go(owner, code)` where they gave none.
    """

    scored = Signal(str, str, int, str)
    let_go = Signal(str, str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._owner = self._code = self._command = ""

    def code(self, owner: str) -> str:
        """The dossier that a screen asks a rating for, or nothing."""
        return self._code if owner == self._owner else ""

    def begin(self, owner: str, code: str) -> None:
        """The citizen is being asked about a dossier."""
        self.let_it_go()
        self._owner, self._code, self._command = owner, code, str(uuid.uuid4())

    def take(self, score: int) -> None:
        """The citizen pressed."""
        owner, code, command = self._forget()
        if code:
            self.scored.emit(owner, code, score, command)

    def let_it_go(self) -> None:
        """Nobody pressed."""
        owner, code, _command = self._forget()
        if code:
            self.let_go.emit(owner, code)

    def _forget(self) -> tuple[str, str, str]:
        told = self._owner, self._code, self._command
        self._owner = self._code = self._command = ""
        return told


def record(
    context: ScreenContext,
    owner: QObject,
    code: str,
    score: int,
    *,
    by: str,
    command_id: str,
    failed: Callable[[Exception], None],
) -> None:
    """Record how content the citizen was and who pressed it; the newest score counts."""

    def done(acted: Acted) -> None:
        context.changes.tell(Kind.DOSSIER, codes=(acted.code,), by=owner)

    work = partial(context.services.act, code, "rate", {"score": score, "by": by}, command_id=command_id)
    context.runner.submit("desk", work, owner=owner, done=done, failed=failed)
