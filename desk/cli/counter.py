"""`receive`, `act`, `show`, `find`: the counter itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desk.cli import shapes
from desk.cli.context import Answer, Command
from desk.cli.words import local, say, typed
from desk.wording import known_codes

if TYPE_CHECKING:
    import argparse

    from desk.cli.context import Context


def _receive_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE.json")


def _receive(context: Context, args: argparse.Namespace) -> Answer:
    from desk.intake.receive import parse_receive, receive

    with context.office() as office:
        row = receive(office, parse_receive(Path(args.file)), beside=context.told)
    payload = context.with_clock_warning(shapes.received(row, context.lang), first=row.beside)

    def text(lang: str) -> str:
        said = "said.received_before" if row.repeated else "said.received"
        told = {"code": row.code, "due": local(row.due_at, lang), "at": local(row.received_at, lang)}
        lines = [say(said, lang, **told)]
        lines += [f"  {reason}" for reason in row.due_reason]
        if row.receipt_pdf:
            lines.append(say("said.receipt_at", lang, file=row.receipt_pdf))
        return "\n".join(lines + [f"! {one['message']}" for one in payload["warnings"]])

    return Answer(payload=payload, text=text)


def _act_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code")
    parser.add_argument("verb")
    parser.add_argument("--file", metavar="FILE.json")
    parser.add_argument("--command-id")


def _act(context: Context, args: argparse.Namespace) -> Answer:
    from desk.life.act import act, read_payload

    with context.office() as office:
        payload = read_payload(Path(args.file)) if args.file else None
        row = act(
            office, typed(args.code), args.verb, payload, command_id=args.command_id, beside=context.told
        )
    answer = context.with_clock_warning(shapes.acted(row, context.lang), first=row.beside)

    def text(lang: str) -> str:
        lines = [say("said.acted", lang, code=row.code, state=say(f"state.{int(row.state)}", lang))]
        lines += [str(file) for file in row.printed]
        return "\n".join(lines + [f"! {one['message']}" for one in answer["warnings"]])

    return Answer(payload=answer, text=text)


def _show_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code")


def _show(context: Context, args: argparse.Namespace) -> Answer:
    from desk.life.show import show

    with context.office() as office:
        row = show(office, typed(args.code))

    def text(lang: str) -> str:
        head = say(
            "said.shown",
            lang,
            code=row.code,
            state=say(f"state.{int(row.state)}", lang),
            procedure=row.procedure.name,
            applicant=_who(row.applicant_name, str((row.on_behalf_of or {}).get("full_name") or ""), lang),
            due=local(row.due_at, lang),
        )
        due = (
            say(
                "said.countdown",
                lang,
                what=one.label,
                due=local(one.due_at, lang),
                level=say(f"side.warning.{one.level}", lang),
            )
            for one in row.countdowns
        )
        acts = say("said.next_acts", lang, acts=", ".join(f"{one.label} ({one.verb})" for one in row.actions))
        history = (
            f"  {one.seq} · {local(one.at, lang)} · {one.actor} · {_event(one.verb, lang)}"
            for one in row.events
        )
        return "\n".join((head, *due, acts, *history))

    return Answer(payload=context.with_clock_warning(shapes.view(row, context.lang)), text=text)


def _who(applicant: str, owner: str, lang: str) -> str:
    """Whose dossier it is, and who handed it in where that is somebody else."""
    return say("said.shown_owner", lang, owner=owner, applicant=applicant) if owner else applicant


def _event(verb: str, lang: str) -> str:
    """What happened, in words; a verb without any stands as it is."""
    code = f"event.{verb}"
    return say(code, lang) if code in known_codes() else verb


def _find_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text")
    parser.add_argument("--limit", type=int, default=20)


def _find(context: Context, args: argparse.Namespace) -> Answer:
    from desk.finding.find import find

    with context.office() as office:
        row = find(office, typed(args.text), limit=args.limit)

    def text(lang: str) -> str:
        lines = [
            f"{one.code} · {_who(one.applicant, one.owner, lang)} · {one.procedure}"
            f" · {say(f'state.{int(one.state)}', lang)}"
            + (f"\n   {say('said.on_paper', lang, words=one.snippet)}" if one.snippet else "")
            for one in row.matches
        ]
        return "\n".join(lines) or say("said.none_found", lang)

    return Answer(payload=context.with_clock_warning(shapes.found(row, context.lang)), text=text)


COMMANDS = {
    "receive": Command(arguments=_receive_arguments, run=_receive),
    "act": Command(arguments=_act_arguments, run=_act),
    "show": Command(arguments=_show_arguments, run=_show),
    "find": Command(arguments=_find_arguments, run=_find),
}
