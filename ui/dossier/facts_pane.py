"""The parts of a dossier beside its history: papers, details, hand-overs, notes and corrections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui import format as say
from ui.dossier import words
from ui.dossier.facts import facts
from ui.i18n import tr
from ui.tokens import Role, Tone
from ui.widgets.card import Card
from ui.widgets.clearing import empty
from ui.widgets.label import Label
from ui.widgets.read_area import ReadArea
from ui.widgets.timeline import Moment, Timeline

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desk.rows import DossierView


class FactsCard(Card):
    """Thông tin: everything on record, caption beside value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name="dossier.facts.card", parent=parent)
        self.area = ReadArea(name="dossier.facts", title=tr("Thông tin hồ sơ"), parent=self)
        self._grid = QGridLayout(self.area.inner)
        self._grid.setContentsMargins(0, 0, 4, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 1)
        self.body.addWidget(self.area, 1)
        self._shown: tuple[tuple[str, str], ...] = ()

    def show_view(self, view: DossierView) -> None:
        """Show a dossier's facts."""
        rows = facts(view)
        if rows == self._shown:
            return
        self._shown = rows
        empty(self._grid)
        for at, (title, text) in enumerate(rows):
            caption = Label(title, Role.BODY, Tone.MUTED, parent=self.area.inner)
            value = Label(text, Role.MEDIUM, wraps=True, parent=self.area.inner)
            self._grid.addWidget(caption, at, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, at, 1)
            self._grid.setRowStretch(at, 0)
        self._grid.setRowStretch(len(rows), 1)
        self.area.setAccessibleDescription("; ".join(f"{title}: {text}" for title, text in rows))

    def setFocus(self, *reason: Qt.FocusReason) -> None:
        """Stand in the part, so that the arrows scroll."""
        self.area.setFocus(*reason)


class NotesCard(Card):
    """Ghi chú và đính chính: the words that stay inside the office, and what was put right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name="dossier.notes.card", parent=parent)
        self.area = ReadArea(name="dossier.notes", title=tr("Ghi chú và đính chính"), parent=self)
        self._column = QVBoxLayout(self.area.inner)
        self._column.setContentsMargins(0, 0, 4, 0)
        self._column.setSpacing(2)
        self.body.addWidget(self.area, 1)

    def show_view(self, view: DossierView, names: Mapping[str, str]) -> None:
        """Show notes and corrections, newest first."""
        empty(self._column)
        rows = sorted(_notes(view, names), key=lambda one: one[0], reverse=True)
        if not rows:
            hint = Label(tr("Chưa có ghi chú hay đính chính nào."), Role.BODY, Tone.MUTED, wraps=True)
            self._column.addWidget(hint)
        for _seq, head, text in rows:
            self._column.addWidget(Label(head, Role.CAPTION, Tone.MUTED, parent=self.area.inner))
            body = Label(text, Role.BODY, wraps=True, parent=self.area.inner)
            self._column.addWidget(body)
            self._column.addSpacing(6)
        self._column.addStretch(1)
        said = "; ".join(f"{head}: {text}" for _seq, head, text in rows)
        self.area.setAccessibleDescription(said)

    def setFocus(self, *reason: Qt.FocusReason) -> None:
        """Stand in the part, so that the arrows scroll."""
        self.area.setFocus(*reason)


def _notes(view: DossierView, names: Mapping[str, str]) -> list[tuple[int, str, str]]:
    found = []
    for note in view.remarks:
        when = f"{say.clock(note.at)} {note.at:%d/%m/%Y} · {names.get(note.actor, note.actor)}"
        found.append((note.event_seq, when, note.text))
    for one in view.corrections:
        when = f"{say.clock(one.at)} {one.at:%d/%m/%Y} · {names.get(one.actor, one.actor)}"
        told = tr(
            "{field}: “{old}” sửa thành “{new}”", field=words.field_name(one.field), old=_said(one.old),
            new=_said(one.new),
        )  # fmt: skip
        found.append((one.event_seq, when, told))
    return found


def _said(value: object) -> str:
    return "–" if value in (None, "") else str(value)


class HistoryCard(Card):
    """Tiến trình: every event in plain words, newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name="dossier.history.card", parent=parent)
        self.head = Label(tr("Tiến trình"), Role.SECTION, tall=True, parent=self)
        self.body.addWidget(self.head)
        self.area = ReadArea(name="dossier.history", title=tr("Tiến trình"), parent=self)
        column = QVBoxLayout(self.area.inner)
        column.setContentsMargins(0, 0, 4, 0)
        self.timeline = Timeline(name="dossier.timeline", parent=self.area.inner)
        column.addWidget(self.timeline)
        column.addStretch(1)
        self.body.addWidget(self.area, 1)

    def show_moments(self, moments: tuple[Moment, ...]) -> None:
        """Show a history."""
        self.timeline.set(moments)
        self.area.setAccessibleDescription(self.timeline.accessibleDescription())

    def setFocus(self, *reason: Qt.FocusReason) -> None:
        """Stand in the part, so that the arrows scroll."""
        self.area.setFocus(*reason)
