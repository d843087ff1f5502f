"""The certification as handed in: one JSON object, read strictly, before anything is touched.

The person is given as in a `receive` file, the papers as rows of name × pages × copies. A complaint is an
`InputError` that names the key; nothing was changed.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.errors import InputError
from desk.imaging.pages import check_pages, files_of, pages_from
from desk.intake.receive_file import ReceiveCommand, command_from, content_id
from desk.jsonfile import read_json_object
from desk.jsonform import Form

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desk.rows import GivenPage

MAX_DOCUMENTS = 20  # as many results as a dossier may have
MAX_PAGES = 5000
MAX_COPIES = 999
MAX_NAME = 300
METHODS = ("cash", "online", "exempt", "none")
_PERSON = (
    "applicant", "on_behalf_of", "phone", "email", "note", "official_code", "reception_point", "received_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class GivenDocument:
    """Một giấy tờ: what is certified, how many pages it has, how many copies are made."""

    no: int
    name: str
    pages: int
    copies: int = 1
    electronic: bool = False
    scans: tuple[GivenPage, ...] = ()


@dataclass(frozen=True, slots=True)
class CertifyCommand:
    """Lệnh chứng thực: everything needed to certify at once, checked for form only."""

    reception: ReceiveCommand
    documents: tuple[GivenDocument, ...]
    fee_method: str | None = None  # none given: cash where something is due
    fee_amount: int | None = None  # what the clerk was shown; must be what the table says
    receipt: bool = False
    dated: bool = False  # an ordinary dossier with a date
    extra_days: int = 0  # many copies: so many working days more, told on the receipt
    signer: str | None = None
    unknown_keys: tuple[str, ...] = ()

    @property
    def command_id(self) -> str:
        """What makes a repeat the same certification."""
        return self.reception.command_id


def parse_certify(path: Path, *, day: str) -> CertifyCommand:
    """Read a `certify` file; scan paths are relative to it."""
    return certify_command(read_json_object(path), base=path.resolve().parent, day=day)


def certify_command(data: Mapping[str, Any], *, base: Path, day: str) -> CertifyCommand:
    """Build the command from plain data, e.g. of the window or of a file.

    Without a `command_id` the same content on the same `day` is the same certification; the same person
    may come back with the same paper tomorrow.

    Raises:
        InputError: `certify.missing_key`, `certify.bad_value` and those of a card; `key` names the place.
    """
    form = Form(data, code="certify")
    documents = _documents(form, base)
    dated = form.flag("dated", default=False)
    fee = form.child("fee")
    method = (fee.choice("method", METHODS, default="") or None) if fee else None
    reception = replace(_reception(form, data, documents, base), express=not dated)
    given = CertifyCommand(
        reception=reception,
        documents=documents,
        fee_method=method,
        fee_amount=fee.whole("amount", lowest=0, highest=10**12) if fee and fee.has("amount") else None,
        receipt=form.flag("receipt", default=dated),
        dated=dated,
        extra_days=form.whole("extra_days", default=0, lowest=0, highest=30),
        signer=form.text("signer", limit=120),
        unknown_keys=(*form.unknown_within(), *reception.unknown_keys),
    )
    if given.extra_days and not dated:
        raise form.bad("extra_days", expected="dated")
    return given if given.command_id else _identified(given, data, day=day)


def quote_command(data: Mapping[str, Any]) -> tuple[str, tuple[GivenDocument, ...], int]:
    """Procedure, papers and further days of a draft; who it is for does not matter to the price."""
    form = Form(data, code="certify")
    procedure = form.required_text("procedure", limit=40)
    documents = _documents(form, Path.cwd(), named=False)
    return procedure, documents, form.whole("extra_days", default=0, lowest=0, highest=30)


def papers_command(
    data: Mapping[str, Any], *, base: Path
) -> tuple[tuple[GivenDocument, ...], str | None, str | None]:
    """The papers of a dossier that is there already, who signs, and the command's id."""
    form = Form(data, code="certify")
    documents = _documents(form, base)
    if any(one.scans for one in documents):
        raise form.bad("documents", expected="no scans")
    return documents, form.text("signer", limit=120), form.text("command_id", limit=200)


def _identified(given: CertifyCommand, data: Mapping[str, Any], *, day: str) -> CertifyCommand:
    pages = files_of(page for one in given.documents for page in one.scans)
    check_pages(pages)
    try:
        content = content_id(data, pages)
    except InputError as failure:
        raise InputError("certify.bad_value", **failure.details) from failure
    mark = hashlib.sha256(f"{day}/{content}".encode()).hexdigest()
    return replace(given, reception=replace(given.reception, command_id=mark))


def _documents(form: Form, base: Path, *, named: bool = True) -> tuple[GivenDocument, ...]:
    found = []
    for no, row in enumerate(form.required_children("documents", limit=MAX_DOCUMENTS), start=1):
        scans = pages_from(row, "scans", base=base, limit=500) if named else ()
        name = (
            row.required_text("name", limit=MAX_NAME) if named else (row.text("name", limit=MAX_NAME) or "")
        )
        found.append(
            GivenDocument(
                no=no,
                name=" ".join(name.split()),
                pages=row.whole("pages", lowest=1, highest=MAX_PAGES),
                copies=row.whole("copies", default=1, lowest=1, highest=MAX_COPIES),
                electronic=row.flag("electronic", default=False),
                scans=scans,
            )
        )
    return tuple(found)


def _reception(
    form: Form, data: Mapping[str, Any], documents: tuple[GivenDocument, ...], base: Path
) -> ReceiveCommand:
    """The reception behind the certification: direct, its papers the certified ones, no fee told yet."""
    command_id = form.text("command_id", limit=200)
    procedure = form.required_text("procedure", limit=40)
    if not form.has("applicant"):
        raise form.missing("applicant")
    given = {key: data[key] for key in _PERSON if form.has(key)}
    try:
        made = command_from(
            {"command_id": command_id or "-", "channel": "direct", "procedure": procedure, **given}, base=base
        )
    except InputError as failure:
        raise _own(failure) from failure
    return replace(
        made,
        command_id=command_id or "",
        components=tuple(_component(one) for one in documents),
        return_by="electronic" if all(one.electronic for one in documents) else "counter",
        certifies=True,
    )


def _own(failure: InputError) -> InputError:
    """A complaint of the reception as one of the certification; those of a card keep their own code."""
    head, _, tail = failure.code.partition(".")
    code = f"certify.{tail}" if head == "receive" and tail in {"missing_key", "bad_value"} else failure.code
    return InputError(code, **failure.details)


def _component(one: GivenDocument) -> Any:  # noqa: ANN401 - a paper as a reception has it
    from desk.intake.component_file import GivenComponent

    return GivenComponent(no=one.no, name=one.name, copies=one.copies, pages=one.scans)
