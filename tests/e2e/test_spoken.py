"""What a screen reader on Linux hears of the real program over the real bus (AT-SPI)."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.helpers.cli import ROOT, child_environment
from tests.helpers.xvfb import Display

NOW = "2026-11-23T09:41:00+07:00"
TITLE = "Quầy Một Cửa"
SPOKEN = {"push button", "check box", "radio button", "text", "table", "combo box", "toggle button", "list"}
READER = ROOT / "tests" / "helpers" / "atspi_dump.py"


@contextmanager
def session_bus() -> Iterator[str]:
    """A session bus of its own, for as long as it is needed."""
    command = ["dbus-run-session", "--", "sh", "-c", "echo $DBUS_SESSION_BUS_ADDRESS; cat"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True) as bus:
        assert bus.stdout is not None
        yield bus.stdout.readline().strip()
        assert bus.stdin is not None
        bus.stdin.close()


def heard(reader: subprocess.Popen[str], *, until: str) -> list[dict[str, Any]]:
    """The reader's lines up to one of a kind."""
    lines: list[dict[str, Any]] = []
    assert reader.stdout is not None
    for line in reader.stdout:
        lines.append(json.loads(line))
        if lines[-1]["kind"] == until:
            return lines
    return lines


def test_a_screen_reader_hears_names_roles_states_and_where_the_focus_goes(data_folder: Path) -> None:
    with session_bus() as address, Display() as display:
        around = {
            **display.environment,
            "DBUS_SESSION_BUS_ADDRESS": address,
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }
        environment = child_environment(around)
        window = [sys.executable, "-m", "ui", "--training", "--data", str(data_folder), "--now", NOW]
        with subprocess.Popen(window, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL) as program:
            listening = ["/usr/bin/python3", str(READER), str(program.pid), "60"]
            with subprocess.Popen(
                listening, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            ) as reader:
                tree = heard(reader, until="listening")
                display.focus(TITLE)
                display.xdotool("key", "F10")
                display.xdotool("key", "Tab")
                moved = heard(reader, until="focus")
                assert reader.stdin is not None
                reader.stdin.close()
                reader.terminate()
            program.terminate()
    nodes = [line for line in tree if line["kind"] == "node"]
    assert nodes, "the program is not on the bus"
    assert nodes[0]["role"] == "application"
    assert {"radio button", "push button", "text", "label", "table"} <= {node["role"] for node in nodes}
    places = [node for node in nodes if node["focusable"] and node["role"] in SPOKEN]
    assert len(places) > 15
    assert [node for node in places if not node["name"]] == []
    assert {node["name"] for node in places} >= {"Bàn làm việc", "Tiếp nhận", "Trả kết quả", "Thiết lập"}
    assert all(node["checkable"] for node in places if node["role"] == "radio button")
    assert moved[-1]["kind"] == "focus"
    assert moved[-1]["name"]
