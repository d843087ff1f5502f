"""A DHIS2 double by the shapes of its documentation; nothing here was compared with a live server."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass
class Dhis2:
    """What was stored, completed and asked; `answers` stand in for taking values, `faults` for any answer."""

    values: dict[tuple[str, str, str, str], str] = field(default_factory=dict)
    completed: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)
    answers: list[tuple[int, dict[str, Any]]] = field(default_factory=list)  # instead of taking values
    lost: set[str] = field(default_factory=set)  # parts of paths whose next answer never arrives
    dry: int = 0
    url: str = ""


class _Handler(BaseHTTPRequestHandler):
    server_state: Dhis2

    def do_POST(self) -> None:
        mine = self.server_state
        payload = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        mine.asked.append(urlsplit(self.path).path)
        mine.tokens.add(self.headers["Authorization"])
        if self.path.startswith("/api/completeDataSetRegistrations"):
            mine.completed += [one["period"] for one in payload["completeDataSetRegistrations"]]
            self._answer(200, {"status": "OK"})
            return
        if mine.answers:
            self._answer(*mine.answers.pop(0))
            return
        assert parse_qs(urlsplit(self.path).query)["atomic"] == ["true"]
        if "dryRun" in parse_qs(urlsplit(self.path).query):
            mine.dry += 1
            self._answer(200, {"response": {"status": "SUCCESS", "conflicts": [], "rejectedIndexes": []}})
            return
        for one in payload["dataValues"]:
            key = (payload["period"], payload["orgUnit"], one["dataElement"], one["categoryOptionCombo"])
            mine.values[key] = one["value"]
        self._answer(200, {"httpStatusCode": 200, "response": {"status": "SUCCESS", "conflicts": [], "rejectedIndexes": []}})  # fmt: skip # noqa: E501

    def do_GET(self) -> None:
        if self.path == "/api/system/info":
            self._answer(200, {"version": "2.42"})
            return
        query = parse_qs(urlsplit(self.path).query)
        day = query["period"][0]
        rows = [
            {"dataElement": element, "categoryOptionCombo": combo, "value": value}
            for (period, _, element, combo), value in self.server_state.values.items()
            if period == day
        ]
        self._answer(200, {"dataValues": rows})

    def _answer(self, status: int, body: dict[str, Any]) -> None:
        for part in [one for one in self.server_state.lost if one in self.path]:
            self.server_state.lost.discard(part)
            self.connection.shutdown(socket.SHUT_RDWR)
            self.close_connection = True
            return
        told = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def dhis2() -> Iterator[Dhis2]:
    """A server at a free port of this machine."""
    mine = Dhis2()
    made = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"server_state": mine}))
    made.daemon_threads = True
    mine.url = f"http://127.0.0.1:{made.server_address[1]}"
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    try:
        yield mine
    finally:
        made.shutdown()
        made.server_close()
        thread.join()
