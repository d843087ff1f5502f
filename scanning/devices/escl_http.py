"""Talking HTTP with a device that may be slow, broken or hostile: every exchange ends, and says how.

One connection for each request: on a connection kept open a lost answer cannot be told from one never
given, and the next page of a feeder is given once only.
"""

from __future__ import annotations

import errno
import http.client
import io
import socket
import ssl
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from scanning.devices.escl_address import Base

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from scanning.devices.escl_trust import Trust

MOST_PAGE = 128 << 20
_MOST_TURNS = 4  # redirects: to TLS, to another port, and that is all an honest device needs
_TICK = 0.1
_BLOCK = 1 << 16
_NO_WORD = {errno.EHOSTUNREACH, errno.ETIMEDOUT, getattr(errno, "EHOSTDOWN", errno.EHOSTUNREACH)}
_MOVED = {301, 302, 307, 308}


class StoppedError(Exception):
    """The clerk asked to stop."""


class LateError(Exception):
    """The device was silent too long, or dripped beyond the time allowed."""


class UnreachableError(Exception):
    """Nobody there: no such host, port closed, no TLS. `asleep`: not a word, as of one that wakes up."""

    def __init__(self, reason: str, *, asleep: bool = False) -> None:
        super().__init__(reason)
        self.asleep = asleep


class LostError(Exception):
    """The answer broke off or was no HTTP; `partial` is what came of its body, None before any of it."""

    def __init__(self, reason: str, partial: bytes | None = None) -> None:
        super().__init__(reason)
        self.partial = partial


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds a device is given. `silence` is without a single byte, the rest for whole exchanges.

    They stay below what the station gives a driver between two pages (120 s), so that the driver itself
    says what happened and ends the job on the device.
    """

    connect: float = 4.0
    document: float = 8.0
    begin: float = 15.0
    busy: float = 12.0
    page: float = 100.0
    silence: float = 90.0  # a glass at 600 dpi after a warm-up
    farewell: float = 1.0


@dataclass(frozen=True, slots=True)
class Patience:
    """How long one exchange may last, and who may end it."""

    seconds: float
    silence: float
    cancelled: Callable[[], bool] = lambda: False


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer and the place it came from in the end."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    base: Base
    path: str


class _Watch:
    """Counts one exchange's time."""

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._end = time.monotonic() + patience.seconds
        self._heard = time.monotonic()

    def heard(self) -> None:
        self._heard = time.monotonic()

    def left(self) -> float:
        """Seconds to wait at most before asking again; raises when there is none."""
        now = time.monotonic()
        if self._patience.cancelled():
            raise StoppedError
        left = min(self._end, self._heard + self._patience.silence) - now
        if left <= 0:
            raise LateError
        return left


class _Wire(io.RawIOBase):
    """A socket's bytes, read in short waits between which the watch is asked."""

    def __init__(self, sock: socket.socket, watch: _Watch) -> None:
        super().__init__()
        self._sock = sock
        self._watch = watch

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - any writable buffer
        while True:
            self._sock.settimeout(min(_TICK, self._watch.left()))
            try:
                count = self._sock.recv_into(buffer)
            except TimeoutError:
                continue
            self._watch.heard()
            return count


class _Socket:
    """What http.client needs of a socket."""

    def __init__(self, sock: socket.socket, watch: _Watch) -> None:
        self._sock = sock
        self._watch = watch

    def sendall(self, data: bytes) -> None:
        self._sock.settimeout(self._watch.left())
        self._sock.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Wire(self._sock, self._watch))

    def close(self) -> None:
        """Nothing yet: http.client closes before the body is read. `_Connection.hang_up` does it."""


