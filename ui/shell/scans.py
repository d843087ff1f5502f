"""Where a scan goes: a receipt to its dossier, a visit to all, a card to a reception, a code to whom."""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desk.errors import InputError
from desk.finding.codes import Recognised, names_visit
from desk.rows import State
from ui.shell.scan_words import citizen_banner, missing_banner, strange_banner, twice_banner

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk.rows import DossierView, IdentityCard
    from ui.services import RecognisedLike, Services
    from ui.tasks import TaskRunner

SAME_WITHIN = 1.0  # seconds: a reader held over a code reads it again and again
MOST_WAITING = 40  # slips of a batch scanned while something else holds the record
KEYS, TYPED, CAMERA = "keys", "typed", "camera"
DOUBTFUL = frozenset({KEYS, "port_damaged"})  # ways on which the marks of a name may be lost


class ScanRouter(QObject):
    """Recognises scans off the GUI thread and routes each once, in the order they came.

    Guarantees: the next scan is routed when the one before has arrived where it goes; the same text again
    within a second counts once, however often it comes. Signals: `opens(screen, code)`,
    `card(IdentityCard)`, `genuine()` once a slip proved itself and its dossier is there,
    `strange(BannerSpec, text, looks)` where nothing of ours was read.
    """

    opens = Signal(str, str)
    card = Signal(object)
    genuine = Signal()
    strange = Signal(object, str, str)

    def __init__(
        self,
        services: Services,
        runner: TaskRunner,
        *,
        first: Callable[[RecognisedLike], bool],
        parent: QObject,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._services, self._runner, self._first, self._clock = services, runner, first, clock
        self._waiting: deque[tuple[str, str]] = deque()
        self._busy = False
        self._last, self._last_at = "", float("-inf")

    def take(self, text: str, via: str = KEYS) -> bool:
        """Take a scan; False where it is the one before, read again."""
        now, before = self._clock(), self._last_at
        again = via != TYPED and text == self._last and now - before < SAME_WITHIN
        self._last, self._last_at = text, now
        if again or len(self._waiting) >= MOST_WAITING:
            return False
        self._waiting.append((text, via))
        self._next()
        return True

    def take_card(self, card: IdentityCard) -> None:
        """Take a card that a camera has read already; the same one again within a second counts once."""
        now, before = self._clock(), self._last_at
        again = card.number == self._last and now - before < SAME_WITHIN
        self._last, self._last_at = card.number, now
        if not again and not self._first(Recognised(kind="card", card=card)):
            self.card.emit(card)

    def _next(self) -> None:
        if self._busy or not self._waiting:
            return
        self._busy = True
        text, via = self._waiting.popleft()
        self._runner.submit(
            "desk",
            self._recognise,
            text,
            via,
            owner=self,
            done=lambda found: self._route(text, found),
            failed=lambda _error: self._end(lambda: self.strange.emit(twice_banner(), text, "")),
        )

    def _recognise(self, text: str, via: str) -> RecognisedLike:
        return self._services.recognise(text, typed=via in DOUBTFUL)

    def _end(self, act: Callable[[], object]) -> None:
        """This scan arrives; then the next one goes on its way, whatever became of this one."""
        try:
            act()
        finally:
            self._busy = False
            self._next()

    def _route(self, text: str, found: RecognisedLike) -> None:
        card = found.card
        code = found.code or ""
        if found.kind in ("receipt", "code") and names_visit(code):
            self._end(lambda: self.opens.emit("search", code))  # all of its dossiers, one below the other
        elif found.kind in ("receipt", "code") and code:
            self._to_dossier(found)
        elif found.kind == "card" and card is not None:
            if not self._taken(found):
                self._end(lambda: self.card.emit(card))
        elif found.kind == "citizen":
            self._to_citizen(text, found)
        elif not self._taken(Recognised(kind="unknown", text=text)):
            banner = strange_banner(text, found.looks)
            self._end(lambda: self.strange.emit(banner, text, found.looks))

    def _to_dossier(self, found: RecognisedLike) -> None:
        """A slip on the counter: its result is handed over where it is ready, else the dossier is shown."""
        code = found.code or ""
        if self._taken(found):
            return

        def show(view: DossierView) -> None:
            self._end(lambda: self.opens.emit("returns" if view.state is State.READY else "dossier", code))
            if found.kind == "receipt":  # what does not fit its tag is none
                self.genuine.emit()

        def miss(error: Exception) -> None:
            if found.kind == "code" and isinstance(error, InputError):
                self._end(lambda: self.strange.emit(missing_banner(code), code, "missing"))
            else:
                self._end(lambda: self.opens.emit("dossier", code))  # which says why it cannot be opened

        self._runner.submit("desk", self._services.show, code, owner=self, done=show, failed=miss)

    def _to_citizen(self, text: str, found: RecognisedLike) -> None:
        """A citizen's own code: their record is looked up; one that was taken back is said to be."""
        if self._taken(found):
            return

        def miss(error: Exception) -> None:
            gone = getattr(error, "code", "") == "citizen_code.revoked"
            self._end(lambda: self.strange.emit(citizen_banner(revoked=gone), text, "citizen"))

        self._runner.submit(
            "desk",
            self._services.people.holder,
            text,
            owner=self,
            done=lambda row: self._end(lambda: self.opens.emit("search", row.payload)),
            failed=miss,
        )

    def _taken(self, found: RecognisedLike) -> bool:
        """Whether the screen in front took it; then the next one goes on."""
        try:
            taken = self._first(found)
        except BaseException:
            self._busy = False
            raise
        if taken:
            self._end(lambda: None)
        return taken
