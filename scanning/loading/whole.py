"""Whether a picture file is all there: known by its own ending, long before its pixels are decoded.

A copier writes into a shared folder for seconds, a stick is pulled while it is read: such a file has a
good beginning. What ends properly may still be damaged inside; that is found when it is opened.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Literal

if TYPE_CHECKING:
    from pathlib import Path

Kind = Literal["jpeg", "png", "tiff", "pdf", "heic", "webp", "bmp"]
HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")
SUFFIXES: dict[Kind, tuple[str, ...]] = {
    "jpeg": (".jpg", ".jpeg", ".jfif"),
    "png": (".png",),
    "tiff": (".tif", ".tiff"),
    "pdf": (".pdf",),
    "heic": (".heic", ".heif"),
    "webp": (".webp",),
    "bmp": (".bmp",),
}
_HEAD = 1024
_BLOCK = 1 << 20
_PDF_TAIL = 2048  # readers look for the end mark in the last kilobyte; some writers add blanks
_MOST_PARTS = 100_000  # chunks, boxes or segments; more is no picture


@dataclass(frozen=True, slots=True)
class Ending:
    """What a file's first bytes say it is (None: no picture or PDF), and whether its end is there."""

    kind: Kind | None
    whole: bool


def kind_of(head: bytes) -> Kind | None:
    """The kind of picture the first bytes promise."""
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head[:4] in {b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"}:
        return "tiff"
    if head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS:
        return "heic"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "webp"
    if head.startswith(b"BM") and len(head) >= 26:
        return "bmp"
    return "pdf" if b"%PDF-" in head[:_HEAD] else None


def ending(path: Path) -> Ending:
    """Look at both ends of a file; OSError where it cannot be read now."""
    with path.open("rb") as file:
        return ending_of(file)


def ending_of(file: BinaryIO) -> Ending:
    """Look at both ends of an open file or of bytes; where it stands afterwards is not told."""
    file.seek(0)
    head = file.read(_HEAD)
    size = file.seek(0, 2)
    kind = kind_of(head)
    if kind is None:
        return Ending(None, whole=False)
    try:
        return Ending(kind, _ENDS[kind](file, size))
    except (ValueError, IndexError, EOFError):
        return Ending(kind, whole=False)


def _jpeg(file: BinaryIO, size: int) -> bool:
    """The end mark behind the first scan; the mark of a thumbnail inside the header does not count."""
    at = 2
    for _ in range(_MOST_PARTS):
        file.seek(at)
        mark = file.read(4)
        if len(mark) < 4 or mark[0] != 0xFF:
            return False
        if mark[1] == 0xFF:  # padding
            at += 1
            continue
        at += 2 + int.from_bytes(mark[2:4], "big")
        if mark[1] == 0xDA:
            return at < size and _holds(file, at, b"\xff\xd9")
    return False


def _holds(file: BinaryIO, start: int, mark: bytes) -> bool:
    file.seek(start)
    kept = b""
    while block := file.read(_BLOCK):
        if mark in kept + block:
            return True
        kept = block[1 - len(mark) :]
    return False


def _png(file: BinaryIO, size: int) -> bool:
    at = 8
    for _ in range(_MOST_PARTS):
        file.seek(at)
        head = file.read(8)
        at += 12 + int.from_bytes(head[:4], "big")
        if len(head) < 8 or at > size:
            return False
        if head[4:] == b"IEND":
            return True
    return False


def _pdf(file: BinaryIO, size: int) -> bool:
    """The end mark; a file made for the web has one near its beginning too, but tells its own length."""
    file.seek(0)
    told = re.search(rb"/Linearized\b.{0,200}?/L\s+(\d{1,12})\b", file.read(_HEAD), re.DOTALL)
    if told and size < int(told[1]):
        return False
    file.seek(max(0, size - _PDF_TAIL))
    tail = file.read()
    return b"%%EOF" in tail and b"startxref" in tail


def _tiff(file: BinaryIO, size: int) -> bool:
    """Every strip and tile that the directories name lies inside the file."""
    from PIL import TiffImagePlugin

    file.seek(0)
    try:
        image = TiffImagePlugin.TiffImageFile(file)
        for page in range(image.n_frames):
            image.seek(page)
            tags = image.tag_v2
            places = tags.get(273) or tags.get(324)
            lengths = tags.get(279) or tags.get(325)
            if not places or not lengths or len(places) != len(lengths):
                return False
            if any(place + length > size for place, length in zip(places, lengths, strict=True)):
                return False
    except Exception:  # decoders raise whatever they like on damaged bytes
        return False
    return True


def _heic(file: BinaryIO, size: int) -> bool:
    """Boxes one behind the other up to the very end, the picture's own among them."""
    at, seen = 0, set()
    for _ in range(_MOST_PARTS):
        file.seek(at)
        head = file.read(16)
        if len(head) < 8:
            return False
        length = int.from_bytes(head[:4], "big")
        if length == 1:
            length = int.from_bytes(head[8:16], "big")
        seen.add(head[4:8])
        if length == 0:  # up to the end of the file, wherever that is
            return b"meta" in seen
        if length < 8 or at + length > size:
            return False
        at += length
        if at == size:
            return b"meta" in seen
    return False


def _webp(file: BinaryIO, size: int) -> bool:
    file.seek(4)
    return int.from_bytes(file.read(4), "little") + 8 <= size


def _bmp(file: BinaryIO, size: int) -> bool:
    file.seek(2)
    return 26 < int.from_bytes(file.read(4), "little") <= size


_ENDS = {"jpeg": _jpeg, "png": _png, "tiff": _tiff, "pdf": _pdf, "heic": _heic, "webp": _webp, "bmp": _bmp}
