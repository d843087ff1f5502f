"""`reconcile`: official codes taken over from a table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desk.cli.context import Answer, Command
from desk.cli.imports import guarded, import_answer

if TYPE_CHECKING:
    import argparse

    from desk.cli.context import Context


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path)
    parser.add_argument("--dry-run", action="store_true")


def _run(context: Context, args: argparse.Namespace) -> Answer:
    from desk.life.official_codes import import_codes

    with context.office() as office:
        report = guarded(
            lambda: import_codes(office, args.file, dry_run=args.dry_run),
            lang=office.lang,
            dry_run=args.dry_run,
        )
    answer = import_answer(report)
    return Answer(
        payload=context.with_clock_warning(answer.payload), text=answer.text, exit_code=answer.exit_code
    )


COMMANDS = {"reconcile": Command(arguments=_arguments, run=_run)}
