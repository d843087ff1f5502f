"""A server that answers in bytes as it is told, over TLS where it is told, and a proxy before it."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

Manner = Callable[["Talk"], None]


@dataclass
class Rough:
    """Where it listens and what it was sent, one text for each connection."""

    port: int = 0
    heard: list[str] = field(default_factory=list)
    gone: threading.Event = field(default_factory=threading.Event)  # set when the test is over

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def secure(self) -> str:
        return f"https://127.0.0.1:{self.port}"


@dataclass
class Talk:
    """One connection with its request read."""

    sock: socket.socket
    rough: Rough

    def say(self, data: bytes) -> None:
        """Send; who does not listen any more is no fault of ours."""
        with suppress(OSError):
            self.sock.sendall(data)

    def drip(self, data: bytes, seconds: float = 0.02) -> None:
        """Send for ever, byte by byte, until nobody listens."""
        while not self.rough.gone.wait(seconds):
            try:
                self.sock.sendall(data)
            except OSError:
                return


def read_request(sock: socket.socket) -> str:
    """A whole request with its body."""
    data = b""
    while b"\r\n\r\n" not in data and (block := sock.recv(65536)):
        data += block
    head, _, body = data.partition(b"\r\n\r\n")
    length = next(
        (
            int(line.split(b":")[1])
            for line in head.split(b"\r\n")
            if line.lower().startswith(b"content-length:")
        ),
        0,
    )
    while len(body) < length and (block := sock.recv(65536)):
        body += block
    return head.decode("latin-1")


@contextmanager
def listening(serve: Callable[[socket.socket], None]) -> Iterator[int]:
    """Take connections on a free port of this machine, each on a thread of its own."""
    door = socket.create_server(("127.0.0.1", 0))
    threads: list[threading.Thread] = []

    def take() -> None:
        while True:
            try:
                sock, _ = door.accept()
            except OSError:
                return
            thread = threading.Thread(target=_quietly, args=(serve, sock), daemon=True)
            threads.append(thread)
            thread.start()

    taker = threading.Thread(target=take, daemon=True)
    taker.start()
    try:
        yield int(door.getsockname()[1])
    finally:
        with suppress(OSError):
            door.shutdown(socket.SHUT_RDWR)
        door.close()
        taker.join()
        for thread in threads:
            thread.join(10)


def _quietly(serve: Callable[[socket.socket], None], sock: socket.socket) -> None:
    with sock, suppress(OSError, ssl.SSLError):
        serve(sock)


@contextmanager
def rough_server(manner: Manner, context: ssl.SSLContext | None = None) -> Iterator[Rough]:
    """A server with these manners."""
    rough = Rough()

    def serve(sock: socket.socket) -> None:
        sock.settimeout(10)
        if context is None:
            rough.heard.append(read_request(sock))
            manner(Talk(sock, rough))
            return
        with context.wrap_socket(sock, server_side=True) as secure:
            rough.heard.append(read_request(secure))
            manner(Talk(secure, rough))

    with listening(serve) as rough.port:
        try:
            yield rough
        finally:
            rough.gone.set()


@contextmanager
def proxy(answer: bytes = b"HTTP/1.1 200 Connection established\r\n\r\n") -> Iterator[Rough]:
    """A proxy that lets through, or refuses with the answer it was given."""
    rough = Rough()

    def serve(sock: socket.socket) -> None:
        sock.settimeout(10)
        head = read_request(sock)
        rough.heard.append(head)
        sock.sendall(answer)
        if b" 200 " not in answer:
            return
        host, _, port = head.split()[1].rpartition(":")
        with socket.create_connection((host, int(port))) as there:
            back = threading.Thread(target=_pump, args=(there, sock), daemon=True)
            back.start()
            _pump(sock, there)
            back.join(10)

    with listening(serve) as rough.port:
        yield rough


def _pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while block := source.recv(65536):
            target.sendall(block)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)


def http(status: str, body: bytes = b"", *headers: str) -> bytes:
    """An answer in bytes."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body
