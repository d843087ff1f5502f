"""Plainly fictional official letters as Decree 30/2020 lays them out, with their text in reading order.

Two columns at the head (agency and number; national name, motto, place and date), two at the foot
(recipients; signature), tables with rules, small print. What stands in columns is read column by column,
a table row by row and in it cell by cell.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from scanning.scenes.forms import Sheet
from scanning.scenes.letter_words import JUDGING, TUNING
from scanning.scenes.lettering import face_file

if TYPE_CHECKING:
    from scanning.scenes.letter_words import Stock

LETTERS = ("cong_van", "quyet_dinh", "bang", "to_khai", "chu_nho")
_NATION = "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_MOTTO = "Độc lập - Tự do - Hạnh phúc"
_FAMILIES = {
    "tune": ("liberation-serif", "liberation-serif", "liberation-sans"),
    "judge": ("liberation-serif", "noto-serif", "noto-sans", "be-vietnam"),
}
_INK = (20, 20, 24)


@dataclass(frozen=True, slots=True)
class Letter:
    """A drawn letter: the flat page and where the seal belongs, in pixels from the top-left."""

    sheet: Sheet
    seal: tuple[float, float]  # over the signature, as the rules want it
    text_at: tuple[float, float]  # in the middle of running text


def letter(kind: str, rng: np.random.Generator, *, dpi: int, look: str = "tune") -> Letter:
    """A letter of a kind (`LETTERS`) in the look `tune` or `judge`: other faces, words and measures."""
    pen = _Hand(kind, rng, dpi, look)
    if kind == "to_khai":
        pen.centred_head()
        pen.declaration()
    else:
        pen.head(subject=kind == "cong_van")
        pen.body(kind)
    middle = (pen.page[0] * float(rng.uniform(0.3, 0.7)), pen.y * float(rng.uniform(0.55, 0.8)))
    seal = pen.foot(two=kind == "to_khai")
    bgr = np.ascontiguousarray(np.asarray(pen.image)[:, :, ::-1])
    return Letter(Sheet(bgr, dpi, tuple(pen.lines)), seal, middle)


def a_few_lines(rng: np.random.Generator, *, dpi: int, look: str, rows: int) -> np.ndarray:
    """A nearly empty sheet: some short lines somewhere in its upper two thirds."""
    pen = _Hand("to_khai", rng, dpi, look)
    pen.y = pen.page[1] * float(rng.uniform(0.05, 0.5))
    column = _Column(pen.left, pen.right, pen.y, centred=bool(rng.random() < 0.5))
    for index in rng.permutation(len(pen.stock.sentences))[:rows]:
        pen.put(column, " ".join(pen.stock.sentences[int(index)].split()[: int(rng.integers(3, 9))]))
    return np.ascontiguousarray(np.asarray(pen.image)[:, :, ::-1])


@dataclass(slots=True)
class _Column:
    """A column being filled from the top: its edges, its next line, whether lines are centred."""

    left: float
    right: float
    y: float
    centred: bool = True
    lines: list[str] = field(default_factory=list)


class _Hand:
    def __init__(self, kind: str, rng: np.random.Generator, dpi: int, look: str) -> None:
        self.rng, self.dpi = rng, dpi
        self.stock: Stock = TUNING if look == "tune" else JUDGING
        self.family = str(rng.choice(_FAMILIES[look]))
        self.points = 9.0 if kind == "chu_nho" else float(rng.uniform(12.0, 14.0))
        if self.family in {"noto-serif", "noto-sans", "be-vietnam"}:
            self.points *= 0.9  # these faces are large for their size
        self.page = (round(8.2677 * dpi), round(11.6929 * dpi))
        self.image = Image.new("RGB", self.page, "white")
        self.draw = ImageDraw.Draw(self.image)
        self.left = self.mm(float(rng.uniform(26, 32)))
        self.right = self.page[0] - self.mm(float(rng.uniform(14, 19)))
        self.y = self.mm(float(rng.uniform(14, 22)))
        self.lines: list[str] = []

    def mm(self, millimetres: float) -> float:
        return millimetres / 25.4 * self.dpi

    def font(self, style: str = "regular", scale: float = 1.0) -> ImageFont.FreeTypeFont:
        size = max(6, round(self.points * scale / 72 * self.dpi))
        return ImageFont.truetype(face_file(self.family, style), size)

    def one(self, pick: tuple[str, ...]) -> str:
        return pick[int(self.rng.integers(len(pick)))]

    def put(
        self, column: _Column, text: str, *, style: str = "regular", scale: float = 1.0, rule: float = 0.0
    ) -> None:
        """One line into a column, with a rule of that share of its width below."""
        letters = self.font(style, scale)
        wide = self.draw.textlength(text, font=letters)
        x = (column.left + column.right - wide) / 2 if column.centred else column.left
        self.draw.text((x, column.y), text, fill=_INK, font=letters)
        column.lines.append(text)
        column.y += letters.size * 1.38
        if rule:
            middle, half = x + wide / 2, wide * rule / 2
            self.draw.line((middle - half, column.y, middle + half, column.y), fill=_INK, width=self.hair)
            column.y += self.mm(1.5)

    @property
    def hair(self) -> int:
        return max(1, round(self.dpi / 110))

    def head(self, *, subject: bool) -> None:
        """Agency and number on the left; national name, motto, place and date on the right."""
        share = float(self.rng.uniform(0.40, 0.44))
        gutter = self.left + (self.right - self.left) * share
        left = _Column(self.left - self.mm(8), gutter - self.mm(3), self.y)
        right = _Column(gutter, self.right + self.mm(3), self.y)
        above, issuer = self.stock.offices[int(self.rng.integers(len(self.stock.offices)))]
        number = f"Số: {self.rng.integers(1, 2999)}/{self.one(self.stock.signs)}"
        small = min(1.0, 12.0 / self.points) if self.points > 10 else 1.0
        self.put(left, above, scale=small)
        self.put(left, issuer, style="bold", scale=small, rule=0.5)
        self.put(left, number)
        if subject:
            self.put(left, f"V/v {self.one(self.stock.subjects)[:32].rsplit(' ', 1)[0]}", scale=0.88)
        self.put(right, _NATION, style="bold", scale=small * 0.96)
        self.put(right, _MOTTO, style="bold", rule=0.9)
        day, month = int(self.rng.integers(1, 29)), int(self.rng.integers(1, 13))
        date = f"{self.one(self.stock.places)}, ngày {day:02d} tháng {month:02d} năm 2026"
        self.put(right, date, style="italic")
        self.lines += left.lines + right.lines
        self.y = max(left.y, right.y) + self.mm(6)

    def centred_head(self) -> None:
        column = self.whole()
        self.put(column, _NATION, style="bold")
        self.put(column, _MOTTO, style="bold", rule=0.9)
        column.y += self.mm(5)
        self.put(column, "TỜ KHAI ĐĂNG KÝ (BẢN MẪU)", style="bold", scale=1.08)
        self.take(column, self.mm(3))

    def whole(self, *, centred: bool = True) -> _Column:
        return _Column(self.left, self.right, self.y, centred=centred)

    def take(self, column: _Column, air: float) -> None:
        self.lines += column.lines
        self.y = column.y + air

    def paragraphs(self, pick: tuple[str, ...], count: int, *, style: str = "regular") -> None:
        column = self.whole(centred=False)
        for index in self.rng.permutation(len(pick))[:count]:
            for row in self.wrapped(pick[int(index)], self.right - self.left - self.mm(1), style):
                self.put(column, row, style=style)
            column.y += self.mm(1.2)
        self.take(column, self.mm(1))

    def wrapped(self, text: str, width: float, style: str = "regular", scale: float = 1.0) -> list[str]:
        letters = self.font(style, scale)
        rows: list[str] = []
        for word in text.split():
            longer = f"{rows[-1]} {word}" if rows else word
            if rows and self.draw.textlength(longer, font=letters) <= width:
                rows[-1] = longer
            else:
                rows.append(word)
        return rows

    def body(self, kind: str) -> None:
        title = self.whole()
        if kind == "cong_van":
            self.put(title, f"Kính gửi: Ông (Bà) {self.one(self.stock.people)}")
        elif kind == "quyet_dinh":
            self.put(title, "QUYẾT ĐỊNH (BẢN MẪU)", style="bold")
            self.put(title, f"Về việc {self.one(self.stock.subjects)}", style="bold", rule=0.3)
        else:
            self.put(title, "THÔNG BÁO (BẢN MẪU)", style="bold")
            self.put(title, f"Về việc {self.one(self.stock.subjects)}", style="bold", rule=0.3)
        self.take(title, self.mm(4))
        if kind == "quyet_dinh":
            self.paragraphs(self.stock.bases, 3, style="italic")
        rows = {"cong_van": 6, "quyet_dinh": 5, "bang": 2, "chu_nho": 10}[kind]
        self.paragraphs(self.stock.sentences, rows)
        if kind == "bang":
            self.table(int(self.rng.integers(4, 8)))
            self.paragraphs(self.stock.sentences, 2)
        if kind == "chu_nho":
            self.paragraphs(self.stock.bases, 4, style="italic")
            self.paragraphs(self.stock.sentences, 10)

    def table(self, rows: int) -> None:
        """A ruled table of four columns; long cells take two lines, numbers stand in the middle."""
        shares = (0.0, 0.09, 0.52, 0.74, 1.0)
        edges = [self.left + (self.right - self.left) * share for share in shares]
        heads = ("TT", "Tên giấy tờ", "Số lượng", "Ghi chú")
        level, pad = self.y + self.mm(2), self.mm(1.4)
        levels = [level]
        for row in range(rows + 1):
            low = level
            cells = heads if row == 0 else self.cells(row)
            for index, text in enumerate(cells):
                place = _Column(edges[index] + pad, edges[index + 1] - pad, level + pad)
                place.centred = index in {0, 2} or row == 0
                style = "bold" if row == 0 else "regular"
                for part in self.wrapped(text, place.right - place.left, style, 0.95):
                    self.put(place, part, style=style, scale=0.95)
                self.lines += place.lines
                low = max(low, place.y + pad)
            level = low
            levels.append(level)
        for level in levels:
            self.draw.line((edges[0], level, edges[-1], level), fill=_INK, width=self.hair)
        for edge in edges:
            self.draw.line((edge, levels[0], edge, levels[-1]), fill=_INK, width=self.hair)
        self.y = levels[-1] + self.mm(4)

    def cells(self, row: int) -> tuple[str, str, str, str]:
        note = ("Bản chính", "Đã đối chiếu với bản gốc", "Bản sao")[int(self.rng.integers(3))]
        return str(row), self.one(self.stock.cells), f"{self.rng.integers(1, 9):02d}", note

    def declaration(self) -> None:
        """Fields in lines, two of them beside each other, then text."""
        column = self.whole(centred=False)
        number = f"0{self.rng.integers(10, 99)}0900{self.rng.integers(10000, 99999)}"
        self.put(column, f"Họ, chữ đệm, tên người yêu cầu: {self.one(self.stock.people)}")
        for first, second in (
            ("Ngày, tháng, năm sinh: 05/03/1990", "Giới tính: ghi theo thẻ"),
            ("Dân tộc: Kinh", "Quốc tịch: Việt Nam"),
        ):
            self.put(column, first)
            letters = self.font()
            at = (self.left + self.mm(92), column.y - letters.size * 1.38)
            self.draw.text(at, second, fill=_INK, font=letters)
            column.lines[-1] += f" {second}"
        self.put(column, f"Số định danh cá nhân: {number}")
        self.put(column, f"Nơi cư trú: 12 phố Thí Dụ, {self.one(self.stock.places)}")
        self.take(column, self.mm(2))
        self.paragraphs(self.stock.sentences, 5)

    def foot(self, *, two: bool) -> tuple[float, float]:
        """Recipients or a confirmation on the left, the signature on the right; answers the seal's place."""
        self.y = min(self.y + self.mm(3), self.page[1] - self.mm(68))
        middle = self.left + (self.right - self.left) * 0.46
        left = _Column(self.left, middle, self.y, centred=two)
        right = _Column(middle + self.mm(4), self.right, self.y)
        if two:
            self.put(left, "XÁC NHẬN CỦA CƠ QUAN", style="bold")
            self.put(left, "(Ký, ghi rõ họ tên, đóng dấu)", style="italic", scale=0.95)
            self.put(right, "NGƯỜI KHAI", style="bold")
            self.put(right, "(Ký, ghi rõ họ tên)", style="italic", scale=0.95)
        else:
            self.put(left, "Nơi nhận:", style="bold-italic", scale=0.9)
            for row in ("- Như trên;", "- Lãnh đạo cơ quan (để báo cáo);", "- Lưu: VT, HS."):
                self.put(left, row, scale=0.82)
            self.put(right, f"TM. {self.stock.offices[0][0]}", style="bold")
            self.put(right, self.one(self.stock.posts), style="bold")
        seal = ((left.right if two else right.left) - self.mm(2), right.y + self.mm(8))
        left.y = right.y = max(left.y, right.y) + self.mm(24)
        if two:
            self.put(left, self.one(self.stock.people).title(), style="bold")
        self.put(right, self.one(self.stock.people).title(), style="bold")
        self.lines += left.lines + right.lines
        return seal
