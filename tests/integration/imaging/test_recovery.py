"""Pages outlive whatever ends the program before they are saved: crash, power cut, full disk."""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from desk.clock import FrozenClock
from desk.errors import InputError, SurroundingsError
from desk.imaging import recovery_writer
from desk.imaging.recovery import StripFolder
from desk.imaging.strip import Strip
from desk.office.opened import Office
from desk.record import durable
from desk.record.checking import check
from desk.rows import GivenPage
from desk.services import DeskServices
from tests.integration.imaging.conftest import NOW

ROOT = Path(__file__).parents[3]
CORNERS = ((1.0, 2.0), (50.0, 3.0), (51.0, 70.0), (2.0, 69.0))


def folder_of(strip: Strip) -> StripFolder:
    """The folder of a journaled strip."""
    assert strip.folder is not None
    return strip.folder


def left_behind(strip: Strip) -> str:
    """The window goes; answers the key its pages are offered under."""
    folder = folder_of(strip)
    folder.close()
    return folder.path.name


@pytest.fixture
def doors(office: Office) -> Any:
    """The window's doors."""
    return DeskServices(office).imaging


def test_everything_decided_is_there_again_at_the_next_start(doors: Any, page: Path) -> None:
    strip = doors.new_strip("reception")
    strip.append([page, page], component=2)
    strip.append([GivenPage(page, page=1)], origin="scanner")
    one, two, three = strip.state.keys
    strip.rotate([one])
    strip.set_corners(two, CORNERS)
    strip.drop_blank([three])
    strip.replace(one, page)
    strip.move([three], 0)
    strip.select([two])
    before = strip.state
    again = doors.resume_strip(left_behind(strip))
    assert again.state == before
    again.append([page])
    assert again.state.keys[-1] > three


def test_what_is_offered_says_enough_and_names_nobody(doors: Any, office: Office, page: Path) -> None:
    strip = doors.new_strip("reception")
    folder_of(strip).describe(
        procedure="1.004873", name="TRẦN THỊ MẪU", id_number="999190000001",
        papers={1: "Tờ khai", 2: "Giấy chứng sinh"},
    )  # fmt: skip
    strip.append([page], component=2)
    strip.append([page])
    left_behind(strip)
    (row,) = doors.recoverable()
    assert (row.screen, row.pages, row.papers, row.procedure) == (
        "reception", 2, ("Giấy chứng sinh",), "1.004873",
    )  # fmt: skip
    assert (row.who, row.changed_at, row.whole) == ("T. T. M. · 999*******01", NOW, True)
    for file in office.paths.captures.rglob("*"):
        assert "Mẫu" not in file.name
        if file.suffix == ".json":
            assert "TRẦN" not in file.read_text("utf-8")
            assert "999190000001" not in file.read_text("utf-8")


def test_an_empty_strip_leaves_nothing_on_the_disk(doors: Any, office: Office, page: Path) -> None:
    doors.new_strip("reception")
    assert not office.paths.captures.exists()
    strip = doors.new_strip("reception")
    strip.append([page])
    strip.remove(strip.state.keys)
    folder = folder_of(strip).path
    left_behind(strip)
    assert doors.recoverable() == ()
    assert not folder.exists()


def test_an_abandoned_folder_is_swept_but_never_one_that_was_just_made(
    doors: Any, office: Office, page: Path
) -> None:
    old, new, saved = (office.paths.captures / f"strip-{name}" for name in ("old", "new", "saved"))
    for folder in (old, new, saved):
        folder.mkdir(parents=True)
    strip = doors.new_strip("reception")
    strip.append([page])
    index = folder_of(strip).path / "index.json"
    assert folder_of(strip).flush()
    shutil.copy(page, saved / "p-000001-00000000.jpg")
    told = json.loads(index.read_text("utf-8")) | {"done": True}
    (saved / "index.json").write_text(json.dumps(told), "utf-8")
    long_ago = time.time() - 3600
    os.utime(old, (long_ago, long_ago))
    assert doors.recoverable() == ()
    assert (old.exists(), new.exists(), saved.exists()) == (False, True, False)
    assert strip.state.pages[0].file.exists()


