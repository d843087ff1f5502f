"""Readers that know nothing of how the PDF was made: poppler, pdfium with zxing, pikepdf."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import numpy as np
import pikepdf
import zxingcpp

from printing.raster import rasterise


def text_of(pdf: bytes, folder: Path) -> str:
    """Everything `pdftotext -layout` reads, white space squeezed."""
    path = folder / "in.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(
        ["pdftotext", "-layout", "-enc", "UTF-8", str(path), "-"], check=True, capture_output=True, timeout=60
    )
    return " ".join(done.stdout.decode("utf-8").split())


def codes_of(pdf: bytes, dpi: float, page: int = 0) -> dict[str, str]:
    """Format to text of every code on a rendering at `dpi`."""
    drawn = rasterise(pdf, page=page, dpi=dpi)
    pixels = np.frombuffer(drawn.rgb, np.uint8).reshape(drawn.height, drawn.width, 3)
    return {code.format.name: code.text for code in zxingcpp.read_barcodes(np.ascontiguousarray(pixels))}


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))
