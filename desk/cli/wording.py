"""`phrase`: the standard sentences."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.cli.context import Answer, Command
from desk.cli.imports import guarded, import_answer
from desk.cli.words import say, typed

if TYPE_CHECKING:
    import argparse

    from desk.cli.context import Context
    from desk.importing import ImportReport
    from desk.paper.rows import PhraseCard


def _phrase_arguments(parser: argparse.ArgumentParser) -> None:
    parts = parser.add_subparsers(dest="part", required=True)
    listing = parts.add_parser("list", add_help=False, allow_abbrev=False)
    listing.add_argument("kind", nargs="?", default="")
    listing.add_argument("--procedure", default="")
    listing.add_argument("--all", action="store_true", dest="everything")
    setting = parts.add_parser("set", add_help=False, allow_abbrev=False)
    for name in ("kind", "code", "text"):
        setting.add_argument(name)
    setting.add_argument("--basis", default="")
    setting.add_argument("--procedure", default="")
    setting.add_argument("--position", type=int, default=0)
    removing = parts.add_parser("remove", add_help=False, allow_abbrev=False)
    for name in ("kind", "code"):
        removing.add_argument(name)
    importing = parts.add_parser("import", add_help=False, allow_abbrev=False)
    importing.add_argument("file", metavar="FILE")
    importing.add_argument("--dry-run", action="store_true")
    exporting = parts.add_parser("export", add_help=False, allow_abbrev=False)
    exporting.add_argument("-o", "--out", metavar="FILE", required=True)


def _phrase(context: Context, args: argparse.Namespace) -> Answer:
    parts = {
        "list": _phrase_list,
        "set": _phrase_set,
        "remove": _phrase_remove,
        "import": _phrase_import,
        "export": _phrase_export,
    }
    return parts[args.part](context, args)


def _phrase_list(context: Context, args: argparse.Namespace) -> Answer:
    from desk.paper.phrases import phrases

    with context.office() as office:
        cards = phrases(office, typed(args.kind), typed(args.procedure), everything=args.everything)
    payload = context.with_clock_warning({"phrases": [_phrase_shape(card) for card in cards]})
    return Answer(payload=payload, text=lambda _: "\n".join(_phrase_line(card) for card in cards))


def _phrase_shape(card: PhraseCard) -> dict[str, Any]:
    return {
        "kind": card.kind,
        "code": card.code,
        "text": card.text,
        "basis": card.basis,
        "procedure": card.procedure,
        "position": card.position,
        "active": card.active,
        "confidence": card.confidence,
        "own": card.own,
    }


def _phrase_line(card: PhraseCard) -> str:
    mark = " " if card.active else "-"
    basis = f" ({card.basis})" if card.basis else ""
    return f"{mark} {card.kind:<12} {card.code:<22} {card.text}{basis}"


def _phrase_set(context: Context, args: argparse.Namespace) -> Answer:
    from desk.paper.phrases import set_phrase
    from desk.paper.rows import PhraseCard

    with context.office() as office:
        card = set_phrase(
            office,
            PhraseCard(
                kind=typed(args.kind),
                code=typed(args.code),
                text=typed(args.text),
                basis=typed(args.basis),
                procedure=typed(args.procedure),
                position=args.position,
            ),
        )
    return Answer(payload=context.with_clock_warning(_phrase_shape(card)), text=lambda _: _phrase_line(card))


def _phrase_remove(context: Context, args: argparse.Namespace) -> Answer:
    from desk.paper.phrases import remove_phrase

    kind, code = typed(args.kind), typed(args.code)
    with context.office() as office:
        remove_phrase(office, kind, code)
    payload = context.with_clock_warning({"kind": kind, "code": code, "removed": True})
    return Answer(payload=payload, text=lambda lang: say("said.phrase_removed", lang, kind=kind, phrase=code))


def _phrase_import(context: Context, args: argparse.Namespace) -> Answer:
    from desk.paper.phrase_table import import_phrases

    with context.office() as office:

        def call() -> ImportReport:
            return import_phrases(office, Path(args.file), dry_run=args.dry_run)

        report = guarded(call, lang=context.lang, dry_run=args.dry_run)
    return import_answer(report, more=context.with_clock_warning({}))


def _phrase_export(context: Context, args: argparse.Namespace) -> Answer:
    from desk.paper.phrase_table import export_phrases

    out = Path(args.out).absolute()
    with context.office() as office:
        rows = export_phrases(office, out)
    payload = context.with_clock_warning({"file": str(out), "rows": rows})
    return Answer(payload=payload, text=lambda lang: say("said.exported", lang, file=out, rows=rows))


COMMANDS = {
    "phrase": Command(arguments=_phrase_arguments, run=_phrase),
}
