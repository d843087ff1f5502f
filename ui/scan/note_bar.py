"""One sentence under the pages with what can be done about it: the place where the scan station speaks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.tokens import Role, Tone
from ui.widgets.banner import IconBox
from ui.widgets.buttons import ButtonKind, KeyButton
from ui.widgets.card import Card
from ui.widgets.label import Label
from ui.widgets.text import line_height, wrap

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

_ICONS = {
    Tone.BAD: "circle-alert", Tone.WARN: "triangle-alert", Tone.INFO: "info", Tone.OK: "circle-check",
}  # fmt: skip

_INITIALS = re.compile(r"(?<=\b\w\.) (?=\w\.)")  # between the letters that stand for one name


@dataclass(frozen=True, slots=True)
class NoteAct:
    """A button of the bar: its words, the cap of the key that does the same, what it does."""

    words: str
    cap: str
    act: Callable[[], object]


@dataclass(frozen=True, slots=True)
class SpokenNote:
    """A sentence and up to two answers to it; the first is the usual one."""

    text: str
    tone: Tone = Tone.INFO
    acts: tuple[NoteAct, ...] = ()


class NoteBar(Card):
    """Hidden until it has something to say; its sentence is its accessible name. Signal `spoke(bool)`."""

    spoke = Signal(bool)

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, margins=(10, 4, 8, 4), spacing=4, parent=parent)
        self._note: SpokenNote | None = None
        row = QHBoxLayout()
        row.setSpacing(8)
        self._icon = IconBox("info", Tone.INFO, self, side=16)
        row.addWidget(self._icon)
        self.text = Label("", Role.BODY, Tone.PLAIN, wraps=True, parent=self)
        row.addWidget(self.text, 1, Qt.AlignmentFlag.AlignVCenter)
        self.buttons = tuple(
            KeyButton("", name=f"{name}.{at}", kind=kind, parent=self)
            for at, kind in enumerate((ButtonKind.SOFT, ButtonKind.LINK), start=1)
        )
        for at, button in enumerate(self.buttons):
            button.clicked.connect(lambda _=False, at=at: self.answer(at))
            row.addWidget(button)
        self.body.addLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    @property
    def note(self) -> SpokenNote | None:
        """What it says now."""
        return self._note

    def say(self, note: SpokenNote | None) -> None:
        """Show a note, or nothing."""
        if note == self._note:
            return
        self._note = note
        self.setVisible(note is not None)
        self.spoke.emit(note is not None)
        if note is None:
            return
        self.set_tone(note.tone)
        self._icon.set(_ICONS.get(note.tone, "info"), note.tone)
        text = note.text.replace(" · ", "\N{NO-BREAK SPACE}· ")  # no line begins with a dot
        self.text.setText(_INITIALS.sub("\N{NO-BREAK SPACE}", text))
        self.setAccessibleName(note.text)
        for button, act in zip(self.buttons, (*note.acts, None, None), strict=False):
            button.setVisible(act is not None)
            if act is not None:
                button.say(act.words, cap=act.cap)
        self._need_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Never cut a line of what is said."""
        super().resizeEvent(event)
        self._need_room()

    def _need_room(self) -> None:
        buttons = sum(button.sizeHint().width() + 8 for button in self.buttons if button.isVisibleTo(self))
        room = max(80, self.width() - buttons - 56)
        lines = len(wrap(self.text.text(), Role.BODY, room))
        self.setMinimumHeight(round(max(34.0, lines * line_height(Role.BODY) + 12)))

    def answer(self, at: int = 0) -> bool:
        """Give one of the answers; False where there is none."""
        if self._note is None or at >= len(self._note.acts):
            return False
        self._note.acts[at].act()
        return True
