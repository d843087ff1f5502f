"""Frozen data of what is stuck or posted: the folder's sticker, the postal slip with its label."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from printing.letters import Line, Signer
    from printing.sheets import Header
    from printing.words import Words


@dataclass(frozen=True, slots=True)
class Sticker:
    """Nhãn dán bìa hồ sơ: the code, the procedure and two days; nobody's name."""

    code: str
    procedure: str
    received: str
    due: str
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class StickerSheet:
    """One or more stickers, each about 70 × 40 mm."""

    words: Words
    stickers: tuple[Sticker, ...]
    office: str = ""
    training: bool = False


@dataclass(frozen=True, slots=True)
class PostalSheet:
    """Phiếu gửi bưu chính: what is sent to whom, both signatures, and a label to cut out and stick on."""

    words: Words
    header: Header
    code: str
    qr: str
    lines: tuple[Line, ...]
    sender: tuple[str, ...]  # lines of the label: name, address, telephone
    receiver: tuple[str, ...]
    signers: tuple[Signer, ...]
    provisional: bool = False
    reprint: int = 0
    training: bool = False
