"""One counter day in the window alone: card, papers, receipt, result, return, closing, by keys only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.helpers.cli import ROOT, DeskRun
from tests.helpers.window_child import CounterWindow

Desk = Callable[..., DeskRun]
NOW = "2026-11-23T09:41:00+07:00"
PAGE = ROOT / "resources" / "sample" / "to-khai-1.jpg"
CARD = "079056000889||VO NGOC THI DU|07071956|Nam|14 Pho Thu Nghiem, Phuong Mau|01052021"


def test_a_whole_day_at_the_counter_by_keys_alone(run_desk: Desk, data_folder: Path, tmp_path: Path) -> None:
    def desk(*arguments: str) -> dict[str, Any]:
        return run_desk(*arguments, data=data_folder, now=NOW).ok()

    def in_state(code: str, state: int) -> dict[str, Any]:
        view = desk("show", code)
        return view if view["state"] == state else {}

    def closed() -> list[Path]:
        """The tally lies there before its row is written: only then does `check` find nothing loose."""
        files = sorted(data_folder.rglob("tally-*.json"))
        return files if files and run_desk("check", data=data_folder, now=NOW).exit_code == 0 else []

    desk("init", "--training")
    with CounterWindow(data_folder, now=NOW, camera=PAGE, keep=tmp_path) as window:
        # a citizen comes: card, procedure by its initials, one paper, one page, F9
        window.opens("F2")
        window.scans(CARD)
        window.writes("xntt")
        window.opens("Return")
        window.keys("space")
        window.opens("F5")
        window.keys("F9")
        found = window.until(lambda: desk("find", "vo ngoc thi du")["matches"], "the dossier is on record")
        code = found[0]["code"]
        received = desk("show", code)
        # the result comes back: the receipt's code opens the dossier, F9 notes it
        window.opens("F4")
        window.scans(received["receipt_payload"])
        window.writes("12/XN")
        window.keys("F9")
        ready = window.until(lambda: in_state(code, 9), "the result is on record")
        # the citizen is back: the same code, the card, everything ticked, signed on paper, F9
        window.opens("F12")
        window.scans(received["receipt_payload"])
        window.scans(CARD)
        window.keys("ctrl+a", "F6", "F6", "F6", "Right", "F9")
        returned = window.until(lambda: in_state(code, 10), "the return is on record")
        # the day ends: a signed tally is never taken back, so it is asked once
        window.opens("F11")
        window.opens("F9")
        window.answers("Return")
        tally = window.until(closed, "the tally is signed and on record")

    assert [one["code"] for one in found] == [code]
    assert received["applicant"]["id_number"] == "079056000889"
    assert received["applicant"]["full_name"] == "VO NGOC THI DU"
    assert received["procedure"] == "1.004873"
    assert received["due_at"] == "2026-11-27T17:00:00+07:00"
    assert [(one["no"], one["kind"]) for one in received["components"] if one["kind"] != "reused"] == [
        (1, "original")
    ]
    assert [one["component"] for one in received["attachments"]] == [1]
    assert received["attachments"][0]["pages"] >= 1  # F5, and the page may have been captured by itself too
    assert ready["result"]["number"] == "12/XN"
    assert returned["return_by"] == "counter"
    told = [event["details"] for event in returned["events"] if event["verb"] == "dossier.returned"]
    assert [(one["to"], one["by"]) for one in told] == [("self", "counter")]
    assert [event["verb"] for event in returned["events"]].count("dossier.received") == 1
    verdict = run_desk("verify-tally", tally[0], data=data_folder, now=NOW).ok()
    assert verdict["ok"] is True
    total = desk("tally", "2026-11-23")["total"]
    assert (total["received_total"], total["settled_total"], total["returned"]) == (1, 1, 1)
    assert desk("check")["ok"] is True
