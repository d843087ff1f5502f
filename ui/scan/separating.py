"""Separator sheets in a feeder's run: found in the background, told as a plan, done with one key."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.i18n import tr
from ui.tokens import Tone

if TYPE_CHECKING:
    from desk.rows.strip import SplitPlan
    from ui.scan.notes import StationNotes
    from ui.scan.strip_pane import StripPane
    from ui.shell.screen import ScreenContext


class Separating(QObject):
    """Looks for separators after a run and offers to split it. GUI thread only."""

    def __init__(
        self, context: ScreenContext, pages: StripPane, notes: StationNotes, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._context, self._pages, self._notes = context, pages, notes

    def look(self, keys: tuple[int, ...]) -> None:
        """Look through the pages of a run; one page alone has nothing to part."""
        acts = self._pages.acts
        pages = tuple(page for page in acts.state.pages if page.key in keys)
        papers = acts.laid_in()
        if len(pages) < 2 or not papers:
            return
        work = partial(self._context.services.imaging.split_run, pages, papers, current=acts.target)
        self._context.runner.submit("cpu", work, owner=self, done=self.offer, failed=self._notes.fault)

    def offer(self, plan: SplitPlan) -> None:
        """Tell what a plan would do, with the key that does it."""
        if not plan.marks:
            return
        each = Counter(number for _, number in plan.assigned)
        parts = ", ".join(
            tr("giấy {number} có {count} trang", number=number, count=count) if number is not None
            else tr("chưa xếp {count} trang", count=count)
            for number, count in each.items()
        )  # fmt: skip
        said = [tr("Có {count} tờ phân cách: {parts}.", count=len(plan.marks), parts=parts)]
        said += [note.message for note in plan.notes[:1]]
        self._notes.put(
            "plan", " ".join(said), Tone.WARN if plan.notes else Tone.INFO,
            first=(tr("Chia"), partial(self._split, plan)),
            second=(tr("Để nguyên"), partial(self._notes.take, "plan")),
        )  # fmt: skip

    def _split(self, plan: SplitPlan) -> None:
        self._notes.take("plan")
        self._pages.do(self._pages.acts.split_by, plan)
