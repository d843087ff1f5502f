"""`fee-receipts`: numbers of fee receipts listed, their series looked over, one voided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.cli import shapes
from desk.cli.closing import parse_day
from desk.cli.context import Answer, Command
from desk.cli.words import money, say, typed

if TYPE_CHECKING:
    import argparse

    from desk.cli.context import Context
    from desk.paying.rows import SeriesRow


def _arguments(parser: argparse.ArgumentParser) -> None:
    parts = parser.add_subparsers(dest="part", required=True)
    made = {name: parts.add_parser(name, add_help=False, allow_abbrev=False) for name in _PARTS}
    made["list"].add_argument("--from", dest="first", metavar="DATE")
    made["list"].add_argument("--to", dest="last", metavar="DATE")
    made["void"].add_argument("number", metavar="NUMBER")
    made["void"].add_argument("--reason", metavar="TEXT", default="", help="why; stays in the book")
    made["void"].add_argument("--code", metavar="CODE", default="", help="whose, where it stands for several")
    made["void"].add_argument("--command-id", help="a repeat with the same id changes nothing")


def _run(context: Context, args: argparse.Namespace) -> Answer:
    return _PARTS[args.part](context, args)


def _list(context: Context, args: argparse.Namespace) -> Answer:
    from desk.paying.receipt_book import receipts

    with context.office() as office:
        today = office.clock.now().date()
        first = parse_day(args.first) if args.first else today
        rows = receipts(office, first, parse_day(args.last) if args.last else max(first, today))
    payload = context.with_clock_warning({"receipts": [shapes.fee_receipt(one) for one in rows]})
    lines = [
        f"{one.text} · {one.code or '–'} · {money(one.amount)}{' ✗' if one.voided_at else ''}" for one in rows
    ]
    return Answer(
        payload=payload, text=lambda lang: "\n".join(lines) if lines else say("said.receipts_none", lang)
    )


def _check(context: Context, args: argparse.Namespace) -> Answer:
    from desk.paying.receipt_book import series

    del args
    with context.office() as office, office.read() as session:
        rows = series(session)
    sound = not any(one.missing or one.doubled for one in rows)
    payload = context.with_clock_warning({"ok": sound, "series": [_series(one) for one in rows]})

    def text(lang: str) -> str:
        lines: list[str] = [say("said.series_ok" if sound else "said.series_bad", lang)] if rows else []
        for one in rows:
            lines.append(
                say("said.series", lang, series=one.series or "–", first=one.first, last=one.last,
                    used=one.used, void=one.void, missing=one.missing, amount=money(one.amount))
            )  # fmt: skip
            lines += [say("said.series_gap", lang, first=start, last=end) for start, end in one.gaps]
            lines += [say("said.series_doubled", lang, receipt_no=number) for number in one.doubled]
        return "\n".join(lines) if lines else say("said.receipts_none", lang)

    return Answer(payload=payload, text=text)


def _void(context: Context, args: argparse.Namespace) -> Answer:
    from desk.paying.receipt_book import void

    with context.office() as office:
        row = void(
            office, typed(args.number), typed(args.reason), code=typed(args.code), command_id=args.command_id
        )
    payload = context.with_clock_warning(shapes.fee_receipt(row))
    return Answer(payload=payload, text=lambda lang: say("said.receipt_voided", lang, receipt_no=row.text))


def _series(row: SeriesRow) -> dict[str, Any]:
    return {
        "series": row.series,
        "first": row.first,
        "last": row.last,
        "used": row.used,
        "void": row.void,
        "missing": row.missing,
        "gaps": [{"first": start, "last": end} for start, end in row.gaps],
        "doubled": list(row.doubled),
        "amount": row.amount,
    }


_PARTS = {"list": _list, "check": _check, "void": _void}
COMMANDS = {"fee-receipts": Command(arguments=_arguments, run=_run)}
