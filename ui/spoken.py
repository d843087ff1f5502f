"""What painted widgets are to a screen reader: Qt sees only a plain widget, this says what it stands for.

One table, by the name of the class, so that no widget has to be imported for it. Asked only while a reader
listens. What a widget says is its accessible name and description, as everywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QApplication, QWidget

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

_INSTALLED = "qmc_spoken"
_Role = QAccessible.Role

ROLES: dict[str, QAccessible.Role] = {
    "Frame": _Role.Window,
    "Chip": _Role.StaticText,
    "KeyCap": _Role.StaticText,
    "TotalBar": _Role.StaticText,
    "SideStrip": _Role.StaticText,
    "Timeline": _Role.List,
    "CountdownList": _Role.List,
    "BulletBar": _Role.Chart,
    "MiniBars": _Role.Chart,
    "StackBar": _Role.Chart,
    "BarChart": _Role.Chart,
    "HeatStrip": _Role.Chart,
    "ShareBars": _Role.Chart,
    "QrMark": _Role.Graphic,
    "SlipPreview": _Role.Graphic,
    "PageView": _Role.Graphic,
    "LiveView": _Role.Graphic,
    "CornerView": _Role.Graphic,
    "SignaturePad": _Role.Canvas,
    "ReadArea": _Role.Document,
    "YearGrid": _Role.Grouping,
    "Seg": _Role.Grouping,
    "RatingRow": _Role.Grouping,
    "KeyCatcher": _Role.HotkeyField,
    "Banner": _Role.AlertMessage,
    "Toast": _Role.Notification,
    "EmptyState": _Role.Grouping,
    "Card": _Role.Grouping,
    "KeyOverlay": _Role.HelpBalloon,
}


def role_of(one: object) -> QAccessible.Role | None:
    """What a widget stands for, by its class or the nearest one above it; None leaves it to Qt."""
    for kind in type(one).__mro__:
        if kind.__name__ in ROLES:
            return ROLES[kind.__name__]
        if kind.__module__.startswith("PySide6"):
            return None
    return None


def _make(_key: str, one: QObject) -> QAccessibleInterface | None:
    role = role_of(one)
    return QAccessibleWidget(one, role, "") if role is not None and isinstance(one, QWidget) else None


def install(app: QApplication) -> None:
    """Answer for our own widgets from now on; once for each program."""
    if app.property(_INSTALLED) is None:
        app.setProperty(_INSTALLED, True)
        QAccessible.installFactory(_make)


def announce(one: QWidget, words: str, *, now: bool = False) -> None:
    """Let a screen reader say what came up elsewhere than where the focus is; `now` interrupts."""
    if not words or not QAccessible.isActive():
        return
    told = QAccessibleAnnouncementEvent(one, words)
    polite = QAccessible.AnnouncementPoliteness
    told.setPoliteness(polite.Assertive if now else polite.Polite)
    QAccessible.updateAccessibility(told)
