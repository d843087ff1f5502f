"""Seeded pages on which telling up from down is hard: sparse, under seals, tables, cards, dim photographs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from scanning.scenes import wear
from scanning.scenes.cards import card
from scanning.scenes.letters import LETTERS, a_few_lines, letter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Bgr = NDArray[np.uint8]

HARD = ("letter", "sparse", "sealed", "table", "card", "dim", "small")
_DPI = 150


def hard_page(kind: str, seed: int, *, look: str = "judge") -> Bgr:
    """One upright page of a kind, as it comes out of page finding: flat, cut, not yet whitened."""
    rng = np.random.default_rng([seed, HARD.index(kind), look == "judge", 41])
    if kind == "card":
        return _worn(card(rng, dpi=300).bgr, rng)
    if kind in {"sparse", "sealed"}:
        sheet = a_few_lines(rng, dpi=_DPI, look=look, rows=1 if kind == "sealed" else int(rng.integers(2, 5)))
        for _ in range(5 if kind == "sealed" else 1):
            at = (
                float(rng.uniform(0.2, 0.8)) * sheet.shape[1],
                float(rng.uniform(0.2, 0.8)) * sheet.shape[0],
            )
            sheet = wear.sealed(sheet, at, rng, dpi=_DPI, look=look)
        return _worn(sheet, rng)
    written = {"table": "bang", "small": "chu_nho"}.get(kind, LETTERS[seed % len(LETTERS)])
    made = letter(written, rng, dpi=_DPI, look=look)
    bgr = wear.sealed(made.sheet.bgr, made.seal, rng, dpi=_DPI, look=look)
    return _dim(bgr, rng) if kind == "dim" else _worn(bgr, rng)


def _worn(bgr: Bgr, rng: np.random.Generator) -> Bgr:
    return wear.scanned(bgr, rng)


def _dim(bgr: Bgr, rng: np.random.Generator) -> Bgr:
    """As a camera sees it in a badly lit room: dark, one side darker, much noise, soft."""
    height, width = bgr.shape[:2]
    slope = np.linspace(0.22, 0.45, width, dtype=np.float32)[None, :, None]
    seen = cv2.GaussianBlur(bgr, (0, 0), float(rng.uniform(0.8, 1.3))).astype(np.float32) * slope
    noise = rng.normal(size=(height, width, 3)).astype(np.float32) * np.float32(rng.uniform(4, 8))
    quality = [cv2.IMWRITE_JPEG_QUALITY, 75]
    packed = cv2.imencode(".jpg", (seen + noise).clip(0, 255).astype(np.uint8), quality)[1]
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), np.uint8)


def turned_pages(count: int, *, look: str = "judge") -> Iterator[tuple[str, int, Bgr]]:
    """`count` pages of each kind, each four times: its kind, the degrees clockwise it needs, its picture."""
    for kind in HARD:
        for seed in range(count):
            page = hard_page(kind, seed, look=look)
            for needed in (0, 90, 180, 270):
                yield kind, needed, np.ascontiguousarray(np.rot90(page, needed // 90))
