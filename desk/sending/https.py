"""HTTPS `PUT`: the place is the day and revision, so that sending twice is harmless by shape.

Only a JSON answer that repeats our hash proves anything; a captive portal, half a body or a lost answer do
not, and the same bytes go again later.
"""

from __future__ import annotations

import base64
import hashlib
import json
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from desk.sending.outcome import Outcome
from desk.sending.secrets import SecretError, no_secret, told_secret
from desk.sending.wire import TIMEOUT, Way, exchange, greet
from desk.sending.wire_faults import WireError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desk.sending.outcome import Package
    from desk.sending.secrets import Ask
    from desk.sending.wire import Answer

_LONGEST_WAIT = 3600
_WRONG = {400, 413, 415, 422}
_DENIED = {401, 403}
_REDIRECTS = {301, 302, 303, 307, 308}
_BUSY = {429, 503}
_PORTAL = 511  # network authentication required


class HttpsTransport:
    """One collector over HTTP; `timeout` bounds the whole exchange, not each of its bytes."""

    def __init__(self, options: Mapping[str, str], *, ask: Ask = no_secret, timeout: float = TIMEOUT) -> None:
        self._options, self._ask, self._timeout = options, ask, timeout

    def reachable(self) -> Outcome:
        """Whether a proven connection can be made; nothing is sent over it."""
        try:
            _token(self._options, self._ask)
            greet(way_of(self._options, self._ask, self._timeout))
        except (WireError, SecretError) as failure:
            return failed(failure)
        return Outcome("delivered")

    def acknowledged(self, package: Package) -> Outcome:
        """What HTTP takes is acknowledged in its answer; asking is sending again, which is harmless."""
        return self.send(package)

    def answered(self, names: Sequence[str]) -> Sequence[str]:
        """Nothing is ever only laid down here."""
        return names

    def send(self, package: Package) -> Outcome:
        """Put the file in its place and judge the answer."""
        try:
            way = way_of(self._options, self._ask, self._timeout)
            answer = exchange(
                way, "PUT", self._path(package), body=package.body, headers=self._headers(package)
            )
        except (WireError, SecretError) as failure:
            return failed(failure)
        return judged(answer, package.sha256)

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
        token = _token(self._options, self._ask)
        if token:
            headers["Authorization"] = f"Bearer {token}"
        return headers


def _token(options: Mapping[str, str], ask: Ask) -> str:
    return told_secret("token", options, ask)


def way_of(options: Mapping[str, str], ask: Ask, timeout: float) -> Way:
    """How the server of a target is reached.

    Raises:
        SecretError: a secret that stands in a file or a keyring cannot be read.
    """
    return Way(
        url=options["url"],
        timeout=timeout,
        ca_file=options.get("ca_file", ""),
        cert_file=options.get("cert_file", ""),
        key_file=options.get("key_file", ""),
        key_password=ask("key_password") if "cert_file" in options else "",
        proxy=options.get("proxy", ""),
        proxy_auth=ask("proxy") if "proxy" in options else "",
    )


def failed(failure: WireError | SecretError) -> Outcome:
    """What came to no answer: unknown, so the same bytes go again later."""
    return Outcome("again", error=failure.code, told=failure.told)


def judged(answer: Answer, sha256: str) -> Outcome:
    """What an answer proves (the table of the transport's own documentation)."""
    status, told = answer.status, f"HTTP {answer.status}"
    if status in {200, 201}:
        if json_of(answer.body).get("sha256") == sha256:
            receipt = answer.body.decode("utf-8", "replace")[:1000]
            return Outcome("sent", told=told, receipt=receipt)
        return Outcome("again", error=unproven(answer), told=told)
    if status == 409:
        return Outcome("refused", error="sync.other_content", told=told)
    if status == 412:
        return Outcome("missing", error="sync.previous_missing", told=told)
    if status in _DENIED:
        return Outcome("denied", error="sync.denied", told=told)
    if status in _WRONG:
        return Outcome("refused", error="sync.not_taken", told=told)
    return Outcome("again", error=unproven(answer), told=told, wait=wait_of(answer.headers))


def unproven(answer: Answer) -> str:
    """Why an answer proves nothing: somebody else gave it, or the collector has no time."""
    if answer.status in _REDIRECTS:
        return "sync.redirected"
    html = "html" in answer.headers.get("content-type", "").lower()
    starts = answer.body.lstrip()[:1] == b"<"
    if answer.status == _PORTAL or (answer.status in {200, 201} and (html or starts)):
        return "sync.portal"
    return "sync.busy" if answer.status in _BUSY else "sync.not_proven"


def wait_of(headers: Mapping[str, str]) -> int:
    """Seconds the other side asks to wait, an hour at most; a date is reckoned from its own clock."""
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return min(int(text[:9]), _LONGEST_WAIT)
    try:
        until, now = parsedate_to_datetime(text), parsedate_to_datetime(headers.get("date", ""))
        seconds = (until - now).total_seconds()
    except (TypeError, ValueError, IndexError):
        return 0
    return max(0, min(int(seconds), _LONGEST_WAIT))


def json_of(body: bytes) -> dict[str, Any]:
    """The object an answer holds; nothing where it holds none."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
