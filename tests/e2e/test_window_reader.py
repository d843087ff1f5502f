"""The program as it runs, with a code reader at a serial line: a card with every mark, then its slip."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.cli import ROOT, DeskRun
from tests.helpers.serial_line import SerialReader
from tests.helpers.window_child import CounterWindow

NOW = "2026-11-23T09:41:00+07:00"
PAGE = ROOT / "resources" / "sample" / "to-khai-1.jpg"
CARD = "079056000889||VÕ NGỌC THÍ DỤ|07071956|Nam|14 Phố Thử Nghiệm, Phường Mẫu|01052021"


@pytest.mark.long
def test_a_card_and_a_slip_from_a_serial_reader_do_their_work_on_any_screen(
    run_desk: Callable[..., DeskRun], data_folder: Path, tmp_path: Path
) -> None:
    def desk(*arguments: str) -> dict[str, Any]:
        return run_desk(*arguments, data=data_folder, now=NOW).ok()

    desk("init", "--training")
    reader = SerialReader(tmp_path / "ttyĐọc")
    settings = {"device": str(reader.address), "gap_ms": 35, "end": "any"}
    (data_folder / "readers.json").write_text(json.dumps(settings), encoding="utf-8")
    with CounterWindow(data_folder, now=NOW, camera=PAGE, keep=tmp_path) as window:
        window.until(reader.heard, "the program listens at the port")
        window.changes(lambda: reader.sends(f"{CARD}\r\n"))
        window.writes("xntt")
        window.opens("Return")
        window.keys("space")
        window.opens("F5")
        window.keys("F9")
        found = window.until(lambda: desk("find", "vo ngoc thi du")["matches"], "the dossier is on record")
        assert found[0]["applicant"] == "VÕ NGỌC THÍ DỤ"
        window.opens("F12")
        slip = desk("show", found[0]["code"])["receipt_payload"]
        window.changes(lambda: reader.sends(f"{slip}\r"))
        window.shows(slip)
        reader.pull()
        window.opens("F12")
        reader.plug()
        window.until(reader.heard, "the reader is taken up again")
        window.changes(lambda: reader.sends(f"{slip}\r"))
        window.shows(slip)
    reader.pull()
