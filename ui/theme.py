"""The look: one palette and one generated style sheet per theme, on Fusion, set for the whole program.

Painted widgets ask `current()` when they paint, so a change of theme or text size is: swap palette and
sheet, then update. No widget carries a colour of its own.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from ui.colours import BANDS, LIGHT, SHADE, THEMES
from ui.theme_fonts import font as make_font
from ui.theme_fonts import load_fonts
from ui.theme_qss import style_sheet
from ui.tokens import SCALE, Role, Tokens, Tone

_KEY = "qmc_theme"
_MOVES = "qmc_moves"
MOTION_MS = 120


@dataclass(frozen=True, slots=True)
class Theme:
    """The tokens in force and the user's text size (1.0, 1.15, 1.3 or 1.5)."""

    tokens: Tokens = LIGHT
    scale: float = 1.0

    def colour(self, name: str) -> QColor:
        """Return a token by name as a colour."""
        return QColor(cast("str", getattr(self.tokens, name)))

    def ink(self, tone: Tone) -> QColor:
        """Return the text colour of a tone."""
        return QColor(self.tokens.ink(tone))

    def tint(self, tone: Tone) -> QColor:
        """Return the background of a tone."""
        return QColor(self.tokens.tint(tone))

    @property
    def edge(self) -> QColor | None:
        """The line around wells and quiet buttons: in high contrast a tint alone is too near the ground."""
        return self.colour("hairline") if self.tokens.name == "contrast" else None

    @property
    def shade(self) -> QColor:
        """What darkens a window under a box that waits for an answer."""
        made = QColor(SHADE)
        made.setAlpha(110 if self.tokens.name == "light" else 170)
        return made

    def band(self, number: int) -> QColor:
        """Return the colour of a paper by its place; they come round again."""
        colours = BANDS[self.tokens.name]
        return QColor(colours[number % len(colours)])

    def font(self, role: Role) -> QFont:
        """Return the font of a step of the type scale."""
        return make_font(SCALE[role], self.scale)

    def px(self, length: float) -> float:
        """Scale a distance that must grow with the text."""
        return length * self.scale


def current() -> Theme:
    """Return the theme in force; before `apply` it is the light one."""
    app = QApplication.instance()
    found = app.property(_KEY) if app is not None else None
    return found if isinstance(found, Theme) else Theme()


def scaled(length: float) -> int:
    """A distance that must grow with the text, as whole pixels."""
    return math.ceil(current().px(length))


def palette_for(tokens: Tokens) -> QPalette:
    """Build the palette that Fusion needs, so that no system colour shows through."""
    made = QPalette()
    roles = QPalette.ColorRole
    for role, value in (
        (roles.Window, tokens.bg),
        (roles.WindowText, tokens.text),
        (roles.Base, tokens.surface),
        (roles.AlternateBase, tokens.surface2),
        (roles.ToolTipBase, tokens.toast),
        (roles.ToolTipText, tokens.toast_text),
        (roles.PlaceholderText, tokens.text3),
        (roles.Text, tokens.text),
        (roles.Button, tokens.surface),
        (roles.ButtonText, tokens.text),
        (roles.BrightText, tokens.bad),
        (roles.Light, tokens.surface),
        (roles.Midlight, tokens.surface2),
        (roles.Dark, tokens.border),
        (roles.Mid, tokens.hairline),
        (roles.Shadow, tokens.border),
        (roles.Highlight, tokens.primary),
        (roles.HighlightedText, tokens.on_primary),
        (roles.Link, tokens.primary),
        (roles.Accent, tokens.primary),
    ):
        made.setColor(role, QColor(value))
    for role in (roles.Text, roles.WindowText, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.text3))
    return made


def system_theme() -> str:
    """Read the system's preference, used only as the default: `light`, `dark` or `contrast`."""
    hints = QApplication.styleHints()
    wish = getattr(hints, "accessibility", None)  # asked for by name: it came with Qt 6.10
    if wish is not None and wish().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def resolve(name: str) -> str:
    """The theme that a person's choice means now: `system` asks the computer."""
    return system_theme() if name == "system" else name


def moves(wish: str) -> bool:
    """Whether things may move: not where the person or the computer's own settings say so."""
    return wish != "none" and QApplication.isEffectEnabled(Qt.UIEffect.UI_General)


def let_move(app: QApplication, on: bool) -> None:
    """Allow or forbid motion from now on: our own, and that of Qt's menus, lists and tool tips."""
    app.setProperty(_MOVES, on)
    if not on:
        for effect in (
            Qt.UIEffect.UI_AnimateMenu,
            Qt.UIEffect.UI_FadeMenu,
            Qt.UIEffect.UI_AnimateCombo,
            Qt.UIEffect.UI_AnimateTooltip,
            Qt.UIEffect.UI_FadeTooltip,
        ):
            QApplication.setEffectEnabled(effect, False)


def motion_ms() -> int:
    """How long a movement may last: at most 120 ms, 0 where nothing may move."""
    app = QApplication.instance()
    return MOTION_MS if app is not None and app.property(_MOVES) is True else 0


def apply(app: QApplication, name: str, *, scale: float = 1.0) -> Theme:
    """Put a theme in force for every window of the program and return it."""
    theme = Theme(THEMES[name], scale)
    if app.property(_KEY) is None:
        load_fonts()
        app.setStyle("Fusion")
    app.setProperty(_KEY, theme)
    app.setPalette(palette_for(theme.tokens))
    app.setFont(theme.font(Role.BODY))
    sheet = style_sheet(theme.tokens, scale)
    if app.styleSheet() != sheet:  # the same sheet again would only style every widget anew
        app.setStyleSheet(sheet)
    for widget in app.topLevelWidgets():
        _repaint(widget)
    return theme


def _repaint(widget: QWidget) -> None:
    for child in (widget, *widget.findChildren(QWidget)):
        QApplication.sendEvent(child, QEvent(QEvent.Type.FontChange))
        child.updateGeometry()
        child.update()
