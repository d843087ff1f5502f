"""The reception put aside and taken up again, with its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.rows.drafts import CERTIFICATION, RECEPTION
from ui.reception import parked_words as words
from ui.reception.saving import reopened, to_keep

if TYPE_CHECKING:
    from desk.rows.drafts import DraftRow, ReceptionDraft
    from ui.reception.presenter import ReceptionPresenter
    from ui.reception.saving import Reopened
    from ui.reception.strip import ReceptionStrip
    from ui.services import Services
    from ui.tokens import Tone


class ReceptionWork:
    """Meets `ui.drafts.parking.Work`; the list shows what waits at other screens too. GUI thread only."""

    kind = RECEPTION
    kinds: tuple[str, ...] = (RECEPTION, CERTIFICATION)

    def __init__(self, services: Services, presenter: ReceptionPresenter, pages: ReceptionStrip) -> None:
        self._services, self._presenter, self._pages = services, presenter, pages
        self._dropped = ""  # whose pages wait until nobody can take the dropping back

    @property
    def key(self) -> str:
        """The command id of the draft in front."""
        return self._presenter.state.draft.command_id

    @property
    def empty(self) -> bool:
        """Whether nothing was entered that would be missed."""
        return self._presenter.state.draft.empty

    @property
    def saving(self) -> bool:
        """Whether it is being received."""
        return self._presenter.state.saving

    def told(self) -> ReceptionDraft:
        """The draft in front as it is kept."""
        return to_keep(self._presenter.state.draft, strip=self._pages.folder_name)

    def begin(self) -> None:
        """Put a clean draft in front."""
        self._presenter.start()

    def made_ready(self, kept: ReceptionDraft) -> Reopened:
        """The procedure as in force today, the promise anew, its pages."""
        return reopened(self._services, kept, with_strip=not self._pages.has(kept.key))

    def put_in_front(self, ready: Reopened) -> tuple[str, Tone]:
        """Show it with its pages; answers what is not as it was."""
        if ready.strip is not None:
            self._pages.adopt(ready.draft.command_id, ready.strip)
        self._pages.known(ready.draft)
        self._pages.loosen(ready.draft.command_id, ready.loosened)
        self._presenter.resume(ready.draft)
        return words.changed(ready)

    def read(self, rows: tuple[DraftRow, ...]) -> None:
        """Pages of drafts that wait are offered with them, not beside them."""
        self._pages.passed_over = frozenset(row.strip for row in rows if row.strip)
        self._pages.look_for_lost()

    def let_go(self, kept: ReceptionDraft) -> None:
        """Its pages wait with it until nobody can take the dropping back."""
        self.settle()
        self._dropped = kept.key if self._pages.has(kept.key) else ""
        if not self._dropped and kept.strip:
            self._pages.set_aside(kept.strip)

    def took_back(self) -> None:
        """What was dropped is wanted after all."""
        self._dropped = ""

    def settle(self, *, now: bool = False) -> None:
        """The pages of what was dropped are set aside, as those the clerk leaves after a power cut."""
        key, self._dropped = self._dropped, ""
        if key:
            self._pages.abandon(key, now=now)
