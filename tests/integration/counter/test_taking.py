"""Files dropped or picked: copied before they are shown, in the order people mean, none left out unnamed."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import unicodedata
from pathlib import Path
from urllib.parse import quote

import pikepdf
import pytest
from PIL import Image

from desk.imaging import taking
from desk.imaging.names import natural, path_of, shown
from desk.imaging.taking import take_files
from desk.office.opened import Office
from desk.record.checking import check
from desk.services import DeskServices


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A clerk's memory stick."""
    folder = tmp_path / "Ổ USB của dân"
    folder.mkdir()
    return folder


def picture(file: Path, shade: int = 200, *, pages: int = 1) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    images = [Image.new("RGB", (80, 60), (shade, shade, at)) for at in range(pages)]
    if file.suffix == ".pdf" or pages > 1:
        images[0].save(file, save_all=True, append_images=images[1:])
    else:
        images[0].save(file)
    return file


def codes(taken: object) -> dict[str, str]:
    return {one.name: one.why.code for one in taken.refused}  # type: ignore[attr-defined]


def test_a_page_outlives_the_stick_it_came_from(office: Office, stick: Path) -> None:
    file = picture(stick / "Tờ khai.png")
    before = file.read_bytes()
    taken = take_files(office, [file])
    shutil.rmtree(stick)
    [row] = taken.rows
    assert (row.name, row.pages, taken.refused) == ("Tờ khai.png", 1, ())
    assert row.file.parent == office.paths.captures
    assert row.file.read_bytes() == before
    assert "khai" not in row.file.name
    assert check(office).ok


def test_a_folder_gives_its_pages_as_a_person_counts_them(office: Office, stick: Path) -> None:
    for name in ("trang 10.png", "trang 2.png", "Trang 1.png", "phụ lục/b.png", "phụ lục/a.png"):
        picture(stick / name)
    taken = take_files(office, [stick])
    assert [row.name for row in taken.rows] == [
        "Trang 1.png", "trang 2.png", "trang 10.png", "a.png", "b.png",
    ]  # fmt: skip


def test_files_dropped_together_are_put_in_order_and_folders_stay_apart(office: Office, stick: Path) -> None:
    one, two, ten = (picture(stick / f"scan{at}.png", at) for at in (1, 2, 10))
    other = picture(stick / "khác" / "a.png", 77)
    taken = take_files(office, [ten, one, two, other])  # the file that was grasped comes first
    assert [row.name for row in taken.rows] == ["scan1.png", "scan2.png", "scan10.png", "a.png"]


def test_what_is_no_picture_is_named_and_stays(office: Office, stick: Path) -> None:
    word, cut, empty = stick / "đơn.docx", stick / "ảnh.jpg", stick / "rỗng.pdf"
    word.write_bytes(b"PK\x03\x04 document")
    cut.write_bytes(b"no picture at all")
    empty.touch()
    animated = stick / "hình.gif"
    Image.new("P", (8, 8)).save(animated)
    page = picture(stick / "trang.png")
    taken = take_files(office, [word, cut, empty, animated, page, stick / "không có.jpg"])
    assert [row.name for row in taken.rows] == ["trang.png"]
    assert codes(taken) == {
        "đơn.docx": "take.no_picture",
        "ảnh.jpg": "image.unreadable",
        "rỗng.pdf": "page.empty",
        "hình.gif": "image.unsupported",
        "không có.jpg": "page.not_found",
    }
    assert all(one.name in one.why.message for one in taken.refused)
    assert word.exists()
    assert cut.exists()


