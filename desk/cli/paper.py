"""`print`: one form of one dossier as PDF, and where asked as a job of this counter's printer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desk.cli import shapes
from desk.cli.context import Answer, Command
from desk.cli.words import say, typed
from desk.errors import InputError
from desk.wording import note

if TYPE_CHECKING:
    import argparse

    from desk.cli.context import Context

PAPERS = ("a4", "a5", "k80", "k58")


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("form")
    parser.add_argument("code")
    parser.add_argument("-o", "--out", metavar="FILE.pdf")
    parser.add_argument("--paper")
    parser.add_argument("--queue", action="store_true")
    parser.add_argument("--printer", metavar="KEY")


def _run(context: Context, args: argparse.Namespace) -> Answer:
    from desk.paper.receipts import print_form
    from desk.printing.printers import must_know, printers_of

    if args.paper is not None and args.paper not in PAPERS:
        raise InputError("form.unknown_paper", paper=typed(args.paper)[:40], allowed=list(PAPERS))
    queued, printer = args.queue or args.printer is not None, typed(args.printer or "")
    with context.office() as office:
        if printer:
            must_know(printers_of(office), printer)
        printed = print_form(
            office, args.form, typed(args.code), paper=args.paper,
            out=Path(args.out) if args.out else None, queued=queued, printer=printer,
        )  # fmt: skip
    notes = shapes.notes(printed.warnings)
    if queued and printed.job is None:
        notes = [*notes, *shapes.notes((note("print.pdf_only", context.lang),))]
    payload = context.with_clock_warning(
        {
            "file": str(printed.file),
            "pages": printed.pages,
            "warnings": notes,
            **({"job": printed.job} if queued else {}),
        }
    )

    def text(lang: str) -> str:
        first = str(printed.file)
        if printed.job is not None:
            first = say("said.queued", lang, file=first, job=printed.job)
        return "\n".join((first, *(f"! {one['message']}" for one in payload["warnings"])))

    return Answer(payload=payload, text=text)


COMMANDS = {"print": Command(arguments=_arguments, run=_run)}
