"""The reception as it is being typed: frozen data and the pure rules over it, free of Qt.

The presenter replaces one draft by the next; the views paint it; `ui.reception.command` turns
it into the reception that `desk` receives. Nothing here touches the disk.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from desk.folding import fold
from desk.intake.person_file import ID_NUMBER
from desk.intake.receive_file import PHONE
from desk.rows.drafts import DraftPerson as Person
from ui.reception import fees
from ui.reception.papers import KINDS, MAX_COPIES, Kind, Paper

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from desk.people.rows import KnownCitizen, ReusablePaper
    from desk.rows import DuePromise, IdentityCard, ProcedureCard
    from desk.rows.strip import GivenPage

__all__ = ["KINDS", "MAX_COPIES", "Draft", "Kind", "Paper", "Person"]

Acting = Literal["self", "other", "organisation"]
Channel = Literal["direct", "postal", "online"]
_TAX_CODE = re.compile(r"\d{10}(-?\d{3})?|\d{12}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Draft:
    """Hồ sơ đang nhập: everything of one reception before its commit."""

    command_id: str
    person: Person = field(default_factory=Person)
    history: KnownCitizen | None = None
    acting: Acting = "self"
    on_behalf_name: str = ""  # whose dossier it is, or the organisation's name
    on_behalf_id: str = ""  # identity number, or the organisation's tax code
    authority: str = ""  # giấy ủy quyền, or the representative's title
    channel: Channel = "direct"
    visit: str = ""  # one citizen, several dossiers: the visit's own id
    group: str = ""  # nộp theo nhóm: "new", or the number of the group
    procedure: ProcedureCard | None = None
    search: str = ""  # what is typed to find a procedure
    papers: tuple[Paper, ...] = ()
    selected: int = 0  # index into papers
    loose: tuple[GivenPage, ...] = ()  # pages of no paper yet
    purpose: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)  # what the procedure asks beside the papers
    copies: int = 1
    note: str = ""
    promise: DuePromise | None = None
    return_by: str = "counter"
    fee_method: str = "cash"
    fee_typed: str = ""  # another amount than the catalogue's, or the one it does not know
    fee_given: str = ""  # cash handed over
    fee_reason: str = ""  # why it is exempt
    receipt_no: str = ""
    paper_format: str = "k80"

    @property
    def page_count(self) -> int:
        """How many pages were digitised for the whole reception; blank sides set aside are not counted."""
        given = [page for paper in self.papers for page in paper.pages]
        return sum(page.blank != "drop" for page in (*given, *self.loose))

    @property
    def missing(self) -> tuple[Paper, ...]:
        """The mandatory papers that are not there and that this reception must have."""
        return tuple(paper for paper in self.papers if paper.missing and self.applies(paper))

    @property
    def unscanned(self) -> tuple[Paper, ...]:
        """The papers handed in that have no page yet."""
        return tuple(paper for paper in self.papers if paper.unscanned)

    @property
    def mandatory(self) -> tuple[int, int]:
        """Received and all mandatory papers, e.g. 2 of 2."""
        asked = [
            paper
            for paper in self.papers
            if paper.mandatory and not paper.from_database and self.applies(paper)
        ]
        return sum(paper.received or paper.reuse for paper in asked), len(asked)

    def applies(self, paper: Paper) -> bool:
        """Whether a conditional paper is asked for here: an authorisation only from who acts for another."""
        asked = {"on_behalf": self.acting == "other", "organisation": self.acting == "organisation"}
        return asked.get(paper.applies, bool(self.group) if paper.applies == "group" else True)

    @property
    def empty(self) -> bool:
        """Whether nothing was entered yet; group, visit and paper are carried over, not entered."""
        bare = replace(self, group="", visit="", paper_format="k80", history=None, promise=None)
        carried = bool(self.visit) and not self.begun  # of a visit: only what the citizen was asked before
        return carried or bare == Draft(command_id=self.command_id)

    @property
    def begun(self) -> bool:
        """Whether more than the person is there: another card is another citizen's."""
        return self.procedure is not None or bool(self.page_count) or bool(self.note)

    @property
    def step(self) -> int:
        """The first step that still asks for something: 1 person, 2 procedure, 3 papers, 4 due date."""
        if not self.person.complete:
            return 1
        if self.procedure is None:
            return 2
        return 3 if self.missing else 4


Gap = Literal[
    "person", "id_length", "birth", "phone", "procedure", "represented", "represented_id", "tax_code",
    "pages", "fee_amount", "fee_reason", "receipt_no",
]  # fmt: skip


def gap(draft: Draft) -> Gap | None:
    """What forbids the commit, first things first; None when F9 may save."""
    person = draft.person
    if not person.full_name.strip():
        return "person"
    if not person.complete:
        return "id_length"
    if person.birth_typed:
        return "birth"
    if person.phone.strip() and not re.fullmatch(PHONE, person.phone.strip(), re.ASCII):
        return "phone"
    if draft.acting != "self" and not draft.on_behalf_name.strip():
        return "represented"
    if draft.acting == "other" and draft.on_behalf_id and not re.fullmatch(ID_NUMBER, draft.on_behalf_id):
        return "represented_id"
    if draft.acting == "organisation" and not _TAX_CODE.fullmatch(draft.on_behalf_id):
        return "tax_code"
    if draft.procedure is None:
        return "procedure"
    if (money := fees.gap(draft)) is not None:
        return money
    waiting = any(page.blank != "drop" for page in draft.loose)
    return "pages" if waiting and draft.papers else None


