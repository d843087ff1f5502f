"""One exchange over HTTP inside one deadline: look-up, proxy, TLS, request and the whole answer together.

A server that drips a byte a second, a redirect, an answer without end and every fault of a certificate end
here with a code of their own. No redirect is followed: a tally and its key go where they were told, only.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from desk.sending.bounds import within
from desk.sending.wire_faults import WireError, fault_of, looked_up_fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TIMEOUT = 20.0
MOST_ANSWER = 256 << 10
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Way:
    """How a server is reached: its address, what proves either side, the proxy between, how long at most."""

    url: str
    timeout: float = TIMEOUT
    ca_file: str = ""
    cert_file: str = ""
    key_file: str = ""
    key_password: str = ""
    proxy: str = ""  # `http://host:port`, `system` for what this machine says, nothing for none
    proxy_auth: str = ""  # `name:password`


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: status, headers by lower-case name, the whole body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def exchange(
    way: Way, method: str, path: str, *, body: bytes | None = None, headers: Mapping[str, str]
) -> Answer:
    """Send one request and read its whole answer.

    Raises:
        WireError: it did not come to a whole answer; the code says why.
    """
    with _connected(way) as (connection, line):
        # Refused early, the answer (or the alert that says why) is there already.
        with suppress(BrokenPipeError, ConnectionResetError, ssl.SSLEOFError):
            connection.request(method, path, body=body, headers=dict(headers))
        answer = connection.getresponse()
        found = _whole(answer)
        if line.was_cut:
            raise TimeoutError  # what looks whole may be the end of a drip
        told = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, told, found)


def greet(way: Way) -> None:
    """Come as far as a proven connection and send nothing.

    Raises:
        WireError: why it is not to be had.
    """
    with _connected(way):
        pass


@contextmanager
def _connected(way: Way) -> Iterator[tuple[http.client.HTTPConnection, _Line]]:
    deadline = time.monotonic() + way.timeout
    parts = urlsplit(way.url)
    if parts.hostname is None:
        raise WireError("sync.bad_address")
    port = parts.port or _PORTS[parts.scheme]
    line = _Line()
    alarm = threading.Timer(way.timeout, line.cut)
    alarm.daemon = True
    alarm.start()
    try:
        line.sock = _plain(way, parts.hostname, port, deadline, secure=parts.scheme == "https", line=line)
        if parts.scheme == "https":
            line.sock = _secure(way, line, parts.hostname, deadline)
        connection = http.client.HTTPConnection(parts.hostname, port)
        connection.default_port = _PORTS[parts.scheme]
        connection.sock = line.sock
        yield connection, line
    except (OSError, http.client.HTTPException, ValueError) as failure:
        if isinstance(failure, WireError):
            raise
        raise fault_of(failure, late=line.was_cut) from failure
    finally:
        alarm.cancel()
        line.close()


class _Line:
    """The socket in use, which the alarm may cut from another thread."""

    def __init__(self) -> None:
        self.sock: socket.socket | None = None
        self.was_cut = False

    def cut(self) -> None:
        """Wake whoever waits on it: every later byte comes as an end."""
        self.was_cut = True
        if self.sock is not None:
            with suppress(OSError):  # past TLS, whose own shutdown is not for two threads
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)

    def close(self) -> None:
        """Let go of it."""
        if self.sock is not None:
            with suppress(OSError):
                self.sock.close()


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _plain(way: Way, host: str, port: int, deadline: float, *, secure: bool, line: _Line) -> socket.socket:
    """A connection to the server, through the proxy where there is one."""
    proxy = _proxy_for(way, host) if secure else None
    if proxy is None:
        return _dial(host, port, deadline)
    try:
        sock = line.sock = _dial(proxy[0], proxy[1], deadline)
    except TimeoutError:
        raise
    except OSError as failure:
        raise WireError("sync.proxy_gone", type(failure).__name__) from failure
    _ask_proxy(sock, f"{host}:{port}", way.proxy_auth)
    return sock


def _dial(host: str, port: int, deadline: float) -> socket.socket:
    """The first address of a name that takes a connection."""

    def look_up() -> list[tuple[socket.AddressFamily, tuple[object, ...]]]:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        return [(family, place) for family, _kind, _proto, _name, place in found]

    try:
        places = within(_left(deadline), look_up)
    except (OSError, UnicodeError) as unknown:
        raise looked_up_fault(unknown) from unknown
    last = OSError()
    for family, place in places:
        sock = socket.socket(family, socket.SOCK_STREAM)
        try:
            sock.settimeout(_left(deadline))
            sock.connect(place)
        except OSError as failure:
            sock.close()
            last = failure
        else:
            return sock
    raise last


def _ask_proxy(sock: socket.socket, place: str, auth: str) -> None:
    import base64

    lines = [f"CONNECT {place} HTTP/1.1", f"Host: {place}"]
    if auth:
        told = base64.b64encode(auth.encode("utf-8")).decode("ascii")
        lines.append(f"Proxy-Authorization: Basic {told}")
    sock.sendall("\r\n".join((*lines, "", "")).encode("ascii"))
    answer = http.client.HTTPResponse(sock, method="CONNECT")
    try:
        answer.begin()
    except (OSError, http.client.HTTPException) as failure:
        if isinstance(failure, TimeoutError):
            raise
        raise WireError("sync.proxy_gone", type(failure).__name__) from failure
    if answer.status != http.client.OK:
        raise WireError("sync.proxy_refused", f"HTTP {answer.status}")


def _proxy_for(way: Way, host: str) -> tuple[str, int] | None:
    address = way.proxy
    if address == "system":
        from urllib.request import getproxies, proxy_bypass

        address = "" if proxy_bypass(host) else getproxies().get("https", "")
    if not address:
        return None
    parts = urlsplit(address if "://" in address else f"http://{address}")
    if parts.hostname is None:
        raise WireError("sync.bad_address", "proxy")
    return parts.hostname, parts.port or 3128


def _secure(way: Way, line: _Line, host: str, deadline: float) -> socket.socket:
    """TLS over the connection; both sides proven as the target asks."""
    try:
        context = ssl.create_default_context(cafile=way.ca_file or None)
        if way.cert_file:
            password = way.key_password or None
            # Without a password OpenSSL would ask at the terminal; no terminal is to wait for.
            context.load_cert_chain(way.cert_file, way.key_file or None, password=lambda: password or "")
    except (OSError, ValueError) as failure:
        raise WireError("sync.own_files", type(failure).__name__) from failure
    assert line.sock is not None
    line.sock.settimeout(_left(deadline))
    sock = context.wrap_socket(line.sock, server_hostname=host, do_handshake_on_connect=False)
    line.sock = sock
    sock.do_handshake()
    return sock


def _whole(answer: http.client.HTTPResponse) -> bytes:
    """The body, never more than the bound and never less than was promised."""
    found = bytearray()
    while block := answer.read1(8192):
        found += block
        if len(found) > MOST_ANSWER:
            raise WireError("sync.answer_too_large")
    if answer.length:  # the connection ended before what was promised had come
        raise http.client.IncompleteRead(bytes(found))
    return bytes(found)
