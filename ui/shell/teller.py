"""What the window says: banners, saving times, the small menu of looks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu

from ui import format as say
from ui import i18n
from ui.i18n import tr
from ui.shell.screen import BannerSpec, ToastAction
from ui.theme import current
from ui.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from ui.keys import KeyMap
    from ui.shell.topbar import TopBar
    from ui.widgets.banner import Banner
    from ui.widgets.keycap import KeyBar


class Teller(QObject):
    """Speaks through the bars of the window. GUI thread only.

    Signals: `look_asked(what)` from the menu, `prints_asked()` from a paper that was not printed.
    """

    look_asked = Signal(object)
    prints_asked = Signal()

    def __init__(
        self, *, bar: TopBar, banner: Banner, key_bar: KeyBar, keys: KeyMap, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._bar, self._banner, self._key_bar, self._keys = bar, banner, key_bar, keys
        self._act: Callable[[], object] | None = None
        self.compact = self._passing = False
        self._drafted = ""
        banner.acted.connect(self._on_acted)
        banner.shut.connect(self.put_away)
        bar.clerk_asked.connect(self.show_looks)

    def banner(self, spec: BannerSpec | None) -> None:
        """Show a sentence above the screen, or take it away."""
        self._act, self._passing = None, False
        if spec is None:
            self._banner.clear()
            return
        words, cap = "", ""
        if spec.action is not None:
            words, cap, self._act = spec.action.text, self._cap(spec.action.key), spec.action.act
        shuts = self._cap("back")
        self._banner.say(spec.title, spec.text, tone=spec.tone, action=words, cap=cap, shuts=shuts)

    def put_away(self) -> bool:
        """Esc: take away what is said above the screen; False where nothing is."""
        said = self._banner.isVisible()
        if said:
            self.banner(None)
        return said

    def passing(self, spec: BannerSpec) -> None:
        """Show a sentence that is of no use any more once something else was done."""
        self.banner(spec)
        self._passing = True

    def pass_over(self) -> None:
        """Something was done: take a passing sentence away."""
        if self._passing:
            self.banner(None)

    def _cap(self, key: str) -> str:
        return self._keys.cap(key) if key else ""

    def _on_acted(self) -> None:
        if self._act is not None:
            self._act()

    def print_refused(self, title: str, sentence: str) -> None:
        """Say that something was not printed, and that it is kept."""
        waiting = ToastAction(tr("Giấy chờ in"), "prints", self.prints_asked.emit)
        title = tr("Chưa in được: {title}", title=title)
        self.banner(BannerSpec(title=title, text=sentence, tone=Tone.WARN, action=waiting))

    def saved(self, moment: datetime) -> None:
        """Say when work was last kept on this machine."""
        clock = say.clock_seconds(moment)
        short, whole = tr("Đã lưu {clock}", clock=clock[:5]), tr("Đã lưu trên máy {clock}", clock=clock)
        self._key_bar.saved.say(short if self.compact else whole)

    def drafted(self, moment: datetime | None, trouble: str) -> None:
        """Say when what is being typed was last kept, or what stands in the way, beside the time before."""
        if moment is not None:
            clock = say.clock_seconds(moment)
            short, whole = tr("Nháp {clock}", clock=clock[:5]), tr("Đã lưu nháp {clock}", clock=clock)
            self._drafted = clock[:5]
            self._key_bar.saved.say(short if self.compact else whole)
        elif trouble:
            text = f"{trouble} · {self._drafted}" if self._drafted and not self.compact else trouble
            self._key_bar.saved.say(text, tone=Tone.WARN)

    def parked(self, count: int) -> None:
        """Say how many receptions can be taken up again, with the key that does it."""
        text = tr("{count} đang gác", count=count) if count else ""
        self._key_bar.set_parked(self._keys.cap("park"), text)

    def show_looks(self) -> None:
        """Open the small menu of language and look under the clerk's badge."""
        badge = self._bar.clerk
        menu = QMenu(badge)
        menu.setObjectName("looks")
        menu.aboutToHide.connect(menu.deleteLater)
        dark = current().tokens.name != "light"
        other = (tr("Giao diện sáng"), "light") if dark else (tr("Giao diện tối"), "dark")
        speech = ("English", "en") if i18n.language() == "vi" else ("Tiếng Việt", "vi")
        for text, what in (other, speech):
            menu.addAction(text, partial(self.look_asked.emit, what))
        menu.popup(badge.mapToGlobal(QPoint(0, badge.height() + 4)))
