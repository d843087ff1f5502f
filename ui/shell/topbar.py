"""The top bar: title, the scan bar, what the devices say, who sits here and the time."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from ui import format as say
from ui.i18n import tr
from ui.icons import draw_icon
from ui.shell.marks import Fold, StateMarks
from ui.theme import current, scaled
from ui.tokens import TOP_BAR, XXL, Role, Tone
from ui.widgets.chip import Chip, ChipSpec
from ui.widgets.label import Label
from ui.widgets.paint import box, chip_width, focus_ring, hairline, painter_for
from ui.widgets.scanbar import ScanBar
from ui.widgets.text import draw_text, text_width

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

HINT = "Quét giấy hẹn, thẻ căn cước… hoặc gõ tên, số điện thoại, mã hồ sơ"
SHORT_HINT = "Quét giấy hẹn, thẻ căn cước… hoặc gõ tên, mã hồ sơ"
HINTS = (HINT, SHORT_HINT, "Quét, hoặc gõ tên, mã hồ sơ", "Quét hoặc gõ")
SCAN_LEAST = 230  # px that the scan bar keeps before a state beside it gives up its words


class DeviceMark(QAbstractButton):
    """A device with a word; it turns bad with another word, and a press opens what fixes it."""

    def __init__(self, icon: str, *, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon_name, self._tone = icon, Tone.OK
        self._short = False
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def set(self, text: str, tone: Tone, said: str = "") -> None:
        """Show the state; no text hides the mark."""
        self.setText(text)
        self._tone = tone
        self.setAccessibleName(said or text)
        self.setToolTip(said)
        self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    def shorten(self, *, on: bool) -> None:
        """Leave the icon alone in sight; the word stays in the tip and for screen readers."""
        if on != self._short:
            self._short = on
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Icon and word."""
        side = max(28, current().px(28))
        words = text_width(self.text(), Role.MEDIUM) + current().px(24)
        return QSize(math.ceil(side if self._short else words), math.ceil(side))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw icon and word."""
        del event
        theme = current()
        painter = painter_for(self)
        rect = QRectF(self.rect())
        side = theme.px(16)
        left = (rect.width() - side) / 2 if self._short else 1
        draw_icon(painter, self._icon_name, left, rect.center().y() - side / 2, side, theme.ink(self._tone))
        ink = theme.colour("text2") if self._tone is Tone.OK else theme.ink(self._tone)
        if not self._short:
            draw_text(painter, rect.adjusted(theme.px(22), 0, 0, 0), self.text(), Role.MEDIUM, ink)
        if self.hasFocus():
            focus_ring(painter, rect, 5)
        painter.end()


class ClerkBadge(QAbstractButton):
    """Who sits here, at which counter, and the time. A press opens the small menu of language and look."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("clerk")
        self._name, self._place, self._time = "", "", ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_person(self, name: str, place: str) -> None:
        """Show the clerk and the counter."""
        self._name, self._place = name, place
        self._rename()
        self.updateGeometry()

    def set_time(self, clock: str) -> None:
        """Show the time."""
        if clock != self._time:
            self._time = clock
            self._rename()
            self.update()

    def _rename(self) -> None:
        self.setAccessibleName(f"{self._name}, {self._line}")

    @property
    def _line(self) -> str:
        return " · ".join(part for part in (self._place, self._time) if part)

    def sizeHint(self) -> QSize:
        """Disc, name, counter and time."""
        longest = self._line.replace(self._time, "00:00") if self._time else f"{self._place} · 00:00"
        wide = max(text_width(self._name, Role.STRONG), text_width(longest, Role.CAPTION))
        return QSize(math.ceil(current().px(40) + wide + 4), math.ceil(current().px(42)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the badge."""
        del event
        theme = current()
        painter = painter_for(self)
        rect = QRectF(self.rect())
        disc = theme.px(32)
        circle = QRectF(0, rect.center().y() - disc / 2, disc, disc)
        box(painter, circle, disc / 2, fill=theme.colour("primary_tint"))
        middle = Qt.AlignmentFlag.AlignHCenter
        draw_text(
            painter, circle, say.initials(self._name), Role.STRONG, theme.colour("primary"), align=middle
        )
        left = disc + theme.px(8)
        words = QRectF(left, rect.center().y() - theme.px(17), rect.width() - left, theme.px(18))
        draw_text(painter, words, self._name, Role.STRONG, theme.colour("text"))
        low = words.translated(0, theme.px(17))
        draw_text(painter, low, self._line, Role.CAPTION, theme.colour("text2"))
        if self.hasFocus():
            focus_ring(painter, rect, 6)
        painter.end()


class TopBar(QWidget):
    """Title on the left, the scan bar in the middle, states on the right. Signal `clerk_asked()`."""

    clerk_asked = Signal()

    def __init__(self, cap: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("top_bar")
        self.setFixedHeight(math.ceil(current().px(TOP_BAR)) + 1)
        self._compact = False
        self._marks: dict[DeviceMark, bool] = {}
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(XXL, 0, 16, 1)
        row.setSpacing(20)
        self.title = Label("", Role.TITLE, tall=True, parent=self)
        row.addWidget(self.title)
        self.training = Chip(tr("Tập huấn"), Tone.INFO, "graduation-cap", self)
        self.training.setObjectName("training")
        self.training.setToolTip(tr("Sổ tập huấn: dữ liệu giả, không phải hồ sơ thật."))
        self.training.hide()
        row.addWidget(self.training)
        self.scan = ScanBar(tuple(tr(one) for one in HINTS), name="scan_bar", cap=cap, parent=self)
        self.scan.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row.addWidget(self.scan, 1)
        devices = QHBoxLayout()
        devices.setSpacing(12)
        self.reader = DeviceMark("plug-zap", name="reader", parent=self)
        self.printer = DeviceMark("printer", name="printer", parent=self)
        self._marks = {self.reader: False, self.printer: False}
        devices.addWidget(self.reader)
        devices.addWidget(self.printer)
        row.addLayout(devices)
        self.marks = StateMarks(self)
        self.marks.counted.connect(lambda _count: self._fold())
        row.addWidget(self.marks)
        self.clerk = ClerkBadge(self)
        self.clerk.clicked.connect(self.clerk_asked)
        row.addWidget(self.clerk)
        row.setStretch(row.indexOf(self.scan), 1)

    def set_training(self, on: bool) -> None:
        """Mark the window of a training office for as long as it stands, on every screen."""
        self.training.setVisible(on)
        self.update()

    def set_mark(self, mark: DeviceMark, text: str, tone: Tone, said: str = "") -> None:
        """Show a device's state; a compact bar shows only what is wrong."""
        self._marks[mark] = tone is not Tone.OK
        mark.set(text, tone, said)
        mark.setVisible(bool(text) and (not self._compact or tone is not Tone.OK))

    def set_compact(self, on: bool) -> None:
        """Leave healthy devices out."""
        self._compact = on
        for mark, wrong in self._marks.items():
            mark.setVisible(bool(mark.text()) and (not on or wrong))
        self._fold()

    def _fold(self) -> None:
        """In little room words give way to their icons, the least needed first: the scan bar must be read."""
        for mark in self._marks:
            mark.shorten(on=self._compact and bool(self.marks.shown))
        least = Fold.QUIET if self._compact else Fold.NONE
        steps = ((least, False), (Fold.QUIET, False), (Fold.QUIET, True), (Fold.ALL, True))
        fits = (step for step in steps if self._asked(*step) <= self.width())
        fold, short = next(fits, steps[-1])
        self.marks.set_fold(fold)
        spec = self._training_chip(short=short)
        if spec != self.training.spec:
            self.training.set(spec)
            self.training.setAccessibleName(tr("Tập huấn"))

    @staticmethod
    def _training_chip(*, short: bool) -> ChipSpec:
        return ChipSpec("" if short else tr("Tập huấn"), Tone.INFO, "graduation-cap")

    def _asked(self, fold: Fold, short: bool) -> int:
        """The width that everything would ask for so folded, beside a scan bar that can be read."""
        row = self._row
        edge = row.contentsMargins()
        wide = edge.left() + edge.right() - row.spacing()
        for at in range(row.count()):
            item = row.itemAt(at)
            widget = item.widget() if item is not None else None
            if item is None or item.isEmpty():
                continue
            asked = item.sizeHint().width()
            if widget is self.scan:
                asked = scaled(SCAN_LEAST)
            elif widget is self.marks:
                asked = self.marks.width_at(fold)
            elif widget is self.training:
                asked = math.ceil(chip_width(self._training_chip(short=short)))
            wide += asked + row.spacing()
        return wide

    def event(self, event: QEvent) -> bool:
        """What comes or goes in the bar, or its width, may ask for words or give them back."""
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._fold()
        return done

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground and the line under it."""
        del event
        painter = painter_for(self)
        painter.fillRect(self.rect(), current().colour("surface"))
        line = current().ink(Tone.INFO) if self.training.isVisibleTo(self) else None
        hairline(painter, 0, self.height() - 1, self.width(), line)
        painter.end()
