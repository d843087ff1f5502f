"""Certificates that scanners sign themselves: taken on first sight, remembered, and a change is noticed."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_MOST_BYTES = 1 << 18


class ChangedError(Exception):
    """The device shows another certificate than before."""


class Trust:
    """What each device showed first, by host and port; kept in a small file where one is named.

    A certificate made anew for the same key is the same device. The file is no secret and no record: one that
    is damaged only means that every device is seen for the first time again.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._seen: dict[str, str] = {}

    def check(self, host: str, port: int, certificate: bytes) -> None:
        """Remember what a device shows, or compare it with what was remembered.

        Raises:
            ChangedError: it is another's.
        """
        shown, place = fingerprint(certificate), f"{port}@{host.lower()}"
        known = self._read()
        if place not in known:
            self._write({**known, place: shown})
        elif known[place] != shown:
            raise ChangedError(place)

    def forget(self, host: str) -> None:
        """Let a device be seen for the first time again, at all its ports."""
        known = self._read()
        kept = {place: shown for place, shown in known.items() if place.partition("@")[2] != host.lower()}
        if kept != known:
            self._write(kept)

    def _read(self) -> dict[str, str]:
        if self._file is None:
            return self._seen
        with suppress(OSError, ValueError):
            if self._file.stat().st_size <= _MOST_BYTES:
                found = json.loads(self._file.read_text("utf-8"))
                if isinstance(found, dict):
                    return {str(place): str(shown) for place, shown in found.items()}
        return {}

    def _write(self, known: dict[str, str]) -> None:
        self._seen = known
        if self._file is None:
            return
        part = self._file.with_name(f".{self._file.name}.{os.getpid()}.{secrets.token_hex(4)}.part")
        with suppress(OSError):  # a full disk must not keep a page from being scanned
            part.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", "utf-8")
            part.replace(self._file)
        with suppress(OSError):
            part.unlink(missing_ok=True)


def fingerprint(certificate: bytes) -> str:
    """SHA-256 of the certificate's key, or of the whole of one that is not quite well-formed."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    try:
        key = x509.load_der_x509_certificate(certificate).public_key()
        certificate = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    except Exception:  # printers' certificates break every rule, each maker's another
        certificate = b"whole:" + certificate
    return hashlib.sha256(certificate).hexdigest()
