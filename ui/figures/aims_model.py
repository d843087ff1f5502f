"""What the aims of the figures screen show, in words; no widget here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from ui import format as say
from ui.figures import model
from ui.i18n import tr
from ui.tokens import Tone
from ui.widgets.paint import ChipSpec
from ui.widgets.table import Cell

if TYPE_CHECKING:
    from desk.rows.aims import Aim, AimSheet, Behind, BehindRow

_QUARTER = 3
_DECEMBER = 12


class AimSpan(StrEnum):
    """Which period the indicators are counted for."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class AimsState:
    """What is known: the sheet of a period, the dossiers behind one number of it, or why there is none."""

    sheet: AimSheet | None = None
    span: AimSpan = AimSpan.YEAR
    behind: Behind | None = None
    busy: bool = False
    failure: str = ""

    def aim(self, key: str) -> Aim | None:
        """An indicator of the sheet."""
        if self.sheet is None:
            return None
        return next((one for one in self.sheet.aims if one.key == key), None)


def days_of(span: AimSpan, today: date) -> tuple[date, date]:
    """The first and last day of the month, quarter or year that `today` lies in."""
    if span is AimSpan.YEAR:
        return date(today.year, 1, 1), date(today.year, _DECEMBER, 31)
    months = 1 if span is AimSpan.MONTH else _QUARTER
    first = date(today.year, today.month - (today.month - 1) % months, 1)
    over = first.month + months
    after = date(first.year + 1, 1, 1) if over > _DECEMBER else date(first.year, over, 1)
    return first, after - timedelta(days=1)


def period_words(sheet: AimSheet, *, brief: bool = False) -> str:
    """Which days, and how far they have run; `brief` where the choice beside it must do for the days."""
    days = tr("{first} – {last}", first=f"{sheet.first:%d/%m/%Y}", last=f"{sheet.last:%d/%m/%Y}")
    passed = tr("đã qua {passed}/{length} ngày làm việc", passed=sheet.passed, length=sheet.length)
    return passed if brief else f"{days} · {passed}"


def name_cell(aim: Aim) -> Cell:
    """The indicator, and where its formula comes from."""
    return Cell(aim.name, sub=aim.source)


def parts_cell(aim: Aim) -> Cell:
    """Numerator over denominator."""
    return Cell(model.parts_words(aim.value), number=True, strong=False)


def rate_cell(aim: Aim) -> Cell:
    """The share."""
    return Cell(model.rate_words(aim.value), number=True)


def target_cell(aim: Aim) -> Cell:
    """The target, or a dash."""
    target = aim.value.target
    return Cell("–" if target is None else say.share(target), number=True, strong=False)


def verdict_cell(aim: Aim) -> Cell:
    """Reached, so many more needed, or out of reach."""
    words, tone = verdict(aim)
    return Cell("", chip=ChipSpec(words, tone)) if words else Cell("")


def verdict(aim: Aim) -> tuple[str, Tone]:
    """The verdict in a few words with its tone; no words where nothing is aimed at."""
    if aim.value.met is None:
        return "", Tone.MUTED
    if aim.value.met:
        return tr("Đạt"), Tone.OK
    if aim.need is None or aim.reachable is False:
        return tr("Khó đạt"), Tone.BAD
    return tr("Cần thêm {n}", n=say.number(aim.need)), Tone.WARN


def ahead_words(aim: Aim) -> str:
    """The look ahead to the period's end, in one sentence or two."""
    if aim.value.target is None:
        return tr("Chưa đặt chỉ tiêu")
    if not aim.counts_dossiers:
        return tr("Chỉ số này tính trên danh mục thủ tục, không đổi theo hồ sơ.")
    parts = []
    if not aim.value.met and aim.need is not None:
        parts.append(tr("Cần thêm {n} hồ sơ đạt liền nhau là tới chỉ tiêu.", n=say.number(aim.need)))
    if aim.expected and aim.of_expected is not None:
        more, good = say.number(aim.expected), say.number(aim.of_expected)
        words = tr("Đến cuối kỳ dự kiến còn {more} hồ sơ, phải đạt {good}.", more=more, good=good)
        parts.append(words)
    elif aim.reachable is False:
        more = say.number(aim.expected)
        parts.append(tr("Đến cuối kỳ dự kiến còn {more} hồ sơ, không đủ để tới chỉ tiêu.", more=more))
    return " ".join(parts) or tr("Đang đạt; kỳ này không còn hồ sơ dự kiến.")


def number_typed(text: str) -> int | None:
    """A whole number as typed, points between thousands allowed; None where it is none."""
    plain = text.strip().replace(".", "").replace(" ", "")
    if not plain:
        return 0
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= 9 else None


def percent_typed(text: str) -> float | None:
    """A share as typed, comma or point, with or without its sign; None where it is none."""
    plain = text.strip().removesuffix("%").strip().replace(",", ".")
    whole, _, part = plain.partition(".")
    if not whole.isascii() or not whole.isdigit() or (part and not (part.isascii() and part.isdigit())):
        return None
    return float(plain)


def behind_title(aim: Aim | None, found: Behind) -> str:
    """Whose dossiers these are, and how many."""
    which = tr("đã tính là đạt") if found.counted else tr("chưa đạt")
    name = aim.name if aim is not None else found.key
    return f"{name}: {which} · {tr('{count} hồ sơ', count=say.number(found.total))}"


def code_cell(row: BehindRow) -> Cell:
    """The dossier's code."""
    return Cell(row.code, number=True)


def procedure_cell(row: BehindRow) -> Cell:
    """What it is about."""
    return Cell(row.procedure, sub=row.field, strong=False)


def received_cell(row: BehindRow) -> Cell:
    """When it was received."""
    return Cell(f"{row.received_at:%d/%m/%Y}", number=True, strong=False)


def due_cell(row: BehindRow) -> Cell:
    """Until when it was promised."""
    return Cell("–" if row.due_at is None else f"{row.due_at:%d/%m/%Y}", number=True, strong=False)
