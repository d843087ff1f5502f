"""A day in a DHIS2 double: taken without conflict, completed, read back; everything else is no proof.

The double's shapes are those of DHIS2's documentation; nothing here was compared with a live server.
"""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from desk.numbers.closing import close_day
from desk.office.opened import Office
from desk.sending.dhis2 import judged
from desk.sending.sync import sync
from desk.sending.wire import Answer
from tests.integration.sending.conftest import DAYS, aim


@dataclass
class Server:
    values: dict[tuple[str, str, str, str], str] = field(default_factory=dict)
    completed: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)
    answers: list[tuple[int, dict[str, Any]]] = field(default_factory=list)  # instead of taking values
    url: str = ""


class _Handler(BaseHTTPRequestHandler):
    server_state: Server

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
        for one in payload["dataValues"]:
            key = (payload["period"], payload["orgUnit"], one["dataElement"], one["categoryOptionCombo"])
            mine.values[key] = one["value"]
        self._answer(200, {"httpStatusCode": 200, "response": {"status": "SUCCESS", "conflicts": [], "rejectedIndexes": []}})  # fmt: skip # noqa: E501

    def do_GET(self) -> None:
        query = parse_qs(urlsplit(self.path).query)
        day = query["period"][0]
        rows = [
            {"dataElement": element, "categoryOptionCombo": combo, "value": value}
            for (period, _, element, combo), value in self.server_state.values.items()
            if period == day
        ]
        self._answer(200, {"dataValues": rows})

    def _answer(self, status: int, body: dict[str, Any]) -> None:
        told = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[Server]:
    mine = Server()
    made = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"server_state": mine}))
    made.daemon_threads = True
    mine.url = f"http://127.0.0.1:{made.server_address[1]}"
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield mine
    made.shutdown()
    made.server_close()
    thread.join()


FIELDS = ["Hộ tịch", "Chứng thực", "Hộ kinh doanh"]


@pytest.fixture
def target(server: Server, tmp_path: Path) -> dict[str, str]:
    (tmp_path / "token").write_text("d2pat_mau\n", encoding="utf-8")
    combos = "\n".join(f'"{name}" = "C{place}"' for place, name in enumerate(FIELDS))
    (tmp_path / "map.toml").write_text(
        'data_set = "QMC_DAILY"\norg_unit = "26734"\n[elements]\nreceived_total = "QMC_RECEIVED"\n'
        f'pending_late = "QMC_LATE"\n[combos]\n{combos}\n',
        encoding="utf-8",
    )
    return {
        "name": "dhis2", "kind": "dhis2", "url": server.url, "token_file": str(tmp_path / "token"),
        "mapping_file": str(tmp_path / "map.toml"),
    }  # fmt: skip


def test_a_day_is_sent_when_taken_completed_and_read_back(
    office: Office,
    server: Server,
    target: dict[str, str],
) -> None:
    aim(office, target)
    closed = close_day(office, DAYS[3])
    assert sync(office).sent == 1
    tally = json.loads(closed.file.read_bytes())["tally"]
    received = sum(int(value) for key, value in server.values.items() if key[2] == "QMC_RECEIVED")
    assert received == tally["total"]["received_total"] > 0
    assert len(server.values) == 2 * len(FIELDS)
    assert server.completed == ["20261119"]
    assert server.tokens == {"ApiToken d2pat_mau"}


def test_a_conflict_is_shown_with_its_rows_and_waits_for_a_person(
    office: Office,
    server: Server,
    target: dict[str, str],
) -> None:
    aim(office, target)
    close_day(office, DAYS[3])
    conflict = {"errorCode": "E8103", "value": "Value #0 data element not found: `QMC_X`", "indexes": [0]}
    server.answers = [(409, {"httpStatusCode": 409, "response": {"status": "ERROR", "conflicts": [conflict], "rejectedIndexes": [0]}})]  # fmt: skip # noqa: E501
    done = sync(office)
    assert [(one.code, one.told.split()[0]) for one in done.failed] == [("sync.conflicts", "E8103")]
    assert server.completed == []
    assert sync(office, retry=True).sent == 1


def test_a_field_without_a_code_refuses_the_day_before_anything_is_sent(
    office: Office,
    server: Server,
    target: dict[str, str],
) -> None:
    mapping = Path(target["mapping_file"])
    mapping.write_text(mapping.read_text("utf-8").replace('"Hộ tịch" = "C0"\n', ""), encoding="utf-8")
    aim(office, target)
    close_day(office, DAYS[3])
    assert [one.code for one in sync(office).failed] == ["sync.not_mapped"]
    assert server.asked == []


@pytest.mark.parametrize(
    ("status", "body", "result"),
    [
        (200, {"response": {"status": "SUCCESS", "conflicts": [], "rejectedIndexes": []}}, None),
        (200, {"status": "SUCCESS", "importCount": {"ignored": 3}}, None),  # unchanged, on older servers
        (200, {"response": {"status": "WARNING", "conflicts": [{"errorCode": "E8020"}]}}, "refused"),
        (200, {"response": {"status": "SUCCESS", "rejectedIndexes": [2]}}, "refused"),
        (409, {"response": {"status": "WARNING"}}, "refused"),
        (401, {}, "denied"),
        (503, {}, "again"),
        (200, {}, "again"),
    ],
)
def test_an_answer_is_judged_by_conflicts_never_by_counts(
    status: int, body: dict[str, Any], result: str | None
) -> None:
    found = judged(Answer(status, {}, json.dumps(body).encode()))
    assert (None if found is None else found.result) == result
