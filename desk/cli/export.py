"""`export`: a dossier's digitised papers copied to a folder or a USB disk, each proved byte for byte."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desk.cli import shapes
from desk.cli.context import Answer, Command
from desk.cli.words import say, typed

if TYPE_CHECKING:
    import argparse

    from desk.cli.context import Context


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code")
    parser.add_argument("-o", "--out", required=True, metavar="DIR")
    parser.add_argument("--official-names", action="store_true")


def _run(context: Context, args: argparse.Namespace) -> Answer:
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
