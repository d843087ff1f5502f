"""Lượt quét: one run of a scan button from F5 to its last page, with what to do where it stops half-way."""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desk.errors import DeskError, InputError
from ui.failures import explain
from ui.i18n import tr

if TYPE_CHECKING:
    from desk.imaging.rows import ScannedSheet, ScanProfile
    from ui.scan.strip_pane import StripPane
    from ui.shell.screen import ScreenContext
    from ui.tasks import Task, Token

CANCELLED = "scanner.cancelled"


class Stage(enum.Enum):
    """Where a run stands."""

    IDLE = "idle"
    RUNNING = "running"
    FAULT = "fault"  # stopped half-way; finished pages stand in the strip
    FLIP = "flip"  # fronts are there: turn the stack over and scan the backs
    UNEVEN = "uneven"  # fronts and backs differ in number


@dataclass(frozen=True, slots=True)
class RunState:
    """What the well paints."""

    stage: Stage = Stage.IDLE
    words: str = ""
    pages: int = 0
    profile: ScanProfile | None = None
    by_hand: bool = False  # both sides through a feeder that reads one


class ScanRun(QObject):
    """Runs scan buttons into the strip. GUI thread only; the scanner itself is met on the device pool.

    Guarantees: each finished page stands in the strip at once and stays, however the run ends; pages go to
    the paper that was at work when the run began. Signals: `changed(RunState)`, `done(keys)` with the run's
    pages when it ended well.
    """

    changed = Signal(object)
    done = Signal(object)
    _sheet = Signal(object)  # told on the pool's thread

    def __init__(self, context: ScreenContext, pages: StripPane, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._pages = context, pages
        self._state = RunState()
        self._task: Task | None = None
        self._before: set[int] = set()
        self._fronts: tuple[int, ...] = ()
        self._backs: tuple[int, ...] = ()
        self._target: int | None = None
        self._replaces: int | None = None  # the page whose place the next sheet takes
        self._ended = False
        self._sheet.connect(self._on_sheet)
        pages.settled.connect(self._on_settled)

    @property
    def state(self) -> RunState:
        """Where the run stands."""
        return self._state

    @property
    def busy(self) -> bool:
        """Whether a scanner is at work."""
        return self._state.stage is Stage.RUNNING

    # ---- acts -----------------------------------------------------------------------------------

    def start(self, profile: ScanProfile, *, by_hand: bool = False, replaces: int | None = None) -> None:
        """Begin a run, its first sheet in the place of page `replaces`; one under way goes on undisturbed."""
        if self.busy:
            return
        self._replaces = replaces
        self._fronts = self._backs = ()
        self._begin(RunState(Stage.RUNNING, profile=profile, by_hand=by_hand))

    def go_on(self) -> bool:
        """F5 where a run stopped: scan on, or scan the backs; False where no run waits for that."""
        if self._state.stage is Stage.FAULT:
            self._begin(replace(self._state, stage=Stage.RUNNING, words=""), anew=False)
        elif self._state.stage is Stage.FLIP:
            self._begin(replace(self._state, stage=Stage.RUNNING, words="", pages=0))
        else:
            return False
        return True

    def stop(self) -> bool:
        """Esc: stop the scanner, or leave what waits; pages stay. False where there is nothing to stop."""
        if self._state.stage is Stage.IDLE:
            return False
        if self.busy and self._task is not None:
            self._task.cancel()
            self._show(replace(self._state, words=tr("Đang dừng…")))
        else:
            self._show(RunState())
        return True

    def pair(self, uneven: str) -> None:
        """Put stacks of unlike number together from their first or their last sheet."""
        strip = self._pages.acts
        try:
            strip.interleave(self._fronts, self._backs, uneven=uneven)
        except InputError as error:
            self._show(replace(self._state, stage=Stage.UNEVEN, words=explain(error)))
            return
        self._show(RunState())
        self._pages.said.emit(tr("Đã ghép {count} trang hai mặt", count=len(self._fronts) + len(self._backs)))

    # ---- a run ----------------------------------------------------------------------------------

    def _begin(self, state: RunState, *, anew: bool = True) -> None:
        if state.profile is None:
            return
        if anew:
            self._before = set(self._pages.model.state.keys)
            self._target = self._pages.acts.target
        self._ended = False
        self._show(state)
        self._task = self._context.runner.submit(
            "device", partial(self._scan, state.profile), owner=self, done=self._on_done,
            failed=self._on_failed, with_token=True,
        )  # fmt: skip
        self._task.cancelled.connect(self._on_cancelled)

    def _scan(self, profile: ScanProfile, token: Token) -> None:
        """On the pool's thread: pages land in the strip's own folder where it has one."""
        folder = self._pages.model.folder
        self._context.services.imaging.scan(
            profile, page=self._sheet.emit, cancelled=lambda: token.cancelled,
            folder=folder.ready() if folder is not None else None,
        )  # fmt: skip

    def _on_sheet(self, sheet: ScannedSheet) -> None:
        self._pages.take([sheet.file], origin="scanner", component=self._target, replaces=self._replaces)
        self._replaces = None
        self._show(replace(self._state, pages=self._state.pages + 1))

    def _on_done(self, _nothing: object) -> None:
        self._ended = True
        self._on_settled()

    def _on_cancelled(self) -> None:
        count = self._state.pages
        words = tr("Đã dừng. {count} trang đã quét được giữ. Lấy tờ đang dở ra khỏi máy.", count=count)
        self._show(replace(self._state, stage=Stage.FAULT, words=words))

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, DeskError) and error.code == CANCELLED:
            self._on_cancelled()
        else:
            self._show(replace(self._state, stage=Stage.FAULT, words=explain(error)))

    def _on_settled(self) -> None:
        """The run ended and its last page stands in the strip."""
        if not self._ended or self._pages.busy:
            return
        self._ended = False
        keys = tuple(key for key in self._pages.model.state.keys if key not in self._before)
        if not self._state.by_hand:
            self._show(RunState())
            self.done.emit(keys)
        elif not self._fronts:
            self._fronts = keys
            words = tr("Đã quét {count} mặt trước. Lật cả chồng, đặt lại vào khay, bấm F5.", count=len(keys))
            self._show(replace(self._state, stage=Stage.FLIP, words=words))
        else:
            self._backs = keys
            self.pair("")

    def _show(self, state: RunState) -> None:
        self._state = state
        self.changed.emit(state)
