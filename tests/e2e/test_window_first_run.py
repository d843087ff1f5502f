"""The first start on a new PC: an office founded by real keys, killed once half-way, then opened."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.helpers.cli import ROOT, child_environment
from tests.helpers.xvfb import Display


@contextmanager
def program(display: Display, home: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The real window, started as a person starts it: without naming a folder."""
    environment = child_environment({**display.environment, "HOME": str(home), "XDG_DATA_HOME": str(home)})
    environment.pop("QMC_DATA", None)
    child = subprocess.Popen([sys.executable, "-m", "ui", "--lang", "vi"], cwd=ROOT, env=environment)
    try:
        yield child
    finally:
        child.kill()
        child.wait()


def test_a_new_pc_has_its_office_by_keys_alone_even_after_a_kill(
    qtbot: QtBot, xvfb: Display, tmp_path: Path
) -> None:
    own = tmp_path / "quay-mot-cua"

    def until(what: Callable[[], object]) -> None:
        qtbot.waitUntil(lambda: bool(what()), timeout=60_000)

    def write(text: str) -> None:
        """Type as fingers do: what comes faster is a reader's, and no field gets it."""
        xvfb.xdotool("type", "--delay", "70", text)

    def draft() -> dict[str, str]:
        file = own / "setup.json"
        return dict(json.loads(file.read_text("utf-8"))) if file.is_file() else {}

    with program(xvfb, tmp_path):
        xvfb.focus("p s")  # Lập sổ lần đầu
        xvfb.key("1")
        write("H99.01")
        xvfb.key("Tab")
        write("Phuong Mau")
        until(lambda: draft().get("name") == "Phuong Mau")
    with program(xvfb, tmp_path):  # killed above, as by a power cut
        xvfb.focus("p s")
        xvfb.key("F9")
        until(lambda: draft().get("step") == "folder")
        xvfb.key("F9")
        until(lambda: draft().get("step") == "staff")
        write("Le Thi Mau")
        xvfb.key("F9")
        until(lambda: draft().get("step") == "review")
        xvfb.key("F9")
        until((own / "office.toml").is_file)
        until(lambda: not draft())
        xvfb.key("F9")  # impatient: the office is being opened, nothing is founded twice
        until((own / "logs" / "window.log").is_file)
        xvfb.key("F9")
        xvfb.focus("Phuong Mau")
    assert (own / "office.db").is_file()
    with program(xvfb, tmp_path):
        xvfb.focus("Phuong Mau")  # no wizard any more: the office opens by itself
