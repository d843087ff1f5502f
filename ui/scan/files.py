"""Pages from files of this machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.i18n import tr
from ui.widgets.file_box import FileBox

if TYPE_CHECKING:
    from collections.abc import Iterable

PICTURES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".bmp", ".heic", ".pdf")


class LastFolder:
    """Where files were chosen last in this session, else the pictures of whoever sits here."""

    def __init__(self) -> None:
        self._last: Path | None = None

    def get(self) -> Path:
        """A folder that is there: a memory stick may be gone by now."""
        pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        ways = (self._last, Path(pictures) if pictures else None)
        return next((one for one in ways if one is not None and one.is_dir()), Path.home())

    def keep(self, file: Path) -> None:
        """Begin there next time."""
        self._last = file.parent


last = LastFolder()


def ask(parent: QWidget) -> list[Path]:
    """Let the clerk choose pictures or PDFs, from the folder used last on; empty where nothing was."""
    kinds = " ".join(f"*{suffix}" for suffix in PICTURES)
    title, which = tr("Chọn ảnh hoặc PDF"), tr("Ảnh và PDF ({kinds})", kinds=kinds)
    box = FileBox(parent, title, str(last.get()), which)
    box.setFileMode(QFileDialog.FileMode.ExistingFiles)
    chosen = [Path(name) for name in box.selectedFiles()] if box.exec() else []
    box.deleteLater()
    if chosen:
        last.keep(chosen[0])
    return chosen


def pictures(found: Iterable[Path]) -> list[Path]:
    """The pictures and PDFs among files, in order."""
    return [file for file in found if file.suffix.lower() in PICTURES and file.is_file()]
