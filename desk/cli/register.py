"""`register`: the dossiers of another register taken over, and this office's own given away as a table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desk.cli.closing import parse_day
from desk.cli.context import Answer, Command
from desk.cli.imports import guarded, import_answer
from desk.cli.words import say, typed

if TYPE_CHECKING:
    import argparse

    from desk.cli.context import Context


def _arguments(parser: argparse.ArgumentParser) -> None:
    parts = parser.add_subparsers(dest="part", required=True)
    importing = parts.add_parser("import", add_help=False, allow_abbrev=False)
    importing.add_argument("file", type=Path, metavar="FILE")
    importing.add_argument("--dry-run", action="store_true")
    importing.add_argument("--partial", action="store_true")
    exporting = parts.add_parser("export", add_help=False, allow_abbrev=False)
    exporting.add_argument("-o", "--out", type=Path, metavar="FILE", required=True)
    exporting.add_argument("--from", dest="first", metavar="DATE")
    exporting.add_argument("--to", dest="last", metavar="DATE")


def _run(context: Context, args: argparse.Namespace) -> Answer:
    return {"import": _import, "export": _export}[args.part](context, args)


def _import(context: Context, args: argparse.Namespace) -> Answer:
    from desk.moving.incoming import import_register

    with context.office() as office:
        report = guarded(
            lambda: import_register(office, args.file, dry_run=args.dry_run, partial=args.partial),
            lang=office.lang,
            dry_run=args.dry_run,
        )
    answer = import_answer(report)
    return Answer(
        payload=context.with_clock_warning(answer.payload), text=answer.text, exit_code=answer.exit_code
    )


def _export(context: Context, args: argparse.Namespace) -> Answer:
    from desk.moving.outgoing import export_register

    first = parse_day(typed(args.first)) if args.first else None
    last = parse_day(typed(args.last)) if args.last else None
    with context.office() as office:
        done = export_register(office, args.out, first, last)
    payload = context.with_clock_warning({"file": str(done.file), "rows": done.rows})
    return Answer(
        payload=payload, text=lambda lang: say("said.exported", lang, file=done.file, rows=done.rows)
    )


COMMANDS = {"register": Command(arguments=_arguments, run=_run)}