def test_pages_of_a_document_are_counted_and_a_locked_one_is_said(office: Office, stick: Path) -> None:
    plain = picture(stick / "ba trang.pdf", pages=3)
    fax = picture(stick / "fax.tif", pages=2)
    locked = stick / "mật.pdf"
    with pikepdf.open(plain) as document:
        document.save(locked, encryption=pikepdf.Encryption(owner="chủ", user="mở"))
    taken = take_files(office, [plain, fax, locked])
    assert [(row.name, row.pages) for row in taken.rows] == [("ba trang.pdf", 3), ("fax.tif", 2)]
    assert taken.pages == 5
    assert codes(taken) == {"mật.pdf": "image.pdf_locked"}
    assert len(list(office.paths.captures.iterdir())) == 2  # nothing of the locked one stays


def test_a_scan_without_a_suffix_is_known_by_its_bytes(office: Office, stick: Path) -> None:
    picture(stick / "a.png").rename(stick / "SCAN0001")
    picture(stick / "b.png").rename(stick / "wrong.docx")
    taken = take_files(office, [stick])
    assert [(row.name, row.file.suffix) for row in taken.rows] == [
        ("SCAN0001", ".png"),
        ("wrong.docx", ".png"),
    ]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("asked", ["NFC", "NFD"])
def test_an_address_with_tone_marks_is_found_in_either_spelling(
    office: Office, stick: Path, form: str, asked: str
) -> None:
    name = "Giấy khai sinh 100%.png"
    picture(stick / unicodedata.normalize(form, name))  # type: ignore[arg-type]
    address = "file://" + quote(str(stick)) + "/" + quote(unicodedata.normalize(asked, name))  # type: ignore[arg-type]
    [row] = take_files(office, [address]).rows
    assert row.name == name


def test_addresses_of_shares_and_of_this_machine_become_paths() -> None:
    assert path_of("file:///tmp/a%20b.pdf") == Path("/tmp/a b.pdf")
    assert path_of("file://localhost/tmp/a.pdf") == Path("/tmp/a.pdf")
    assert str(path_of("file://may-scan/chung/a.pdf")) == str(Path("//may-scan/chung/a.pdf"))
    assert path_of("a:b.pdf") == Path("a:b.pdf")  # a colon alone makes no address


def test_an_address_of_the_web_is_refused_by_name(office: Office) -> None:
    taken = take_files(office, ["https://vi.example/anh.jpg", "mtp:host/DCIM/1.jpg"])
    assert codes(taken) == {"anh.jpg": "take.not_here", "1.jpg": "take.not_here"}


def test_the_same_file_by_two_ways_is_taken_once(office: Office, stick: Path) -> None:
    page = picture(stick / "trang.png")
    taken = take_files(office, [page, stick, page])
    assert len(taken.rows) == 1
    assert [one.why.code for one in taken.refused] == ["take.same_twice", "take.same_twice"]


def test_the_same_bytes_again_are_taken_with_a_word_about_it(office: Office, stick: Path) -> None:
    first = picture(stick / "a.png")
    shutil.copy(first, stick / "b.png")
    taken = take_files(office, [stick])
    assert [[note.code for note in row.notes] for row in taken.rows] == [[], ["take.known_page"]]
    later = take_files(office, [first], already=[taken.rows[0].digest])
    assert [note.code for note in later.rows[0].notes] == ["take.known_page"]


def test_hidden_and_half_made_files_of_a_folder_are_passed_by(office: Office, stick: Path) -> None:
    for name in (".ẩn.png", "~$don.png", "Thumbs.db", "scan.png.part", "scan.tmp"):
        (stick / name).write_bytes(b"x")
    picture(stick / "trang.png")
    taken = take_files(office, [stick])
    assert [row.name for row in taken.rows] == ["trang.png"]
    assert taken.refused == ()


def test_a_folder_that_leads_back_into_itself_ends(office: Office, stick: Path) -> None:
    picture(stick / "a.png")
    (stick / "vòng").symlink_to(stick)
    assert [row.name for row in take_files(office, [stick]).rows] == ["a.png"]


def test_an_empty_folder_is_said(office: Office, stick: Path) -> None:
    assert codes(take_files(office, [stick])) == {stick.name: "take.empty_folder"}


