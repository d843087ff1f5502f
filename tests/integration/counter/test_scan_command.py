"""`scan` as people type it: a child process, SANE's real test device, exit codes, pages in a folder."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.helpers.cli import ROOT, DeskRun, call_desk, child_environment

REAL = shutil.which("scanimage")
Desk = Callable[..., DeskRun]


@pytest.fixture
def sane(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A SANE that knows its test device only."""
    folder = tmp_path_factory.mktemp("sane")
    (folder / "dll.conf").write_text("test\n", encoding="utf-8")
    (folder / "test.conf").write_text("number_of_devices 1\n", encoding="utf-8")
    monkeypatch.setenv("SANE_CONFIG_DIR", str(folder))
    return folder


def test_scanners_are_listed_without_an_office(run_desk: Desk, sane: Path) -> None:
    answer = run_desk("scan", "--list", "--driver", "sane").ok()
    assert [(one["key"], one["sources"]) for one in answer["scanners"]] == [
        ("sane:test:0", ["flatbed", "feeder"])
    ]
    assert answer["warnings"] == []


def test_a_stack_is_scanned_into_a_folder(run_desk: Desk, sane: Path, tmp_path: Path) -> None:
    out = tmp_path / "Hồ sơ quét"
    run = run_desk(
        "scan", "--scanner", "frontend-tester", "--driver", "sane", "--dpi", "100", "--limit", "3", "-o", out
    )
    answer = run.ok()
    assert answer["scanner"]["key"] == "sane:test:0"
    assert [page["number"] for page in answer["pages"]] == [0, 1, 2]
    files = [Path(page["file"]) for page in answer["pages"]]
    assert sorted(files) == sorted(out.iterdir())
    with Image.open(files[0]) as picture:
        assert [round(one) for one in picture.info["dpi"]] == [100, 100]


def test_a_fault_answers_3_and_names_the_finished_pages(run_desk: Desk, sane: Path, tmp_path: Path) -> None:
    wrapper = sane / "scanimage"
    wrapper.write_text(
        "#!/bin/sh\n"
        f'case "$*" in *--batch=*) ;; *) exec {REAL} "$@";; esac\n'
        f'{REAL} "$@" --batch-count=2\n'
        f'exec {REAL} "$@" --batch-start=3 --read-return-value SANE_STATUS_JAMMED\n'
    )
    wrapper.chmod(0o755)
    path = f"{sane}:{child_environment()['PATH']}"
    run = run_desk("scan", "--driver", "sane", "--dpi", "100", "-o", tmp_path / "out", env={"PATH": path})
    assert run.exit_code == 3
    error = run.answer["error"]
    assert (error["code"], error["details"]["pages"]) == ("scanner.jammed", 2)
    assert sorted(error["details"]["files"]) == sorted(str(one) for one in (tmp_path / "out").iterdir())
    assert "2 trang" in error["message"]


def test_an_interrupted_scan_names_its_pages_too(sane: Path, tmp_path: Path) -> None:
    slow = "--read-limit=yes --read-limit-size 8192 --read-delay=yes --read-delay-duration 3000"
    (sane / "scanimage").write_text(
        f'#!/bin/sh\ncase "$*" in *--batch=*) ;; *) exec {REAL} "$@";; esac\nexec {REAL} "$@" {slow}\n'
    )
    (sane / "scanimage").chmod(0o755)
    environment = child_environment()
    environment["PATH"] = f"{sane}:{environment['PATH']}"
    out = tmp_path / "out"
    out.mkdir()
    command = ["scan", "--driver", "sane", "--dpi", "100", "-o", str(out)]
    running = subprocess.Popen(
        [sys.executable, "-m", "desk", "--json", *command],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    while not any(one.suffix == ".jpg" for one in out.iterdir()):
        assert running.poll() is None
    running.send_signal(signal.SIGINT)
    told, _ = running.communicate(timeout=30)
    assert running.returncode == 3
    error = json.loads(told)["error"]
    assert error["code"] == "scanner.cancelled"
    assert sorted(error["details"]["files"]) == sorted(str(one) for one in out.iterdir())


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--dpi", "9999"], "scan.bad_value"),
        (["--source", "magic"], "scan.bad_value"),
        (["--profile", "nix"], "scan.unknown_profile"),
        (["--driver", "nix"], "scan.unknown_driver"),
        (["--limit", "0"], "usage"),
        (["--scanner", "nothing like it"], "scan.unknown_scanner"),
    ],
)
def test_wrong_words_answer_2_and_scan_nothing(
    sane: Path, tmp_path: Path, words: list[str], code: str
) -> None:
    run = call_desk("scan", *words, "-o", tmp_path / "out")
    assert (run.exit_code, run.error_code) == (2, code)
    assert not (tmp_path / "out").exists()


def test_no_folder_is_a_wrong_call() -> None:
    run = call_desk("scan")
    assert (run.exit_code, run.error_code) == (2, "usage")


def test_without_a_scanner_the_way_on_is_told(tmp_path: Path) -> None:
    run = call_desk("scan", "--driver", "sane", "-o", tmp_path / "out")  # the tests' SANE knows no device
    assert (run.exit_code, run.error_code) == (3, "scanner.none")


def test_buttons_are_shown_set_and_used(folder: Path, sane: Path, tmp_path: Path) -> None:
    shown: dict[str, Any] = call_desk("scan", "--profiles", data=folder).ok()
    assert [one["key"] for one in shown["profiles"]] == ["feeder", "duplex", "flatbed", "seal"]
    mine = {"key": "mau", "name": "Nút thử", "source": "flatbed", "dpi": 75, "colour": "grey", "paper": "a5"}
    file = tmp_path / "nut.json"
    file.write_text(json.dumps({"profiles": [mine], "addresses": ["http://192.168.1.20/eSCL"]}))
    kept = call_desk("scan", "--set", file, data=folder).ok()
    assert [one["key"] for one in kept["profiles"]] == ["mau"]
    assert kept["addresses"] == ["http://192.168.1.20/eSCL"]
    done = call_desk("scan", "--profile", "mau", "--driver", "sane", "-o", tmp_path / "out", data=folder).ok()
    with Image.open(done["pages"][0]["file"]) as picture:
        assert (picture.mode, [round(one) for one in picture.info["dpi"]]) == ("L", [75, 75])
    assert call_desk("check", data=folder).ok()["problems"] == []


def test_a_training_office_scans_its_sample_papers(folder: Path, tmp_path: Path) -> None:
    done = call_desk("scan", "--driver", "sample", "--dpi", "100", "-o", tmp_path / "out", data=folder).ok()
    assert len(done["pages"]) == 3
