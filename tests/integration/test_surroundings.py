"""The test surroundings keep their own promises."""

from __future__ import annotations

import os
import socket
import time
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

from tests.helpers.xvfb import Display

if TYPE_CHECKING:
    from tests.helpers.postgres import Cluster


def test_no_test_reaches_another_machine() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as plug, pytest.raises(ConnectionRefusedError):
        plug.connect(("192.0.2.1", 9))


def test_the_time_zone_is_nobodys() -> None:
    assert time.localtime(0).tm_hour == 9
    assert time.localtime(0).tm_min == 30


def test_the_data_folder_is_the_tests_own_and_not_made_yet() -> None:
    assert "qmc-tests-" in os.environ["QMC_DATA"]
    assert not Path(os.environ["QMC_DATA"]).exists()


def test_every_postgres_test_gets_an_empty_database(postgres: Cluster) -> None:
    seen = set()
    for _ in range(2):
        with postgres.database() as url, psycopg.connect(url.replace("+psycopg", "")) as connection:
            row = connection.execute(
                "select current_database(), count(*) from pg_tables where schemaname='public'"
            )
            name, tables = row.fetchone() or ("", -1)
            connection.execute("create table here(n int)")
            seen.add(name)
            assert tables == 0
    assert len(seen) == 2


def test_postgres_keeps_vietnamese_letters(postgres_url: str) -> None:
    with psycopg.connect(postgres_url.replace("+psycopg", "")) as connection:
        row = connection.execute("select %s::text", ("Đỗ Thị Thuỳ Dương",)).fetchone()
    assert row == ("Đỗ Thị Thuỳ Dương",)


def test_the_display_has_the_counters_size(xvfb: Display) -> None:
    assert xvfb.xdotool("getdisplaygeometry") == "1366 768"
    assert xvfb.shot().size == (1366, 768)


def test_two_displays_run_side_by_side(xvfb: Display) -> None:
    with Display(width=1920, height=1080) as second:
        assert second.number != xvfb.number
        assert second.shot().size == (1920, 1080)
