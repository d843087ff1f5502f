"""One paper of the checklist: frozen, and changed by answering the next one. Free of Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from desk.people.rows import ReusablePaper
    from desk.rows.strip import GivenPage

Kind = Literal["original", "certified_copy", "copy", "electronic", "reused"]
KINDS: tuple[Kind, ...] = ("original", "certified_copy", "copy", "electronic")
MAX_COPIES = 99


@dataclass(frozen=True, slots=True)
class Paper:
    """One line of the checklist as the clerk has ticked it."""

    no: int
    name: str
    mandatory: bool = True
    condition: str | None = None
    from_database: bool = False
    applies: str = "always"  # always | on_behalf | organisation | group
    received: bool = False
    kind: Kind = "original"
    copies: int = 1
    pages: tuple[GivenPage, ...] = ()  # as they stand in the strip
    keep_original: bool = False
    offer: ReusablePaper | None = None  # digitised before and still valid: need not be brought again
    reuse: bool = False

    @property
    def missing(self) -> bool:
        """Whether a mandatory paper is not there."""
        return self.mandatory and not self.from_database and not self.received and not self.reuse

    @property
    def unscanned(self) -> bool:
        """Whether it was handed in on paper and has no page yet."""
        there = self.received and not self.from_database and not self.reuse
        return there and self.kind != "electronic" and not self.pages

    def ticked(self) -> Paper:
        """Handed in, or not after all; one that is in a national database is information, never asked for.

        A paper with pages is here: the camera may have taken them a moment before the clerk says so, and
        the same key must not throw them out of the dossier. Without its pages it can be unticked.
        """
        if self.from_database:
            return self
        return replace(self, received=bool(self.pages) or not self.received, reuse=False)

    def counted(self, step: int) -> Paper:
        """One copy more or less; at least one, and the paper counts as received."""
        if self.from_database:
            return self
        copies = min(MAX_COPIES, max(1, self.copies + step))
        return replace(self, copies=copies, received=True, reuse=False)

    def turned(self) -> Paper:
        """Original → certified copy → copy → electronic → original."""
        if self.from_database:
            return self
        kind = KINDS[(KINDS.index(self.kind) + 1) % len(KINDS)]
        keep = self.keep_original and kind == "original"
        return replace(self, kind=kind, received=True, reuse=False, keep_original=keep)

    def kept(self) -> Paper:
        """The office keeps the original and gives it back later, or not after all."""
        if self.from_database:
            return self
        if self.keep_original:
            return replace(self, keep_original=False)
        return replace(self, keep_original=True, kind="original", received=True, reuse=False)

    def used_again(self) -> Paper:
        """Use what was digitised before instead of asking for it again, or not after all."""
        if self.offer is None or self.pages:
            return self
        return replace(self, reuse=not self.reuse, received=False, keep_original=False)

    def with_pages(self, pages: tuple[GivenPage, ...]) -> Paper:
        """Take the pages the strip has of it; a paper whose first page comes counts as received."""
        if pages == self.pages:
            return self
        if len(pages) > len(self.pages):
            return replace(self, pages=pages, received=True, reuse=False)
        return replace(self, pages=pages)
