"""`queue`: numbers people wait with, given out, called, laid aside, sent on, listed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.cli import shapes
from desk.cli.context import Answer, Command
from desk.cli.words import say, typed

if TYPE_CHECKING:
    import argparse

    from desk.cli.context import Context
    from desk.queue.rows import Called, KindFigures, QueueBoard, Ticket


def _arguments(parser: argparse.ArgumentParser) -> None:
    parts = parser.add_subparsers(dest="part", required=True)
    made = {name: parts.add_parser(name, add_help=False, allow_abbrev=False) for name in _PARTS}
    made["issue"].add_argument("kind", nargs="?", default="")
    made["issue"].add_argument("--priority", action="store_true")
    made["issue"].add_argument("--command-id")
    made["issue"].add_argument("-o", "--out", metavar="FILE.pdf")
    made["next"].add_argument("--seen", metavar="NUMBER")
    made["recall"].add_argument("ticket", nargs="?", default="", metavar="NUMBER")
    made["transfer"].add_argument("--kind")
    made["transfer"].add_argument("--to", metavar="COUNTER")
    made["stats"].add_argument("date", nargs="?", metavar="DATE")
    for name in ("next", "recall", "park", "no-show", "done", "transfer", "list"):
        made[name].add_argument("--counter", metavar="COUNTER")


def _run(context: Context, args: argparse.Namespace) -> Answer:
    return _PARTS[args.part](context, args)


def _issue(context: Context, args: argparse.Namespace) -> Answer:
    from desk.queue.acts import issue

    file = None
    with context.office() as office:
        out = _target(office, args.out)
        done = issue(office, typed(args.kind), priority=args.priority, command_id=args.command_id)
        if out is not None:
            from desk.paper.targets import writing
            from desk.queue.slip import ticket_pdf
            from desk.record.durable import write_file

            pdf = ticket_pdf(office, done.ticket.label, given=done)
            with writing(out):
                write_file(out, pdf)
            file = str(out.absolute())
    payload: dict[str, Any] = {"ticket": ticket_json(done.ticket), "ahead": done.ahead, "file": file}
    if done.repeated:
        payload["repeated"] = True
    payload = context.with_clock_warning(payload)
    return Answer(
        payload=payload,
        text=lambda lang: say("said.queue_issued", lang, ticket=done.ticket.label, n=done.ahead),
    )


def _target(office: Any, name: str | None) -> Path | None:  # noqa: ANN401 - the open office
    from desk.paper.targets import PDF, check_target

    if name is None:
        return None
    out = Path(name)
    check_target(office, out, begins=PDF)
    return out


def _next(context: Context, args: argparse.Namespace) -> Answer:
    from desk.queue.acts import call_next

    with context.office() as office:
        seen = typed(args.seen) if args.seen is not None else None
        done = call_next(office, counter=_counter(args), seen=seen)
    return _called(context, done)


def _recall(context: Context, args: argparse.Namespace) -> Answer:
    from desk.queue.acts import recall

    with context.office() as office:
        done = recall(office, typed(args.ticket), counter=_counter(args))
    return _called(context, done)


def _park(context: Context, args: argparse.Namespace) -> Answer:
    from desk.queue.acts import park

    with context.office() as office:
        done = park(office, counter=_counter(args))
    return _called(context, done)


def _no_show(context: Context, args: argparse.Namespace) -> Answer:
    from desk.queue.acts import no_show

    with context.office() as office:
        done = no_show(office, counter=_counter(args))
    return _called(context, done)


def _done(context: Context, args: argparse.Namespace) -> Answer:
    from desk.queue.acts import finish

    with context.office() as office:
        done = finish(office, counter=_counter(args))
    return _called(context, done)


def _transfer(context: Context, args: argparse.Namespace) -> Answer:
    from desk.queue.acts import transfer

    with context.office() as office:
        done = transfer(
            office,
            kind=typed(args.kind) if args.kind is not None else None,
            to=typed(args.to) if args.to is not None else None,
            counter=_counter(args),
        )
    return _called(context, done)


def _counter(args: argparse.Namespace) -> str | None:
    return typed(args.counter) if args.counter is not None else None


def _called(context: Context, done: Called) -> Answer:
    current, closed = done.current, done.closed
    payload = context.with_clock_warning(
        {
            "current": ticket_json(current) if current is not None else None,
            "closed": ticket_json(closed) if closed is not None else None,
            "waiting": done.left,
            "stale": done.stale,
        }
    )

    def text(lang: str) -> str:
        if current is None:
            return say("said.queue_nobody", lang, n=done.left)
        return say("said.queue_called", lang, ticket=current.label, counter=current.counter, n=done.left)

    return Answer(payload=payload, text=text)


def _list(context: Context, args: argparse.Namespace) -> Answer:
    from desk.queue.board import board

    with context.office() as office:
        found = board(office, counter=_counter(args))
    payload = context.with_clock_warning(_board_json(found))
    return Answer(payload=payload, text=lambda lang: _board_text(found, lang))


def _board_json(found: QueueBoard) -> dict[str, Any]:
    return {
        "on": found.on,
        "date": shapes.day(found.day),
        "counter": found.counter,
        "kinds": [
            {
                "code": one.code,
                "name": one.name,
                "name_en": one.name_en,
                "mine": one.mine,
                "waiting": one.waiting,
            }
            for one in found.kinds
        ],
        "current": ticket_json(found.current) if found.current is not None else None,
        "waiting": [ticket_json(one) for one in found.waiting],
        "parked": [ticket_json(one) for one in found.parked],
        "no_show": [ticket_json(one) for one in found.missed],
        "calls": [ticket_json(one) for one in found.calls],
    }


def _board_text(found: QueueBoard, lang: str) -> str:
    if not found.on:
        return say("queue.off", lang)
    here = (
        say(
            "said.queue_called", lang, ticket=found.current.label, counter=found.counter, n=len(found.waiting)
        )
        if found.current is not None
        else say("said.queue_nobody", lang, n=len(found.waiting))
    )
    rows = (("said.queue_waiting", found.waiting), ("said.queue_parked", found.parked))
    return "\n".join(
        (here, *(say(code, lang, tickets=" ".join(one.label for one in some)) for code, some in rows if some))
    )


def _stats(context: Context, args: argparse.Namespace) -> Answer:
    from desk.cli.closing import parse_day
    from desk.queue.figures import figures

    with context.office() as office:
        day = parse_day(args.date) if args.date is not None else office.clock.now().date()
        rows = figures(office, day)
    payload = context.with_clock_warning(
        {"date": shapes.day(day), "kinds": [_figures_json(one) for one in rows]}
    )
    return Answer(payload=payload, text=lambda lang: "\n".join(_figures_text(one, lang) for one in rows))


def _figures_json(one: KindFigures) -> dict[str, Any]:
    return {
        "code": one.kind, "name": one.name, "issued": one.issued, "served": one.served,
        "no_show": one.no_show, "open": one.open, "expired": one.expired,
        "wait_median_s": one.wait_median_s, "wait_most_s": one.wait_most_s,
        "service_median_s": one.service_median_s,
    }  # fmt: skip


def _figures_text(one: KindFigures, lang: str) -> str:
    def minutes(seconds: int | None) -> str:
        return "–" if seconds is None else str(round(seconds / 60))

    return say(
        "said.queue_figures", lang, name=one.name, issued=one.issued, served=one.served,
        no_show=one.no_show, wait=minutes(one.wait_median_s), service=minutes(one.service_median_s),
    )  # fmt: skip


def ticket_json(one: Ticket) -> dict[str, Any]:
    """A ticket as the answers tell it."""
    return {
        "ticket": one.label,
        "kind": one.kind,
        "state": one.state,
        "counter": one.counter or None,
        "target": one.target or None,
        "priority": one.priority,
        "issued_at": shapes.moment(one.issued_at),
        "since": shapes.moment(one.since),
        "calls": one.calls,
        "waited_s": one.waited_s,
        "served_s": one.served_s,
    }


_PARTS = {
    "issue": _issue,
    "next": _next,
    "recall": _recall,
    "park": _park,
    "no-show": _no_show,
    "done": _done,
    "transfer": _transfer,
    "list": _list,
    "stats": _stats,
}
COMMANDS = {"queue": Command(arguments=_arguments, run=_run)}
