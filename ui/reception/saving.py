"""The draft between the screen and its file: as `desk` keeps it, and as the screen takes it up again."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from desk.errors import DeskError, InputError
from desk.rows.drafts import DraftPaper, ReceptionDraft
from ui.reception import draft as rules
from ui.reception.draft import Draft

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desk.imaging.strip import Strip
    from desk.rows import ProcedureCard
    from ui.services import Services


# What a draft and its file call by one name and keep in one form.
_SAME = tuple(
    sorted(
        {one.name for one in fields(Draft)}
        & {one.name for one in fields(ReceptionDraft)} - {"procedure", "papers", "selected"}
    )
)
_TICKED = tuple(one.name for one in fields(DraftPaper))


def _of(given: object, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(given, name) for name in names}


def to_keep(draft: Draft, *, strip: str) -> ReceptionDraft:
    """What is kept of a draft: all that was entered, nothing that the office knows anyway."""
    chosen = draft.procedure
    return ReceptionDraft(
        **_of(draft, _SAME),
        key=draft.command_id,
        procedure=chosen.code if chosen is not None else "",
        procedure_name=chosen.name if chosen is not None else "",
        papers=tuple(DraftPaper(**_of(paper, _TICKED)) for paper in draft.papers),
        selected=draft.selected,
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
    return Draft(command_id=saved.key, **_of(saved, _SAME))


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
            **_of(before[paper.no], _TICKED) | {"reuse": before[paper.no].reuse and paper.offer is not None},
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
