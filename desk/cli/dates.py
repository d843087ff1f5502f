"""`due`: when a result is promised, and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desk.cli import shapes
from desk.cli.context import Answer, Command
from desk.cli.words import local, typed

if TYPE_CHECKING:
    import argparse

    from desk.cli.context import Context
    from desk.rows import DuePromise


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--procedure")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--unit")
    parser.add_argument("--received", metavar="ISO8601")
    parser.add_argument("--file", metavar="CASES.json")


def _run(context: Context, args: argparse.Namespace) -> Answer:
    from desk.dates.promises import Promises, read_cases

    with context.office_if_any() as office:
        promises = Promises.opened(office, lang=context.lang)
        if args.file is not None:
            rows = promises.all(read_cases(Path(args.file)))
            return Answer(
                payload={"results": [shapes.promise(row) for row in rows]},
                text=lambda lang: "\n".join(_words(row, lang) for row in rows),
            )
        procedure = None if args.procedure is None else typed(args.procedure)
        row = promises.one(
            {"procedure": procedure, "limit": args.limit, "unit": args.unit, "received": args.received}
        )
    return Answer(payload=shapes.promise(row), text=lambda lang: _words(row, lang))


def _words(row: DuePromise, lang: str) -> str:
    lines = [local(row.due_at, lang), *(f"  {reason}" for reason in row.reason)]
    return "\n".join(lines + [f"! {one.message}" for one in row.warnings])


COMMANDS = {"due": Command(arguments=_arguments, run=_run)}
