"""Typefaces of the printed forms: found on this machine, checked for Vietnamese, embedded as subsets.

Sheets use Times New Roman where it is installed (NĐ 30/2020), else Liberation Serif; the roll uses
Noto Sans, else Liberation Sans or Arial. A face is parsed once a process and kept.
"""

from __future__ import annotations

import functools
import hashlib
import io
import os
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from printing.errors import PrintingError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_LOADING = threading.Lock()  # a face is parsed by one thread only

Kind = Literal["serif", "sans"]
Style = Literal["regular", "bold", "italic", "bold-italic"]

_BARE = "aăâeêioôơuưy"
_TONED = "áàảãạ ắằẳẵặ ấầẩẫậ éèẻẽẹ ếềểễệ íìỉĩị óòỏõọ ốồổỗộ ớờởỡợ úùủũụ ứừửữự ýỳỷỹỵ"
_LOWER = (_BARE + "đ" + _TONED).replace(" ", "")
VIETNAMESE = _LOWER + _LOWER.upper()
"""The twelve vowels with every tone, and đ, in both cases: a usable face draws them all."""

REQUIRED = VIETNAMESE + "₫–—·…“”"

_FILES: Mapping[Kind, tuple[tuple[str, Mapping[Style, tuple[str, ...]]], ...]] = {
    "serif": (
        (
            "Times New Roman",
            {
                "regular": ("times.ttf", "times_new_roman.ttf"),
                "bold": ("timesbd.ttf", "times_new_roman_bold.ttf"),
                "italic": ("timesi.ttf", "times_new_roman_italic.ttf"),
                "bold-italic": ("timesbi.ttf", "times_new_roman_bold_italic.ttf"),
            },
        ),
        (
            "Liberation Serif",
            {
                "regular": ("liberationserif-regular.ttf",),
                "bold": ("liberationserif-bold.ttf",),
                "italic": ("liberationserif-italic.ttf",),
                "bold-italic": ("liberationserif-bolditalic.ttf",),
            },
        ),
    ),
    "sans": (
        (
            "Noto Sans",
            {
                "regular": ("notosans-regular.ttf",),
                "bold": ("notosans-bold.ttf",),
                "italic": ("notosans-italic.ttf",),
            },
        ),
        (
            "Liberation Sans",
            {
                "regular": ("liberationsans-regular.ttf",),
                "bold": ("liberationsans-bold.ttf",),
                "italic": ("liberationsans-italic.ttf",),
            },
        ),
        ("Arial", {"regular": ("arial.ttf",), "bold": ("arialbd.ttf",), "italic": ("ariali.ttf",)}),
    ),
}
_WANTED: Mapping[Kind, tuple[str, str]] = {
    "serif": ("Times New Roman / Liberation Serif", "fonts-liberation2"),
    "sans": ("Noto Sans / Liberation Sans", "fonts-noto-core"),
}


_MEASURED_MOST = 50_000  # texts whose width is kept for each face


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """One usable typeface: its name in the PDF engine, its widths, and which characters it can draw."""

    family: str
    kind: Kind
    style: Style
    name: str
    widths: Mapping[int, float]  # advance of each character it draws, in thousandths of the size
    font: Any  # the engine's font object
    measured: dict[str, float] = field(default_factory=dict, repr=False)  # words come again and again

    def width(self, text: str, size: float) -> float:
        """How wide `text` stands at `size` points."""
        known = self.measured.get(text)
        if known is None:
            widths = self.widths
            known = sum([widths.get(ord(char), 500.0) for char in text])
            if len(self.measured) < _MEASURED_MOST:
                self.measured[text] = known
        return known * size / 1000

    @property
    def leading(self) -> float:
        """Height of a line in sizes: the least that keeps stacked marks (Ẫ, Ỗ) off the line above."""
        return 1.2 if self.kind == "serif" else 1.28

    @property
    def rise(self) -> float:
        """Where the baseline stands in such a line, in sizes from its top."""
        return 0.93 if self.kind == "serif" else 1.0

    def draws(self, char: str) -> bool:
        """Whether the face has a glyph for `char`."""
        return ord(char) in self.widths or char in "\n\xa0"


def face(kind: Kind, style: Style = "regular") -> Face:
    """The first installed typeface of `kind` that draws all Vietnamese letters; kept for the process."""
    with _LOADING:
        return _kept(kind, style)


@functools.cache
def _kept(kind: Kind, style: Style) -> Face:
    """One typeface, looked for once."""
    return find(kind, style, files_by_name(font_folders()))