def test_two_windows_never_take_up_the_same_pages(doors: Any, page: Path) -> None:
    strip = doors.new_strip("reception")
    strip.append([page])
    assert doors.recoverable() == ()
    key = folder_of(strip).path.name
    for ask in (doors.resume_strip, doors.discard_strip):
        with pytest.raises(InputError) as caught:
            ask(key)
        assert caught.value.code == "strip.busy"
    left_behind(strip)
    assert [row.key for row in doors.recoverable()] == [key]
    held = doors.resume_strip(key)
    assert (doors.recoverable(), held.state.keys) == ((), (1,))


def test_pages_saved_are_not_offered_again(doors: Any, page: Path) -> None:
    strip = doors.new_strip("reception")
    strip.append([page])
    folder_of(strip).finish()
    assert not folder_of(strip).path.exists()
    assert doors.recoverable() == ()
    with pytest.raises(InputError) as caught:
        doors.resume_strip(folder_of(strip).path.name)
    assert caught.value.code == "strip.gone"


def test_a_reception_saved_just_before_the_power_went_is_not_offered_again(
    doors: Any, office: Office, page: Path
) -> None:
    strip = doors.new_strip("reception")
    folder_of(strip).describe(command_id="lenh-1")
    strip.append([page])
    left_behind(strip)
    assert len(doors.recoverable()) == 1
    DeskServices(office).receive(
        {
            "command_id": "lenh-1", "channel": "direct", "procedure": "1.004873",
            "applicant": {"full_name": "TRẦN THỊ MẪU", "id_number": "999190000001"},
        }
    )  # fmt: skip
    assert doors.recoverable() == ()


def test_pages_set_aside_can_be_found_for_thirty_days(doors: Any, office: Office, page: Path) -> None:
    strip = doors.new_strip("reception")
    strip.append([page])
    key = left_behind(strip)
    doors.discard_strip(key)
    assert doors.recoverable() == ()
    kept = list(office.paths.quarantine.rglob("p-*.jpg"))
    assert [one.read_bytes() for one in kept] == [page.read_bytes()]


@pytest.mark.parametrize(
    "damage",
    [b"", b"{", b"\xff\xfe", b"[]", b'{"schema": 99}', None],
    ids=["empty", "torn", "no text", "no object", "newer", "missing"],
)
def test_a_damaged_list_gives_way_to_the_files_in_order(doors: Any, page: Path, damage: bytes | None) -> None:
    strip = doors.new_strip("reception")
    for shade in ("red", "green", "blue"):
        Image.new("RGB", (40, 40), shade).save(page)
        strip.append([page], component=1)
    taken = [one.file.read_bytes() for one in strip.state.pages]
    strip.move([strip.state.keys[2]], 0)
    key = left_behind(strip)
    index = folder_of(strip).path / "index.json"
    index.unlink() if damage is None else index.write_bytes(damage)
    (row,) = doors.recoverable()
    assert (row.pages, row.whole) == (3, False)
    again = doors.resume_strip(key)
    assert [one.file.read_bytes() for one in again.state.pages] == taken
    assert again.state.components == (None,)


def test_an_index_that_names_files_elsewhere_is_not_believed(doors: Any, page: Path) -> None:
    strip = doors.new_strip("reception")
    strip.append([page])
    key = left_behind(strip)
    index = folder_of(strip).path / "index.json"
    told = json.loads(index.read_text("utf-8"))
    told["pages"][0]["file"] = "../../keys/receipt.key"
    index.write_text(json.dumps(told), "utf-8")
    again = doors.resume_strip(key)
    assert [one.file.parent for one in again.state.pages] == [folder_of(strip).path]


def test_a_page_that_came_just_before_the_end_is_found_beside_the_list(doors: Any, page: Path) -> None:
    strip = doors.new_strip("reception")
    strip.append([page, page], component=1)
    strip.remove([strip.state.keys[0]])
    folder_of(strip).take_in([page])  # the program ends before the strip hears of it
    again = doors.resume_strip(left_behind(strip))
    assert [one.component for one in again.state.pages] == [1, None]


