"""`template`: the forms' dated words: listed, shown, checked, published, compared, carried elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desk.cli import shapes
from desk.cli import template_shapes as answer
from desk.cli.closing import parse_day
from desk.cli.context import Answer, Command
from desk.cli.imports import guarded, import_answer
from desk.cli.words import say, typed

if TYPE_CHECKING:
    import argparse

    from desk.cli.context import Context
    from desk.importing import ImportReport
    from desk.rows import Note

PACK = ".json"


def _arguments(parser: argparse.ArgumentParser) -> None:
    parts = parser.add_subparsers(dest="part", required=True)

    def part(name: str, *names: str) -> argparse.ArgumentParser:
        made = parts.add_parser(name, add_help=False, allow_abbrev=False)
        for one in names:
            made.add_argument(one)
        return made

    part("list")
    part("show", "form").add_argument("--version", type=int)
    part("history", "form")
    comparing = part("diff", "form")
    for name in ("before", "after"):
        comparing.add_argument(name, type=int)
    part("check", "file")
    drawing = part("preview", "form")
    drawing.add_argument("-o", "--out", metavar="FILE.pdf", required=True)
    drawing.add_argument("--paper", default="")
    drawing.add_argument("--file", metavar="FILE.toml")
    back = part("revert", "form")
    back.add_argument("version", type=int)
    back.add_argument("--from", dest="begins", metavar="DATE", required=True)
    back.add_argument("--reason", required=True)
    exporting = parts.add_parser("export", add_help=False, allow_abbrev=False)
    exporting.add_argument("form", metavar="FORM", nargs="*")
    exporting.add_argument("-o", "--out", metavar="FILE", required=True)
    importing = part("import", "file")
    importing.add_argument("--dry-run", action="store_true")
    importing.add_argument("--replace", action="store_true")
    importing.add_argument("--from", dest="begins", metavar="DATE")
    importing.add_argument("--reason", default="")


def _template(context: Context, args: argparse.Namespace) -> Answer:
    parts = {
        "list": _list, "show": _show, "history": _history, "diff": _diff, "check": _check,
        "preview": _preview, "revert": _revert, "export": _export, "import": _import,
    }  # fmt: skip
    return parts[args.part](context, args)


def _list(context: Context, args: argparse.Namespace) -> Answer:
    from desk.paper.templates import templates

    del args
    with context.office() as office:
        cards = templates(office)
    payload = context.with_clock_warning({"templates": [answer.card(card) for card in cards]})
    return Answer(
        payload=payload, text=lambda lang: "\n".join(answer.card_line(card, lang) for card in cards)
    )


def _show(context: Context, args: argparse.Namespace) -> Answer:
    from desk.templates.versions import check_known, texts_of, versions

    form = typed(args.form)
    with context.office() as office:
        check_known(form)
        rows = versions(office, form)
        now = next(row.no for row in rows if row.in_force)
        no = now if args.version is None else args.version
        texts = texts_of(office, form, no)
    payload = context.with_clock_warning({"form": form, "version": no, "texts": texts})
    return Answer(payload=payload, text=lambda _: "\n".join(f"{key} = {text}" for key, text in texts.items()))


def _history(context: Context, args: argparse.Namespace) -> Answer:
    from desk.templates.versions import versions

    with context.office() as office:
        rows = versions(office, typed(args.form))
    payload = context.with_clock_warning({"versions": [answer.version(row) for row in rows]})
    return Answer(payload=payload, text=lambda _: "\n".join(answer.version_line(row) for row in rows))


def _diff(context: Context, args: argparse.Namespace) -> Answer:
    from desk.templates.versions import compare

    with context.office() as office:
        changes = compare(office, typed(args.form), args.before, args.after)
    payload = context.with_clock_warning({"changes": [answer.change(one) for one in changes]})
    return Answer(
        payload=payload,
        text=lambda _: "\n".join(f"{one.place}\n- {one.before}\n+ {one.after}" for one in changes),
    )


def _check(context: Context, args: argparse.Namespace) -> Answer:
    """Look at a TOML file as an import would, and draw every paper of its versions."""
    from desk.paper.template_file import read
    from desk.templates.preview import fit

    with context.office() as office:
        form, drafts, faults = read(Path(args.file), lang=context.lang)
        drawn = (
            []
            if faults.errors
            else [one for draft in drafts.values() for one in fit(office, form, draft.body)]
        )
    problems = [
        {"row": one.row, "place": one.column, "code": one.code, "message": one.message, "level": "error"}
        for one in faults.errors
    ] + [answer.fault(one) for one in drawn]
    ok = not any(one["level"] == "error" for one in problems)
    payload = context.with_clock_warning({"ok": ok, "form": form, "problems": problems})
    return Answer(
        payload=payload,
        text=lambda lang: "\n".join(
            [f"! {one['place']}: {one['message']}" for one in problems] or [say("said.template_sound", lang)]
        ),
        exit_code=0 if ok else 2,
    )


def _preview(context: Context, args: argparse.Namespace) -> Answer:
    from desk.templates.preview import write_sample

    out = Path(args.out).absolute()
    with context.office() as office:
        file = Path(args.file) if args.file else None
        pages = write_sample(office, typed(args.form), out, paper=typed(args.paper), file=file)
    payload = context.with_clock_warning({"file": str(out), "pages": pages})
    return Answer(payload=payload, text=lambda lang: say("said.template_drawn", lang, file=out, pages=pages))


def _revert(context: Context, args: argparse.Namespace) -> Answer:
    from desk.templates.publishing import revert

    with context.office() as office:
        done = revert(
            office, typed(args.form), args.version, begins=parse_day(args.begins), reason=typed(args.reason)
        )
    more = {**answer.version(done.version), "warnings": shapes.notes(done.warnings)}
    return Answer(payload=context.with_clock_warning(more), text=lambda _: answer.version_line(done.version))


def _export(context: Context, args: argparse.Namespace) -> Answer:
    from desk.errors import InputError
    from desk.paper.templates import export_template
    from desk.templates.pack import export_pack

    out = Path(args.out).absolute()
    forms = [typed(form) for form in args.form]
    with context.office() as office:
        if out.suffix.lower() == PACK:
            count = export_pack(office, forms, out)
        elif len(forms) == 1:
            count = export_template(office, forms[0], out)
        else:
            raise InputError("template.one_form", file=out.name)
    payload = context.with_clock_warning({"file": str(out), "versions": count})
    return Answer(payload=payload, text=lambda lang: say("said.template_exported", lang, file=out, n=count))


def _import(context: Context, args: argparse.Namespace) -> Answer:
    from desk.templates.pack import looks_packed

    if looks_packed(Path(args.file)):
        return _import_pack(context, args)
    return _import_toml(context, args)


def _import_toml(context: Context, args: argparse.Namespace) -> Answer:
    from desk.paper.templates import taken

    told: list[Note] = []

    with context.office() as office:

        def call() -> ImportReport:
            report, notes = taken(office, Path(args.file), dry_run=args.dry_run, reason=typed(args.reason))
            told.extend(notes)
            return report

        report = guarded(call, lang=context.lang, dry_run=args.dry_run)
    more = context.with_clock_warning({"warnings": shapes.notes(tuple(told))})
    return import_answer(report, more=more)


def _import_pack(context: Context, args: argparse.Namespace) -> Answer:
    from desk.templates.taking import take_pack

    with context.office() as office:
        done = take_pack(
            office, Path(args.file), dry_run=args.dry_run, replace=args.replace,
            begins=parse_day(args.begins) if args.begins else None,
        )  # fmt: skip
    return Answer(
        payload=context.with_clock_warning(answer.pack(done, context.lang)),
        text=lambda lang: "\n".join(answer.pack_lines(done, lang)),
        exit_code=2 if done.refused else 0,
    )


COMMANDS = {"template": Command(arguments=_arguments, run=_template)}
