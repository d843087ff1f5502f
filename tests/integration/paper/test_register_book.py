"""Sổ theo dõi hồ sơ: every accepted dossier once, by running number, with cover and closing sheet."""

from __future__ import annotations

import csv
import tracemalloc
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from desk.errors import InputError
from desk.life.act import act
from desk.office.opened import Office
from desk.paper.book import entries, write_register
from desk.paper.telling import telling
from desk.services import DeskServices
from tests.integration.paper.conftest import receive, words_of

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
HEADINGS = [
    "TT", "Mã hồ sơ", "Tên thủ tục hành chính", "Số lượng hồ sơ (bộ)", "Tên cá nhân, tổ chức",
    "Địa chỉ, số điện thoại", "Cơ quan chủ trì giải quyết", "Nhận hồ sơ", "Hẹn trả kết quả", "Trả kết quả",
    "Phương thức nhận kết quả", "Ký nhận", "Ghi chú",
]  # fmt: skip


def person(name: str, number: int) -> dict[str, object]:
    return {
        "applicant": {"id_number": f"99909000{number:04d}", "full_name": name, "address": "12 đường Mẫu"},
        "phone": f"099911{number:04d}",
    }


@pytest.fixture
def three(open_at: Callable[..., Office]) -> list[str]:
    """Three dossiers: returned, refused, still open."""
    office = open_at()
    codes = [
        receive(office, **person(name, place))
        for place, name in enumerate(("ẤT MẪU", "=HYPERLINK(1)", "BÍNH THỬ"))
    ]
    act(office, codes[0], "result-ready", {})
    act(open_at("2026-11-25T08:00"), codes[0], "return", {})
    act(open_at("2026-11-25T08:10"), codes[1], "refuse", {"reason": "Không đủ", "legal_basis": "Điều 17"})
    return codes


def rows_of(file: Path) -> list[list[str]]:
    if file.suffix == ".csv":
        with file.open(encoding="utf-8-sig", newline="") as source:
            return list(csv.reader(source))
    sheet = openpyxl.load_workbook(file).active
    assert sheet is not None
    return [["" if cell.value is None else str(cell.value) for cell in row] for row in sheet.iter_rows()]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_the_table_has_thirteen_columns_and_every_dossier(
    three: list[str], open_at: Callable[..., Office], suffix: str, tmp_path: Path
) -> None:
    done = write_register(open_at("2026-11-26T08:00"), *YEAR, tmp_path / f"so{suffix}")

    header, *rows = rows_of(done.file)
    assert done.rows == 3
    assert header == HEADINGS
    assert [row[1] for row in rows] == three
    assert [row[0] for row in rows] == ["0001", "0002", "0003"]
    assert rows[0][7:11] == ["23/11/2026 09:41", "27/11/2026 17:00", "25/11/2026 08:00", "Quầy"]
    assert rows[1][12] == "Không tiếp nhận"
    assert rows[2][5] == "12 đường Mẫu; 0999110002"


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_name_that_is_a_formula_is_never_run(
    three: list[str], open_at: Callable[..., Office], suffix: str, tmp_path: Path
) -> None:
    assert three
    file = write_register(open_at("2026-11-26T08:00"), *YEAR, tmp_path / f"so{suffix}").file
    assert rows_of(file)[2][4] == "'=HYPERLINK(1)"
    if suffix == ".xlsx":
        sheet = openpyxl.load_workbook(file).active
        assert sheet is not None
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_the_book_has_a_cover_rows_and_page_numbers(
    three: list[str], open_at: Callable[..., Office], tmp_path: Path
) -> None:
    office = open_at("2026-11-26T08:00")
    done = write_register(office, *YEAR, tmp_path / "so.pdf")
    words = words_of(done.file)

    assert done.rows == 3
    for value in (
        "SỔ THEO DÕI HỒ SƠ",
        "Năm: 2026",
        "Quyển số: 01",
        "Trang 1/2",
        "Trang 2/2",
        "Ngày, tháng, năm",
    ):
        assert value in words, value
    cells = words_of(done.file, cells=True)
    assert all(code in cells.replace(" ", "") for code in three)
    assert "KHÓA SỔ" not in words  # the year is not over


