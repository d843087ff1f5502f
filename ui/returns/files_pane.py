"""Kết quả và hồ sơ đã quét: a readable page with the other files beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.i18n import tr
from ui.returns import words
from ui.returns.page_view import PageView
from ui.theme import scaled
from ui.tokens import LayoutKind
from ui.widgets.card import Card, SectionHead
from ui.widgets.pages import PageSpec, PageStrip
from ui.widgets.seg import Seg
from ui.widgets.slip import image_of

if TYPE_CHECKING:
    from ui.returns.files import FilesState


class FilesPane(Card):
    """Signals: `group_chosen(str)`, `file_chosen(int)`, `turned(±1)`."""

    group_chosen = Signal(str)
    file_chosen = Signal(int)
    turned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name="returns.files", parent=parent)
        self._painted: tuple[object, object, object] = (None, None, None)
        self.head = SectionHead(tr("Kết quả và hồ sơ đã quét"), parent=self)
        groups = (("result", tr("Kết quả")), ("papers", tr("Hồ sơ nộp")))
        self.group = Seg(groups, name="returns.files.group", parent=self.head)
        self.group.chosen.connect(self.group_chosen)
        self.head.add(self.group)
        self.body.addWidget(self.head)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.page = PageView(tr("Trang đang xem"), name="returns.page", parent=self)
        self.page.turned.connect(self.turned)
        row.addWidget(self.page, 1)
        self.strip = PageStrip(name="returns.strip", columns=1, editable=False, parent=self)
        self.strip.setFixedWidth(scaled(84))
        self.strip.chosen.connect(self.file_chosen)
        row.addWidget(self.strip)
        self.body.addLayout(row, 1)

    def setFocus(self, *reason: Qt.FocusReason) -> None:
        """Put the focus on the page. A focus proxy would break the order of Tab."""
        self.page.setFocus(*reason)

    def lay_out(self, kind: LayoutKind, *, narrow: bool) -> None:
        """Shorter words where there is little room; no strip where the page would get too narrow."""
        small = kind is LayoutKind.COMPACT or narrow
        self.head.title.setText(tr("Hồ sơ đã quét") if small else tr("Kết quả và hồ sơ đã quét"))
        self.group.setVisible(not narrow)

    def show_state(self, state: FilesState) -> None:
        """Paint a state."""
        view = state.view
        if view is None:
            return
        self.group.set_value(state.group)
        if self._painted[0] is not state.thumbs:
            pages = [
                PageSpec(image_of(thumb), words.file_caption(view, row), words.file_title(view, row))
                for row, thumb in zip(state.rows, state.thumbs, strict=False)
            ]
            self.strip.set_pages(pages)
        self.strip.setVisible(len(state.thumbs) > 0)
        self.strip.choose(state.chosen if state.thumbs else -1)
        row, now = state.row, (state.thumbs, state.picture, state.row)
        if row is None:
            self.page.say(_nothing(state))
        elif state.trouble:
            self.page.say(state.trouble)
        elif state.picture is None:
            self.page.say(tr("Đang mở…"))
        elif self._painted[1] is not state.picture or not self.page.has_page:
            self.page.set_image(image_of(state.picture))
        if row is not None:
            count = tr("trang {page}/{count}", page=state.page + 1, count=max(1, row.pages))
            self.page.setAccessibleName(f"{words.file_title(view, row)}, {count}")
            self.head.say(count if row.pages > 1 else "")
        else:
            self.head.say("")
        self._painted = cast("tuple[object, object, object]", now)


def _nothing(state: FilesState) -> str:
    if state.group == "papers":
        told = tr("Hồ sơ này không có bản quét.")
        if state.view is not None and any(one.exploited for one in state.view.components):
            return f"{told}\n{tr('Giấy khai thác từ CSDL không có bản để xem.')}"
        return told
    result = (state.view.result or {}) if state.view is not None else {}
    if result.get("electronic"):
        return tr("Kết quả là bản điện tử, không có trang quét.")
    return tr("Kết quả chưa được quét.") if result else tr("Chưa có kết quả.")
