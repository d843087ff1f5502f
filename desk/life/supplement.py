"""Yêu cầu bổ sung và nhận bổ sung: the clock stops at the request and runs from zero when all is there.

Source: NĐ 118/2025 Đ.19.5 (full term again), Đ.11.2.c and 16.3 (asked for once).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desk.imaging.filing import put_in_place
from desk.intake.receive_file import components_from
from desk.life.accepting import RECEIPT, start, text
from desk.life.limits import MAX_REASON, REQUESTED, check_override, override_of, times_of
from desk.life.verb import Done, Ready, Verb
from desk.rows import State
from desk.wording import note

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from desk.imaging.filing import StagedPdf, Staging
    from desk.intake.receive_file import GivenComponent
    from desk.jsonform import Form
    from desk.office.opened import Office
    from desk.record.uow import UnitOfWork
    from desk.rows import Note
    from models.tables import Dossier

MAX_ASKED = 99


def prepare_request(office: Office, form: Form, base: Path, staging: Staging) -> Ready:
    """Check which papers are asked for and why."""
    del office, base, staging
    asked: list[dict[str, Any]] = []
    for row in form.required_children("components", limit=MAX_ASKED):
        no = row.whole("no", lowest=1, highest=999) if row.has("no") else None
        name = row.text("name", limit=500)
        if no is None and name is None:
            raise row.missing("no")
        asked.append({"no": no, "name": name, "key": row.key("no")})
    return Ready(
        values={
            "components": asked,
            "reason": form.required_text("reason", limit=MAX_REASON),
            "legal_basis": form.text("legal_basis", limit=500),
            "override": override_of(form),
        }
    )


def write_request(uow: UnitOfWork, row: Dossier, ready: Ready) -> Done:
    """Ask now: the clock stops, and fifteen days begin (NĐ 118/2025 Đ.19.5)."""
    from desk.life.clockwork import awaiting_supplement
    from desk.record.events import of_dossier

    values = ready.values
    times = times_of(of_dossier(uow.session, row.id), REQUESTED)
    check_override(uow.session, REQUESTED, times, values["override"], on=uow.now.date())
    wanted = _named(uow, row, values["components"])
    late = row.unfit_due_at is not None and uow.now > row.unfit_due_at
    awaiting_supplement(uow.session, row, uow.now)
    details = {
        "components": wanted,
        "reason": values["reason"],
        "legal_basis": values["legal_basis"],
        "request_no": times + 1,
        "supplement_due_at": text(row.supplement_due_at),
    }
    if values["override"] is not None:
        details["override"] = dict(values["override"])
    return Done(
        details={key: value for key, value in details.items() if value is not None},
        warnings=(note("supplement.asked_late", uow.office.lang),) if late else (),
    )


def _named(uow: UnitOfWork, row: Dossier, asked: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Each paper asked for by number and name; a number neither handed in nor on the checklist is refused."""
    from desk.errors import InputError

    names = paper_names(uow, row)
    wanted = []
    for one in asked:
        if names and one["no"] is not None and one["no"] not in names and one["name"] is None:
            raise InputError("act.bad_value", key=one["key"], allowed=sorted(names))
        name = one["name"] or names.get(one["no"], "")
        wanted.append({"no": one["no"], "name": name})
    return wanted


def paper_names(uow: UnitOfWork, row: Dossier) -> dict[int, str]:
    """The papers a dossier may have by number: the checklist at its reception, and what was handed in."""
    from models.tables import Procedure

    procedure = uow.session.get(Procedure, row.procedure_id) if row.procedure_id else None
    names = {one.no: one.name for one in procedure.components} if procedure is not None else {}
    return {**names, **{one.no: one.name for one in row.components}}


def prepare_supplement(office: Office, form: Form, base: Path, staging: Staging) -> Ready:
    """Read the papers as a reception does and digitise their pages."""
    del office
    components = components_from(form, base)
    told = {
        row.whole("no", lowest=1, highest=999): (row.has("kind"), row.has("copies"))
        for row in form.children("components", limit=MAX_ASKED)
    }
    staged = tuple(_digitised(staging, one) for one in components if one.pages)
    return Ready(values={"components": components, "told": told}, staged=staged)


