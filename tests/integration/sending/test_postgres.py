"""A real PostgreSQL collector: each day once, the highest revision's values, whatever breaks in between."""

import json
import random
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest

from desk.numbers.closing import close_day
from desk.office.opened import Office
from desk.sending.outbox import package_of
from desk.sending.outcome import Outcome, Package
from desk.sending.postgres import PostgresTransport
from desk.sending.sync import sync
from tests.helpers.rough_server import listening
from tests.integration.law.life import random_life, record_lives
from tests.integration.sending.conftest import DAYS, aim

TABLES = (
    "create table tally(office text, day date, field text, measure text, revision int not null,"
    " value bigint not null, sha256 text not null, primary key(office, day, field, measure))",
    "create table tally_file(office text, day date, revision int, sha256 text not null, body text not null,"
    " signature text not null, primary key(office, day, revision))",
)


@pytest.fixture
def address(postgres_url: str) -> str:
    found = postgres_url.replace("postgresql+psycopg", "postgresql")
    with psycopg.connect(found) as connection:
        for table in TABLES:
            connection.execute(table.encode())
    return found


def made(day: str, revision: int, fields: dict[str, int], *, mark: str = "") -> Package:
    """A day's file with one number for each field."""
    rows = [{"procedure": "", "name": "", "field": name, "received_total": n} for name, n in fields.items()]
    sha = f"{revision:02d}{mark}".ljust(64, "0")
    body = json.dumps({"tally": {"rows": rows}, "signature": "chu-ky", "sha256": sha}).encode()
    return Package("26734", day, revision, f"tally-26734-{day}-r{revision}.json", body, sha)


def way(address: str) -> PostgresTransport:
    return PostgresTransport({}, ask=lambda kind: address if kind == "address" else "")


def values(address: str, day: str) -> dict[str, int]:
    with psycopg.connect(address) as connection:
        rows = connection.execute("select field, value from tally where day = %s", (day,)).fetchall()
    return dict(rows)


def files(address: str) -> list[tuple[str, int]]:
    with psycopg.connect(address) as connection:
        query = "select day::text, revision from tally_file order by day, revision"
        return connection.execute(query).fetchall()


def test_each_day_stands_once_with_the_highest_revision(office: Office, address: str, tmp_path: Path) -> None:
    secret = tmp_path / "address"
    secret.write_text(address, encoding="utf-8")
    aim(office, {"name": "kho", "kind": "postgres", "url_file": str(secret)})
    close_day(office, DAYS[0])
    assert sync(office).sent == 1
    dice = random.Random(9)
    record_lives(office, [random_life(dice) | {"field": "Đất đai"} for _ in range(20)])
    second = close_day(office, DAYS[0])
    assert sync(office).sent == 1
    tally = json.loads(second.file.read_bytes())["tally"]
    with psycopg.connect(address) as connection:
        stored = connection.execute(
            "select sum(value) from tally where measure = 'received_total' and revision = 2"
        ).fetchone()
    assert stored == (tally["total"]["received_total"],)
    assert len(files(address)) == 2


@pytest.mark.parametrize(
    "order", [(1, 2, 3), (3, 2, 1), (2, 3, 1), (2, 1, 3), (1, 3, 2), (3, 1, 2), (1, 1, 2, 2, 3, 1)]
)
def test_in_whatever_order_revisions_come_the_last_ones_values_stand(
    address: str, order: tuple[int, ...]
) -> None:
    """A field that only an older revision has never comes back as if it were still counted."""
    days = {
        1: made("2026-11-20", 1, {"Hộ tịch": 5, "Đất đai": 9}),
        2: made("2026-11-20", 2, {"Hộ tịch": 6}),
        3: made("2026-11-20", 3, {"Hộ tịch": 7, "Cư trú": 1}),
    }
    for revision in order:
        assert way(address).send(days[revision]).result == "sent"
    found = values(address, "2026-11-20")
    assert {name: value for name, value in found.items() if value} == {"Hộ tịch": 7, "Cư trú": 1}
    assert files(address) == [("2026-11-20", 1), ("2026-11-20", 2), ("2026-11-20", 3)]


