"""`process`, `handover`, `workload`: internal steps, hand-over by batch, who holds how much."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.cli import shapes
from desk.cli.catalogue import day_of, table_name
from desk.cli.context import Answer, Command
from desk.cli.imports import guarded, import_answer
from desk.cli.words import local, say, typed
from desk.errors import InputError

if TYPE_CHECKING:
    import argparse

    from desk.cli.context import Context
    from desk.process.rows import HandoverDone, ProcessPlan, WorkloadRow


def _process_arguments(parser: argparse.ArgumentParser) -> None:
    parts = parser.add_subparsers(dest="part", required=True)
    listing = parts.add_parser("list", add_help=False, allow_abbrev=False)
    listing.add_argument("code")
    listing.add_argument("--on", metavar="DATE")
    setting = parts.add_parser("set", add_help=False, allow_abbrev=False)
    setting.add_argument("file", metavar="FILE.json")
    setting.add_argument("--from", dest="start", metavar="DATE")
    importing = parts.add_parser("import", add_help=False, allow_abbrev=False)
    importing.add_argument("file")
    importing.add_argument("--dry-run", action="store_true")
    importing.add_argument("--from", dest="start", metavar="DATE")
    importing.add_argument("--new-units", action="store_true")
    exporting = parts.add_parser("export", add_help=False, allow_abbrev=False)
    exporting.add_argument("-o", "--out", metavar="FILE", required=True)
    parts.add_parser("units", add_help=False, allow_abbrev=False)


def _process(context: Context, args: argparse.Namespace) -> Answer:
    return _PARTS[args.part](context, args)


def _list(context: Context, args: argparse.Namespace) -> Answer:
    from desk.process.plans import plan

    on = day_of(args.on)
    with context.office() as office:
        found = plan(office, typed(args.code), on=on)
    return _plan_answer(context, found)


def _set(context: Context, args: argparse.Namespace) -> Answer:
    from desk.jsonfile import read_json_object
    from desk.jsonform import Form
    from desk.process.plans import save

    data = read_json_object(Path(args.file))
    form = Form(data, code="process")
    code = form.required_text("procedure", limit=60)
    first = day_of(args.start) or form.day("valid_from")
    if not isinstance(data.get("steps"), list):
        raise form.missing("steps")
    strangers = sorted(set(data) - {"procedure", "valid_from", "steps"})
    if strangers:
        raise InputError("process.unknown_key", key=strangers[0])
    with context.office() as office:
        found = save(office, code, data["steps"], valid_from=first)
    return _plan_answer(context, found)


def _plan_answer(context: Context, found: ProcessPlan) -> Answer:
    from desk.process.plans import hours_text

    steps = [
        {"no": one.no, "name": one.name, "unit": one.unit, "holder": one.holder, "minutes": one.minutes}
        for one in found.steps
    ]
    payload = context.with_clock_warning(
        {
            "procedure": found.procedure,
            "valid_from": shapes.day(found.valid_from),
            "default": found.valid_from is None,
            "steps": steps,
            "total_minutes": found.total_minutes,
            "legal_minutes": found.legal_minutes,
            "versions": [shapes.day(one) for one in found.versions],
            "warnings": shapes.notes(found.warnings),
        }
    )

    def text(lang: str) -> str:
        lines = [
            " · ".join(
                (f"{one.no}. {one.name}", one.unit, *(_time(one.minutes)), *filter(None, (one.holder,)))
            )
            for one in found.steps
        ]
        if found.total_minutes is not None:
            lines.append(say("said.process_total", lang, hours=hours_text(found.total_minutes)))
        return "\n".join((*lines, *(f"! {one['message']}" for one in payload["warnings"])))

    def _time(minutes: int | None) -> tuple[str, ...]:
        return () if minutes is None else (hours_text(minutes),)

    return Answer(payload=payload, text=text)


def _import(context: Context, args: argparse.Namespace) -> Answer:
    from desk.process.table import import_file

    start = day_of(args.start)
    with context.office() as office:
        report = guarded(
            lambda: import_file(
                office, Path(args.file), dry_run=args.dry_run, start=start, new_units=args.new_units
            ),
            lang=context.lang,
            dry_run=args.dry_run,
        )
    return import_answer(report, more=context.with_clock_warning({}))


def _export(context: Context, args: argparse.Namespace) -> Answer:
    from desk.process.table import export_file

    out = table_name(args.out)
    with context.office() as office:
        rows = export_file(office, out)
    payload = context.with_clock_warning({"file": str(out), "rows": rows})
    return Answer(payload=payload, text=lambda lang: say("said.exported", lang, file=out, rows=rows))


def _units(context: Context, _: argparse.Namespace) -> Answer:
    from desk.process.units import known_units

    with context.office() as office, office.read() as session:
        found = known_units(session)
    payload = context.with_clock_warning({"units": list(found)})
    return Answer(payload=payload, text=lambda _: "\n".join(found))


def _handover_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("codes", metavar="CODE", nargs="+")
    parser.add_argument("--to", required=True, metavar="UNIT")
    parser.add_argument("--holder", default="", metavar="NAME")
    parser.add_argument("--command-id")


def _handover(context: Context, args: argparse.Namespace) -> Answer:
    from desk.process.handover import hand_over

    with context.office() as office:
        done = hand_over(
            office,
            [typed(code) for code in args.codes],
            to=typed(args.to),
            holder=typed(args.holder),
            command_id=args.command_id,
        )
    payload = context.with_clock_warning(_handed(done))
    exit_code = 0 if done.acted else 2
    if not done.acted and done.refused:
        code, first = done.refused[0]
        details = {"code": code, "refused": len(done.refused)}
        payload["error"] = {"code": first.code, "message": first.message, "details": details}

    def text(lang: str) -> str:
        head = say("said.none_handed_over", lang)
        if done.acted:
            head = say("said.handed_over", lang, n=len(done.acted), to=done.to, batch=done.batch)
        files = [str(done.list_pdf)] if done.list_pdf else []
        refused = [f"✗ {code}: {one.message}" for code, one in done.refused]
        return "\n".join((head, *files, *refused, *(f"! {one['message']}" for one in payload["warnings"])))

    return Answer(payload=payload, text=text, exit_code=exit_code)


def _handed(done: HandoverDone) -> dict[str, Any]:
    answer = {
        "batch": done.batch,
        "to": done.to,
        "holder": done.holder,
        "acted": list(done.acted),
        "refused": [
            {"dossier": code, "code": one.code, "message": one.message} for code, one in done.refused
        ],
        "list_pdf": str(done.list_pdf) if done.list_pdf else None,
        "warnings": shapes.notes(done.warnings),
    }
    return {**answer, "repeated": True} if done.repeated else answer


def _no_arguments(_: argparse.ArgumentParser) -> None:
    """A command without arguments of its own."""


def _workload(context: Context, _: argparse.Namespace) -> Answer:
    from desk.process.workload import workload

    with context.office() as office:
        found = workload(office)
    payload = context.with_clock_warning({"rows": [_load(one) for one in found]})

    def text(lang: str) -> str:
        return "\n".join(
            say(
                "said.workload", lang, unit=one.unit, holder=one.holder or "–", open=one.open,
                soon=one.soon, late=one.late, oldest=local(one.oldest_due, lang),
            )
            for one in found
        )  # fmt: skip

    return Answer(payload=payload, text=text)


def _load(row: WorkloadRow) -> dict[str, Any]:
    return {
        "unit": row.unit,
        "holder": row.holder,
        "open": row.open,
        "soon": row.soon,
        "late": row.late,
        "waiting": row.waiting,
        "oldest_due": shapes.moment(row.oldest_due),
    }


_PARTS = {"list": _list, "set": _set, "import": _import, "export": _export, "units": _units}
COMMANDS = {
    "process": Command(arguments=_process_arguments, run=_process),
    "handover": Command(arguments=_handover_arguments, run=_handover),
    "workload": Command(arguments=_no_arguments, run=_workload),
}
