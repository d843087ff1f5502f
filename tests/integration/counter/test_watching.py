"""A copier sends into a folder: its pages come to the desk once, whole, and nothing there is ever lost."""

from __future__ import annotations

import errno
import os
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from desk.errors import InputError
from desk.imaging import watching
from desk.imaging.watch_thread import WatchThread
from desk.imaging.watching import DONE, FolderWatch
from desk.office.opened import Office
from desk.record.checking import check
from desk.rows import TakenFile, WatchNews, WatchSettings
from desk.services import DeskServices
from tests.helpers.cli import DeskRun
from tests.helpers.patience import PROMPT

DAY = "2026-11-23"


class Hand:
    """A clerk's time: a second goes by with every look."""

    def __init__(self, office: Office, folder: Path, **settings: bool) -> None:
        self.now = 0.0
        self.watch = FolderWatch(
            WatchSettings(folder, **settings),
            into=office.paths.captures,
            clock=office.clock,
            tick=lambda: self.now,
        )
        self.watch.poll()

    def after(self, seconds: float = 2) -> WatchNews:
        """Look now and once more after so many seconds; what both brought."""
        first = self.watch.poll()
        self.now += seconds
        second = self.watch.poll()
        return WatchNews(
            first.pages + second.pages, first.refused + second.refused, second.waiting, second.trouble
        )


@pytest.fixture
def share(tmp_path: Path) -> Path:
    folder = tmp_path / "Máy photo tầng 1"
    folder.mkdir()
    return folder


def sent(file: Path, shade: int = 200, *, pages: int = 1) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    images = [Image.new("RGB", (60, 80), (shade, at, 90)) for at in range(pages)]
    extra = {"save_all": True, "append_images": images[1:]} if pages > 1 else {}
    images[0].save(file, **extra)  # type: ignore[arg-type]
    return file


def names(news: WatchNews) -> list[str]:
    return [row.name for row in news.pages]


def codes(news: WatchNews) -> list[tuple[str, str]]:
    return [(one.name, one.why.code) for one in news.refused]


def test_pages_of_a_copier_come_to_the_desk_and_the_files_are_put_aside(office: Office, share: Path) -> None:
    hand = Hand(office, share)
    sent(share / "SCAN0001.pdf", pages=3)
    sent(share / "SCAN0002.jpg")
    news = hand.after()
    assert [(row.name, row.pages) for row in news.pages] == [("SCAN0001.pdf", 3), ("SCAN0002.jpg", 1)]
    assert all(row.file.parent == office.paths.captures for row in news.pages)
    assert sorted(file.name for file in (share / DONE / DAY).iterdir()) == ["SCAN0001.pdf", "SCAN0002.jpg"]
    assert hand.after() == WatchNews()


def test_a_desk_may_leave_the_files_where_they_are(office: Office, share: Path) -> None:
    hand = Hand(office, share, move=False)
    file = sent(share / "a.jpg")
    assert names(hand.after()) == ["a.jpg"]
    assert file.exists()
    assert hand.after(60) == WatchNews()
    sent(file, 10)
    news = hand.after()
    assert [note.code for note in news.pages[0].notes] == ["watch.changed"]


def test_the_same_name_every_morning_is_a_new_page(office: Office, share: Path) -> None:
    hand = Hand(office, share)
    for shade in (10, 20, 30):
        sent(share / "SCAN0001.jpg", shade)
        [row] = hand.after().pages
        with Image.open(row.file) as picture:
            assert abs(picture.getpixel((5, 5))[0] - shade) <= 3  # type: ignore[index]
    assert sorted(file.name for file in (share / DONE / DAY).iterdir()) == [
        "SCAN0001 (2).jpg", "SCAN0001 (3).jpg", "SCAN0001.jpg",
    ]  # fmt: skip


