"""Measurements of sending: a month of offline days into a collector here, and how much a day weighs."""

from __future__ import annotations

import gzip
import json
import threading
import time
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from desk.trial.bench import NOW, Bench

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from desk.office.opened import Office

DOSSIERS = 3410  # one commune's year
OFFLINE_DAYS = 30


class _Collector(BaseHTTPRequestHandler):
    """Stores whatever is put and repeats its hash."""

    stored: dict[str, bytes]

    def do_PUT(self) -> None:  # the name is the standard library's
        """Take a day."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.stored[self.path] = body
        said = json.dumps({"sha256": json.loads(body)["sha256"]}).encode("ascii")
        self.send_response(201)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_: Any) -> None:  # noqa: ANN401 - the standard library's
        """Say nothing."""


@contextmanager
def _collector() -> Iterator[tuple[str, dict[str, bytes]]]:
    stored: dict[str, bytes] = {}
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Collector", (_Collector,), {"stored": stored}))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", stored
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def _office(scratch: Path) -> Iterator[Office]:
    from desk.office.bootstrap import open_office
    from desk.trial.make_office import make_office

    make_office(scratch / "office", dossiers=DOSSIERS, years=1, now=NOW)
    with open_office(scratch / "office", now=NOW) as office:
        yield office


def drain(scratch: Path) -> Sequence[float]:
    """Thirty closed days leave through one turn."""
    from desk.numbers.closing import close_day
    from desk.office import settings
    from desk.sending.sync import sync

    with _collector() as (url, stored), _office(scratch) as office:
        with office.write("bench.targets") as uow:
            settings.change(uow, "sync.targets", [{"name": "bench", "kind": "https", "url": url}])
            uow.commit()
        for back in range(OFFLINE_DAYS):
            close_day(office, NOW.date() - timedelta(days=back))
        started = time.perf_counter()
        sent = sync(office).sent
        took = (time.perf_counter() - started) * 1000
        return [took if sent == len(stored) == OFFLINE_DAYS else float("inf")]


def weights(scratch: Path, *, packed: bool, values: bool) -> Sequence[float]:
    """Bytes of a worked day: the signed file, or its numbers alone by field and measure, noughts left out."""
    from desk.numbers.closing import close_day
    from desk.sending.postgres import values_of

    found = []
    with _office(scratch) as office:
        for back in (3, 4, 5, 6, 7):
            body = close_day(office, NOW.date() - timedelta(days=back)).file.read_bytes()
            if values:
                tally = json.loads(body)["tally"]
                rows: dict[str, dict[str, int]] = {}
                for (field, measure), number in values_of(tally).items():
                    if number:
                        rows.setdefault(field, {})[measure] = number
                body = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
            found.append(float(len(gzip.compress(body, 9, mtime=0) if packed else body)))
    return found


def _weight(name: str, target: float, *, packed: bool = False, values: bool = False) -> Bench:
    return Bench(name, target, lambda scratch: weights(scratch, packed=packed, values=values), unit="B")


SENDING: tuple[Bench, ...] = (
    Bench("sync_30_days", 60_000, drain),
    _weight("office_day_bytes", 3072),
    _weight("office_day_packed", 400, packed=True),
    _weight("office_day_values_bytes", 3072, values=True),
    _weight("office_day_values_packed", 400, packed=True, values=True),
)
