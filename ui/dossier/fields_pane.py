"""The fields of a panel, built from its table: lines, texts, amounts, dates, choices, units, a score."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QPlainTextEdit, QSizePolicy, QWidget

from ui.i18n import tr
from ui.theme import current
from ui.tokens import Tone
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.clearing import empty
from ui.widgets.fields import Field, TextField
from ui.widgets.money_field import MoneyField
from ui.widgets.rating import RatingRow
from ui.widgets.seg import Seg
from ui.widgets.undo_keys import TextBox

if TYPE_CHECKING:
    from ui.dossier.draft import ActDraft
    from ui.dossier.panels import FieldSpec, PanelSpec

_CODES = ("day", "clock")


class _Lines(TextBox):
    """A text of some lines that asks for little room and takes what there is."""

    def sizeHint(self) -> QSize:
        """Three lines."""
        return QSize(200, round(current().px(76)))


class FieldsPane(QWidget):
    """Signal `typed(key, text)`. A field with the focus is never rewritten while somebody types in it."""

    typed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dossier.fields")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self.controls: dict[str, QWidget] = {}
        self._spec: PanelSpec | None = None
        self._units: tuple[str, ...] = ()

    def build(self, spec: PanelSpec) -> None:
        """Lay out the fields of a panel; the same panel again is left as it is."""
        if spec == self._spec:
            return
        self._spec = spec
        self._units = ()
        empty(self._grid)
        self.controls = {}
        row, column = 0, 0
        for at in range(self._grid.rowCount()):
            self._grid.setRowStretch(at, 0)
        for field in spec.fields:
            control = self._make(field)
            self.controls[field.key] = control
            paired = field.half or column == 1
            captioned = Field(_caption(field), control, parent=self)
            self._grid.addWidget(captioned, row, column, 1, 1 if paired else 2)
            if field.kind == "lines":
                captioned.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
                self._grid.setRowStretch(row, 1)
            column = 1 if field.half else 0
            row += 0 if field.half else 1
        if not any(field.kind == "lines" for field in spec.fields):
            self._grid.setRowStretch(row + 1, 1)

    def _make(self, field: FieldSpec) -> QWidget:
        name = f"dossier.field.{field.key}"
        if field.kind == "choice":
            seg = Seg([(key, tr(text)) for key, text in field.choices], name=name, current=field.first)
            seg.setAccessibleName(tr(field.title))
            seg.chosen.connect(partial(self.typed.emit, field.key))
            return seg
        if field.kind == "lines":
            return self._text(field, name)
        if field.kind == "unit":
            return self._combo(field, name)
        if field.kind == "score":
            rating = RatingRow(_scores(), name=name)
            rating.rated.connect(lambda score: self.typed.emit(field.key, str(score)))
            return rating
        hint = tr(field.hint) if field.hint else ""
        line: TextField
        if field.kind == "money":
            line = MoneyField(name=name, title=tr(field.title), hint=hint)
        else:
            line = TextField(name=name, title=tr(field.title), hint=hint, code=field.kind in _CODES)
        line.setMaxLength(500)
        line.textEdited.connect(partial(self.typed.emit, field.key))
        return line

    def _text(self, field: FieldSpec, name: str) -> QPlainTextEdit:
        text = _Lines(self)
        text.setObjectName(name)
        text.setAccessibleName(tr(field.title))
        text.setTabChangesFocus(True)
        text.setMinimumHeight(round(current().px(58)))
        text.textChanged.connect(lambda: self._on_text(field.key, text))
        return text

    def _on_text(self, key: str, text: QPlainTextEdit) -> None:
        if text.hasFocus():
            self.typed.emit(key, text.toPlainText())

    def _combo(self, field: FieldSpec, name: str) -> QComboBox:
        combo = ChoiceBox(self)
        combo.setObjectName(name)
        combo.setAccessibleName(tr(field.title))
        combo.set_hint(tr(field.hint) if field.hint else "")
        combo.editTextChanged.connect(lambda text: self._on_combo(field.key, combo, text))
        return combo

    def _on_combo(self, key: str, combo: QComboBox, text: str) -> None:
        if combo.hasFocus():
            self.typed.emit(key, text)

    # ---- painting -------------------------------------------------------------------------------

    def show_draft(self, draft: ActDraft, units: tuple[str, ...]) -> None:
        """Show what is typed so far."""
        for key, control in self.controls.items():
            text = draft.values.get(key, "")
            if isinstance(control, QComboBox) and units != self._units:
                self._units = units
                control.blockSignals(True)
                control.clear()
                control.addItems(list(units))
                control.setEditText(text)
                control.blockSignals(False)
            self._put(control, text)

    @staticmethod
    def _put(control: QWidget, text: str) -> None:
        if isinstance(control, Seg):
            if control.value != text:
                control.set_value(text)
        elif isinstance(control, RatingRow):
            control.set_score(int(text) if text.isdigit() else 0)
        elif isinstance(control, QPlainTextEdit):
            if control.toPlainText() != text:
                control.setPlainText(text)
                control.moveCursor(control.textCursor().MoveOperation.End)
        elif isinstance(control, QComboBox):
            if control.currentText() != text and not control.hasFocus():
                control.setEditText(text)
        elif isinstance(control, MoneyField) and not control.hasFocus():
            control.show_typed(text)
        elif isinstance(control, TextField) and control.text() != text:
            control.setText(text)

    def mark(self, key: str) -> None:
        """Mark the field with the gap; an empty key takes every mark away."""
        for name, control in self.controls.items():
            if isinstance(control, TextField):
                control.set_tone(Tone.WARN if name == key else None)

    def focus_field(self, key: str) -> bool:
        """Stand in a field; False where the panel has no such field."""
        control = self.controls.get(key)
        if control is None:
            return False
        control.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(control, TextField):
            control.end(False)
        return True

    @property
    def order(self) -> tuple[QWidget, ...]:
        """The controls as Tab walks them."""
        found: list[QWidget] = []
        for control in self.controls.values():
            found += control.buttons if isinstance(control, Seg) else (control,)
        return tuple(found)


def _caption(field: FieldSpec) -> str:
    return tr("{title} (bắt buộc)", title=tr(field.title)) if field.required else tr(field.title)


def _scores() -> tuple[str, ...]:
    return (
        tr("Rất không hài lòng"),
        tr("Không hài lòng"),
        tr("Bình thường"),
        tr("Hài lòng"),
        tr("Rất hài lòng"),
    )
