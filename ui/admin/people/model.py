"""The register of people as frozen data: found entries, likely duplicates, merges; numbers always masked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui import format as say
from ui.admin.parts.reading import day_text
from ui.i18n import tr
from ui.tokens import Tone
from ui.widgets.paint import ChipSpec
from ui.widgets.table import Cell

if TYPE_CHECKING:
    from desk.people.rows import CitizenCard, DuplicatePair, MergeRow

LEAST = 2  # letters before looking


@dataclass(frozen=True, slots=True)
class PeopleState:
    """Everything the views paint. `marked`: up to two entries chosen to be merged, the kept one first."""

    view: str = "search"  # search | pairs | merges
    text: str = ""
    found: tuple[CitizenCard, ...] = ()
    marked: tuple[CitizenCard, ...] = ()
    pairs: tuple[DuplicatePair, ...] = ()
    swapped: frozenset[tuple[int, int]] = frozenset()
    pair: tuple[int, int] | None = None
    merges: tuple[MergeRow, ...] = ()
    merge: int | None = None
    busy: bool = False
    failure: str = ""

    @property
    def chosen_pair(self) -> tuple[CitizenCard, CitizenCard] | None:
        """The pair stood on, the entry to keep first."""
        found = next((one for one in self.pairs if ids(one) == self.pair), None)
        return ordered(found, self.swapped) if found is not None else None

    @property
    def chosen_merge(self) -> MergeRow | None:
        """The merge stood on."""
        return next((one for one in self.merges if one.id == self.merge), None)


def ids(pair: DuplicatePair) -> tuple[int, int]:
    """A pair by its entries."""
    return pair.kept.id, pair.gone.id


def ordered(pair: DuplicatePair, swapped: frozenset[tuple[int, int]]) -> tuple[CitizenCard, CitizenCard]:
    """The entry to keep, then the one to give up."""
    return (pair.gone, pair.kept) if ids(pair) in swapped else (pair.kept, pair.gone)


def kind_words(kind: str) -> str:
    """Citizen or organisation."""
    return tr("Tổ chức") if kind == "organisation" else tr("Công dân")


def person_words(card: CitizenCard) -> str:
    """An entry in one line: birth date, number, phone; numbers masked."""
    parts = (day_text(card.birth_date), card.number_masked or "", card.phone_masked or "")
    return " · ".join(part for part in parts if part) or kind_words(card.kind)


def reason_words(reasons: tuple[str, ...]) -> str:
    """Why two entries may be one."""
    known = {
        "same_number": tr("cùng số định danh"),
        "name_birth": tr("cùng tên, cùng ngày sinh"),
        "phone_name": tr("cùng tên, cùng điện thoại"),
    }
    return ", ".join(known.get(one, one) for one in reasons)


def name_cell(card: CitizenCard) -> Cell:
    """Name over birth date."""
    return Cell(card.name, sub=day_text(card.birth_date) or kind_words(card.kind))


def number_cell(card: CitizenCard) -> Cell:
    """The masked number over the masked phone."""
    return Cell(card.number_masked or "–", sub=card.phone_masked or "", strong=False)


def dossiers_cell(card: CitizenCard) -> Cell:
    """How many dossiers."""
    return Cell(say.number(card.dossiers), number=True, strong=False)


def seen_cell(card: CitizenCard) -> Cell:
    """When last seen here."""
    return Cell(f"{card.last_seen_at:%d/%m/%Y}", number=True, strong=False)


def mark_cell(card: CitizenCard, marked: tuple[CitizenCard, ...]) -> Cell:
    """Whether an entry is chosen to be merged, and how."""
    for at, one in enumerate(marked):
        if one.id == card.id:
            words, tone = ((tr("Giữ"), Tone.OK), (tr("Gộp vào"), Tone.WARN))[at]
            return Cell(chip=ChipSpec(words, tone, "check" if at == 0 else "git-merge"))
    return Cell("", strong=False)


def state_cell(row: MergeRow) -> Cell:
    """Whether a merge still stands."""
    if row.undone_at is None:
        return Cell(chip=ChipSpec(tr("Đang gộp"), Tone.OK, "git-merge"))
    return Cell(chip=ChipSpec(tr("Đã tách {day}", day=f"{row.undone_at:%d/%m}"), Tone.MUTED, "undo-2"))


def when_cell(row: MergeRow) -> Cell:
    """When and by whom."""
    return Cell(f"{row.at:%d/%m/%Y %H:%M}", sub=row.actor, strong=False)
