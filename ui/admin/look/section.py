"""Hiển thị as a section: theme, text size, language, toasts, motion; every choice is worn at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QScrollArea, QWidget

from desk.office.looks import Look
from ui import format as say
from ui.admin.look.sample import Sample
from ui.admin.parts.frame import SectionPage
from ui.admin.parts.offer import Offer
from ui.i18n import tr
from ui.theme import scaled, system_theme
from ui.tokens import SCALES, LayoutKind, Role, Tone
from ui.widgets.buttons import SecondaryButton
from ui.widgets.card import Card
from ui.widgets.label import Label
from ui.widgets.seg import Seg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.shell.screen import ScreenContext

GROUP_GAP = 4  # px, and the spacing on both sides of it: a caption stands nearer to its own choices
VIETNAMESE, ENGLISH = "Tiếng Việt", "English"  # each in its own words, for one who cannot read the other


def scale_words(scale: float) -> str:
    """A text size as it is chosen: `115%`."""
    return say.share(scale * 100, 0)


class LookSection(SectionPage):
    """Hiển thị. Each choice holds at once, kept for this person on this machine; F9 has nothing to do."""

    guarded = False

    def __init__(self, context: ScreenContext) -> None:
        said = tr("Áp dụng ngay, lưu riêng cho từng cán bộ trên máy này.")
        super().__init__(context, name="look", title=tr("Hiển thị"), words=said)
        self._segs: dict[str, Seg] = {}
        self._scroll = QScrollArea(self.content)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidgetResizable(True)
        inner = QWidget(self._scroll)
        inner.setObjectName("scrolled")
        self._both = QHBoxLayout(inner)
        self._both.setContentsMargins(0, 0, 0, 0)
        self._both.setSpacing(12)
        self._both.addWidget(self._build_choices(inner), 1)
        self.sample = Sample(inner)
        self._both.addWidget(self.sample, 1)
        self._scroll.setWidget(inner)
        self.body.addWidget(self._scroll, 1)
        self.usual = SecondaryButton(tr("Như lúc đầu"), name="look.usual", icon="undo-2", parent=self)
        self.usual.clicked.connect(self._to_usual)
        self.head.addWidget(self.usual)
        self.give_keys(self.usual)
        self.commit_button.hide()
        self.note.hide()
        self._show(context.desktop.look)

    def _build_choices(self, parent: QWidget) -> Card:
        card = Card(name="look.choices", parent=parent)
        grid = QGridLayout()
        grid.setVerticalSpacing(6)
        rows: tuple[tuple[str, str, Sequence[tuple[str, str]]], ...] = (
            ("theme", tr("Màu sắc"), (
                ("system", tr("Theo hệ thống")), ("light", tr("Nền sáng")), ("dark", tr("Nền tối")),
                ("contrast", tr("Tương phản cao")),
            )),
            ("scale", tr("Cỡ chữ"), tuple((f"{one:g}", scale_words(one)) for one in SCALES)),
            ("lang", tr("Ngôn ngữ"), (("vi", VIETNAMESE), ("en", ENGLISH))),
            ("toast", tr("Thông báo đã lưu"), (
                ("", tr("Tự tắt sau 10 giây")), ("stays", tr("Ở lại đến khi đóng")),
            )),
            ("motion", tr("Chuyển động"), (("system", tr("Theo hệ thống")), ("none", tr("Không")))),
        )  # fmt: skip
        for at, (name, title, choices) in enumerate(rows):
            caption = Label(title, Role.MEDIUM, Tone.MUTED, parent=card)
            seg = Seg(choices, name=f"look.{name}", parent=card)
            seg.setAccessibleName(title)
            seg.chosen.connect(lambda key, name=name: self._choose(name, key))
            grid.addWidget(caption, at * 3, 0)
            grid.addWidget(seg, at * 3 + 1, 0, Qt.AlignmentFlag.AlignLeft)
            grid.setRowMinimumHeight(at * 3 + 2, scaled(GROUP_GAP))
            self._segs[name] = seg
        card.body.addLayout(grid)
        self.system = Label("", Role.CAPTION, wraps=True, parent=card)
        card.body.addWidget(self.system)
        card.body.addStretch(1)
        return card

    def _choose(self, name: str, key: str) -> None:
        look = self.context.desktop.look
        if name == "theme":
            look = replace(look, theme=key)
        elif name == "scale":
            look = replace(look, scale=float(key))
        elif name == "lang":
            look = replace(look, lang=key)
        elif name == "motion":
            look = replace(look, motion=key)
        else:
            look = replace(look, toast_stays=key == "stays")
        self._ask(look)

    def _to_usual(self) -> None:
        self._ask(replace(Look(), keys=self.context.desktop.look.keys))

    def _ask(self, look: Look) -> None:
        self.context.desktop.look_asked.emit(look)
        self._show(self.context.desktop.look)

    def _show(self, look: Look) -> None:
        self._segs["theme"].set_value(look.theme)
        self._segs["scale"].set_value(f"{look.scale:g}")
        self._segs["lang"].set_value(look.lang)
        self._segs["toast"].set_value("stays" if look.toast_stays else "")
        self._segs["motion"].set_value(look.motion)
        names = {"light": tr("sáng"), "dark": tr("tối"), "contrast": tr("tương phản cao")}
        self.system.setText(tr("Máy tính đang để giao diện {name}.", name=names[system_theme()]))
        self.system.setVisible(look.theme == "system")
        self.sample.update()

    # ---- what the frame asks --------------------------------------------------------------------

    def offer(self) -> Offer:
        """Nothing waits to be saved here."""
        return Offer(tr("Đang dùng"), enabled=False, note="")

    def shown(self) -> None:
        """Show what is worn."""
        self._show(self.context.desktop.look)

    def start(self) -> None:
        """Begin with the colours."""
        self._segs["theme"].setFocus()

    def to_gap(self) -> None:
        """F9: there is nothing to save, so begin with the colours."""
        self.start()

    def panes(self) -> tuple[QWidget, ...]:
        """What F6 walks."""
        return (self._segs["theme"], self._segs["scale"], self._segs["lang"])

    def lay_out(self, kind: LayoutKind) -> None:
        """In a compact window the sample stands under the choices."""
        super().lay_out(kind)
        compact = kind is LayoutKind.COMPACT
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._both.setDirection(down if compact else across)
