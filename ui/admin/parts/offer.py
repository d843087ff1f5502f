"""What F9 would do now, as data: words, whether it may, and the sentence beside it."""

from __future__ import annotations

from dataclasses import dataclass

from ui.i18n import tr
from ui.tokens import Tone


@dataclass(frozen=True, slots=True)
class Offer:
    """The commit button of a section: its words, whether it acts, the sentence to its left."""

    words: str
    enabled: bool = True
    note: str = ""
    tone: Tone = Tone.MUTED
    icon: str = "save"


def nothing_to_save(note: str = "") -> Offer:
    """Nothing was changed: the button says so and rests."""
    return Offer(tr("Chưa có gì để lưu"), enabled=False, note=note)


def counted(count: int, one: str, many: str) -> str:
    """Choose between the words for one and for several; both are already translated."""
    return one if count == 1 else many
