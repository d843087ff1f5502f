"""Gác lại, mở lại: the work in front kept as it is typed; put aside and taken up again by Ctrl+H."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal

from desk.rows.drafts import CERTIFICATION, RECEPTION, CertificationDraft
from ui import format as say
from ui.i18n import tr
from ui.shell.screen import PARKED, BannerSpec, DraftWish, ScreenContext, ToastAction, ToastSpec
from ui.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk.intake.draft_keeper import DraftKeeper
    from desk.rows.drafts import DraftList, DraftRow, Unfinished

SCREENS = {RECEPTION: "reception", CERTIFICATION: "certify"}


class Work(Protocol):
    """What a screen works on, as its drafts need to know it. `kept` is a draft of its own kind."""

    kind: str
    kinds: tuple[str, ...]  # what its list shows; the rest is another screen's

    @property
    def key(self) -> str:
        """The command id of the draft in front."""
        ...

    @property
    def empty(self) -> bool:
        """Whether nothing was entered that would be missed."""
        ...

    @property
    def saving(self) -> bool:
        """Whether it is on its way into the record."""
        ...

    def told(self) -> Unfinished:
        """The draft in front as it is kept."""
        ...

    def begin(self) -> None:
        """Put a clean draft in front."""
        ...

    def made_ready(self, kept: Any) -> Any:  # noqa: ANN401 - of its own kind
        """What a kept draft needs before it can be shown (desk pool)."""
        ...

    def put_in_front(self, ready: Any) -> tuple[str, Tone]:  # noqa: ANN401 - what `made_ready` answered
        """Show it; answers what must be said of it."""
        ...

    def read(self, rows: tuple[DraftRow, ...]) -> None:
        """The drafts that wait were read again."""
        ...

    def let_go(self, kept: Any) -> None:  # noqa: ANN401 - of its own kind
        """A draft was dropped."""
        ...

    def took_back(self) -> None:
        """What was dropped is wanted after all."""
        ...

    def settle(self, *, now: bool = False) -> None:
        """What was dropped cannot be taken back any more; `now`: the window goes."""
        ...


class Parking(QObject):
    """The drafts of one screen, one in front and any number parked. GUI thread only.

    Guarantees: nothing typed is lost by parking, resuming, closing or a kill; what is dropped can be taken
    back; one draft is in front at a time.
    Signals: `listed(rows)` of which the clerk must choose, `looked(rows)` when they were read again,
    `resumed(text, Tone)` a draft came to the front and what changed meanwhile, `failed(Exception)`.
    """

    listed = Signal(object)
    looked = Signal(object)
    resumed = Signal(str, object)
    failed = Signal(object)

    def __init__(self, context: ScreenContext, work: Work, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._drafts = context, context.desktop.drafts
        self._work = work
        self._kept: Unfinished | None = None  # of the draft in front
        self._busy = False
        self.rows: tuple[DraftRow, ...] = ()

    # ---- the draft in front ---------------------------------------------------------------------

    @property
    def keeper(self) -> DraftKeeper:
        """The keeper of this window."""
        return self._drafts.keeper(self._context.services)

    def follow(self) -> None:
        """Keep the draft in front as it is now; one that was emptied again is kept no more."""
        self._drafts.in_front(self._work.kind, self._work.key)
        if self._work.empty:
            if self._kept is not None and self._kept.key == self._work.key:
                self.keeper.drop(self._work.key)
                self._kept = None
            return
        kept = self._work.told()
        if kept != self._kept:
            self._kept = kept
            self.keeper.keep(kept)

    def finish(self, key: str) -> None:
        """It is in the record now."""
        self._work.settle()
        if self._drafts.begun is not None:
            self._drafts.begun.drop(key)
        if self._kept is not None and self._kept.key == key:
            self._kept = None

    def use(self, keeper: DraftKeeper | None) -> None:
        """Go on with the keeper of the window that this one takes the place of."""
        if keeper is not None:
            self._drafts.use(keeper)

    def hand_over(self) -> DraftKeeper | None:
        """Give the keeper to another window; the first screen asked has it."""
        return self._drafts.hand_over()

    def close(self) -> None:
        """The window goes: what is typed is on the disk, and offered again."""
        self._work.settle(now=True)
        self._drafts.close()

    # ---- parking --------------------------------------------------------------------------------

    @property
    def movable(self) -> bool:
        """Whether the draft in front can be put aside now."""
        return not (self._work.empty or self._work.saving or self._busy)

    def park(self) -> bool:
        """Put the work in front aside and begin anew; False where there is nothing to park."""
        if not self.movable:
            return False
        self.follow()
        kept, self._kept = self._work.told(), None
        self._work.begin()
        title = tr("Đã gác hồ sơ của {name}", name=whose(kept))
        back = ToastAction(tr("Hoàn tác"), "undo", lambda: self.resume(kept.key))
        self._context.desktop.toast(ToastSpec(title, tr("Ctrl+H để mở lại"), (back,)))
        self.look()
        return True

    def look(self, *, offer: bool = False) -> None:
        """Read again what can be taken up; with `offer` the only one is taken up, several are listed."""

        def take(found: DraftList) -> None:
            waiting = self._drafts.waiting(found.rows)
            self.rows = tuple(row for row in waiting if row.kind in self._work.kinds)
            self._context.desktop.parked.emit(len(waiting))
            if found.damaged:
                text = tr("{count} bản nháp bị hỏng, đã cất riêng; bản khác còn nguyên", count=found.damaged)
                self._context.desktop.banner(BannerSpec(text, tone=Tone.WARN))
            self._work.read(self.rows)
            self.looked.emit(self.rows)
            if offer:
                self._offer(elsewhere=len(waiting) > len(self.rows))

        self._ask(self._rows, take, failed=self.failed.emit)

    def _rows(self) -> DraftList:
        return self.keeper.rows()  # asked for on the desk pool: at the start the office opens there

    def _ask(
        self, work: Callable[[], Any], done: Callable[[Any], None], *, failed: Callable[[Exception], None]
    ) -> None:
        self._context.runner.submit("desk", work, owner=self, done=done, failed=failed)

    def _offer(self, *, elsewhere: bool) -> None:
        if not self.rows and elsewhere:
            self._context.desktop.go(SCREENS[RECEPTION], PARKED)
        elif not self.rows:
            text = tr("Không có hồ sơ nào đang gác lại.")
            self._context.desktop.toast(ToastSpec(text, tone=Tone.INFO))
        elif len(self.rows) == 1 and self.rows[0].mine and self._work.empty:
            self.resume(self.rows[0].key)
        else:
            self.listed.emit(self.rows)

    def resume(self, key: str) -> None:
        """Take one up again; what is in front is parked by that. Another screen's draft opens there."""
        kind = next((row.kind for row in self.rows if row.key == key), self._work.kind)
        if kind != self._work.kind:
            self._context.desktop.go(SCREENS[kind], DraftWish(key))
            return
        if self._busy or self._work.saving or key == self._work.key:
            return
        self._busy = True
        keeper = self.keeper
        self._ask(lambda: self._work.made_ready(keeper.take_up(key)), self._on_ready, failed=self._on_lost)

    def _on_ready(self, ready: Any) -> None:  # noqa: ANN401 - the screen's own
        self._busy = False
        self.follow()  # as it was when the other came
        self._kept = None
        self.resumed.emit(*self._work.put_in_front(ready))
        self.look()

    def _on_lost(self, error: Exception) -> None:
        self._busy = False
        self.failed.emit(error)
        self.look()

    # ---- dropping -------------------------------------------------------------------------------

    def drop_front(self) -> bool:
        """Ctrl+Del: do away with the work in front; Ctrl+Z brings it back."""
        if not self.movable:
            return False
        kept = self._work.told()
        self.keeper.keep(kept)  # so that it can be taken back even where it was never written
        self._kept = None
        self._work.begin()
        self._dropped_now(kept)
        return True

    def drop(self, key: str) -> None:
        """Do away with a parked one; Ctrl+Z brings it back."""
        if self._busy:
            return
        keeper = self.keeper
        self._busy = True

        def done(kept: Unfinished) -> None:
            self._busy = False
            self._dropped_now(kept)

        self._ask(lambda: keeper.take_up(key), done, failed=self._on_lost)

    def _dropped_now(self, kept: Unfinished) -> None:
        self.keeper.drop(kept.key)
        if kept.kind == self._work.kind:
            self._work.let_go(kept)

        def take_back() -> None:
            self._work.took_back()
            self.keeper.keep(kept)
            if kept.kind == self._work.kind:
                self.resume(kept.key)
            else:
                self._context.desktop.go(SCREENS[kept.kind], DraftWish(kept.key))

        back = ToastAction(tr("Hoàn tác"), "undo", take_back)
        title = tr("Đã bỏ bản nháp của {name}", name=whose(kept))
        self._context.desktop.toast(ToastSpec(title, "", (back,)))
        self.look()


def whose(kept: Unfinished) -> str:
    """The name a draft is called by."""
    name = kept.person.full_name
    if not isinstance(kept, CertificationDraft) and kept.acting == "organisation":
        name = kept.on_behalf_name.strip() or name
    return " ".join(name.split()) or say.grouped_id(kept.person.id_number) or tr("chưa có tên")
