"""Walks the whole window over a made office: every screen, every section, and the states one can reach."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QEvent, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from desk.clock import parse_moment
from desk.office.bootstrap import open_office
from desk.office.looks import Look
from desk.rows import State
from desk.services import DeskServices
from ui.admin.sections import sections
from ui.main import entries, make_window
from ui.shell.window import Shell
from ui.tasks import InlineRunner

ROUNDS = 12
NOW = "2026-11-23T15:40:00+07:00"
WANTED = {"returns": State.READY, "dossier": State.PROCESSING}
KNOWN = "079192004518|024681357|NGUYỄN THỊ MẪU|14031992|Nữ|14 Phố Thử Nghiệm, Phường Mẫu|01052021"


@dataclass(frozen=True, slots=True)
class Stop:
    """One thing to look at: its name and what to bring to the front."""

    name: str
    screen: str
    payload: object = None


def stops(services: DeskServices) -> tuple[Stop, ...]:
    """Every screen, empty and with something open, and every section of Thiết lập."""
    rows = services.desk_home().work
    found = []
    for entry in entries():
        if entry.name == "admin":
            continue
        found.append(Stop(f"{entry.name} empty", entry.name))
        state = WANTED.get(entry.name)
        code = next((row.code for row in rows if row.state == state), None)
        if code is not None:
            found.append(Stop(entry.name, entry.name, code))
    codes = tuple(row.code for row in rows if row.state == State.RECEIVED)
    found.append(Stop("handover", "handover", codes))
    found.append(Stop("reception with a card", "reception", services.parse_card(KNOWN)))
    found.append(Stop("dossier that is none", "dossier", "VN-MAU-01-999999-9999"))
    found += [Stop(f"admin {one.name}", "admin", one.name) for one in sections()]
    return tuple(found)


@contextmanager
def walking(
    office: Path, look: Look, size: tuple[int, int] = (1366, 697)
) -> Iterator[tuple[Shell, tuple[Stop, ...]]]:
    """A window over the office in a look, and where to walk."""
    with open_office(office, now=parse_moment(NOW), lang=look.lang) as opened:
        services = DeskServices(opened)
        runner = InlineRunner()
        shell = make_window(services, look=look, runner=runner)
        shell.resize(*size)
        shell.show()
        activate(shell)
        shell.office_opened()
        settle(runner)
        try:
            yield shell, stops(services)
        finally:
            shell.replaced = True
            shell.close()
            shell.desktop.drafts.close()
            shell.deleteLater()
            QApplication.sendPostedEvents(shell, QEvent.Type.DeferredDelete)


def activate(shell: Shell) -> None:
    """Put a window in front of every other."""
    shell.raise_()
    shell.activateWindow()
    while not shell.isActiveWindow():
        QApplication.processEvents()


def visit(shell: Shell, stop: Stop) -> None:
    """Bring one stop to the front and let it be painted."""
    shell.go(stop.screen, stop.payload)
    settle(shell.runner)


def settle(runner: object) -> None:
    """Let every answer arrive and every layout be made.

    A change deep in a page reaches the window one widget a round; fewer rounds would see it half laid out.
    """
    for _ in range(ROUNDS):
        QApplication.processEvents()
        while getattr(runner, "running", 0):
            QApplication.processEvents()


def shown(shell: Shell) -> list[QWidget]:
    """Everything that is to be seen, the window itself first."""
    return [shell, *(one for one in shell.findChildren(QWidget) if one.isVisible())]


def stopping(shell: Shell) -> list[QWidget]:
    """Where Tab stops."""
    return [
        one
        for one in shown(shell)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.focusProxy() is None
        and one.isEnabled()
        and not one.objectName().startswith("qt_")
    ]


def words_of(one: QWidget) -> Iterator[str]:
    """Every word of a widget: shown, pale, in tips, told to screen readers, in heads and cells."""
    for name in ("text", "title", "toolTip", "accessibleName", "accessibleDescription", "placeholderText"):
        read = getattr(one, name, None)
        said = read() if callable(read) else None
        if isinstance(said, str) and not (name == "text" and isinstance(one, QLineEdit)):
            yield said
    if isinstance(one, QComboBox):
        yield from (one.itemText(at) for at in range(one.count()))
    if isinstance(one, QPlainTextEdit):
        yield one.placeholderText()
    if isinstance(one, QAbstractItemView) and one.model() is not None:
        yield from _cells(one)


def _cells(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    columns = model.columnCount() if isinstance(model, QAbstractTableModel) else 1
    for column in range(columns):
        head = model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole)
        if isinstance(head, str):
            yield head
        for row in range(min(model.rowCount(), 30)):
            said = model.index(row, column).data(Qt.ItemDataRole.DisplayRole)
            if isinstance(said, str):
                yield said
