"""Sticks and shares that misbehave: nothing half, nothing overwritten, nothing believed without its hash."""

import errno
import hashlib
import os
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from desk.sending.folder import FolderTransport
from desk.sending.outcome import Package

BODY = b'{"tally":{"date":"2026-11-20"}}'
SHA = "cd" * 32
NAME = "tally-H29.26-2026-11-20-r1.json"
PACKAGE = Package("H29.26", "2026-11-20", 1, NAME, BODY, SHA)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    place = tmp_path / "usb"
    place.mkdir()
    return place


def way(stick: Path, **how: str) -> FolderTransport:
    return FolderTransport(stick, own=False, **how)  # type: ignore[arg-type]


def test_a_part_left_by_a_killed_run_is_never_trusted(stick: Path) -> None:
    (stick / f"{NAME}.part").write_bytes(BODY[:7])
    assert way(stick).send(PACKAGE).result == "delivered"
    assert {one.name: one.read_bytes() for one in stick.iterdir()} == {NAME: BODY}


def test_a_part_that_is_a_link_is_not_followed(stick: Path, tmp_path: Path) -> None:
    other = tmp_path / "khac"
    other.write_text("giữ nguyên", encoding="utf-8")
    (stick / f"{NAME}.part").symlink_to(other)
    assert way(stick).send(PACKAGE).result == "delivered"
    assert other.read_text("utf-8") == "giữ nguyên"
    assert not (stick / NAME).is_symlink()


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "sync.folder_full"),
        (errno.EROFS, "sync.folder_read_only"),
        (errno.EACCES, "sync.folder_read_only"),
        (errno.EIO, "sync.folder_failed"),
        (errno.ENODEV, "sync.no_folder"),
    ],
)
def test_what_the_medium_refuses_is_told_and_leaves_no_half(
    stick: Path, number: int, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_handle: int) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", refuse)
        outcome = way(stick).send(PACKAGE)
    assert (outcome.result, outcome.error) == ("again", code)
    assert list(stick.iterdir()) == []
    assert way(stick).send(PACKAGE).result == "delivered"


def test_a_stick_pulled_in_the_middle_is_waited_for(stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.fsync

    def pull(handle: int) -> None:
        real(handle)
        shutil.rmtree(stick, ignore_errors=True)

    with monkeypatch.context() as pulled:
        pulled.setattr(os, "fsync", pull)
        outcome = way(stick).send(PACKAGE)
    assert (outcome.result, outcome.error) == ("again", "sync.no_folder")
    assert not stick.exists()
    stick.mkdir()
    assert way(stick).send(PACKAGE).result == "delivered"


def test_a_medium_that_gives_other_bytes_back_is_not_believed(
    stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def spoil(handle: int) -> None:
        real(handle)
        for part in stick.glob("*.part"):
            part.write_bytes(b"0" * len(BODY))

    with monkeypatch.context() as bad:
        bad.setattr(os, "fsync", spoil)
        assert way(stick).send(PACKAGE).error == "sync.folder_failed"
    assert list(stick.iterdir()) == []


def test_a_share_whose_server_is_gone_does_not_hold_anybody(
    stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    over = threading.Event()
    monkeypatch.setattr(Path, "is_dir", lambda *_: over.wait(5))
    begun = time.monotonic()
    outcome = FolderTransport(stick, own=False, timeout=0.3).send(PACKAGE)
    over.set()
    assert (outcome.result, outcome.error) == ("again", "sync.timed_out")
    assert time.monotonic() - begun < 3


def test_the_empty_place_of_a_stick_that_is_not_plugged_in_takes_nothing(stick: Path) -> None:
    marked = way(stick, marker="nơi nhận.txt")
    assert marked.send(PACKAGE).error == "sync.no_folder"
    assert marked.reachable().error == "sync.no_folder"
    assert list(stick.iterdir()) == []
    (stick / "nơi nhận.txt").touch()
    assert marked.send(PACKAGE).result == "delivered"


def test_a_file_of_our_name_in_other_letters_is_the_same_file(stick: Path) -> None:
    (stick / NAME.upper()).write_bytes(BODY)
    assert way(stick).send(PACKAGE).result == "delivered"
    assert [one.name for one in stick.iterdir()] == [NAME.upper()]
    (stick / NAME.upper()).write_bytes(b"{}")
    assert way(stick).send(PACKAGE).error == "sync.other_content"
    assert (stick / NAME.upper()).read_bytes() == b"{}"


def test_an_acknowledgement_in_capitals_or_with_a_mark_before_it_counts(stick: Path) -> None:
    way(stick).send(PACKAGE)
    (stick / f"{NAME.upper()}.ACK").write_text(f"\ufeff{SHA.upper()}\r\n", encoding="utf-8")
    assert list(way(stick).answered([NAME, "tally-khac.json"])) == [NAME]
    assert way(stick).send(PACKAGE).result == "sent"


Ack = Callable[[], str]


@pytest.mark.parametrize(
    ("said", "result", "error"),
    [
        (lambda: SHA, "sent", ""),
        (lambda: hashlib.sha256(BODY).hexdigest(), "sent", ""),
        (lambda: f'{{"sha256":"{SHA}"}}', "sent", ""),
        (lambda: f"sha256:{SHA}", "sent", ""),
        (lambda: f"{hashlib.sha256(BODY).hexdigest()}  {NAME}\n", "sent", ""),  # as sha256sum writes it
        (lambda: "ef" * 32, "delivered", "sync.other_ack"),
        (lambda: "", "delivered", "sync.other_ack"),
        (lambda: SHA[:40], "delivered", "sync.other_ack"),
        (lambda: "x" * 10_000 + SHA, "delivered", "sync.other_ack"),
    ],
)
def test_only_the_hash_itself_acknowledges(stick: Path, said: Ack, result: str, error: str) -> None:
    way(stick).send(PACKAGE)
    (stick / f"{NAME}.ack").write_text(said(), encoding="utf-8")
    outcome = way(stick).acknowledged(PACKAGE)
    assert (outcome.result, outcome.error) == (result, error)


def test_killed_at_any_step_the_next_run_lays_down_the_whole_file_once(
    stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every call that changes the medium is in turn the last one that happens."""
    from desk.record import durable

    steps = [(os, "open"), (os, "fsync"), (Path, "replace"), (Path, "unlink"), (durable, "sync_folder")]
    for owner, name in steps:
        for late in (False, True):
            with monkeypatch.context() as killed:
                killed.setattr(owner, name, dying(getattr(owner, name), late=late))
                with pytest.raises(KeyboardInterrupt):
                    way(stick).send(PACKAGE)
            assert way(stick).send(PACKAGE).result == "delivered"
            assert {one.name: one.read_bytes() for one in stick.iterdir()} == {NAME: BODY}
            (stick / NAME).unlink()


def dying(real: Callable[..., object], *, late: bool) -> Callable[..., object]:
    """The call during which the process ends, before or after it had its effect."""

    def die(*given: object, **named: object) -> None:
        if late:
            real(*given, **named)
        raise KeyboardInterrupt

    return die
