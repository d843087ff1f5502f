"""Khai một lần, dùng nhiều lần: papers already digitised for this very person, offered and used again.

Asking again for what was already digitised is forbidden (NĐ 118/2025 Đ.5.1.i, NĐ 309/2026 Đ.4.2a). A
paper belongs to whose dossier it was, never to who brought it for another; it is used as long as its own
term runs, else the term of the checklist's line, else the office's rule `people.reuse_days`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from desk.errors import InputError
from desk.folding import fold
from desk.people.rows import ReusablePaper

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from pathlib import Path

    from sqlalchemy.orm import Session

    from desk.office.opened import Office
    from desk.rows import AttachmentRow, ComponentCard
    from models.tables import Attachment, Dossier

AUTO = "auto"
RULE = "people.reuse_days"
ROLE = "reused"


@dataclass(frozen=True, slots=True)
class Paper:
    """Một giấy tờ đã số hoá: where it lies, what it is, and its own term."""

    attachment_id: int
    citizen_id: int | None
    name: str
    name_fold: str
    doc_type: str
    from_code: str
    digitised_on: date
    own_end: date | None
    file: str
    root: Path
    bytes: int
    sha256: str
    pages: int


@dataclass(frozen=True, slots=True)
class Line:
    """Một dòng thành phần hồ sơ: what is asked for, and how long a digitised copy of it counts."""

    no: int
    name_fold: str
    doc_type: str = ""
    valid_days: int | None = None

    def fits(self, paper: Paper) -> bool:
        """The same kind of paper; where one side has no kind, the same name."""
        if self.doc_type and paper.doc_type:
            return self.doc_type == paper.doc_type
        return bool(self.name_fold) and self.name_fold == paper.name_fold


def reusable(office: Office, number: str, procedure: str) -> tuple[ReusablePaper, ...]:
    """What a person need not hand in again for a procedure: the newest valid paper for each line."""
    from desk.catalogue.lookup import card_of, in_force
    from desk.people.register import entry_of_number

    today = office.clock.now().date()
    with office.read() as session:
        root = entry_of_number(session, number.strip())
        if root is None:
            return ()
        papers = papers_of(session, office.data, root.id)
        days = default_days(session, today)
        lines = [line_of(one) for one in card_of(in_force(session, procedure, today)).components]
        found = (newest_valid(line, papers, on=today, days=days) for line in lines)
        return tuple(one for one in found if one is not None)


def line_of(component: ComponentCard) -> Line:
    """A line of a procedure's checklist."""
    return Line(
        no=component.no,
        name_fold=fold(component.name),
        doc_type=component.doc_type,
        valid_days=component.valid_days,
    )


def newest_valid(line: Line, papers: Sequence[Paper], *, on: date, days: int | None) -> ReusablePaper | None:
    """The newest paper that fits a line and is still good on a day."""
    for paper in papers:
        if not line.fits(paper):
            continue
        end = last_day(paper, valid_days=line.valid_days, days=days)
        if end is None or on <= end:
            return _row(paper, component_no=line.no, end=end)
    return None


def last_day(paper: Paper, *, valid_days: int | None, days: int | None) -> date | None:
    """The last day a paper counts: its own, else by the line, else by the office's rule; None: no end."""
    if paper.own_end is not None:
        return paper.own_end
    term = valid_days if valid_days is not None else days
    return None if term is None else paper.digitised_on + timedelta(days=term)


def default_days(session: Session, day: date) -> int | None:
    """The office's rule for papers without a term of their own; None = no end."""
    from desk.office.rules import rule

    found = rule(session, RULE, on=day)
    return None if found is None else int(found)


def still_valid(session: Session, papers: Iterable[Paper], *, on: date) -> tuple[ReusablePaper, ...]:
    """The newest good copy of each paper, whatever procedure may ask for it."""
    days = default_days(session, on)
    found: dict[str, ReusablePaper] = {}
    for paper in papers:
        end = last_day(paper, valid_days=None, days=days)
        if end is None or on <= end:
            found.setdefault(paper.doc_type or paper.name_fold, _row(paper, component_no=0, end=end))
    return tuple(found.values())


def papers_of(session: Session, data: Path, citizen_id: int) -> tuple[Paper, ...]:
    """Everything digitised in a person's own dossiers, newest first; by index only."""
    from sqlalchemy import func, select, union_all

    from models.tables import Applicant, Attachment, Dossier

    people = select(Applicant.id).where(Applicant.citizen_id == citizen_id)
    own_matter = func.coalesce(Dossier.owner_id, 0)  # hidden from its index: nearly every dossier has none
    own = union_all(
        select(Dossier.id).where(Dossier.applicant_id.in_(people), own_matter == 0),
        select(Dossier.id).where(Dossier.owner_id.in_(people)),
    ).subquery()
    rows = session.execute(
        select(Attachment, Dossier)
        .join(Dossier, Dossier.id == Attachment.dossier_id)
        .where(Attachment.dossier_id.in_(select(own.c.id)), Attachment.role == "component")
        .order_by(Attachment.created_at.desc(), Attachment.id.desc())
    ).all()
    names = _names(session, [row.dossier_id for row, _ in rows])
    return tuple(
        _paper(
            row, dossier, data, citizen_id=citizen_id, name=names.get((row.dossier_id, row.component_no), "")
        )
        for row, dossier in rows
    )


