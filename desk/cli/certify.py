"""`certify`: certification at once, what it would cost, a number struck, a damaged book mended."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.cli import life_shapes, shapes
from desk.cli.context import Answer, Command
from desk.cli.words import local, money, say, typed
from desk.errors import InputError

if TYPE_CHECKING:
    import argparse

    from desk.certify.rows import Certified, Mended, Quote, Struck
    from desk.cli.context import Context

_HELP = (
    "FILE.json: {procedure, applicant, documents: [{name, pages, copies, electronic, scans}], "
    "fee: {method, amount}, receipt, dated, extra_days, signer, command_id}; see docs/certification.md"
)


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE.json", nargs="?", help=_HELP)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--quote", action="store_true", help="what it would cost; nothing is written")
    what.add_argument("--papers", metavar="CODE", help="papers of a dossier received another way")
    what.add_argument("--strike", metavar="CODE", help="strike the numbers of a certification: --reason TEXT")
    what.add_argument("--mend", metavar="BOOK", help="let a damaged book run on: --reason TEXT [--last N]")
    parser.add_argument("--reason", metavar="TEXT", help="why; stays in the book")
    parser.add_argument("--year", type=int, help="of the book to mend, default this year")
    parser.add_argument("--last", type=int, help="the last number written on paper")
    parser.add_argument("--command-id", help="a repeat with the same id changes nothing (--strike)")


def _need(value: str | None, name: str) -> str:
    if value is None:
        raise InputError("usage", reason=name)
    return value


def _certify(context: Context, args: argparse.Namespace) -> Answer:
    if args.strike is not None:
        return _strike(context, args)
    if args.mend is not None:
        return _mend(context, args)
    file = Path(_need(args.file, "FILE.json"))
    if args.papers is not None:
        return _papers(context, file, typed(args.papers))
    return _quote(context, file) if args.quote else _write(context, file)


def _write(context: Context, file: Path) -> Answer:
    from desk.certify.certifying import certify
    from desk.certify.given import parse_certify

    with context.office() as office:
        day = office.clock.now().date().isoformat()
        row = certify(office, parse_certify(file, day=day))
    payload = context.with_clock_warning(certified(row, context.lang))

    def text(lang: str) -> str:
        lines = [
            say("said.certified" if row.lines[0].number else "said.certify_dated", lang,
                code=row.code, due=local(row.due_at, lang), fee=money(row.fee)),
            *([say("said.certified_before", lang)] if row.repeated else []),
            *(f"  {one.text or '…'} · {one.name} · {one.pages} × {one.copies}" for one in row.lines),
        ]  # fmt: skip
        if row.receipt_pdf:
            lines.append(say("said.receipt_at", lang, file=row.receipt_pdf))
        return "\n".join(lines + [f"! {one['message']}" for one in payload["warnings"]])

    return Answer(payload=payload, text=text)


def _quote(context: Context, file: Path) -> Answer:
    from desk.certify.given import quote_command
    from desk.certify.quoting import quote
    from desk.jsonfile import read_json_object

    with context.office() as office:
        procedure, documents, days = quote_command(read_json_object(file))
        row = quote(office, procedure, documents, extra_days=days)
    lines = [*(one.reason for one in row.lines), money(row.total)]
    return Answer(payload=context.with_clock_warning(quoted(row)), text=lambda _: "\n".join(lines))


def _papers(context: Context, file: Path, code: str) -> Answer:
    from desk.certify.existing import note_papers
    from desk.certify.given import papers_command
    from desk.jsonfile import read_json_object

    documents, signer, command_id = papers_command(read_json_object(file), base=file.resolve().parent)
    with context.office() as office:
        row = note_papers(office, code, documents, signer=signer, command_id=command_id)
    payload = context.with_clock_warning(
        {
            "code": row.code,
            **shapes.state_fields(row.state, context.lang),
            "documents": [life_shapes.book_line(one) for one in row.lines],
            "total": row.total,
            "warnings": shapes.notes(row.warnings),
        }
    )
    return Answer(payload=payload, text=lambda lang: say("said.papers_noted", lang, code=row.code))


def _strike(context: Context, args: argparse.Namespace) -> Answer:
    from desk.certify.striking import strike

    reason = typed(_need(args.reason, "--reason"))
    with context.office() as office:
        row = strike(office, typed(args.strike), reason, command_id=args.command_id)
    payload = context.with_clock_warning(struck(row, context.lang))

    def text(lang: str) -> str:
        numbers = "; ".join(one.text for one in row.lines)
        return say("said.struck", lang, code=row.code, numbers=numbers, refund=money(row.refund))

    return Answer(payload=payload, text=text)


def _mend(context: Context, args: argparse.Namespace) -> Answer:
    from desk.certify.striking import mend_book

    reason = typed(_need(args.reason, "--reason"))
    with context.office() as office:
        row = mend_book(office, typed(args.mend), reason, year=args.year, last=args.last)
    payload = context.with_clock_warning(mended(row))
    numbers = ", ".join(map(str, row.struck)) or "–"
    return Answer(
        payload=payload,
        text=lambda lang: say(
            "said.book_mended", lang, book=row.book, year=row.year, last=row.last, numbers=numbers
        ),
    )


def certified(row: Certified, lang: str) -> dict[str, Any]:
    """The answer of `certify`; `register_no` is the first number taken, null of a dated one."""
    first = row.lines[0]
    ends = {name: shapes.moment(first.certified_at) for name in ("finished_at", "returned_at")}
    answer = {
        "code": row.code,
        "provisional": row.provisional,
        **shapes.state_fields(row.state, lang),
        "register_no": first.number,
        "register": first.text or None,
        "book": first.book,
        "documents": [life_shapes.book_line(one) for one in row.lines],
        "fee": {"amount": row.fee, "method": row.fee_method, "paid": row.fee_paid},
        "received_at": shapes.moment(row.received_at),
        "due_at": shapes.moment(row.due_at),
        "due_reason": list(row.due_reason),
        **ends,
        "events": [shapes.event(one) for one in row.events],
        "receipt_pdf": str(row.receipt_pdf) if row.receipt_pdf else None,
        "warnings": shapes.notes(row.warnings),
    }
    return {**answer, "repeated": True} if row.repeated else answer


def quoted(row: Quote) -> dict[str, Any]:
    """The answer of `certify --quote`."""
    return {
        "procedure": row.procedure,
        "book": row.book,
        "total": row.total,
        "lines": [
            {"no": one.no, "pages": one.pages, "copies": one.copies, "each": one.each, "fee": one.fee,
             "reason": one.reason}
            for one in row.lines
        ],
        "source": row.source,
        "confidence": row.confidence,
        "due_at": shapes.moment(row.due.due_at),
        "due_reason": list(row.due.reason),
        "warnings": shapes.notes(row.warnings),
    }  # fmt: skip


def struck(row: Struck, lang: str) -> dict[str, Any]:
    """The answer of `certify --strike`."""
    answer = {
        "code": row.code,
        **shapes.state_fields(row.state, lang),
        "documents": [life_shapes.book_line(one) for one in row.lines],
        "refund": {"amount": row.refund, "method": row.refund_method},
        "reason": row.reason,
        "events": [shapes.event(one) for one in row.events],
        "warnings": [],
    }
    return {**answer, "repeated": True} if row.repeated else answer


def mended(row: Mended) -> dict[str, Any]:
    """The answer of `certify --mend`."""
    return {"book": row.book, "year": row.year, "last": row.last, "struck": list(row.struck)}


COMMANDS = {"certify": Command(arguments=_arguments, run=_certify)}
