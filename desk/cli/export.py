"""`export`: a dossier's digitised papers proved byte for byte, or a period's person-free data set (`ioc`)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desk.cli import shapes
from desk.cli.context import Answer, Command
from desk.cli.reports import add_period, asked_period, told
from desk.cli.words import say, typed
from desk.errors import InputError

if TYPE_CHECKING:
    import argparse

    from desk.cli.context import Context

IOC = "ioc"  # no code of a dossier looks like it


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code")
    parser.add_argument("-o", "--out", required=True, metavar="DIR")
    parser.add_argument("--official-names", action="store_true")
    add_period(parser)
    parser.add_argument("--least", type=int, metavar="N")


def _run(context: Context, args: argparse.Namespace) -> Answer:
    if typed(args.code) == IOC:
        return _feed(context, args)
    if any(one is not None for one in (args.first, args.last, args.period, args.least)):
        raise InputError("usage", reason="--from --to --period --least: export ioc")
    return _papers(context, args)


def _feed(context: Context, args: argparse.Namespace) -> Answer:
    from desk.reports.feed import LEAST
    from desk.reports.feed_files import export_feed

    first, last = asked_period(args)
    least = LEAST if args.least is None else args.least
    with context.office() as office:
        done = export_feed(office, first, last, Path(args.out), least=least, report=told())
    payload = context.with_clock_warning(
        {
            "folder": str(done.folder),
            "files": [one.name for one in done.files],
            "rows": done.rows,
            "least": least,
            "as_of_event": done.as_of,
        }
    )
    return Answer(
        payload=payload, text=lambda lang: say("said.exported", lang, file=done.folder, rows=done.rows)
    )


def _papers(context: Context, args: argparse.Namespace) -> Answer:
    from desk.imaging.exporting import export_papers

    with context.office() as office:
        done = export_papers(office, typed(args.code), Path(args.out), official_names=args.official_names)
    payload = context.with_clock_warning(
        {
            "code": done.code,
            "ok": done.ok,
            "folder": str(done.folder),
            "files": [{**shapes.attachment(one.source), "exported": str(one.file)} for one in done.files],
            "problems": shapes.notes(done.refused),
            "list": str(done.list_file) if done.list_file else None,
            "warnings": shapes.notes(done.warnings),
        }
    )

    def text(lang: str) -> str:
        head = say("said.exported_papers", lang, n=len(done.files), folder=done.folder)
        return "\n".join(
            (
                head,
                *(f"  {one.file.name}" for one in done.files),
                *(f"✗ {one.message}" for one in done.refused),
                *(f"! {one['message']}" for one in payload["warnings"]),
            )
        )

    return Answer(payload=payload, text=text, exit_code=0 if done.ok else 3)


COMMANDS = {"export": Command(arguments=_arguments, run=_run)}
