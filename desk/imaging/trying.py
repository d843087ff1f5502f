"""Quét thử: one page through a scan button, measured, shown and thrown away, for who sets a machine up.

The page may be anybody's paper, so it never leaves `staging/` and goes when its picture is drawn.
"""

from __future__ import annotations

import os
import secrets
import shutil
import time
from typing import TYPE_CHECKING

from desk.imaging.digitising import scanning_failures, source_of
from desk.imaging.last_scanner import scan_here
from desk.imaging.rows import PAPERS, ScanTrial
from desk.rows import GivenPage, PagePicture

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desk.imaging.rows import ScannedSheet, ScanProfile
    from desk.office.opened import Office
    from scanning.work.preview import Preview

SIDE = 1400  # pixels of the longer side: letters can be judged by eye
_AGREE = 0.04  # how far the two sides' dots an inch may lie apart, where the paper is the one meant
_NIGHT = 60  # of 255: a page as dark as this was scanned without light
_INCH = 25.4


def try_scan(
    office: Office, profile: ScanProfile, *, cancelled: Callable[[], bool] = lambda: False
) -> ScanTrial:
    """Scan one page as a button says and tell what came; nothing of it is kept.

    Raises:
        SurroundingsError: a scanner's fault by its code; `data.*`.
        InputError: `image.*`: what came is no picture.
    """
    folder = office.paths.staging / f"{os.getpid()}-{secrets.token_hex(6)}"
    came: list[tuple[ScannedSheet, float]] = []
    began = time.perf_counter()
    try:
        done = scan_here(
            office, profile, folder, cancelled=cancelled, limit=1, lang=office.lang,
            page=lambda sheet: came.append((sheet, time.perf_counter() - began)),
        )  # fmt: skip
        sheet, seconds = came[0]
        seen = _seen(sheet.file)
        size = sheet.file.stat().st_size
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    high, wide = seen.bgr.shape[:2]
    return ScanTrial(
        scanner=done.scanner,
        profile=profile,
        picture=PagePicture(
            wide, high, seen.bgr[:, :, ::-1].tobytes(), seen.source_width, seen.source_height
        ),
        dpi=measured_dpi(seen.source_width, seen.source_height, profile.paper, stated=sheet.dpi),
        ms=round(seconds * 1000),
        bytes=size,
        dark=float(seen.bgr.mean()) < _NIGHT,
        blank=_blank(seen),
    )


def measured_dpi(width: int, height: int, paper: str, *, stated: int) -> int | None:
    """Dots an inch by the picture's pixels and the paper's millimetres; None where it is another paper.

    Half a sheet has the shape of a whole one lying: a lying picture is believed with the dots it states only.
    """
    upright = _agreed(width, height, *PAPERS[paper])
    if upright is not None:
        return upright
    lying = _agreed(height, width, *PAPERS[paper])
    return lying if lying is not None and abs(lying - stated) <= _AGREE * stated else None


def _agreed(width: int, height: int, wide_mm: float, high_mm: float) -> int | None:
    across, down = width / wide_mm * _INCH, height / high_mm * _INCH
    if abs(across - down) > _AGREE * max(across, down):
        return None
    return round((across + down) / 2)


def _seen(file: Path) -> Preview:
    from scanning.work.preview import preview

    with scanning_failures():
        return preview(source_of(GivenPage(file)), side=SIDE, flat=False)


def _blank(seen: Preview) -> bool:
    from scanning.steps.blank import is_blank

    return is_blank(seen.bgr)
