"""`calendar`: the office's days off and make-up days, and the printed dates a change touches."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.cli import shapes
from desk.cli.context import Answer, Command
from desk.cli.imports import guarded, import_answer
from desk.cli.words import local, say, typed
from desk.errors import InputError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Mapping

    from desk.cli.context import Context
    from desk.dates.rows import AffectedDossier, CalendarCard, CalendarChange, CalendarPreview
    from desk.importing import ImportReport


def _arguments(parser: argparse.ArgumentParser) -> None:
    parts = parser.add_subparsers(dest="part", required=True)
    listing = parts.add_parser("list", add_help=False, allow_abbrev=False)
    listing.add_argument("--year", type=int)
    setting = parts.add_parser("set", add_help=False, allow_abbrev=False)
    setting.add_argument("day", metavar="DAY")
    setting.add_argument("--kind", required=True)
    for name in ("--am", "--pm"):
        setting.add_argument(name, metavar="HH:MM-HH:MM|closed")
    for name in ("--note", "--basis"):
        setting.add_argument(name, default="")
    removing = parts.add_parser("remove", add_help=False, allow_abbrev=False)
    removing.add_argument("day", metavar="DAY")
    importing = parts.add_parser("import", add_help=False, allow_abbrev=False)
    importing.add_argument("file", metavar="FILE")
    importing.add_argument("--dry-run", action="store_true")
    previewing = parts.add_parser("preview", add_help=False, allow_abbrev=False)
    previewing.add_argument("file", metavar="FILE")
    exporting = parts.add_parser("export", add_help=False, allow_abbrev=False)
    exporting.add_argument("-o", "--out", metavar="FILE", required=True)
    parts.add_parser("affected", add_help=False, allow_abbrev=False)


def _run(context: Context, args: argparse.Namespace) -> Answer:
    return _PARTS[args.part](context, args)


def _list(context: Context, args: argparse.Namespace) -> Answer:
    from desk.dates.admin import listed

    if args.year is not None and not 1950 <= args.year <= 2100:
        raise InputError("calendar.bad_day", value=str(args.year))
    with context.office() as office:
        year = args.year if args.year is not None else office.clock.now().year
        cards = listed(office, year)
    payload = context.with_clock_warning({"year": year, "days": [_day(card) for card in cards]})
    return Answer(payload=payload, text=lambda lang: "\n".join(_line(card, lang) for card in cards))


def _set(context: Context, args: argparse.Namespace) -> Answer:
    from desk.dates.csv_rows import ALLOWED, FIRST, half_of, kind_of
    from desk.dates.rows import CalendarChange

    kind = kind_of(typed(args.kind))
    if kind is None:
        raise InputError("calendar.bad_kind", value=typed(args.kind)[:40], allowed=ALLOWED)
    like = CalendarChange(
        day=FIRST,
        kind=kind,
        note=typed(args.note).strip(),
        basis=typed(args.basis).strip(),
        am=half_of(_given(args.am)),
        pm=half_of(_given(args.pm)),
    )
    return _change(context, args.day, like=like)


def _remove(context: Context, args: argparse.Namespace) -> Answer:
    from desk.dates.csv_rows import FIRST
    from desk.dates.rows import CalendarChange

    return _change(context, args.day, like=CalendarChange(day=FIRST, kind=None))


def _change(context: Context, days: str, *, like: CalendarChange) -> Answer:
    """Make every day of a span like one example."""
    from datetime import timedelta

    from desk.dates.admin import apply
    from desk.dates.csv_rows import span_of

    first, last = span_of(typed(days))
    changes = [replace(like, day=first + timedelta(days=step)) for step in range((last - first).days + 1)]
    with context.office() as office:
        done = apply(office, changes)
    told = {"days": [_changed(one) for one in changes], "changed": done.changed, **_touched(done)}
    return Answer(payload=context.with_clock_warning(told), text=lambda lang: _said(done, lang))


def _import(context: Context, args: argparse.Namespace) -> Answer:
    return _read_in(context, args.file, dry_run=args.dry_run)


def _preview(context: Context, args: argparse.Namespace) -> Answer:
    return _read_in(context, args.file, dry_run=True)


def _read_in(context: Context, file: str, *, dry_run: bool) -> Answer:
    from desk.dates.admin import import_file
    from desk.dates.rows import CalendarPreview

    found = [CalendarPreview(affected=())]

    with context.office() as office:

        def call() -> ImportReport:
            report, found[0] = import_file(office, Path(file), dry_run=dry_run)
            return report

        report = guarded(call, lang=context.lang, dry_run=dry_run)
    answer = import_answer(report, more=context.with_clock_warning(_touched(found[0])))
    if report.errors:
        return answer
    return Answer(
        payload=answer.payload, text=lambda lang: "\n".join((answer.text(lang), _said(found[0], lang)))
    )


def _export(context: Context, args: argparse.Namespace) -> Answer:
    from desk.dates.admin import export_file

    out = Path(args.out).absolute()
    with context.office() as office:
        rows = export_file(office, out)
    payload = context.with_clock_warning({"file": str(out), "rows": rows})
    return Answer(payload=payload, text=lambda lang: say("said.exported", lang, file=out, rows=rows))


def _affected(context: Context, args: argparse.Namespace) -> Answer:
    from desk.dates.affected import affected
    from desk.dates.rows import CalendarPreview

    del args
    with context.office() as office:
        found = CalendarPreview(affected=affected(office))
    payload = context.with_clock_warning(_touched(found))
    return Answer(payload=payload, text=lambda lang: _said(found, lang))


def _given(text: str | None) -> str | None:
    return None if text is None else typed(text)


def _day(card: CalendarCard) -> dict[str, Any]:
    return {**_changed(card), "source": card.source, "confirmed": card.confirmed}


def _changed(one: CalendarChange | CalendarCard) -> dict[str, Any]:
    return {
        "day": one.day.isoformat(),
        "kind": one.kind,
        "am": "closed" if one.am == "" else one.am,
        "pm": "closed" if one.pm == "" else one.pm,
        "note": one.note,
        "basis": one.basis,
    }


def _touched(found: CalendarPreview) -> dict[str, Any]:
    return {
        "affected": [_dossier(one) for one in found.affected],
        "total": len(found.affected),
        "warnings": shapes.notes(found.notes),
    }


def _dossier(one: AffectedDossier) -> dict[str, Any]:
    return {
        "code": one.code,
        "applicant": one.applicant,
        "procedure": one.procedure,
        "due_at": shapes.moment(one.due_at),
        "would_be": shapes.moment(one.would_be),
    }


def _line(card: CalendarCard, lang: str) -> str:
    halves = (
        "" if card.am is None and card.pm is None else f"  {_half(card.am, lang)} | {_half(card.pm, lang)}"
    )
    kind = say(f"calendar.kind.{card.kind}", lang)
    return f"{card.day:%d/%m/%Y}  {kind:<24}{card.note}{halves}  [{card.source}] {card.basis}".rstrip()


def _half(text: str | None, lang: str) -> str:
    return text or say("calendar.half.usual" if text is None else "calendar.half.closed", lang)


def _said(found: CalendarPreview, lang: str) -> str:
    lines = [say("said.calendar_affected", lang, count=len(found.affected))]
    lines += [
        f"  {one.code}  {local(one.due_at, lang)} → {local(one.would_be, lang)}" for one in found.affected
    ]
    return "\n".join(lines + [f"! {one.message}" for one in found.notes])


_PARTS: Mapping[str, Callable[[Context, argparse.Namespace], Answer]] = {
    "list": _list,
    "set": _set,
    "remove": _remove,
    "import": _import,
    "preview": _preview,
    "export": _export,
    "affected": _affected,
}
COMMANDS = {"calendar": Command(arguments=_arguments, run=_run)}
