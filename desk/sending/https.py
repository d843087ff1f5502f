"""HTTPS `PUT`: the place is the day and revision, so that sending twice is harmless by shape.

Only a JSON answer that repeats our hash proves anything; a captive portal, half a body or a lost answer do
not, and the same bytes go again later.
"""

from __future__ import annotations

import base64
import hashlib
import http.client
import json
import ssl
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from desk.sending.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desk.sending.outcome import Package

TIMEOUT = 20.0
_MOST_ANSWER = 256 << 10
_LONGEST_WAIT = 3600
_WRONG = {400, 413, 415, 422}
_DENIED = {401, 403}


class HttpsTransport:
    """One collector over HTTP; `timeout` bounds the whole answer, not each of its bytes."""

    def __init__(self, options: Mapping[str, str], *, timeout: float = TIMEOUT) -> None:
        self._options = options
        self._timeout = timeout

    def reachable(self) -> Outcome:
        """Whether a connection can be made; nothing is sent over it."""
        try:
            connection = self._connection()
            connection.connect()
            connection.close()
        except (OSError, http.client.HTTPException) as failure:
            return Outcome("again", error="sync.unreachable", told=type(failure).__name__)
        return Outcome("delivered")

    def acknowledged(self, package: Package) -> Outcome:
        """What HTTP takes is acknowledged in its answer; asking is sending again, which is harmless."""
        return self.send(package)

    def send(self, package: Package) -> Outcome:
        """Put the file in its place and judge the answer."""
        deadline = time.monotonic() + self._timeout
        try:
            connection = self._connection()
            try:
                connection.request(
                    "PUT", self._path(package), body=package.body, headers=self._headers(package)
                )
                answer = connection.getresponse()
                body = read_body(answer, connection, deadline)
            finally:
                connection.close()
        except (OSError, http.client.HTTPException, ValueError) as failure:
            return Outcome("again", error="sync.unreachable", told=type(failure).__name__)
        return judged(answer.status, dict(answer.getheaders()), body, package.sha256)

    def _connection(self) -> http.client.HTTPConnection:
        parts = urlsplit(self._options["url"])
        assert parts.hostname is not None  # a target without one is no target
        if parts.scheme == "http":
            return http.client.HTTPConnection(parts.hostname, parts.port, timeout=self._timeout)
        context = ssl.create_default_context(cafile=self._options.get("ca_file"))
        if "cert_file" in self._options:
            context.load_cert_chain(self._options["cert_file"], self._options.get("key_file"))
        return http.client.HTTPSConnection(parts.hostname, parts.port, timeout=self._timeout, context=context)

    def _path(self, package: Package) -> str:
        base = urlsplit(self._options["url"]).path.rstrip("/")
        return f"{base}/v1/tallies/{quote(package.office, safe='')}/{package.day}/{package.revision}"

    def _headers(self, package: Package) -> dict[str, str]:
        digest = base64.b64encode(hashlib.sha256(package.body).digest()).decode("ascii")
        headers = {
            "Content-Type": "application/json",
            "Accept": "application/json",
            "Idempotency-Key": f'"{package.office}/{package.day}/r{package.revision}"',
            "Content-Digest": f"sha-256=:{digest}:",
        }
        if "token_file" in self._options:
            token = Path(self._options["token_file"]).read_text(encoding="utf-8").strip()
            headers["Authorization"] = f"Bearer {token}"
        return headers


def read_body(
    answer: http.client.HTTPResponse, connection: http.client.HTTPConnection, deadline: float
) -> bytes:
    """The body within bounds of size and time, however slowly it drips."""
    found = bytearray()
    while len(found) <= _MOST_ANSWER:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        if connection.sock is not None:
            connection.sock.settimeout(left)
        block = answer.read1(8192)
        if not block:
            break
        found += block
    if answer.length:  # the connection ended before what was promised had come
        raise http.client.IncompleteRead(bytes(found))
    return bytes(found)


def judged(status: int, headers: Mapping[str, str], body: bytes, sha256: str) -> Outcome:
    """What an answer proves (the table of the transport's own documentation)."""
    told = f"HTTP {status}"
    if status in {200, 201}:
        echo = _json(body).get("sha256")
        if echo == sha256:
            return Outcome("sent", told=told, receipt=body.decode("utf-8", "replace")[:1000])
        return Outcome("again", error="sync.not_proven", told=told)
    if status == 409:
        return Outcome("refused", error="sync.other_content", told=told)
    if status == 412:
        return Outcome("missing", error="sync.previous_missing", told=told)
    if status in _DENIED:
        return Outcome("denied", error="sync.denied", told=told)
    if status in _WRONG:
        return Outcome("refused", error="sync.not_taken", told=told)
    wait = {key.lower(): value for key, value in headers.items()}.get("retry-after", "")
    seconds = min(int(wait), _LONGEST_WAIT) if wait.isascii() and wait.isdigit() else 0
    return Outcome("again", error="sync.not_proven", told=told, wait=seconds)


def _json(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
