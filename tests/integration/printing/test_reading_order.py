"""What a screen reader or a copied text gets: every form in the order a person reads it, by pdftotext."""

from __future__ import annotations

import subprocess

import pikepdf
import pytest

from tests.helpers.print_gallery import gallery
from tests.integration.printing.readers import opened

NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
ORDER = {
    "giay_tiep_nhan": (
        "UBND PHƯỜNG MẪU", "GIẤY TIẾP NHẬN HỒ SƠ", "H29.26.112-261123-0042", "NGUYỄN THỊ MẪU",
        "Tờ khai cấp Giấy xác nhận", "Trích lục ghi chú ly hôn", "Lê Thị Thử",
    ),
    "phieu_bo_sung": (
        "UBND PHƯỜNG MẪU", "PHIẾU YÊU CẦU BỔ SUNG", "NGUYỄN THỊ MẪU", "Tờ khai có chữ ký", "Lý do:",
        "Thời hạn bổ sung:", "Lê Thị Thử",
    ),
    "phieu_tu_choi": (
        "UBND PHƯỜNG MẪU", "PHIẾU TỪ CHỐI", "NGUYỄN THỊ MẪU", "Địa chỉ:", "Qua xem xét", "Lý do:", "Căn cứ:",
        "Xin thông báo", "NGƯỜI TIẾP NHẬN HỒ SƠ",
    ),
    "vb_xin_loi": (
        "UBND PHƯỜNG MẪU", "VĂN BẢN XIN LỖI", "NGUYỄN THỊ MẪU", "Qua xem xét", "Nơi nhận:", "- Như trên;",
        "THỦ TRƯỞNG",
    ),
    "ban_giao": ("DANH SÁCH BÀN GIAO", "Bên giao:", "Bên nhận:", "0001", "0002", "0012", "BÊN GIAO"),
    "ds_tiep_nhan": ("ĐÃ TIẾP NHẬN", "NGUYỄN THỊ MẪU", "0001", "0002", "0003", "45.000 đồng"),
    "bang_ke_ngay": ("BẢNG KÊ", "Chứng thực", "Hộ tịch", "TỔNG CỘNG", "Đúng hạn (theo II.06a)", "SHA-256"),
    "so_theo_doi": ("SỔ THEO DÕI HỒ SƠ", "Năm: 2026", "0001", "0002", "0030"),
}  # fmt: skip
FORMS = [name for name in gallery() if name.partition(".")[0] in ORDER]


def text_in_order(pdf: bytes) -> str:
    """The words as they stand in the file."""
    done = subprocess.run(
        ["pdftotext", "-raw", "-enc", "UTF-8", "-", "-"],
        input=pdf,
        check=True,
        capture_output=True,
        timeout=60,
    )
    return " ".join(done.stdout.decode("utf-8").split())


@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_told_in_the_order_it_is_read(name: str) -> None:
    text = text_in_order(gallery()[name]())
    at = 0
    for part in ORDER[name.partition(".")[0]]:
        found = text.find(part, at)
        assert found >= 0, (part, text[at : at + 300])
        at = found


@pytest.mark.parametrize("name", [n for n in FORMS if n[-2:] in ("a4", "a5") and n[:2] != "so"])
def test_the_nations_name_and_motto_are_told_one_after_the_other(name: str) -> None:
    text = text_in_order(gallery()[name]())
    assert " ".join(NATION) in text


@pytest.mark.parametrize("name", sorted(gallery()))
def test_every_paper_tells_its_language_and_title_and_holds_its_own_typefaces(name: str) -> None:
    with opened(gallery()[name]()) as pdf:
        assert str(pdf.Root.Lang) == "vi-VN"
        assert str(pdf.docinfo["/Title"]).strip()
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        fonts = [
            one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"
        ]
        assert fonts
        for font in fonts:
            assert str(font.BaseFont)[7] == "+", "a subset says so in its name"
            assert "/FontFile2" in font.FontDescriptor
            assert "/ToUnicode" in font
