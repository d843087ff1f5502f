"""Ký bảng tổng hợp: the canonical file of a day, its SHA-256 and its Ed25519 signature.

The signature is over the canonical bytes of `tally` alone, so a file can be checked by anyone with the
office's public key and nothing else of the office.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.errors import InputError
from desk.record.canonical import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

SCHEMA = 1
_RAW_KEY = 32
_MOST_KEY_BYTES = 10_000


@dataclass(frozen=True, slots=True)
class SignedTally:
    """A signed tally: the bytes of its file, and what of them is recorded beside."""

    body: bytes
    sha256: str
    signature: str
    key_id: str


def sign_tally(tally: Mapping[str, Any], private_key: Ed25519PrivateKey) -> SignedTally:
    """Return the file of a tally: canonical JSON of the tally, its hash, signature and key id."""
    payload = canonical(tally)
    sha256 = hashlib.sha256(payload).hexdigest()
    signature = base64.b64encode(private_key.sign(payload)).decode("ascii")
    identity = key_id_of(private_key.public_key())
    body = canonical({"tally": tally, "sha256": sha256, "signature": signature, "key_id": identity})
    return SignedTally(body=body, sha256=sha256, signature=signature, key_id=identity)


def key_id_of(public_key: Ed25519PublicKey) -> str:
    """Return the first 16 hex digits of the SHA-256 of the raw public key."""
    return hashlib.sha256(public_key.public_bytes_raw()).hexdigest()[:16]


def load_public_key(given: str | bytes | Path) -> Ed25519PublicKey:
    """Read a public key: base64 of its 32 bytes, or a file that holds it in base64, raw or as PEM.

    The JSON answer of `key show` kept in a file is taken too.

    Raises:
        InputError: `key.unusable`.
    """
    if isinstance(given, bytes):
        raw = _raw_key(given)
    else:
        raw = _raw_of_base64(str(given)) or _raw_key(_file_bytes(Path(given)))
    if raw is None:
        raise InputError("key.unusable")
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    return Ed25519PublicKey.from_public_bytes(raw)


def _file_bytes(path: Path) -> bytes:
    try:
        if not path.is_file() or path.stat().st_size > _MOST_KEY_BYTES:
            raise InputError("key.unusable")
        return path.read_bytes()
    except (OSError, ValueError) as failure:
        raise InputError("key.unusable") from failure


def _raw_key(data: bytes) -> bytes | None:
    if len(data) == _RAW_KEY:
        return data
    text = data.decode("utf-8-sig", errors="replace").strip()
    if text.startswith("-----BEGIN"):
        return _raw_of_pem(text.encode("utf-8"))
    if text.startswith("{"):
        try:
            text = json.loads(text).get("public_key")
        except (ValueError, RecursionError):
            return None
    return _raw_of_base64(text) if isinstance(text, str) else None


def _raw_of_base64(text: str) -> bytes | None:
    plain = text.strip().replace("-", "+").replace("_", "/")
    try:
        raw = base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None
    return raw if len(raw) == _RAW_KEY else None


def _raw_of_pem(text: bytes) -> bytes | None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    try:
        key = load_pem_public_key(text)
    except Exception:  # the library has many kinds for one thing: not a key
        return None
    return key.public_bytes_raw() if isinstance(key, Ed25519PublicKey) else None
