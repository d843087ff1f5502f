"""What follows an act on a dossier: its toast, its papers, and the way back that is left."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.changes import Kind
from ui.dossier import way_back
from ui.dossier.keying import confirmed
from ui.i18n import tr
from ui.shell.screen import ToastSpec
from ui.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk.rows import Acted, DossierView
    from ui.dossier.draft import ActDraft
    from ui.dossier.presenter import DossierPresenter
    from ui.dossier.view import DossierViewPane
    from ui.shell.screen import ScreenContext


class DossierAfter(QObject):
    """Tells what was done and leads back where that is possible. GUI thread only."""

    def __init__(
        self,
        context: ScreenContext,
        presenter: DossierPresenter,
        view: DossierViewPane,
        *,
        again: Callable[[], object],
        failed: Callable[[Exception], None],
    ) -> None:
        super().__init__(view)
        self._context, self._presenter, self._view = context, presenter, view
        self._again, self._failed = again, failed

    def tell(self, acted: Acted, draft: ActDraft, view: DossierView) -> None:
        """Say it, print what the act printed, warn of what it warned of."""
        desktop, now = self._context.desktop, self._context.services.now()
        desktop.kept(now)
        place, count = self._presenter.state.place
        again = self._again if acted.printed else None
        following = self._following if count > place > 0 else None
        mends = partial(self._mend, acted, draft)
        desktop.toast(confirmed(acted, draft, view, now=now, again=again, following=following, mends=mends))
        for file in acted.printed:
            desktop.print_pdf(file.read_bytes(), acted.code, queued=bool(acted.jobs))
        if acted.warnings:
            self._view.banner.say("\n".join(one.message for one in acted.warnings), tone=Tone.WARN)

    def _mend(self, acted: Acted, draft: ActDraft) -> None:
        """Ctrl+Z: a correction is taken back; of anything else the act that mends it is begun."""
        if draft.verb != "correct":
            way_back.mend(self._context.desktop, acted.code, draft.verb)
            return
        services = self._context.services
        self._context.runner.submit(
            "desk",
            lambda: way_back.take_back_correction(services, acted, command_id=f"undo-{draft.command_id}"),
            owner=self,
            done=self._on_taken_back,
            failed=self._failed,
        )

    def _on_taken_back(self, acted: Acted) -> None:
        self._presenter.reload()
        self._context.changes.tell(Kind.DOSSIER, codes=(acted.code,), by=self)
        self._context.desktop.toast(ToastSpec(tr("Đã hoàn tác đính chính"), acted.code))

    def _following(self) -> None:
        self._presenter.step(1)
