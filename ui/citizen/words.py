"""What the citizen reads: Vietnamese with English under it, whatever language the clerk's window speaks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ui import format as say
from ui.i18n import catalogue

if TYPE_CHECKING:
    from datetime import datetime

MODES = ("vi_en", "vi", "en")


@dataclass(frozen=True, slots=True)
class Both:
    """The same words in both languages."""

    vi: str
    en: str


@cache
def _english() -> dict[str, str]:
    return catalogue("en")


def both(text: str, /, **values: object) -> Both:
    """Literal Vietnamese with the English of the catalogues; `{name}` places are filled in both."""
    english = _english().get(text, text)
    return Both(text.format(**values), english.format(**values)) if values else Both(text, english)


def named(text: str) -> Both:
    """A legal name as it stands on record, with English where a catalogue has it."""
    return Both(text, _english().get(text, text))


def day(moment: datetime) -> Both:
    """`Thứ Năm 26/11/2026`."""
    return Both(say.long_date(moment.date(), "vi"), say.long_date(moment.date(), "en"))


def money(amount: int) -> str:
    """`15.000 đ`, as Vietnamese read it everywhere."""
    return say.money(amount, "vi")


def method(how: str) -> Both:
    """How a fee is paid."""
    return {
        "cash": both("Tiền mặt, nộp tại quầy"),
        "online": both("Thanh toán trực tuyến"),
        "exempt": both("Được miễn"),
        "transfer": both("Quét mã bằng ứng dụng ngân hàng"),
    }.get(how, both("Nộp tại quầy"))


def paper_counted(name: str, pages: int, copies: int) -> str:
    """`Giấy khai sinh · 4 trang × 3 bản`, as it stands on the bill."""
    return both("{name} · {pages} trang × {copies} bản", name=name, pages=pages, copies=copies).vi


def scores() -> tuple[Both, ...]:
    """What one to five mean."""
    return (
        both("Rất không hài lòng"),
        both("Không hài lòng"),
        both("Bình thường"),
        both("Hài lòng"),
        both("Rất hài lòng"),
    )


def training(mode: str) -> str:
    """That nothing here is real: `Tập huấn · Training`."""
    said = both("Tập huấn")
    return {"vi": said.vi, "en": said.en}.get(mode, f"{said.vi} · {said.en}")


def short_name(name: str) -> str:
    """`NGUYỄN T. M.`: the family name and initials."""
    family, *others = name.split() or [""]
    return " ".join((family, *(f"{one[0]}." for one in others)))
