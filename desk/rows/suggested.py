"""What a page seems to say of itself: offered to the clerk, never filled in unasked."""

from __future__ import annotations

from dataclasses import dataclass

SUGGESTED = ("number", "issued_on", "issuer", "subject", "full_name", "birth_date", "id_number")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Gợi ý từ giấy tờ: one field as read on a page, where it stands there, and how sure that is.

    `field` is one of `SUGGESTED`: số/ký hiệu, ngày ban hành, cơ quan ban hành, trích yếu, họ tên, ngày sinh,
    số định danh. Personal data: shown on the screen, never logged.
    """

    field: str
    value: str  # ready for the field: NFC, a day as YYYY-MM-DD, a person's name in capitals
    shown: str  # as it stands on the paper
    confidence: float  # 0 to 1
    page: int = 1  # of its file, from 1
    box: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)  # left, top, right, bottom: shares of it
