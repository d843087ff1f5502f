"""Watches what lies around the record and says it in the top bar: a word, a sentence, a way out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ui import format as say
from ui.i18n import tr
from ui.shell.screen import BannerSpec, StateMark, ToastAction
from ui.tokens import Tone
from ui.widgets.paint import ChipSpec

if TYPE_CHECKING:
    from desk.office.health import Trouble
    from ui.services import Services
    from ui.shell.screen import ScreenContext

EVERY_MS = 60_000
PREFIX = "health."
VIEWING = "data.viewing"  # the office is open for reading only, for one reason or another


def mark_of(trouble: Trouble) -> ChipSpec:
    """The chip of a trouble: icon, word and tone."""
    words = {
        "disk.low": (tr("Ổ đĩa còn {size}", size=say.size(trouble.free)), "hard-drive"),
        "data.disk_full": (tr("Ổ đĩa đầy"), "hard-drive"),
        "data.unwritable": (tr("Chỉ đọc được"), "lock"),
        "data.viewing": (tr("Chỉ xem"), "lock"),
        "data.viewing_newer": (tr("Chỉ xem"), "lock"),
        "data.viewing_full": (tr("Chỉ xem"), "lock"),
        "data.busy": (tr("Sổ đang bận"), "hourglass"),
        "clock.behind_last_event": (tr("Giờ máy chậm"), "clock-alert"),
        "point.not_here": (tr("Sai điểm nhận"), "map-pin-off"),
        "template.passed_over": (tr("Mẫu giấy hỏng"), "file-warning"),
    }
    text, icon = words.get(trouble.code, (tr("Cần xem"), "triangle-alert"))
    return ChipSpec(text, Tone.BAD if trouble.stops else Tone.WARN, icon)


def _health(services: Services) -> tuple[Trouble, ...]:
    """Ask behind the office's opening, never on the GUI thread: the shelf itself may wait for it."""
    return services.house.health()


class HealthWatch(QObject):
    """Asks once a minute on the desk pool, and at once when told. GUI thread only."""

    def __init__(self, context: ScreenContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._shown: tuple[str, ...] = ()
        self._asking = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """The record is open: look now, and again every minute."""
        self._timer.start()
        self.look()

    def look(self) -> None:
        """Look once; a look that still runs is not overtaken."""
        if self._asking:
            return
        self._asking = True
        services = self._context.services
        self._context.runner.submit(
            "desk", _health, services, owner=self, done=self.show, failed=lambda _error: self.show(())
        )  # fmt: skip

    def show(self, troubles: tuple[Trouble, ...]) -> None:
        """Put what was found into the top bar, and take away what is over."""
        self._asking = False
        desktop = self._context.desktop
        for code in self._shown:
            if code not in {one.code for one in troubles}:
                desktop.mark(PREFIX + code, None)
        for one in troubles:
            mark = StateMark(mark_of(one), one.message, partial(self._tell, one))
            desktop.mark(PREFIX + one.code, mark)
            if one.code.startswith(VIEWING) and one.code not in self._shown:
                self._tell(one)  # before anybody types what cannot be saved
        self._shown = tuple(one.code for one in troubles)

    def _tell(self, trouble: Trouble) -> None:
        """A press on the chip: the whole sentence, and looking again."""
        tone = Tone.BAD if trouble.stops else Tone.WARN
        action = ToastAction(tr("Xem lại"), "", self._again)
        self._context.desktop.banner(
            BannerSpec(mark_of(trouble).text, trouble.message, tone=tone, action=action)
        )

    def _again(self) -> None:
        self._context.desktop.banner(None)
        self.look()
