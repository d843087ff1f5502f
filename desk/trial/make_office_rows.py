"""The rows of one fictional dossier of a practice office, and what will be written when its time comes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from desk.clock import iso
from desk.dates.due import Term
from desk.folding import fold
from desk.trial.fictional import a_citizen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from random import Random

    from sqlalchemy.orm import Session

    from desk.office.opened import Office
    from desk.rows import ProcedureCard
    from desk.trial.fictional import Citizen

CHANNELS = ("direct", "online", "postal")
CHANNEL_WEIGHTS = (47, 50, 3)
# What a merged commune sees most: certification, civil status, residence (field/indicators.md §4).
FIELD_WEIGHTS = {"Chứng thực": 12.0, "Hộ tịch": 5.0, "Cư trú": 3.0}
KNOWN_AGAIN = 0.3  # of those who come were here before


@dataclass(slots=True)
class Scheduled:
    """An event that will be written when its time comes, with the rows that point to it."""

    at: datetime
    dossier_id: int
    verb: str
    details: dict[str, Any]
    enters: bool = False  # takes its place in the register then
    holding: dict[str, Any] | None = None
    remark: str | None = None
    correction: dict[str, Any] | None = None


@dataclass(slots=True)
class Made:
    """The rows of one dossier and its events in order."""

    dossier: dict[str, Any]
    applicants: list[dict[str, Any]]
    components: list[dict[str, Any]]
    acts: list[Scheduled] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Asked:
    """A procedure of the catalogue as dossiers need it: row id, card, term, who resolves it."""

    key: int
    card: ProcedureCard
    term: Term
    unit: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Procedures and how often each is asked for."""

    asked: Sequence[Asked]
    weights: Sequence[float]

    def one(self, random: Random) -> Asked:
        """A procedure as a commune meets them."""
        return random.choices(self.asked, weights=self.weights)[0]


@dataclass(slots=True)
class People:
    """Sổ công dân as it grows: entries by number, who changed since the last batch was written."""

    entries: list[dict[str, Any]] = field(default_factory=list)
    fresh: list[dict[str, Any]] = field(default_factory=list)
    seen_again: dict[int, datetime] = field(default_factory=dict)
    snapshots: int = 0

    def snapshot(self, random: Random, at: datetime) -> dict[str, Any]:
        """The snapshot of somebody who comes now: known from before, or new to the register."""
        self.snapshots += 1
        if self.entries and random.random() < KNOWN_AGAIN:
            entry = random.choice(self.entries)
            self.seen_again[entry["id"]] = at
        else:
            person = a_citizen(random, today=at.date())
            organised = random.random() < 0.03
            entry = {"id": len(self.entries) + 1, **_identity(person, organised=organised, random=random)}
            self.entries.append(entry)
            self.fresh.append({**entry, "answers": {}, "first_seen_at": at, "last_seen_at": at})
        number = entry["id_number"] or entry["tax_code"]
        return {
            **entry,
            "id": self.snapshots,
            "id_tail": number[-4:],
            "phone_tail": entry["phone"][-4:],
            "citizen_id": entry["id"],
            "representative": {"full_name": "NGUYỄN VĂN MẪU"} if entry["kind"] == "organisation" else None,
        }


def _identity(person: Citizen, *, organised: bool, random: Random) -> dict[str, Any]:
    if organised:
        name = f"CÔNG TY TNHH MẪU {person.full_name.split()[-1].upper()} {random.randrange(1000)}"
        return {
            "kind": "organisation", "id_number": None, "tax_code": f"999{random.randrange(10**7):07d}",
            "full_name": name, "name_fold": fold(name), "birth_date": None, "sex": None,
            "address": person.address, "phone": person.phone, "email": None,
        }  # fmt: skip
    return {
        "kind": "citizen", "id_number": person.id_number, "tax_code": None, "full_name": person.full_name,
        "name_fold": fold(person.full_name), "birth_date": person.birth_date, "sex": person.sex,
        "address": person.address, "phone": person.phone, "email": None,
    }  # fmt: skip


