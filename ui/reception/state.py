"""The reception as its views paint it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ui.i18n import tr
from ui.reception import draft as rules
from ui.reception.choosing import Choice

if TYPE_CHECKING:
    from ui.reception.draft import Draft, Gap
    from ui.services import RasterLike


@dataclass(frozen=True, slots=True)
class ProcedureWish:
    """What another screen asks for: a reception of this procedure."""

    code: str


@dataclass(frozen=True, slots=True)
class ReceptionState:
    """Everything the views paint."""

    draft: Draft
    choice: Choice = field(default_factory=Choice)
    searching: bool = False  # step 2 is open: search field and list are shown
    preview: RasterLike | None = None
    saving: bool = False

    @property
    def step(self) -> int:
        """The step in progress."""
        return 2 if self.searching else self.draft.step

    @property
    def gap(self) -> Gap | None:
        """What forbids F9 now."""
        return rules.gap(self.draft)

    @property
    def commit_label(self) -> str:
        """What F9 will do, in the clerk's words."""
        if rules.asks_supplement(self.draft):
            return tr("Lưu và in phiếu bổ sung")
        if self.draft.visit:
            return tr("Lưu và in danh sách")
        return tr("Lưu và in giấy hẹn")


def stage_of(state: ReceptionState) -> str:
    """Which key bar holds: while a procedure is looked for, while nothing is begun; else the usual one."""
    if state.searching:
        return "search"
    return "" if state.draft.procedure is not None else "person"
