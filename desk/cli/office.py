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
    from desk.bootstrap import create_office

    office_file = Path(args.office) if args.office else None
    made = create_office(
        context.data, training=args.training, office_file=office_file, clock=context.clock_for_init(args.training)
    )  # fmt: skip
    payload = {"data": str(made.data), "office": made.office, "schema": made.schema}
    return Answer(payload=payload, text=lambda lang: say("said.office_created", lang, **payload))


def _check_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--deep", action="store_true")
    parser.add_argument("--repair", action="store_true")


def _check(context: Context, args: argparse.Namespace) -> Answer:
    from desk.checking import check

    if args.deep:
        raise InputError("command.not_yet", command="check --deep")
    with context.office() as office:
        found = check(office, repair=args.repair)
    payload = checked_fields(found)

    def text(lang: str) -> str:
        lines = [say("said.check_ok" if found.ok else "said.check_bad", lang, **{
            key: payload[key] for key in ("dossiers", "events", "files")
        })]  # fmt: skip
        return "\n".join(lines + [f"! {one['message']}" for one in payload["problems"]])

    return Answer(payload=payload, text=text, exit_code=0 if found.ok else 3)


def _key_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("show",))


def _key(context: Context, _: argparse.Namespace) -> Answer:
    from desk.keyring import key_card

    with context.office() as office:
        payload = key_card(office)
    return Answer(payload=payload, text=lambda _: "\n".join(f"{key}: {value}" for key, value in payload.items()))


COMMANDS = {
    "init": Command(arguments=_init_arguments, run=_init),
    "check": Command(arguments=_check_arguments, run=_check),
    "key": Command(arguments=_key_arguments, run=_key),
}
