"""One page from file to layers: found, flattened, turned upright, whitened, read and split.

This runs inside a worker process, so that neither a crash of a decoder nor a long page can stop the
counter. What it makes is spooled to files; only small facts travel back.
"""

from __future__ import annotations

import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from scanning.finding.page import clockwise, find_page
from scanning.loading.base import without_pixels
from scanning.loading.load import LoadedImage, load_image
from scanning.steps.blank import is_blank
from scanning.steps.clean import sharpness, skew, straighten, whiten
from scanning.steps.lay import source_corners, source_lean
from scanning.steps.mrc import PICTURE_QUALITY, SOFT_QUALITY, g4, jpeg, pieces, split
from scanning.steps.orient import Turner, turned
from scanning.steps.rectify import rectify
from scanning.steps.resolution import WORK_DPI, for_work, frame_dpi, native_dpi, too_coarse
from scanning.words.ocr import Reader
from scanning.words.ready import ocr_status
from scanning.work.heap import hand_back
from scanning.work.job import DRAWING, LARGE_PAGE, Layer, PageDone, PageJob

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scanning.pdf.textlayer import Word

    Image = NDArray[np.uint8]

PHOTO_DPI = 300
_COLOUR_QUALITY = 75
_PHOTO_QUALITY = 85
_LEAST_SKEW = 0.08
_LEAST_SCORE = 0.5
_CARD_PIXELS = 900.0  # a tilted sheet can look like a card: one that fills the frame is never shrunk to it
_RIM_MM = 0.4  # along a cut edge the desk shines through


class PageWorker:
    """Does pages one after the other and keeps the engines open between them.

    The engines open in the background while the first page is being loaded and found.
    """

    def __init__(self) -> None:
        cv2.setNumThreads(1)
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="engine")
        self._turner = self._threads.submit(Turner)
        self._reader: Future[Reader | None] | None = None

    def do(self, job: PageJob) -> PageDone:
        """The whole work on one page.

        Raises:
            ScanningError: the source is unreadable.
        """
        if job.ocr and self._reader is None:
            self._reader = self._threads.submit(_open_reader)
        return _Page(job, self).run()

    def close(self) -> None:
        """Let the engines go."""
        self._threads.shutdown()

    def turner(self) -> Turner:
        """The orientation classifier."""
        return self._turner.result()

    def read(self, white: Image, *, dpi: float) -> Future[_Reading] | None:
        """Start reading a page; None where no reader is installed. Tesseract lets go of the interpreter."""
        reader = self._reader.result() if self._reader is not None else None
        return self._threads.submit(_reading, reader, white, dpi) if reader is not None else None


def _open_reader() -> Reader | None:
    status = ocr_status()
    return Reader(status.tessdata) if status.available and status.tessdata is not None else None


@dataclass(frozen=True, slots=True)
class _Reading:
    words: tuple[Word, ...]
    ms: float


def _reading(reader: Reader, white: Image, dpi: float) -> _Reading:
    started = time.perf_counter()
    words = reader.read(white, dpi=dpi)
    return _Reading(words, round((time.perf_counter() - started) * 1000, 1))


