"""`due`: when a result is promised, and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.cli import shapes
from desk.cli.context import Answer, Command
from desk.cli.words import local

if TYPE_CHECKING:
    import argparse

    from desk.cli.context import Context
    from desk.rows import DuePromise


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--procedure")
    parser.add_argument("--limit")
    parser.add_argument("--unit")
    parser.add_argument("--received", metavar="ISO8601")
    parser.add_argument("--file", metavar="CASES.json")


def _run(context: Context, args: argparse.Namespace) -> Answer:
    from desk.promises import Promises, case_from, read_cases

    promises = Promises.opened(context.office_if_any(), lang=context.lang)
    if args.file is not None:
        rows = [promises.promise(case) for case in read_cases(Path(args.file))]
        results = [shapes.promise(row) for row in rows]
        return Answer(payload={"results": results}, text=lambda lang: "\n".join(_words(row, lang) for row in rows))
    given: dict[str, Any] = {
        key: value for key in ("procedure", "limit", "unit", "received") if (value := getattr(args, key)) is not None
    }
    row = promises.promise(case_from(given))
    return Answer(payload=shapes.promise(row), text=lambda lang: _words(row, lang))


def _words(row: DuePromise, lang: str) -> str:
    lines = [local(row.due_at, lang), *(f"  {reason}" for reason in row.reason)]
    return "\n".join(lines + [f"! {one.message}" for one in row.warnings])


COMMANDS = {"due": Command(arguments=_arguments, run=_run)}
