"""`sync`: closed days handed to whoever collects them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.cli.context import Answer, Command
from desk.cli.words import say

if TYPE_CHECKING:
    import argparse

    from desk.cli.context import Context


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true")
    parser.add_argument("--scheduled", action="store_true")
    parser.add_argument("--retry", action="store_true")


def _sync(context: Context, args: argparse.Namespace) -> Answer:
    from desk.sending.sync import sync

    with context.office() as office:
        done = sync(office, dry_run=args.dry_run, scheduled=args.scheduled, retry=args.retry)
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
        "failed": failed,
        "dry_run": done.dry_run,
    }
    if failed:
        first = failed[0]
        details = {"date": first["date"], "target": first["target"], "failed": len(failed)}
        payload["error"] = {"code": first["error"], "message": first["message"], "details": details}

    def text(lang: str) -> str:
        head = say("said.synced", lang, sent=done.sent, waiting=done.waiting)
        lines = [
            f"! {one.date} {one.target}: {say(one.code, lang, target=one.target)}" for one in done.failed
        ]
        return "\n".join((head, *lines))

    return Answer(payload=context.with_clock_warning(payload), text=text, exit_code=3 if failed else 0)


COMMANDS = {"sync": Command(arguments=_arguments, run=_sync)}