class _Page:
    """The state of one page while it is worked on."""

    def __init__(self, job: PageJob, worker: PageWorker) -> None:
        self._job = job
        self._worker = worker
        self._warnings: list[str] = []
        self._steps: dict[str, float] = {}
        self._clock = time.perf_counter()
        self._sparing = False  # nobody waits for this page, and it is a large one: memory before time

    def _lap(self, step: str) -> None:
        now = time.perf_counter()
        self._steps[step] = round((now - self._clock) * 1000, 1)
        self._clock = now
        if self._sparing:
            hand_back()

    def run(self) -> PageDone:
        started = time.perf_counter()
        job = self._job
        loaded = load_image(job.source, page=job.page)
        self._sparing = job.calm and loaded.width * loaded.height >= LARGE_PAGE * 1e6
        self._lap("load")
        quad, score = self._quad(loaded)
        self._lap("find")
        flat, dpi = self._flat(loaded, quad)
        native = native_dpi(dpi, loaded, quad)
        loaded = without_pixels(loaded)
        self._lap("rectify")
        blank = is_blank(flat, native)
        crisp = float(sharpness(flat))
        self._lap("judge")
        rotation = self._rotation(flat, blank=blank)
        flat = turned(flat, rotation) if rotation else flat
        self._lap("orient")
        lean = 0.0 if blank or self._drawing else float(skew(flat))
        lay = source_lean(quad, rotation, size=(flat.shape[1], flat.shape[0]), lean=lean)
        if abs(lean) >= _LEAST_SKEW:
            flat = straighten(flat, lean)
        self._lap("skew")
        if too_coarse(native) and not blank and not self._drawing:
            self._warnings.append("page.low_dpi")
        width, height = flat.shape[1] * 72.0 / dpi, flat.shape[0] * 72.0 / dpi
        white, white_dpi = self._white(flat, dpi, cut=quad is not None)
        kept = flat if job.profile == "photo" else white
        del flat  # not held while the page is split and read
        made = self._make(white, white_dpi, kept, read=job.ocr and not blank)
        size = sum(layer.file.stat().st_size for layer in (*made.pictures, made.stencil) if layer)
        return PageDone(
            corners=source_corners(loaded, quad, rotation),
            found_score=round(score, 4),
            sharpness=round(crisp, 4),
            blank=blank,
            rotation=rotation,
            skew_deg=round(lay, 3),
            dpi=round(native, 1),
            width=width,
            height=height,
            pictures=made.pictures,
            stencil=made.stencil,
            ink=made.ink,
            words=made.words,
            word_dpi=made.word_dpi,
            bytes=size,
            ms=round((time.perf_counter() - started) * 1000, 1),
            warnings=tuple(self._warnings),
            steps=self._steps,
        )

    @property
    def _drawing(self) -> bool:
        return self._job.profile == DRAWING

    def _quad(self, loaded: LoadedImage) -> tuple[NDArray[np.float64] | None, float]:
        """The page's corners in pixels of the loaded picture, clockwise from the picture's top-left.

        Doubtful edges may be a table's: nothing is cut along them on a scan or at a poor score. Too much
        kept can be cut later; what was cut away is gone from the archive copy.
        """
        if self._drawing:
            return None, 1.0
        if self._job.corners is not None:
            return clockwise(loaded.from_source(np.array(self._job.corners, np.float64))), 1.0
        found = find_page(loaded.bgr)
        if found.corners is None or found.confident:
            return found.corners, found.score
        if loaded.dpi is not None:  # a scan that fills its frame has no edges to be sure of
            return None, found.score
        self._warnings.append("page.corners_unsure")
        return (found.corners if found.score >= _LEAST_SCORE else None), found.score

    def _rotation(self, flat: Image, *, blank: bool) -> int:
        """Degrees clockwise that make the page upright; a clerk who turned it knows better than a net."""
        if self._job.turn is not None:
            return self._job.turn
        return 0 if blank or self._drawing else self._worker.turner().upright(flat).rotation

    def _flat(self, loaded: LoadedImage, quad: NDArray[np.float64] | None) -> tuple[Image, float]:
        """The page seen from above and its resolution, not above the working resolution."""
        target = PHOTO_DPI if self._job.profile == "photo" else WORK_DPI
        if quad is not None:
            longest = np.linalg.norm(np.roll(quad, -1, axis=0) - quad, axis=1).max()
            rectified = rectify(loaded.bgr, quad, dpi_target=target, cards=bool(longest <= _CARD_PIXELS))
            return rectified.bgr, rectified.dpi
        dpi = frame_dpi(loaded)
        if dpi <= target * 1.1:
            return loaded.bgr, dpi
        scale = target / dpi
        small = cv2.resize(loaded.bgr, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        return np.asarray(small, np.uint8), float(target)

    def _white(self, flat: Image, dpi: float, *, cut: bool) -> tuple[Image, float]:
        """The page on even white near the working resolution."""
        white, white_dpi = for_work(flat, dpi)
        white = whiten(white)
        if cut:
            _clear_rim(white, round(_RIM_MM * white_dpi / 25.4))
        self._lap("whiten")
        return white, white_dpi

    def _make(self, white: Image, white_dpi: float, kept: Image, *, read: bool) -> _Made:
        """The layers and the words; these are read while the layers are split, on a second core, or later."""
        later = self._sparing
        reading = self._worker.read(white, dpi=white_dpi) if read and not later else None
        pictures: list[Layer] = []
        stencil: Layer | None = None
        ink = (0, 0, 0)
        if self._job.profile == "photo":
            pictures.append(self._spool(kept, _PHOTO_QUALITY))
        elif self._job.profile in ("colour", DRAWING):
            pictures.append(self._spool(kept, _COLOUR_QUALITY))
        else:
            layers = split(white, dpi=white_dpi)
            stencil, ink = self._spool_stencil(layers.stencil), layers.ink
            if layers.picture is not None:
                pictures += self._spool_picture(layers.picture, alone=stencil is None)
            del layers
        self._lap("layers")
        if read and later:
            reading = self._worker.read(white, dpi=white_dpi)
        words: tuple[Word, ...] = ()
        if reading is not None:
            words, self._steps["ocr"] = reading.result().words, reading.result().ms
        self._lap("ocr_rest")
        return _Made(tuple(pictures), stencil, ink, words, white_dpi)

    def _spool_picture(self, picture: Image, *, alone: bool) -> list[Layer]:
        """The colour of a page whose print went into the stencil; all of it where there is no stencil."""
        if alone:
            return [self._spool(picture, SOFT_QUALITY)]
        high, wide = picture.shape[:2]
        parts = pieces(picture)
        if len(parts) == 1 and parts[0].bgr.shape == picture.shape:
            return [self._spool(picture, PICTURE_QUALITY, full_colour=True)]
        return [
            replace(
                self._spool(piece.bgr, PICTURE_QUALITY, number, full_colour=True),
                place=(
                    piece.left / wide,
                    piece.top / high,
                    piece.bgr.shape[1] / wide,
                    piece.bgr.shape[0] / high,
                ),
            )
            for number, piece in enumerate(parts)
        ]

    def _spool(self, bgr: Image, quality: int, number: int = 0, *, full_colour: bool = False) -> Layer:
        file = self._job.folder / f"{self._job.name}.p{number}"
        file.write_bytes(jpeg(bgr, quality=quality, full_colour=full_colour))
        return Layer(file, bgr.shape[1], bgr.shape[0])

    def _spool_stencil(self, stencil: Image) -> Layer | None:
        if not cv2.countNonZero(stencil):
            return None
        file = self._job.folder / f"{self._job.name}.s"
        file.write_bytes(g4(stencil))
        return Layer(file, stencil.shape[1], stencil.shape[0])


@dataclass(frozen=True, slots=True)
class _Made:
    pictures: tuple[Layer, ...]
    stencil: Layer | None
    ink: tuple[int, int, int]
    words: tuple[Word, ...]
    word_dpi: float


def _clear_rim(white: Image, rim: int) -> None:
    """Make the outermost pixels paper white, in place."""
    white[:rim] = white[-rim:] = 255
    white[:, :rim] = white[:, -rim:] = 255
