"""The window's doors to this shelf, bound to one open office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desk.office.opened import Office
    from desk.people.rows import (
        CitizenCard,
        CitizenCodeRow,
        DuplicatePair,
        KnownCitizen,
        MergeRow,
        ReusablePaper,
    )
    from desk.rows import Match


@dataclass(frozen=True, slots=True)
class PeopleDoors:
    """Who is known here, and what need not be asked twice."""

    _office: Office

    def known(self, number: str) -> KnownCitizen:
        """Prefills for an identity number or a tax code; empty where nobody is known by it."""
        from desk.people.known import known

        return known(self._office, number)

    def search(self, text: str, limit: int = 20) -> tuple[CitizenCard, ...]:
        """People by part of a name, by a number or its end; masked."""
        from desk.people.known import search

        return search(self._office, text, limit)

    def listed(self, text: str, limit: int = 40) -> tuple[CitizenCard, ...]:
        """The same people as `search` finds, in the order of a Vietnamese list of names."""
        from desk.people.known import listed

        return listed(self._office, text, limit)

    def dossiers(self, citizen_id: int, limit: int = 50) -> tuple[Match, ...]:
        """The dossiers somebody brought or owns, newest first."""
        from desk.people.known import dossiers_of

        return dossiers_of(self._office, citizen_id, limit)

    def reusable(self, number: str, procedure: str) -> tuple[ReusablePaper, ...]:
        """Papers of this person that need not be handed in again for a procedure."""
        from desk.people.reuse import reusable

        return reusable(self._office, number, procedure)

    def holder(self, text: str) -> CitizenCodeRow:
        """Whose a scanned citizen code is."""
        from desk.people.citizen_codes import holder

        return holder(self._office, text)

    def issue_code(self, who: str | int, *, command_id: str | None = None) -> CitizenCodeRow:
        """Give a person a code instead of the one before."""
        from desk.people.citizen_codes import issue

        return issue(self._office, who, command_id=command_id)

    def code_card(self, row: CitizenCodeRow, paper: str = "a4") -> bytes:
        """The card of a code as PDF bytes."""
        from desk.people.code_card import card_pdf

        return card_pdf(self._office, row, paper)

    def duplicates(self) -> tuple[DuplicatePair, ...]:
        """Pairs that may be one person."""
        from desk.people.duplicates import duplicates

        return duplicates(self._office)

    def merge(self, kept_id: int, gone_id: int) -> int:
        """Merge two entries; answers the id by which it is undone."""
        from desk.people.merging import merge

        return merge(self._office, kept_id, gone_id)

    def undo_merge(self, merge_id: int) -> None:
        """Part two entries again, exactly."""
        from desk.people.merging import undo_merge

        undo_merge(self._office, merge_id)

    def merges(self) -> tuple[MergeRow, ...]:
        """Every merge, newest first."""
        from desk.people.merging import merges

        return merges(self._office)

    def give_back(self, code: str, numbers: Sequence[int] = ()) -> tuple[int, ...]:
        """Give kept originals back outside a return; none named means all."""
        from desk.people.originals import give_back

        return give_back(self._office, code, numbers)