class _Connection(http.client.HTTPConnection):
    """A connection whose every wait is watched and whose certificate is remembered."""

    def __init__(self, base: Base, watch: _Watch, trust: Trust, connect: float) -> None:
        super().__init__(base.host, base.port)
        self._line: socket.socket | None = None
        self._base, self._watch, self._trust, self._limit = base, watch, trust, connect

    def connect(self) -> None:
        """Open the way; `UnreachableError` where there is none, `ChangedError` where it is another's."""
        seconds = min(self._limit, self._watch.left())
        try:
            sock = socket.create_connection((self._base.host, self._base.port), seconds)
        except (OSError, UnicodeError) as reason:
            asleep = isinstance(reason, TimeoutError) or getattr(reason, "errno", 0) in _NO_WORD
            raise UnreachableError(type(reason).__name__, asleep=asleep) from reason
        try:
            if self._base.scheme == "https":
                sock = self._secured(sock)
        except BaseException:
            sock.close()
            raise
        self._line = sock
        self.sock = _Socket(sock, self._watch)

    def hang_up(self) -> None:
        """Close the line, whatever was read of it."""
        self.close()
        if self._line is not None:
            self._line.close()

    def _secured(self, sock: socket.socket) -> ssl.SSLSocket:
        try:
            secured = _context().wrap_socket(sock, server_hostname=self._base.host.partition("%")[0])
        except (ssl.SSLError, OSError, ValueError) as reason:
            raise UnreachableError("no TLS") from reason
        try:
            self._trust.check(self._base.host, self._base.port, secured.getpeercert(binary_form=True) or b"")
        except BaseException:
            secured.close()
            raise
        return secured


def _context() -> ssl.SSLContext:
    """Scanners sign their own certificates and keep old ciphers: the certificate is remembered instead."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    return context


@dataclass(frozen=True, slots=True)
class Client:
    """Makes requests of one device.

    Raises, beside the errors of this module, `escl_trust.ChangedError` for another certificate.
    """

    trust: Trust
    limits: Limits = field(default_factory=Limits)

    def ask(
        self,
        base: Base,
        method: str,
        path: str,
        *,
        patience: Patience,
        body: bytes | None = None,
        most: int = 1 << 20,
    ) -> Answer:
        """One request with its redirects, which may change port and scheme but never the host."""
        for _ in range(_MOST_TURNS):
            answer = self._exchange(base, method, path, patience=patience, body=body, most=most)
            target = answer.headers.get("location", "")
            if answer.status not in _MOVED or not target:
                return answer
            base, path = _moved(base, path, target)
        raise LostError("redirects")

    def _exchange(
        self, base: Base, method: str, path: str, *, patience: Patience, body: bytes | None, most: int
    ) -> Answer:
        watch = _Watch(patience)
        connection = _Connection(base, watch, self.trust, self.limits.connect)
        headers = {"Host": base.header, "Connection": "close", "User-Agent": "quay-mot-cua"}
        if body is not None:
            headers["Content-Type"] = "text/xml"
        try:
            connection.request(method, path, body=body, headers=headers)
            response = connection.getresponse()
            told = {name.lower(): value for name, value in response.getheaders()}
            content = b"" if method == "DELETE" else _body(response, most)
            return Answer(response.status, told, content, base, path)
        except TimeoutError as reason:
            raise LateError from reason
        except (http.client.HTTPException, OSError, ValueError) as reason:
            raise LostError(type(reason).__name__) from reason
        finally:
            connection.hang_up()


def _body(response: http.client.HTTPResponse, most: int) -> bytes:
    """The whole body; one cut short comes with what there is of it."""
    content = bytearray()
    try:
        while block := response.read1(_BLOCK):
            content += block
            if len(content) > most:
                raise LostError("size")
    except (http.client.HTTPException, OSError, ValueError) as reason:
        raise LostError("cut", bytes(content)) from reason
    if response.length:  # the end came before the length that was promised
        raise LostError("cut", bytes(content))
    return bytes(content)


def _moved(base: Base, path: str, target: str) -> tuple[Base, str]:
    try:
        found = urlsplit(urljoin(f"{base.scheme}://{base.netloc}{path}", target))
        port = found.port
    except ValueError as reason:
        raise LostError("redirects") from reason
    host = (found.hostname or "").partition("%")[0]
    if found.scheme not in {"http", "https"} or host != base.host.partition("%")[0].lower():
        raise LostError("redirects")
    secure = found.scheme == "https"
    there = Base("https" if secure else "http", base.host, port or (443 if secure else 80), base.root)
    return there, found.path or "/"
