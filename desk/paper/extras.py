"""What forms print beside a dossier's view: register entry, point, group, numbers of slips."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from desk.office.opened import Office
    from desk.rows import EventRow
    from models.tables import Dossier


@dataclass(frozen=True, slots=True)
class Extras:
    """Facts of a stored dossier that only paper asks for; all empty for a draft."""

    dossier_id: int = 0
    register_year: int | None = None
    volume: int | None = None
    number: int | None = None
    group_no: str = ""
    point: str = ""  # name of the reception point
    competent_unit: str = ""
    resolving_unit: str = ""
    representative: str = ""  # who came for an organisation
    supplement_due_at: datetime | None = None
    finished: bool = False
    kept: tuple[str, ...] = ()  # originals still to be given back


def extras_of(office: Office, code: str) -> Extras:
    """The facts of the dossier with this very code; empty ones where there is none (a draft)."""
    from sqlalchemy import select

    from models.tables import Dossier

    with office.read() as session:
        row = session.scalars(select(Dossier).where(Dossier.code == code)).first()
        return Extras() if row is None else _frozen(session, row)


def _frozen(session: Session, row: Dossier) -> Extras:
    from desk.process.steps import resolving_unit

    return Extras(
        dossier_id=row.id,
        register_year=row.register_year,
        volume=row.register_volume,
        number=row.register_no,
        group_no=row.group_no or "",
        point=_point_name(session, row.reception_point),
        competent_unit=row.competent_unit or "",
        resolving_unit=resolving_unit(session, row),
        representative=_representative(row.applicant.representative),
        supplement_due_at=row.supplement_due_at,
        finished=row.finished_at is not None,
        kept=tuple(one.name for one in row.components if one.original_kept and one.given_back_at is None),
    )


def _point_name(session: Session, code: str) -> str:
    from models.tables import ReceptionPoint

    point = session.get(ReceptionPoint, code) if code else None
    return point.name if point is not None else code


def _representative(person: Mapping[str, Any] | None) -> str:
    """Name and title of who came for an organisation."""
    if not person:
        return ""
    name, title = str(person.get("full_name") or ""), str(person.get("title") or "")
    return ", ".join(part for part in (name, title) if part)


def running_number(office: Office, event: EventRow) -> int:
    """Số phiếu of a slip: which act of its kind this is in its year; the log only grows, so it stays."""
    from datetime import datetime as moment

    from sqlalchemy import func, select

    from models.tables import Event

    begin = moment(event.at.year, 1, 1, tzinfo=event.at.tzinfo)
    query = select(func.count()).where(Event.verb == event.verb, Event.seq <= event.seq, Event.at >= begin)
    with office.read() as session:
        return int(session.scalar(query) or 0)


def rule_on(office: Office, key: str, day: date) -> Any:  # noqa: ANN401 - any JSON value
    """What a rule of the law says on a day, as this office has it."""
    from desk.office.rules import rule

    with office.read() as session:
        return rule(session, key, on=day)


def register_texts(facts: Extras) -> tuple[str, str]:
    """Quyển số and số thứ tự as the receipt prints them; both empty where the dossier is in no register."""
    if facts.number is None:
        return "", ""
    volume = f"{facts.volume or 1:02d}"
    return (f"{volume}/{facts.register_year}" if facts.register_year else volume), f"{facts.number:04d}"
