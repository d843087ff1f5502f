"""The office's two keys: one makes check tags of receipts, the other signs tallies."""

from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk.errors import SurroundingsError

if TYPE_CHECKING:
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

RECEIPT_FILE = "receipt.key"
TALLY_FILE = "tally.key"
_LENGTH = 32


@dataclass(frozen=True, slots=True, repr=False)
class OfficeKeys:
    """Keys in memory; never printed, never logged."""

    receipt: bytes
    tally_raw: bytes

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
    return OfficeKeys(receipt=_read(folder / RECEIPT_FILE), tally_raw=_read(folder / TALLY_FILE))


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
