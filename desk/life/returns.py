"""Trả kết quả: the result arrives at the counter, and goes to who may have it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desk.clock import iso
from desk.imaging.filing import SIGNATURE, put_in_place
from desk.imaging.pages import pages_from, resolve_pages
from desk.intake.receive_file import RETURN_BY
from desk.life.results import GivenResult, amend, counted, issue, results_from, staged_of, unscanned
from desk.life.verb import Done, Ready, Verb
from desk.wording import note

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from desk.imaging.filing import StagedPdf, Staging
    from desk.jsonform import Form
    from desk.office.opened import Office
    from desk.record.uow import UnitOfWork
    from desk.rows.strip import GivenPage
    from models.dossier import Dossier

_RECEIVERS = ("self", "authorised")
_SIGNATURES = ("pad", "paper", "refused")
MOST_SLIPS = 20  # pages of a signed slip
_PARCEL = r"[0-9A-Za-z][0-9A-Za-z./-]{2,39}"  # số hiệu bưu gửi: whatever a carrier prints under its bars


def prepare_result(office: Office, form: Form, base: Path, staging: Staging) -> Ready:
    """Check the results' keys and digitise their pages, if any; nothing given is one result without facts."""
    given = results_from(form, base, staging)
    warnings = (note("result.no_pages", office.lang),) if unscanned(given) else ()
    return Ready(values={"results": given or (GivenResult(),)}, staged=staged_of(given), warnings=warnings)


def write_result(uow: UnitOfWork, row: Dossier, ready: Ready) -> Mapping[str, Any]:
    """Settle the dossier at this moment: the clock ends when the result is ready, not when it is fetched."""
    from desk.certify.books import enter
    from desk.life.refusal import end

    row.finished_at = row.finished_at or uow.now  # a result put right keeps its first settling moment
    issue(uow, row, ready.values["results"])
    end(uow, row)
    certified = enter(uow, row)  # papers waiting to be certified get their numbers by whatever door
    return {"finished_at": iso(row.finished_at), **counted(row), **certified}


def prepare_return(office: Office, form: Form, base: Path, staging: Staging) -> Ready:
    """Check who receives; digitise the signature, if it is an image, and results scanned only now."""
    from desk.people.collecting import asked

    del office
    given = results_from(form, base, staging)
    to = form.child("to")
    receiver: dict[str, Any] = {"kind": "self"}
    if to is not None:
        receiver["kind"] = to.choice("kind", _RECEIVERS, default="self")
        receiver["name"] = to.text("name", limit=200)
        receiver["id_number"] = to.text("id_number", limit=20, pattern=r"[0-9A-Za-z]{6,20}")
        if receiver["kind"] == "authorised" and not receiver["name"]:
            raise to.missing("name")
    slip = _signature(form, receiver, base)
    staged: tuple[StagedPdf, ...] = ()
    if slip is not None and slip.pages:
        staged = (
            staging.digitise(
                slip.pages, component=SIGNATURE, role="signature", slug="ky-nhan", drawn=slip.drawn
            ),
        )
    by = form.choice("by", RETURN_BY, default="") or None
    if parcel := form.text("parcel", limit=40, pattern=_PARCEL):
        receiver["parcel"] = parcel.upper()
    values = {
        "to": {k: v for k, v in receiver.items() if v is not None},
        "by": by,
        "signature": staged,
        "results": given,
        **asked(form),
    }
    return Ready(values=values, staged=(*staged_of(given), *staged))


@dataclass(frozen=True, slots=True)
class _Slip:
    """What was signed: strokes as a picture kept as it lies, or the scanned slip."""

    pages: tuple[Path | GivenPage, ...]
    drawn: bool


def _signature(form: Form, receiver: dict[str, Any], base: Path) -> _Slip | None:
    """The signature as a path, or as `{kind, file | pages, reason}`; a refusal tells why.

    `pages` is the signed slip as it was scanned, each page as in `receive`.
    """
    if not form.has("signature"):
        return None
    if form.is_text("signature"):
        receiver["signature"] = "paper"
        return _Slip(resolve_pages([form.path_text("signature")], base=base), drawn=True)
    child = form.required_child("signature")
    kind = receiver["signature"] = child.required_choice("kind", _SIGNATURES)
    file = child.path_text("file") if child.has("file") else None
    pages = pages_from(child, "pages", base=base, limit=MOST_SLIPS)
    if kind == "refused":
        receiver["signature_reason"] = child.required_text("reason", limit=500)
        if file is not None or pages:
            raise child.bad("file" if file is not None else "pages", expected="no signature")
        return None
    receiver["signature_reason"] = child.text("reason", limit=500)
    if pages and file is not None:
        raise child.bad("pages", expected="file or pages")
    if pages:
        receiver["signature_pages"] = len(pages)
        return _Slip(pages, drawn=False)
    return None if file is None else _Slip(resolve_pages([file], base=base), drawn=True)


def write_return(uow: UnitOfWork, row: Dossier, ready: Ready) -> Done:
    """Hand the result over at this moment, by the way asked for at reception unless told otherwise."""
    from desk.people.collecting import collected

    row.returned_at = uow.now
    by = ready.values["by"] or row.return_by  # what was asked for at reception stays as it was said
    row.returned_to = {**ready.values["to"], "by": by}
    signature = ready.values["signature"]
    put_in_place(uow, dossier_id=row.id, code=row.code, staged=signature)
    told: dict[str, Any] = {
        "returned_at": iso(uow.now),
        "by": by,
        "to": row.returned_to["kind"],
        "signed": bool(signature),
    }
    if how := row.returned_to.get("signature"):
        told["signature"] = how  # the reason of a refusal may name people: it stands with the dossier
    if ready.values["results"]:
        amend(uow, row, ready.values["results"])
        told |= counted(row)
    return collected(uow, row, ready.values, told)


VERBS = (
    Verb(
        name="result-ready",
        event="dossier.result_ready",
        prepare=prepare_result,
        write=write_result,
        key="K",
    ),
    Verb(
        name="return",
        event="dossier.returned",
        prepare=prepare_return,
        write=write_return,
        key="G",
    ),
)
