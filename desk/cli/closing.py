"""`tally`, `close-day`, `day-sheet`, `desks`, `verify-tally`, `verify-chain`: counted, signed, checked."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.cli import day_shapes, shapes
from desk.cli.context import Answer, Command
from desk.cli.words import say
from desk.errors import InputError
from desk.wording import note

if TYPE_CHECKING:
    import argparse
    from datetime import datetime

    from desk.cli.context import Context
    from desk.office.opened import Office


def parse_day(text: str) -> date:
    """Read `YYYY-MM-DD`; refuses anything else with `clock.bad_day`."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII) is None:
        raise InputError("clock.bad_day", text=text[:40], expected="day form")
    try:
        return date.fromisoformat(text)
    except ValueError as failure:
        raise InputError("clock.bad_day", text=text[:40], expected="day of calendar") from failure


def _tally_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("day", metavar="DATE")
    parser.add_argument("--to", metavar="DATE")
    parser.add_argument("--as-of", metavar="MOMENT|EVENT|rN", dest="as_of")


def _tally(context: Context, args: argparse.Namespace) -> Answer:
    from desk.numbers.tally import tally

    first = parse_day(args.day)
    last = parse_day(args.to) if args.to is not None else first
    with context.office() as office:
        if args.as_of is None:
            found = tally(office, first, last).as_json()
        else:
            found = _known(office, first, last, args.as_of)
        payload = context.with_clock_warning(found)

    def text(lang: str) -> str:
        return "\n".join(
            (*_table(payload, lang), *(f"! {one['message']}" for one in payload.get("warnings", ())))
        )

    return Answer(payload=payload, text=text)


def _table(payload: dict[str, Any], lang: str) -> list[str]:
    """The balance field by field under its period and the names of its columns."""
    keys = ("received_total", "settled_total", "pending_total", "settled_late", "pending_late")
    rows = [*payload["by_field"], {"field": say("said.total", lang), **payload["total"]}]
    head, *names = say("said.tally_columns", lang).split("|")
    period = " – ".join(dict.fromkeys(f"{parse_day(payload[key]):%d/%m/%Y}" for key in ("from", "to")))
    return [
        period,
        f"{head:<32}" + "".join(f"{name:>12}" for name in names),
        *(f"{row['field']:<32}" + "".join(f"{row[key]:>12}" for key in keys) for row in rows),
    ]


def _known(office: Office, first: date, last: date, as_of: str) -> dict[str, Any]:
    """The answer as it was known: at a moment, at the number of an event, or when revision N was signed."""
    from desk.clock import parse_moment
    from desk.numbers.known import closing_event, tally_known

    if re.fullmatch(r"r\d{1,6}", as_of, re.ASCII):
        point: datetime | int = closing_event(office, first, int(as_of[1:]))
    elif re.fullmatch(r"\d{1,7}|\d{9,12}", as_of, re.ASCII):  # eight digits are a day without its strokes
        point = int(as_of)
    elif re.fullmatch(r"\d{4}-\d{2}-\d{2}", as_of, re.ASCII):  # a day means its end, today up to now
        now, end = office.clock.now(), parse_moment(f"{parse_day(as_of)}T23:59:59")
        point = now if end.date() == now.date() else end
    else:
        point = parse_moment(as_of)
    counted, known = tally_known(office, first, last, point)
    warnings = [note("tally.clock_shuffled", office.lang)] if known.shuffled else []
    if known.unsure:
        warnings.append(note("tally.catalogue_unsure", office.lang, codes=", ".join(known.unsure[:5])))
    return {
        **counted.as_json(),
        "as_of": {"event_seq": known.seq, "audit_head": known.hash, "at": shapes.moment(known.at)},
        **({"warnings": shapes.notes(warnings)} if warnings else {}),
    }


def _close_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("day", metavar="DATE")
    parser.add_argument("--cash", metavar="DONG")
    parser.add_argument("--cash-reason", metavar="TEXT", default="")
    parser.add_argument("--reason", metavar="TEXT", default="")
    parser.add_argument("--reopen", action="store_true")


