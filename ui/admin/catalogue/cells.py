"""How procedures and their versions read in lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui import format as say
from ui.admin.catalogue.columns import online_choices
from ui.admin.parts.reading import day_text
from ui.i18n import tr
from ui.tokens import Tone
from ui.widgets.paint import ChipSpec
from ui.widgets.table import Cell

if TYPE_CHECKING:
    from desk.catalogue.rows import CatalogueEntry, VersionCard
    from desk.rows import ProcedureCard


def name_cell(entry: CatalogueEntry) -> Cell:
    """Name over code."""
    return Cell(("★ " if entry.card.favourite else "") + entry.name, sub=entry.code)


def term_words(card: ProcedureCard) -> str:
    """The legal term in words."""
    words = {
        "same_day": tr("trong ngày"),
        "working_day": tr("{count} ngày làm việc", count=card.time_limit or 0),
        "calendar_day": tr("{count} ngày", count=card.time_limit or 0),
        "working_hour": tr("{count} giờ làm việc", count=card.time_limit or 0),
    }
    return words.get(card.time_unit or "", tr("chưa đặt thời hạn"))


def term_cell(entry: CatalogueEntry) -> Cell:
    """Term over fee."""
    fee = entry.card.fee
    said = tr("chưa đặt lệ phí") if fee is None else say.money(fee) if fee else tr("không lệ phí")
    return Cell(term_words(entry.card), sub=said, strong=False)


def field_cell(entry: CatalogueEntry) -> Cell:
    """The field over how it may be filed."""
    level = entry.card.online_level
    return Cell(entry.field, sub=dict(online_choices()).get(level, level), strong=False)


def status_chip(status: str, *, suspended: bool = False) -> ChipSpec:
    """Where a version stands, as a chip."""
    if suspended and status == "in_force":
        return ChipSpec(tr("Tạm dừng"), Tone.WARN, "circle-pause")
    words, tone, icon = {
        "in_force": (tr("Đang áp dụng"), Tone.OK, "circle-check"),
        "upcoming": (tr("Sắp áp dụng"), Tone.INFO, "calendar-clock"),
        "ended": (tr("Hết hiệu lực"), Tone.MUTED, "ban"),
    }.get(status, (tr("Mới"), Tone.INFO, "plus"))
    return ChipSpec(words, tone, icon)


def from_cell(version: VersionCard) -> Cell:
    """The first day of a version."""
    return Cell(day_text(version.valid_from), number=True)


def to_cell(version: VersionCard) -> Cell:
    """The last day of a version."""
    return Cell(day_text(version.valid_to) or "–", number=True)


def version_cell(version: VersionCard) -> Cell:
    """Where a version stands."""
    return Cell(chip=status_chip(version.status))


def used_cell(version: VersionCard) -> Cell:
    """Whether its content is fixed for good."""
    words = tr("Đã có hồ sơ, giữ nguyên nội dung") if version.used else tr("Chưa có hồ sơ")
    return Cell(words, strong=False)
