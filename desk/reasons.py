"""Vì sao không nhận: what was given, told without a person's data, and what would have been allowed.

A refusal `….bad_value` carries both as details; `because` makes words of them for its sentence.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from desk.wording import known_codes, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

_SHOWN = 40
_PERSONS = ("applicant.", "on_behalf_of.", "to.", "answers.", "signature.", "representative.")
_OPEN = frozenset({"kind", "sex", "by_card"})
_PERSONAL = frozenset(
    ("full_name", "id_card", "id_number", "tax_code", "phone", "email", "address", "birth_date", "name",
     "holder", "title", "relation", "text", "note", "reason", "answers", "signature", "said", "causes")
)  # fmt: skip
_PLACE = re.compile(r"\[\d+\]", re.ASCII)
_APART = re.compile(r"[^a-z0-9]+", re.ASCII)
_KINDS = frozenset({"list", "dict", "str", "int", "float", "bool"})


def told_of(key: str, value: object) -> dict[str, Any]:
    """What a complaint may say of a value: itself, or of a person's data only how long it is."""
    if value is None:
        return {}
    if _personal(key):
        return {"length": len(value)} if isinstance(value, str) else {"kind": type(value).__name__}
    if isinstance(value, bool):
        return {"given": str(value).lower()}
    if isinstance(value, int | float):
        return {"given": str(value)[:_SHOWN]}
    if isinstance(value, str):
        if len(value) > _SHOWN or not value.isprintable():
            return {"length": len(value)}
        return {"given": value}
    return {"kind": type(value).__name__}


def _personal(key: str) -> bool:
    last = _PLACE.sub("", key.rpartition(".")[2])
    return last in _PERSONAL or (key.startswith(_PERSONS) and last not in _OPEN)


def because(details: Mapping[str, Any], lang: str) -> str:
    """The words of a complaint's details: what there is, what is allowed; empty where neither is told."""
    return " ".join(one for one in (_given(details, lang), _allowed(details, lang)) if one)


def _given(details: Mapping[str, Any], lang: str) -> str:
    given = details.get("given", details.get("value"))
    if given is not None:
        return sentence("why.given", lang, given=given)
    if isinstance(details.get("length"), int):
        return sentence("why.length", lang, length=details["length"])
    if details.get("kind") in _KINDS:
        return sentence(f"why.kind_{details['kind']}", lang)
    return ""


def _allowed(details: Mapping[str, Any], lang: str) -> str:
    limit, among = details.get("limit"), details.get("allowed")
    if "about" in details:
        return str(details["about"])
    if among:
        words = among if isinstance(among, str) else ", ".join(map(str, among))
        return sentence("why.allowed", lang, allowed=words)
    if "lowest" in details and "highest" in details:
        return sentence("why.between", lang, lowest=details["lowest"], highest=details["highest"])
    for bound in ("lowest", "after"):
        if bound in details:
            return sentence(f"why.{bound}", lang, bound=details[bound])
    expected = str(details.get("expected", ""))
    if expected == "form":
        return _form(str(details.get("key", "")), limit, lang)
    if expected == "YYYY-MM-DD" and str(details.get("key", "")).endswith("birth_date"):
        expected = "full birth date"
    code = f"why.{_APART.sub('_', expected.lower()).strip('_')}"
    if limit is not None:
        code = f"{code}_limit" if f"{code}_limit" in known_codes() else "why.limit"
    elif code not in known_codes():
        code = "why.expected"
    told = {**details, "limit": limit, "expected": expected}
    return sentence(code, lang, **told) if expected or limit is not None else ""


def _form(key: str, limit: object, lang: str) -> str:
    """How a text of a fixed form is written, by the last part of its key."""
    code = f"why.form_{_PLACE.sub('', key.rpartition('.')[2])}"
    return sentence(code if code in known_codes() else "why.form", lang, limit=limit)
