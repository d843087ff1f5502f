"""Papers certified while the citizen waits, in the real program: ten keys, a kill in between, one number."""

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
BUDGET = 10


def test_papers_are_certified_within_ten_keys_and_a_kill_loses_none_of_them(
    run_desk: Desk, data_folder: Path, tmp_path: Path
) -> None:
    def desk(*arguments: str) -> dict[str, Any]:
        return run_desk(*arguments, data=data_folder, now=NOW).ok()

    def kept() -> bool:
        """Whether paper, pages and copies lie on the disk."""
        for file in (data_folder / "drafts").glob("*/draft.json"):
            told = json.loads(file.read_text("utf-8"))
            row = told["draft"].get("documents", [{}])[0]
            if told["kind"] == "certification" and (row.get("pages"), row.get("copies")) == ("4", "3"):
                return bool(row["name"])
        return False

    desk("init", "--training")
    keys = 0
    with CounterWindow(data_folder, now=NOW, camera=PAGE, keep=tmp_path) as window:
        window.opens("shift+F2")
        window.scans(CARD)
        window.writes("gks")
        window.keys("Return")
        window.writes("4")
        window.keys("Return")
        window.writes("3")
        keys += 1 + 3 + 1 + 1 + 1 + 1
        window.until(kept, "the certification is kept")
        window.kill()
    assert desk("find", "vo ngoc thi du")["matches"] == []
    with CounterWindow(data_folder, now=NOW, camera=PAGE, keep=tmp_path) as window:
        window.says("hồ sơ nhập dở")
        window.opens("ctrl+h")
        window.says("Vo Ngoc Thi Du")
        window.opens("F9")
        keys += 1  # what a clerk presses where nothing is killed: Ctrl+H is not among it
        (match,) = window.until(lambda: desk("find", "vo ngoc thi du")["matches"], "the dossier is on record")
        window.until(lambda: not [*(data_folder / "drafts").iterdir()], "no draft is left")
        view = desk("show", match["code"])
        window.opens("F7")  # it was the wrong person: the number is struck and stays, with the reason
        window.writes("nham nguoi")
        window.opens("Return")
        struck = window.until(
            lambda: [one for one in desk("show", match["code"])["certified"] if one["struck_at"]],
            "the number is struck",
        )
    assert keys <= BUDGET
    assert view["state"] == 10
    assert [event["verb"] for event in view["events"]][:3] == [
        "dossier.received", "dossier.result_ready", "dossier.returned",
    ]  # fmt: skip
    [line] = view["certified"]
    assert (line["name"], line["pages"], line["copies"], line["number"]) == ("Giấy khai sinh", 4, 3, 1)
    assert line["fee"] == 18_000  # TT 226/2016: two pages at 2.000, two at 1.000, three copies
    assert (struck[0]["number"], struck[0]["struck_reason"]) == (1, "nham nguoi")
    assert run_desk("check", data=data_folder, now=NOW).ok()["ok"]
