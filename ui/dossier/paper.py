"""The papers of the open dossier: the letter being typed, forms printed, the record reading along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.dossier import words
from ui.dossier.letter import WITH_LETTER, LetterPreview, LetterWindow
from ui.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desk.paper.receipts import Printed
    from desk.paper.rows import FormCard
    from ui.dossier.presenter import DossierPresenter
    from ui.dossier.view import DossierViewPane
    from ui.services import RasterLike
    from ui.shell.screen import ScreenContext

PAPER = "a5"


class DossierPaper(QObject):
    """Prints for the open dossier. GUI thread only."""

    def __init__(
        self,
        context: ScreenContext,
        presenter: DossierPresenter,
        view: DossierViewPane,
        *,
        page: QWidget,
        failed: Callable[[Exception], None],
    ) -> None:
        super().__init__(page)
        self._context, self._presenter, self._view = context, presenter, view
        self._page, self._failed = page, failed
        self.letter = LetterPreview(context.services, context.runner, page)
        self.letter.drawn.connect(self._show_letter)
        self.letter.failed.connect(failed)
        view.forms.opened.connect(self.print_form)

    def print_current(self) -> bool:
        """Look at the letter of the act being typed, else print the paper of the present state."""
        state = self._presenter.state
        if state.view is None:
            return False
        if state.draft is not None and state.draft.verb in WITH_LETTER:
            self.letter.draw(state.view.code, state.draft)
            return True
        self._print(words.paper_of(state.view), PAPER)
        return True

    def print_form(self, row: FormCard) -> None:
        """Print a form of the list, or say why it cannot be printed now."""
        if row.printable:
            self._print(row.key, row.papers[0])
        else:
            self._view.banner.say(row.why_not, tone=Tone.WARN)

    def _show_letter(self, raster: RasterLike) -> None:
        LetterWindow(raster, self._page).show()

    def _print(self, form: str, paper: str) -> None:
        view = self._presenter.state.view
        if view is None:
            return
        services, desktop = self._context.services, self._context.desktop

        def work() -> Printed:
            chosen = services.printing.paper(form) or paper
            return services.print_form(form, view.code, paper=chosen, queued=True)

        def take(made: Printed) -> None:
            desktop.print_made(made, view.code, form)
            self._presenter.reload()

        self._context.runner.submit("desk", work, owner=self, done=take, failed=self._failed)
