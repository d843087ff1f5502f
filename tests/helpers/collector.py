"""A province's HTTP collector that stores tallies by the transport's rules, and misbehaves when told to."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Collector:
    """What was stored, by (office, day, revision), and the faults still to come, one for each request."""

    stored: dict[tuple[str, str, int], bytes] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    seen: list[tuple[str, str, int]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    wants_chain: bool = False
    url: str = ""

    def newest(self) -> dict[str, bytes]:
        """The last revision of every day."""
        found: dict[str, bytes] = {}
        for (_, day, _), body in sorted(self.stored.items()):
            found[day] = body
        return found

    def knows(self, sha256: str | None) -> bool:
        return sha256 is None or any(json.loads(body)["sha256"] == sha256 for body in self.stored.values())


class _Handler(BaseHTTPRequestHandler):
    collector: Collector

    def do_PUT(self) -> None:
        office, day, revision = self.path.removeprefix("/tinh/v1/tallies/").split("/")
        place = (office, day, int(revision))
        body = self.rfile.read(int(self.headers["Content-Length"]))
        mine = self.collector
        mine.seen.append(place)
        mine.headers.append(dict(self.headers))
        fault = mine.faults.pop(0) if mine.faults else ""
        if fault.isdigit():
            self._answer(int(fault), b"{}", {"Retry-After": "7"} if fault == "429" else {})
            return
        if fault == "portal":
            self._answer(200, b"<html>Dang nhap mang</html>")
            return
        before = json.loads(body)["tally"]["previous_sha256"]
        if mine.wants_chain and not mine.knows(before):
            self._answer(412, b"{}")
            return
        if mine.stored.setdefault(place, body) != body:
            self._answer(409, b"{}")
            return
        said = json.dumps(
            {"sha256": json.loads(body)["sha256"], "received_at": "2026-12-31T10:00:00Z"}
        ).encode()
        if fault == "lost":  # stored, and the answer never arrives
            self.connection.shutdown(socket.SHUT_RDWR)
            self.close_connection = True
        elif fault == "half":
            self._answer(200, said, {}, promised=len(said) + 40)
            self.close_connection = True
        else:
            self._answer(201, said)

    def _answer(
        self, status: int, body: bytes, headers: dict[str, str] | None = None, *, promised: int | None = None
    ) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(promised or len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def collector() -> Iterator[Collector]:
    """A collector at a free port of this machine."""
    mine = Collector()
    handler = type("Handler", (_Handler,), {"collector": mine})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    mine.url = f"http://127.0.0.1:{server.server_address[1]}/tinh"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield mine
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
