"""Every key of the window in one table (its rows: `ui/key_rows.py`), and how a widget binds one.

Screens bind by id and the key bar, the caps on buttons and the F1 overlay read the same rows, so a
remapped key changes everywhere at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from ui.i18n import put_key_words
from ui.key_bars import BARS
from ui.key_rows import ROWS, Key
from ui.keymap import portable, reworded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget


_PROPERTY = "qmc_keys"
_WITH_STRIP = ("reception", "dossier", "returns")  # screens with pages; their keys work where these stand


@dataclass(frozen=True, slots=True)
class KeyMap:
    """The table in force: the defaults, with the office's own keys put over them by id."""

    rows: tuple[Key, ...] = ROWS

    def remapped(self, changes: Mapping[str, str]) -> KeyMap:
        """Return the table with other sequences for some ids; their caps follow."""
        return KeyMap(tuple(row.at(changes.get(row.id, row.sequence)) for row in self.rows))

    def key(self, key_id: str) -> Key:
        """Find a key by id; an unknown id is a bug (`KeyError`)."""
        for row in self.rows:
            if row.id == key_id:
                return row
        raise KeyError(key_id)

    def pressed(self, event: QKeyEvent, key_id: str) -> bool:
        """Whether an event is the key of a row that works inside a pane."""
        return portable(event) == self.key(key_id).sequence

    def cap(self, key_id: str) -> str:
        """What the cap of a key reads."""
        return self.key(key_id).caps

    def bar(
        self, screen: str, choose: Callable[[tuple[str, ...]], tuple[str, ...]] = tuple
    ) -> tuple[Key, ...]:
        """The keys shown in the key bar of a screen, in reading order; `choose` says which of them now."""
        return tuple(self.key(key_id) for key_id in choose(BARS.get(screen, ("find", "help"))))

    def overlay(self, screen: str, *, queue: bool = False) -> tuple[tuple[str, tuple[Key, ...]], ...]:
        """Everything valid on a screen, grouped: this screen first, its strip, the queue, then everywhere."""
        own = tuple(row for row in self.rows if row.scope == screen)
        taken = {row.sequence for row in own}
        common = tuple(row for row in self.rows if row.scope == "everywhere" and row.sequence not in taken)
        strip = tuple(row for row in self.rows if row.scope == "scan") if screen in _WITH_STRIP else ()
        numbers = tuple(row for row in self.rows if row.scope == "queue") if queue else ()
        groups = ((screen, own), ("scan", strip), ("queue", numbers), ("everywhere", common))
        return tuple((name, rows) for name, rows in groups if rows or name not in ("scan", "queue"))

    def put_in_force(self, app: QCoreApplication) -> None:
        """Make this the table that widgets without a screen of their own ask."""
        app.setProperty(_PROPERTY, self)
        put_key_words(app, reworded(KEYS, self))


KEYS = KeyMap()


def in_force() -> KeyMap:
    """The table in force in the program; before a window is built it is the default one."""
    app = QCoreApplication.instance()
    found = app.property(_PROPERTY) if app is not None else None
    return found if isinstance(found, KeyMap) else KEYS


def cap_of(key_id: str) -> str:
    """What the cap of a key reads now, for widgets that are given no table."""
    return in_force().cap(key_id)


def bind(
    widget: QWidget, key_id: str, act: Callable[[], object], *, keys: KeyMap = KEYS, window: bool = False
) -> QShortcut:
    """Make a key of the table work while `widget` or a child of it has the focus (or its whole window)."""
    context = Qt.ShortcutContext.WindowShortcut if window else Qt.ShortcutContext.WidgetWithChildrenShortcut
    made = QShortcut(QKeySequence(keys.key(key_id).sequence), widget)
    made.setContext(context)
    made.setObjectName(f"key.{key_id}")
    made.setAutoRepeat(False)
    made.activated.connect(act)
    return made
