"""Frozen data of the forms that are tables: routing slip, hand-over list, register book."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from printing.letters import Line, Signer
    from printing.sheets import Header
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
class Volume:
    """Quyển sổ: one volume with its cover, its rows and, at the end of the year, the closing sheet."""

    cover: tuple[Line, ...]  # unit, year, volume, days covered
    rows: tuple[tuple[str, ...], ...]  # in the order of the template's columns
    name: str  # "Quyển số 01 · Năm 2026", at the head of every page
    closing: tuple[Line, ...] = ()  # counts of the year; none = the book goes on
    closed_on: str = ""  # place and day of the closing


@dataclass(frozen=True, slots=True)
class RegisterSheet:
    """Sổ theo dõi hồ sơ, A4 lying (columns: forms.md §7)."""

    words: Words
    header: Header
    volumes: tuple[Volume, ...]
    signers: tuple[Signer, ...] = ()
    reprint: int = 0
    training: bool = False
