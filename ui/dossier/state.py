"""What the dossier screen paints, and what another screen may ask of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.dossier.material import NOTHING, Material

if TYPE_CHECKING:
    from desk.paper.rows import FormCard
    from desk.rows import DossierView, NextAct
    from ui.dossier.draft import ActDraft

Matrix = tuple[tuple[bool, ...], ...]


@dataclass(frozen=True, slots=True)
class DossierWish:
    """What another screen asks for: a dossier, perhaps an act at once, and the list it came from."""

    code: str
    verb: str = ""
    trail: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DossierState:
    """Everything the views paint."""

    view: DossierView | None = None
    qr: Matrix = ()
    loading: bool = False
    coming: str = ""  # what is being opened while `loading`
    saving: bool = False
    draft: ActDraft | None = None
    offer: Material = NOTHING
    forms: tuple[FormCard, ...] = ()  # what may be printed of it
    trail: tuple[str, ...] = ()
    series: str = ""  # the act begun from that list: the next of its dossiers begins with it too

    @property
    def acts(self) -> tuple[NextAct, ...]:
        """What may be done now."""
        return self.view.actions if self.view is not None else ()

    @property
    def place(self) -> tuple[int, int]:
        """Where the dossier stands in the list it was opened from: (0, 0) without a list."""
        if self.view is None or self.view.code not in self.trail:
            return 0, 0
        return self.trail.index(self.view.code) + 1, len(self.trail)