def test_a_pipe_is_refused_without_being_opened(office: Office, stick: Path) -> None:
    os.mkfifo(stick / "ống.jpg")
    assert codes(take_files(office, [stick / "ống.jpg"])) == {"ống.jpg": "page.not_ordinary"}


def test_a_file_written_to_while_it_is_read_is_left(
    office: Office, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = picture(stick / "trang.png")
    copy = taking._copy

    def and_written(*given: object) -> str:
        answer = copy(*given)  # type: ignore[arg-type]
        with page.open("ab") as file:
            file.write(b"more")
        return answer

    monkeypatch.setattr(taking, "_copy", and_written)
    assert codes(take_files(office, [page])) == {"trang.png": "page.changed"}
    assert list(office.paths.captures.iterdir()) == []


def test_a_file_taken_away_while_it_is_read_is_not_lost(
    office: Office, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = picture(stick / "trang.png")
    whole = page.read_bytes()
    copy = taking._copy

    def and_gone(*given: object) -> str:
        answer = copy(*given)  # type: ignore[arg-type]
        page.unlink()
        return answer

    monkeypatch.setattr(taking, "_copy", and_gone)
    [row] = take_files(office, [page]).rows
    assert row.file.read_bytes() == whole


def test_a_full_disk_keeps_the_pages_before_and_names_all_behind(
    office: Office, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for at in range(1, 10):
        picture(stick / f"trang {at}.png", at)
    fsync = os.fsync

    def full(handle: int) -> None:
        kept = len(list(office.paths.captures.glob("*.png")))
        if kept >= 6 and stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.ENOSPC, "full")
        fsync(handle)

    monkeypatch.setattr(os, "fsync", full)
    taken = take_files(office, [stick])
    assert [row.name for row in taken.rows] == [f"trang {at}.png" for at in range(1, 7)]
    assert {one.name: one.why.code for one in taken.refused} == dict.fromkeys(
        ("trang 7.png", "trang 8.png", "trang 9.png"), "data.disk_full"
    )
    assert len(list(office.paths.captures.iterdir())) == 6


def test_stopping_keeps_what_came_in(office: Office, stick: Path) -> None:
    for at in range(5):
        picture(stick / f"{at}.png", at)
    told: list[tuple[int, int]] = []
    taken = take_files(
        office, [stick], report=lambda done, of: told.append((done, of)), cancelled=lambda: len(told) == 2
    )
    assert [row.name for row in taken.rows] == ["0.png", "1.png"]
    assert told == [(1, 5), (2, 5)]


def test_a_whole_disk_dropped_by_mistake_stops_at_the_limit(
    office: Office, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.imaging.names.MOST_FILES", 4)
    for at in range(8):
        picture(stick / f"{at}.png", at)
    taken = take_files(office, [stick])
    assert len(taken.rows) == 4
    assert [one.why.code for one in taken.refused] == ["take.too_many"]


def test_the_window_takes_files_by_its_door(office: Office, stick: Path) -> None:
    taken = DeskServices(office).take_files([picture(stick / "a.png")])
    assert taken.rows[0].file.is_file()


def test_natural_order_is_no_trap_for_long_numbers_and_marks() -> None:
    names = ["Ảnh 2", "anh 10", "ảnh 1", "anh 0003", "9" * 300, "ảnh"]
    assert [p.name[:9] for p in sorted(map(Path, names), key=natural)] == [
        "9" * 9, "ảnh", "ảnh 1", "Ảnh 2", "anh 0003", "anh 10",
    ]  # fmt: skip


def test_a_name_is_shown_composed_short_and_without_controls() -> None:
    assert shown("D:\\giấy tờ\\Nguye\u0302\u0303n.pdf") == "Nguyễn.pdf"
    assert shown("a\u202eb\n.pdf") == "ab.pdf"
    assert len(shown("x" * 300 + ".pdf")) <= 80
