"""Gói mẫu: an office's own words for its papers as one signed file, for another desk or another office.

`{"pack": {…}, "sha256", "signature", "key_id", "public_key"}`, canonical JSON; Ed25519 over the canonical
bytes of `pack`, as a day's tally is signed. The signature says the file is as it was written; whose key it is
people compare, unless it is this office's own.
"""

from __future__ import annotations

import base64
import hashlib
import json
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from desk.clock import iso
from desk.errors import InputError
from desk.jsonfile import bounded_bytes
from desk.paper.template_filling import lacking, whole
from desk.paper.template_rules import FORMS, HEAD, is_form
from desk.paper.template_store import by_day, fingerprint, forms_in, rows
from desk.record.canonical import canonical

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

    from desk.office.opened import Office

SCHEMA = 1
BEGINS = b'{"key_id":'  # what a pack of ours starts with: only such a file is written over
MAX_FILE = 4 << 20
MAX_VERSIONS = 200
_OUTSIDE = frozenset({"pack", "sha256", "signature", "key_id", "public_key"})
_INSIDE = frozenset({"schema", "office", "made_at", "templates"})
_ENTRY = frozenset({"form", "no", "valid_from", "sha256", "words"})
_HASH = 64


@dataclass(frozen=True, slots=True)
class PackedVersion:
    """One version as a pack holds it; `filled` are texts it lacks, filled with the shipped words."""

    form: str
    valid_from: date
    body: dict[str, Any]
    filled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack whose hash and signature are right."""

    office: str
    made_at: str
    key_id: str
    ours: bool
    versions: tuple[PackedVersion, ...]


def export_pack(office: Office, forms: Sequence[str], path: Path) -> int:
    """Write the office's own versions that hold today or later; answers how many. `forms` empty = all.

    Raises:
        InputError: `template.unknown_form`, `pack.nothing`, `file.exists`.
        SurroundingsError: the file could not be written.
    """
    from desk.paper.targets import check_target, writing
    from desk.record.durable import write_file

    for form in forms:
        if not is_form(form):
            raise InputError("template.unknown_form", form=form[:40], allowed=list(FORMS))
    check_target(office, path, begins=(BEGINS,))
    with office.read() as session:
        entries = [
            one
            for form in forms_in(session)
            if not forms or form in forms
            for one in _own(session, office, form)
        ]
    if not entries:
        raise InputError("pack.nothing")
    with writing(path):
        write_file(path, _signed(office, entries))
    return len(entries)


def _own(session: Session, office: Office, form: str) -> list[dict[str, Any]]:
    """The own version that holds today and those to come, sound ones only."""
    from desk.paper.template_rules import breaks

    today = office.clock.now().date()
    sound = [row for row in by_day(rows(session, form)).values() if not breaks(form, row.body)]
    begun = [row for row in sound if row.valid_from <= today][-1:]
    return [
        {
            "form": form,
            "no": row.no,
            "valid_from": row.valid_from.isoformat(),
            "sha256": fingerprint(row.body),
            "words": row.body,
        }
        for row in (*begun, *(row for row in sound if row.valid_from > today))
    ]


def _signed(office: Office, entries: list[dict[str, Any]]) -> bytes:
    from desk.office.keys import key_id

    card, private = office.card, office.keys.tally_private
    pack = {
        "schema": SCHEMA,
        "office": {"code": card.code, "name": card.name},
        "made_at": iso(office.clock.now()),
        "templates": entries,
    }
    payload, public = canonical(pack), private.public_key().public_bytes_raw()
    return canonical(
        {
            "pack": pack,
            "sha256": hashlib.sha256(payload).hexdigest(),
            "signature": base64.b64encode(private.sign(payload)).decode("ascii"),
            "key_id": key_id(public),
            "public_key": base64.b64encode(public).decode("ascii"),
        }
    )


def looks_packed(path: Path) -> bool:
    """Whether a file is meant as a pack rather than as one form's TOML: it begins as JSON does."""
    try:
        with path.open("rb") as file:
            return file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    except (OSError, ValueError):
        return False


def read_pack(office: Office, path: Path) -> Pack:
    """A pack, its hash and signature proved.

    Raises:
        InputError: `file.not_found`, `file.too_large`, `file.unreadable`, `pack.unreadable`, `pack.newer`,
            `pack.altered`: nothing of it may be taken.
    """
    document = _document(path)
    pack = document["pack"]
    if not isinstance(pack, dict) or set(pack) != _INSIDE:
        raise InputError("pack.unreadable", file=path.name)
    if isinstance(pack["schema"], int) and pack["schema"] > SCHEMA:
        raise InputError("pack.newer", file=path.name)
    public = _proved(document, path)
    entries, told = pack["templates"], pack["office"]
    sound = isinstance(entries, list) and 0 < len(entries) <= MAX_VERSIONS and isinstance(told, dict)
    if not sound or pack["schema"] != SCHEMA:
        raise InputError("pack.unreadable", file=path.name)
    own = office.keys.tally_private.public_key().public_bytes_raw()
    return Pack(
        office=_line(told.get("name")), made_at=_line(pack["made_at"]), key_id=str(document["key_id"]),
        ours=public == own, versions=tuple(_version(one, path) for one in entries),
    )  # fmt: skip


def _document(path: Path) -> dict[str, Any]:
    """The file as JSON; its size and its letters are bounded first."""
    raw = bounded_bytes(path, most=MAX_FILE)
    try:
        found = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as failure:
        raise InputError("pack.unreadable", file=path.name) from failure
    if not isinstance(found, dict) or set(found) != _OUTSIDE:
        raise InputError("pack.unreadable", file=path.name)
    return found


def _proved(document: dict[str, Any], path: Path) -> bytes:
    """The public key under which the signature stands."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    from desk.office.keys import key_id

    try:
        payload = canonical(document["pack"])
        public = base64.b64decode(document["public_key"], validate=True)
        Ed25519PublicKey.from_public_bytes(public).verify(
            base64.b64decode(document["signature"], validate=True), payload
        )
    except (InvalidSignature, ValueError, TypeError) as failure:
        raise InputError("pack.altered", file=path.name) from failure
    if hashlib.sha256(payload).hexdigest() != document["sha256"] or key_id(public) != document["key_id"]:
        raise InputError("pack.altered", file=path.name)
    return public


def _version(entry: object, path: Path) -> PackedVersion:
    """One version, known by form and day; what its words are worth is judged by who takes it."""
    if not isinstance(entry, dict) or set(entry) != _ENTRY:
        raise InputError("pack.unreadable", file=path.name)
    form, body, day = entry["form"], entry["words"], entry["valid_from"]
    if not isinstance(form, str) or not is_form(form):
        raise InputError("template.unknown_form", form=str(form)[:40], allowed=list(FORMS))
    try:
        begins = date.fromisoformat(day) if isinstance(day, str) else None
    except ValueError:
        begins = None
    if begins is None or not isinstance(body, dict) or set(body) != {*HEAD, "texts"}:
        raise InputError("pack.unreadable", file=path.name)
    if fingerprint(body) != entry["sha256"]:
        raise InputError("pack.altered", file=path.name)
    told = _composed(body)
    return PackedVersion(form, begins, whole(form, told), lacking(form, told))


def _composed(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """The same value, its texts in NFC."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [_composed(one) for one in value]
    if isinstance(value, dict):
        return {_composed(key): _composed(one) for key, one in value.items()}
    return value


def _line(value: object) -> str:
    """A name out of a foreign file, fit to be shown on one line."""
    text = " ".join(value.split()) if isinstance(value, str) else ""
    return "".join(char for char in text if char.isprintable())[:120]
