"""QR and CODE128 as modules: exact bars and squares to be drawn as vectors, never as a picture."""

from __future__ import annotations

import functools

from printing.errors import PrintingError

Matrix = tuple[tuple[bool, ...], ...]
Run = tuple[int, int, int]  # row, first column, length

# Bar and space widths of the 107 CODE128 symbols (ISO/IEC 15417, table 1), value 0 to 106 (stop).
_TABLE = """
212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231
113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211
212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131
113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111
314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211
241211 221114 413111 241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141
214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 211214
211232 2331112
"""
_WIDTHS = tuple(_TABLE.split())
_START_B, _START_C, _TO_C, _TO_B, _STOP = 104, 105, 99, 100, 106


@functools.lru_cache(maxsize=64)
def qr_matrix(text: str) -> Matrix:
    """The QR of `text` at error correction Q, smallest version that fits, without the quiet zone.

    Capitals, digits, dot and dash go in alphanumeric mode: 47 characters fit version 3 (29 modules).
    """
    from qrcode.constants import ERROR_CORRECT_Q
    from qrcode.exceptions import DataOverflowError
    from qrcode.main import QRCode
    from qrcode.util import QRData

    symbol = QRCode(error_correction=ERROR_CORRECT_Q, border=0)
    symbol.add_data(QRData(text.encode("utf-8")), optimize=0)
    try:
        symbol.make(fit=True)
    except (DataOverflowError, ValueError) as error:
        raise PrintingError("printing.symbol_too_long") from error
    return tuple(tuple(bool(module) for module in row) for row in symbol.modules)


def runs(matrix: Matrix) -> tuple[Run, ...]:
    """The dark modules as merged horizontal runs, row by row."""
    found: list[Run] = []
    for index, row in enumerate(matrix):
        start = None
        for column, dark in enumerate((*row, False)):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                found.append((index, start, column - start))
                start = None
    return tuple(found)


@functools.lru_cache(maxsize=64)
def code128_bars(text: str) -> tuple[tuple[tuple[int, int], ...], int]:
    """The bars of `text` as (first module, width) and the whole width in modules, without quiet zones."""
    bars: list[tuple[int, int]] = []
    position = 0
    for value in code128_values(text):
        for index, digit in enumerate(_WIDTHS[value]):
            if index % 2 == 0:
                bars.append((position, int(digit)))
            position += int(digit)
    return tuple(bars), position


def code128_values(text: str) -> tuple[int, ...]:
    """Symbol values of `text` with start, check and stop; runs of digits go two to a symbol (code set C)."""
    if not text or any(not " " <= char <= "~" for char in text):
        raise PrintingError("printing.symbol_text")
    values: list[int] = []
    in_c = False
    position = 0
    while position < len(text):
        digits = _digit_run(text, position)
        whole = position == 0 and digits == len(text)
        edge = position == 0 or position + digits == len(text)
        pairs = (digits >= 2 and in_c) or digits >= (4 if edge else 6) or (whole and digits == 2)
        if pairs and not in_c and digits % 2 and position:
            values.append(ord(text[position]) - 32)  # an odd digit stays in set B, then the pairs
            position += 1
            digits -= 1
        if not values:
            values.append(_START_C if pairs else _START_B)
        elif pairs != in_c:
            values.append(_TO_C if pairs else _TO_B)
        in_c = pairs
        if pairs:
            values += [int(text[at : at + 2]) for at in range(position, position + digits - digits % 2, 2)]
            position += digits - digits % 2
        else:
            values.append(ord(text[position]) - 32)
            position += 1
    check = (values[0] + sum(place * value for place, value in enumerate(values[1:], start=1))) % 103
    return (*values, check, _STOP)


def _digit_run(text: str, start: int) -> int:
    """How many digits follow each other from `start`."""
    end = start
    while end < len(text) and "0" <= text[end] <= "9":
        end += 1
    return end - start