def test_the_last_day_of_the_year_closes_the_book_by_its_history(
    three: list[str], open_at: Callable[..., Office], tmp_path: Path
) -> None:
    act(open_at("2027-01-05T08:00"), three[2], "refuse", {"reason": "Không đủ", "legal_basis": "Điều 17"})
    for moment in ("2026-12-31T17:00", "2027-02-01T08:00"):
        words = words_of(write_register(open_at(moment), *YEAR, tmp_path / "so.pdf").file)
        for value in (
            "TỜ KHÓA SỔ", "Số thứ tự đầu: 0001", "Số thứ tự cuối: 0003", "Tổng số hồ sơ đã vào sổ: 3 hồ sơ",
            "Đã có kết quả hoặc đã trả: 1 hồ sơ", "Không tiếp nhận: 1 hồ sơ",
            "Chuyển sang năm sau giải quyết tiếp: 1 hồ sơ", "ngày 31 tháng 12 năm 2026", "(Ký, đóng dấu)",
        ):  # fmt: skip
            assert value in words, (moment, value)


def test_a_period_shows_its_own_dossiers_only(three: list[str], open_at: Callable[..., Office]) -> None:
    assert three
    office = open_at("2026-11-26T08:00")
    receive(office, **person("ĐINH THỬ", 7))
    day = date(2026, 11, 26)
    assert [one.number for one in entries(office, day, day)] == [4]
    assert [one.number for one in entries(office, date(2026, 11, 24), date(2026, 11, 25))] == []


def test_a_year_without_dossiers_is_an_empty_book(office: Office, tmp_path: Path) -> None:
    year = date(2025, 1, 1), date(2025, 12, 31)
    pdf = write_register(office, *year, tmp_path / "so.pdf").file.read_bytes()
    words = words_of(pdf)
    assert "Không có hồ sơ trong kỳ." in words
    assert "TỜ KHÓA SỔ" in words
    assert DeskServices(office).pages(pdf) == 3
    assert write_register(office, *year, tmp_path / "so.csv").rows == 0


def test_volumes_are_books_of_their_own(open_at: Callable[..., Office], tmp_path: Path) -> None:
    office = open_at()
    DeskServices(office).house.set_rule("register.per_volume", 2)
    for place in range(5):
        receive(office, **person("ẤT MẪU", place))

    words = words_of(write_register(office, *YEAR, tmp_path / "so.pdf").file)

    for volume in ("01", "02", "03"):
        assert f"Quyển số: {volume}" in words
    assert [one.volume for one in entries(office, *YEAR)] == [1, 1, 2, 2, 3]


@pytest.mark.parametrize(
    ("first", "last", "name", "code"),
    [
        (date(2026, 12, 31), date(2026, 1, 1), "so.pdf", "report.bad_period"),
        (date(1, 1, 1), date(9999, 12, 31), "so.csv", "report.bad_period"),
        (*YEAR, "so.docx", "report.bad_file"),
        (*YEAR, "so", "report.bad_file"),
    ],
)
def test_a_wrong_request_writes_nothing(
    office: Office, first: date, last: date, name: str, code: str, tmp_path: Path
) -> None:
    with pytest.raises(InputError) as caught:
        write_register(office, first, last, tmp_path / name)
    assert caught.value.code == code
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("suffix", [".pdf", ".csv", ".xlsx"])
def test_a_file_of_another_kind_is_not_written_over(office: Office, suffix: str, tmp_path: Path) -> None:
    target = tmp_path / f"so{suffix}"
    target.write_text("thu rieng", encoding="utf-8")
    with pytest.raises(InputError, match=r"file\.exists"):
        write_register(office, *YEAR, target)
    assert target.read_text(encoding="utf-8") == "thu rieng"