def chosen(
    session: Session, office: Office, line: Line, asked: int | str, *, citizen_id: int | None, on: date
) -> Paper:
    """The paper a clerk wants used again for a line, checked: whose it is, its term, its bytes.

    Raises:
        InputError: `reuse.unknown`, `reuse.other_person`, `reuse.none_fits`, `reuse.expired`,
            `reuse.file_fault`; nothing was changed.
    """
    days = default_days(session, on)
    if asked == AUTO:
        papers = papers_of(session, office.data, citizen_id) if citizen_id is not None else ()
        paper = _automatic(line, papers, on=on, days=days)
    else:
        paper = paper_by_id(session, office.data, int(asked))
        if citizen_id is None or paper.citizen_id != citizen_id:
            raise InputError("reuse.other_person", no=line.no, attachment=paper.attachment_id)
    end = last_day(paper, valid_days=line.valid_days, days=days)
    if end is not None and on > end:
        raise InputError("reuse.expired", no=line.no, name=paper.name, until=f"{end:%d/%m/%Y}")
    _check_file(office, paper, no=line.no)
    return paper


def _automatic(line: Line, papers: Sequence[Paper], *, on: date, days: int | None) -> Paper:
    fitting = [one for one in papers if line.fits(one)]
    good = newest_valid(line, fitting, on=on, days=days)
    if good is not None:
        return next(one for one in fitting if one.attachment_id == good.attachment_id)
    if not fitting:
        raise InputError("reuse.none_fits", no=line.no)
    return fitting[0]  # refused by the caller, which names its last day


def paper_by_id(session: Session, data: Path, attachment_id: int) -> Paper:
    """A digitised paper with whose it is.

    Raises:
        InputError: `reuse.unknown` where no paper of a dossier has this id.
    """
    from models.tables import Attachment, Dossier

    row = session.get(Attachment, attachment_id)
    if row is None or row.role != "component":
        raise InputError("reuse.unknown", attachment=attachment_id)
    dossier = session.get_one(Dossier, row.dossier_id)
    owner = dossier.owner or dossier.applicant
    names = _names(session, [dossier.id])
    return _paper(
        row, dossier, data, citizen_id=owner.citizen_id, name=names.get((dossier.id, row.component_no), "")
    )


def guard_owner(session: Session, attachment_id: int, *, citizen_id: int) -> None:
    """Never another citizen's paper: asked once more inside the transaction that links it."""
    from models.tables import Attachment, Dossier

    row = session.get_one(Attachment, attachment_id)
    dossier = session.get_one(Dossier, row.dossier_id)
    if (dossier.owner or dossier.applicant).citizen_id != citizen_id:
        raise InputError("reuse.other_person", no=0, attachment=attachment_id)


def _check_file(office: Office, paper: Paper, *, no: int) -> None:
    from desk.record.failures import surroundings
    from desk.record.store import KnownFile, fault_of

    with surroundings():
        fault = fault_of(office.data, KnownFile(paper.file, paper.bytes, paper.sha256))
    if fault is not None:
        raise InputError("reuse.file_fault", no=no, name=paper.name, code=paper.from_code, fault=fault)


def reused_rows(session: Session, data: Path, dossier: Dossier) -> tuple[AttachmentRow, ...]:
    """The papers a dossier uses again, as attachments of its own lines; no byte is copied."""
    from dataclasses import replace

    from desk.life.stored_papers import attachment_row
    from models.tables import Attachment

    return tuple(
        replace(
            attachment_row(data, session.get_one(Attachment, one.reused_from), role=ROLE), component=one.no
        )
        for one in dossier.components
        if one.reused_from is not None
    )


def _names(session: Session, dossier_ids: Sequence[int]) -> dict[tuple[int, int], str]:
    from sqlalchemy import select

    from models.tables import Component

    query = select(Component.dossier_id, Component.no, Component.name).where(
        Component.dossier_id.in_(set(dossier_ids))
    )
    return {(int(key), int(no)): name for key, no, name in session.execute(query)}


def _paper(row: Attachment, dossier: Dossier, data: Path, *, citizen_id: int | None, name: str) -> Paper:
    return Paper(
        attachment_id=row.id,
        citizen_id=citizen_id,
        name=name,
        name_fold=row.name_fold or fold(name),
        doc_type=row.doc_type,
        from_code=dossier.code,
        digitised_on=row.created_at.date(),
        own_end=row.valid_until,
        file=row.file,
        root=data,
        bytes=row.bytes,
        sha256=row.sha256,
        pages=row.pages,
    )


def _row(paper: Paper, *, component_no: int, end: date | None) -> ReusablePaper:
    return ReusablePaper(
        component_no=component_no,
        attachment_id=paper.attachment_id,
        name=paper.name,
        from_code=paper.from_code,
        digitised_on=paper.digitised_on,
        valid_until=end,
        file=paper.root / paper.file,
    )
