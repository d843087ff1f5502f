"""Plainly fictional Vietnamese A4 papers: an application, a declaration, a plain letter, a decision."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw

from scanning.scenes.lettering import font

if TYPE_CHECKING:
    from numpy.typing import NDArray

KINDS = ("to_khai", "don", "thu", "quyet_dinh")
PEOPLE = ("NGUYỄN VĂN MẪU", "TRẦN THỊ VÍ DỤ", "LÊ HOÀNG THỬ", "PHẠM ĐỨC GIẢ ĐỊNH", "VÕ NGỌC THÍ DỤ")
_TITLES = {
    "to_khai": "TỜ KHAI ĐĂNG KÝ (BẢN MẪU)",
    "don": "ĐƠN ĐỀ NGHỊ XÁC NHẬN (BẢN MẪU)",
    "thu": "GIẤY TRÌNH BÀY (BẢN MẪU)",
    "quyet_dinh": "QUYẾT ĐỊNH (BẢN MẪU)",
}
_SENTENCES = (
    "Tôi xin trình bày với Uỷ ban nhân dân phường Mẫu nội dung sau đây.",
    "Những lời khai trên là đúng sự thật, nếu sai tôi hoàn toàn chịu trách nhiệm.",
    "Đề nghị quý cơ quan xem xét, giải quyết trong thời hạn quy định.",
    "Giấy tờ kèm theo gồm bản sao hộ khẩu, giấy khai sinh và ảnh chân dung.",
    "Căn cứ Luật Tổ chức chính quyền địa phương và các văn bản hướng dẫn thi hành.",
    "Hồ sơ được nộp trực tiếp tại Bộ phận Một cửa vào giờ hành chính.",
    "Thời gian cư trú tại địa chỉ nêu trên là mười hai năm bốn tháng.",
    "Xét đề nghị của công chức Tư pháp – Hộ tịch phường Mẫu.",
    "Người được uỷ quyền có trách nhiệm xuất trình giấy tờ khi nhận kết quả.",
    "Trường hợp cần bổ sung, đề nghị thông báo theo số điện thoại đã ghi.",
)
_FIELDS = {
    "Ngày sinh": "05/03/1990",
    "Giới tính": "ghi theo căn cước",
    "Nơi cư trú": "12 phố Thí Dụ, phường Mẫu",
    "Số điện thoại": "0900000000",
    "Nghề nghiệp": "Giáo viên",
    "Dân tộc": "Kinh",
    "Quê quán": "tỉnh Mẫu",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One flat page: its picture, the resolution it was drawn at and its lines, top to bottom."""

    bgr: NDArray[np.uint8]
    dpi: int
    lines: tuple[str, ...]


def form(kind: str, rng: np.random.Generator, *, dpi: int = 150, person: str | None = None) -> Sheet:
    """An A4 paper of the kind: heading, text, a table, now and then a red stamp and a blue signature."""
    pen = _Pen(dpi, rng)
    drawn = str(rng.choice(PEOPLE))
    person = person or drawn
    pen.heading(_TITLES[kind])
    if kind in {"to_khai", "don"}:
        pen.fields(person)
    pen.paragraphs(int(rng.integers(3, 6)))
    if kind in {"to_khai", "quyet_dinh"}:
        pen.table(rows=int(rng.integers(4, 8)))
    pen.paragraphs(int(rng.integers(1, 4)))
    pen.signature(person, stamp=kind == "quyet_dinh" or bool(rng.random() < 0.4))
    return Sheet(pen.finished(), dpi, tuple(pen.lines))


