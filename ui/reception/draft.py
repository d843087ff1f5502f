"""The reception as it is being typed: frozen data and the pure rules over it, free of Qt.

The presenter replaces one draft by the next; the views paint it; `ui.reception.command` turns
it into the reception that `desk` receives. Nothing here touches the disk.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from desk.folding import fold

if TYPE_CHECKING:
    from pathlib import Path

    from desk.rows import CitizenHistory, DuePromise, IdentityCard, ProcedureCard

Kind = Literal["original", "certified_copy", "copy", "electronic", "reused"]
KINDS: tuple[Kind, ...] = ("original", "certified_copy", "copy", "electronic")
MAX_COPIES = 99


@dataclass(frozen=True, slots=True)
class Person:
    """Người nộp as on the screen: read from the card or typed by hand."""

    id_number: str = ""
    full_name: str = ""
    birth_date: str = ""  # ISO date or empty
    sex: str = ""  # male | female | empty
    address: str = ""
    phone: str = ""
    from_card: bool = False
    warnings: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether the office can receive from this person: a name and a whole number."""
        return bool(self.full_name.strip()) and len(self.id_number) == 12 and self.id_number.isdigit()


@dataclass(frozen=True, slots=True)
class Paper:
    """One line of the checklist as the clerk has ticked it."""

    no: int
    name: str
    mandatory: bool = True
    condition: str | None = None
    from_database: bool = False
    received: bool = False
    kind: Kind = "original"
    copies: int = 1
    pages: tuple[Path, ...] = ()

    @property
    def missing(self) -> bool:
        """Whether a mandatory paper is not there."""
        return self.mandatory and not self.from_database and not self.received


@dataclass(frozen=True, slots=True)
class Draft:
    """Hồ sơ đang nhập: everything of one reception before its commit."""

    command_id: str
    person: Person = Person()
    history: CitizenHistory | None = None
    on_behalf_name: str = ""
    on_behalf_id: str = ""
    for_other: bool = False
    procedure: ProcedureCard | None = None
    papers: tuple[Paper, ...] = ()
    selected: int = 0  # index into papers
    loose: tuple[Path, ...] = ()  # pages captured before a procedure was chosen
    purpose: str = ""
    copies: int = 1
    note: str = ""
    promise: DuePromise | None = None
    return_by: str = "counter"
    fee_method: str = "cash"
    paper_format: str = "k80"

    @property
    def page_count(self) -> int:
        """How many pages were digitised for the whole reception."""
        return sum(len(paper.pages) for paper in self.papers) + len(self.loose)

    @property
    def missing(self) -> tuple[Paper, ...]:
        """The mandatory papers that are not there."""
        return tuple(paper for paper in self.papers if paper.missing)

    @property
    def mandatory(self) -> tuple[int, int]:
        """Received and all mandatory papers, e.g. 2 of 2."""
        asked = [paper for paper in self.papers if paper.mandatory and not paper.from_database]
        return sum(paper.received for paper in asked), len(asked)

    @property
    def empty(self) -> bool:
        """Whether nothing was entered yet."""
        return self.person == Person() and self.procedure is None and not self.note

    @property
    def step(self) -> int:
        """The first step that still asks for something: 1 person, 2 procedure, 3 papers, 4 due date."""
        if not self.person.complete:
            return 1
        if self.procedure is None:
            return 2
        return 3 if self.missing else 4


Gap = Literal["person", "id_length", "procedure", "represented"]


def gap(draft: Draft) -> Gap | None:
    """What forbids the commit, first things first; None when F9 may save."""
    person = draft.person
    if not person.full_name.strip():
        return "person"
    if not person.complete:
        return "id_length"
    if draft.for_other and not draft.on_behalf_name.strip():
        return "represented"
    return "procedure" if draft.procedure is None else None


def asks_supplement(draft: Draft) -> bool:
    """Whether F9 saves with a supplement request instead of a promise (mandatory papers missing)."""
    return gap(draft) is None and bool(draft.missing)


def with_sex(person: Person) -> Person:
    """Take the sex from the fourth digit of a whole number where none was chosen (even male, odd female)."""
    if person.sex or len(person.id_number) != 12 or not person.id_number.isdigit():
        return person
    return replace(person, sex="female" if int(person.id_number[3]) % 2 else "male")


def retyped(person: Person, **changes: Any) -> Person:  # noqa: ANN401 - fields of Person
    """Change fields by hand; a sex that came from the old number follows the new one."""
    followed = "id_number" in changes and person.sex == with_sex(replace(person, sex="")).sex
    typed = replace(person, warnings=(), **changes)
    return with_sex(replace(typed, sex="") if followed and "sex" not in changes else typed)


