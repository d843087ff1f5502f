"""Xem trước văn bản của một việc: the paper an act would leave, before it is done; nothing is recorded.

What is not typed yet stays blank: a preview refuses nothing but an act that leaves no paper.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desk.errors import InputError
from desk.rows import EventRow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desk.office.opened import Office
    from desk.rows import DossierView

PAPERS_OF_ACTS = {
    "request-supplement": ("phieu_bo_sung", "dossier.supplement_requested"),
    "refuse": ("phieu_tu_choi", "dossier.refused"),
    "extend": ("vb_xin_loi", "dossier.extended"),
    "stop": ("tb_dung", "dossier.stopped"),
}


def act_pdf(
    office: Office, code: str, verb: str, payload: Mapping[str, Any], *, paper: str | None = None
) -> bytes:
    """The letter or slip an act with the keys of the `act` file would leave, as PDF bytes.

    Raises:
        InputError: `act.no_paper` where the act prints nothing, `dossier.not_found`, `form.paper_unsuitable`.
    """
    from desk.life.show import show
    from desk.paper.forms import check_paper
    from desk.paper.receipts import drawn, sheet_of, usual_paper

    if verb not in PAPERS_OF_ACTS:
        raise InputError("act.no_paper", verb=verb[:40])
    form, event = PAPERS_OF_ACTS[verb]
    view = _as_if_done(office, show(office, code), event, payload)
    paper = paper or usual_paper(office, form)
    check_paper(form, paper)
    return drawn(office, sheet_of(office, form, view), paper).pdf


def _as_if_done(office: Office, view: DossierView, verb: str, payload: Mapping[str, Any]) -> DossierView:
    """The dossier with one event more, as the act would tell it."""
    earlier = [one for one in view.events if one.verb == verb]
    due = _moment(payload.get("due_at"))
    details: dict[str, Any] = {
        "reason": _text(payload, "reason"),
        "legal_basis": _text(payload, "legal_basis"),
        "components": [dict(row) for row in payload.get("components") or () if isinstance(row, dict)],
        "request_no": len(earlier) + 1,
        "extension_no": len(earlier) + 1,
        "due_before": view.due_at.isoformat() if view.due_at else None,
    }
    if due is not None:
        details["due_current"] = due
    if verb == "dossier.supplement_requested":
        details["supplement_due_at"] = _supplement_ends(office)
    last = view.events[-1] if view.events else None
    told = EventRow(
        seq=last.seq + 1 if last else 1, at=office.clock.now(), actor=office.actor.username, verb=verb,
        details=details, prev=last.hash if last else "", hash="",
    )  # fmt: skip
    return replace(view, events=(*view.events, told))


def _supplement_ends(office: Office) -> str | None:
    from desk.clock import iso
    from desk.life.clockwork import supplement_ends

    with office.read() as session:
        until = supplement_ends(session, office.clock.now())
    return iso(until) if until else None


def _text(payload: Mapping[str, Any], key: str) -> str:
    given = payload.get(key)
    return given.strip() if isinstance(given, str) else ""


def _moment(given: object) -> str | None:
    """A moment that can be read, as events tell it; a date alone or half a date is left out."""
    from desk.clock import iso, parse_moment

    if not isinstance(given, str):
        return None
    try:
        return iso(parse_moment(given))
    except (InputError, ValueError):
        return None
