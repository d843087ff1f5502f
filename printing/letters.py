"""Frozen data of the forms that read as a letter: labelled lines, sentences, signatures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from printing.sheets import Header
    from printing.words import Words


@dataclass(frozen=True, slots=True)
class Line:
    """A labelled line; an empty value leaves dots to fill in by hand, or nothing at all."""

    label: str
    value: str = ""
    bold: bool = False
    fill_in: bool = True


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence or a paragraph of the form's own words."""

    text: str
    style: Literal["regular", "bold", "italic"] = "regular"
    indent: bool = True  # first line set in, as NĐ 30/2020 lays out the body


@dataclass(frozen=True, slots=True)
class Signer:
    """Người ký: the title over the room for signing, the hint under it, the name below."""

    title: str
    hint: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class LetterSheet:
    """Mẫu 03, 04, 05 and the blank declaration: parts in order, then who signs and who gets a copy."""

    words: Words
    header: Header
    code: str
    parts: tuple[Line | Passage, ...]
    signers: tuple[Signer, ...]
    qr: str = ""  # empty leaves QR and barcode out
    provisional: bool = False
    recipients: tuple[str, ...] = ()  # nơi nhận
    copy_marks: tuple[str, ...] = ()
    reprint: int = 0
    training: bool = False
