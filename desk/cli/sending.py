"""`sync`, `secret`: closed days handed to whoever collects them, and what proves this office to them."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.cli.context import Answer, Command
from desk.cli.words import say
from desk.errors import InputError

if TYPE_CHECKING:
    import argparse

    from desk.cli.context import Context
    from desk.sending.outcome import Failure

_MOST = 8192
_UNPROVEN = "sync.unproven_dhis2"


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true")
    parser.add_argument("--scheduled", action="store_true")
    parser.add_argument("--retry", action="store_true")


def _sync(context: Context, args: argparse.Namespace) -> Answer:
    from desk.sending.sync import sync
    from desk.sending.targets import targets

    with context.office() as office:
        done = sync(office, dry_run=args.dry_run, scheduled=args.scheduled, retry=args.retry)
        with office.read() as session:
            unproven = done.dry_run and any(one.kind == "dhis2" for one in targets(session))
    failed = [
        {
            "date": one.date or None,
            "target": one.target,
            "error": one.code,
            "message": say(one.code, context.lang, target=one.target),
            "told": one.told,
        }
        for one in done.failed
    ]
    payload: dict[str, Any] = {
        "sent": done.sent,
        "waiting": done.waiting,
        **({"delivered": done.delivered} if done.delivered else {}),
        **({"refused": done.refused} if done.refused else {}),
        "failed": failed,
        "dry_run": done.dry_run,
    }
    if done.busy:
        payload["busy"] = True
    if unproven:
        payload["warnings"] = [{"code": _UNPROVEN, "message": say(_UNPROVEN, context.lang)}]
    if failed:
        first = failed[0]
        details = {"date": first["date"], "target": first["target"], "failed": len(failed)}
        payload["error"] = {"code": first["error"], "message": first["message"], "details": details}

    def text(lang: str) -> str:
        bad = len({one.target for one in done.failed})
        if done.dry_run:
            head = say(
                "said.sync_tried", lang, targets=done.targets, good=done.targets - bad, waiting=done.waiting
            )
        else:
            left = done.waiting - done.delivered
            code = "said.sync_undeclared" if done.undeclared and done.delivered else "said.synced"
            head = say(code, lang, sent=done.sent, delivered=done.delivered, waiting=left)
        lines = [_failed_line(one, lang) for one in done.failed]
        lines += [f"! {say('said.sync_refused', lang, refused=done.refused)}"] if done.refused else []
        lines += [f"! {say(_UNPROVEN, lang)}"] if unproven else []
        if done.busy:
            lines.append(say("sync.elsewhere", lang))
        return "\n".join((head, *lines))

    return Answer(payload=context.with_clock_warning(payload), text=text, exit_code=3 if failed else 0)


def _failed_line(one: Failure, lang: str) -> str:
    """One line of what failed: day, target, the sentence, and what the other side said of which row."""
    place = " ".join(part for part in (one.date, one.target) if part)
    told = f" [{one.told}]" if one.told else ""
    return f"! {place}: {say(one.code, lang, target=one.target)}{told}"


# secret
def _secret_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("set", "forget", "list"))
    parser.add_argument("target", nargs="?")
    parser.add_argument("kind", nargs="?")
    parser.add_argument("--file", type=Path, metavar="FILE")


def _secret(context: Context, args: argparse.Namespace) -> Answer:
    from desk.sending import keeping

    with context.office() as office:
        if args.what == "list":
            rows = keeping.secrets_kept(office)
            listed = [{"target": one.target, "kind": one.kind, "kept_in": one.place} for one in rows]
            return Answer(
                payload=context.with_clock_warning({"secrets": listed}),
                text=lambda lang: "\n".join(
                    f"{one.target} {one.kind}: {say('secret.place.' + (one.place or 'none'), lang)}"
                    for one in rows
                ),
            )
        target, kind = args.target or "", args.kind or ""
        if args.what == "forget":
            keeping.forget_secret(office, target, kind)
            return Answer(
                payload=context.with_clock_warning({"target": target, "kind": kind, "kept_in": None}),
                text=lambda lang: say("said.secret_gone", lang, target=target, kind=kind),
            )
        kept = keeping.keep_secret(office, target, kind, lambda: _given(args.file))
    payload: dict[str, Any] = {"target": target, "kind": kind, "kept_in": kept}
    if kept == "file":
        payload["warnings"] = [{"code": "secret.in_file", "message": say("secret.in_file", context.lang)}]

    def text(lang: str) -> str:
        place = say(f"secret.place.{kept}", lang)
        said = say("said.secret_kept", lang, target=target, kind=kind, place=place)
        return f"{said}\n{say('secret.in_file', lang)}" if kept == "file" else said

    return Answer(payload=context.with_clock_warning(payload), text=text)


def _given(file: Path | None) -> str:
    """The secret out of a file, a pipe, or typed unseen; never an argument, which others could list."""
    if file is not None:
        try:
            return file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise InputError("file.unreadable", file=file.name) from error
    if sys.stdin.isatty():
        return getpass.getpass("").strip()
    return sys.stdin.read(_MOST).strip()


COMMANDS = {
    "sync": Command(arguments=_arguments, run=_sync),
    "secret": Command(arguments=_secret_arguments, run=_secret),
}
