"""Codes in pictures: exact Vietnamese, any angle, nothing invented."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import cv2
import numpy as np
import pytest
import qrcode
import zxingcpp

from scanning.codes.reading import Code, read_card, read_card_in, read_codes, read_codes_in
from scanning.errors import ScanningError

CARD = "079090000123||BÙI XUÂN ƯNG|05031990|Nam|12 Phố Thí Dụ, Phường Mẫu|01052021"
# Short names whose few non-ASCII bytes other decoders take for another character set.
SHORT_NAMES = ("Bùi Xuân Ưng", "Ỷ", "Đỗ Ẩn", "Lê Ỏng", "Hà", "Vũ Ước", "Tạ Ý", "Ngô Thuỵ")


def qr(text: str, *, module: int = 5, quiet: int = 4) -> np.ndarray:
    """A QR in byte mode without ECI, as cards are printed."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=quiet, box_size=1)
    code.add_data(qrcode.util.QRData(text.encode(), mode=qrcode.util.MODE_8BIT_BYTE))
    code.make(fit=True)
    bits = np.array(code.get_matrix(), np.uint8)
    return np.kron((1 - bits) * 255, np.ones((module, module), np.uint8)).astype(np.uint8)


def code128(text: str, *, module: int = 3, height: int = 90) -> np.ndarray:
    """A CODE128 with its quiet zones."""
    row = np.array(zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code128).to_image(scale=1))[0]
    bars = np.repeat(np.where(row > 127, 255, 0), module).astype(np.uint8)
    padded = np.concatenate([np.full(12 * module, 255, np.uint8), bars, np.full(12 * module, 255, np.uint8)])
    return np.tile(padded, (height, 1))


def on_paper(*symbols: np.ndarray, width: int = 900, gap: int = 60) -> np.ndarray:
    """The symbols one under the other on a light sheet, BGR."""
    height = sum(symbol.shape[0] for symbol in symbols) + gap * (len(symbols) + 1)
    sheet = np.full((height, width), 236, np.uint8)
    top = gap
    for symbol in symbols:
        sheet[top : top + symbol.shape[0], 80 : 80 + symbol.shape[1]] = symbol
        top += symbol.shape[0] + gap
    return cv2.cvtColor(sheet, cv2.COLOR_GRAY2BGR)


def rotated(bgr: np.ndarray, degrees: float) -> np.ndarray:
    height, width = bgr.shape[:2]
    side = int(np.hypot(height, width)) + 20
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    turn[:, 2] += [side / 2 - width / 2, side / 2 - height / 2]
    return cv2.warpAffine(bgr, turn, (side, side), borderValue=(236, 236, 236))


def saved(folder: Path, bgr: np.ndarray, name: str = "anh.png") -> Path:
    path = folder / name
    path.write_bytes(cv2.imencode(path.suffix, bgr)[1].tobytes())
    return path


def test_a_card_is_read_letter_by_letter() -> None:
    assert read_codes_in(on_paper(qr(CARD))) == (Code("QR", CARD),)


@pytest.mark.parametrize("name", SHORT_NAMES)
def test_short_vietnamese_names_are_not_taken_for_another_character_set(name: str) -> None:
    assert [code.text for code in read_codes_in(on_paper(qr(name)))] == [name]


def test_letters_written_with_separate_marks_come_back_composed() -> None:
    apart = unicodedata.normalize("NFD", "NGUYỄN THỊ HƯỜNG")
    assert read_codes_in(on_paper(qr(apart)))[0].text == "NGUYỄN THỊ HƯỜNG"


def test_bytes_that_are_no_utf8_are_left_to_the_decoder_not_dropped() -> None:
    code = qrcode.QRCode(border=4, box_size=1)
    code.add_data(qrcode.util.QRData("Café".encode("latin-1"), mode=qrcode.util.MODE_8BIT_BYTE))
    code.make()
    bits = np.kron((1 - np.array(code.get_matrix(), np.uint8)) * 255, np.ones((5, 5), np.uint8))
    assert [found.text for found in read_codes_in(on_paper(bits.astype(np.uint8)))] == ["Café"]


