"""Papers through a scanner, in the real window with real keys: SANE's own test device, a jam, F5 scans on."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from tests.e2e.receptions import Desk
from tests.helpers.window_child import CounterWindow

NOW = "2026-11-23T09:41:00+07:00"
CARD = "079056000889||VO NGOC THI DU|07071956|Nam|14 Pho Thu Nghiem, Phuong Mau|01052021"
REAL = shutil.which("scanimage") or ""
PAINTED = '--test-picture "Grid"'
FEEDER, FLATBED = "1", "3"  # the shipped scan buttons by their digits


@pytest.fixture
def jamming(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """SANE with its test device only; its first stack jams after two sheets, later ones hold one sheet."""
    folder = tmp_path_factory.mktemp("sane")
    (folder / "dll.conf").write_text("test\n", encoding="utf-8")
    (folder / "test.conf").write_text("number_of_devices 1\n", encoding="utf-8")
    (folder / "scanimage").write_text(
        "#!/bin/sh\n"
        f'case "$*" in *--batch=*) ;; *) exec {REAL} "$@";; esac\n'
        f'case "$*" in *Feeder*) ;; *) exec {REAL} "$@" {PAINTED} --batch-count=1;; esac\n'
        f'if [ -e {folder}/jammed ]; then exec {REAL} "$@" {PAINTED} --batch-count=1; fi\n'
        f"touch {folder}/jammed\n"
        f'{REAL} "$@" {PAINTED} --batch-count=2\n'
        f'exec {REAL} "$@" {PAINTED} --batch-start=3 --read-return-value SANE_STATUS_JAMMED\n'
    )
    (folder / "scanimage").chmod(0o755)
    monkeypatch.setenv("SANE_CONFIG_DIR", str(folder))
    monkeypatch.setenv("PATH", str(folder), prepend=":")
    return folder


def captured(data: Path) -> int:
    """How many pages of unfinished work lie in the office's folder, whole."""
    return sum(
        1 for one in (data / "captures").rglob("*.*") if one.suffix in {".jpg", ".png", ".tif", ".tiff"}
    )


def test_a_stack_that_jams_and_a_page_from_the_glass_become_one_paper(
    desk: Desk, practice: Path, jamming: Path, tmp_path: Path
) -> None:
    def found() -> list[dict[str, Any]]:
        matches: list[dict[str, Any]] = desk("find", "vo ngoc thi du", now=NOW).ok()["matches"]
        return matches

    with CounterWindow(practice, now=NOW, camera=tmp_path / "none.jpg", keep=tmp_path) as window:
        window.opens("F2")
        window.scans(CARD)
        window.writes("xntt")
        window.opens("Return")
        window.keys("space")
        window.opens("ctrl+F5")
        window.opens(FEEDER)
        window.until(lambda: (jamming / "jammed").exists() and captured(practice) == 2, "two sheets are safe")
        window.says("bị kẹt giấy")
        window.keys("F5")
        window.until(lambda: captured(practice) == 3, "F5 scanned on")
        window.says("Mặt kính")
        window.keys(FLATBED)
        window.until(lambda: captured(practice) == 4, "the glass gave a page")
        window.keys("F9")
        code = window.until(found, "the dossier is on record", seconds=180)[0]["code"]
    view = desk("show", code, now=NOW).ok()
    (paper,) = view["attachments"]
    assert (paper["component"], paper["pages"]) == (1, 4)
    with pikepdf.open(paper["file"]) as pdf:
        assert len(pdf.pages) == 4
