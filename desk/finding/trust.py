"""Tờ giấy này có thật không: what the check tag of a scanned receipt says, at once and without a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.finding.scanned import read_scan

if TYPE_CHECKING:
    from desk.finding.codes import Recognised
    from desk.office.opened import Office

GENUINE, ALTERED, OTHER_OFFICE, INCOMPLETE, UNTAGGED, NOT_OURS = (
    "genuine", "altered", "other_office", "incomplete", "untagged", "not_ours",
)  # fmt: skip
_BY_LOOKS = {"damaged": ALTERED, "other_office": OTHER_OFFICE, "half_receipt": INCOMPLETE}


def trust(found: Recognised) -> str:
    """One word: `genuine`, `altered`, `other_office`, `incomplete`, `untagged` (no proof), `not_ours`."""
    if found.kind in {"receipt", "citizen"} and found.tag_ok:
        return GENUINE
    if found.kind in {"code", "citizen"}:
        return UNTAGGED
    return _BY_LOOKS.get(found.looks, NOT_OURS)


def verify_receipt(office: Office, text: str) -> tuple[str, str | None]:
    """What a receipt's text is worth at this office, and its code where it is genuine or a bare code."""
    found = read_scan(text, codes=office.codes, key=office.keys.ring, lang=office.lang)
    return trust(found), found.code