def test_a_half_written_file_waits_until_it_is_whole(office: Office, share: Path) -> None:
    hand = Hand(office, share)
    whole = sent(share / "nguồn.part" / "a.pdf", pages=2).read_bytes()
    (share / "a.pdf").write_bytes(whole[: len(whole) // 2])
    assert hand.after(20) == WatchNews()
    news = hand.after(60)
    assert codes(news) == [("a.pdf", "watch.stuck")]
    assert codes(hand.after(60)) == []  # said once
    (share / "a.pdf").write_bytes(whole)
    assert [(row.name, row.pages) for row in hand.after().pages] == [("a.pdf", 2)]


def test_what_lay_there_before_is_taken_on_a_word_only(office: Office, share: Path) -> None:
    sent(share / "hôm qua.jpg")
    sent(share / "hôm kia.tif", 9, pages=2)
    hand = Hand(office, share)
    news = hand.after(60)
    assert (names(news), news.waiting) == ([], 2)
    taken = hand.watch.take_waiting()
    assert sorted(names(taken)) == ["hôm kia.tif", "hôm qua.jpg"]
    assert taken.waiting == 0
    assert hand.after().waiting == 0


def test_the_same_bytes_under_another_name_are_named_not_taken(office: Office, share: Path) -> None:
    hand = Hand(office, share)
    sent(share / "a.jpg")
    assert names(hand.after()) == ["a.jpg"]
    shutil.copy(share / DONE / DAY / "a.jpg", share / "gửi lại.jpg")
    news = hand.after()
    assert (names(news), codes(news)) == ([], [("gửi lại.jpg", "watch.same")])
    assert len(list(office.paths.captures.iterdir())) == 1


def test_what_is_no_picture_is_named_once_and_stays(office: Office, share: Path) -> None:
    hand = Hand(office, share)
    file = share / "bảng.xlsx"
    file.write_bytes(b"PK\x03\x04")
    assert codes(hand.after()) == [("bảng.xlsx", "take.no_picture")]
    assert codes(hand.after(90)) == []
    assert file.exists()


def test_a_file_larger_than_any_page_is_refused_without_being_read(office: Office, share: Path) -> None:
    hand = Hand(office, share)
    with (share / "phim.jpg").open("wb") as file:
        file.write(b"\xff\xd8\xff\xe0")
        file.truncate(3 << 30)  # takes no room on the disk
    assert codes(hand.after()) == [("phim.jpg", "page.too_large")]


def test_a_share_that_goes_away_is_said_and_comes_back_by_itself(office: Office, share: Path) -> None:
    sent(share / "cũ.jpg", 1)
    hand = Hand(office, share)
    away = share.rename(share.with_name("tắt máy"))
    news = hand.after()
    assert news.trouble is not None
    assert news.trouble.code == "watch.away"
    assert share.name in news.trouble.message
    away.rename(share)
    sent(share / "mới.jpg", 2)
    news = hand.after()
    assert (names(news), news.waiting, news.trouble) == (["mới.jpg"], 1, None)


def test_two_desks_at_one_folder_never_take_the_same_page(office: Office, share: Path) -> None:
    one, two = Hand(office, share), Hand(office, share)
    for at in range(6):
        sent(share / f"{at}.jpg", at)
    for hand in (one, two):
        hand.watch.poll()
        hand.now += 2
    took: list[str] = []
    both = threading.Barrier(2)

    def look(hand: Hand) -> None:
        both.wait()
        took.extend(names(hand.watch.poll()))

    threads = [threading.Thread(target=look, args=(hand,)) for hand in (one, two)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(took) == [f"{at}.jpg" for at in range(6)]
    assert len(list(office.paths.captures.iterdir())) == 6


def test_a_folder_that_may_not_be_written_gives_its_pages_and_says_so(
    office: Office, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = Hand(office, share)
    file = sent(share / "a.jpg")

    def refused(path: Path, place: Path) -> None:
        raise OSError(errno.EROFS, str(place))

    monkeypatch.setattr(watching, "_put_aside", refused)
    news = hand.after()
    assert names(news) == ["a.jpg"]
    assert news.trouble is not None
    assert news.trouble.code == "watch.not_moved"
    assert file.exists()
    assert names(hand.after()) == []


def test_a_full_disk_takes_nothing_by_half_and_goes_on_later(
    office: Office, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = Hand(office, share)
    sent(share / "a.jpg")
    sent(share / "b.jpg", 3)
    with monkeypatch.context() as patch:

        def full(handle: int) -> None:
            raise OSError(errno.ENOSPC, "full")

        patch.setattr(os, "fsync", full)
        news = hand.after()
    assert names(news) == []
    assert news.trouble is not None
    assert news.trouble.code == "data.disk_full"
    assert sorted(file.name for file in share.iterdir() if file.is_file()) == ["a.jpg", "b.jpg"]
    assert sorted(names(hand.after())) == ["a.jpg", "b.jpg"]


def test_a_file_written_again_while_it_is_copied_is_copied_later(
    office: Office, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desk.imaging import taking

    hand = Hand(office, share)
    file = sent(share / "a.jpg", 10)
    copy = taking._copy

    def and_written(*given: object) -> str:
        answer = copy(*given)  # type: ignore[arg-type]
        sent(file, 240)
        os.utime(file, ns=(5, 5))
        return answer

    with monkeypatch.context() as patch:
        patch.setattr(taking, "_copy", and_written)
        assert hand.after() == WatchNews()
    [row] = hand.after().pages
    with Image.open(row.file) as picture:
        assert picture.getpixel((5, 5))[0] > 200  # type: ignore[index]


def test_subfolders_are_looked_into_where_the_desk_says_so(office: Office, share: Path) -> None:
    shallow, deep = Hand(office, share), Hand(office, share, subfolders=True)
    sent(share / "Nguyễn Văn Mẫu" / "a.jpg")
    assert names(shallow.after()) == []
    assert names(deep.after()) == ["a.jpg"]
    assert (share / DONE / DAY / "Nguyễn Văn Mẫu" / "a.jpg").exists()


def test_a_second_look_does_not_wait_for_one_that_hangs(
    office: Office, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = Hand(office, share)
    hangs, go_on = threading.Event(), threading.Event()

    def slow(*_: object, **__: object) -> None:
        hangs.set()
        go_on.wait(10)

    monkeypatch.setattr(watching, "snapshot", slow)
    thread = threading.Thread(target=hand.watch.poll)
    thread.start()
    hangs.wait(10)
    assert hand.watch.poll() == WatchNews()
    go_on.set()
    thread.join()


def until(watch: WatchThread, enough: Callable[[WatchNews], bool]) -> WatchNews:
    """News gathered until it is enough, as a window's timer gathers it."""
    end = time.monotonic() + 20
    pages: tuple[TakenFile, ...] = ()
    pause = threading.Event()
    while True:
        news = watch.news()
        pages += news.pages
        told = WatchNews(pages, news.refused, news.waiting, news.trouble)
        if enough(told) or time.monotonic() > end:
            return told
        pause.wait(0.02)


def test_a_window_hears_of_pages_without_ever_waiting(office: Office, share: Path) -> None:
    sent(share / "hôm qua.jpg", 5)
    doors = DeskServices(office).imaging
    watch = doors.watch(WatchSettings(share))
    assert watch is not None
    assert until(watch, lambda news: news.waiting == 1).waiting == 1
    sent(share / "SCAN1.jpg")
    assert names(until(watch, lambda news: len(news.pages) == 1)) == ["SCAN1.jpg"]
    watch.take_waiting()
    assert names(until(watch, lambda news: len(news.pages) == 1)) == ["hôm qua.jpg"]
    watch.stop()
    watch.stop()
    sent(share / "SCAN2.jpg", 9)
    assert watch.news().pages == ()
    assert (share / "SCAN2.jpg").exists()


def test_a_share_that_hangs_is_said_to_be_away_and_stopping_does_not_wait_for_it(
    office: Office, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    monkeypatch.setattr(watching, "snapshot", lambda *_, **__: go_on.wait(20) and None)
    now = [0.0]
    following = FolderWatch(WatchSettings(share), into=office.paths.captures, clock=office.clock)
    watch = WatchThread(following, tick=lambda: now[0])
    assert watch.news().trouble is None
    now[0] = 9.0
    trouble = until(watch, lambda news: news.trouble is not None).trouble
    assert trouble is not None
    assert trouble.code == "watch.away"
    began = time.monotonic()
    watch.stop(patience=0.1)
    assert time.monotonic() - began < PROMPT
    go_on.set()


def test_the_folder_is_set_for_this_desk_and_found_again(office: Office, share: Path) -> None:
    doors = DeskServices(office).imaging
    assert doors.watch_settings() is None
    assert doors.watch() is None
    wanted = WatchSettings(share, move=False, subfolders=True)
    doors.set_watch(wanted)
    assert doors.watch_settings() == wanted
    watch = doors.watch()
    assert watch is not None
    watch.stop()
    assert check(office).ok  # the setting is no stray file
    doors.set_watch(None)
    assert doors.watch_settings() is None


@pytest.mark.parametrize(
    ("choose", "code"),
    [
        (lambda office, share: share / "không có", "watch.no_folder"),
        (lambda office, share: Path("tương đối"), "watch.no_folder"),
        (lambda office, share: office.data, "watch.own_folder"),
        (lambda office, share: office.data.parent, "watch.own_folder"),
        (lambda office, share: office.paths.attachments, "watch.own_folder"),
    ],
)
def test_a_folder_that_cannot_be_watched_is_refused(
    office: Office, share: Path, choose: Callable[[Office, Path], Path], code: str
) -> None:
    doors = DeskServices(office).imaging
    doors.set_watch(WatchSettings(share))
    with pytest.raises(InputError) as refused:
        doors.set_watch(WatchSettings(choose(office, share)))
    assert refused.value.code == code
    assert doors.watch_settings() == WatchSettings(share)


def test_a_share_is_tried_from_the_command_line(
    run_desk: Callable[..., DeskRun], share: Path, tmp_path: Path
) -> None:
    sent(share / "SCAN0001.pdf", pages=2)
    (share / "ghi chú.txt").write_text("không phải ảnh")
    out = tmp_path / "Trang nhận"
    answer = run_desk("scan", "--watch", share, "-o", out, "--for", "0").ok()
    assert (answer["pages"], answer["waiting"]) == ([], 2)
    answer = run_desk("scan", "--watch", share, "-o", out, "--for", "0", "--waiting").ok()
    [page] = answer["pages"]
    assert (page["name"], page["pages"], Path(page["file"]).parent) == ("SCAN0001.pdf", 2, out)
    assert [one["code"] for one in answer["refused"]] == ["take.no_picture"]
    assert [file.name for file in (share / DONE).rglob("*.pdf")] == ["SCAN0001.pdf"]
    gone = run_desk("scan", "--watch", share / "không có", "-o", out)
    assert (gone.exit_code, gone.error_code) == (2, "watch.no_folder")
    endless = run_desk("scan", "--watch", share, "-o", out, "--for", "nan")
    assert (endless.exit_code, endless.error_code) == (2, "usage")
