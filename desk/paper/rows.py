"""Frozen rows of the printed forms, their wording and the standard sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class FormCard:
    """Biểu mẫu: one form as offered for a dossier; `why_not` tells why it cannot be printed now."""

    key: str
    title: str
    number: str
    unseen: bool  # the official layout was never seen: the paper says "Mẫu nội bộ"
    papers: tuple[str, ...]
    printable: bool
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class TemplateCard:
    """Mẫu chữ: one dated version of a form's wording, shipped or the office's own."""

    form: str
    valid_from: date
    number: str
    title: str
    basis: str
    confidence: str  # H | M | L | GK
    layout: str
    own: bool  # the office's own; it wins over the shipped ones from its day on
    in_force: bool  # the version that prints today
    broken: bool = False  # cannot be printed: the last good one before it is
    no: int = 0  # number of an own version

    @property
    def unseen(self) -> bool:
        """Whether the official layout was never seen: the paper says "Mẫu nội bộ"."""
        return self.layout != "chính thức"


@dataclass(frozen=True, slots=True)
class PhraseCard:
    """Câu mẫu: a legal reason, a standard note or an abbreviation.

    `kind`: supplement | refuse | stop | late | note | abbreviation | call. `procedure` "" = for every one.
    """

    kind: str
    code: str
    text: str
    basis: str = ""
    procedure: str = ""
    position: int = 0
    active: bool = True
    confidence: str = ""  # of the shipped ones: H | M | L | GK; the office's own have none
    own: bool = False  # set or changed by this office
