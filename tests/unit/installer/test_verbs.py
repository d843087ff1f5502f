"""dev.py's words: what is run, in which order, with which exit code."""

from __future__ import annotations

import gzip
import io
import shutil
import sys
import tarfile
from pathlib import Path

import pytest

import dev
from devkit import debian, gates, locking, ocr, talk, verbs
from devkit.environment import ROOT, Environment
from devkit.talk import SetupError


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[tuple[str, ...]]:
    """What would be started; set-up itself is left out."""
    seen: list[tuple[str, ...]] = []

    def child(_place: Environment, *arguments: str, extra: dict[str, str] | None = None) -> int:
        seen.append(arguments)
        return 0

    monkeypatch.setattr(verbs, "_ready", lambda **_needs: Environment(tmp_path))
    monkeypatch.setattr(verbs, "_child", child)
    monkeypatch.setattr(gates, "check", lambda _place: 0)
    return seen


def test_without_a_display_run_plays_a_day(calls: list[tuple[str, ...]]) -> None:
    assert verbs.run(["--data", "there"], False) == 0
    assert calls == [("-m", "desk.trial.playday", "--data", "there")]


def test_with_a_display_run_opens_the_window_on_a_training_office(
    calls: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("QMC_DATA", str(tmp_path))
    verbs.run(["--lang", "en"], True)
    assert calls == [("-m", "ui", "--training", "--data", str(tmp_path), "--lang", "en")]


def test_the_training_office_lies_in_the_checkouts_own_cache(
    calls: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("QMC_DATA")
    verbs.run([], True)
    assert calls[0][4].startswith(str(ROOT / ".cache"))


def test_a_shut_gate_stops_before_pytest(
    calls: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gates, "check", lambda _place: 1)
    assert verbs.test([], False) == 1
    assert calls == []


def test_pytest_gets_the_further_words_and_the_long_mark(calls: list[tuple[str, ...]]) -> None:
    verbs.test(["--long", "tests/unit", "-x"], False)
    assert calls[0][:4] == ("-m", "pytest", "-m", "long or not long")
    assert calls[0][-2:] == ("tests/unit", "-x")


def test_an_unknown_word_is_a_wrong_request(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["dance"]) == 2
    assert "python3 dev.py run" in capsys.readouterr().out


def test_a_stopped_set_up_tells_why_and_keeps_its_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(_words: list[str], _display: bool) -> int:
        raise SetupError("type this line", exit_code=2)

    monkeypatch.setitem(verbs.VERBS, "run", stop)
    assert dev.main(["run"]) == 2
    assert "type this line" in capsys.readouterr().err


def test_a_display_is_x11_or_wayland(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert not dev.has_display()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert dev.has_display()
    monkeypatch.delenv("WAYLAND_DISPLAY")
    monkeypatch.setenv("DISPLAY", ":0")
    assert dev.has_display()
    monkeypatch.delenv("DISPLAY")
    monkeypatch.setattr(sys, "platform", "win32")
    assert dev.has_display()


def test_a_failed_step_shows_its_last_lines(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SetupError, match="exit code 7"):
        talk.long_step("trying", [sys.executable, "-c", "print('the reason'); raise SystemExit(7)"])
    captured = capfd.readouterr()
    assert "· trying" in captured.out
    assert "the reason" in captured.err


def npm_package(path: Path, members: dict[str, bytes]) -> Path:
    """A .tgz as npm packs it."""
    with tarfile.open(path, "w:gz") as package:
        for name, body in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(body)
            package.addfile(member, io.BytesIO(body))
    return path


def test_the_full_reading_model_is_taken_from_the_npm_package(tmp_path: Path) -> None:
    archive = npm_package(
        tmp_path / "vie.tgz",
        {
            "package/4.0.0_best_int/vie.traineddata.gz": gzip.compress(b"small"),
            "package/4.0.0/vie.traineddata.gz": gzip.compress(b"full"),
        },
    )
    model = ocr.unpack(archive, tmp_path / "tessdata")
    assert model.read_bytes() == b"full"
    assert [path.name for path in (tmp_path / "tessdata").iterdir()] == ["vie.traineddata"]


def test_without_npm_ocr_is_off_and_the_way_out_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(debian, "is_debian", lambda: False)
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert ocr.ensure(tmp_path) is False
    told = capsys.readouterr().out
    assert "@tesseract.js-data/vie" in told
    assert "QMC_TESSDATA" in told


def test_a_block_leaves_the_lock_with_all_its_hashes() -> None:
    kept = "# head\nalpha==1 \\\n    --hash=sha256:aa\n"
    gone = "Beta_Tool==2 ; sys_platform == 'win32' \\\n    --hash=sha256:bb\n"
    assert locking.without(kept + gone, {"beta-tool"}) == kept
