"""Frozen rows about people; lists show numbers and phones masked, a name only to who works here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from pathlib import Path

    from desk.rows import Match


@dataclass(frozen=True, slots=True)
class ReusablePaper:
    """Giấy tờ đã số hoá: a paper of this very person that need not be handed in again.

    `component_no` is the line of the procedure asked about, 0 where none was asked; `valid_until` is the
    last day it may be used, None where no end is known.
    """

    component_no: int
    attachment_id: int
    name: str
    from_code: str
    digitised_on: date
    valid_until: date | None
    file: Path


@dataclass(frozen=True, slots=True)
class KnownCitizen:
    """Công dân đã biết: prefills and hints for one number; every field empty where the person is new."""

    citizen_id: int | None = None
    kind: str = "citizen"
    name: str | None = None
    phone: str | None = None
    address: str | None = None
    email: str | None = None
    birth_date: date | None = None
    sex: str | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    recent: tuple[Match, ...] = ()
    waiting_results: tuple[str, ...] = ()
    reusable: tuple[ReusablePaper, ...] = ()
    usual_procedure: str = ""  # the code this person came for most often
    representative: Mapping[str, str] | None = None  # who last came for an organisation


@dataclass(frozen=True, slots=True)
class CitizenCodeRow:
    """Mã QR cấp cho người dân: its text, whose it is (masked), which one it is, whether it holds."""

    ref: str
    payload: str  # text of its QR: the reference with the office's check tag
    person: CitizenCard
    issue_no: int
    issued_at: datetime
    revoked_at: datetime | None
    revoked_why: str  # replaced | lost | asked | wrong | ""


@dataclass(frozen=True, slots=True)
class CitizenCard:
    """Một dòng của sổ công dân: enough to tell two people apart, masked."""

    id: int
    kind: str
    name: str
    number_masked: str | None
    birth_date: date | None
    phone_masked: str | None
    dossiers: int
    last_seen_at: datetime
    merged_into: int | None = None


@dataclass(frozen=True, slots=True)
class DuplicatePair:
    """Nghi trùng: two entries that may be one person, and why; `kept` is the one to keep if they are."""

    kept: CitizenCard
    gone: CitizenCard
    reasons: tuple[str, ...]  # same_number | name_birth | phone_name


@dataclass(frozen=True, slots=True)
class MergeRow:
    """Một lần gộp: what was merged, when, by whom, and whether it was undone."""

    id: int
    kept: CitizenCard
    gone: CitizenCard
    at: datetime
    actor: str
    undone_at: datetime | None = None
    undone_by: str | None = None
