"""`worklist` and `calls`: what waits for a human hand, and whom to tell."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.cli import shapes
from desk.cli.context import Answer, Command
from desk.cli.words import say, typed
from desk.errors import InputError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Mapping

    from desk.cli.context import Context
    from desk.lists.rows import CallItem, WorkItem


def _worklist_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", nargs="?")
    parser.add_argument("--holder", default="")
    parser.add_argument("--unit", default="")
    parser.add_argument("--limit", type=int, default=500)


def _worklist(context: Context, args: argparse.Namespace) -> Answer:
    from desk.lists.worklists import work_list

    if args.kind is None:
        return _counts(context)
    with context.office() as office:
        found = work_list(
            office, typed(args.kind), holder=typed(args.holder), unit=typed(args.unit), limit=args.limit
        )
    payload = context.with_clock_warning(
        {
            "kind": found.kind,
            "title": found.title,
            "basis": found.basis,
            "rows": [_item(one, context.lang) for one in found.rows],
            "total": found.total,
        }
    )
    lines = [f"{found.title} ({found.total}). {found.basis}"]
    lines += [f"  {one.chip:<18}{one.code}  {one.applicant}  {one.procedure}" for one in found.rows]
    return Answer(payload=payload, text=lambda _: "\n".join(lines))


def _counts(context: Context) -> Answer:
    from desk.lists.worklists import counts

    with context.office() as office:
        found = dict(counts(office))
    return Answer(
        payload=context.with_clock_warning({"counts": found}),
        text=lambda lang: "\n".join(
            f"{number:>7}  {say(f'worklist.{kind}', lang)} [{kind}]" for kind, number in found.items()
        ),
    )


def _item(one: WorkItem, lang: str) -> dict[str, Any]:
    return {
        "code": one.code,
        "applicant": one.applicant,
        "procedure": one.procedure,
        "field": one.field,
        **shapes.state_fields(one.state, lang),
        "due_at": shapes.moment(one.due_at),
        "minutes_left": one.minutes_left,
        "minutes_over": one.minutes_over,
        "level": one.level,
        "chip": one.chip,
        "holder": one.holder,
        "unit": one.unit,
        "next_verb": one.next_verb,
        "promised_at": shapes.moment(one.promised_at),
        "would_be": shapes.moment(one.would_be),
    }


def _calls_arguments(parser: argparse.ArgumentParser) -> None:
    parts = parser.add_subparsers(dest="part", required=True)
    listing = parts.add_parser("list", add_help=False, allow_abbrev=False)
    listing.add_argument("--kind", action="append", default=[])
    listing.add_argument("--limit", type=int, default=500)
    recording = parts.add_parser("record", add_help=False, allow_abbrev=False)
    recording.add_argument("code")
    recording.add_argument("kind")
    recording.add_argument("--outcome", required=True)
    recording.add_argument("--channel", default="phone")
    recording.add_argument("--note", default="")
    exporting = parts.add_parser("export", add_help=False, allow_abbrev=False)
    exporting.add_argument("-o", "--out", metavar="FILE", required=True)
    exporting.add_argument("--kind", action="append", default=[])


def _calls(context: Context, args: argparse.Namespace) -> Answer:
    return _PARTS[args.part](context, args)


def _calls_list(context: Context, args: argparse.Namespace) -> Answer:
    from desk.lists.calls import MOST_EXPORTED, calls
    from desk.lists.worklists import MAX_LIMIT

    if not 1 <= args.limit <= MAX_LIMIT:
        raise InputError("worklist.bad_limit", limit=args.limit, most=MAX_LIMIT)
    with context.office() as office:
        found = calls(office, args.kind, limit=MOST_EXPORTED)
    shown = found[: args.limit]
    payload = context.with_clock_warning({"calls": [_call(one) for one in shown], "total": len(found)})

    def text(lang: str) -> str:
        lines = [
            f"{say(f'call.kind.{one.kind}', lang):<14}{one.phone:<16}{one.code}  {one.applicant} "
            f"({one.attempts})\n    {one.script}"
            for one in shown
        ]
        return "\n".join(lines) or say("said.calls_empty", lang)

    return Answer(payload=payload, text=text)


def _call(one: CallItem) -> dict[str, Any]:
    return {
        "code": one.code,
        "kind": one.kind,
        "applicant": one.applicant,
        "phone": one.phone,
        "script": one.script,
        "attempts": one.attempts,
        "last_at": shapes.moment(one.last_at),
        "last_outcome": one.last_outcome,
        "due_at": shapes.moment(one.due_at),
    }


def _calls_record(context: Context, args: argparse.Namespace) -> Answer:
    from desk.lists.calls import record_call

    with context.office() as office:
        done = record_call(
            office,
            typed(args.code),
            args.kind,
            outcome=args.outcome,
            channel=args.channel,
            note=typed(args.note),
        )
    payload = context.with_clock_warning(
        {
            "code": done.code,
            "kind": done.kind,
            "attempt": done.attempt,
            "outcome": done.outcome,
            "event_seq": done.event_seq,
            "left": done.left,
        }
    )
    return Answer(payload=payload, text=lambda lang: say("said.call_recorded", lang, **payload))


def _calls_export(context: Context, args: argparse.Namespace) -> Answer:
    from desk.lists.calls import export_calls

    out = Path(args.out).absolute()
    with context.office() as office:
        done = export_calls(office, out, args.kind)
    written = str(out) if done.rows else None
    payload = context.with_clock_warning({"file": written, "rows": done.rows, "skipped": done.skipped})
    code = "said.calls_exported" if done.rows else "said.calls_none"
    return Answer(payload=payload, text=lambda lang: say(code, lang, **payload))


_PARTS: Mapping[str, Callable[[Context, argparse.Namespace], Answer]] = {
    "list": _calls_list,
    "record": _calls_record,
    "export": _calls_export,
}
COMMANDS = {
    "worklist": Command(arguments=_worklist_arguments, run=_worklist),
    "calls": Command(arguments=_calls_arguments, run=_calls),
}
