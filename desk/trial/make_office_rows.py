"""One fictional dossier of a practice office: what was received, what became of it, and when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from desk.clock import iso
from desk.dates.due import Term, promise
from desk.folding import fold
from desk.rows import State
from desk.trial.fictional import a_citizen

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from sqlalchemy.orm import Session

    from desk.dates.calendar import WorkCalendar
    from desk.office.opened import Office
    from desk.rows import ProcedureCard

CHANNELS = ("direct", "online", "postal")
CHANNEL_WEIGHTS = (47, 50, 3)
# What a merged commune sees most: certification, civil status, residence (field/indicators.md §4).
FIELD_WEIGHTS = {"Chứng thực": 12.0, "Hộ tịch": 5.0, "Cư trú": 3.0}


@dataclass(frozen=True, slots=True)
class Scheduled:
    """An event that will be written when its time comes."""

    at: datetime
    dossier_id: int
    verb: str
    details: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Made:
    """The rows of one dossier."""

    applicant: dict[str, Any]
    dossier: dict[str, Any]
    components: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Procedures with their row ids and how often each is asked for."""

    cards: Sequence[tuple[int, ProcedureCard]]
    weights: Sequence[float]


@dataclass(slots=True)
class DueBook:
    """The calendar with the promises already worked out."""

    calendar: WorkCalendar
    known: dict[tuple[int | None, str | None, date, bool], datetime | None] = field(default_factory=dict)


def catalogue_rows(session: Session) -> Catalogue:
    """The office's procedures, weighted as a commune meets them."""
    from sqlalchemy import select

    from desk.catalogue.lookup import card_of
    from models.tables import Procedure

    cards = [(row.id, card_of(row)) for row in session.scalars(select(Procedure).order_by(Procedure.id))]
    weights = [FIELD_WEIGHTS.get(card.field, 1.0) / (1 + index / 8) for index, (_, card) in enumerate(cards)]
    return Catalogue(cards=cards, weights=weights)


def a_dossier(
    random: Random,
    *,
    number: int,
    code: str,
    received_at: datetime,
    now: datetime,
    procedures: Catalogue,
    dues: DueBook,
    office: Office,
) -> Made:
    """One dossier with its fate decided up to `now`: about 2 % late, 3 % waiting for papers or pick-up."""
    ((key, card),) = random.choices(procedures.cards, weights=procedures.weights)
    due_at = _due(card, received_at, dues)
    person = a_citizen(random, today=received_at.date())
    handed, finished, returned, state = _fate(random, received_at, due_at, now)
    fee = card.fee or 0
    channel = random.choices(CHANNELS, weights=CHANNEL_WEIGHTS)[0]
    method = (
        "none"
        if fee == 0
        else ("online" if channel == "online" else random.choice(("cash", "cash", "online")))
    )
    dossier = {
        "id": number,
        "code": code,
        "provisional": False,
        "official_code": None,
        "procedure_id": key,
        "procedure_code": card.code,
        "procedure_name": card.name,
        "field": card.field,
        "term_limit": card.time_limit,
        "term_unit": card.time_unit,
        "applicant_id": number,
        "on_behalf_of": None,
        "channel": channel,
        "assisted_online": False,
        "state": int(state),
        "received_at": received_at,
        "clock_start_at": received_at,
        "due_original": due_at,
        "due_current": due_at,
        "due_reason": [],
        "finished_at": finished,
        "returned_at": returned,
        "return_by": "counter",
        "returned_to": {"kind": "self"} if returned else None,
        "fee_amount": fee,
        "fee_method": method,
        "fee_paid": fee > 0,
        "copies": 1,
        "answers": {},
        "note": "",
        "counter": office.card.counter,
        "unit": office.card.code,
        "holder": office.actor.full_name,
        "clerk": office.actor.full_name,
        "result": {"electronic": channel == "online"} if finished else None,
        "rating": None,
        "handed": handed,
    }
    applicant = {
        "id": number,
        "kind": "citizen",
        "id_number": person.id_number,
        "id_tail": person.id_number[-4:],
        "tax_code": None,
        "full_name": person.full_name,
        "name_fold": fold(person.full_name),
        "birth_date": person.birth_date,
        "sex": person.sex,
        "address": person.address,
        "phone": person.phone,
        "phone_tail": person.phone[-4:],
        "email": None,
    }
    components = [
        {"dossier_id": number, "no": one.no, "name": one.name, "kind": "original", "copies": 1, "pages": 0}
        for one in card.components
        if one.mandatory
    ]
    return Made(applicant=applicant, dossier=dossier, components=components)


