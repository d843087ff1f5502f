"""Kiểm tra bảng tổng hợp đã ký: any file whatever gets a verdict, never a trace.

A file is sound when it is byte for byte canonical, its hash and its signature fit the tally in it, and
the key is the one asked for.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NoReturn

from desk.errors import InputError
from desk.numbers.signing import SCHEMA, key_id_of, load_public_key
from desk.record.canonical import canonical
from desk.wording import note

if TYPE_CHECKING:
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    from desk.rows import Note

MOST_BYTES = 16 << 20
_ENVELOPE = frozenset({"tally", "sha256", "signature", "key_id"})
_NEEDED = (
    "schema", "office", "date", "revision", "previous_sha256", "generated_at", "rows", "total", "indicators",
    "audit_head",
)  # fmt: skip
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Kết quả kiểm tra: whether the file is sound, what it says it is, and what is wrong with it."""

    ok: bool
    office: str | None
    date: date | None
    revision: int | None
    problems: tuple[Note, ...] = ()


def verify_file(path: Path, public_key: Ed25519PublicKey | str | bytes, *, lang: str = "vi") -> Verdict:
    """Judge a tally file against a public key: the key itself, its base64, or a file that holds it.

    Never raises for what a file or a key may contain; every fault found is a problem of the verdict.
    """
    codes: list[str] = []
    key = _key(public_key, codes)
    data = _bytes(path, codes)
    found = _parsed(data, codes) if data is not None else None
    tally = found.get("tally") if found is not None else None
    if found is not None and data is not None:
        _check_form(found, data, codes)
        if isinstance(tally, dict):
            _check_seal(found, tally, key, codes)
    facts = tally if isinstance(tally, dict) else {}
    return Verdict(
        ok=not codes,
        office=_text(facts.get("office")),
        date=_day(facts.get("date")),
        revision=_whole(facts.get("revision")),
        problems=tuple(note(code, lang) for code in dict.fromkeys(codes)),
    )


def _key(given: Ed25519PublicKey | str | bytes, codes: list[str]) -> Ed25519PublicKey | None:
    if not isinstance(given, (str, bytes)):
        return given
    try:
        return load_public_key(given)
    except InputError as failure:
        codes.append(failure.code)
        return None


def _bytes(path: Path, codes: list[str]) -> bytes | None:
    try:
        if not path.is_file():
            codes.append("tally.no_file")
            return None
        with path.open("rb") as source:
            data = source.read(MOST_BYTES + 1)
    except (OSError, ValueError):
        codes.append("tally.unreadable")
        return None
    if len(data) > MOST_BYTES:
        codes.append("tally.too_large")
        return None
    return data


def _refuse(text: str) -> NoReturn:
    raise ValueError(text)


def _parsed(data: bytes, codes: list[str]) -> dict[str, Any] | None:
    try:
        found = json.loads(data.decode("utf-8"), parse_constant=_refuse)
    except (ValueError, RecursionError):
        codes.append("tally.not_json")
        return None
    if not isinstance(found, dict) or not isinstance(found.get("tally"), dict):
        codes.append("tally.not_a_tally")
        return None
    return found


def _check_form(found: dict[str, Any], data: bytes, codes: list[str]) -> None:
    tally: dict[str, Any] = found["tally"]
    if set(found) - _ENVELOPE:
        codes.append("tally.unknown_key")
    if _ENVELOPE - set(found) or any(key not in tally for key in _NEEDED):
        codes.append("tally.missing_key")
    elif tally["schema"] != SCHEMA or isinstance(tally["schema"], bool):
        codes.append("tally.unknown_schema")
    elif not _has_usable_facts(tally):
        codes.append("tally.bad_value")
    try:
        same = canonical(found) == data
    except (ValueError, RecursionError):
        same = False
    if not same:
        codes.append("tally.not_canonical")


def _has_usable_facts(tally: dict[str, Any]) -> bool:
    return (
        _text(tally["office"]) is not None
        and _day(tally["date"]) is not None
        and _whole(tally["revision"]) is not None
        and isinstance(tally["rows"], list)
        and isinstance(tally["total"], dict)
        and isinstance(tally["indicators"], list)
    )


def _check_seal(
    found: dict[str, Any], tally: dict[str, Any], key: Ed25519PublicKey | None, codes: list[str]
) -> None:
    try:
        payload = canonical(tally)
    except (ValueError, RecursionError):
        return  # already told as not canonical
    if found.get("sha256") != hashlib.sha256(payload).hexdigest():
        codes.append("tally.hash_mismatch")
    if key is None:
        return
    if found.get("key_id") != key_id_of(key):
        codes.append("tally.other_key")
    if not _signed(found.get("signature"), payload, key):
        codes.append("tally.bad_signature")


def _signed(signature: object, payload: bytes, key: Ed25519PublicKey) -> bool:
    from cryptography.exceptions import InvalidSignature

    if not isinstance(signature, str):
        return False
    try:
        key.verify(base64.b64decode(signature, validate=True), payload)
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return True


def _text(value: object) -> str | None:
    if not isinstance(value, str) or not 0 < len(value) <= 80 or not value.isprintable():
        return None
    return value


def _day(value: object) -> date | None:
    if not isinstance(value, str) or _DAY.fullmatch(value) is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _whole(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value < 1 << 31:
        return None
    return value
