"""Every printed PDF is read again by readers that do not know how it was made."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from pathlib import Path

import pikepdf
import pytest

from printing.render import Rendered, render
from printing.sheets import PaperRow, Sheet
from tests.integration.printing.readers import codes_of, opened, text_of
from tests.integration.printing.test_reading_order import text_in_order
from tests.unit.printing.samples import (
    CODE,
    EVERY_LETTER,
    PAYLOAD,
    certified,
    many_papers,
    receipt,
    supplement,
    tally,
)

ROOT = Path(__file__).parents[3]
PAPERS = pytest.mark.parametrize("paper", ["a5", "a4", "k80", "k58"])
FORMS = pytest.mark.parametrize(
    "sheet", [receipt(), supplement(), tally()], ids=["receipt", "supplement", "tally"]
)
LONG_NAME = ("HỒ LÊ NGUYỄN PHƯỚC CÔNG HUYỀN TÔN NỮ " * 4)[:120].strip()


@PAPERS
def test_every_vietnamese_letter_comes_back_from_paper(paper: str, tmp_path: Path) -> None:
    done = render(receipt(applicant=EVERY_LETTER, request=EVERY_LETTER[::-1]), paper)
    text = text_of(done.pdf, tmp_path)
    assert text.count(EVERY_LETTER) == 1
    assert EVERY_LETTER[::-1] in text
    assert done.substituted == ()


@PAPERS
@pytest.mark.parametrize("form", ["receipt", "supplement"])
def test_the_code_stands_in_clear_and_in_both_symbols(paper: str, form: str, tmp_path: Path) -> None:
    pdf = render(receipt() if form == "receipt" else supplement(), paper).pdf
    assert CODE in text_of(pdf, tmp_path)
    for dpi in (203, 203.2, 300):
        assert codes_of(pdf, dpi) == {"QRCode": PAYLOAD, "Code128": CODE}


@PAPERS
@pytest.mark.parametrize(
    ("code", "address"),
    [
        ("TAM-2-261123-0007", ""),
        ("000.17.22.H56-210531-0001", ""),
        (CODE, "https://dichvucong.example.vn/tra-cuu-ho-so?ma="),
        ("H29.A126.B112.C345.D678.E901-261123-000042", "https://dichvucong.example.vn/tra-cuu-ho-so?ma="),
    ],
)
def test_long_codes_and_look_up_addresses_are_read_too(paper: str, code: str, address: str) -> None:
    payload = f"{address}{code}.7K3BCF9H"
    pdf = render(receipt(code=code, qr=payload), paper).pdf
    for dpi in (203, 300):
        assert codes_of(pdf, dpi) == {"QRCode": payload, "Code128": code}


def test_a_sheet_receipt_carries_every_line_of_the_form(tmp_path: Path) -> None:
    text = text_of(render(receipt(competent_unit="Sở Mẫu"), "a5").pdf, tmp_path)
    for wanted in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Phường Mẫu, ngày 23 tháng 11 năm 2026",
        f"Mã hồ sơ: {CODE}",
        "Bộ phận tiếp nhận và trả kết quả: Trung tâm Phục vụ hành chính công phường Mẫu",
        "Tiếp nhận hồ sơ của: NGUYỄN THỊ MẪU",
        "Số CCCD/Căn cước/Hộ chiếu/MST: 079192000001",
        "Địa chỉ: Số 1 đường Ví Dụ, phường Mẫu",
        "Số điện thoại: 0900 000 001 Email: mau@example.vn",
        "Nội dung yêu cầu giải quyết: Cấp Giấy xác nhận tình trạng hôn nhân (mã 1.004873)",
        "Cơ quan có thẩm quyền giải quyết: Sở Mẫu",
        "1. Thành phần hồ sơ nộp gồm:",
        "2. Số lượng hồ sơ: 01 (bộ)",
        "3. Thời gian giải quyết hồ sơ theo quy định là: 03 ngày làm việc",
        "4. Thời gian nhận hồ sơ: 09 giờ 41 phút, ngày 23/11/2026",
        "5. Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 26/11/2026",
        "6. Đăng ký nhận kết quả tại: Quầy",
        "7. Phí, lệ phí (nếu có): 15.000 đồng — Đã thanh toán",
        "Vào Sổ theo dõi hồ sơ, Quyển số: 01, Số thứ tự: 0042",
        "NGƯỜI NỘP HỒ SƠ NGƯỜI TIẾP NHẬN HỒ SƠ",
        "Lê Thị Thử",
        "Điện thoại hỗ trợ: 1900 0000",
        "Mẫu nội bộ",
        "Trang 1/1",
    ):
        assert wanted in text, wanted


def test_the_title_and_lines_come_in_reading_order(tmp_path: Path) -> None:
    text = text_of(render(receipt(), "a4").pdf, tmp_path)
    order = [
        "CỘNG HÒA", "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", "Mã hồ sơ:", "Tiếp nhận hồ sơ của:",
        "1. Thành phần", "Trích lục ghi chú ly hôn", "2. Số lượng", "3. Thời gian", "4. Thời gian",
        "5. Thời gian", "6. Đăng ký", "7. Phí", "NGƯỜI NỘP", "Chú ý:",
    ]  # fmt: skip
    places = [text.index(part) for part in order]
    assert places == sorted(places)


def test_table_a_puts_each_count_in_its_column(tmp_path: Path) -> None:
    text = text_of(render(receipt(), "a4").pdf, tmp_path)
    assert "Bản chính" in text
    for wanted in ("1 Tờ khai cấp Giấy xác nhận tình trạng hôn nhân 01", "2 Trích lục ghi chú ly hôn 02"):
        assert wanted in text


@pytest.mark.parametrize("paper", ["a5", "a4"])
def test_a_wrapped_paper_name_is_read_in_one_piece(paper: str, tmp_path: Path) -> None:
    name = (
        "Văn bản cam đoan về tình trạng hôn nhân của người yêu cầu trong thời gian cư trú tại nhiều nơi khác"
    )
    pdf = render(receipt(papers=(PaperRow("1", name, original="07"),)), paper).pdf
    assert f"1 {name} 07" in text_in_order(pdf)  # as it is read out and copied
    lines = " ".join(text_of(pdf, tmp_path).split())  # as it lies on the sheet: number and count on one line
    assert re.search(rf"1 {name[:20]}.{{10,60}} 07 ", lines)


def test_table_c_ends_with_the_sum(tmp_path: Path) -> None:
    text = text_of(render(certified(), "a5").pdf, tmp_path)
    assert "1 Bằng tốt nghiệp 01 03 6.000 2 Hợp đồng thuê nhà 12 01 17.000 Tổng lệ phí 23.000 đồng" in text


@PAPERS
def test_names_of_120_letters_wrap_and_come_back(paper: str, tmp_path: Path) -> None:
    done = render(receipt(applicant=LONG_NAME, papers=(PaperRow("1", "Tờ khai", original="01"),)), paper)
    assert len(LONG_NAME) > 110
    assert LONG_NAME in text_of(done.pdf, tmp_path)


@PAPERS
def test_thirty_papers_are_all_printed(paper: str, tmp_path: Path) -> None:
    done = render(receipt(papers=many_papers(30)), paper)
    text = text_of(done.pdf, tmp_path)
    assert all(f"Giấy tờ thứ {no} " in text for no in range(1, 31))
    assert done.pages == (1 if paper[0] == "k" else len(opened(done.pdf).pages))
    assert (done.pages > 1) == (paper[0] != "k")


def test_the_supplement_asks_explains_and_dates(tmp_path: Path) -> None:
    text = text_of(render(supplement(), "a5").pdf, tmp_path)
    for wanted in (
        "Số: 07/HDHS",
        "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ",
        "Yêu cầu Ông/Bà hoàn thiện hồ sơ gồm những nội dung sau:",
        "1 Tờ khai có chữ ký 01",
        "Lý do: Tờ khai chưa có chữ ký của người yêu cầu.",
        "Thời hạn bổ sung: 15 ngày kể từ ngày nhận được phiếu này",
        "NGƯỜI HƯỚNG DẪN",
    ):
        assert wanted in text, wanted
    assert "Thời gian trả kết quả" not in text


def test_the_tally_prints_rows_total_indicators_and_proof(tmp_path: Path) -> None:
    text = text_of(render(tally(), "a4").pdf, tmp_path)
    for wanted in (
        "1 Chứng thực 22 2 20 0 22 0 22 0 0 0 0",
        "2 Hộ tịch 14 9 4 1 11 6 5 0 3 3 0",
        "TỔNG CỘNG 36 11 24 1 33 6 27 0 3 3 0",
        "Đúng hạn (theo Bộ chỉ số 766) 35 36 97,22 % 98 % Chưa đạt",
        "SHA-256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "Đầu chuỗi nhật ký: 60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
        "NGƯỜI LẬP BẢNG KÊ",
    ):
        assert wanted in text, wanted


@FORMS
@PAPERS
def test_every_font_is_embedded_and_cut_to_what_is_used(sheet: Sheet, paper: str) -> None:
    with opened(render(sheet, paper).pdf) as pdf:
        fonts = [
            one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"
        ]
        assert fonts
        for font in fonts:
            name = str(font.BaseFont)
            prefix, _, _ = name.removeprefix("/").partition("+")
            assert len(prefix) == 6, name
            assert prefix.isupper(), name
            stream = font.FontDescriptor.FontFile2.read_bytes()
            assert stream[:4] == b"\0\1\0\0", name
            assert len(stream) < 120_000, name
            assert "/ToUnicode" in font, name


@FORMS
def test_language_title_and_creator_are_set_and_no_date_of_today(sheet: Sheet) -> None:
    with opened(render(sheet, "a5").pdf) as pdf:
        assert str(pdf.Root.Lang) == "vi-VN"
        assert str(pdf.docinfo["/Title"]).startswith(sheet.words.title.split("\n")[0])
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:2000")
        assert pdf.Root.ViewerPreferences.DisplayDocTitle


@FORMS
@PAPERS
def test_files_stay_small(sheet: Sheet, paper: str) -> None:
    assert len(render(sheet, paper).pdf) < 80_000


@pytest.mark.parametrize(("paper", "size"), [("a5", (148, 210)), ("a4", (210, 297))])
def test_pages_have_the_size_of_the_paper(paper: str, size: tuple[int, int]) -> None:
    with opened(render(receipt(), paper).pdf) as pdf:
        box = [float(edge) for edge in pdf.pages[0].mediabox]
    assert [round(edge / 72 * 25.4, 2) for edge in box] == [0, 0, *size]


def test_the_roll_is_eighty_millimetres_and_as_long_as_needed() -> None:
    heights = []
    for count in (1, 10):
        with opened(render(receipt(papers=many_papers(count)), "k80").pdf) as pdf:
            box = [float(edge) for edge in pdf.pages[0].mediabox]
        assert round(box[2] / 72 * 25.4, 2) == 80
        heights.append(box[3])
    assert heights[1] > heights[0] + 9 * 15


def test_two_copies_are_two_pages_with_the_same_symbols() -> None:
    done = render(receipt(copy_marks=("Liên 1: Lưu", "Liên 2: Giao người nộp")), "a5")
    assert done.pages == 2
    assert codes_of(done.pdf, 203, 0) == codes_of(done.pdf, 203, 1) == {"QRCode": PAYLOAD, "Code128": CODE}


def test_letters_without_a_glyph_are_told_and_do_not_stop_the_print(tmp_path: Path) -> None:
    done = render(receipt(applicant="NGUYỄN 漢 MẪU"), "a5")
    assert done.substituted == ("漢",)
    assert "Tiếp nhận hồ sơ của: NGUYỄN ? MẪU" in text_of(done.pdf, tmp_path)


def test_markup_in_a_name_is_only_letters(tmp_path: Path) -> None:
    name = "CÔNG TY <b>A&B</b> %s (MẪU) \\n"
    assert name in text_of(render(receipt(applicant=name), "a5").pdf, tmp_path)


CHILD = """
import hashlib, sys
sys.path.insert(0, {root!r})
from printing.render import render
from tests.unit.printing.samples import receipt, supplement, tally
for paper in ("a5", "a4", "k80", "k58"):
    for sheet in (receipt(), supplement(), tally()):
        print(hashlib.sha256(render(sheet, paper).pdf).hexdigest())
"""


def test_another_process_locale_and_time_zone_print_the_same_bytes() -> None:
    outputs = []
    for extra in (
        {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "Asia/Ho_Chi_Minh", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"},
    ):
        done = subprocess.run(
            [sys.executable, "-c", CHILD.format(root=str(ROOT))],
            check=True, capture_output=True, text=True, timeout=120, env={**os.environ, **extra}, cwd=ROOT,
        )  # fmt: skip
        outputs.append(done.stdout.split())
    assert len(outputs[0]) == 12
    assert outputs[0] == outputs[1]


@FORMS
@PAPERS
def test_the_same_sheet_twice_is_the_same_bytes(sheet: Sheet, paper: str) -> None:
    assert render(sheet, paper) == render(sheet, paper)


def test_another_name_is_another_file() -> None:
    assert render(receipt(), "a5").pdf != render(receipt(applicant="TRẦN VĂN THỬ"), "a5").pdf


def test_threads_printing_at_once_get_the_same_bytes_as_one() -> None:
    alone = render(receipt(), "a5")
    found: list[Rendered] = []

    def work() -> None:
        found.extend(render(receipt(), "a5") for _ in range(5))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [alone] * 20