def _fate(
    random: Random, received_at: datetime, due_at: datetime | None, now: datetime
) -> tuple[datetime | None, datetime | None, datetime | None, State]:
    """When it was handed over, settled and fetched, as far as `now` knows, and the state it is in."""
    if random.random() < 0.01:
        return None, None, None, State.SUPPLEMENT
    term = (due_at or received_at + timedelta(days=5)) - received_at
    share = random.uniform(1.02, 1.6) if random.random() < 0.02 else random.uniform(0.15, 0.95)
    finished = (received_at + term * share).replace(microsecond=0)
    handed = received_at + timedelta(minutes=random.randrange(2, 60))
    waiting = timedelta(hours=random.uniform(0.2, 72)) if random.random() < 0.99 else timedelta(days=400)
    returned = (finished + waiting).replace(microsecond=0)
    handed_at = None if handed >= finished or handed > now else handed
    if finished > now:
        return handed_at, None, None, State.PROCESSING if handed_at else State.RECEIVED
    if returned > now:
        return handed_at, finished, None, State.READY
    return handed_at, finished, returned, State.RETURNED


def acts_of(made: Made) -> list[Scheduled]:
    """The events of a dossier with the keys every dossier event carries."""
    row = made.dossier
    handed = row.pop("handed")
    code, key = row["code"], row["id"]
    asked = row["state"] == State.SUPPLEMENT
    facts = {
        "code": code,
        "state": int(State.RECEIVED),
        "procedure": row["procedure_code"],
        "name": row["procedure_name"],
        "field": row["field"],
        "channel": row["channel"],
        "assisted_online": False,
        "received_at": iso(row["received_at"]),
        "clock_start_at": iso(row["received_at"]),
        "due_original": _iso(row["due_original"]),
        "due_current": _iso(row["due_current"]),
        "fee": row["fee_amount"],
        "fee_method": row["fee_method"],
        "digitised": 0,
        "reused": 0,
        "provisional": False,
    }
    acts = [Scheduled(row["received_at"], key, "dossier.received", facts)]
    if asked:
        later = row["received_at"] + timedelta(minutes=5)
        told = {"code": code, "state": int(State.SUPPLEMENT), "components": [], "reason": "", "request_no": 1}
        acts.append(Scheduled(later, key, "dossier.supplement_requested", told))
    if handed:
        acts.append(
            Scheduled(handed, key, "dossier.handed_over", {"code": code, "state": int(State.PROCESSING)})
        )
    if row["finished_at"]:
        acts.append(
            Scheduled(
                row["finished_at"],
                key,
                "dossier.result_ready",
                {
                    "code": code,
                    "state": int(State.READY),
                    "finished_at": iso(row["finished_at"]),
                    "electronic": row["result"]["electronic"],
                    "result_files": 0,
                },
            )
        )
    if row["returned_at"]:
        acts.append(
            Scheduled(
                row["returned_at"],
                key,
                "dossier.returned",
                {
                    "code": code,
                    "state": int(State.RETURNED),
                    "returned_at": iso(row["returned_at"]),
                    "by": "counter",
                    "to": "self",
                    "signed": False,
                },
            )
        )
    return acts


def _iso(moment: datetime | None) -> str | None:
    return iso(moment) if moment else None


def _due(card: ProcedureCard, received_at: datetime, book: DueBook) -> datetime | None:
    """The promise; terms in days depend on the day and the two cut-offs only, so they are asked once."""
    term = Term.of(card)
    if term.unit == "working_hour":
        return promise(term, received_at, book.calendar).due_at
    late = received_at.hour * 60 + received_at.minute > 15 * 60
    key = (term.limit, term.unit, received_at.date(), late)
    if key not in book.known:
        moment = received_at.replace(hour=16 if late else 15, minute=0, second=0)
        book.known[key] = promise(term, moment, book.calendar).due_at
    return book.known[key]
