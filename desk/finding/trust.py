"""Tờ giấy này có thật không: what the check tag of a scanned receipt says, at once and without a network."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk.finding.codes import CITIZEN
from desk.finding.scanned import read_scan, tidy

if TYPE_CHECKING:
    from desk.finding.codes import Recognised
    from desk.office.opened import Office

GENUINE, ALTERED, OTHER_OFFICE, INCOMPLETE, UNTAGGED, NOT_OURS = (
    "genuine", "altered", "other_office", "incomplete", "untagged", "not_ours",
)  # fmt: skip
_CUT_CARD = re.compile(r"CD-\d{1,6}-?\d{0,7}", re.ASCII)
_BY_LOOKS = {"damaged": ALTERED, "other_office": OTHER_OFFICE, "half_receipt": INCOMPLETE}


@dataclass(frozen=True, slots=True)
class Verified:
    """Kết quả kiểm mã: what a text is worth, its code where known, and whether it is a citizen's card."""

    worth: str
    code: str | None = None
    card: bool = False
    revoked: bool = False

    @property
    def ok(self) -> bool:
        """Whether it is genuine and still holds."""
        return self.worth == GENUINE and not self.revoked


def trust(found: Recognised) -> str:
    """One word: `genuine`, `altered`, `other_office`, `incomplete`, `untagged` (no proof), `not_ours`."""
    if found.kind in {"receipt", "citizen"} and found.tag_ok:
        return GENUINE
    if found.kind in {"code", "citizen"}:
        return UNTAGGED
    return _BY_LOOKS.get(found.looks, NOT_OURS)


def verify_receipt(office: Office, text: str) -> Verified:
    """What a slip's or a citizen card's text is worth at this office; its code where it is known."""
    found = read_scan(text, codes=office.codes, key=office.keys.ring, lang=office.lang)
    worth, code = trust(found), found.code or ""
    plain, fronts = tidy(text).upper(), tuple(f"{one.upper()}-" for one in office.codes)
    if CITIZEN.match(code or plain) is None and (
        _CUT_CARD.fullmatch(plain) is None or plain.startswith(fronts)
    ):
        return Verified(worth, found.code)
    if found.kind == "code":
        return Verified(INCOMPLETE, card=True)
    gone = worth == GENUINE and _revoked(office, code)
    return Verified(worth, found.code, card=True, revoked=gone)


def _revoked(office: Office, ref: str) -> bool:
    """Whether a citizen's code was taken back; one nobody was given opens nothing either."""
    from sqlalchemy import select

    from models.tables import CitizenCode

    with office.read() as session:
        holds = select(CitizenCode.id).where(CitizenCode.ref == ref, CitizenCode.revoked_at.is_(None))
        return session.scalar(holds) is None
