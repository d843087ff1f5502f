"""One indicator close up: its formula and source, the look ahead, what if, and its target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui import format as say
from ui.figures import aims_model, model
from ui.i18n import tr
from ui.tokens import Role, Tone
from ui.widgets.bars import BulletBar
from ui.widgets.buttons import ButtonKind, KeyButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.fields import Field, TextField
from ui.widgets.label import Label
from ui.widgets.seg import Seg

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk.rows import IndicatorValue
    from desk.rows.aims import Aim
    from ui.keys import KeyMap

    Guess = Callable[[IndicatorValue, int, int], float | None]

TODAY, NEXT_YEAR = "today", "next"


class AimDetail(Card):
    """The chosen indicator. Signals: `behind_asked(counted)`, `target_set(percent or None)`."""

    behind_asked = Signal(bool)
    target_set = Signal(object)

    def __init__(self, keys: KeyMap, guess: Guess, parent: QWidget) -> None:
        super().__init__(name="figures.aim", margins=(14, 10, 14, 12), spacing=6, parent=parent)
        self._guess = guess
        self.area = QScrollArea(self)  # large text on a small window: nothing is squeezed
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget()
        page.setObjectName("scrolled")
        self.lines = QVBoxLayout(page)
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.area.setWidget(page)
        self.body.addWidget(self.area, 1)
        self._aim: Aim | None = None
        self._compact = False
        self.name = Label("", Role.SUBSECTION, wraps=True, parent=self)
        self.rate = Label("", Role.CODE_STRONG, parent=self)
        self.bullet = BulletBar(name="figures.aim.bullet", parent=self)
        self.formula = Label("", Role.BODY, wraps=True, parent=self)
        self.source = Label("", Role.CAPTION, Tone.MUTED, wraps=True, parent=self)
        self.ahead = Label("", Role.BODY, wraps=True, parent=self)
        for one in (self.name, self.rate, self.bullet, self.formula, self.source, self.ahead):
            self.lines.addWidget(one)
        self.lines.addLayout(self._build_behind(keys))
        self.lines.addStretch(1)
        self._build_guess()
        self._build_target()

    def _build_behind(self, keys: KeyMap) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.missing = SecondaryButton(
            tr("Hồ sơ chưa đạt"), name="figures.missing", cap=keys.cap("figures.behind"), parent=self
        )
        self.counted = SecondaryButton(tr("Hồ sơ đạt"), name="figures.counted", parent=self)
        self.missing.clicked.connect(lambda: self.behind_asked.emit(False))
        self.counted.clicked.connect(lambda: self.behind_asked.emit(True))
        row.addWidget(self.missing)
        row.addWidget(self.counted)
        row.addStretch(1)
        return row

    def _build_guess(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.good = TextField(name="figures.good", title=tr("Nếu thêm đạt"), hint="0", code=True, parent=self)
        self.other = TextField(
            name="figures.other", title=tr("và thêm không đạt"), hint="0", code=True, parent=self
        )
        for field in (self.good, self.other):
            field.textChanged.connect(self._say_guess)
            row.addWidget(Field(field.accessibleName(), field, parent=self), 1)
        self.lines.addLayout(row)
        self.guess = Label("", Role.BODY, wraps=True, parent=self)
        self.lines.addWidget(self.guess)

    def _build_target(self) -> None:
        self.since = Seg(((TODAY, ""), (NEXT_YEAR, "")), name="figures.since", current=TODAY, parent=self)
        self.target = TextField(
            name="figures.target", title=tr("Chỉ tiêu (%)"), hint=tr("Không đặt"), code=True, parent=self
        )
        self.target.returnPressed.connect(self._set_target)
        self.set = KeyButton(tr("Đặt"), name="figures.target.set", kind=ButtonKind.SOFT, parent=self)
        self.set.clicked.connect(self._set_target)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Field(self.target.accessibleName(), self.target, above=False, parent=self), 1)
        row.addWidget(self.set)
        self.lines.addLayout(row)
        self.lines.addWidget(self.since)
        self.trouble = Label("", Role.CAPTION, Tone.BAD, wraps=True, parent=self)
        self.trouble.hide()
        self.lines.addWidget(self.trouble)

    def show_aim(self, aim: Aim | None, year: int) -> None:
        """Show an indicator; what was typed for another one is gone."""
        other = self._aim is None or aim is None or self._aim.key != aim.key
        self._aim = aim
        self.setVisible(aim is not None)
        if aim is None:
            return
        choices = ((TODAY, tr("Từ hôm nay")), (NEXT_YEAR, tr("Từ 01/01/{year}", year=year + 1)))
        self.since.set_choices(choices, self.since.value)
        value = aim.value
        self.name.setText(aim.name)
        parts = (f"{model.rate_words(value)}  ({model.parts_words(value)})", model.target_words(value.target))
        self.rate.setText(" · ".join(parts))
        self._show_bullet()
        self.bullet.set(value.rate, value.target)
        self.formula.setText(tr("Cách tính: {formula}", formula=aim.formula))
        self.source.setText(tr("Nguồn: {source}", source=aim.source))
        self.ahead.setText(aims_model.ahead_words(aim))
        for one in (self.missing, self.counted):
            one.setVisible(aim.counts_dossiers)
        if other:
            for field in (self.good, self.other):
                field.setText("")
            self.say_trouble("")
        self.target.setText("" if value.target is None else f"{value.target:g}".replace(".", ","))
        self._say_guess()

    def lay_out(self, *, compact: bool) -> None:
        """Leave out what the table beside says too where there is little room."""
        self._compact = compact
        self.lines.setSpacing(4 if compact else 7)
        self.source.setVisible(not compact)
        self._show_bullet()

    def _show_bullet(self) -> None:
        aimed = self._aim is not None and self._aim.value.target is not None
        self.bullet.setVisible(aimed and not self._compact)

    def say_trouble(self, words: str) -> None:
        """Say why a target was not set; nothing takes it away."""
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))
        self.target.set_tone(Tone.BAD if words else None)

    def _say_guess(self) -> None:
        good, other = (aims_model.number_typed(field.text()) for field in (self.good, self.other))
        if self._aim is None:
            return
        if good is None or other is None:
            self.guess.setText(tr("Nhập số nguyên."))
        elif not good and not other:
            self.guess.setText(tr("Nhập số hồ sơ để thử tỷ lệ sẽ là bao nhiêu."))
        else:
            rate = self._guess(self._aim.value, good, other)
            self.guess.setText(tr("Tỷ lệ sẽ là {rate}.", rate="–" if rate is None else say.share(rate, 2)))

    def _set_target(self) -> None:
        text = self.target.text().strip()
        percent = aims_model.percent_typed(text) if text else None
        if text and percent is None:
            self.say_trouble(tr("Chỉ tiêu là số từ 0 đến 100. Chưa có gì thay đổi."))
            return
        self.say_trouble("")
        self.target_set.emit(percent)
