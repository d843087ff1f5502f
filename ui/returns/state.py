"""The return as its views paint it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.i18n import tr
from ui.returns import draft as rules

if TYPE_CHECKING:
    from ui.returns.draft import ReturnDraft

Matrix = tuple[tuple[bool, ...], ...]


@dataclass(frozen=True, slots=True)
class ReturnState:
    """Everything the views paint."""

    draft: ReturnDraft
    loading: bool = False
    saving: bool = False
    qr: Matrix | None = None

    @property
    def gap(self) -> rules.Gap | None:
        """What forbids F9 now."""
        return rules.gap(self.draft)

    @property
    def stage(self) -> rules.Stage:
        """Where the dossier stands for this screen."""
        return rules.stage(self.draft)

    @property
    def commit_label(self) -> str:
        """What F9 will do, in the clerk's words."""
        if self.stage == "waiting":
            return tr("Ghi nhận có kết quả")
        sent = {"postal": tr("Xác nhận đã gửi bưu chính"), "electronic": tr("Xác nhận đã trả điện tử")}
        return sent.get(self.draft.by, tr("Xác nhận đã trả"))
