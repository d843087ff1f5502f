"""Plainly fictional citizens for practice offices: numbers of no province, streets of no town."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

NO_PROVINCE = "999"  # no province has this code (fields 1–3 of an identity number)
_SURNAMES = (
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Huỳnh",
    "Phan",
    "Vũ",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
    "Đinh",
    "Trương",
    "Mai",
    "Tô",
)
_MIDDLE = {
    "male": ("Văn", "Hữu", "Đức", "Quốc", "Minh", "Thanh", "Công", "Xuân", "Ngọc", "Thế"),
    "female": ("Thị", "Ngọc", "Thị Thu", "Thị Bích", "Thùy", "Kim", "Thị Mỹ", "Diệu", "Thanh", "Hoài"),
}
_GIVEN = {
    "male": (
        "Mẫu",
        "An",
        "Bảo",
        "Cường",
        "Dũng",
        "Đạt",
        "Giang",
        "Hải",
        "Hiếu",
        "Khoa",
        "Long",
        "Nam",
        "Phước",
        "Quân",
        "Sơn",
        "Tài",
        "Thắng",
        "Tùng",
        "Ưng",
        "Vinh",
    ),
    "female": (
        "Mẫu",
        "Ánh",
        "Bình",
        "Chi",
        "Dung",
        "Đào",
        "Giang",
        "Hà",
        "Hương",
        "Khuê",
        "Lan",
        "Liễu",
        "Ngân",
        "Nhung",
        "Oanh",
        "Phượng",
        "Quyên",
        "Thảo",
        "Uyên",
        "Yến",
    ),
}
_STREETS = ("đường Mẫu", "đường Ví Dụ", "hẻm Thử Nghiệm", "khu phố Tập Huấn", "tổ Thực Hành")
_OLDEST = date(1950, 1, 1)


@dataclass(frozen=True, slots=True)
class Citizen:
    """Công dân không có thật: the fields a card would give."""

    id_number: str
    full_name: str
    birth_date: date
    sex: str
    address: str
    phone: str


def a_citizen(random: Random, *, today: date) -> Citizen:
    """A new fictional grown-up; the number agrees with sex and year of birth, as a real one would."""
    sex = random.choice(("male", "female"))
    born = _OLDEST + timedelta(days=random.randrange((today - _OLDEST).days - 18 * 366))
    century = (born.year - 1900) // 100 * 2 + (sex == "female")
    name = f"{random.choice(_SURNAMES)} {random.choice(_MIDDLE[sex])} {random.choice(_GIVEN[sex])}"
    return Citizen(
        id_number=f"{NO_PROVINCE}{century}{born.year % 100:02d}{random.randrange(10**6):06d}",
        full_name=name,
        birth_date=born,
        sex=sex,
        address=f"{random.randrange(1, 400)} {random.choice(_STREETS)}, phường Mẫu, tỉnh Mẫu",
        phone=f"0999{random.randrange(10**6):06d}",
    )
