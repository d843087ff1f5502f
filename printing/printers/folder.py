"""Thư mục: a folder as a printer; every paper becomes a PDF there, whole or not at all."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from printing.printers.driver import PrinterError, PrinterInfo, Progress, SendOptions, Sent

if TYPE_CHECKING:
    from collections.abc import Callable

PREFIX = "folder:"
_PLAIN = re.compile(r"[^A-Za-z0-9._-]+")


class FolderDriver:
    """Folders as printers; `known` are those the settings name."""

    name = "folder"

    def __init__(self, known: tuple[Path, ...] = ()) -> None:
        self._known = known

    def printers(self) -> tuple[PrinterInfo, ...]:
        """The folders that were named."""
        return tuple(_info(folder) for folder in self._known)

    def printer(self, key: str) -> PrinterInfo | None:
        """The folder as it is now."""
        return _info(Path(key.removeprefix(PREFIX))) if key.startswith(PREFIX) else None

    def send(self, key: str, pdf: bytes, options: SendOptions, *, begun: Callable[[str], None]) -> Sent:
        """Write the PDF under the job's title; an older one of the same name stays."""
        folder = Path(key.removeprefix(PREFIX))
        begun("")
        try:
            target = _free(folder, _PLAIN.sub("-", options.title).strip("-.") or "in")
            aside = target.with_name(f".{target.name}.part")
            with aside.open("xb") as file:
                file.write(pdf)
                file.flush()
                os.fsync(file.fileno())
            aside.replace(target)
        except OSError as reason:
            raise PrinterError("printer.unwritable", printer=key) from reason
        return Sent()

    def progress(self, reference: str) -> Progress:
        """A file that was written is done."""
        del reference
        return Progress("done")

    def cancel(self, reference: str) -> bool:
        """A file that was written stays."""
        del reference
        return False


def _free(folder: Path, stem: str) -> Path:
    number = 1
    while True:
        target = folder / f"{stem}{f'-{number}' if number > 1 else ''}.pdf"
        if not target.exists() and not target.with_name(f".{target.name}.part").exists():
            return target
        number += 1


def _info(folder: Path) -> PrinterInfo:
    there = folder.is_dir() and os.access(folder, os.W_OK)
    return PrinterInfo(
        key=f"{PREFIX}{folder}", name=folder.name or str(folder), state="ready" if there else "offline",
        place=str(folder), papers=("a4", "a5", "k80"),
    )  # fmt: skip
