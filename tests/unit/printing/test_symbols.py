from __future__ import annotations

import numpy as np
import pytest
import segno
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from printing.errors import PrintingError
from printing.symbols import code128_bars, code128_values, qr_matrix, runs
from tests.unit.printing.samples import CODE, PAYLOAD

CODES = [CODE, "TAM-2-261123-0007", "000.17.22.H56-210531-0001", "H29.A126.B112.C345.D678.E901-261123-000042"]
ASCII = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=30)


def picture_of_bars(text: str) -> np.ndarray:
    bars, width = code128_bars(text)
    found = np.full((60, (width + 24) * 3), 255, np.uint8)
    for first, length in bars:
        found[10:-10, (12 + first) * 3 : (12 + first + length) * 3] = 0
    return found


def picture_of_qr(text: str) -> np.ndarray:
    matrix = np.array(qr_matrix(text))
    return np.kron(np.pad(np.where(matrix, 0, 255), 4, constant_values=255), np.ones((4, 4))).astype(np.uint8)


def read(picture: np.ndarray) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(picture)]


@pytest.mark.parametrize(
    "text", [*CODES, "12", "123", "1234", "12345", "A1", "1A2345678B", "AB123456", "123456AB"]
)
def test_an_independent_reader_reads_the_barcode(text: str) -> None:
    assert read(picture_of_bars(text)) == [text]


@settings(max_examples=60, deadline=None)
@given(ASCII)
def test_every_printable_text_comes_back_from_the_barcode(text: str) -> None:
    found = [code.bytes.decode("ascii") for code in zxingcpp.read_barcodes(picture_of_bars(text))]
    assert found == [text]


def test_the_check_symbol_is_the_weighted_sum_of_the_standard() -> None:
    # Worked by hand: start B 104, "A" 33, "B" 34; (104 + 1*33 + 2*34) mod 103 = 102; stop 106.
    assert code128_values("AB") == (104, 33, 34, 102, 106)


def test_digits_in_pairs_shorten_the_barcode() -> None:
    assert code128_values("261123") == (105, 26, 11, 23, (105 + 26 + 22 + 69) % 103, 106)


@pytest.mark.parametrize("text", ["", "Đ-1", "A\n1"])
def test_text_that_a_barcode_cannot_carry_is_refused(text: str) -> None:
    with pytest.raises(PrintingError) as caught:
        code128_values(text)
    assert (caught.value.code, caught.value.environment) == ("printing.symbol_text", False)


@pytest.mark.parametrize("text", [PAYLOAD, "https://tra-cuu.example.vn/hs?ma=" + PAYLOAD])
def test_an_independent_reader_reads_the_qr(text: str) -> None:
    codes = zxingcpp.read_barcodes(picture_of_qr(text))
    assert [(code.text, code.ec_level) for code in codes] == [(text, "Q")]


@pytest.mark.parametrize("code", CODES[:3])
def test_the_receipt_payload_stays_within_version_three(code: str) -> None:
    assert len(qr_matrix(f"{code}.7K3BCF9H")) <= 29  # 17 + 4 * 3


def test_the_second_encoder_draws_the_same_modules() -> None:
    ours = qr_matrix(PAYLOAD)
    same = [
        mask
        for mask in range(8)
        if tuple(
            tuple(bool(module) for module in row)
            for row in segno.make_qr(PAYLOAD, error="q", version=3, mask=mask, boost_error=False).matrix
        )
        == ours
    ]
    assert len(same) == 1


def test_a_payload_beyond_every_version_is_refused() -> None:
    with pytest.raises(PrintingError, match="symbol_too_long"):
        qr_matrix("A" * 5000)


def test_runs_cover_exactly_the_dark_modules() -> None:
    matrix = qr_matrix(PAYLOAD)
    painted = [[False] * len(matrix) for _ in matrix]
    for row, first, length in runs(matrix):
        for column in range(first, first + length):
            assert not painted[row][column]
            painted[row][column] = True
    assert tuple(tuple(row) for row in painted) == matrix


def test_runs_merge_neighbours() -> None:
    assert runs(((True, True, False, True), (False, False, False, False))) == ((0, 0, 2), (0, 3, 1))
