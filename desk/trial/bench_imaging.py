"""Measurements of the scan station: how well and how fast pages are read."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from desk.trial.bench import Bench

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

READ_TARGET, RATE_TARGET, PHOTO_RATE_TARGET = 700, 1.5, 2.0
_SEEDS = (11, 12)


def ocr_page(scratch: Path) -> Sequence[float]:
    """Processor time of reading a scanned letter with seals over its text, from the whitened page on."""
    from scanning.scenes.letters import LETTERS
    from scanning.scenes.reading_set import worn_page
    from scanning.steps.clean import whiten
    from scanning.words.ocr import Reader, tessdata_folder

    del scratch
    folder = tessdata_folder()
    if folder is None:
        return [float("inf")]
    reader = Reader(folder)
    values = []
    for kind in LETTERS:
        white = whiten(worn_page(kind, _SEEDS[0]).bgr)
        started = time.process_time()
        reader.read(white, dpi=200)
        values.append((time.process_time() - started) * 1000)
    reader.close()
    return values


def ocr_rate(scratch: Path, *, source: str) -> Sequence[float]:
    """Letters wrong, missing or out of order, in percent: each kind of letter, from file to words."""
    from scanning.pdf.textlayer import text_of
    from scanning.scenes.letters import LETTERS
    from scanning.scenes.reading import mean_rate
    from scanning.scenes.reading_set import worn_page
    from scanning.work.job import PageJob
    from scanning.work.pages import PageWorker

    worker = PageWorker()
    values = []
    for seed in _SEEDS:
        pairs = []
        for kind in LETTERS:
            page = worn_page(kind, seed, source=source)
            file = page.save(scratch / f"{kind}.jpg")
            done = worker.do(PageJob(file, 0, profile="text", ocr=True, folder=scratch, name=kind))
            pairs.append((page.text, text_of(done.words)))
        values.append(mean_rate(pairs) * 100)
    worker.close()
    return values


IMAGING = (
    Bench("ocr_page_200dpi", READ_TARGET, ocr_page),
    Bench("ocr_cer_200dpi", RATE_TARGET, partial(ocr_rate, source="scan200"), unit="%"),
    Bench("ocr_cer_photo", PHOTO_RATE_TARGET, partial(ocr_rate, source="photo"), unit="%"),
)
