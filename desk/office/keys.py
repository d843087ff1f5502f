"""The office's keys: one makes check tags of receipts, with those it replaced, the other signs tallies."""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desk.errors import SurroundingsError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

RECEIPT_FILE = "receipt.key"
TALLY_FILE = "tally.key"
_LENGTH = 32
_LATER = re.compile(r"receipt-(\d{4})-(\d{6})\.key", re.ASCII)
_DATED = re.compile(r"-(\d{6})-\d+$", re.ASCII)
_DRAWN = re.compile(r"CD-\d{6}-\d{8}", re.ASCII)  # a citizen's code: drawn by chance, no day in it


@dataclass(frozen=True, slots=True)
class ReceiptKey:
    """Khóa mã kiểm: one key of check tags, by what it is known, and the days (YYMMDD) it made tags on.

    `since` is empty for the key the office was founded with, `until` for the one in use.
    """

    secret: bytes = field(repr=False)
    number: int = 1
    since: str = ""
    until: str = ""

    @property
    def key_id(self) -> str:
        """What may be told of the key: nothing can be reckoned back from it."""
        return hashlib.sha256(b"receipt key\x00" + self.secret).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The keys of check tags, the one in use first; those before verify what they made."""

    keys: tuple[ReceiptKey, ...]

    @property
    def current(self) -> bytes:
        """The key that makes tags."""
        return self.keys[0].secret

    def may_have_made(self, code: str) -> tuple[bytes, ...]:
        """The keys that may have made this code's tag.

        A key that was replaced made none for codes of later days: a stolen one is worth nothing for new ones.
        A citizen's code bears no day; it stands on record or opens nothing.
        """
        if _DRAWN.fullmatch(code):
            return tuple(one.secret for one in self.keys)
        dated = _DATED.search(code)
        day = dated.group(1) if dated is not None else ""
        return tuple(one.secret for one in self.keys if not one.until or (day and day <= one.until))


@dataclass(frozen=True, slots=True, repr=False)
class OfficeKeys:
    """Keys in memory; never printed, never logged.

    `receipt` is the key the office was founded with: it also marks rows of imported registers and stays.
    """

    receipt: bytes
    tally_raw: bytes
    folder: Path | None = field(default=None, compare=False)

    @property
    def ring(self) -> KeyRing:
        """The keys of check tags as they are now: another window may have changed the key meanwhile.

        Raises:
            SurroundingsError: `key.missing`, `key.damaged`.
        """
        later = () if self.folder is None else later_keys(self.folder)
        found = (ReceiptKey(self.receipt), *later)
        ends = (*(one.since for one in later), "")
        made = [
            ReceiptKey(one.secret, one.number, one.since, end) for one, end in zip(found, ends, strict=True)
        ]
        return KeyRing(tuple(reversed(made)))

    @property
    def tally_private(self) -> Ed25519PrivateKey:
        """The Ed25519 key that signs tallies."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self.tally_raw)


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """What may be told of the tally key: its public half in base64 and its id."""

    public_key: str
    key_id: str


def make_keys(folder: Path) -> OfficeKeys:
    """Make both keys and write them for their owner only; keys already there are kept."""
    from desk.record.durable import make_folder, write_file

    make_folder(folder, mode=0o700)
    for name in (RECEIPT_FILE, TALLY_FILE):
        if not (folder / name).exists():
            # Any 32 random bytes are an Ed25519 private key (RFC 8032 §5.1.5).
            write_file(folder / name, secrets.token_bytes(_LENGTH), mode=0o600)
    return load_keys(folder)


def load_keys(folder: Path) -> OfficeKeys:
    """Read both keys.

    Raises:
        SurroundingsError: `key.missing` or `key.damaged`; the data itself is untouched.
    """
    keys = OfficeKeys(_read(folder / RECEIPT_FILE), _read(folder / TALLY_FILE), folder)
    _ = keys.ring  # a later key that cannot be read is told before a receipt needs it
    return keys


def later_keys(folder: Path) -> tuple[ReceiptKey, ...]:
    """The keys of check tags that came after the first, in their order."""
    found = []
    for path in _listed(folder):
        name = _LATER.fullmatch(path.name)
        if name is not None:
            found.append(ReceiptKey(_read(path), int(name.group(1)), name.group(2)))
    return tuple(sorted(found, key=lambda one: one.number))


def later_file(number: int, since: str) -> str:
    """The name of a later key's file."""
    return f"receipt-{number:04}-{since}.key"


def _listed(folder: Path) -> Iterable[Path]:
    try:
        return tuple(folder.iterdir())
    except OSError as error:
        raise SurroundingsError("key.missing", file=folder.name) from error


def facts(keys: OfficeKeys) -> KeyFacts:
    """Return what `key show` tells; the id is the first 16 hex digits of SHA-256 of the raw public key."""
    raw = keys.tally_private.public_key().public_bytes_raw()
    return KeyFacts(public_key=base64.b64encode(raw).decode("ascii"), key_id=key_id(raw))


def key_id(raw_public_key: bytes) -> str:
    """Return the id of a raw Ed25519 public key: the first 16 hex digits of its SHA-256."""
    return hashlib.sha256(raw_public_key).hexdigest()[:16]


def _read(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SurroundingsError("key.missing", file=path.name) from error
    if len(data) != _LENGTH:
        raise SurroundingsError("key.damaged", file=path.name)
    return data
