"""`staff`: who works at the counter; added, corrected, closed when they leave, opened again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desk.cli.context import Answer, Command
from desk.cli.words import say, typed
from desk.errors import InputError

if TYPE_CHECKING:
    import argparse

    from desk.cli.context import Context
    from desk.office.opened import Office
    from desk.office.rows import StaffChange, StaffMember
    from desk.rows import Note

_WHATS = ("list", "add", "set", "close", "reopen")


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=_WHATS)
    parser.add_argument("who", nargs="?")
    for name in ("name", "role", "account", "username"):
        parser.add_argument(f"--{name}", metavar="TEXT")
    parser.add_argument("--another", action="store_true")


def _staff(context: Context, args: argparse.Namespace) -> Answer:
    from desk.office import staffing

    with context.office() as office:
        touched: tuple[StaffMember, ...] = ()
        if args.what != "list":
            touched = staffing.change_staff(office, [_change(office, args)], another=args.another)
        members = staffing.all_staff(office)
        notes = [one for member in touched for one in staffing.notes_on(office, member)]
    payload: dict[str, Any] = {"staff": [_json(one) for one in members]}
    if touched:
        payload["changed"] = touched[0].username
    if notes:
        payload["warnings"] = [{"code": one.code, "message": one.message} for one in notes]
    return Answer(payload=context.with_clock_warning(payload), text=lambda lang: _text(members, notes, lang))


def _change(office: Office, args: argparse.Namespace) -> StaffChange:
    """What was asked for, as one change."""
    from desk.office.rows import StaffChange
    from desk.office.staffing import all_staff, find_member

    given = {name: typed(getattr(args, name)) for name in ("name", "role", "account", "username")
             if getattr(args, name) is not None}  # fmt: skip
    wanted = StaffChange(full_name=given.get("name"), role=given.get("role"), account=given.get("account"))
    if args.what == "add":
        if args.who is not None or "name" not in given:
            raise InputError("usage", reason="staff add --name …")
        return replace(wanted, username=given.get("username", ""), new=True)
    if args.who is None:
        raise InputError("usage", reason="NAME_OR_ID")
    if "username" in given or (args.what == "set") != bool(given):
        raise InputError("usage", reason="staff set NAME_OR_ID --name … --role … --account …")
    found = find_member(all_staff(office), typed(args.who))
    active = None if args.what == "set" else args.what == "reopen"
    return replace(wanted, username=found.username, active=active)


def _json(one: StaffMember) -> dict[str, Any]:
    return {
        "username": one.username, "full_name": one.full_name, "role": one.role, "account": one.account,
        "active": one.active, "here": one.here,
    }  # fmt: skip


def _text(members: tuple[StaffMember, ...], notes: list[Note], lang: str) -> str:
    return "\n".join((*(_line(one, lang) for one in members), *(f"! {one.message}" for one in notes)))


def _line(one: StaffMember, lang: str) -> str:
    marks = [
        say(f"said.staff_{name}", lang)
        for name, true in (("closed", not one.active), ("here", one.here), ("no_account", not one.account))
        if true
    ]
    return (
        f"{one.username:<16} {one.full_name:<28} {one.role:<6} {one.account:<16} {', '.join(marks)}".rstrip()
    )


COMMANDS = {"staff": Command(arguments=_arguments, run=_staff)}
