"""A form drawn from a description: twelve columns, captions above, one signal, errors beside their field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QScrollArea, QSizePolicy, QWidget

from ui.admin.parts.fields import Choice, TextBox, Tick
from ui.admin.parts.secret import SecretField
from ui.admin.parts.sheet import ON
from ui.admin.parts.spec import Control, Spec
from ui.theme import scaled
from ui.tokens import Role, Tone
from ui.widgets.fields import TextField
from ui.widgets.label import Label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

COLUMNS = 12
AIR = 8  # px between the fields and the scroll bar
APART = 6  # px more between two rows of fields than between a caption and its field


class FormGrid(QScrollArea):
    """Fields over a mapping of texts; scrolls where there is no room. Signal `edited(key, text)`."""

    edited = Signal(str, str)

    def __init__(self, specs: Sequence[Spec], *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inner = QWidget(self)
        self._inner.setObjectName("scrolled")
        self._grid = QGridLayout(self._inner)
        self._grid.setContentsMargins(0, 0, AIR, 4)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(2)
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, 1)
        self.specs = {spec.key: spec for spec in specs}
        self.controls: dict[str, QWidget] = {}
        self._captions: dict[str, Label] = {}
        self._wrong: dict[str, Label] = {}
        self._showing = False
        self._place(specs)
        self.setWidget(self._inner)

    def end_with_card(self) -> None:
        """Let the fields reach as far as what stands around them, but for a scroll bar that is there."""

        def give(_least: int, most: int) -> None:
            self._grid.setContentsMargins(0, 0, AIR if most else 0, 4)

        self.verticalScrollBar().rangeChanged.connect(give)
        give(0, 0)

    def minimumSizeHint(self) -> QSize:
        """Fields are scrolled up and down, never cut at their side."""
        least = super().minimumSizeHint()
        wide = self._inner.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(max(least.width(), wide), least.height())

    def _place(self, specs: Sequence[Spec]) -> None:
        row, column = 0, 0
        for spec in specs:
            if column + spec.span > COLUMNS:
                row, column = row + 4, 0
                self._grid.setRowMinimumHeight(row - 1, scaled(APART))
            control = self._make(spec)
            self.controls[spec.key] = control
            low = Qt.AlignmentFlag.AlignTop
            if spec.control is not Control.FLAG:
                caption = Label(spec.title, Role.BODY, Tone.MUTED, shortens=True, parent=self._inner)
                self._captions[spec.key] = caption
                self._grid.addWidget(caption, row, column, 1, spec.span)
            self._grid.addWidget(control, row + 1, column, 1, spec.span, low)
            wrong = Label("", Role.CAPTION, Tone.BAD, wraps=True, parent=self._inner)
            wrong.hide()
            self._wrong[spec.key] = wrong
            self._grid.addWidget(wrong, row + 2, column, 1, spec.span, low)
            column += spec.span
        self._grid.setRowStretch(row + 3, 1)

    def _make(self, spec: Spec) -> QWidget:
        name = f"{self.objectName()}.{spec.key}"
        if spec.control is Control.FLAG:
            tick = Tick(spec.title, name=name, parent=self._inner)
            tick.turned.connect(lambda on: self._tell(spec.key, ON if on else ""))
            return tick
        if spec.control is Control.CHOICE:
            choice = Choice(spec.choices, name=name, title=spec.title, parent=self._inner)
            choice.chosen.connect(lambda value: self._tell(spec.key, value))
            return choice
        if spec.control is Control.TEXT:
            box = TextBox(name=name, title=spec.title, lines=spec.lines, parent=self._inner)
            box.setPlaceholderText(spec.hint)
            box.edited.connect(lambda text: self._tell(spec.key, text))
            return box
        if spec.control is Control.SECRET:
            secret = SecretField(name=name, title=spec.title, parent=self._inner)
            secret.edited.connect(lambda text: self._tell(spec.key, text))
            return secret
        code = spec.control is Control.CODE
        line = TextField(name=name, title=spec.title, hint=spec.hint, code=code, parent=self._inner)
        line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        line.textChanged.connect(lambda text: self._tell(spec.key, text))
        return line

    def _tell(self, key: str, text: str) -> None:
        if not self._showing:
            self.edited.emit(key, text)

    # ---- showing --------------------------------------------------------------------------------

    def show_values(self, values: Mapping[str, str], wrong: Mapping[str, str] | None = None) -> None:
        """Show texts and what is wrong with them; the cursor of one who types stays where it is."""
        self._showing = True
        try:
            for key, control in self.controls.items():
                self._set(control, values.get(key, ""))
        finally:
            self._showing = False
        for key, label in self._wrong.items():
            sentence = (wrong or {}).get(key, "")
            label.setText(sentence)
            label.setVisible(bool(sentence))
            control = self.controls[key]
            control.setAccessibleDescription(sentence)
            if isinstance(control, TextField) and (control.property("tone") or "") != (
                "bad" if sentence else ""
            ):
                control.set_tone(Tone.BAD if sentence else None)

    @staticmethod
    def _set(control: QWidget, text: str) -> None:
        if isinstance(control, Tick):
            control.setChecked(text == ON)
        elif isinstance(control, Choice):
            if control.value != text:
                control.set_value(text)
        elif isinstance(control, (TextBox, SecretField)):
            control.set_text(text)
        elif isinstance(control, QLineEdit) and control.text() != text:
            control.setText(text)
            control.setCursorPosition(0)

    def set_read_only(self, key: str, *, on: bool) -> None:
        """Let a field only tell."""
        control = self.controls[key]
        if isinstance(control, QLineEdit):
            control.setReadOnly(on)

    def set_choices(self, key: str, choices: Sequence[tuple[str, str]]) -> None:
        """Replace the choices of a field."""
        control = self.controls[key]
        if isinstance(control, Choice):
            self._showing = True
            control.set_choices(choices)
            self._showing = False

    def stand_on(self, key: str) -> bool:
        """Put the focus into a field; False where there is none of that name."""
        control = self.controls.get(key)
        if control is None:
            return False
        control.setFocus()
        self.ensureWidgetVisible(control)
        return True

    def setFocus(self, *reason: Qt.FocusReason) -> None:
        """Start at the first field that can be typed in."""
        for control in self.controls.values():
            if control.isVisible() and not (isinstance(control, QLineEdit) and control.isReadOnly()):
                control.setFocus(*reason)
                return