def find(kind: Kind, style: Style, installed: Mapping[str, Path]) -> Face:
    """The first typeface of `kind` among the `installed` files (lower-case name to path) that is fit to use.

    Raises:
        PrintingError: `printing.font_missing`, with the family and the package to install.
    """
    for family, files in _FILES[kind]:
        found = _usable(
            kind, family, style, [installed[name] for name in files.get(style, ()) if name in installed]
        )
        if found is not None:
            return found
    family, install = _WANTED[kind]
    raise PrintingError("printing.font_missing", environment=True, family=family, install=install)


def font_folders() -> tuple[Path, ...]:
    """Where fonts are looked for, best first: `QMC_FONTS`, the packaged program's own, user's, system's."""
    folders = [Path(part) for part in os.environ.get("QMC_FONTS", "").split(os.pathsep) if part]
    bundle = getattr(sys, "_MEIPASS", None)
    if bundle:
        folders.append(Path(bundle) / "fonts")
    if sys.platform == "win32":
        folders.append(Path(os.environ.get("LOCALAPPDATA", "")) / "Microsoft" / "Windows" / "Fonts")
        folders.append(Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts")
    else:
        home = Path.home()
        data = os.environ.get("XDG_DATA_HOME") or str(home / ".local" / "share")
        folders += [Path(data) / "fonts", home / ".fonts"]
        shared = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
        folders += [Path(part) / "fonts" for part in shared.split(":") if part]
        folders += [Path("/usr/share/fonts"), Path("/Library/Fonts")]
    return tuple(dict.fromkeys(folders))


def files_by_name(folders: Iterable[Path]) -> Mapping[str, Path]:
    """Every TrueType file below `folders` by lower-case name; the first folder wins."""
    found: dict[str, Path] = {}
    for folder in folders:
        for path in _truetype_files(folder):
            found.setdefault(path.name.lower(), path)
    return found


def _truetype_files(folder: Path) -> Iterator[Path]:
    """The .ttf files below `folder` in a stable order; an unreadable folder has none."""
    for where, inner, names in os.walk(folder):
        inner.sort()
        for name in sorted(names):
            if name.lower().endswith(".ttf"):
                yield Path(where) / name


def _usable(kind: Kind, family: str, style: Style, files: Iterable[Path]) -> Face | None:
    """`family` from the machine or, for Noto Sans, from its font package; None where neither will do."""
    contents = [path.read_bytes() for path in files]
    if family == "Noto Sans" and not contents:
        contents = [made for made in (_instance_noto(style),) if made]
    for content in contents:
        found = _load(kind, family, style, content)
        if found is not None:
            return found
    return None


def _load(kind: Kind, family: str, style: Style, content: bytes) -> Face | None:
    """Parse one TrueType font and register it; None where it is broken or lacks a Vietnamese letter."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFError, TTFont

    name = f"QMC-{family}-{style}-{hashlib.sha256(content).hexdigest()[:8]}".replace(" ", "")
    try:
        font = TTFont(name, io.BytesIO(content), asciiReadable=0, shapable=False)
    except (TTFError, OSError, ValueError, KeyError):
        return None
    widths = {
        code: float(font.face.charWidths[code])
        for code in font.face.charToGlyph
        if code in font.face.charWidths
    }
    if any(ord(char) not in widths for char in REQUIRED):
        return None
    pdfmetrics.registerFont(font)
    return Face(family=family, kind=kind, style=style, name=name, widths=widths, font=font)


def _instance_noto(style: Style) -> bytes | None:
    """A static Latin cut of the variable Noto Sans from its font package: about 0.2 s, once a process."""
    try:
        import fontpkg_noto_sans
        from fontTools import subset
        from fontTools.ttLib import TTFont
        from fontTools.varLib import instancer
    except ImportError:
        return None
    stem = "NotoSans-Italic" if style == "italic" else "NotoSans"
    path = Path(str(fontpkg_noto_sans.__file__)).parent / "files" / f"{stem}[wdth,wght].ttf"
    if not path.is_file():
        return None
    options = subset.Options(layout_features=[], hinting=False, drop_tables=["GPOS", "GSUB", "GDEF", "DSIG"])
    cutter = subset.Subsetter(options)
    cutter.populate(
        unicodes={*range(0x20, 0x250), *range(0x1E00, 0x1F00), *range(0x2010, 0x2040), 0x20AB, 0x2116}
    )
    weight = 700 if style == "bold" else 400
    out = io.BytesIO()
    font = TTFont(io.BytesIO(path.read_bytes()), lazy=True, recalcTimestamp=False)
    cutter.subset(font)
    instancer.instantiateVariableFont(font, {"wght": weight, "wdth": 100}, inplace=True)
    # The engine tells faces apart by their PostScript name, and a cut keeps that of the whole family.
    for platform, encoding, language in ((3, 1, 0x409), (1, 0, 0)):
        font["name"].setName(f"NotoSans-{style.capitalize()}", 6, platform, encoding, language)
    font.save(out)
    return out.getvalue()
