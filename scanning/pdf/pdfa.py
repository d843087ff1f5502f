"""Writes one searchable PDF/A-2b from page pictures and words, checked before it appears.

Same input, same bytes: no clock and no chance enters the file. The file is written beside its place,
validated, flushed to the disk and only then renamed, so a half-written one is never seen.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any

from scanning.errors import ScanningError, not_written
from scanning.pdf.metadata import LANGUAGE, PRODUCER, PaperMetadata, clean, packet
from scanning.pdf.textlayer import ASCENT, DESCENT, Word, WordFont, content

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pikepdf

_FLAVOUR = "2b"


@dataclass(frozen=True, slots=True)
class Stencil:
    """Black print of a page: CCITT G4 bytes, its size in pixels and the ink's RGB."""

    g4: bytes
    width: int
    height: int
    ink: tuple[int, int, int] = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Picture:
    """A colour picture on a page: JPEG bytes, its size in pixels, its place in points from the lower left."""

    jpeg: bytes
    width: int
    height: int
    place: tuple[float, float, float, float] | None = (
        None  # left, bottom, width, height; None: all of the page
    )


@dataclass(frozen=True, slots=True)
class PdfPage:
    """One page ready to be written: size in points, layers, and words in `word_dpi` pixels."""

    width: float
    height: float
    pictures: tuple[Picture, ...]
    stencil: Stencil | None
    words: tuple[Word, ...] = ()
    word_dpi: float = 200.0


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: size of the file and the PDF/A part and level it was validated against."""

    bytes: int
    pdf_a: str


def write_pdf(pages: Sequence[PdfPage], out: Path, *, paper: PaperMetadata | None = None) -> Written:
    """Write `pages` to `out` as a validated PDF/A-2b in one step that is whole or not at all.

    The file tells what `paper` tells, nothing where there is none.

    Raises:
        ScanningError: `pdf.no_pages`; `pdf.disk_full`, `pdf.not_written` (environment) when the disk refuses;
            `pdf.not_valid` when the validator does not approve.
    """
    import pikepdf

    if not pages:
        raise ScanningError("pdf.no_pages")
    with pikepdf.new() as pdf:
        _declare(pdf, paper or PaperMetadata())
        font = _font(pdf, pages)
        for page in pages:
            _add_page(pdf, page, font=font)
        size = _save(pdf, out)
    return Written(bytes=size, pdf_a=_FLAVOUR)


def _declare(pdf: pikepdf.Pdf, paper: PaperMetadata) -> None:
    """Colour intent, metadata, language: what makes the file an archive copy."""
    import pikepdf
    from pikepdf import Dictionary, Name, String

    profile = pikepdf.Stream(pdf, _srgb())
    profile.N = 3
    root = pdf.Root
    root.OutputIntents = pikepdf.Array(
        [
            pdf.make_indirect(
                Dictionary(
                    Type=Name.OutputIntent,
                    S=Name.GTS_PDFA1,
                    OutputConditionIdentifier=String("sRGB"),
                    Info=String("sRGB IEC61966-2.1"),
                    DestOutputProfile=pdf.make_indirect(profile),
                )
            )
        ]
    )
    metadata = pikepdf.Stream(pdf, packet(paper))
    metadata.Type = Name.Metadata
    metadata.Subtype = Name.XML
    root.Metadata = pdf.make_indirect(metadata)
    root.Lang = String(LANGUAGE)
    root.MarkInfo = Dictionary(Marked=False)
    pdf.docinfo["/Producer"] = String(PRODUCER)
    if title := clean(paper.title):
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        pdf.docinfo["/Title"] = String(title)


def _srgb() -> bytes:
    """The sRGB profile that the PDF library ships for this purpose."""
    return resources.files("pikepdf.pdfa").joinpath("data", "sRGB.icc").read_bytes()


class _Fonts:
    """The document's one font: the letters' numbers and the object pages refer to."""

    def __init__(self, words: WordFont, reference: Any) -> None:  # noqa: ANN401 - foreign objects without types
        self.words = words
        self.reference = reference


def _font(pdf: pikepdf.Pdf, pages: Sequence[PdfPage]) -> _Fonts | None:
    """The embedded font of all letters used in the document, or None where nothing was read."""
    letters = {letter for page in pages for word in page.words for letter in word.text}
    if not letters:
        return None
    words = WordFont(letters)
    return _Fonts(words, pdf.make_indirect(_font_object(pdf, words)))


def _font_object(pdf: pikepdf.Pdf, words: WordFont) -> Any:  # noqa: ANN401 - foreign objects without types
    import pikepdf
    from pikepdf import Array, Dictionary, Name, String

    name = Name("/" + words.name)
    program = words.program()
    file = pikepdf.Stream(pdf, program)
    file.Length1 = len(program)
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=4,
        FontBBox=Array([0, 0, 0, 0]),
        ItalicAngle=0,
        Ascent=ASCENT,
        Descent=DESCENT,
        CapHeight=700,
        StemV=80,
        FontFile2=pdf.make_indirect(file),
    )
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        CIDToGIDMap=Name.Identity,
        DW=500,
        W=Array([1, Array(words.widths())]),
    )
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=name,
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(descendant)]),
        ToUnicode=pdf.make_indirect(pikepdf.Stream(pdf, words.to_unicode())),
    )


def _add_page(pdf: pikepdf.Pdf, page: PdfPage, *, font: _Fonts | None) -> None:
    import pikepdf
    from pikepdf import Array, Dictionary, Name

    place = f"{page.width:.3f} 0 0 {page.height:.3f} 0 0 cm"
    images: dict[str, Any] = {}
    drawing: list[bytes] = []
    for number, picture in enumerate(page.pictures):
        images[f"/P{number}"] = pdf.make_indirect(_picture(pdf, picture))
        left, bottom, wide, high = picture.place or (0.0, 0.0, page.width, page.height)
        where = f"{wide:.3f} 0 0 {high:.3f} {left:.3f} {bottom:.3f} cm"
        drawing.append(f"q {where} /P{number} Do Q".encode("ascii"))
    if page.stencil is not None:
        images["/S"] = pdf.make_indirect(_stencil(pdf, page.stencil))
        ink = " ".join(f"{level / 255:.3f}" for level in page.stencil.ink)
        drawing.append(f"q {ink} rg {place} /S Do Q".encode("ascii"))
    drawn: dict[str, Any] = {}
    if images:
        drawn["/XObject"] = Dictionary(images)
    if font is not None and page.words:
        drawn["/Font"] = Dictionary(F0=font.reference)
        scale = 72.0 / page.word_dpi
        drawing.append(content(page.words, font=font.words, pixels_to_points=scale, height=page.height))
    leaf = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, round(page.width, 3), round(page.height, 3)]),
        Resources=Dictionary(drawn),
        Contents=pdf.make_indirect(pikepdf.Stream(pdf, b"\n".join(drawing))),
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(leaf)))


def _picture(pdf: pikepdf.Pdf, picture: Picture) -> Any:  # noqa: ANN401 - foreign objects without types
    import pikepdf
    from pikepdf import Name

    image = pikepdf.Stream(pdf, picture.jpeg)
    image.Type, image.Subtype = Name.XObject, Name.Image
    image.Width, image.Height = picture.width, picture.height
    image.ColorSpace, image.BitsPerComponent = Name.DeviceRGB, 8
    image.Filter = Name.DCTDecode
    return image


def _stencil(pdf: pikepdf.Pdf, stencil: Stencil) -> Any:  # noqa: ANN401 - foreign objects without types
    import pikepdf
    from pikepdf import Dictionary, Name

    image = pikepdf.Stream(pdf, stencil.g4)
    image.Type, image.Subtype = Name.XObject, Name.Image
    image.Width, image.Height = stencil.width, stencil.height
    image.ImageMask, image.BitsPerComponent = True, 1
    image.Filter = Name.CCITTFaxDecode
    image.DecodeParms = Dictionary(K=-1, Columns=stencil.width, Rows=stencil.height, BlackIs1=False)
    return image


def _save(pdf: pikepdf.Pdf, out: Path) -> int:
    """Validate what was written, flush it, rename it; nothing is left behind on any failure."""
    from pikepdf import pdfa

    temporary: Path | None = None
    try:
        temporary = out.with_name(f".{secrets.token_hex(8)}.part")
        with temporary.open("x+b") as stream:
            pdfa.save(pdf, stream, _FLAVOUR, repair=False, deterministic_id=True)
            stream.flush()
            os.fsync(stream.fileno())
            size = stream.seek(0, os.SEEK_END)
        temporary.replace(out)
        _sync_folder(out.parent)
    except pdfa.PdfaError as reason:
        rules = sorted({finding.rule for finding in reason.report.findings})
        raise ScanningError("pdf.not_valid", rules=rules[:5]) from reason
    except OSError as reason:
        raise not_written(reason) from reason
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
    return size


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable, where the system knows folders as files (Windows does not)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
