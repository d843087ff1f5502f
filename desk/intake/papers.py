"""The papers of a reception on their way in: digitised with what they are, or used again without a copy."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desk.folding import fold
from desk.people.reuse import Line, Paper, chosen, guard_owner

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from desk.imaging.filing import StagedPdf, Staging
    from desk.imaging.paper_facts import PaperFacts
    from desk.intake.component_file import GivenComponent
    from desk.office.opened import Office
    from desk.record.uow import UnitOfWork
    from desk.rows import ComponentCard
    from models.tables import Applicant, Component, Dossier


@dataclass(frozen=True, slots=True)
class NamedPaper:
    """One paper with its name and what the checklist knows of its kind."""

    given: GivenComponent
    name: str
    doc_type: str
    valid_days: int | None

    @property
    def facts(self) -> PaperFacts:
        """What must be known of it: as given, else what the checklist knows (NĐ 118/2025 Đ.19.2)."""
        given = self.given.facts
        return replace(given, title=given.title or self.name, doc_type=self.doc_type)

    @property
    def line(self) -> Line:
        """What a paper used again must fit."""
        return Line(
            no=self.given.no, name_fold=fold(self.name), doc_type=self.doc_type, valid_days=self.valid_days
        )


def described(
    components: Sequence[tuple[GivenComponent, str]], checklist: Sequence[ComponentCard]
) -> tuple[NamedPaper, ...]:
    """Each paper with its kind: as given, else as the checklist says (NĐ 118/2025 Đ.19.2)."""
    lines = {one.no: one for one in checklist}
    found = []
    for given, name in components:
        line = lines.get(given.no)
        kind = given.doc_type or (line.doc_type if line else "")
        found.append(NamedPaper(given, name, kind, line.valid_days if line else None))
    return tuple(found)


def digitised(
    staging: Staging, papers: Sequence[NamedPaper], report: Callable[[int, int], None] | None
) -> list[StagedPdf]:
    """Every paper with pages as one PDF aside, with name, kind and term."""
    total = sum(len(one.given.pages) for one in papers)
    done = 0
    staged = []
    for one in papers:
        if not one.given.pages:
            continue
        before = done

        def told(pages: int, _of: int, before: int = before) -> None:
            if report is not None:
                report(before + pages, total)

        pdf = staging.digitise(
            one.given.pages,
            component=one.given.no,
            role="component",
            slug=one.name,
            facts=one.facts,
            report=told,
        )
        staged.append(pdf)
        done += len(one.given.pages)
    return staged


def used_again(
    session: Session, office: Office, papers: Sequence[NamedPaper], owner: Applicant, *, on: date
) -> Mapping[int, Paper]:
    """The papers digitised before that a clerk chose, by line; only the owner's own, valid and whole.

    Raises:
        InputError: `reuse.no_number` where the owner is not known by a number, and those of `chosen`.
    """
    from desk.errors import InputError
    from desk.people.register import entry_for, root_of

    wanted = [one for one in papers if one.given.reuse is not None]
    if not wanted:
        return {}
    if not (owner.id_number or owner.tax_code):
        raise InputError("reuse.no_number", no=wanted[0].given.no)
    entry = entry_for(session, owner)
    key = root_of(session, entry).id if entry is not None else None
    return {
        one.given.no: chosen(session, office, one.line, one.given.reuse or 0, citizen_id=key, on=on)
        for one in wanted
    }


def link(
    uow: UnitOfWork, components: Sequence[Component], reused: Mapping[int, Paper], *, citizen_id: int
) -> None:
    """Point each line to the paper it uses again, once more only where it is this citizen's own."""
    for component in components:
        paper = reused.get(component.no)
        if paper is not None:
            guard_owner(uow.session, paper.attachment_id, citizen_id=citizen_id)
            component.reused_from = paper.attachment_id
            component.pages = paper.pages


def supplied(uow: UnitOfWork, row: Dossier, components: Sequence[GivenComponent]) -> None:
    """Papers brought later, already among the dossier's lines: reused ones linked, kept originals marked."""
    from desk.catalogue.lookup import card_of
    from models.tables import Procedure

    stored = uow.session.get(Procedure, row.procedure_id) if row.procedure_id else None
    lines = {one.no: one for one in row.components}
    named = [(one, lines[one.no].name) for one in components]
    papers = described(named, card_of(stored).components if stored is not None else ())
    owner = row.owner or row.applicant
    reused = used_again(uow.session, uow.office, papers, owner, on=uow.now.date())
    if reused and owner.citizen_id is not None:
        link(uow, row.components, reused, citizen_id=owner.citizen_id)
    for one in components:
        if one.keep_original:
            lines[one.no].original_kept, lines[one.no].given_back_at = True, None
