"""One IPP exchange over HTTP: a socket file or a port of this machine, every wait bounded.

A connection that was never made is told apart from one that broke: only then is it certain that nothing
was asked.
"""

from __future__ import annotations

import http.client
import os
import socket
import time
from dataclasses import dataclass
from pathlib import Path

_USUAL_SOCKET = "/run/cups/cups.sock"
_PORT = 631
_CONNECT = 4.0
_SILENCE = 15.0
_WHOLE = 60.0
_MOST = 16 << 20
_BLOCK = 1 << 16


class UnreachableError(Exception):
    """Nobody there: nothing was sent."""


class LostError(Exception):
    """The exchange broke off after it began: what was asked may have been done."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where a print server listens: a socket file, or a host and its port."""

    host: str = "localhost"
    port: int = _PORT
    file: str = ""

    @property
    def uri(self) -> str:
        """The address requests name the server by."""
        return f"ipp://{self.host}:{self.port}"


def usual_server() -> Server:
    """Where this machine's spooler listens: as `CUPS_SERVER` says, else its socket file, else its port."""
    said = os.environ.get("CUPS_SERVER", "").strip()
    if said.startswith("/"):
        return Server(file=said)
    if said:
        host, _, port = said.partition(":")
        return Server(host=host, port=int(port) if port.isdigit() else _PORT)
    return Server(file=_USUAL_SOCKET) if Path(_USUAL_SOCKET).exists() else Server()


class _Line(http.client.HTTPConnection):
    """A connection that may go through a socket file."""

    def __init__(self, server: Server) -> None:
        super().__init__(server.host, server.port, timeout=_CONNECT)
        self._server = server

    def connect(self) -> None:
        """Open the way."""
        try:
            if self._server.file:
                self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
                self.sock.settimeout(_CONNECT)
                self.sock.connect(self._server.file)
            else:
                super().connect()
        except (OSError, AttributeError, UnicodeError) as reason:
            raise UnreachableError(type(reason).__name__) from reason
        self.sock.settimeout(_SILENCE)


def exchange(server: Server, path: str, message: bytes, document: bytes = b"") -> bytes:
    """Send a message, with a document behind it, and return the whole answer.

    Raises:
        UnreachableError: nothing was asked.
        LostError: it may have been.
    """
    line = _Line(server)
    headers = {"Content-Type": "application/ipp", "Host": server.host, "User-Agent": "quay-mot-cua"}
    try:
        line.connect()
        line.request("POST", path, body=message + document, headers=headers)
        response = line.getresponse()
        content = _body(response)
        if response.status != http.client.OK:
            raise LostError(f"HTTP {response.status}")
        return content
    except (http.client.HTTPException, OSError, ValueError) as reason:
        raise LostError(type(reason).__name__) from reason
    finally:
        line.close()


def _body(response: http.client.HTTPResponse) -> bytes:
    """The whole body, within size and time."""
    end = time.monotonic() + _WHOLE
    content = bytearray()
    while block := response.read1(_BLOCK):
        content += block
        if len(content) > _MOST or time.monotonic() > end:
            raise LostError("size or time")
    return bytes(content)
