"""`people`: who is known here, pairs that may be one person, merging and parting, originals given back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.cli import shapes
from desk.cli.context import Answer, Command
from desk.cli.words import local, say, typed

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from desk.cli.context import Context
    from desk.people.rows import CitizenCard, KnownCitizen, MergeRow, ReusablePaper


def _arguments(parser: argparse.ArgumentParser) -> None:
    doing = parser.add_subparsers(dest="what", required=True)
    find = doing.add_parser("find")
    find.add_argument("text")
    find.add_argument("--limit", type=int, default=20)
    show = doing.add_parser("show")
    show.add_argument("number")
    show.add_argument("--procedure", metavar="CODE")
    doing.add_parser("duplicates")
    merge = doing.add_parser("merge")
    merge.add_argument("kept", type=int)
    merge.add_argument("gone", type=int)
    undo = doing.add_parser("undo-merge")
    undo.add_argument("merge", type=int)
    doing.add_parser("merges")
    back = doing.add_parser("give-back")
    back.add_argument("code")
    back.add_argument("numbers", type=int, nargs="*")


def _run(context: Context, args: argparse.Namespace) -> Answer:
    answer = _DOING[args.what](context, args)
    return Answer(payload=context.with_clock_warning(answer.payload), text=answer.text)


def _find(context: Context, args: argparse.Namespace) -> Answer:
    from desk.people.known import search

    with context.office() as office:
        rows = search(office, typed(args.text), args.limit)

    def text(lang: str) -> str:
        return "\n".join(_line(one, lang) for one in rows) or say("said.people_none", lang)

    return Answer(payload={"people": [_card(one) for one in rows]}, text=text)


def _show(context: Context, args: argparse.Namespace) -> Answer:
    from desk.people.known import known
    from desk.people.reuse import reusable

    with context.office() as office:
        number = typed(args.number)
        row = known(office, number)
        papers = reusable(office, number, args.procedure) if args.procedure else row.reusable

    def text(lang: str) -> str:
        if row.name is None:
            return say("said.people_none", lang)
        lines = [f"{row.name} · {row.address or '–'}"]
        lines += [
            f"  {one.code} · {one.procedure} · {say(f'state.{int(one.state)}', lang)}" for one in row.recent
        ]
        return "\n".join(lines + [f"  {one.attachment_id} · {one.name} · {one.from_code}" for one in papers])

    return Answer(payload=_known(row, papers, context.lang), text=text)


def _duplicates(context: Context, _: argparse.Namespace) -> Answer:
    from desk.people.duplicates import duplicates

    with context.office() as office:
        rows = duplicates(office)

    def text(lang: str) -> str:
        return "\n".join(
            say(
                "said.people_pair",
                lang,
                kept=one.kept.id,
                gone=one.gone.id,
                name=one.kept.name,
                reasons=", ".join(say(f"people.reason.{reason}", lang) for reason in one.reasons),
            )
            for one in rows
        ) or say("said.people_no_pairs", lang)

    pairs = [{"kept": _card(one.kept), "gone": _card(one.gone), "reasons": list(one.reasons)} for one in rows]
    return Answer(payload={"pairs": pairs}, text=text)


def _merge(context: Context, args: argparse.Namespace) -> Answer:
    from desk.people.merging import merge

    with context.office() as office:
        made = merge(office, args.kept, args.gone)
    payload = {"merge": made, "kept": args.kept, "gone": args.gone}
    return Answer(payload=payload, text=lambda lang: say("said.people_merged", lang, **payload))


def _undo(context: Context, args: argparse.Namespace) -> Answer:
    from desk.people.merging import undo_merge

    with context.office() as office:
        undo_merge(office, args.merge)
    payload = {"merge": args.merge, "undone": True}
    return Answer(payload=payload, text=lambda lang: say("said.people_unmerged", lang, merge=args.merge))


def _merges(context: Context, _: argparse.Namespace) -> Answer:
    from desk.people.merging import merges

    with context.office() as office:
        rows = merges(office)

    def text(lang: str) -> str:
        return "\n".join(
            say(
                "said.people_merge",
                lang,
                id=one.id,
                kept=one.kept.id,
                gone=one.gone.id,
                at=local(one.at, lang),
                state=say("said.people_undone" if one.undone_at else "said.people_standing", lang),
            )
            for one in rows
        ) or say("said.people_none", lang)

    return Answer(payload={"merges": [_merge_row(one) for one in rows]}, text=text)


def _give_back(context: Context, args: argparse.Namespace) -> Answer:
    from desk.people.originals import give_back

    code = typed(args.code)
    with context.office() as office:
        given = give_back(office, code, args.numbers)
    numbers = ", ".join(map(str, given))
    return Answer(
        payload={"code": code, "given_back": list(given)},
        text=lambda lang: say("said.people_given_back", lang, code=code, numbers=numbers),
    )


_DOING: dict[str, Callable[[Context, argparse.Namespace], Answer]] = {
    "find": _find,
    "show": _show,
    "duplicates": _duplicates,
    "merge": _merge,
    "undo-merge": _undo,
    "merges": _merges,
    "give-back": _give_back,
}


def _line(one: CitizenCard, lang: str) -> str:
    number = one.number_masked or "–"
    return say("said.people_found", lang, id=one.id, name=one.name, number=number, dossiers=one.dossiers)


def _card(one: CitizenCard) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.kind,
        "name": one.name,
        "number_masked": one.number_masked,
        "birth_date": shapes.day(one.birth_date),
        "phone_masked": one.phone_masked,
        "dossiers": one.dossiers,
        "last_seen_at": shapes.moment(one.last_seen_at),
        "merged_into": one.merged_into,
    }


def _merge_row(one: MergeRow) -> dict[str, Any]:
    return {
        "id": one.id,
        "kept": _card(one.kept),
        "gone": _card(one.gone),
        "at": shapes.moment(one.at),
        "actor": one.actor,
        "undone_at": shapes.moment(one.undone_at),
        "undone_by": one.undone_by,
    }


def _known(row: KnownCitizen, papers: tuple[ReusablePaper, ...], lang: str) -> dict[str, Any]:
    return {
        "id": row.citizen_id,
        "kind": row.kind,
        "name": row.name,
        "phone": row.phone,
        "address": row.address,
        "email": row.email,
        "birth_date": shapes.day(row.birth_date),
        "sex": row.sex,
        "answers": dict(row.answers),
        "usual_procedure": row.usual_procedure or None,
        "representative": dict(row.representative) if row.representative else None,
        "waiting_results": list(row.waiting_results),
        "recent": [
            {"code": one.code, "procedure": one.procedure, **shapes.state_fields(one.state, lang)}
            for one in row.recent
        ],
        "reusable": [
            {
                "component": one.component_no,
                "attachment": one.attachment_id,
                "name": one.name,
                "from": one.from_code,
                "digitised_on": shapes.day(one.digitised_on),
                "valid_until": shapes.day(one.valid_until),
                "file": str(one.file),
            }
            for one in papers
        ],
    }


COMMANDS = {"people": Command(arguments=_arguments, run=_run)}
