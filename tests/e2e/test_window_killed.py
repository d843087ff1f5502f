"""The program killed in the middle of a reception: the next start offers it, and nothing typed is lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.helpers.cli import ROOT, DeskRun
from tests.helpers.window_child import CounterWindow

Desk = Callable[..., DeskRun]
NOW = "2026-11-23T09:41:00+07:00"
PAGE = ROOT / "resources" / "sample" / "to-khai-1.jpg"
CARD = "079056000889||VO NGOC THI DU|07071956|Nam|14 Pho Thu Nghiem, Phuong Mau|01052021"


def test_a_reception_outlives_the_killed_program_and_is_received_once(
    run_desk: Desk, data_folder: Path, tmp_path: Path
) -> None:
    def desk(*arguments: str) -> dict[str, Any]:
        return run_desk(*arguments, data=data_folder, now=NOW).ok()

    def kept() -> dict[str, Any]:
        """The draft as it lies on the disk once page, tick and note are in it."""
        for file in (data_folder / "drafts").glob("*/draft.json"):
            draft = json.loads(file.read_text("utf-8"))["draft"]
            if draft["pages"] >= 1 and draft["note"] == "goi" and draft["papers"][0]["received"]:
                return dict(draft)
        return {}

    desk("init", "--training")
    with CounterWindow(data_folder, now=NOW, camera=PAGE, keep=tmp_path) as window:
        window.opens("F2")
        window.scans(CARD)
        window.writes("xntt")
        window.opens("Return")
        window.keys("space")
        window.opens("F5")
        window.keys("ctrl+n")
        window.writes("goi")
        draft = window.until(kept, "the reception is kept")
        window.kill()
    assert desk("find", "vo ngoc thi du")["matches"] == []
    with CounterWindow(data_folder, now=NOW, camera=PAGE, keep=tmp_path) as window:
        window.says("hồ sơ nhập dở")
        window.opens("ctrl+h")
        window.says("Vo Ngoc Thi Du")
        window.keys("F9")
        found = window.until(lambda: desk("find", "vo ngoc thi du")["matches"], "the dossier is on record")
        window.until(lambda: not [*(data_folder / "drafts").iterdir()], "no draft is left")
    (match,) = found
    view = desk("show", match["code"])
    assert view["attachments"][0]["component"] == 1
    assert view["attachments"][0]["pages"] >= draft["pages"]
    assert run_desk("check", data=data_folder, now=NOW).ok()["ok"]
