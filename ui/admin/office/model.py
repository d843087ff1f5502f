"""The office as frozen data: its profiles by day, its reception points, what was typed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ui.admin.parts.reading import day_text
from ui.admin.parts.sheet import ON, Col, Kind, Problem, Sheet
from ui.admin.parts.spec import Control, Spec
from ui.i18n import tr
from ui.keys import cap_of
from ui.tokens import Tone
from ui.widgets.paint import ChipSpec
from ui.widgets.table import Cell

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from desk.office.rows import PointCard, ProfileCard
    from ui.admin.parts.sheet import Line

FIELDS = ("code", "name", "parent", "place", "address", "hotline", "lookup_url")
CODE = re.compile(r"[A-Z0-9]+(?:[.-][A-Z0-9]+)*")


def profile_specs() -> tuple[Spec, ...]:
    """The fields of a profile."""
    return (
        Spec("code", tr("Mã đơn vị"), Control.CODE, span=4, hint=tr("ví dụ {code}", code="H29.26.112")),
        Spec("name", tr("Tên bộ phận một cửa"), span=8),
        Spec("parent", tr("Cơ quan chủ quản"), span=6),
        Spec("place", tr("Địa danh ghi trên giấy"), span=6),
        Spec("address", tr("Địa chỉ"), span=8),
        Spec("hotline", tr("Đường dây nóng"), Control.CODE, span=4),
        Spec("lookup_url", tr("Trang tra cứu (in trong mã QR)"), span=12),
    )


def point_cols() -> tuple[Col, ...]:
    """The columns of the reception points."""
    return (
        Col("code", tr("Mã điểm"), share=0, least=110, hint="DIEM-2"),
        Col("name", tr("Tên điểm tiếp nhận"), share=5, least=180),
        Col("address", tr("Địa chỉ"), share=6, least=180),
        Col("mobile", tr("Lưu động"), Kind.FLAG, share=0),
        Col("active", tr("Đang mở"), Kind.FLAG, share=0),
        Col("here", tr("Máy này"), Kind.FIXED, share=0, least=76),
    )


def profile_values(card: ProfileCard) -> dict[str, str]:
    """A profile as it is typed."""
    return {key: str(getattr(card, key)) for key in FIELDS}


def point_row(card: PointCard) -> dict[str, str]:
    """A point as it is typed."""
    return {
        "code": card.code,
        "name": card.name,
        "address": card.address,
        "mobile": ON if card.mobile else "",
        "active": ON if card.active else "",
        "here": tr("tại đây") if card.here else "",
    }


def point_words(values: Mapping[str, str]) -> dict[str, str]:
    """The cells of a point that only tell, in the window's language."""
    return {"here": tr("tại đây") if values.get("here") else ""}


def points_of(sheet: Sheet) -> tuple[PointCard, ...]:
    """The points that saving would change; a row taken out is closed, never removed."""
    return tuple(_point(line) for line in sheet.changes)


def _point(line: Line) -> PointCard:
    from desk.office.rows import PointCard

    return PointCard(
        code=line.value("code").strip().upper(),
        name=line.value("name").strip(),
        address=line.value("address").strip(),
        mobile=line.value("mobile") == ON,
        active=line.value("active") == ON and not line.gone,
    )


def point_problems(sheet: Sheet) -> tuple[Problem, ...]:
    """What is wrong in the points, cell by cell."""
    found = []
    codes = [line.value("code").strip().upper() for line in sheet.standing]
    for line in sheet.standing:
        code = line.value("code").strip().upper()
        if not CODE.fullmatch(code):
            words = tr("Mã điểm gồm chữ không dấu, số, dấu chấm hoặc gạch nối, ví dụ DIEM-2.")
            found.append(Problem(line.id, "code", words))
        elif codes.count(code) > 1:
            found.append(Problem(line.id, "code", tr("Mã {code} có hai dòng.", code=code)))
        elif line.stored is not None and code != line.stored.get("code"):
            words = tr(
                "Mã điểm đã dùng thì giữ nguyên. Thêm điểm mới ({add}), rồi đóng điểm cũ.",
                add=cap_of("admin.add"),
            )
            found.append(Problem(line.id, "code", words))
        if not line.value("name").strip():
            found.append(Problem(line.id, "name", tr("Thiếu tên điểm tiếp nhận.")))
    return tuple(found)


def profile_problems(values: Mapping[str, str]) -> dict[str, str]:
    """What is wrong in the profile, by field."""
    found = {}
    if not CODE.fullmatch(values.get("code", "").strip().upper()):
        found["code"] = tr("Mã đơn vị gồm chữ không dấu, số, dấu chấm hoặc gạch nối.")
    if not values.get("name", "").strip():
        found["name"] = tr("Thiếu tên đơn vị.")
    return found


@dataclass(frozen=True, slots=True)
class OfficeState:
    """Everything the views paint."""

    today: date
    view: str = "profile"  # profile | points
    profiles: tuple[ProfileCard, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    stored: Mapping[str, str] = field(default_factory=dict)
    valid_from: str = ""
    points: Sheet = field(default_factory=lambda: Sheet(point_cols()))
    busy: bool = False
    failure: str = ""
    gap: str = ""

    @property
    def changed(self) -> dict[str, str]:
        """The fields of the profile typed in."""
        return {key: text.strip() for key, text in self.values.items() if text != self.stored.get(key, "")}

    @property
    def dirty(self) -> bool:
        """Whether anything is not saved."""
        return bool(self.changed) or self.points.dirty


def in_force(profiles: tuple[ProfileCard, ...], day: date) -> ProfileCard | None:
    """The profile that holds on a day."""
    held = [one for one in profiles if one.valid_from <= day]
    return held[-1] if held else profiles[0] if profiles else None


# ---- lists ------------------------------------------------------------------------------------------


def from_cell(card: ProfileCard) -> Cell:
    """The first day of a profile."""
    return Cell(day_text(card.valid_from), number=True)


def office_cell(card: ProfileCard) -> Cell:
    """The name over the unit code."""
    return Cell(card.name, sub=card.code)


def status_cell(card: ProfileCard, *, holds: ProfileCard | None, today: date) -> Cell:
    """Whether a profile holds, held, or will."""
    if card is holds:
        return Cell(chip=ChipSpec(tr("Đang áp dụng"), Tone.OK, "circle-check"))
    if card.valid_from > today:
        return Cell(chip=ChipSpec(tr("Sắp áp dụng"), Tone.INFO, "calendar-clock"))
    return Cell(chip=ChipSpec(tr("Trước đây"), Tone.MUTED, "history"))