def with_card(draft: Draft, card: IdentityCard) -> Draft:
    """Fill the person from an identity card; the phone already typed stays."""
    person = Person(
        id_number=card.number,
        full_name=card.full_name,
        birth_date=card.birth_date.isoformat() if card.birth_date else "",
        sex=card.sex or "",
        address=card.address or "",
        phone=draft.person.phone,
        from_card=True,
        warnings=tuple(note.message for note in card.warnings),
    )
    return replace(draft, person=person, history=None)


def with_history(draft: Draft, history: CitizenHistory) -> Draft:
    """Keep what the office knows of the person; a known phone is prefilled, never overwritten."""
    person = draft.person
    if history.phone and not person.phone:
        person = replace(person, phone=history.phone)
    if history.name and person.full_name and not _same_name(history.name, person.full_name):
        person = replace(person, warnings=(*person.warnings, f"≠ {history.name}"))
    return replace(draft, history=history, person=person)


def with_procedure(draft: Draft, card: ProcedureCard) -> Draft:
    """Choose the procedure: its checklist opens, with nothing ticked and no page lost from the same line."""
    kept = {paper.no: paper for paper in draft.papers} if _same(draft.procedure, card) else {}
    papers = tuple(
        kept.get(row.no, Paper(row.no, row.name, row.mandatory, row.condition, row.from_database))
        for row in card.components
    )
    first = next((at for at, paper in enumerate(papers) if not paper.from_database), 0)
    method = draft.fee_method if card.fee else "none"
    if draft.loose and papers:  # what was captured before belongs to the first paper asked for
        pages = (*papers[first].pages, *draft.loose)
        filled = replace(papers[first], pages=pages, received=True)
        papers = (*papers[:first], filled, *papers[first + 1 :])
    return replace(
        draft,
        loose=() if papers else draft.loose,
        procedure=card,
        papers=papers,
        selected=first,
        fee_method="cash" if card.fee and method == "none" else method,
        promise=None,
    )


def _same_name(one: str, other: str) -> bool:
    """Whether two spellings are one name: marks may be missing in what was typed by hand."""
    return fold(one) == fold(other)


def _same(chosen: ProcedureCard | None, card: ProcedureCard) -> bool:
    return chosen is not None and chosen.code == card.code


def changed_paper(draft: Draft, index: int, **changes: Any) -> Draft:  # noqa: ANN401 - fields of Paper
    """Return the draft with one paper changed; an index outside the list changes nothing."""
    if not 0 <= index < len(draft.papers):
        return draft
    papers = list(draft.papers)
    papers[index] = replace(papers[index], **changes)
    return replace(draft, papers=tuple(papers))


def toggled(draft: Draft, index: int) -> Draft:
    """Tick or untick a paper.

    One that is in a national database is information, never asked for (NĐ 118/2025 Đ.5.1.i).
    """
    if not 0 <= index < len(draft.papers) or draft.papers[index].from_database:
        return draft
    return changed_paper(draft, index, received=not draft.papers[index].received)


def more_copies(draft: Draft, index: int, step: int) -> Draft:
    """Change how many copies were handed in; at least one, and the paper counts as received."""
    if not 0 <= index < len(draft.papers) or draft.papers[index].from_database:
        return draft
    copies = min(MAX_COPIES, max(1, draft.papers[index].copies + step))
    return changed_paper(draft, index, copies=copies, received=True)


def next_kind(draft: Draft, index: int) -> Draft:
    """Turn original → certified copy → copy → electronic → original."""
    if not 0 <= index < len(draft.papers) or draft.papers[index].from_database:
        return draft
    at = KINDS.index(draft.papers[index].kind)
    return changed_paper(draft, index, kind=KINDS[(at + 1) % len(KINDS)], received=True)


def with_page(draft: Draft, page: Path, *, at: int | None = None) -> Draft:
    """Add a captured page to the selected paper (or put it at a place); the paper counts as received."""
    index = draft.selected
    if not draft.papers:
        return replace(draft, loose=(*draft.loose, page))
    if not 0 <= index < len(draft.papers):
        return draft
    pages = list(draft.papers[index].pages)
    pages.insert(len(pages) if at is None else at, page)
    return changed_paper(draft, index, pages=tuple(pages), received=True)


def without_page(draft: Draft, index: int, at: int) -> Draft:
    """Take a page out of a paper's strip; the file itself stays in the recovery folder."""
    if not 0 <= index < len(draft.papers):
        return draft
    pages = draft.papers[index].pages
    if not 0 <= at < len(pages):
        return draft
    return changed_paper(draft, index, pages=pages[:at] + pages[at + 1 :])
