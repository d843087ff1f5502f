"""Ctrl+I and Ctrl+M of the reception: what the procedure asks, and its blank declaration on paper."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.i18n import phrase, tr
from ui.reception.command import command
from ui.shell.screen import ToastSpec
from ui.tokens import Tone

if TYPE_CHECKING:
    from desk.paper.receipts import Printed
    from desk.rows import ProcedureCard
    from ui.reception.asked_panel import AskedPanel
    from ui.reception.presenter import ReceptionPresenter
    from ui.reception.view import ReceptionView
    from ui.shell.screen import ScreenContext

FORM = "to_khai"


class Asking(QObject):
    """Answers what a citizen asks before anything is saved; the draft stays as it is. GUI thread only.

    Signal: `failed(Exception)`.
    """

    failed = Signal(object)

    def __init__(
        self, context: ScreenContext, presenter: ReceptionPresenter, view: ReceptionView, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._context, self._presenter, self._view = context, presenter, view
        self._panel: AskedPanel | None = None

    # ---- Ctrl+I ---------------------------------------------------------------------------------

    def show_requirements(self) -> None:
        """Open what the procedure in front asks, while searching that of the chosen hit; again closes it."""
        if self.close_panel():
            return
        state = self._presenter.state
        hit = self._view.search.hits.chosen if state.searching else None
        card = hit.card if hit is not None else state.draft.procedure
        if card is None:
            text = tr("Chưa chọn thủ tục nên chưa có yêu cầu để xem. Gõ vài chữ của tên thủ tục (Alt+2).")
            self._view.banner.say(text, tone=Tone.WARN)
            return
        self._built().show_card(card, chosen=self._is_chosen(card))

    def close_panel(self) -> bool:
        """Close the panel and give the focus back; False where it was not open."""
        if self._panel is None or not self._panel.isVisible():
            return False
        self._panel.close_panel()
        return True

    def _is_chosen(self, card: ProcedureCard) -> bool:
        chosen = self._presenter.state.draft.procedure
        return chosen is not None and chosen.code == card.code

    def _built(self) -> AskedPanel:
        """The panel, built when it is first asked for."""
        if self._panel is None:
            from ui.reception.asked_panel import AskedPanel

            self._panel = AskedPanel(self._context.keys, parent=self._view)
            self._panel.print_asked.connect(self.print_blank)
        return self._panel

    # ---- Ctrl+M ---------------------------------------------------------------------------------

    def print_blank(self) -> None:
        """Print the declaration with what is typed so far; without a procedure say what comes first."""
        draft = self._presenter.state.draft
        if draft.procedure is None:
            text = tr("Chưa chọn thủ tục nên chưa có tờ khai để in. Gõ vài chữ của tên thủ tục (Alt+2).")
            self._view.banner.say(text, tone=Tone.WARN)
            return
        data = command(draft, supplement_reason="")
        work = partial(self._context.services.words.print_blank, data)
        done = partial(self._on_made, draft.procedure)
        self._context.runner.submit("desk", work, owner=self, done=done, failed=self.failed.emit)

    def _on_made(self, card: ProcedureCard, made: Printed) -> None:
        desktop = self._context.desktop
        title, note = tr("In tờ khai: {name}", name=phrase(card.name)), tr("Chưa có hồ sơ nào được lưu.")
        if made.job is not None:
            desktop.print_pdf(b"", card.code, form=FORM, queued=True)  # its bytes wait with the job
        else:
            note = tr("Máy này giữ tờ khai dạng PDF: {file}. {note}", file=made.file.name, note=note)
        desktop.toast(ToastSpec(title, note, tone=Tone.INFO))