@pytest.mark.parametrize("suffix", [".pdf", ".csv", ".xlsx"])
def test_the_book_may_be_written_again(office: Office, suffix: str, tmp_path: Path) -> None:
    target = tmp_path / f"so{suffix}"
    write_register(office, *YEAR, target)
    assert write_register(office, *YEAR, target).file == target


# ---- a long book --------------------------------------------------------------------------------------


def long_book(monkeypatch: pytest.MonkeyPatch, rows: int) -> None:
    """Let the record's lines come again and again until the book is long."""
    from desk.paper import book

    real = book.entries
    monkeypatch.setattr(book, "entries", lambda *args, **more: (real(*args, **more) * rows)[:rows])


def test_a_long_book_tells_how_far_it_is(
    three: list[str], open_at: Callable[..., Office], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert three
    long_book(monkeypatch, 1200)
    heard: list[int] = []
    file = write_register(
        open_at("2026-11-26T08:00"), *YEAR, tmp_path / "so.pdf", tell=telling(heard.append)
    ).file
    assert heard == sorted(set(heard))
    assert heard[0] == 0
    assert heard[-1] >= 95
    assert len(heard) > 20
    assert DeskServices(open_at("2026-11-26T08:00")).pages(file.read_bytes()) > 50


@pytest.mark.parametrize("after", [0, 3, 20])
def test_a_long_book_ends_when_nobody_wants_it_any_more_and_leaves_no_file(
    three: list[str],
    open_at: Callable[..., Office],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    after: int,
) -> None:
    assert three
    long_book(monkeypatch, 1200)
    heard: list[int] = []
    with pytest.raises(InputError, match=r"report\.cancelled"):
        write_register(
            open_at("2026-11-26T08:00"), *YEAR, tmp_path / "so.pdf",
            tell=telling(heard.append, lambda: len(heard) > after),
        )  # fmt: skip
    assert len(heard) <= after + 2
    assert list(tmp_path.glob("*so*")) == []


def test_a_book_that_was_stopped_leaves_the_one_before_as_it_was(
    three: list[str], open_at: Callable[..., Office], tmp_path: Path
) -> None:
    assert three
    office = open_at("2026-11-26T08:00")
    file = write_register(office, *YEAR, tmp_path / "so.pdf").file
    before = file.read_bytes()
    with pytest.raises(InputError, match=r"report\.cancelled"):
        write_register(office, *YEAR, file, tell=telling(None, lambda: True))
    assert file.read_bytes() == before


def test_a_very_long_book_is_never_held_whole_and_hears_soon_that_nobody_wants_it(
    three: list[str], open_at: Callable[..., Office], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert three
    office = open_at("2026-11-26T08:00")
    most: dict[str, list[int]] = {".pdf": [], ".xlsx": []}
    for rows in (300, 1500):
        long_book(monkeypatch, rows)
        for kind, grown in most.items():
            tracemalloc.start()
            write_register(office, *YEAR, tmp_path / f"so{rows}{kind}", closing=False)
            grown.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    for (
        grown
    ) in most.values():  # what is laid out of a line takes some 30 000 bytes, what is kept a few hundred
        assert (grown[1] - grown[0]) / 1200 < 4000, most


def test_the_table_of_a_book_is_ready_to_print_on_paper_lying(
    three: list[str], open_at: Callable[..., Office], tmp_path: Path
) -> None:
    assert three
    file = write_register(open_at("2026-11-26T08:00"), *YEAR, tmp_path / "so.xlsx").file
    sheet = openpyxl.load_workbook(file).worksheets[0]
    assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.freeze_panes == "A2"
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet["A1"].font.bold
    assert all(cell.data_type in {"s", "n"} and not isinstance(cell.value, int) for cell in sheet[2])
