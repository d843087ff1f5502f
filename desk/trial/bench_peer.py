"""The scan station beside OCRmyPDF on the same pages in the same run, each as a whole command.

The peer is none of our dependencies. Where `ocrmypdf` is not on the path (or named in QMC_PEER), or its text
cannot be read back for want of `pdftotext`, the rows say infinity: not measured, not won.
"""

from __future__ import annotations

import math
import os
import shutil
import subprocess
import sys
import time
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from desk.trial.bench import Bench

if TYPE_CHECKING:
    from collections.abc import Sequence

ROUNDS = 3
_SEED = 21


@cache
def _compared() -> dict[str, list[float]]:
    """Ratios ours/theirs, pair by pair: seconds, bytes and letters wrong."""
    peer = os.environ.get("QMC_PEER") or shutil.which("ocrmypdf")
    if peer is None or shutil.which("pdftotext") is None:
        return {"time": [math.inf], "bytes": [math.inf], "cer": [math.inf]}
    with TemporaryDirectory(prefix="qmc-peer-") as name:
        return _ratios(Path(name), peer)


def _ratios(folder: Path, peer: str) -> dict[str, list[float]]:
    """Each letter of the reading set as a scan of 200 dpi, in one document."""
    from PIL import Image

    from scanning.scenes.letters import LETTERS
    from scanning.scenes.reading import mean_rate
    from scanning.scenes.reading_set import worn_page

    pages = [worn_page(kind, _SEED) for kind in LETTERS]
    files = [page.save(folder / f"{number}.jpg") for number, page in enumerate(pages)]
    scan, ours, theirs = folder / "scan.pdf", folder / "ours.pdf", folder / "theirs.pdf"
    first, *rest = (Image.open(file) for file in files)
    first.save(scan, save_all=True, append_images=rest, resolution=200)
    own = [sys.executable, "-m", "desk", "digitise", str(scan), "-o", str(ours)]
    other = [peer, "-q", "-l", "vie", "--output-type", "pdfa-2", "--deskew", "--rotate-pages"]
    other += [str(scan), str(theirs)]
    found: dict[str, list[float]] = {"time": [], "bytes": [], "cer": []}
    truth = [page.text for page in pages]
    for _ in range(ROUNDS):
        spent = [_seconds(command) for command in (own, other)]
        found["time"].append(spent[0] / spent[1])
        found["bytes"].append(ours.stat().st_size / theirs.stat().st_size)
    wrong = [mean_rate(zip(truth, _texts(file, len(pages)), strict=True)) for file in (ours, theirs)]
    found["cer"].append(wrong[0] / max(wrong[1], 1e-9))
    return found


def _seconds(command: Sequence[str]) -> float:
    started = time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)} if "-m" in command else None
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return time.perf_counter() - started


def _texts(file: Path, pages: int) -> list[str]:
    """The text of each page as another program finds it in the file."""
    shown = subprocess.run(["pdftotext", str(file), "-"], check=True, capture_output=True)
    found = shown.stdout.decode("utf-8").split("\f")
    return (found + [""] * pages)[:pages]


def _ratio(what: str) -> Sequence[float]:
    return _compared()[what]


PEER = (
    Bench("ocrmypdf_time", 0.7, lambda _: _ratio("time"), unit="ratio", heavy=True),
    Bench("ocrmypdf_bytes", 0.5, lambda _: _ratio("bytes"), unit="ratio", heavy=True),
    Bench("ocrmypdf_cer", 1.0, lambda _: _ratio("cer"), unit="ratio", heavy=True),
)
