"""`bench` and `make-office`: how fast, and on what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.cli.context import Answer, Command
from desk.cli.words import say
from desk.errors import InputError

if TYPE_CHECKING:
    import argparse

    from desk.cli.context import Context


def _bench_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--dossiers", type=int, metavar="N")


def _bench(_: Context, args: argparse.Namespace) -> Answer:
    from desk.trial.bench import DOSSIERS, run_benches

    dossiers = DOSSIERS if args.dossiers is None else args.dossiers
    if dossiers < 1:
        raise InputError("usage", reason="--dossiers ≥ 1")
    payload = run_benches(tuple(args.names), dossiers=dossiers)

    def text(_lang: str) -> str:
        return "\n".join(
            f"{row['name']:<24} {_figure(row['median'])} {row['unit']:<4} p99 {_figure(row['p99'])}"
            f" n {row['n']:>5} {'≥' if row['better'] == 'more' else '≤'} {row['target']}"
            + (f"  ({row['dossiers']} hồ sơ)" if "dossiers" in row else "")
            for row in payload["results"]
        )

    return Answer(payload=payload, text=text)


def _figure(value: float | None) -> str:
    return f"{'–' if value is None else value:>10}"


def _make_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dossiers", type=int, required=True)
    parser.add_argument("--years", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)


def _make(context: Context, args: argparse.Namespace) -> Answer:
    from desk.trial.make_office import make_office

    if args.dossiers < 1 or args.years < 1:
        raise InputError("usage", reason="--dossiers, --years ≥ 1")
    made = make_office(
        context.data, dossiers=args.dossiers, years=args.years, seed=args.seed, now=context.now
    )
    payload = {
        "data": str(made.data),
        "office": made.office,
        "dossiers": made.dossiers,
        "events": made.events,
        "seconds": round(made.seconds, 2),
        "seed": args.seed,
    }
    return Answer(payload=payload, text=lambda lang: say("said.office_made", lang, **payload))


COMMANDS = {
    "bench": Command(arguments=_bench_arguments, run=_bench),
    "make-office": Command(arguments=_make_arguments, run=_make),
}
