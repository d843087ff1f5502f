"""`tally`, `close-day`, `verify-tally`: what was counted, signed and can be checked by anyone."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from desk.cli import shapes
from desk.cli.context import Answer, Command
from desk.cli.words import say
from desk.errors import InputError

if TYPE_CHECKING:
    import argparse

    from desk.cli.context import Context


def parse_day(text: str) -> date:
    """Read `YYYY-MM-DD`; refuses anything else with `clock.bad_day`."""
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII) is None:
            raise InputError("clock.bad_day", text=text[:40])
        return date.fromisoformat(text)
    except ValueError as failure:
        raise InputError("clock.bad_day", text=text[:40]) from failure


def _tally_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("day", metavar="DATE")
    parser.add_argument("--to", metavar="DATE")


def _tally(context: Context, args: argparse.Namespace) -> Answer:
    from desk.numbers.tally import tally

    first = parse_day(args.day)
    last = parse_day(args.to) if args.to is not None else first
    with context.office() as office:
        payload = context.with_clock_warning(tally(office, first, last).as_json())

    def text(lang: str) -> str:
        keys = ("received_total", "settled_total", "pending_total", "settled_late", "pending_late")
        rows = [*payload["by_field"], {"field": say("said.total", lang), **payload["total"]}]
        return "\n".join(f"{row['field']:<32}" + "".join(f"{row[key]:>8}" for key in keys) for row in rows)

    return Answer(payload=payload, text=text)


def _close_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("day", metavar="DATE")


def _close(context: Context, args: argparse.Namespace) -> Answer:
    from desk.numbers.closing import close_day

    day = parse_day(args.day)
    with context.office() as office:
        row = close_day(office, day)
    payload = context.with_clock_warning(shapes.closed(row))
    return Answer(payload=payload, text=lambda lang: say("said.closed", lang, **payload))


def _verify_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--key", metavar="PUB")


def _verify(context: Context, args: argparse.Namespace) -> Answer:
    from desk.numbers.verify import verify_file
    from desk.office.keys import facts

    if args.key is not None:
        key = args.key
    else:
        with context.office() as office:
            key = facts(office.keys).public_key
    found = verify_file(Path(args.file), key, lang=context.lang)
    payload = {
        "ok": found.ok,
        "office": found.office,
        "date": shapes.day(found.date),
        "revision": found.revision,
        "problems": shapes.notes(found.problems),
    }

    def text(lang: str) -> str:
        if found.ok:
            return say("said.verified", lang, **payload)
        return "\n".join((say("said.not_verified", lang), *(f"! {one.message}" for one in found.problems)))

    return Answer(payload=payload, text=text, exit_code=0 if found.ok else 2)


COMMANDS = {
    "tally": Command(arguments=_tally_arguments, run=_tally),
    "close-day": Command(arguments=_close_arguments, run=_close),
    "verify-tally": Command(arguments=_verify_arguments, run=_verify),
}
