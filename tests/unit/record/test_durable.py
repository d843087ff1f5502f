"""Durable files: the order of writing, and what a failing disk leaves behind."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from desk.errors import InputError, SurroundingsError
from desk.record.durable import locked, make_folder, move_file, sha256_of, write_file
from desk.record.failures import record_failures, surroundings
from models.errors import RecordError


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is asked of the system, in order: fsyncs of files and folders, renames."""
    seen: list[str] = []
    real_sync, real_replace = os.fsync, Path.replace

    def sync(handle: int) -> None:
        name = Path(f"/proc/self/fd/{handle}").readlink().name
        seen.append("sync " + name.split(".")[0])
        real_sync(handle)

    def replace(self: Path, target: Any) -> Path:
        seen.append(f"rename {Path(target).name}")
        return real_replace(self, target)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(Path, "replace", replace)
    return seen


def test_a_file_is_synced_before_its_name_and_its_folder_after(tmp_path: Path, calls: list[str]) -> None:
    (tmp_path / "box").mkdir()
    write_file(tmp_path / "box" / "page", b"bytes")
    assert calls == ["sync ", "rename page", "sync box"]
    assert (tmp_path / "box" / "page").read_bytes() == b"bytes"


def test_a_move_makes_both_folders_durable(tmp_path: Path, calls: list[str]) -> None:
    for name in ("from", "to"):
        (tmp_path / name).mkdir()
    (tmp_path / "from" / "page").write_bytes(b"x")
    move_file(tmp_path / "from" / "page", tmp_path / "to" / "page")
    assert calls == ["rename page", "sync to", "sync from"]


def test_every_new_folder_is_made_durable_in_its_parent(tmp_path: Path, calls: list[str]) -> None:
    make_folder(tmp_path / "a" / "b")
    assert calls == [f"sync {tmp_path.name}", "sync a"]
    assert (tmp_path / "a" / "b").is_dir()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_failing_disk_leaves_the_old_file_and_no_scrap(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    page = tmp_path / "page"
    page.write_bytes(b"old")

    def fail(_: int) -> None:
        raise OSError(number, "disk")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="disk"):
        write_file(page, b"new")
    assert page.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [page]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "data.disk_full"),
        (errno.EDQUOT, "data.disk_full"),
        (errno.EROFS, "data.unwritable"),
        (errno.EACCES, "data.unwritable"),
        (errno.ENOTDIR, "data.unwritable"),
        (errno.EIO, "data.io_error"),
        (errno.ENOENT, "data.io_error"),
    ],
)
def test_failures_of_the_disk_have_stable_codes(number: int, code: str) -> None:
    with pytest.raises(SurroundingsError) as caught, surroundings():
        raise OSError(number, "x")
    assert (caught.value.code, caught.value.exit_code) == (code, 3)


def test_our_own_errors_pass_unchanged() -> None:
    with pytest.raises(InputError), surroundings():
        raise InputError("x")


def test_the_hash_and_size_are_those_of_the_bytes(tmp_path: Path) -> None:
    data = os.urandom((1 << 20) + 17)
    (tmp_path / "page").write_bytes(data)
    assert sha256_of(tmp_path / "page") == (hashlib.sha256(data).hexdigest(), len(data))


def test_a_folder_is_held_by_one_and_free_again_afterwards(tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(InputError) as caught, locked(tmp_path):
        pass
    assert caught.value.code == "data.in_use"
    with locked(tmp_path):
        assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("free", "code"), [(0, "data.disk_full"), (1 << 30, "data.io_error")])
def test_an_input_output_error_on_a_disk_without_room_is_a_full_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, code: str
) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=free)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(SurroundingsError) as caught, record_failures(tmp_path):
        raise RecordError("data.io_error")
    assert caught.value.code == code


def test_no_file_is_ever_put_in_the_place_of_a_pipe_or_a_device(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    (tmp_path / "link.csv").symlink_to(pipe)
    for name in ("pipe.csv", "link.csv"):
        with pytest.raises(InputError, match=r"file\.exists"):
            write_file(tmp_path / name, b"bytes")
    assert pipe.is_fifo()
    assert (tmp_path / "link.csv").is_symlink()
    assert {one.name for one in tmp_path.iterdir()} == {"pipe.csv", "link.csv"}