def _cash(text: str | None) -> int | None:
    if text is None:
        return None
    if re.fullmatch(r"\d{1,15}", text, re.ASCII) is None:
        raise InputError("close.bad_cash", amount=text[:40])
    return int(text)


def _close(context: Context, args: argparse.Namespace) -> Answer:
    from dataclasses import replace

    from desk.numbers.closing import close_day, reopen_day
    from desk.numbers.closing_notes import closing_notes
    from desk.rows import ClosingSaid

    day, cash = parse_day(args.day), _cash(args.cash)
    with context.office() as office:
        if args.reopen:
            opened = reopen_day(office, day, args.reason)
            payload = context.with_clock_warning({"date": args.day, **day_shapes.reopened(opened)})
            return Answer(payload=payload, text=lambda lang: say("said.reopened", lang, **payload))
        said = ClosingSaid(cash=cash, cash_reason=args.cash_reason, reason=args.reason)
        row = close_day(office, day, said)
        row = replace(row, notes=(*row.notes, *closing_notes(office, row)))
    payload = context.with_clock_warning(day_shapes.closed(row))

    def text(lang: str) -> str:
        code = "said.closed_before" if row.repeated else "said.closed"
        return "\n".join((say(code, lang, **payload), *(f"! {one.message}" for one in row.notes)))

    return Answer(payload=payload, text=text)


def _sheet_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("day", metavar="DATE")


def _sheet(context: Context, args: argparse.Namespace) -> Answer:
    from desk.numbers.day_sheet import day_sheet

    day = parse_day(args.day)
    with context.office() as office:
        sheet = day_sheet(office, day)
    payload = context.with_clock_warning(day_shapes.day_sheet(sheet))

    def text(lang: str) -> str:
        del lang
        return "\n".join(f"{'✓' if point.done else '–'} {point.text}" for point in sheet.points)

    return Answer(payload=payload, text=text)


def _no_arguments(parser: argparse.ArgumentParser) -> None:
    del parser


def _desks(context: Context, args: argparse.Namespace) -> Answer:
    from desk.office.seats import seats

    del args
    with context.office() as office, office.read() as session:
        found = seats(session, office)
    payload = {"desks": [day_shapes.seat(one) for one in found]}

    def text(lang: str) -> str:
        lines = (
            say(f"said.desk.{one.state}", lang, counter=one.counter or "–", clerk=one.clerk,
                since=f"{one.since:%H:%M %d/%m}", seen=f"{one.seen_at:%H:%M %d/%m}", drafts=one.drafts)
            for one in found
        )  # fmt: skip
        return "\n".join(lines) or say("said.desk.none", lang)

    return Answer(payload=payload, text=text)


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


def _chain_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="FOLDER")
    parser.add_argument("--key", metavar="PUB", action="append", default=[])


def _chain(context: Context, args: argparse.Namespace) -> Answer:
    from desk.numbers.chain import verify_chain
    from desk.office.keys import facts

    keys = list(args.key)
    if not keys:
        try:
            with context.office() as office:
                keys = [facts(office.keys).public_key]
        except InputError as failure:
            raise (
                InputError("tally.needs_key") if failure.code == "office.not_found" else failure
            ) from failure
    found = verify_chain(Path(args.folder), keys, lang=context.lang)
    payload = day_shapes.chain(found)
    return Answer(
        payload=payload, text=lambda lang: day_shapes.chain_text(found, lang), exit_code=0 if found.ok else 2
    )


COMMANDS = {
    "tally": Command(arguments=_tally_arguments, run=_tally),
    "close-day": Command(arguments=_close_arguments, run=_close),
    "day-sheet": Command(arguments=_sheet_arguments, run=_sheet),
    "desks": Command(arguments=_no_arguments, run=_desks),
    "verify-tally": Command(arguments=_verify_arguments, run=_verify),
    "verify-chain": Command(arguments=_chain_arguments, run=_chain),
}