def test_a_page_the_scanner_wrote_there_itself_is_found_too(doors: Any, page: Path) -> None:
    strip = doors.new_strip("reception")
    here = folder_of(strip).ready()
    shutil.copy(page, here / "scan-00aa.jpg")
    (here / ".scan-00bb.jpg.part").write_bytes(b"half")
    strip.append([here / "scan-00aa.jpg"], component=4, origin="scanner")
    shutil.copy(page, here / "scan-00cc.jpg")
    again = doors.resume_strip(left_behind(strip))
    assert [(one.file.name, one.component) for one in again.state.pages] == [
        ("scan-00aa.jpg", 4), ("scan-00cc.jpg", None),
    ]  # fmt: skip


def test_every_page_of_a_pdf_becomes_a_page(doors: Any, tmp_path: Path) -> None:
    file = tmp_path / "ba trang.pdf"
    sheets = [Image.new("RGB", (60, 80), shade) for shade in ("white", "grey", "white")]
    sheets[0].save(file, save_all=True, append_images=sheets[1:])
    strip = doors.new_strip("supplement")
    strip.append(folder_of(strip).take_in([file]), origin="file")
    assert [one.page for one in strip.state.pages] == [1, 2, 3]
    assert len({one.file for one in strip.state.pages}) == 1


def test_a_capture_of_the_office_is_moved_and_anything_else_copied(
    doors: Any, office: Office, page: Path
) -> None:
    office.paths.captures.mkdir()
    capture = office.paths.captures / "capture-0011223344556677.jpg"
    shutil.copy(page, capture)
    strip = doors.new_strip("reception")
    strip.append([capture, page])
    strip.append([capture])
    assert not capture.exists()
    assert page.exists()
    assert all(one.file.parent == folder_of(strip).path for one in strip.state.pages)


def test_a_link_is_no_page(doors: Any, office: Office, tmp_path: Path) -> None:
    link = tmp_path / "a.jpg"
    link.symlink_to(office.paths.keys / "receipt.key")
    strip = doors.new_strip("reception")
    with pytest.raises(InputError) as caught:
        strip.append([link])
    assert caught.value.code == "page.not_ordinary"
    assert not office.paths.captures.exists()


# ---- a full disk --------------------------------------------------------------------------------