class _Pen:
    """Writes down one page, line after line."""

    def __init__(self, dpi: int, rng: np.random.Generator) -> None:
        self.dpi, self.rng = dpi, rng
        self.size = (round(8.2677 * dpi), round(11.6929 * dpi))
        self.image = Image.new("RGB", self.size, "white")
        self.draw = ImageDraw.Draw(self.image)
        self.lines: list[str] = []
        self.text_pixels = round(float(rng.uniform(11, 13)) / 72 * dpi)
        self.face = str(rng.choice(["serif", "serif", "sans"]))
        self.left, self.right = self.mm(26), self.size[0] - self.mm(18)
        self.y = self.mm(float(rng.uniform(14, 24)))

    def mm(self, millimetres: float) -> int:
        return round(millimetres / 25.4 * self.dpi)

    def line(
        self, text: str, *, x: float | None = None, bold: bool = False, centre: float | None = None
    ) -> None:
        letters = font(f"{self.face}-bold" if bold else self.face, self.text_pixels)
        if centre is not None:
            x = centre - self.draw.textlength(text, font=letters) / 2
        self.draw.text((self.left if x is None else x, self.y), text, fill=(20, 20, 24), font=letters)
        self.lines.append(text)
        self.y += round(self.text_pixels * 1.5)

    def heading(self, title: str) -> None:
        middle = self.size[0] / 2
        self.line("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, centre=middle)
        self.line("Độc lập – Tự do – Hạnh phúc", bold=True, centre=middle)
        self.draw.line(
            (middle - self.mm(28), self.y, middle + self.mm(28), self.y), fill=(20, 20, 24), width=2
        )
        self.y += self.mm(8)
        self.line(title, bold=True, centre=middle)
        self.y += self.mm(4)

    def fields(self, person: str) -> None:
        self.line(f"Họ và tên: {person}")
        for name in self.rng.permutation(list(_FIELDS))[:5]:
            self.line(f"{name}: {_FIELDS[str(name)]}")

    def paragraphs(self, count: int) -> None:
        letters = font(self.face, self.text_pixels)
        for index in self.rng.permutation(len(_SENTENCES))[:count]:
            row = ""
            for word in _SENTENCES[int(index)].split():
                longer = f"{row} {word}".strip()
                if self.draw.textlength(longer, font=letters) > self.right - self.left:
                    self.line(row)
                    longer = word
                row = longer
            self.line(row)
            self.y += self.mm(1.5)

    def table(self, *, rows: int) -> None:
        self.y += self.mm(3)
        top, pitch = self.y, round(self.text_pixels * 1.9)
        columns = [self.left, self.left + self.mm(14), self.left + self.mm(90), self.right]
        for row in range(rows + 1):
            level = top + row * pitch
            self.draw.line((columns[0], level, columns[-1], level), fill=(30, 30, 30), width=2)
        for column in columns:
            self.draw.line((column, top, column, top + rows * pitch), fill=(30, 30, 30), width=2)
        for row in range(rows):
            self.y = top + row * pitch + self.text_pixels // 3
            words = (
                ("TT", "Tên giấy tờ", "Ghi chú") if row == 0 else (str(row), f"Bản sao số {row}", "Bản chính")
            )
            for column, word in zip(columns, words, strict=False):
                self.draw.text(
                    (column + self.mm(2), self.y),
                    word,
                    fill=(20, 20, 24),
                    font=font(self.face, self.text_pixels),
                )
            self.lines.append(" ".join(words))
        self.y = top + rows * pitch + self.mm(4)

    def signature(self, person: str, *, stamp: bool) -> None:
        self.y = min(self.y + self.mm(4), self.size[1] - self.mm(62))
        centre = self.size[0] * 0.72
        self.line("Phường Mẫu, ngày 23 tháng 11 năm 2026", centre=centre)
        self.line("NGƯỜI KÝ (MẪU)", bold=True, centre=centre)
        middle = (centre, self.y + self.mm(14))
        self._scrawl(middle)
        if stamp:
            self._stamp((middle[0] - self.mm(14), middle[1]))
        self.y += self.mm(28)
        self.line(person, bold=True, centre=centre)

    def _scrawl(self, middle: tuple[float, float]) -> None:
        steps = np.linspace(0, 1, 90)
        waves = self.rng.uniform(2, 7, size=3)
        x = middle[0] + self.mm(26) * (steps - 0.5) + self.mm(3) * np.sin(waves[0] * 6 * steps)
        y = (
            middle[1]
            + self.mm(5) * np.sin(waves[1] * 5 * steps) * (1 - steps)
            + self.mm(2) * np.cos(waves[2] * 7 * steps)
        )
        self.draw.line(
            list(zip(x.tolist(), y.tolist(), strict=True)), fill=(38, 52, 150), width=max(2, self.mm(0.5))
        )

    def _stamp(self, middle: tuple[float, float]) -> None:
        radius, box = self.mm(17), self.mm(36)
        seal = Image.new("RGB", (box, box), "white")
        pen, centre, red = ImageDraw.Draw(seal), box / 2, (206, 40, 44)
        for ring, width in ((radius, 4), (radius * 0.66, 2)):
            pen.ellipse(
                (centre - ring, centre - ring, centre + ring, centre + ring), outline=red, width=width
            )
        letters = font("sans-bold", max(8, self.mm(2.6)))
        pen.text((centre, centre), "MẪU", fill=red, font=font("sans-bold", self.mm(6)), anchor="mm")
        for index, letter in enumerate("PHƯỜNG MẪU · KHÔNG CÓ GIÁ TRỊ · "):
            angle = index / 32 * 2 * math.pi
            at = (centre + radius * 0.83 * math.cos(angle), centre + radius * 0.83 * math.sin(angle))
            pen.text(at, letter, fill=red, font=letters, anchor="mm")
        turned = seal.rotate(
            float(self.rng.uniform(-15, 15)), fillcolor="white", resample=Image.Resampling.BILINEAR
        )
        corner = (round(middle[0] - centre), round(middle[1] - centre))
        under = self.image.crop((*corner, corner[0] + box, corner[1] + box))
        mixed = np.minimum(np.asarray(under), np.asarray(turned))
        self.image.paste(Image.fromarray(mixed), corner)

    def finished(self) -> NDArray[np.uint8]:
        return np.ascontiguousarray(np.asarray(self.image)[:, :, ::-1])
