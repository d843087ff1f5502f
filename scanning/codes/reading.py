"""Reads QR and CODE128 symbols out of photographs, at any angle, and never returns a guessed text.

zxing-cpp is the only decoder: of those measured it alone gives back every Vietnamese letter of
byte-mode symbols without an ECI mark, which is how identity cards are printed. What it cannot read
at first sight is offered again enlarged, sharpened, straightened and turned.
"""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from scanning.loading.load import load_image

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    Image = NDArray[np.uint8]

Effort = Literal["frame", "high"]
Accept = Callable[["Code"], bool]

CARD_SECONDS = 2.0
PICTURE_SECONDS = 1.5
_FOUND_SECONDS = 0.6  # when something was read already, only the likely tries for a second symbol
_PATIENCE = 2.0  # how many times longer a busy machine may take than a free one
_LONG_SIDE = 4600  # a 50-megapixel photograph is searched at this size first
_SHORTEST_LINEAR = 4  # shorter CODE128 readings in texture are chance hits, no code of ours is that short


@dataclass(frozen=True, slots=True)
class Code:
    """Mã đọc được: `format` is "QR" or "CODE128", `text` is exact, in NFC."""

    format: str
    text: str


def read_codes(path: Path) -> tuple[Code, ...]:
    """Every QR and CODE128 symbol of an image file, top to bottom; none found is an empty tuple.

    Raises:
        ScanningError: the file is no readable image.
    """
    return read_codes_in(load_image(path).bgr, effort="high")


def read_card(path: Path, accept: Callable[[str], bool]) -> str | None:
    """The text of the first QR symbol that `accept` (the card rule) takes, trying for about two seconds.

    Raises:
        ScanningError: the file is no readable image.
    """
    return read_card_in(load_image(path).bgr, accept)


def read_card_in(
    bgr: Image, accept: Callable[[str], bool], *, seconds: float = CARD_SECONDS, cut: bool = True
) -> str | None:
    """As `read_card`, on pixels already in memory; without `cut` not of a symbol half out of the picture."""
    hunt = _Hunt(seconds=seconds, qr_only=True, cut=cut)
    for code in hunt.run(bgr):
        if accept(code.text):
            return code.text
    return None


def read_codes_in(bgr: Image, *, effort: Effort = "frame") -> tuple[Code, ...]:
    """The symbols of one picture, without duplicates, in reading order.

    Args:
        bgr: The picture, BGR or grey.
        effort: "frame" looks once (about 2 ms, for every preview frame); "high" tries hard for up
            to about 1.5 seconds.
    """
    if effort == "frame":
        return tuple(hit.code for hit in _in_order(decoded(grey_of(bgr))))
    hunt = _Hunt(seconds=PICTURE_SECONDS)
    for _ in hunt.run(bgr):
        pass
    return tuple(hit.code for hit in _in_order(hunt.hits))


@dataclass(frozen=True, slots=True)
class Hit:
    """A symbol and where it stood: row and column of its middle, as shares of the picture."""

    code: Code
    at: tuple[float, float]


def _in_order(hits: list[Hit]) -> list[Hit]:
    seen: dict[Code, Hit] = {}
    for hit in hits:
        seen.setdefault(hit.code, hit)
    return sorted(seen.values(), key=lambda hit: (round(hit.at[0], 2), round(hit.at[1], 2), hit.code.text))


def grey_of(bgr: Image) -> Image:
    """The picture in grey, which it may be already."""
    import cv2

    return bgr if bgr.ndim == 2 else cv2.cvtColor(bgr, cv2.COLOR_BGR2GRAY)  # type: ignore[return-value]


def _exact_text(raw: bytes, guessed: str) -> str:
    """The symbol's bytes as UTF-8 where they are valid UTF-8, else the decoder's own reading; NFC.

    Short names defeat guessing of the character set, so nothing is guessed while UTF-8 fits.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = guessed
    return unicodedata.normalize("NFC", text)


def decoded(grey: Image, *, qr_only: bool = False, fixed: bool = False, pure: bool = False) -> list[Hit]:
    """One pass of the decoder over one picture."""
    import zxingcpp

    formats = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
    if not qr_only:
        formats = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.Code128])
    binarizer = zxingcpp.Binarizer.GlobalHistogram if fixed else zxingcpp.Binarizer.LocalAverage
    found = zxingcpp.read_barcodes(
        grey,
        formats=formats,
        text_mode=zxingcpp.TextMode.Plain,
        binarizer=binarizer,
        try_rotate=not qr_only,
        try_downscale=not qr_only,
        try_invert=False,
        is_pure=pure,
    )
    height, width = grey.shape[:2]
    hits = []
    for symbol in found:
        linear = symbol.format == zxingcpp.BarcodeFormat.Code128
        text = _exact_text(symbol.bytes, symbol.text)
        if not symbol.valid or not text or (linear and not _plausible_linear(text)):
            continue
        p = symbol.position
        corners = (p.top_left, p.top_right, p.bottom_right, p.bottom_left)
        middle = (sum(c.y for c in corners) / 4 / height, sum(c.x for c in corners) / 4 / width)
        hits.append(Hit(Code("CODE128" if linear else "QR", text), middle))
    return hits


def _plausible_linear(text: str) -> bool:
    return len(text) >= _SHORTEST_LINEAR and text.isascii() and text.isprintable()


class _Hunt:
    """One search through ever more laborious views of a picture, until time is up.

    Views come in a fixed order, cheapest first, so equal pictures give equal answers as long as the time
    suffices. It is counted in work done: what a busy machine takes away is not held against the picture.
    """

    def __init__(self, *, seconds: float, qr_only: bool = False, cut: bool = False) -> None:
        self.hits: list[Hit] = []
        self._cut = cut
        self._seconds = seconds
        self._qr_only = qr_only
        self._start, self._worked = time.monotonic(), time.thread_time()

    def run(self, bgr: Image) -> Iterator[Code]:
        """Each new symbol as soon as it is read."""
        from scanning.codes.card import views

        known: set[Code] = set()
        for view in views(grey_of(bgr), long_side=_LONG_SIDE, linear=not self._qr_only, cut_off=self._cut):
            qr_only = self._qr_only or view.qr_only
            for hit in decoded(view.grey, qr_only=qr_only, fixed=view.fixed, pure=view.pure):
                if hit.code not in known:
                    known.add(hit.code)
                    self.hits.append(Hit(hit.code, view.place(hit.at)))
                    yield hit.code
            if self._enough():
                return

    def _enough(self) -> bool:
        limit = _FOUND_SECONDS if self.hits and not self._qr_only else self._seconds
        formats = {hit.code.format for hit in self.hits}
        worked, waited = time.thread_time() - self._worked, time.monotonic() - self._start
        return len(formats) == 2 or worked > limit or waited > limit * _PATIENCE
