"""Gác lại, mở lại: every reception kept as it is typed; one put aside and taken up again by Ctrl+H."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desk.wording import sentence
from ui import i18n
from ui.i18n import tr
from ui.reception import parked_words as words
from ui.reception.saving import reopened, to_keep
from ui.shell.screen import BannerSpec, ToastAction, ToastSpec
from ui.tokens import Tone

if TYPE_CHECKING:
    from datetime import datetime

    from desk.intake.draft_keeper import DraftKeeper
    from desk.rows import Note
    from desk.rows.drafts import DraftList, DraftRow, ReceptionDraft
    from ui.reception.draft import Draft
    from ui.reception.presenter import ReceptionPresenter
    from ui.reception.saving import Reopened
    from ui.reception.strip import ReceptionStrip
    from ui.shell.screen import ScreenContext


class Parking(QObject):
    """The drafts of this window, one in front and any number parked. GUI thread only.

    Guarantees: nothing typed is lost by parking, resuming, closing or a kill; what is dropped can be taken
    back; one reception is in front at a time. Signals: `listed(rows)` of which the clerk must choose,
    `looked(rows)` when they were read again, `resumed(text, Tone)` a draft came to the front and what changed
    meanwhile, `failed(Exception)`.
    """

    listed = Signal(object)
    looked = Signal(object)
    resumed = Signal(str, object)
    failed = Signal(object)
    _told = Signal(object, object)

    def __init__(
        self, context: ScreenContext, presenter: ReceptionPresenter, pages: ReceptionStrip, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._context, self._presenter, self._pages = context, presenter, pages
        self._keeper: DraftKeeper | None = None
        self._kept: ReceptionDraft | None = None  # of the draft in front
        self._making = threading.Lock()
        self._busy = False
        self._dropped = ""  # whose pages wait until nobody can take the dropping back
        self.rows: tuple[DraftRow, ...] = ()
        self._told.connect(self._on_told)

    @property
    def keeper(self) -> DraftKeeper:
        """The keeper of this window, begun when it is first needed."""
        with self._making:
            if self._keeper is None:
                self.use(self._context.services.intake.keeper())
            assert self._keeper is not None
            return self._keeper

    def use(self, keeper: DraftKeeper | None) -> None:
        """Go on with a keeper, e.g. that of the window this one takes the place of."""
        self._keeper = keeper
        if keeper is not None:
            keeper.on_kept(self._told.emit)

    def hand_over(self) -> DraftKeeper | None:
        """Give the keeper to another window."""
        keeper, self._keeper = self._keeper, None
        return keeper

    def close(self) -> None:
        """The window goes: what is typed is on the disk, and offered again."""
        self._forget_dropped(now=True)
        if self._keeper is not None:
            self._keeper.close()
            self._keeper = None

    # ---- the draft in front ---------------------------------------------------------------------

    def follow(self, draft: Draft) -> None:
        """Keep the draft in front as it is now; one that was emptied again is kept no more."""
        if draft.empty:
            if self._kept is not None and self._kept.key == draft.command_id:
                self.keeper.drop(draft.command_id)
                self._kept = None
            return
        kept = to_keep(draft, strip=self._pages.folder_name)
        if kept != self._kept:
            self._kept = kept
            self.keeper.keep(kept)

    def finish(self, key: str) -> None:
        """It is in the record now."""
        self._forget_dropped()
        if self._keeper is not None:
            self._keeper.drop(key)
        if self._kept is not None and self._kept.key == key:
            self._kept = None

    @Slot(object, object)
    def _on_told(self, moment: datetime | None, trouble: Note | None) -> None:
        said = sentence(trouble.code, i18n.language()) if trouble is not None else ""
        self._context.desktop.drafted.emit(moment, said)

    # ---- parking --------------------------------------------------------------------------------

    def park(self) -> bool:
        """Put the reception in front aside and begin a clean one; False where there is nothing to park."""
        draft = self._presenter.state.draft
        if draft.empty or self._presenter.state.saving or self._busy:
            return False
        self.follow(draft)
        self._kept = None
        self._presenter.start()
        title = tr("Đã gác hồ sơ của {name}", name=words.whose(draft))
        back = ToastAction(tr("Hoàn tác"), "undo", lambda: self.resume(draft.command_id))
        self._context.desktop.toast(ToastSpec(title, tr("Ctrl+H để mở lại"), (back,)))
        self.look()
        return True

    def look(self, *, offer: bool = False) -> None:
        """Read again what can be taken up; with `offer` the only one is taken up, several are listed."""

        def take(found: DraftList) -> None:
            front = self._presenter.state.draft.command_id
            self.rows = tuple(row for row in found.rows if row.key != front)
            self._pages.passed_over = frozenset(row.strip for row in self.rows if row.strip)
            self._context.desktop.parked.emit(len(self.rows))
            if found.damaged:
                text = tr("{count} bản nháp bị hỏng, đã cất riêng; bản khác còn nguyên", count=found.damaged)
                self._context.desktop.banner(BannerSpec(text, tone=Tone.WARN))
            self._pages.look_for_lost()
            self.looked.emit(self.rows)
            if offer:
                self._offer()

        self._context.runner.submit("desk", self._rows, owner=self, done=take, failed=self.failed.emit)

    def _rows(self) -> DraftList:
        return self.keeper.rows()  # asked for on the desk pool: at the start the office opens there

    def _offer(self) -> None:
        if not self.rows:
            text = tr("Không có hồ sơ nào đang gác lại.")
            self._context.desktop.toast(ToastSpec(text, tone=Tone.INFO))
        elif len(self.rows) == 1 and self.rows[0].mine and self._presenter.state.draft.empty:
            self.resume(self.rows[0].key)
        else:
            self.listed.emit(self.rows)

    def resume(self, key: str) -> None:
        """Take one up again; what is in front is parked by that."""
        if self._busy or self._presenter.state.saving or key == self._presenter.state.draft.command_id:
            return
        self._busy = True
        keeper, services = self.keeper, self._context.services
        with_strip = not self._pages.has(key)

        def work() -> Reopened:
            return reopened(services, keeper.take_up(key), with_strip=with_strip)

        self._context.runner.submit("desk", work, owner=self, done=self._on_reopened, failed=self._on_lost)

    def _on_reopened(self, found: Reopened) -> None:
        self._busy = False
        self.follow(self._presenter.state.draft)  # as it was when the other came
        self._kept = None
        if found.strip is not None:
            self._pages.adopt(found.draft.command_id, found.strip)
        self._pages.known(found.draft)
        self._pages.loosen(found.draft.command_id, found.loosened)
        self._presenter.resume(found.draft)
        self.resumed.emit(*words.changed(found))
        self.look()

    def _on_lost(self, error: Exception) -> None:
        self._busy = False
        self.failed.emit(error)
        self.look()

    # ---- dropping -------------------------------------------------------------------------------

    def drop_front(self) -> bool:
        """Ctrl+Del: do away with the reception in front; Ctrl+Z brings it back."""
        draft = self._presenter.state.draft
        if draft.empty or self._presenter.state.saving or self._busy:
            return False
        kept = to_keep(draft, strip=self._pages.folder_name)
        self.keeper.keep(kept)  # so that it can be taken back even where it was never written
        self._kept = None
        self._presenter.start()
        self._dropped_now(kept)
        return True

    def drop(self, key: str) -> None:
        """Do away with a parked one; Ctrl+Z brings it back."""
        if self._busy:
            return
        keeper = self.keeper
        self._busy = True

        def done(kept: ReceptionDraft) -> None:
            self._busy = False
            self._dropped_now(kept)

        self._context.runner.submit(
            "desk", lambda: keeper.take_up(key), owner=self, done=done, failed=self._on_lost
        )

    def _dropped_now(self, kept: ReceptionDraft) -> None:
        self._forget_dropped()
        self.keeper.drop(kept.key)
        self._dropped = kept.key if self._pages.has(kept.key) else ""
        if not self._dropped and kept.strip:
            self._pages.set_aside(kept.strip)

        def take_back() -> None:
            self._dropped = ""
            self.keeper.keep(kept)
            self.resume(kept.key)

        whose = kept.person.full_name or kept.on_behalf_name or kept.procedure_name or tr("chưa có tên")
        back = ToastAction(tr("Hoàn tác"), "undo", take_back)
        self._context.desktop.toast(ToastSpec(tr("Đã bỏ bản nháp của {name}", name=whose), "", (back,)))
        self.look()

    def _forget_dropped(self, *, now: bool = False) -> None:
        """The pages of what was dropped are set aside, as those the clerk leaves after a power cut."""
        key, self._dropped = self._dropped, ""
        if key:
            self._pages.abandon(key, now=now)
