"""The reception as handed in: one JSON object, read strictly, before anything is touched.

Every complaint is an `InputError` with a stable code and the offending key, e.g.
`receive.bad_value` with `key="components[1].copies"`. Personal values are never put in details.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from desk.errors import InputError
from desk.imaging.pages import check_pages, resolve_pages
from desk.jsonform import Form, read_json_object

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from pathlib import Path

CHANNELS = ("direct", "online", "postal")
KINDS = ("original", "certified_copy", "copy", "electronic", "reused")
FEE_METHODS = ("cash", "online", "exempt", "none")
RETURN_BY = ("counter", "postal", "electronic")
SEXES = ("male", "female")
MAX_COMPONENTS = 99
MAX_PAGES = 500
_ID_NUMBER = r"\d{12}|\d{9}|[A-Za-z][A-Za-z0-9]{5,11}"
_TAX_CODE = r"\d{10}(-?\d{3})?|\d{12}"
_PHONE = r"\+?[0-9][0-9 .()-]{4,18}[0-9]"
_EMAIL = r"[^@\s]+@[^@\s]+\.[^@\s]+"
_CODE = r"[0-9A-Za-z](?:[0-9A-Za-z._-]{0,60}[0-9A-Za-z])?"


@dataclass(frozen=True, slots=True)
class GivenPerson:
    """Người nộp: the applicant as given, by card text, by fields, or by both (fields win)."""

    kind: str = "citizen"
    id_card: str | None = None
    id_number: str | None = None
    tax_code: str | None = None
    full_name: str | None = None
    birth_date: date | None = None
    sex: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class GivenRepresented:
    """Chủ hồ sơ nộp thay: whose dossier it is when another person hands it in, and by what right."""

    person: GivenPerson
    relation: str | None = None
    paper: str | None = None


@dataclass(frozen=True, slots=True)
class GivenComponent:
    """One paper as handed in: its number in the checklist, how it came, its page files in order."""

    no: int
    kind: str = "original"
    copies: int = 1
    pages: tuple[Path, ...] = ()
    name: str | None = None


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
    return_by: str = "counter"
    note: str = ""
    supplement: GivenSupplement | None = None
    unknown_keys: tuple[str, ...] = ()

    @property
    def pages(self) -> tuple[Path, ...]:
        """Every page file, in the order of the components."""
        return tuple(page for component in self.components for page in component.pages)


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
    pages = [page for component in components for page in component.pages]
    if len(pages) > MAX_PAGES:
        raise form.bad("components", limit=MAX_PAGES)
    command = ReceiveCommand(
        command_id=form.text("command_id", limit=200) or "",
        channel=form.required_choice("channel", CHANNELS),
        procedure=form.required_text("procedure", limit=40),
        applicant=person_from(form.required_child("applicant")),
        received_at=form.moment("received_at"),
        assisted_online=form.flag("assisted_online", default=False),
        official_code=_official_code(form),
        on_behalf_of=_on_behalf_of(form),
        phone=form.text("phone", pattern=_PHONE, limit=20),
        email=form.text("email", pattern=_EMAIL, limit=254),
        components=components,
        answers=form.mapping("answers"),
        copies=form.whole("copies", default=1, lowest=1, highest=99),
        fee_amount=fee.whole("amount", default=0, lowest=0, highest=10**12) if fee else 0,
        fee_method=fee.choice("method", FEE_METHODS, default="none") if fee else "none",
        return_by=form.choice("return_by", RETURN_BY, default="counter"),
        note=form.text("note", limit=4000) or "",
        supplement=_supplement(form),
        unknown_keys=form.unknown(),
    )
    if command.command_id:
        return command
    check_pages(pages)
    return replace(command, command_id=content_id(data, pages))


def content_id(data: Mapping[str, Any], pages: list[Path]) -> str:
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


def person_from(form: Form) -> GivenPerson:
    """A person as given: by card text, by fields, or both."""
    kind = form.choice("kind", ("citizen", "organisation"), default="citizen")
    id_number = form.text("id_number", pattern=_ID_NUMBER, limit=12)
    person = GivenPerson(
        kind=kind,
        id_card=form.raw_text("id_card", limit=4000),
        id_number=id_number.upper() if id_number else None,
        tax_code=form.text("tax_code", pattern=_TAX_CODE, limit=14),
        full_name=form.text("full_name", limit=200),
        birth_date=form.day("birth_date"),
        sex=form.choice("sex", SEXES, default="") or None,
        address=form.text("address", limit=500),
    )
    if person.id_card is None and person.full_name is None:
        raise form.missing("full_name")
    if kind == "organisation" and person.tax_code is None:
        raise form.missing("tax_code")
    return person


def _on_behalf_of(form: Form) -> GivenRepresented | None:
    child = form.child("on_behalf_of")
    if child is None:
        return None
    return GivenRepresented(
        person=person_from(child),
        relation=child.text("relation", limit=100),
        paper=child.text("paper", limit=200),
    )


def _official_code(form: Form) -> str | None:
    code = form.text("official_code", pattern=_CODE, limit=62)
    if code is not None and ".." in code:
        raise form.bad("official_code")
    return code.upper() if code else None


def components_from(form: Form, base: Path) -> tuple[GivenComponent, ...]:
    """The papers as given, each number once."""
    rows = form.children("components", limit=MAX_COMPONENTS)
    components = []
    seen: set[int] = set()
    for row in rows:
        component = GivenComponent(
            no=row.whole("no", lowest=1, highest=999),
            kind=row.choice("kind", KINDS, default="original"),
            copies=row.whole("copies", default=1, lowest=0, highest=999),
            pages=resolve_pages(row.texts("pages", limit=MAX_PAGES), base=base),
            name=row.text("name", limit=500),
        )
        if component.no in seen:
            raise InputError("receive.component_twice", key=row.key("no"), no=component.no)
        seen.add(component.no)
        components.append(component)
    return tuple(components)


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
