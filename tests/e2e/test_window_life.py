"""One dossier lives its whole life in the window: request, supplement, hand-over, extension, return."""

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
UNIT = "Bộ phận chuyên môn (Hộ tịch)"
LIFE = (
    "dossier.received",
    "dossier.supplement_requested",
    "dossier.supplemented",
    "dossier.handed_over",
    "dossier.extended",
    "dossier.result_ready",
    "dossier.returned",
)


def test_a_dossier_lives_its_whole_life_by_keys_alone(
    run_desk: Desk, data_folder: Path, tmp_path: Path
) -> None:
    def desk(*arguments: str | Path) -> dict[str, Any]:
        return run_desk(*arguments, data=data_folder, now=NOW).ok()

    def told(verb: str) -> Callable[[], dict[str, Any]]:
        """The dossier, once `verb` is on its record."""

        def ask() -> dict[str, Any]:
            view = desk("show", code)
            return view if any(event["verb"] == verb for event in view["events"]) else {}

        return ask

    def pressed(verb: str) -> Callable[[], dict[str, Any]]:
        """The same, F9 pressed until it is: a slow camera has no page yet, and then F9 only says so."""

        def press() -> dict[str, Any]:
            window.keys("F9")
            return told(verb)()

        return press

    desk("init", "--training")
    paper = tmp_path / "reception.json"
    paper.write_text(json.dumps(_reception()), "utf-8")
    code = desk("receive", paper)["code"]
    received = desk("show", code)
    slip = received["receipt_payload"]
    with CounterWindow(data_folder, now=NOW, camera=PAGE, keep=tmp_path) as window:
        # the slip opens the dossier: the first paper is asked for, with the reason where F9 asks for it
        window.scans(slip)
        window.shows(slip)
        window.opens("F8")
        window.keys("1")
        window.opens("F9")
        window.writes("Thieu chu ky")
        window.keys("F9")
        asked = window.until(told("dossier.supplement_requested"), "the request is on record")
        # the citizen is back with the paper: the act under the focus begins, one page, F9
        window.opens("Return")
        window.opens("F5")
        supplemented = window.until(pressed("dossier.supplemented"), "the supplement is on record")
        # the slip goes into a batch; the unit is the one of the procedure's field
        window.opens("ctrl+b")
        window.scans(slip)
        window.keys("F9")
        handed = window.until(told("dossier.handed_over"), "the hand-over is on record")
        # it will be late: Shift+F8 is the extension; its day is proposed
        window.opens("shift+F3")
        window.shows(slip)
        window.opens("shift+F8")
        window.opens("F9")
        window.writes("Cho xac minh")
        window.keys("F9")
        extended = window.until(told("dossier.extended"), "the extension is on record")
        # the result comes back, the citizen too
        window.opens("F4")
        window.scans(slip)
        window.shows(slip)
        window.writes("12/XN")
        window.keys("F9")
        ready = window.until(told("dossier.result_ready"), "the result is on record")
        window.opens("F12")
        window.scans(slip)
        window.shows(slip)
        window.scans(CARD)
        window.keys("ctrl+a", "F6", "F6", "F6", "Right", "F9")
        returned = window.until(told("dossier.returned"), "the return is on record")

    states = [one["state"] for one in (received, asked, supplemented, handed, extended, ready, returned)]
    assert states == [2, 5, 2, 4, 4, 9, 10]
    assert supplemented["attachments"][-1]["pages"] >= 1
    assert handed["unit"] == UNIT
    assert received["due_at"] == supplemented["due_at"] == "2026-11-27T17:00:00+07:00"
    assert extended["due_at"] > handed["due_at"]
    assert ready["result"]["number"] == "12/XN"
    assert returned["return_by"] == "counter"
    verbs = [event["verb"] for event in returned["events"] if event["verb"] in LIFE]
    assert sorted(verbs) == sorted(LIFE)  # each once, whatever a slow machine did to the keys
    assert desk("check")["ok"] is True


def _reception() -> dict[str, Any]:
    """A citizen's paper of one page, received before the window is opened."""
    return {
        "channel": "direct",
        "procedure": "1.004873",
        "applicant": {"id_card": CARD},
        "phone": "0999000889",
        "components": [{"no": 1, "kind": "original", "copies": 1, "pages": []}],
        "return_by": "counter",
    }
