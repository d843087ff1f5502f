"""`print`: one form of one dossier as PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desk.cli import shapes
from desk.cli.context import Answer, Command
from desk.cli.words import typed
from desk.errors import InputError

if TYPE_CHECKING:
    import argparse

    from desk.cli.context import Context

PAPERS = ("a4", "a5", "k80", "k58")


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("form")
    parser.add_argument("code")
    parser.add_argument("-o", "--out", metavar="FILE.pdf")
    parser.add_argument("--paper")


def _run(context: Context, args: argparse.Namespace) -> Answer:
    from desk.paper.receipts import print_form

    if args.paper is not None and args.paper not in PAPERS:
        raise InputError("form.unknown_paper", paper=typed(args.paper)[:40], allowed=list(PAPERS))
    with context.office() as office:
        printed = print_form(
            office, args.form, typed(args.code), paper=args.paper, out=Path(args.out) if args.out else None
        )
    payload = context.with_clock_warning(
        {"file": str(printed.file), "pages": printed.pages, "warnings": shapes.notes(printed.warnings)}
    )
    lines = (str(printed.file), *(f"! {one['message']}" for one in payload["warnings"]))
    return Answer(payload=payload, text=lambda _: "\n".join(lines))


COMMANDS = {"print": Command(arguments=_arguments, run=_run)}