@pytest.mark.parametrize("angle", [0, 37, 90, 155, 180, 270])
def test_qr_and_code128_of_a_receipt_are_read_at_any_angle(angle: int) -> None:
    sheet = on_paper(code128("H99.01-261123-0007"), qr("H99.01-261123-0007.BC7Q2RST"))
    found = {(code.format, code.text) for code in read_codes_in(rotated(sheet, angle), effort="high")}
    assert found == {("QR", "H99.01-261123-0007.BC7Q2RST"), ("CODE128", "H99.01-261123-0007")}


def test_the_same_code_twice_on_a_sheet_is_given_once() -> None:
    assert len(read_codes_in(on_paper(qr(CARD), qr(CARD)), effort="high")) == 1


def test_codes_come_from_top_to_bottom() -> None:
    first, second = "H99.01-261123-0001", "H99.01-261123-0002"
    assert [code.text for code in read_codes_in(on_paper(qr(second), qr(first)))] == [second, first]


def test_a_small_blurred_code_is_read_by_enlarging_where_one_look_fails() -> None:
    sheet = cv2.resize(on_paper(qr(CARD, module=8)), None, fx=0.23, fy=0.23, interpolation=cv2.INTER_AREA)
    soft = np.asarray(cv2.GaussianBlur(sheet, (0, 0), 0.9), np.uint8)
    assert read_codes_in(soft, effort="frame") == ()
    assert [code.text for code in read_codes_in(soft, effort="high")] == [CARD]


def test_a_code_smeared_by_a_moving_hand_is_read_after_taking_the_motion_back() -> None:
    sheet = cv2.resize(on_paper(qr(CARD, module=5)), None, fx=0.75, fy=0.75, interpolation=cv2.INTER_AREA)
    smear = np.zeros((9, 9), np.float32)
    smear[4, :] = 1 / 9
    moved = np.asarray(cv2.filter2D(sheet, -1, smear), np.uint8)
    assert read_codes_in(moved, effort="frame") == ()
    assert [code.text for code in read_codes_in(moved, effort="high")] == [CARD]


def test_texture_and_text_give_no_code_at_all() -> None:
    rng = np.random.default_rng(4)
    noise = rng.integers(0, 255, (500, 700, 3), dtype=np.uint8)
    page = np.full((700, 500, 3), 255, np.uint8)
    for row in range(20, 680, 22):
        page[row : row + 12, 30:470][rng.random((12, 440)) < 0.4] = 0
    assert read_codes_in(noise, effort="high") == ()
    assert read_codes_in(page, effort="high") == ()


def test_other_kinds_of_barcode_are_not_answered() -> None:
    ean = np.array(zxingcpp.create_barcode("4006381333931", zxingcpp.BarcodeFormat.EAN13).to_image(scale=3))
    assert read_codes_in(on_paper(ean), effort="high") == ()


def test_a_file_with_a_vietnamese_name_is_read(tmp_path: Path) -> None:
    path = saved(tmp_path, on_paper(qr(CARD)), "ảnh thẻ căn cước.png")
    assert read_codes(path) == (Code("QR", CARD),)


def test_a_file_that_is_no_picture_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "the.jpg"
    path.write_text("đây là chữ")
    with pytest.raises(ScanningError) as refusal:
        read_codes(path)
    assert refusal.value.code == "image.unreadable"


def test_the_card_is_picked_out_by_the_rule_handed_in(tmp_path: Path) -> None:
    path = saved(tmp_path, on_paper(qr("https://example.invalid/khac"), qr(CARD)))
    assert read_card(path, lambda text: text.count("|") >= 5) == CARD


def test_no_card_means_none_within_the_time_given() -> None:
    assert read_card_in(on_paper(qr("KHONG PHAI THE")), lambda text: "|" in text, seconds=0.2) is None
