"""The drafts of one window: a keeper that its screens share, and which of them stand in front."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desk.wording import sentence
from ui import i18n

if TYPE_CHECKING:
    from datetime import datetime

    from desk.intake.draft_keeper import DraftKeeper
    from desk.rows import Note
    from desk.rows.drafts import DraftRow
    from ui.services import Services


class WindowDrafts(QObject):
    """Holds the keeper of a window, begun when it is first needed.

    Guarantees: one keeper for every screen, so that nothing this window has is offered to it again.
    Signal `told(datetime or None, trouble)` after what is typed was kept or could not be.
    """

    told = Signal(object, str)
    _written = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keeper: DraftKeeper | None = None
        self._making = threading.Lock()
        self._front: dict[str, str] = {}
        self._written.connect(self._on_written)

    def keeper(self, services: Services) -> DraftKeeper:
        """The keeper; any thread may ask."""
        with self._making:
            if self._keeper is None:
                self.use(services.intake.keeper())
            assert self._keeper is not None
            return self._keeper

    @property
    def begun(self) -> DraftKeeper | None:
        """The keeper, where one was needed yet."""
        return self._keeper

    def use(self, keeper: DraftKeeper) -> None:
        """Go on with a keeper, e.g. that of the window this one takes the place of."""
        self._keeper = keeper
        keeper.on_kept(self._written.emit)  # called on the thread that writes

    def hand_over(self) -> DraftKeeper | None:
        """Give the keeper to another window."""
        keeper, self._keeper = self._keeper, None
        return keeper

    def close(self) -> None:
        """The window goes: what is typed is on the disk, and offered again."""
        keeper = self.hand_over()
        if keeper is not None:
            keeper.close()

    def in_front(self, kind: str, key: str) -> None:
        """Say which draft a screen works on."""
        self._front[kind] = key

    def waiting(self, rows: tuple[DraftRow, ...]) -> tuple[DraftRow, ...]:
        """Those that no screen of this window works on."""
        return tuple(row for row in rows if row.key not in self._front.values())

    def _on_written(self, moment: datetime | None, trouble: Note | None) -> None:
        self.told.emit(moment, sentence(trouble.code, i18n.language()) if trouble is not None else "")
