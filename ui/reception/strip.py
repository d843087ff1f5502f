"""The reception's pages: which paper they belong to as the procedure is chosen, and whose they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.scan.strip_work import StripWork

if TYPE_CHECKING:
    from desk.rows.strip import RecoverableStrip
    from ui.reception.draft import Draft
    from ui.reception.presenter import ReceptionPresenter
    from ui.scan.pane import ScanPane
    from ui.shell.screen import ScreenContext


class ReceptionStrip(StripWork):
    """One strip for each reception, by its command id.

    Guarantees: pages taken before a procedure was chosen go to the paper at work; pages taken for another
    procedure belong to no paper until the clerk says to which, and F9 waits for that.
    """

    def __init__(self, context: ScreenContext, scan: ScanPane, presenter: ReceptionPresenter) -> None:
        super().__init__(context, scan, screen="reception", form=presenter)
        self._acts, self._presenter = scan.pages.acts, presenter
        self._procedure = ""
        self.given.connect(presenter.take_pages)
        self.resumed.connect(self._on_resumed)
        presenter.stepped.connect(self.form_did)

    def known(self, draft: Draft) -> None:
        """The draft's procedure is not new to these pages."""
        self._procedure = draft.procedure.code if draft.procedure is not None else ""

    def follow(self, draft: Draft) -> None:
        """Take the draft as it is now."""
        before = self._procedure
        self.known(draft)
        state = self._acts.state
        if self._procedure not in ("", before) and draft.papers:
            if before:
                self._acts.give(state.keys, None)
            else:
                self._acts.give([page.key for page in state.of(None)], draft.papers[draft.selected].no)
        person = draft.person
        self.describe(
            procedure=self._procedure or None, command_id=draft.command_id, name=person.full_name,
            id_number=person.id_number or None, papers={paper.no: paper.name for paper in draft.papers},
        )  # fmt: skip

    def _on_resumed(self, row: RecoverableStrip) -> None:
        """Pages of before a power cut: their procedure opens where none is chosen."""
        if row.procedure and self._presenter.state.draft.procedure is None:
            self._procedure = row.procedure  # their papers are this procedure's already
            self._presenter.choice.choose(row.procedure)
