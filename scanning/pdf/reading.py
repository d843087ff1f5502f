"""Reads the text layer of a PDF back, as any reader of PDF would."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from scanning.errors import ScanningError
from scanning.loading.pdf import open_pdf

if TYPE_CHECKING:
    from pathlib import Path


def text_of_pdf(path: Path, *, most: int) -> str:
    """The words of a file in NFC, page after page, cut after `most` letters.

    Raises:
        ScanningError: `image.no_access`, `image.pdf_locked`, `image.unreadable`.
    """
    import pypdfium2

    found: list[str] = []
    try:
        with path.open("rb") as handle, open_pdf(handle, path) as document:
            for number in range(len(document)):
                found.append(document[number].get_textpage().get_text_range()[:most])
                if sum(map(len, found)) >= most:
                    break
    except OSError as reason:
        raise ScanningError("image.no_access", environment=True, file=path.name) from reason
    except (pypdfium2.PdfiumError, ValueError) as reason:
        raise ScanningError("image.unreadable", file=path.name) from reason
    return unicodedata.normalize("NFC", "\n".join(found).replace("\r\n", "\n"))[:most]
