"""Pages from files of this machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from ui.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Iterable

PICTURES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".bmp", ".heic", ".pdf")


def ask(parent: QWidget) -> list[Path]:
    """Let the clerk choose pictures or PDFs; empty where nothing was chosen."""
    kinds = " ".join(f"*{suffix}" for suffix in PICTURES)
    title, which = tr("Chọn ảnh hoặc PDF"), tr("Ảnh và PDF ({kinds})", kinds=kinds)
    chosen, _ = QFileDialog.getOpenFileNames(parent, title, "", which)
    return [Path(name) for name in chosen]


def pictures(found: Iterable[Path]) -> list[Path]:
    """The pictures and PDFs among files, in order."""
    return [file for file in found if file.suffix.lower() in PICTURES and file.is_file()]
