"""`init`, `check`, `key`, `verify-receipt`: the office's own folder and what its keys say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desk.cli.context import Answer, Command
from desk.cli.words import say
from desk.errors import InputError

if TYPE_CHECKING:
    import argparse

    from desk.cli.context import Context
    from desk.office.key_rotation import KeyCard


def _init_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--training", action="store_true")
    parser.add_argument("--office", metavar="FILE.toml")


def _init(context: Context, args: argparse.Namespace) -> Answer:
    from desk.office.bootstrap import create_office

    office_file = Path(args.office) if args.office else None
    made = create_office(
        context.data,
        training=args.training,
        office_file=office_file,
        clock=context.clock_for_init(training=args.training),
    )
    payload = {
        "data": str(made.data),
        "office": made.office.code,
        "name": made.office.name,
        "schema": made.schema,
        "training": made.office.training,
        "procedures": made.procedures,
    }
    return Answer(payload=payload, text=lambda lang: say("said.office_created", lang, **payload))


def _check_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--deep", action="store_true")
    parser.add_argument("--repair", action="store_true")


def _check(context: Context, args: argparse.Namespace) -> Answer:
    from desk.cli.shapes import notes
    from desk.record.checking import check_folder

    if args.deep:
        raise InputError("command.not_yet", command="check --deep")
    options = context.options
    found = check_folder(
        context.data, now=context.now, user=options.user, lang=options.lang, repair=args.repair
    )
    payload = {
        "ok": found.ok,
        "problems": notes(found.problems),
        "dossiers": found.dossiers,
        "events": found.events,
        "files": found.files,
        "driver": found.driver,
        "database": found.database,
        "version": found.version,
        "schema": found.schema,
        "repaired": notes(found.repaired),
    }

    def text(lang: str) -> str:
        lines = [say("said.check_ok" if found.ok else "said.check_bad", lang, **payload)]
        lines += [f"! {one.message}" for one in (*found.problems, *found.repaired)]
        return "\n".join((*lines, f"{found.driver} · {found.database} {found.version}"))

    return Answer(payload=payload, text=text, exit_code=0 if found.ok else 3)


def _key_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("show", "rotate"))
    parser.add_argument("-o", "--out", metavar="FILE.pub")


def _key(context: Context, args: argparse.Namespace) -> Answer:
    from desk.office.key_rotation import rotate
    from desk.office.key_standing import check_public_key, standing, write_public_key

    out = Path(args.out) if args.out is not None else None
    with context.office() as office:
        if out is not None:  # whoever collects the tallies verifies them with this file
            check_public_key(office, out)
        if args.what == "rotate":
            rotate(office)
        if out is not None:
            write_public_key(office, out)
        now = standing(office)
    tally, tags = now.tally, now.tags
    payload = {
        "public_key": tally.public_key,
        "key_id": tally.key_id,
        "receipt_key_id": tags[0].key_id,
        "receipt_keys": [
            {"key_id": one.key_id, "from": one.since or None, "until": one.until or None} for one in tags
        ],
    }

    def text(lang: str) -> str:
        lines = [say("said.tally_key", lang, key=tally.key_id, public=tally.public_key)]
        if out is not None:
            lines.append(say("said.tally_key_at", lang, file=out.absolute()))
        lines += [say("said.receipt_key", lang, key=one.key_id, days=_days(one, lang)) for one in tags]
        return "\n".join(([say("said.key_rotated", lang)] if args.what == "rotate" else []) + lines)

    return Answer(payload=payload, text=text)


def _days(key: KeyCard, lang: str) -> str:
    name = "said.receipt_key_until" if key.until else "said.receipt_key_used"
    return say(name, lang, since=key.since or say("said.receipt_key_first", lang), until=key.until)


def _verify_receipt_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT")


def _verify_receipt(context: Context, args: argparse.Namespace) -> Answer:
    from desk.finding.trust import verify_receipt

    with context.office() as office:
        found = verify_receipt(office, args.text)
    kind = "card" if found.card else "receipt"
    worth = "revoked" if found.revoked else found.worth
    message = say(f"said.{kind}_{worth}", context.options.lang, code=found.code or "")
    payload = {"ok": found.ok, "trust": found.worth, "code": found.code, "message": message}
    if found.card:
        payload |= {"kind": "citizen", "revoked": found.revoked}
    return Answer(payload=payload, text=lambda _: message, exit_code=0 if found.ok else 2)


COMMANDS = {
    "init": Command(arguments=_init_arguments, run=_init),
    "check": Command(arguments=_check_arguments, run=_check),
    "key": Command(arguments=_key_arguments, run=_key),
    "verify-receipt": Command(arguments=_verify_receipt_arguments, run=_verify_receipt),
}