def catalogue_rows(session: Session) -> Catalogue:
    """The office's procedures in force, weighted as a commune meets them."""
    from sqlalchemy import select

    from desk.catalogue.lookup import card_of
    from desk.process.units import default_unit
    from models.tables import Procedure

    asked = []
    for row in session.scalars(select(Procedure).order_by(Procedure.id)):
        card = card_of(row)
        unit = row.resolving_unit or row.competent_unit or default_unit(row.level, row.field)
        asked.append(Asked(row.id, card, Term.of(card), unit))
    weights = [FIELD_WEIGHTS.get(one.card.field, 1.0) / (1 + index / 8) for index, one in enumerate(asked)]
    return Catalogue(asked=asked, weights=weights)


def dossier_row(
    random: Random, asked: Asked, *, number: int, code: str, received_at: datetime, office: Office
) -> dict[str, Any]:
    """The row of a dossier before anything ran: no state, no clock yet."""
    card = asked.card
    channel = random.choices(CHANNELS, weights=CHANNEL_WEIGHTS)[0]
    fee = card.fee or 0
    method = "none" if fee == 0 else "online" if channel == "online" else random.choice(("cash", "online"))
    absent = (
        "official_code", "on_behalf_of", "clock_start_at", "due_original", "due_current", "finished_at",
        "returned_at", "returned_to", "group_no", "visit_no", "register_year", "register_volume",
        "accept_due_at", "transfer_due_at", "unfit_due_at", "supplement_due_at", "official_at", "result",
        "rating", "owner_id", "register_no",
    )  # fmt: skip
    return {
        **dict.fromkeys(absent),
        "id": number,
        "code": code,
        "provisional": False,
        "procedure_id": asked.key,
        "procedure_code": card.code,
        "procedure_name": card.name,
        "field": card.field,
        "term_limit": card.time_limit,
        "term_unit": card.time_unit,
        "channel": channel,
        "assisted_online": channel == "online" and random.random() < 0.2,
        "state": 1,
        "received_at": received_at,
        "due_reason": [],
        "return_by": _return_by(random, channel),
        "fee_amount": fee,
        "fee_method": method,
        "fee_paid": fee > 0,
        "copies": 1,
        "answers": {},
        "note": "",
        "counter": office.card.counter,
        "office_code": office.card.code,
        "reception_point": "",
        "competent_unit": card.competent_unit,
        "delivery": "",
        "unit": office.card.code,
        "holder": office.actor.full_name,
        "clerk": office.actor.full_name,
    }


def _return_by(random: Random, channel: str) -> str:
    chance = random.random()
    if channel == "online" and chance < 0.3:
        return "electronic"
    return "postal" if chance > 0.95 else "counter"


def component_rows(card: ProcedureCard, number: int, *, kept: bool) -> list[dict[str, Any]]:
    """The papers of the checklist as handed in; an original may be kept until the return."""
    return [
        {
            "dossier_id": number, "no": one.no, "name": one.name, "kind": "original", "copies": 1, "pages": 0,
            "original_kept": kept and one.no == 1, "given_back_at": None, "reused_from": None,
        }
        for one in card.components
        if one.mandatory
    ]  # fmt: skip


def results_of(dossiers: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """One result of each settled dossier, as `result-ready` notes it where nothing more is told."""
    return [
        {
            "dossier_id": row["id"], "no": 1, "version": 1, "number": "", "number_fold": "",
            "issued_on": None, "title": "", "signed": None, "electronic": row["result"]["electronic"],
            "attachment_id": None, "recorded_at": row["finished_at"], "replaced_at": None,
        }
        for row in dossiers
        if row["result"] is not None
    ]  # fmt: skip


def received_details(row: dict[str, Any]) -> dict[str, Any]:
    """What `dossier.received` and `dossier.registered` tell of a row."""
    unit = {"competent_unit": row["competent_unit"]} if row["competent_unit"] else {}
    return {
        **unit,
        "code": row["code"],
        "state": row["state"],
        "procedure": row["procedure_code"],
        "name": row["procedure_name"],
        "field": row["field"],
        "channel": row["channel"],
        "assisted_online": row["assisted_online"],
        "received_at": iso(row["received_at"]),
        **clock_details(row),
        "fee": row["fee_amount"],
        "fee_method": row["fee_method"],
        "digitised": 0,
        "reused": 0,
        "provisional": False,
    }


def clock_details(row: dict[str, Any]) -> dict[str, Any]:
    """The clock as an event tells it."""
    return {key: text(row[key]) for key in ("clock_start_at", "due_original", "due_current")}


def text(moment: datetime | None) -> str | None:
    """A moment as events write it, or null."""
    return iso(moment) if moment else None
