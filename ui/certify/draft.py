"""A certification being typed, as frozen data: who, what kind, which papers; what is missing or wrong."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

if TYPE_CHECKING:
    from desk.rows import IdentityCard

MOST_PAGES, MOST_COPIES, MOST_PAPERS = 5000, 999, 20
ID_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks for it: from the card, or typed."""

    id_number: str = ""
    full_name: str = ""
    card: IdentityCard | None = None

    @property
    def from_card(self) -> bool:
        """Whether a card was read."""
        return self.card is not None

    @property
    def gap(self) -> str:
        """What is missing or wrong, or ""."""
        if not self.full_name.strip():
            return "name"
        digits = len(self.id_number)
        return "number" if digits not in {0, ID_LENGTH} else ""


@dataclass(frozen=True, slots=True)
class Paper:
    """One row of papers, its numbers as they are typed."""

    name: str = ""
    pages: str = "1"
    copies: str = "1"
    electronic: bool = False

    @property
    def blank(self) -> bool:
        """Whether nothing was typed into it."""
        return self == Paper()

    @property
    def gap(self) -> str:
        """What is missing or wrong, or ""."""
        if not self.name.strip():
            return "name"
        if not _within(self.pages, MOST_PAGES):
            return "pages"
        return "" if _within(self.copies, MOST_COPIES) else "copies"

    @property
    def counted(self) -> bool:
        """Whether it can be priced, named or not."""
        return _within(self.pages, MOST_PAGES) and _within(self.copies, MOST_COPIES)


def _within(text: str, most: int) -> bool:
    return text.isascii() and text.isdigit() and 1 <= int(text) <= most


@dataclass(frozen=True, slots=True)
class Gap:
    """The first thing in the way: where (person, papers), of which row, which field."""

    where: str
    what: str
    row: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything the clerk said. `command_id` makes F9 twice one certification."""

    person: Person = field(default_factory=Person)
    kind: str = ""  # the procedure's code
    papers: tuple[Paper, ...] = (Paper(),)
    method: str = "cash"
    receipt: bool = False
    extra_days: int = 0
    signer: str = ""  # "" = as the office's rule says
    command_id: str = field(default_factory=lambda: str(uuid4()))

    @property
    def begun(self) -> bool:
        """Whether there is anything that would be missed."""
        return bool(self.person.full_name or self.person.id_number) or any(
            not one.blank for one in self.papers
        )

    @property
    def gap(self) -> Gap | None:
        """The first thing in the way of F9; blank rows after the first are no papers."""
        if self.person.gap:
            return Gap("person", self.person.gap)
        for row, one in enumerate(self.papers):
            if one.gap and not (one.blank and row):
                return Gap("papers", one.gap, row)
        return None

    @property
    def told(self) -> tuple[Paper, ...]:
        """The papers that are meant: rows without the blank ones behind."""
        return tuple(one for row, one in enumerate(self.papers) if row == 0 or not one.blank)

    def again(self) -> Draft:
        """The same once more, to be put right and done under an id of its own."""
        return replace(self, command_id=str(uuid4()))

    def following(self) -> Draft:
        """The next citizen's: what is usual at this desk stays."""
        return Draft(kind=self.kind, signer=self.signer)

    def with_paper(self, row: int, **changes: Any) -> Draft:  # noqa: ANN401 - fields of a paper
        """The draft with one row changed."""
        papers = list(self.papers)
        papers[row] = replace(papers[row], **changes)
        return replace(self, papers=tuple(papers))

    def priced(self) -> dict[str, Any] | None:
        """What is asked for a price: the rows that can be counted; None where there is none."""
        rows = [_row(one) for one in self.told if one.counted]
        if not self.kind or not rows:
            return None
        return {"procedure": self.kind, "documents": rows, "extra_days": self.extra_days}

    def command(self, *, total: int, dated: bool) -> dict[str, Any]:
        """The certification with the keys of the `certify` file."""
        method = self.method if total or self.method == "exempt" else "none"
        return {
            "command_id": self.command_id,
            "procedure": self.kind,
            "applicant": applicant(self.person),
            "documents": [_row(one) for one in self.told],
            "fee": {"method": method, "amount": 0 if method == "exempt" else total},
            "dated": dated,
            "extra_days": self.extra_days if dated else 0,
            "receipt": self.receipt or dated,
            "signer": self.signer.strip() or None,
        }


def applicant(person: Person) -> dict[str, Any]:
    """The person with the keys of the `receive` file."""
    fields: dict[str, Any] = {"full_name": person.full_name, "id_number": person.id_number}
    card = person.card
    if card is not None:
        fields |= {
            "birth_date": card.birth_date.isoformat() if card.birth_date else None,
            "sex": card.sex,
            "address": card.address,
        }
    return {key: value for key, value in fields.items() if value}


def _row(one: Paper) -> dict[str, Any]:
    return {
        "name": one.name.strip(),
        "pages": int(one.pages),
        "copies": int(one.copies),
        "electronic": one.electronic,
    }


def of_card(card: IdentityCard) -> Person:
    """The person of a card."""
    return Person(id_number=card.number, full_name=card.full_name or "", card=card)
