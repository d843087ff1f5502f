"""The draft between the screen and its file: as `desk` keeps it, and as the screen takes it up again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from desk.errors import DeskError, InputError
from desk.rows.drafts import DraftPaper, DraftPerson, ReceptionDraft
from ui.reception import draft as rules
from ui.reception.draft import Acting, Channel, Draft, Person

if TYPE_CHECKING:
    from desk.imaging.strip import Strip
    from desk.rows import ProcedureCard
    from ui.reception.papers import Kind
    from ui.services import Services


def to_keep(draft: Draft, *, strip: str) -> ReceptionDraft:
    """What is kept of a draft: all that was entered, nothing that the office knows anyway."""
    person = draft.person
    chosen = draft.procedure
    return ReceptionDraft(
        key=draft.command_id,
        channel=draft.channel,
        person=DraftPerson(
            id_number=person.id_number,
            full_name=person.full_name,
            birth_date=person.birth_date,
            sex=person.sex,
            address=person.address,
            phone=person.phone,
            from_card=person.from_card,
            warnings=person.warnings,
            check_name=person.check_name,
        ),
        acting=draft.acting,
        on_behalf_name=draft.on_behalf_name,
        on_behalf_id=draft.on_behalf_id,
        authority=draft.authority,
        group=draft.group,
        visit=draft.visit,
        procedure=chosen.code if chosen is not None else "",
        procedure_name=chosen.name if chosen is not None else "",
        papers=tuple(
            DraftPaper(
                no=paper.no,
                name=paper.name,
                received=paper.received,
                kind=paper.kind,
                copies=paper.copies,
                keep_original=paper.keep_original,
                reuse=paper.reuse,
            )
            for paper in draft.papers
        ),
        selected=draft.selected,
        purpose=draft.purpose,
        answers=dict(draft.answers),
        copies=draft.copies,
        note=draft.note,
        return_by=draft.return_by,
        fee_method=draft.fee_method,
        paper_format=draft.paper_format,
        strip=strip,
        pages=draft.page_count,
    )


@dataclass(frozen=True, slots=True)
class Reopened:
    """A draft made ready to go on with, and what has changed meanwhile."""

    draft: Draft
    strip: Strip | None = None
    loosened: tuple[int, ...] = ()  # numbers of papers whose pages belong to none now
    gone: tuple[str, ...] = ()  # papers that were ticked and that the checklist has no more
    added: tuple[str, ...] = ()  # mandatory papers the checklist has now
    no_procedure: DeskError | None = None
    suspended: bool = False
    no_pages: DeskError | None = None


def reopened(services: Services, saved: ReceptionDraft, *, with_strip: bool) -> Reopened:
    """Make a kept draft ready: the procedure as in force today, the promise anew, its pages (desk pool)."""
    draft = _entered(saved)
    found = Reopened(draft)
    if saved.procedure:
        found = _with_procedure(services, saved, found)
    if draft.person.complete:
        known = services.people.known(draft.person.id_number)
        warned = found.draft.person.warnings  # said once already, and kept
        draft = rules.with_history(found.draft, known)
        found = replace(
            found, draft=replace(draft, person=replace(draft.person, warnings=warned), answers=saved.answers)
        )
    if saved.strip and with_strip:
        try:
            found = replace(found, strip=services.imaging.resume_strip(saved.strip))
        except DeskError as failure:
            found = replace(found, no_pages=failure)
    return found


def _entered(saved: ReceptionDraft) -> Draft:
    person = saved.person
    return Draft(
        command_id=saved.key,
        person=Person(
            id_number=person.id_number,
            full_name=person.full_name,
            birth_date=person.birth_date,
            sex=person.sex,
            address=person.address,
            phone=person.phone,
            from_card=person.from_card,
            warnings=person.warnings,
            check_name=person.check_name,
        ),
        acting=cast("Acting", saved.acting),
        on_behalf_name=saved.on_behalf_name,
        on_behalf_id=saved.on_behalf_id,
        authority=saved.authority,
        channel=cast("Channel", saved.channel),
        group=saved.group,
        visit=saved.visit,
        purpose=saved.purpose,
        answers=dict(saved.answers),
        copies=saved.copies,
        note=saved.note,
        return_by=saved.return_by,
        fee_method=saved.fee_method,
        paper_format=saved.paper_format,
    )


def _with_procedure(services: Services, saved: ReceptionDraft, found: Reopened) -> Reopened:
    """The checklist of today with the ticks of the draft, line by line where the line is the same."""
    numbers = tuple(paper.no for paper in saved.papers)
    try:
        card = services.procedure(saved.procedure)
    except InputError as failure:
        return replace(found, no_procedure=failure, loosened=numbers)
    draft = replace(rules.with_procedure(found.draft, card), answers=dict(saved.answers))
    before = {paper.no: paper for paper in saved.papers}
    same = {row.no for row in card.components if row.no in before and before[row.no].name == row.name}
    owner = draft.person.id_number if draft.acting == "self" else draft.on_behalf_id
    offers = services.people.reusable(owner, card.code) if owner else ()
    draft = rules.with_offers(draft, offers)
    papers = tuple(
        replace(
            paper,
            received=before[paper.no].received,
            kind=cast("Kind", before[paper.no].kind),
            copies=before[paper.no].copies,
            keep_original=before[paper.no].keep_original,
            reuse=before[paper.no].reuse and paper.offer is not None,
        )
        if paper.no in same
        else paper
        for paper in draft.papers
    )
    return replace(
        found,
        draft=replace(
            draft,
            papers=papers,
            selected=_place(saved, card, same, draft.selected),
            promise=services.promise(card.code, services.now()),
            fee_method=draft.fee_method if saved.fee_method == "none" else saved.fee_method,
        ),
        loosened=tuple(no for no in numbers if no not in same),
        gone=tuple(paper.name for paper in saved.papers if paper.no not in same and paper.received),
        added=tuple(row.name for row in card.components if row.no not in same and row.mandatory),
        suspended=card.suspended,
    )


def _place(saved: ReceptionDraft, card: ProcedureCard, same: set[int], otherwise: int) -> int:
    """Where the clerk stood in the checklist."""
    if not 0 <= saved.selected < len(saved.papers):
        return otherwise
    number = saved.papers[saved.selected].no
    at = next((at for at, row in enumerate(card.components) if row.no == number), None)
    return at if at is not None and number in same else otherwise
