"""The reception as handed in: one JSON object, read strictly, before anything is touched.

Every complaint is an `InputError` with a stable code and the offending key, e.g.
`receive.bad_value` with `key="components[1].copies"`. Personal values are never put in details.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from desk.errors import InputError
from desk.imaging.pages import check_pages, files_of
from desk.intake.component_file import KINDS, MAX_COMPONENTS, MAX_PAGES, GivenComponent, components_from
from desk.intake.person_file import GivenPerson, GivenRepresented, person_from, represented_from
from desk.jsonfile import read_json_object
from desk.jsonform import Form
from desk.paying.lines import given_items, total
from desk.paying.receipt_book import given_receipt

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from desk.paying.receipt_book import GivenReceipt
    from desk.rows.fees import FeeItem

__all__ = [
    "FEE_METHODS", "KINDS", "RETURN_BY", "GivenComponent", "GivenPerson", "GivenRepresented",
    "GivenSupplement", "ReceiveCommand", "command_from", "components_from", "content_id", "parse_receive",
    "person_from",
]  # fmt: skip

CHANNELS = ("direct", "online", "postal")
FEE_METHODS = ("cash", "online", "exempt", "none")
MAX_FEE_REASON = 300
RETURN_BY = ("counter", "postal", "electronic")
PHONE = r"\+?[0-9][0-9 .()-]{4,18}[0-9]"
_EMAIL = r"[^@\s]+@[^@\s]+\.[^@\s]+"
GROUP = r"[0-9A-Za-z](?:[0-9A-Za-z._-]{0,38}[0-9A-Za-z])?"
_CODE = r"[0-9A-Za-z](?:[0-9A-Za-z._-]{0,60}[0-9A-Za-z])?"


@dataclass(frozen=True, slots=True)
class GivenSupplement:
    """What is missing, when the clerk asks for it at once instead of promising a date."""

    components: tuple[Mapping[str, Any], ...]
    reason: str


@dataclass(frozen=True, slots=True)
class ReceiveCommand:
    """Lệnh tiếp nhận: everything needed to receive one dossier, checked for form only."""

    command_id: str
    channel: str
    procedure: str
    applicant: GivenPerson
    received_at: datetime | None = None
    assisted_online: bool = False
    official_code: str | None = None
    on_behalf_of: GivenRepresented | None = None
    phone: str | None = None
    email: str | None = None
    components: tuple[GivenComponent, ...] = ()
    answers: Mapping[str, Any] = field(default_factory=dict)
    copies: int = 1
    fee_amount: int = 0
    fee_method: str = "none"
    fee_items: tuple[FeeItem, ...] = ()
    fee_reason: str = ""  # why it is exempt
    fee_receipt: GivenReceipt | None = None  # the number of the receipt given for it
    return_by: str = "counter"
    note: str = ""
    supplement: GivenSupplement | None = None
    registered: bool = False  # an online dossier that waits for its acceptance (state 1)
    group: str | None = None
    new_group: bool = False
    visit: str | None = None  # an earlier dossier of the same visit, or the visit's number
    reception_point: str | None = None
    competent_unit: str | None = None
    certifies: bool = False  # its papers are what is certified, not a checklist; set by `desk.certify` only
    express: bool = False  # trả ngay: done while the citizen waits
    unknown_keys: tuple[str, ...] = ()
    hidden_keys: tuple[str, ...] = ()  # whose text lost signs that nobody sees

    @property
    def pages(self) -> tuple[Path, ...]:
        """The page files, in the order of the components."""
        return files_of(page for component in self.components for page in component.pages)


def parse_receive(path: Path) -> ReceiveCommand:
    """Read a `receive` file; page paths are relative to it."""
    return command_from(read_json_object(path), base=path.resolve().parent)


def command_from(data: Mapping[str, Any], *, base: Path) -> ReceiveCommand:
    """Build the command from plain data, e.g. of the window or of a file.

    Raises:
        InputError: a key is missing or has the wrong form; `details["key"]` names it.
    """
    form = Form(data, code="receive")
    components = components_from(form, base)
    fee = form.child("fee")
    if sum(len(component.pages) for component in components) > MAX_PAGES:
        raise form.bad("components", expected="pages in all", limit=MAX_PAGES)
    group, new_group = _group(form)
    command = ReceiveCommand(
        command_id=form.text("command_id", limit=200) or "",
        channel=form.required_choice("channel", CHANNELS),
        procedure=form.required_text("procedure", limit=40),
        applicant=person_from(form.required_child("applicant")),
        received_at=form.moment("received_at"),
        assisted_online=form.flag("assisted_online", default=False),
        official_code=_official_code(form),
        on_behalf_of=represented_from(form),
        phone=form.text("phone", pattern=PHONE, limit=20),
        email=form.text("email", pattern=_EMAIL, limit=254),
        components=components,
        answers=form.mapping("answers"),
        copies=form.whole("copies", default=1, lowest=1, highest=99),
        **_fee(fee),
        fee_receipt=given_receipt(fee) if fee else None,
        return_by=form.choice("return_by", RETURN_BY, default="counter"),
        note=form.text("note", limit=4000) or "",
        supplement=_supplement(form),
        registered=_registered(form),
        group=group,
        new_group=new_group,
        visit=_visit(form),
        reception_point=form.text("reception_point", limit=40),
        competent_unit=form.text("competent_unit", limit=200),
        unknown_keys=form.unknown_within(),
        hidden_keys=form.hidden(),
    )
    if command.command_id:
        return command
    check_pages(command.pages)
    return replace(command, command_id=content_id(data, command.pages))


def _fee(fee: Form | None) -> dict[str, Any]:
    """Lệ phí: its amount, or the lines that make it, and how it was paid or why it is exempt."""
    if fee is None:
        return {}
    items = given_items(fee)
    method = fee.choice("method", FEE_METHODS, default="none")
    reason = fee.text("reason", limit=MAX_FEE_REASON)
    if reason and method != "exempt":
        raise fee.bad("reason", expected="method exempt")
    amount = fee.whole("amount", default=0, lowest=0, highest=10**12)
    return {
        "fee_amount": total(items) if items else amount,
        "fee_method": method,
        "fee_items": items,
        "fee_reason": reason or "",
    }


def _registered(form: Form) -> bool:
    """Mới đăng ký: only what came online waits to be accepted, and nothing is asked for before."""
    registered = form.flag("registered", default=False)
    if registered and (form.choice("channel", CHANNELS, default="") != "online" or form.has("supplement")):
        raise form.bad("registered", expected="channel online, no supplement")
    return registered


def _group(form: Form) -> tuple[str | None, bool]:
    """A group named by its number, or `true` for a new one."""
    if form.is_text("group"):
        name = form.text("group", limit=40, pattern=GROUP)
        return (name.upper() if name else None), False
    return None, form.flag("group", default=False)


def _visit(form: Form) -> str | None:
    """Một lượt, nhiều hồ sơ: by the code or receipt of one received before, or the visit's number."""
    named = form.text("visit", limit=300)
    return named.strip().upper() if named and "/" not in named else named


def content_id(data: Mapping[str, Any], pages: Sequence[Path]) -> str:
    """SHA-256 of the canonical JSON and of the pages' bytes: the same reception has the same id."""
    from desk.record.canonical import canonical

    try:
        digest = hashlib.sha256(canonical(dict(data)))
    except (ValueError, TypeError, RecursionError) as failure:
        raise InputError("receive.bad_value", key="") from failure
    for page in pages:
        with page.open("rb") as source:
            while block := source.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()


def _official_code(form: Form) -> str | None:
    code = form.text("official_code", pattern=_CODE, limit=62)
    if code is not None and ".." in code:
        raise form.bad("official_code", expected="form", limit=62)
    return code.upper() if code else None


def _supplement(form: Form) -> GivenSupplement | None:
    child = form.child("supplement")
    if child is None:
        return None
    wanted = []
    for row in child.required_children("components", limit=MAX_COMPONENTS):
        no = row.whole("no", default=0, lowest=0, highest=999)
        name = row.text("name", limit=500)
        if not no and not name:
            raise row.missing("no")
        wanted.append(
            {key: value for key, value in (("no", no or None), ("name", name)) if value is not None}
        )
    return GivenSupplement(components=tuple(wanted), reason=child.required_text("reason", limit=2000))
