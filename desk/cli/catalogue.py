"""`catalogue`: the procedures this office receives, searched, kept by versions, in and out as a table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.cli import shapes
from desk.cli.context import Answer, Command
from desk.cli.imports import guarded, import_answer
from desk.cli.words import say, typed
from desk.errors import InputError

if TYPE_CHECKING:
    import argparse
    from datetime import date

    from desk.catalogue.rows import CatalogueEntry, ChangeCard
    from desk.cli.context import Context


def _arguments(parser: argparse.ArgumentParser) -> None:
    parts = parser.add_subparsers(dest="part", required=True)

    def part(name: str, *words: str) -> argparse.ArgumentParser:
        made = parts.add_parser(name, add_help=False, allow_abbrev=False)
        for word in words:
            made.add_argument(word)
        return made

    listing = part("list")
    listing.add_argument("text", nargs="?", default="")
    listing.add_argument("--on", metavar="DATE")
    part("show", "code").add_argument("--on", metavar="DATE")
    importing = part("import", "file")
    importing.add_argument("--dry-run", action="store_true")
    importing.add_argument("--from", dest="start", metavar="DATE")
    importing.add_argument("--new-units", action="store_true")
    part("export").add_argument("-o", "--out", metavar="FILE", required=True)
    saving = part("save", "file")
    saving.add_argument("--from", dest="start", metavar="DATE")
    part("end", "code").add_argument("--to", dest="last", metavar="DATE", required=True)
    part("favourite", "code").add_argument("--off", action="store_true")
    part("nicknames", "code", "text")


def _run(context: Context, args: argparse.Namespace) -> Answer:
    return _PARTS[args.part](context, args)


def day_of(text: str | None) -> date | None:
    """A day of the command line, `YYYY-MM-DD` or `DD/MM/YYYY`; None where none was given.

    Raises:
        InputError: `catalogue.bad_value` with the key `DATE`.
    """
    from desk.catalogue.table import day

    return None if text is None else day({"DATE": typed(text).strip()}, "DATE")


def _list(context: Context, args: argparse.Namespace) -> Answer:
    from desk.catalogue.admin import entries

    on = day_of(args.on)
    with context.office() as office:
        found = entries(office, typed(args.text), on=on)
    payload = context.with_clock_warning({"procedures": [_short(one) for one in found], "count": len(found)})
    return Answer(payload=payload, text=lambda lang: "\n".join(_line(one, lang) for one in found))


def _show(context: Context, args: argparse.Namespace) -> Answer:
    from desk.catalogue.admin import entry

    on = day_of(args.on)
    with context.office() as office:
        found = entry(office, typed(args.code), on=on)
    return _entry_answer(context, found)


def _import(context: Context, args: argparse.Namespace) -> Answer:
    from desk.catalogue.import_table import import_file
    from desk.catalogue.rows import CatalogueReport

    start = day_of(args.start)
    with context.office() as office:
        report = guarded(
            lambda: import_file(
                office, Path(args.file), dry_run=args.dry_run, start=start, new_units=args.new_units
            ),
            lang=context.lang,
            dry_run=args.dry_run,
        )
    changes = report.changes if isinstance(report, CatalogueReport) else ()
    told = {"changes": [_change(one) for one in changes]}
    answer = import_answer(report, more=context.with_clock_warning(told))
    if not changes:
        return answer
    return Answer(
        payload=answer.payload,
        text=lambda lang: "\n".join((answer.text(lang), *(_change_line(one, lang) for one in changes))),
    )


def _change(row: ChangeCard) -> dict[str, Any]:
    return {
        "code": row.code,
        "name": row.name,
        "valid_from": shapes.day(row.valid_from),
        "valid_to": shapes.day(row.valid_to),
        "new": row.new,
        "fields": list(row.fields),
    }


def _change_line(row: ChangeCard, lang: str) -> str:
    what = say("said.version_new", lang) if row.new else ", ".join(row.fields)
    return f"  {row.code} · {row.name} · {_span(row.valid_from, row.valid_to)} · {what}"


def _export(context: Context, args: argparse.Namespace) -> Answer:
    from desk.catalogue.import_table import export_file

    out = table_name(args.out)
    with context.office() as office:
        rows = export_file(office, out)
    payload = context.with_clock_warning({"file": str(out), "rows": rows})
    return Answer(payload=payload, text=lambda lang: say("said.exported", lang, file=out, rows=rows))


def table_name(text: str) -> Path:
    """The file a table is written to, absolute; its name says CSV or XLSX.

    Raises:
        InputError: `table.bad_name`.
    """
    out = Path(text).absolute()
    if out.suffix.lower() not in {".csv", ".xlsx"}:
        raise InputError("table.bad_name", file=out.name)
    return out


def _save(context: Context, args: argparse.Namespace) -> Answer:
    from desk.catalogue.admin import save
    from desk.jsonfile import read_json_object

    start = day_of(args.start)
    data = read_json_object(Path(args.file))
    with context.office() as office:
        found = save(office, data, valid_from=start)
    return _entry_answer(context, found)


def _end(context: Context, args: argparse.Namespace) -> Answer:
    from desk.catalogue.admin import end

    last = day_of(args.last)
    if last is None:
        raise InputError("catalogue.bad_value", key="DATE")
    with context.office() as office:
        found = end(office, typed(args.code), last)
    return _entry_answer(context, found)


def _favourite(context: Context, args: argparse.Namespace) -> Answer:
    from desk.catalogue.admin import set_favourite

    with context.office() as office:
        found = set_favourite(office, typed(args.code), not args.off)
    return _entry_answer(context, found)


def _nicknames(context: Context, args: argparse.Namespace) -> Answer:
    from desk.catalogue.admin import set_nicknames

    with context.office() as office:
        found = set_nicknames(office, typed(args.code), typed(args.text))
    return _entry_answer(context, found)


def _entry_answer(context: Context, found: CatalogueEntry) -> Answer:
    payload = context.with_clock_warning(_whole(found))

    def text(lang: str) -> str:
        papers = (
            f"  {one.no}. {one.name}" + (f" ({one.condition})" if one.condition else "")
            for one in found.components
        )
        spans = (f"  {_span(one.valid_from, one.valid_to)}" for one in found.versions)
        notes = (f"! {one['message']}" for one in payload["warnings"])
        return "\n".join((_line(found, lang), *papers, *spans, *notes))

    return Answer(payload=payload, text=text)


def _whole(found: CatalogueEntry) -> dict[str, Any]:
    from desk.catalogue.reading import entry_data

    versions = [
        {
            "valid_from": shapes.day(one.valid_from),
            "valid_to": shapes.day(one.valid_to),
            "status": one.status,
            "used": one.used,
        }
        for one in found.versions
    ]
    return {
        **entry_data(found.card),
        **_standing(found),
        "versions": versions,
        "warnings": shapes.notes(found.warnings),
    }


def _short(found: CatalogueEntry) -> dict[str, Any]:
    return {
        **shapes.procedure(found.card),
        **_standing(found),
        "favourite": found.card.favourite,
        "nicknames": found.card.nicknames,
        "components": len(found.components),
    }


def _standing(found: CatalogueEntry) -> dict[str, Any]:
    return {
        "valid_from": shapes.day(found.valid_from),
        "valid_to": shapes.day(found.valid_to),
        "status": found.status,
        "suspended": found.card.suspended,
        "other_level": found.card.other_level,
        "uses": found.uses,
    }


def _line(found: CatalogueEntry, lang: str) -> str:
    marks = [
        say(f"catalogue.mark.{mark}", lang)
        for mark, on in (
            ("favourite", found.card.favourite),
            ("suspended", found.card.suspended),
            ("other_level", found.card.other_level),
            (found.status, found.status != "in_force"),
        )
        if on
    ]
    return " · ".join((found.code, found.name, found.field, *marks))


def _span(first: date, last: date | None) -> str:
    return f"{first:%d/%m/%Y} – " + (f"{last:%d/%m/%Y}" if last else "…")


_PARTS = {
    "list": _list,
    "show": _show,
    "import": _import,
    "export": _export,
    "save": _save,
    "end": _end,
    "favourite": _favourite,
    "nicknames": _nicknames,
}
COMMANDS = {"catalogue": Command(arguments=_arguments, run=_run)}
