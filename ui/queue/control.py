"""The queue as this desk works it: one press calls the next citizen, and everybody sees it."""

from __future__ import annotations

import time
import uuid
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ui.changes import Changes, ChangeSet, Kind
from ui.failures import explain
from ui.i18n import tr
from ui.shell.screen import BannerSpec, StateMark, ToastAction, ToastSpec
from ui.tokens import Tone
from ui.widgets.paint import ChipSpec

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk.queue.doors import QueueDoors
    from desk.queue.rows import Called, Issued, QueueBoard
    from ui.services import Services
    from ui.shell.screen import Desktop
    from ui.tasks import TaskRunner

LOOK_MS = 2_500
TWICE_S = 1.0  # a second press so soon is the same press: it would close the citizen just called


class QueueControl(QObject):
    """Asks `desk` and tells the window. GUI thread only.

    Guarantees: where the office has no queue nothing is shown and no key is taken; two presses in a second
    call once; an act asked for while another is done follows it, none is dropped; what another counter did
    is seen within three seconds.
    Signals: `changed(QueueBoard)`; `turned(bool)` when the office turned the queue on or off;
    `issued(Issued)` after a number was given out here.
    """

    changed = Signal(object)
    turned = Signal(bool)
    issued = Signal(object)

    def __init__(
        self,
        services: Services,
        runner: TaskRunner,
        changes: Changes,
        desktop: Desktop,
        parent: QObject | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._services, self._runner, self._desktop, self._clock = services, runner, desktop, clock
        self.board: QueueBoard | None = None
        self._doing = ""  # the act that is done now
        self._asked: dict[str, Callable[[], None]] = {}  # what was asked for meanwhile, each act once
        self._called_at = float("-inf")
        self._saved = False  # something was committed since the last call
        self._open_panel: Callable[[], object] | None = None
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self.refresh)
        changes.changed.connect(self._on_changes)

    @property
    def on(self) -> bool:
        """Whether this office gives out numbers here."""
        return self.board is not None and self.board.on

    def opens_with(self, act: Callable[[], object]) -> None:
        """What a press on the chip does."""
        self._open_panel = act

    # ---- looking --------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Look at the queue anew; a failure is passed over until the next look."""
        if not self._doing:
            self._runner.submit("desk", self._read, owner=self, done=self._take, failed=lambda _error: None)

    def _read(self) -> QueueBoard:
        return self._services.queue.board()

    def _take(self, board: QueueBoard) -> None:
        before, self.board = self.board, board
        if board.on and not self._look.isActive():
            self._look.start()
        elif not board.on:
            self._look.stop()
        if (before is not None and before.on) != board.on:
            self.turned.emit(board.on)
        if board != before:
            self._desktop.mark("queue", self._mark(board) if board.on else None)
            self.changed.emit(board)

    def _mark(self, board: QueueBoard) -> StateMark:
        left = len(board.waiting)
        if board.current is not None:
            text = tr("Số {ticket} · còn {n}", ticket=board.current.label, n=left)
            said = tr("Đang phục vụ số {ticket}, còn {n} người chờ", ticket=board.current.label, n=left)
        else:
            text, said = tr("Còn {n} chờ", n=left), tr("Quầy chưa gọi ai, còn {n} người chờ", n=left)
        tone = Tone.INFO if board.current is not None else Tone.WARN if left else Tone.MUTED
        return StateMark(ChipSpec(text, tone, "ticket"), said, self._open_panel)

    def _on_changes(self, changes: ChangeSet, _by: object) -> None:
        if Kind.RULES in changes.kinds:
            self.refresh()
        if Kind.DOSSIER in changes.kinds:
            self._saved = True

    # ---- acting ---------------------------------------------------------------------------------

    def call_next(self) -> None:
        """Close who is here and call the next; a second press within a second is the same press."""
        if self._clock() - self._called_at >= TWICE_S:
            self._act("next", self._call_next, self._on_next)

    def _call_next(self) -> Callable[[], Called]:
        current = self.board.current if self.board is not None else None
        seen = current.label if current is not None else ""
        return lambda: self._services.queue.call_next(seen=seen)

    def _on_next(self, done: Called) -> None:
        if done.stale:
            return
        self._called_at, self._saved = self._clock(), False
        closed = done.closed
        actions: tuple[ToastAction, ...] = ()
        if closed is not None:
            back = partial(self.recall, closed.label)
            actions = (ToastAction(tr("Gọi lại số {ticket}", ticket=closed.label), "undo", back),)
        if done.current is None:
            self._desktop.toast(ToastSpec(tr("Không còn ai chờ"), "", actions))
            return
        title = tr("Mời số {ticket}", ticket=done.current.label)
        self._desktop.toast(ToastSpec(title, tr("còn {n} người chờ", n=done.left), actions))

    def after_commit(self, screen: str) -> None:
        """F2 after F9 calls the next citizen, where the office wants it so."""
        board = self.board
        if screen == "reception" and self._saved and board is not None and board.next_after_commit:
            self.call_next()

    def recall(self, ticket: str = "") -> None:
        """Call who is here once more, or a certain number."""
        self._act(f"recall {ticket}", lambda: partial(self._services.queue.recall, ticket), self._on_recalled)

    def _on_recalled(self, done: Called) -> None:
        if done.current is not None:
            self._desktop.toast(ToastSpec(tr("Mời lại số {ticket}", ticket=done.current.label)))

    def park(self) -> None:
        """Lay who is here aside."""
        self._leave(tr("Đã tạm gác"), lambda queue: queue.park())

    def no_show(self) -> None:
        """Who was called did not come."""
        self._leave(tr("Đã ghi vắng"), lambda queue: queue.no_show())

    def finish(self) -> None:
        """Close who is here and call nobody."""
        self._leave(tr("Đã xong"), lambda queue: queue.finish())

    def transfer(self, *, kind: str | None = None, to: str | None = None) -> None:
        """Send who is here to another kind or counter."""
        self._leave(tr("Đã chuyển"), lambda queue: queue.transfer(kind=kind, to=to))

    def _leave(self, words: str, act: Callable[[QueueDoors], Called]) -> None:
        self._act(words, lambda: partial(act, self._services.queue), lambda done: self._left(words, done))

    def _left(self, words: str, done: Called) -> None:
        closed = done.closed
        if closed is None:
            return
        back = ToastAction(tr("Gọi lại"), "undo", partial(self.recall, closed.label))
        self._desktop.toast(
            ToastSpec(tr("{words} số {ticket}", words=words, ticket=closed.label), "", (back,))
        )

    def issue(self, kind: str, *, priority: bool = False) -> None:
        """Give out a number of a kind and print its slip."""
        command = str(uuid.uuid4())

        def work() -> tuple[Issued, bytes]:
            queue = self._services.queue
            done = queue.issue(kind, priority=priority, command_id=command)
            return done, queue.ticket_pdf(done.ticket.label, given=done)

        self._act(f"issue {kind}", lambda: work, self._on_issued)

    def _on_issued(self, answer: tuple[Issued, bytes]) -> None:
        done, pdf = answer
        self._desktop.print_pdf(pdf, tr("Số {ticket}", ticket=done.ticket.label), form="so_thu_tu")
        title = tr("Đã phát số {ticket}", ticket=done.ticket.label)
        self._desktop.toast(ToastSpec(title, tr("trước đó còn {n} người", n=done.ahead)))
        self.issued.emit(done)

    def _act(self, name: str, begun: Callable[[], Callable[[], object]], done: Callable[..., object]) -> None:
        """One act at a time; another asked for meanwhile waits for it, the same again is the same press.

        `begun` gives the work when its turn has come, over the board as it is then; the board is read anew
        after each, whatever became of it.
        """
        if not self.on or name == self._doing:
            return
        if self._doing:
            self._asked.setdefault(name, partial(self._act, name, begun, done))
            return
        self._doing = name

        def miss(error: Exception) -> None:
            self._desktop.banner(BannerSpec(tr("Chưa làm được với số thứ tự"), explain(error), Tone.WARN))
            self._go_on()

        def take(answer: object) -> None:
            done(answer)
            self._go_on()

        self._runner.submit("desk", begun(), owner=self, done=take, failed=miss)

    def _go_on(self) -> None:
        """Look at the queue, then at what was asked for meanwhile."""

        def take(board: QueueBoard | None) -> None:
            self._doing = ""
            if board is not None:
                self._take(board)
            if self._asked:
                self._asked.pop(next(iter(self._asked)))()

        self._runner.submit("desk", self._read, owner=self, done=take, failed=lambda _error: take(None))
