"""`report`: the books and the reports of a period, as PDF, XLSX or CSV."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desk.cli.closing import parse_day
from desk.cli.context import Answer, Command
from desk.cli.words import say, typed
from desk.errors import InputError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from datetime import date

    from desk.cli.context import Context

_LAST_TOLD = 99


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("form")
    add_period(parser)
    parser.add_argument("-o", "--out", metavar="FILE", required=True)
    closing = parser.add_mutually_exclusive_group()
    closing.add_argument("--closing", action="store_true", default=None)
    closing.add_argument("--no-closing", dest="closing", action="store_false")


def add_period(parser: argparse.ArgumentParser) -> None:
    """A period: its two days, or its name."""
    parser.add_argument("--from", dest="first", metavar="DATE")
    parser.add_argument("--to", dest="last", metavar="DATE")
    parser.add_argument("--period", metavar="2026-11|2026-Q4|2026[@15]")


def asked_period(args: argparse.Namespace) -> tuple[date, date]:
    """The first and last day that were asked for.

    Raises:
        InputError: `usage` where neither or both ways are used, `report.bad_period_name`, `clock.bad_day`.
    """
    from desk.reports.periods import named_period

    days = args.first is not None, args.last is not None
    if args.period is not None and not any(days):
        return named_period(typed(args.period))
    if args.period is not None or not all(days):
        raise InputError("usage", reason="--from DATE --to DATE | --period NAME")
    return parse_day(typed(args.first)), parse_day(typed(args.last))


def told() -> Callable[[int], None] | None:
    """Hundredths on a terminal's own line, where somebody sits before one; Ctrl+C ends without a file."""
    if not sys.stderr.isatty():
        return None

    def tell(percent: int) -> None:
        print(f"\r{percent:3d} %", end="" if percent < _LAST_TOLD else "\n", file=sys.stderr, flush=True)

    return tell


def _names(context: Context) -> str:
    """Every report there is, those the office added too, where an office can be opened."""
    from desk.errors import DeskError
    from desk.reports.asking import names

    try:
        with context.office_if_any() as office:
            found = names(office)
    except DeskError:  # help is given whatever the office is like
        found = names()
    return say("help.reports", context.lang, names=", ".join(found))


def _report(context: Context, args: argparse.Namespace) -> Answer:
    from desk.paper.telling import telling
    from desk.reports.asking import known, write

    form, out = typed(args.form), Path(args.out)
    with context.office() as office:
        known(office, form)
        days = asked_period(args)
        done = write(office, form, days, out, closing=args.closing, tell=telling(told()))
    payload = context.with_clock_warning({"file": str(done.file), "rows": done.rows})
    return Answer(
        payload=payload, text=lambda lang: say("said.exported", lang, file=done.file, rows=done.rows)
    )


COMMANDS = {"report": Command(arguments=_arguments, run=_report, beside=_names)}
