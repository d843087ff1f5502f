"""Frozen data of the forms that are tables: routing slip, hand-over list, register book."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from printing.letters import Line, Signer
    from printing.sheets import Header
    from printing.text import Align
    from printing.words import Words


@dataclass(frozen=True, slots=True)
class RoutingRow:
    """One hand-over of the routing slip; every empty value is left to the pen."""

    giver: str = ""
    taker: str = ""
    at: str = ""  # "09 giờ 41 phút, ngày 23/11/2026"
    given_by: str = ""  # who gives, under the room for signing
    taken_by: str = ""
    verdict: str = ""  # "Trước hạn" | "Đúng hạn" | "Quá hạn"
    used: str = ""  # planned and used working time, small under the verdict
    note: str = ""


@dataclass(frozen=True, slots=True)
class RoutingSheet:
    """Phiếu kiểm soát quá trình giải quyết hồ sơ (field list: forms.md §6)."""

    words: Words
    header: Header
    code: str
    qr: str
    lines: tuple[Line, ...]
    rows: tuple[RoutingRow, ...]
    provisional: bool = False
    reprint: int = 0
    training: bool = False


@dataclass(frozen=True, slots=True)
class HandoverSheet:
    """Danh sách bàn giao hồ sơ: one batch, one row a dossier in the order of the template's columns."""

    words: Words
    header: Header
    lines: tuple[Line, ...]
    rows: tuple[tuple[str, ...], ...]
    signers: tuple[Signer, ...]
    batch: str = ""
    code: str = ""  # of the one dossier it was printed for; a batch has none
    reprint: int = 0
    training: bool = False


@dataclass(frozen=True, slots=True)
class BookShape:
    """Khổ cột: shares of the width, how each column is set, which columns stand under one group head."""

    shares: tuple[float, ...]
    aligns: tuple[Align, ...]
    group: tuple[int, int] | None = None  # first, and first after


# number, code, procedure, copies, person, address, unit, received, due, returned, way, signed, note;
# "Ngày, tháng, năm" stands over columns 8 to 12 (forms.md §7)
DOSSIERS = BookShape(
    (0.04, 0.12, 0.13, 0.035, 0.10, 0.13, 0.085, 0.065, 0.065, 0.065, 0.06, 0.05, 0.055),
    (
        "center", "left", "left", "center", "left", "left", "left", "center", "center", "center", "center",
        "center", "left",
    ),
    (7, 12),
)  # fmt: skip
# number, day, person, paper, signer, copies, fee, note
CERTIFIED = BookShape(
    (0.07, 0.09, 0.21, 0.24, 0.15, 0.08, 0.08, 0.08),
    ("center", "center", "left", "left", "left", "center", "right", "left"),
)


@dataclass(frozen=True, slots=True)
class Volume:
    """Quyển sổ: one volume with its cover, its rows and, at the end of the year, the closing sheet."""

    cover: tuple[Line, ...]  # unit, year, volume, days covered
    rows: tuple[tuple[str, ...], ...]  # in the order of the template's columns
    name: str  # "Quyển số 01 · Năm 2026", at the head of every page
    closing: tuple[Line, ...] = ()  # counts of the year; none = the book goes on
    closed_on: str = ""  # place and day of the closing
    title: str = ""  # of a report over several books; "" is the form's own
    columns: tuple[str, ...] = ()  # heads of its own; none = the template's


@dataclass(frozen=True, slots=True)
class RegisterSheet:
    """Sổ theo dõi hồ sơ, or sổ chứng thực: A4 lying, the columns as its shape says."""

    words: Words
    header: Header
    volumes: tuple[Volume, ...]
    signers: tuple[Signer, ...] = ()
    reprint: int = 0
    training: bool = False
    shape: BookShape = DOSSIERS