def _digitised(staging: Staging, given: GivenComponent) -> StagedPdf:
    """One paper with what is known of it: as given, else as its line of the dossier or the checklist says."""
    concern = staging.concern
    name, kind = concern.lines.get(given.no, ("", ""))
    if given.no not in concern.there:
        name = given.name or name or f"Giấy tờ khác {given.no}"
    facts = replace(given.facts, title=name, doc_type=given.facts.doc_type or kind)
    slug = given.name or f"giay-to-{given.no}"
    return staging.digitise(given.pages, component=given.no, role="component", slug=slug, facts=facts)


def write_supplement(uow: UnitOfWork, row: Dossier, ready: Ready) -> Done:
    """Take the papers in: the full term from this moment, by the same start rule, becomes the promise."""
    from desk.intake.papers import supplied
    from desk.record.events import of_dossier

    events = of_dossier(uow.session, row.id)
    components: Sequence[GivenComponent] = ready.values["components"]
    reused = _merge(uow, row, components, ready)
    supplied(uow, row, components)
    put_in_place(uow, dossier_id=row.id, code=row.code, staged=ready.staged)
    late = row.supplement_due_at is not None and uow.now > row.supplement_due_at
    due, facts = start(uow, row)
    asked = [event for event in events if event.verb == REQUESTED]
    wanted = asked[-1].details.get("components", ()) if asked else ()
    details = {
        "components": [one.no for one in components],
        "digitised": len(ready.staged),
        "reused": reused,
        "request_no": len(asked),
        **facts,
    }
    handed_over = any(
        event.verb == "dossier.handed_over"
        or (event.verb == "dossier.received" and event.details.get("state") == State.PROCESSING)
        for event in events
    )
    return Done(
        details=details,
        warnings=(*due.warnings, *_short_of(uow, wanted, components, late=late)),
        target=State.PROCESSING if handed_over else State.RECEIVED,
    )


def _merge(uow: UnitOfWork, row: Dossier, components: Sequence[GivenComponent], ready: Ready) -> int:
    """Put the papers beside those already there, by number; answers how many are newly used again."""
    from models.tables import Component

    names = paper_names(uow, row)
    there = {one.no: one for one in row.components}
    pages = {one.component: one.pages for one in ready.staged}
    reused = 0
    for given in components:
        has_kind, has_copies = ready.values["told"].get(given.no, (True, True))
        stored = there.get(given.no)
        if stored is None:
            name = given.name or names.get(given.no) or f"Giấy tờ khác {given.no}"
            stored = Component(no=given.no, name=name, kind=given.kind, copies=given.copies, pages=0)
            row.components.append(stored)
            reused += given.kind == "reused"
        else:
            reused += has_kind and given.kind == "reused" and stored.kind != "reused"
            stored.kind = given.kind if has_kind else stored.kind
            stored.copies = given.copies if has_copies else max(stored.copies, 1)
        stored.pages += pages.get(given.no, 0)
    return reused


def _short_of(
    uow: UnitOfWork,
    wanted: Sequence[Mapping[str, Any]],
    components: Sequence[GivenComponent],
    *,
    late: bool,
) -> tuple[Note, ...]:
    """What was asked for and did not come, each by number; a supplement after the fifteen days is told."""
    lang = uow.office.lang
    brought = {one.no for one in components if one.copies > 0 or one.kind == "reused"}
    missing = [one for one in wanted if one.get("no") and one["no"] not in brought]
    notes = tuple(
        note("supplement.still_missing", lang, no=one["no"], name=one.get("name") or "") for one in missing
    )
    return (*notes, note("supplement.late", lang)) if late else notes


VERBS = (
    Verb(
        name="request-supplement",
        event=REQUESTED,
        prepare=prepare_request,
        write=write_request,
        required=("components", "reason"),
        form="phieu_bo_sung",
        key="B",
    ),
    Verb(
        name="supplement",
        event="dossier.supplemented",
        prepare=prepare_supplement,
        write=write_supplement,
        form=RECEIPT,
        key="N",
    ),
)
