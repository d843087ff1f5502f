"""A finished draft as the reception that `desk` receives: the keys of the `receive` file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ui.reception import fees
from ui.reception.draft import Draft, Person, asks_supplement

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ui.reception.papers import Paper

NEW_GROUP = "new"


def command(draft: Draft, *, supplement_reason: str) -> dict[str, Any]:
    """Turn a complete draft into the reception that `desk` receives (keys of the `receive` file)."""
    if draft.procedure is None:
        raise ValueError("a draft without a procedure cannot be received")
    data: dict[str, Any] = {
        "command_id": draft.command_id,
        "channel": draft.channel,
        "procedure": draft.procedure.code,
        "applicant": _organisation(draft) if draft.acting == "organisation" else _applicant(draft.person),
        "components": [_component(paper) for paper in draft.papers if _there(paper)],
        "answers": _answers(draft),
        "copies": draft.copies,
        "fee": fees.told(draft),
        "return_by": draft.return_by,
        "note": draft.note,
    }
    if draft.person.phone.strip():
        data["phone"] = draft.person.phone.strip()
    if draft.acting == "other":
        data["on_behalf_of"] = _represented(draft)
    if draft.group:
        data["group"] = True if draft.group == NEW_GROUP else draft.group
    if draft.visit:
        data["visit"] = draft.visit
    if asks_supplement(draft):
        wanted = [{"no": paper.no, "name": paper.name} for paper in draft.missing]
        data["supplement"] = {"components": wanted, "reason": supplement_reason}
    return data


def supplement_reason(missing: Sequence[Paper]) -> str:
    """Say in Vietnamese what is missing: the sentence is printed, so it is not translated."""
    return "Thiếu: " + "; ".join(paper.name for paper in missing) if missing else ""


def _there(paper: Paper) -> bool:
    return paper.received or paper.from_database or paper.reuse


def _answers(draft: Draft) -> dict[str, str]:
    asked = {ask.key for ask in draft.procedure.asks} if draft.procedure else set()
    answers = {key: text.strip() for key, text in draft.answers.items() if key in asked and text.strip()}
    return answers | ({"purpose": draft.purpose} if draft.purpose.strip() else {})


def _organisation(draft: Draft) -> dict[str, Any]:
    """An organisation by its tax code, brought by the person at the counter."""
    person = _applicant(draft.person)
    representative: dict[str, Any] = {key: person[key] for key in ("id_number", "full_name") if key in person}
    if draft.authority.strip():
        representative["title"] = draft.authority.strip()
    return {
        "kind": "organisation",
        "tax_code": draft.on_behalf_id.strip(),
        "full_name": " ".join(draft.on_behalf_name.split()),
        "representative": representative,
    }


def _applicant(person: Person) -> dict[str, Any]:
    given: Mapping[str, Any] = {
        "id_number": person.id_number,
        "full_name": _official(person.full_name),
        "birth_date": person.birth_date,
        "sex": person.sex,
        "address": person.address.strip(),
        "by_card": person.from_card,
    }
    return {key: value for key, value in given.items() if value}


def _represented(draft: Draft) -> dict[str, Any]:
    given = {
        "full_name": _official(draft.on_behalf_name),
        "id_number": draft.on_behalf_id.strip(),
        "paper": draft.authority.strip(),
    }
    return {key: value for key, value in given.items() if value}


def _component(paper: Paper) -> dict[str, Any]:
    if paper.from_database:
        return {"no": paper.no, "kind": "reused", "copies": 0, "pages": []}
    if paper.reuse and paper.offer is not None:
        return {"no": paper.no, "reuse": paper.offer.attachment_id, "copies": 0}
    given: dict[str, Any] = {
        "no": paper.no,
        "kind": paper.kind,
        "copies": paper.copies,
        "pages": [page.as_json() for page in paper.pages],
    }
    return given | ({"keep_original": True} if paper.keep_original else {})


def _official(name: str) -> str:
    """A name as cards and forms write it: in capitals, single blanks."""
    return " ".join(name.split()).upper()
