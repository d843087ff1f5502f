"""Hồ sơ ví dụ: a plainly fictional dossier that every form can be printed of, for looking at its words.

The sheets come from the same fillers as real papers; only what a filler would ask the record for is made up.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from desk.paper.forms import BY_REPORT, CERTIFICATION_BOOK, DAY_SHEET, PRINTABLE
from desk.rows import ComponentRow, DossierView, EventRow, ProcedureCard, ResultRow, State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desk.office.opened import Office
    from printing.books import HandoverSheet, RegisterSheet
    from printing.reports import ReportSheet
    from printing.sheets import Sheet, TallySheet
    from printing.words import Words

_FEE = 15_000
_HAND_OVER = "ban_giao"
_ACTS = {  # form → the act it tells of, and the state it leads to
    "phieu_bo_sung": ("dossier.supplement_requested", State.SUPPLEMENT),
    "phieu_tu_choi": ("dossier.refused", State.REFUSED),
    "vb_xin_loi": ("dossier.extended", State.PROCESSING),
    "tb_dung": ("dossier.stopped", State.STOPPED),
    "phieu_tra": ("dossier.result_ready", State.READY),
}


def sample_sheet(office: Office, form: str, words: Words) -> Sheet:
    """The sheet of a form for the example, with the words given."""
    from desk.paper.filling import filler

    if form == _HAND_OVER:
        return _handed(office, words)
    if form in PRINTABLE:
        return filler(form)(office, _view(office, form), words, reprint=0)
    if form == DAY_SHEET:
        return _tally(office, words)
    if form in {BY_REPORT, CERTIFICATION_BOOK}:
        return _book(office, form, words)
    return _report(office, form, words)


@cache
def _facts() -> Mapping[str, Any]:
    from resources import path

    found: dict[str, Any] = json.loads(path("sample", "mau-giay.json").read_text(encoding="utf-8"))
    return found


def _view(office: Office, form: str) -> DossierView:
    """The example as a dossier that has just seen the act its form tells of."""
    facts, now = _facts(), office.clock.now()
    due = now.replace(hour=17, minute=0, second=0, microsecond=0) + timedelta(days=3)
    verb, state = _ACTS.get(form, ("", State.RECEIVED))
    return DossierView(
        code=facts["code"], provisional=False, official_code=None, state=state, procedure=_procedure(),
        applicant_name=facts["applicant"], applicant_kind="citizen", id_number=facts["id_number"],
        birth_date=None, sex=None, address=facts["address"], phone=facts["phone"], email=facts["email"],
        on_behalf_of=None, channel="direct", assisted_online=False, received_at=now,
        clock={"due_original": due, "due_current": due}, due_at=due, due_reason=(),
        components=_components(), attachments=(), answers={}, copies=1, fee_amount=_FEE, fee_method="cash",
        fee_paid=True, return_by="counter", note="", result=None, rating=None, clerk=facts["clerk"],
        events=_events(office, verb, state), next_acts=(),
        receipt_payload=f"{facts['code']}.00000000", results=_results(office) if form == "phieu_tra" else (),
    )  # fmt: skip


def _procedure() -> ProcedureCard:
    facts = _facts()
    return ProcedureCard(
        code=facts["procedure_code"], name=facts["procedure"], field=facts["field"], level="",
        time_limit=3, time_unit="working_day", fee=_FEE, online_level="", components=(), source="",
        confidence="",
    )  # fmt: skip


def _components() -> tuple[ComponentRow, ...]:
    kinds = ("original", "certified_copy", "copy")
    return tuple(
        ComponentRow(no=no, name=name, kind=kind, copies=1, pages=1)
        for no, (name, kind) in enumerate(zip(_facts()["components"], kinds, strict=True), start=1)
    )


def _results(office: Office) -> tuple[ResultRow, ...]:
    facts, now = _facts(), office.clock.now()
    return (
        ResultRow(
            no=1, version=1, number=facts["result_number"], issued_on=now.date(),
            title=facts["result_title"], signed=True, electronic=False, recorded_at=now,
        ),
    )  # fmt: skip


def _events(office: Office, verb: str, state: State) -> tuple[EventRow, ...]:
    """Its reception, and the act; numbered before all real ones, so that it counts among none."""
    facts, now = _facts(), office.clock.now()
    details = {
        "state": int(state), "reason": facts["reason"], "legal_basis": facts["legal_basis"],
        "components": [{"no": 1, "name": facts["components"][0]}], "request_no": 1,
        "due_before": now.isoformat(), "due_current": (now + timedelta(days=2)).isoformat(),
        "supplement_due_at": (now + timedelta(days=15)).isoformat(),
    }  # fmt: skip
    told: list[tuple[str, Mapping[str, Any]]] = [("dossier.received", {"state": int(State.RECEIVED)})]
    told += [(verb, details)] if verb else []
    return tuple(
        EventRow(seq=-1 + at, at=now, actor="", verb=one, details=said, prev="", hash="")
        for at, (one, said) in enumerate(told)
    )


def _handed(office: Office, words: Words) -> HandoverSheet:
    from desk.paper.sheets import header_of
    from printing import phrases
    from printing.books import HandoverSheet
    from printing.letters import Line, Signer

    facts, now, card = _facts(), office.clock.now(), office.card
    hint = words.text("sign_hint")
    row = (
        "1", facts["code"], facts["procedure"], facts["applicant"], phrases.numeric_date(now),
        words.text("papers", n=phrases.count(len(facts["components"]))),
    )  # fmt: skip
    return HandoverSheet(
        words=words,
        header=header_of(card, day=now, number=words.text("batch", batch=facts["code"])),
        lines=(
            Line(words.text("from_unit"), card.name),
            Line(words.text("to_unit"), facts["unit"], bold=True),
            Line(words.text("unit"), facts["unit"]),
            Line(words.text("at"), phrases.moment(now)),
            Line(words.text("total"), words.text("count", n=phrases.count(1)), bold=True),
        ),
        rows=(row,),
        signers=(
            Signer(words.text("sign_giver"), hint, facts["clerk"]),
            Signer(words.text("sign_taker"), hint),
        ),
        batch=facts["code"],
        training=card.training,
    )


def _tally(office: Office, words: Words) -> TallySheet:
    from desk.paper.sheets import header_of
    from printing import phrases
    from printing.sheets import TallyRow, TallySheet

    facts, day, card = _facts(), office.clock.now().date(), office.card
    numbers = tuple("1" for _ in words.items("keys"))
    return TallySheet(
        words=words,
        header=header_of(card, day=day),
        period=words.text("period_day", date=phrases.numeric_date(day)),
        rows=(TallyRow(facts["field"], numbers),),
        total=TallyRow(words.text("total"), numbers),
        revision="1",
        maker=facts["clerk"],
        training=card.training,
    )


def _book(office: Office, form: str, words: Words) -> RegisterSheet:
    """One volume of a book with one line."""
    from desk.paper.binding import bound, cover
    from printing import phrases
    from printing.books import CERTIFIED, Volume

    facts, day = _facts(), office.clock.now().date()
    first, day_said = day.replace(day=1), phrases.numeric_date(day)
    if form == BY_REPORT:
        name = words.text("volume_name", volume="01", year=day.year)
        row: tuple[str, ...] = (
            "0001", facts["code"], facts["procedure"], "01", facts["applicant"], facts["address"],
            facts["unit"], day_said, day_said, "", words.text("return_counter"), "", "",
        )  # fmt: skip
        shape = None
    else:
        name = words.text("volume_name", name=words.text("name_copies"), volume="01", year=day.year)
        row = (
            "0001", day_said, facts["applicant"], facts["components"][0], facts["clerk"], "01",
            phrases.money(_FEE), "",
        )  # fmt: skip
        shape = CERTIFIED
    covered = cover(office, words, year=day.year, volume="01", days=(first, day))
    return bound(office, words, [Volume(cover=covered, rows=(row,), name=name)], last=day, shape=shape)


def _report(office: Office, form: str, words: Words) -> ReportSheet:
    """A report as it is counted over a day nobody worked, its lines replaced by one of the example."""
    from desk.reports.sheet import report_sheet
    from desk.reports.writing import builder_of
    from printing.phrases import numeric_date

    day = office.clock.now().date().replace(month=1, day=1)
    counted = builder_of(form)(office, words, day, day)
    made = {"text": _facts()["unit"], "count": 1, "rate": 100.0, "day": numeric_date(day)}
    tables = tuple(
        replace(table, rows=({one.key: made[one.kind] for one in table.columns},)) for table in counted.tables
    )
    period = words.text("period", first=numeric_date(day), last=numeric_date(day))
    report = replace(counted, tables=tables)
    return report_sheet(office, report, period=period, notes=(*words.items("notes"), *counted.notes))