def asks_supplement(draft: Draft) -> bool:
    """Whether papers are missing, so that no date is promised; a field still to be mended changes nothing."""
    return draft.person.complete and draft.procedure is not None and bool(draft.missing)


def with_sex(person: Person) -> Person:
    """Take the sex from the fourth digit of a whole number where none was chosen (even male, odd female)."""
    if person.sex or len(person.id_number) != 12 or not person.id_number.isdigit():
        return person
    return replace(person, sex="female" if int(person.id_number[3]) % 2 else "male")


def retyped(person: Person, **changes: Any) -> Person:  # noqa: ANN401 - fields of Person
    """Change fields by hand; a sex that came from the old number follows the new one."""
    followed = "id_number" in changes and person.sex == with_sex(replace(person, sex="")).sex
    if "full_name" in changes:
        changes = {"check_name": False} | changes
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
        check_name=card.check_name,
    )
    visit = draft.visit if person.id_number == draft.person.id_number else ""
    return replace(draft, person=person, history=None, visit=visit)


def with_history(draft: Draft, history: KnownCitizen) -> Draft:
    """Keep what the office knows of the person; it is prefilled where nothing stands, never written over."""
    person = draft.person
    if not person.from_card:
        person = replace(
            person,
            full_name=person.full_name or history.name or "",
            address=person.address or history.address or "",
            birth_date=person.birth_date or _known_birth(person, history),
        )
    if history.phone and not person.phone:
        person = replace(person, phone=history.phone)
    if person.check_name and history.name and _same_name(history.name, person.full_name):
        kept = history.name.upper() if person.full_name.isupper() else history.name
        person = replace(person, full_name=kept, check_name=False)  # the office knows how it is written
    if history.name and person.full_name and not _same_name(history.name, person.full_name):
        person = replace(person, warnings=(*person.warnings, f"≠ {history.name}"))
    return with_answers(replace(draft, history=history, person=person))


def _known_birth(person: Person, history: KnownCitizen) -> str:
    """What the office knows, unless the clerk is typing one."""
    known = history.birth_date
    return known.isoformat() if known is not None and not person.birth_typed else ""


def with_answers(draft: Draft) -> Draft:
    """Suggest what this person answered before, where the procedure asks it and nothing was typed."""
    if draft.history is None or draft.procedure is None:
        return draft
    before = draft.history.answers
    answers = dict(draft.answers)
    for ask in draft.procedure.asks:
        if not answers.get(ask.key) and isinstance(before.get(ask.key), str):
            answers[ask.key] = before[ask.key]
    purpose = draft.purpose
    if not purpose and isinstance(before.get("purpose"), str):
        purpose = before["purpose"]
    return replace(draft, answers=answers, purpose=purpose)


def with_offers(draft: Draft, offers: Sequence[ReusablePaper]) -> Draft:
    """Offer what was digitised before; it is used again only when the clerk says so (key U)."""
    fitting = {offer.component_no: offer for offer in offers}
    papers = tuple(
        replace(paper, offer=fitting.get(paper.no), reuse=paper.reuse and paper.no in fitting)
        for paper in draft.papers
    )
    return replace(draft, papers=papers)


def with_procedure(draft: Draft, card: ProcedureCard) -> Draft:
    """Choose the procedure: its checklist opens, with nothing ticked and no page lost from the same line."""
    kept = {paper.no: paper for paper in draft.papers} if _same(draft.procedure, card) else {}
    papers = tuple(
        kept.get(
            row.no,
            Paper(
                row.no,
                row.name,
                row.mandatory,
                row.condition,
                row.from_database,
                row.applies,
                copies=row.copies,
            ),
        )
        for row in card.components
    )
    first = next((at for at, paper in enumerate(papers) if not paper.from_database), 0)
    method = draft.fee_method if card.fee else "none"
    if not kept:
        draft = replace(draft, fee_typed="", fee_given="", fee_reason="", receipt_no="")
    chosen = replace(
        draft,
        answers=draft.answers if kept else {},
        procedure=card,
        search="",
        papers=papers,
        selected=first,
        fee_method="cash" if card.fee and method == "none" else method,
        promise=None,
    )
    return with_answers(chosen)


def _same_name(one: str, other: str) -> bool:
    """Whether two spellings are one name: marks may be missing in what was typed by hand."""
    return fold(one) == fold(other)


def _same(chosen: ProcedureCard | None, card: ProcedureCard) -> bool:
    return chosen is not None and chosen.code == card.code


def changed_paper(draft: Draft, index: int, change: Callable[[Paper], Paper]) -> Draft:
    """Return the draft with one paper changed; an index outside the list changes nothing."""
    if not 0 <= index < len(draft.papers):
        return draft
    papers = list(draft.papers)
    papers[index] = change(papers[index])
    return replace(draft, papers=tuple(papers))


def with_pages(draft: Draft, pages: Mapping[int | None, tuple[GivenPage, ...]]) -> Draft:
    """Take the strip's pages by paper; those of a paper this procedure does not have belong to none yet."""
    papers = tuple(paper.with_pages(pages.get(paper.no, ())) for paper in draft.papers)
    known = {paper.no for paper in draft.papers}
    loose = tuple(page for number, some in pages.items() if number not in known for page in some)
    if papers == draft.papers and loose == draft.loose:
        return draft
    return replace(draft, papers=papers, loose=loose)
