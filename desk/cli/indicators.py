"""`indicators`: how the office stands towards its targets, the plans to take them from, what if."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from desk.cli.closing import parse_day
from desk.cli.context import Answer, Command
from desk.cli.words import say, typed
from desk.errors import InputError

if TYPE_CHECKING:
    import argparse

    from desk.cli.context import Context
    from desk.numbers.plans import Plan, Standing

_WHAT_IF = re.compile(r"([a-z0-9_]{1,40})=(\d{1,9}),(\d{1,9})", re.ASCII)


def _arguments(parser: argparse.ArgumentParser) -> None:
    parts = parser.add_subparsers(dest="part", required=True)
    showing = parts.add_parser("show", add_help=False, allow_abbrev=False)
    showing.add_argument("day", metavar="DATE")
    showing.add_argument("--to", metavar="DATE")
    showing.add_argument("--what-if", action="append", default=[], metavar="KEY=GOOD,OTHER")
    parts.add_parser("plans", add_help=False, allow_abbrev=False)
    adopting = parts.add_parser("adopt", add_help=False, allow_abbrev=False)
    adopting.add_argument("plan", metavar="PLAN")
    adopting.add_argument("--from", dest="first", metavar="DATE")


def _run(context: Context, args: argparse.Namespace) -> Answer:
    return {"show": _show, "plans": _plans, "adopt": _adopt}[args.part](context, args)


def _show(context: Context, args: argparse.Namespace) -> Answer:
    from desk.numbers.plans import stand

    first = parse_day(typed(args.day))
    last = parse_day(typed(args.to)) if args.to is not None else first
    tries = [_what_if(typed(one)) for one in args.what_if]
    with context.office() as office:
        found = stand(office, first, last)
        ended = last < office.clock.now().date()
    payload = context.with_clock_warning(_standing(found, tries))

    def text(lang: str) -> str:
        rows = [row for row in payload["indicators"] if row["denominator"]]
        return "\n".join(_line(row, lang, ended=ended) for row in rows)

    return Answer(payload=payload, text=text)


def _what_if(text: str) -> tuple[str, int, int]:
    from desk.numbers.indicators import KEYS

    found = _WHAT_IF.fullmatch(text)
    if found is None or found[1] not in KEYS:
        raise InputError("usage", reason="--what-if KEY=GOOD,OTHER")
    return found[1], int(found[2]), int(found[3])


def _standing(found: Standing, tries: list[tuple[str, int, int]]) -> dict[str, Any]:
    from desk.numbers.forecast import what_if
    from desk.numbers.tally import indicator_json

    by_key = {one.key: one for one in found.indicators}
    rows = [
        {
            **indicator_json(one),
            "need": ahead.need,
            "expected": ahead.expected,
            "of_expected": ahead.of_expected,
            "reachable": ahead.reachable,
        }
        for one, ahead in zip(found.indicators, found.forecasts, strict=True)
    ]
    return {
        "from": found.first.isoformat(),
        "to": found.last.isoformat(),
        "until": found.until.isoformat(),
        "working_days": {"passed": found.passed, "length": found.length},
        "indicators": rows,
        "what_if": [
            {"key": key, "good": good, "other": other, "rate": what_if(by_key[key], good=good, other=other)}
            for key, good, other in tries
        ],
    }


def _line(row: dict[str, Any], lang: str, *, ended: bool) -> str:
    name = say(f"indicator.{row['key']}", lang)
    head = f"{name}: {row['rate']} % ({row['numerator']}/{row['denominator']})"
    if row["target"] is None or row["met"]:
        return head
    if ended:
        return f"{head} · {say('said.target_missed', lang, target=row['target'])}"
    if row["need"] is None or row["reachable"] is False:
        return f"{head} · {say('said.target_lost', lang, target=row['target'])}"
    return f"{head} · {say('said.target_need', lang, target=row['target'], need=row['need'])}"


def _plans(context: Context, args: argparse.Namespace) -> Answer:
    from desk.numbers.plans import plans

    del context, args
    found = plans()
    return Answer(
        payload={"plans": [_plan(one) for one in found]},
        text=lambda _: "\n".join(f"{one.key:<16} {one.name} · {one.source}" for one in found),
    )


def _plan(one: Plan) -> dict[str, Any]:
    return {
        "key": one.key,
        "name": one.name,
        "source": one.source,
        "year": one.year,
        "targets": dict(one.targets),
    }


def _adopt(context: Context, args: argparse.Namespace) -> Answer:
    from desk.numbers.plans import adopt

    first = parse_day(typed(args.first)) if args.first is not None else None
    with context.office() as office:
        plan = adopt(office, typed(args.plan), first)
    return Answer(
        payload=context.with_clock_warning(_plan(plan)),
        text=lambda lang: say("said.plan_adopted", lang, plan=plan.name),
    )


COMMANDS = {"indicators": Command(arguments=_arguments, run=_run)}