def test_a_full_disk_on_the_seventh_page_keeps_the_six(
    doors: Any, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    strip = doors.new_strip("reception")
    strip.append([page] * 6, component=1)
    assert folder_of(strip).flush()
    full = OSError(errno.ENOSPC, "No space left on device")

    def no_room(*_: object) -> None:
        raise full

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", no_room)
        before = strip.state
        with pytest.raises(SurroundingsError) as caught:
            strip.append([page], component=1)
        assert (caught.value.code, caught.value.details) == ("strip.disk_full", {"pages": 6})
        assert (strip.state, strip.can_redo) == (before, False)
    assert not list(folder_of(strip).path.glob(".*"))
    strip.append([page], component=1)
    again = doors.resume_strip(left_behind(strip))
    assert len(again.state.pages) == 7


def test_a_list_that_cannot_be_written_is_told_once_and_written_when_there_is_room(
    doors: Any, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str | None] = []
    monkeypatch.setattr(recovery_writer, "RETRY_SECONDS", 0.05)
    strip = doors.new_strip("reception")
    strip.append([page, page])
    folder = folder_of(strip)
    assert folder.flush()
    folder.on_trouble(lambda trouble: told.append(trouble.code if trouble else None))
    real, broken = durable.write_file, [True]

    def write(*arguments: Any, **more: Any) -> None:
        if broken[0]:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(*arguments, **more)

    monkeypatch.setattr(recovery_writer, "write_file", write)
    strip.rotate([1])
    assert not folder.flush()
    assert strip.trouble is not None
    assert "2 trang" in strip.trouble.message
    broken[0] = False
    limit = time.monotonic() + 10
    while strip.trouble is not None:
        assert time.monotonic() < limit
        folder.flush(0.1)
    again = doors.resume_strip(left_behind(strip))
    assert again.state.pages[0].turn == 90
    assert told == ["strip.index_full", None]


def test_a_list_at_rest_holds_no_thread_and_is_still_written_when_something_changes(
    doors: Any, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recovery_writer, "IDLE_SECONDS", 0.05)
    before = set(threading.enumerate())
    strip = doors.new_strip("reception")
    strip.append([page, page])
    assert folder_of(strip).flush()
    for thread in set(threading.enumerate()) - before:
        thread.join(10)
    assert set(threading.enumerate()) <= before
    strip.rotate([1])
    assert folder_of(strip).flush()
    again = doors.resume_strip(left_behind(strip))
    assert again.state.pages[0].turn == 90


# ---- growing old --------------------------------------------------------------------------------


def test_a_check_passes_unfinished_work_by_and_sweeps_it_after_thirty_days(
    doors: Any, office: Office, page: Path
) -> None:
    strip, open_one = doors.new_strip("reception"), doors.new_strip("reception")
    strip.append([page])
    open_one.append([page])
    left_behind(strip)
    folder_of(open_one).flush()
    now = datetime.now(UTC)
    for days in (0, 29):
        found = check(office, repair=True, wall=FrozenClock(now + timedelta(days=days)))
        assert (found.ok, found.repaired) == (True, ())
        assert len(doors.recoverable()) == 1
    assert check(office, repair=True, wall=FrozenClock(now + timedelta(days=31))).ok
    assert doors.recoverable() == ()
    assert not folder_of(strip).path.exists()
    assert folder_of(open_one).path.exists()


# ---- killed at any moment -----------------------------------------------------------------------

CHILD = """
import sys
from pathlib import Path
from desk.office.bootstrap import open_office
from desk.services import DeskServices
office = open_office(Path(sys.argv[1]))
strip = DeskServices(office).imaging.new_strip("reception")
page = Path(sys.argv[2])
data = page.read_bytes()
print("ready", flush=True)
for number in range(10_000):
    own = page.with_name(f"{number}.jpg")
    own.write_bytes(data + number.to_bytes(4, "big"))
    strip.append([own], component=number % 3 or None)
    print(number, flush=True)
    strip.rotate([strip.state.keys[-1]])
    if number % 5 == 4:
        strip.move([strip.state.keys[-1]], 0)
    if number % 7 == 6:
        strip.undo()
"""


def killed_after(pages: int, office: Office, page: Path) -> int:
    """Take pages in another process and kill it once it told of so many; answers how many in all."""
    command = [sys.executable, "-c", CHILD, str(office.data), str(page)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        for _ in range(pages):
            child.stdout.readline()
        child.kill()
        more = child.stdout.read()
    return pages + more.count("\n")


@pytest.mark.parametrize("seed", [0, 1, 2, *(pytest.param(n, marks=pytest.mark.long) for n in range(3, 40))])
def test_a_kill_at_any_moment_loses_no_page_that_was_taken(
    doors: Any, office: Office, page: Path, seed: int
) -> None:
    acknowledged = killed_after(random.Random(seed).randrange(1, 40), office, page)
    (row,) = doors.recoverable()
    strip = doors.resume_strip(row.key)
    found = {int.from_bytes(one.file.read_bytes()[-4:], "big") for one in strip.state.pages}
    assert found >= set(range(acknowledged))
    assert len(found) == len(strip.state.pages)
    assert check(office).ok


@pytest.mark.parametrize("left", [b"{", None])
def test_pages_whose_list_is_damaged_or_was_not_written_yet_are_offered_at_the_reception(
    doors: Any, page: Path, left: bytes | None
) -> None:
    strip = doors.new_strip("dossier")
    strip.append([page, page])
    key = left_behind(strip)
    list_of_pages = folder_of(strip).path / "index.json"
    list_of_pages.unlink() if left is None else list_of_pages.write_bytes(left)
    (row,) = doors.recoverable()
    assert (row.key, row.screen, row.pages, row.whole) == (key, "reception", 2, False)
