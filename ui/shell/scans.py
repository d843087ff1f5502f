"""Where a scan goes: a receipt opens the dossier, a card opens a reception, anything else is explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desk.rows import State
from ui.i18n import tr
from ui.shell.screen import BannerSpec
from ui.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.services import RecognisedLike, Services
    from ui.tasks import TaskRunner


class ScanRouter(QObject):
    """Recognises a text off the GUI thread and routes it once.

    Signals: `opens(screen, code)`, `card(IdentityCard)`, `unknown(text)`.
    """

    opens = Signal(str, object)
    card = Signal(object)
    unknown = Signal(str)

    def __init__(
        self,
        services: Services,
        runner: TaskRunner,
        *,
        first: Callable[[RecognisedLike], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._services, self._runner, self._first = services, runner, first
        self._newest = 0

    def take(self, text: str) -> None:
        """Recognise a scan; of two in a row only the newest is routed."""
        self._newest += 1
        number = self._newest
        self._runner.submit(
            "desk",
            self._services.recognise,
            text,
            owner=self,
            done=lambda found: self._route(number, text, found),
            failed=lambda _error: self.unknown.emit(text),
        )

    def _route(self, number: int, text: str, found: RecognisedLike) -> None:
        if number != self._newest or self._first(found):
            return
        if found.kind in ("receipt", "code") and found.code:
            self._open(number, found.code)
        elif found.kind == "card" and found.card is not None:
            self.card.emit(found.card)
        else:
            self.unknown.emit(text)

    def _open(self, number: int, code: str) -> None:
        """A slip on the counter: its result is handed over where it is ready, else the dossier is shown."""

        def send(screen: str) -> None:
            if number == self._newest:
                self.opens.emit(screen, code)

        self._runner.submit(
            "desk",
            self._services.show,
            code,
            owner=self,
            done=lambda view: send("returns" if view.state is State.READY else "dossier"),
            failed=lambda _error: send("dossier"),  # which says why it cannot be opened
        )


def unknown_banner(text: str) -> BannerSpec:
    """Say that a scan is none of ours, what it looks like, and what to do."""
    kept = text if len(text) <= 24 else f"{text[:24]}…"
    looks = tr("Đọc được một địa chỉ web.") if "://" in text else tr("Đọc được: {text}", text=kept)
    if sum(letter.isdigit() for letter in text) >= 9:
        looks = tr("Đọc được một dãy {count} ký tự.", count=len(text))
    return BannerSpec(
        title=tr("Đây không phải mã thẻ căn cước hay giấy hẹn của phường."),
        text=f"{looks} {tr('Quét lại, hoặc gõ mã (F3).')}",
        tone=Tone.WARN,
    )
