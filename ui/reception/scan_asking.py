"""Chưa quét: a reception with a paper that has no page is asked about once before it is saved."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.i18n import phrase, tr
from ui.scan.live_pane import NONE
from ui.tokens import Tone

if TYPE_CHECKING:
    from ui.reception.draft import Draft
    from ui.reception.view import ReceptionView
    from ui.services import Services
    from ui.shell.screen import ScreenContext


class ScanAsking(QObject):
    """Says what is not scanned yet and stands there; the same key again receives all the same.

    GUI thread only. Guarantees: a reception whose papers all have pages never costs a key more; papers in a
    national database, used again or electronic are not asked about; nor is anything where the office does
    not want it or the desk has nothing to scan with.
    """

    def __init__(self, context: ScreenContext, view: ReceptionView, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._view = context, view
        self._required = False
        self._asked: tuple[str, tuple[int, ...]] | None = None
        self._said = False

    def look(self) -> None:
        """Ask whether this office wants every paper scanned."""

        def take(required: bool) -> None:
            self._required = required

        services = self._context.services
        self._context.runner.submit(
            "desk", partial(_wanted, services), owner=self, done=take, failed=lambda _error: None
        )

    def waive(self, draft: Draft, component: int | None) -> None:
        """Take it as answered that this paper stays without its page, where no other lacks one."""
        bare = tuple(paper.no for paper in draft.unscanned)
        if bare == (component,):
            self._asked = draft.command_id, bare

    def may_save(self, draft: Draft) -> bool:
        """Whether this press saves; False once, with what is missing said and the focus on its row."""
        bare = draft.unscanned
        asked = (draft.command_id, tuple(paper.no for paper in bare))
        scan = (
            self._view.scan
        )  # a camera, also one that fails now, or a scanner: else nobody here could mend it
        here = scan.scanning or scan.camera.state != NONE or bool(draft.page_count)
        if not (self._required and here and bare) or asked == self._asked:
            return True
        self._asked, self._said = asked, True
        names = "; ".join(phrase(paper.name) for paper in bare)
        self._view.banner.say(
            tr("Chưa quét: {names}.", names=names),
            tr("Chụp trang (F5) cho dòng đang chọn, hoặc bấm lần nữa để nhận khi chưa quét."),
            tone=Tone.WARN,
        )
        self._view.papers.focus_row(draft.papers.index(bare[0]))
        return False

    def follow(self, draft: Draft) -> None:
        """Take the question away once it is answered by a page or by another piece of work."""
        if not self._said:
            return
        asked = self._asked
        if asked is None or asked[0] != draft.command_id or not draft.unscanned:
            self._said = False
            self._view.banner.clear()


def _wanted(services: Services) -> bool:
    """Whether papers are to be scanned (desk pool: its shelf opens there)."""
    return services.intake.scans_required()
