"""Whether words can be read here, told without loading the reader or any imaging library."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

LANGUAGE = "vie"
_SYSTEM_FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "C:/Program Files/Tesseract-OCR/tessdata",
)


@dataclass(frozen=True, slots=True)
class OcrStatus:
    """Whether words can be read here; `code` is `ocr.ready`, else the reason a sentence exists for."""

    available: bool
    code: str
    tessdata: Path | None = None


def tessdata_folder(language: str = LANGUAGE) -> Path | None:
    """The folder with the model of `language`: QMC_TESSDATA's, the program's, the system's, the cache."""
    return next((folder for folder in _folders() if (folder / f"{language}.traineddata").is_file()), None)


def _folders() -> list[Path]:
    named = os.environ.get("QMC_TESSDATA")
    folders = [Path(named)] if named else []
    if getattr(sys, "frozen", False):
        program = Path(sys.executable).resolve().parent
        folders += [Path(getattr(sys, "_MEIPASS", program)) / "tessdata", program / "tessdata"]
    folders += [Path(folder) for folder in _SYSTEM_FOLDERS]
    folders.append(Path(__file__).resolve().parents[2] / ".cache" / "tessdata")
    return folders


def ocr_status() -> OcrStatus:
    """Tells whether reading is possible, without loading the reader.

    Codes: `ocr.ready`; `ocr.no_model` (the Vietnamese model is missing); `ocr.no_reader` (the
    package is missing).
    """
    from importlib.util import find_spec

    folder = tessdata_folder()
    if find_spec("tesserocr") is None:
        return OcrStatus(available=False, code="ocr.no_reader", tessdata=folder)
    if folder is None:
        return OcrStatus(available=False, code="ocr.no_model")
    return OcrStatus(available=True, code="ocr.ready", tessdata=folder)
