"""For whom the person at the counter acts: another person with an authorisation, or an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.i18n import tr
from ui.widgets.fields import Field, TextField

if TYPE_CHECKING:
    from ui.reception.draft import Draft


class ActingForm(QWidget):
    """Three fields that follow the choice: who is represented, their number, and by what right.

    Signal `typed()`; a field with the focus is never rewritten.
    """

    typed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        self.name = TextField(name="represented.name", title=tr("Nộp thay cho"))
        self.number = TextField(name="represented.id", title=tr("Số định danh"), code=True)
        self.authority = TextField(name="represented.authority", title=tr("Giấy ủy quyền"))
        self.name.setMaxLength(200)  # letters, as the record keeps them
        self.authority.setMaxLength(100)
        self._fields = tuple(Field("", control) for control in (self.name, self.number, self.authority))
        for at, field in enumerate(self._fields):
            grid.addWidget(field, at // 2, at % 2, 1, 2 if at == 2 else 1)
        for control in (self.name, self.number, self.authority):
            control.textEdited.connect(lambda _text: self.typed.emit())

    def show_draft(self, draft: Draft) -> None:
        """Show the fields of the choice, filled."""
        self.setVisible(draft.acting != "self")
        titles = (
            (tr("Tên tổ chức"), tr("Mã số thuế"), tr("Chức danh người đại diện"))
            if draft.acting == "organisation"
            else (tr("Nộp thay cho"), tr("Số định danh"), tr("Giấy ủy quyền"))
        )
        controls = (self.name, self.number, self.authority)
        texts = (draft.on_behalf_name, draft.on_behalf_id, draft.authority)
        for field, control, title, text in zip(self._fields, controls, titles, texts, strict=True):
            field.caption.setText(title)
            control.setAccessibleName(title)
            if not control.hasFocus() and control.text() != text:
                control.setText(text)
