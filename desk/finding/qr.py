"""The receipt's QR for screens: the same modules that are printed, as plain squares."""

from __future__ import annotations


def qr_matrix(text: str) -> tuple[tuple[bool, ...], ...]:
    """The QR of a receipt's text, row by row, dark modules True, without the quiet zone."""
    from desk.paper.receipts import printing_failures
    from printing.symbols import qr_matrix as modules_of

    with printing_failures():
        return modules_of(text)
