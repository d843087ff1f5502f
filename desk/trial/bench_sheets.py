"""Paper in time: from F9 to a PDF that lies there, the QR, a receipt in the dots of an 80 mm printer."""

from __future__ import annotations

import time
from itertools import count
from typing import TYPE_CHECKING

from desk.trial.bench import NOW, Bench

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

_BOOK_PAGES, _BOOK_ROWS, _FEWEST_TOLD = 500, 9_960, 50


def _timed(work: Callable[[], object], n: int) -> list[float]:
    work()
    values = []
    for _ in range(n):
        began = time.perf_counter()
        work()
        values.append((time.perf_counter() - began) * 1000)
    return values


def f9_to_pdf(scratch: Path) -> Sequence[float]:
    """A reception without images with its print job, until its A5 receipt lies in `prints/`."""
    from desk.clock import FrozenClock
    from desk.intake.receive import receive
    from desk.intake.receive_file import command_from
    from desk.office.bootstrap import create_office, open_office
    from desk.trial.bench_cases import command

    create_office(scratch / "office", training=True, clock=FrozenClock(NOW))
    numbers = count(1)
    with open_office(scratch / "office", now=NOW) as office:

        def once() -> None:
            given = command_from(command(next(numbers)), base=scratch)
            done = receive(office, given, paper="a5", queued=True)
            if done.receipt_pdf is None or done.job is None:
                raise RuntimeError(done.code)

        return _timed(once, 60)


def qr_modules(scratch: Path) -> Sequence[float]:
    """The QR of a receipt as modules, anew each time."""
    from printing import symbols

    del scratch
    numbers = count(1)

    def once() -> None:
        symbols.qr_matrix(f"H29.26.112-261123-{next(numbers):04d}.7KQ2MX4B")

    return _timed(once, 200)


def roll_raster(scratch: Path) -> Sequence[float]:
    """A receipt of a stored dossier, drawn already, as the bytes of an 80 mm printer."""
    from desk.clock import FrozenClock
    from desk.intake.receive import commit_reception
    from desk.intake.receive_file import command_from
    from desk.office.bootstrap import create_office, open_office
    from desk.paper.receipts import receipt_pdf
    from desk.trial.bench_cases import command
    from printing.printers import escpos

    create_office(scratch / "office", training=True, clock=FrozenClock(NOW))
    with open_office(scratch / "office", now=NOW) as office:
        code = commit_reception(office, command_from(command(1), base=scratch)).code
        pdf = receipt_pdf(office, code, "k80")
    return _timed(lambda: escpos.job(escpos.bitmaps(pdf, "k80")), 60)


def register_book(folder: Path) -> Sequence[float]:
    """A register book of 500 pages as PDF, read from the record, with word of how far it is."""
    from dataclasses import replace
    from datetime import date

    from desk.office.bootstrap import open_office
    from desk.paper.book import register_sheet
    from desk.paper.receipts import drawn
    from desk.paper.telling import telling

    heard: list[int] = []

    def once() -> None:
        sheet, _ = register_sheet(office, date(2016, 1, 1), date(2026, 12, 31), closing=False)
        rows = [row for volume in sheet.volumes for row in volume.rows]
        many = (rows * (1 + _BOOK_ROWS // len(rows)))[:_BOOK_ROWS]  # a small office's lines come again
        sheet = replace(sheet, volumes=(replace(sheet.volumes[0], rows=tuple(many)),))
        done = drawn(office, sheet, "a4", tell=telling(heard.append, lambda: False))
        if done.pages < _BOOK_PAGES or len(heard) < _FEWEST_TOLD:
            raise RuntimeError(done.pages, len(heard))
        heard.clear()

    with open_office(folder, now=NOW) as office:
        return _timed(once, 2)


PRINTING = (
    Bench("f9_to_pdf", 100, f9_to_pdf),
    Bench("qr_modules", 5, qr_modules),
    Bench("roll_raster", 120, roll_raster),
    Bench("register_book", 20_000, register_book, large=True),
)
