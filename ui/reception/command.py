"""A finished draft as the reception that `desk` receives: the keys of the `receive` file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ui.reception.draft import Draft, Paper, Person, asks_supplement

if TYPE_CHECKING:
    from collections.abc import Mapping


def command(draft: Draft, *, supplement_reason: str) -> dict[str, Any]:
    """Turn a complete draft into the reception that `desk` receives (keys of the `receive` file)."""
    if draft.procedure is None:
        raise ValueError("a draft without a procedure cannot be received")
    fee = draft.procedure.fee or 0
    data: dict[str, Any] = {
        "command_id": draft.command_id,
        "channel": "direct",
        "procedure": draft.procedure.code,
        "applicant": _applicant(draft.person),
        "components": [_component(paper) for paper in draft.papers if paper.received or paper.from_database],
        "answers": {"purpose": draft.purpose} if draft.purpose.strip() else {},
        "copies": draft.copies,
        "fee": {"amount": fee, "method": draft.fee_method if fee else "none"},
        "return_by": draft.return_by,
        "note": draft.note,
    }
    if draft.person.phone.strip():
        data["phone"] = draft.person.phone.strip()
    if draft.for_other:
        data["on_behalf_of"] = _represented(draft)
    if asks_supplement(draft):
        wanted = [{"no": paper.no, "name": paper.name} for paper in draft.missing]
        data["supplement"] = {"components": wanted, "reason": supplement_reason}
    return data


def _applicant(person: Person) -> dict[str, Any]:
    given: Mapping[str, str] = {
        "id_number": person.id_number,
        "full_name": _official(person.full_name),
        "birth_date": person.birth_date,
        "sex": person.sex,
        "address": person.address.strip(),
    }
    return {key: value for key, value in given.items() if value}


def _represented(draft: Draft) -> dict[str, Any]:
    given = {"full_name": _official(draft.on_behalf_name), "id_number": draft.on_behalf_id.strip()}
    return {key: value for key, value in given.items() if value}


def _component(paper: Paper) -> dict[str, Any]:
    if paper.from_database:
        return {"no": paper.no, "kind": "reused", "copies": 0, "pages": []}
    return {
        "no": paper.no,
        "kind": paper.kind,
        "copies": paper.copies,
        "pages": [str(page) for page in paper.pages],
    }


def _official(name: str) -> str:
    """A name as cards and forms write it: in capitals, single blanks."""
    return " ".join(name.split()).upper()
