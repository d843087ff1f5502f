"""`init`, `check`, `key show`: the office's own folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desk.cli.context import Answer, Command
from desk.cli.words import say
from desk.errors import InputError

if TYPE_CHECKING:
    import argparse

    from desk.cli.context import Context


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
    parser.add_argument("what", choices=("show",))


def _key(context: Context, _: argparse.Namespace) -> Answer:
    from desk.office.keys import facts

    with context.office() as office:
        found = facts(office.keys)
    payload = {"public_key": found.public_key, "key_id": found.key_id}
    return Answer(
        payload=payload, text=lambda _: "\n".join(f"{key}: {value}" for key, value in payload.items())
    )


COMMANDS = {
    "init": Command(arguments=_init_arguments, run=_init),
    "check": Command(arguments=_check_arguments, run=_check),
    "key": Command(arguments=_key_arguments, run=_key),
}
