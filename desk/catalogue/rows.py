"""Frozen rows of the catalogue's administration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk.importing import ImportReport

if TYPE_CHECKING:
    from datetime import date

    from desk.rows import ComponentCard, Note, ProcedureCard


@dataclass(frozen=True, slots=True)
class VersionCard:
    """Phiên bản: the span of days in which one version of a procedure holds, both days included."""

    valid_from: date
    valid_to: date | None  # None: no end known
    status: str  # in_force | upcoming | ended
    used: bool  # a dossier was received under it: its content is never changed again


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """Thủ tục trong danh mục: one version with everything on it, and which other versions there are."""

    card: ProcedureCard
    valid_from: date
    valid_to: date | None
    status: str  # in_force | upcoming | ended, on the day asked for
    uses: int  # dossiers received so far
    versions: tuple[VersionCard, ...]
    warnings: tuple[Note, ...] = ()

    @property
    def code(self) -> str:
        """Mã thủ tục."""
        return self.card.code

    @property
    def name(self) -> str:
        """Tên thủ tục."""
        return self.card.name

    @property
    def field(self) -> str:
        """Lĩnh vực."""
        return self.card.field

    @property
    def components(self) -> tuple[ComponentCard, ...]:
        """Thành phần hồ sơ."""
        return self.card.components


@dataclass(frozen=True, slots=True)
class ChangeCard:
    """What an import does, or would do, to one version: made new, or changed in the fields named."""

    code: str
    name: str
    valid_from: date
    valid_to: date | None
    new: bool
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CatalogueReport(ImportReport):
    """The answer of a catalogue import: the counts, and every version it touches."""

    changes: tuple[ChangeCard, ...] = ()
