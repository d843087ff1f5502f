"""`citizen-code`: a code given to a person, taken back, listed, or opened."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.cli import shapes
from desk.cli.context import Answer, Command
from desk.cli.words import local, say, typed

if TYPE_CHECKING:
    import argparse

    from desk.cli.context import Context
    from desk.people.rows import CitizenCodeRow


def _arguments(parser: argparse.ArgumentParser) -> None:
    parts = parser.add_subparsers(dest="part", required=True)
    made = {name: parts.add_parser(name, add_help=False, allow_abbrev=False) for name in _PARTS}
    made["issue"].add_argument(
        "who", metavar="NUMBER|CODE", help="identity number, tax code, dossier or code"
    )
    made["issue"].add_argument("-o", "--out", metavar="FILE.pdf", help="the card to hand over")
    made["issue"].add_argument("--paper", choices=("a4", "k80"), default="a4")
    made["issue"].add_argument("--command-id", help="a repeat with the same id issues nothing anew")
    made["revoke"].add_argument("text", metavar="CODE")
    made["revoke"].add_argument("--why", default="lost", metavar="lost|asked|wrong|replaced")
    made["revoke"].add_argument("--command-id")
    made["list"].add_argument("who", metavar="NUMBER|CODE")
    made["open"].add_argument("text", metavar="CODE")


def _run(context: Context, args: argparse.Namespace) -> Answer:
    return _PARTS[args.part](context, args)


def _issue(context: Context, args: argparse.Namespace) -> Answer:
    from desk.paper.targets import PDF, check_target, writing
    from desk.people.citizen_codes import issue
    from desk.people.code_card import card_pdf
    from desk.record.durable import write_file

    out = Path(args.out) if args.out is not None else None
    with context.office() as office:
        if out is not None:
            check_target(office, out, begins=PDF)
        row = issue(office, typed(args.who), command_id=args.command_id)
        if out is not None:
            pdf = card_pdf(office, row, args.paper)
            with writing(out):
                write_file(out, pdf)
    payload = {**_row(row), "file": str(out.absolute()) if out is not None else None}
    return _said(context, payload, "said.citizen_code_issued", ref=row.ref, n=row.issue_no)


def _revoke(context: Context, args: argparse.Namespace) -> Answer:
    from desk.people.citizen_codes import revoke

    with context.office() as office:
        row = revoke(office, typed(args.text), args.why, command_id=args.command_id)
    return _said(context, _row(row), "said.citizen_code_revoked", ref=row.ref)


def _list(context: Context, args: argparse.Namespace) -> Answer:
    from desk.people.citizen_codes import codes_of

    with context.office() as office:
        rows = codes_of(office, typed(args.who))
    lines = [
        f"{one.issue_no}. {one.ref} · {local(one.issued_at, context.lang)}{_ended(one, context.lang)}"
        for one in rows
    ]
    payload = context.with_clock_warning({"codes": [_row(one) for one in rows]})
    return Answer(payload=payload, text=lambda lang: "\n".join(lines) or say("said.citizen_code_none", lang))


def _open(context: Context, args: argparse.Namespace) -> Answer:
    from desk.people.citizen_codes import holder
    from desk.people.known import dossiers_of

    with context.office() as office:
        row = holder(office, typed(args.text))
        dossiers = [one.code for one in dossiers_of(office, row.person.id)]
    payload = context.with_clock_warning({**_row(row), "dossiers": dossiers})
    lines = [f"{row.person.name} · {row.person.number_masked or '–'}", *(f"  {one}" for one in dossiers)]
    return Answer(payload=payload, text=lambda _lang: "\n".join(lines))


def _ended(row: CitizenCodeRow, lang: str) -> str:
    """Since when and why a code opens nothing any more."""
    if row.revoked_at is None:
        return ""
    why = say(f"citizen_code.why_{row.revoked_why}", lang)
    return f" · {say('said.citizen_code_ended', lang, at=local(row.revoked_at, lang), why=why)}"


def _said(context: Context, payload: dict[str, Any], code: str, **details: Any) -> Answer:  # noqa: ANN401
    return Answer(payload=context.with_clock_warning(payload), text=lambda lang: say(code, lang, **details))


def _row(row: CitizenCodeRow) -> dict[str, Any]:
    return {
        "ref": row.ref,
        "payload": row.payload,
        "person": {"id": row.person.id, "name": row.person.name, "number": row.person.number_masked},
        "issue_no": row.issue_no,
        "issued_at": shapes.moment(row.issued_at),
        "revoked_at": shapes.moment(row.revoked_at),
        "revoked_why": row.revoked_why or None,
    }


_PARTS = {"issue": _issue, "revoke": _revoke, "list": _list, "open": _open}
COMMANDS = {"citizen-code": Command(arguments=_arguments, run=_run)}