def test_revisions_that_arrive_at_once_leave_the_last_ones_values(address: str) -> None:
    days = [made("2026-11-20", number, {f"Lĩnh vực {number}": number}) for number in range(1, 9)]
    results: list[Outcome] = []
    threads = [
        threading.Thread(target=lambda one=one: results.append(way(address).send(one))) for one in days
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {one.result for one in results} == {"sent"}
    found = values(address, "2026-11-20")
    assert {name: value for name, value in found.items() if value} == {"Lĩnh vực 8": 8}


def test_other_bytes_under_a_revision_are_refused_and_change_nothing(address: str) -> None:
    way(address).send(made("2026-11-20", 1, {"Hộ tịch": 5}))
    outcome = way(address).send(made("2026-11-20", 1, {"Hộ tịch": 50}, mark="f"))
    assert (outcome.result, outcome.error) == ("refused", "sync.other_content")
    assert values(address, "2026-11-20") == {"Hộ tịch": 5}


@contextmanager
def cutting(address: str, *, before: bool) -> Iterator[str]:
    """A way to the server that breaks at the first COMMIT: before it arrives, or before its reply does."""
    parts = psycopg.conninfo.conninfo_to_dict(address)
    cut: list[bool] = []

    def serve(sock: socket.socket) -> None:
        with socket.create_connection((str(parts["host"]), int(str(parts["port"])))) as there:
            over = threading.Event()

            def back() -> None:
                with suppress(OSError):
                    while (block := there.recv(65536)) and not over.is_set():
                        sock.sendall(block)
                with suppress(OSError):
                    sock.shutdown(socket.SHUT_RDWR)

            thread = threading.Thread(target=back, daemon=True)
            thread.start()
            while block := sock.recv(65536):
                if b"COMMIT" in block and not cut:
                    cut.append(True)
                    over.set()
                    if not before:
                        there.sendall(block)
                        thread.join(10)  # the server has answered, so it is committed
                    break
                there.sendall(block)
            with suppress(OSError):
                there.shutdown(socket.SHUT_RDWR)
            thread.join(10)

    with listening(serve) as port:
        yield psycopg.conninfo.make_conninfo(address, host="127.0.0.1", port=port, sslmode="disable")


@pytest.mark.parametrize("before", [True, False], ids=["before the commit", "between commit and reply"])
def test_a_connection_lost_around_the_commit_is_unknown_and_the_same_bytes_settle_it(
    address: str, before: bool
) -> None:
    day = made("2026-11-20", 1, {"Hộ tịch": 5})
    with cutting(address, before=before) as broken:
        outcome = way(broken).send(day)
        assert outcome.result == "again"
        assert files(address) == ([] if before else [("2026-11-20", 1)])
        assert way(broken).send(day).result == "sent"
    assert (files(address), values(address, "2026-11-20")) == ([("2026-11-20", 1)], {"Hộ tịch": 5})


def test_what_is_wrong_with_the_way_is_told(address: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    dead = psycopg.conninfo.make_conninfo(address, port=port)
    assert way(dead).send(made("2026-11-20", 1, {"Hộ tịch": 5})).error == "sync.nobody_there"
    assert PostgresTransport({}).reachable().error == "sync.no_address"
    assert way("khong phai dia chi").reachable().error == "sync.bad_address"
    with psycopg.connect(address) as connection:
        connection.execute("drop table tally")
    outcome = way(address).send(made("2026-11-20", 1, {"Hộ tịch": 5}))
    assert (outcome.result, outcome.error) == ("refused", "sync.not_taken")
    assert files(address) == []


def test_over_a_network_nothing_goes_in_the_clear() -> None:
    far = PostgresTransport({}, ask=lambda _: "host=kho.tinh.example dbname=kho user=xa")
    near = PostgresTransport({}, ask=lambda _: "host=127.0.0.1 dbname=kho user=xa")
    strict = PostgresTransport({}, ask=lambda _: "host=kho.tinh.example sslmode=verify-full")
    modes = [one._address().get("sslmode") for one in (far, near, strict)]
    assert modes == ["require", None, "verify-full"]


def test_a_row_of_the_outbox_is_the_file_as_it_was_signed(office: Office) -> None:
    from sqlalchemy import select

    from models.outbox import Outbox

    closed = close_day(office, DAYS[1])
    with office.read() as session:
        row = session.scalars(select(Outbox)).one()
        assert package_of(row).body == closed.file.read_bytes()
