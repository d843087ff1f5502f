"""`printers`, `jobs`: the printers of this machine, and what waits for paper at this counter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.cli import shapes
from desk.cli.context import Answer, Command
from desk.cli.words import say, typed
from desk.errors import InputError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from desk.cli.context import Context
    from desk.printing.rows import FormPrinter, JobRow, PrinterInfo, PrintSettings

_TURN = 0.5  # seconds between two looks at what a spooler has
_LONGEST = 3600
_VALUES = ("printer", "tray", "paper", "copies", "fallback")


# ---- printers ---------------------------------------------------------------------------------------


def _printer_arguments(parser: argparse.ArgumentParser) -> None:
    parts = parser.add_subparsers(dest="part", required=True)
    parts.add_parser("list", add_help=False, allow_abbrev=False)
    test = parts.add_parser("test", add_help=False, allow_abbrev=False)
    test.add_argument("printer", nargs="?", default="", metavar="KEY")
    setting = parts.add_parser("setting", add_help=False, allow_abbrev=False)
    setting.add_argument("form", nargs="?", default="", metavar="FORM")
    for name in _VALUES:
        setting.add_argument(f"--{name}", metavar="TEXT")
    setting.add_argument("--folder", action="append", metavar="DIR")
    setting.add_argument("--roll", action="append", metavar="ADDRESS")


def _printers(context: Context, args: argparse.Namespace) -> Answer:
    return {"list": _list, "test": _test, "setting": _setting}[args.part](context, args)


def _list(context: Context, _args: argparse.Namespace) -> Answer:
    from desk.printing.printers import printers_of

    with context.office() as office:
        rows = printers_of(office).all()
    payload = context.with_clock_warning({"printers": [_printer_json(one) for one in rows]})

    def text(lang: str) -> str:
        lines = [
            say(
                "said.printer",
                lang,
                key=one.key,
                name=one.name,
                state=say(f"printer.state.{one.state}", lang),
            )
            for one in rows
        ]
        return "\n".join(lines) or say("said.no_printers", lang)

    return Answer(payload=payload, text=text)


def _printer_json(one: PrinterInfo) -> dict[str, Any]:
    return {
        "key": one.key, "name": one.name, "state": one.state, "model": one.model, "place": one.place,
        "default": one.default, "papers": list(one.papers), "trays": list(one.trays),
    }  # fmt: skip


def _test(context: Context, args: argparse.Namespace) -> Answer:
    from desk.printing.printers import printers_of
    from desk.printing.trying import print_test, test_page

    with context.office() as office:
        key = typed(args.printer)
        lines = (office.card.name, f"{office.clock.now():%H:%M %d/%m/%Y}", key)
        reference = print_test(printers_of(office), key, test_page(lines))
    payload = context.with_clock_warning({"printer": key, "reference": reference})
    return Answer(payload=payload, text=lambda lang: say("said.printer_tested", lang, name=key or "…"))


def _setting(context: Context, args: argparse.Namespace) -> Answer:
    from dataclasses import replace

    from desk.printing.settings import roll_key, set_settings, settings

    given = {name: typed(getattr(args, name)) for name in _VALUES if getattr(args, name) is not None}
    with context.office() as office:
        kept = settings(office)
        if args.folder is not None:
            kept = replace(kept, folders=tuple(typed(one) for one in args.folder if one))
        if args.roll is not None:
            kept = replace(kept, rolls=tuple(roll_key(typed(one)) for one in args.roll if one))
        if given or args.folder is not None or args.roll is not None:
            kept = set_settings(office, _changed(kept, typed(args.form), given))
    payload = context.with_clock_warning(_settings_json(kept))
    return Answer(payload=payload, text=lambda lang: _settings_text(kept, lang))


def _changed(kept: PrintSettings, form: str, given: dict[str, str]) -> PrintSettings:
    from dataclasses import replace

    from desk.printing.rows import FormPrinter
    from desk.printing.settings import MOST_COPIES

    values: dict[str, Any] = dict(given)
    if "copies" in values:
        if not values["copies"].isdecimal():
            raise InputError(
                "print.bad_value", key="copies", given=values["copies"][:40], lowest=0, highest=MOST_COPIES
            )
        values["copies"] = int(values["copies"])
    if not form:
        return replace(kept, usual=replace(kept.usual, **values))
    own = replace(kept.forms.get(form, FormPrinter()), **values)
    return replace(kept, forms={**kept.forms, form: own})


def _settings_json(kept: PrintSettings) -> dict[str, Any]:
    return {
        "usual": _values(kept.usual),
        "forms": {form: _values(one) for form, one in sorted(kept.forms.items())},
        "folders": list(kept.folders),
        "rolls": list(kept.rolls),
    }


def _values(one: FormPrinter) -> dict[str, Any]:
    return {name: getattr(one, name) for name in _VALUES}


def _settings_text(kept: PrintSettings, lang: str) -> str:
    """One line for the usual printer, one for each form of its own, then the folders and receipt printers."""
    from desk.printing.settings import roll_text

    lines = [say("said.print_usual", lang, told=_told(kept.usual, lang))]
    for form, one in sorted(kept.forms.items()):
        title = say(f"print.form.{form}", lang)
        lines.append(say("said.print_form", lang, form=title, key=form, told=_told(one, lang)))
    none = say("said.print_none", lang)
    lines.append(say("said.print_folders", lang, folders=", ".join(kept.folders) or none))
    lines.append(say("said.print_rolls", lang, rolls=", ".join(map(roll_text, kept.rolls)) or none))
    return "\n".join(lines)


def _told(one: FormPrinter, lang: str) -> str:
    """What is chosen for a form, or that it is as usual."""
    given = [f"{name}={value}" for name, value in _values(one).items() if value]
    return "  ".join(given) or say("said.print_default", lang)


# ---- jobs -------------------------------------------------------------------------------------------


def _job_arguments(parser: argparse.ArgumentParser) -> None:
    parts = parser.add_subparsers(dest="part", required=True)
    made = {name: parts.add_parser(name, add_help=False, allow_abbrev=False) for name in _PARTS}
    made["list"].add_argument("--all", action="store_true")
    for name in ("retry", "cancel", "printed"):
        made[name].add_argument("job", type=_number, metavar="JOB")
    made["retry"].add_argument("--printer", default="", metavar="KEY")
    made["run"].add_argument("--for", dest="seconds", type=_number, default=30, metavar="SECONDS")


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > 18:
        raise InputError("usage", reason=text[:40])
    return int(text)


def _jobs(context: Context, args: argparse.Namespace) -> Answer:
    return _PARTS[args.part](context, args)


def _job_list(context: Context, args: argparse.Namespace) -> Answer:
    from desk.printing.jobs import jobs

    with context.office() as office:
        rows = jobs(office, everything=args.all)
    payload = context.with_clock_warning({"jobs": [_job_json(one, context.lang) for one in rows]})
    return Answer(
        payload=payload,
        text=lambda lang: "\n".join(_job_text(one, lang) for one in rows) or say("said.no_jobs", lang),
    )


def _retry(context: Context, args: argparse.Namespace) -> Answer:
    from desk.printing.jobs import retry
    from desk.printing.printers import must_know, printers_of

    with context.office() as office:
        printers, chosen = printers_of(office), typed(args.printer)
        if chosen:
            must_know(printers, chosen)
        row = retry(office, args.job, printers, printer=chosen)
    return _one(context, row)


def _cancel(context: Context, args: argparse.Namespace) -> Answer:
    from desk.printing.jobs import cancel
    from desk.printing.printers import printers_of

    with context.office() as office:
        row = cancel(office, args.job, printers_of(office))
    return _one(context, row)


def _printed(context: Context, args: argparse.Namespace) -> Answer:
    from desk.printing.jobs import came_out

    with context.office() as office:
        row = came_out(office, args.job)
    return _one(context, row)


def _run(context: Context, args: argparse.Namespace) -> Answer:
    """Print what waits, until nothing is with a printer or the time is over."""
    import threading
    import time

    from desk.printing.jobs import jobs
    from desk.printing.printers import printers_of
    from desk.printing.worker import Worker

    done: set[int] = set()
    with context.office() as office:
        worker, pause = Worker(office, printers_of(office)), threading.Event()
        end = time.monotonic() + min(args.seconds, _LONGEST)
        while True:
            turn = worker.turn()
            done |= {row.id for row in turn.changed if row.state == "done"}
            if not turn.busy or time.monotonic() > end or pause.wait(_TURN):
                break
        rows = jobs(office)
    payload = context.with_clock_warning(
        {"done": len(done), "jobs": [_job_json(one, context.lang) for one in rows]}
    )
    return Answer(
        payload=payload, text=lambda lang: say("said.jobs_run", lang, done=len(done), open=len(rows))
    )


def _one(context: Context, row: JobRow) -> Answer:
    payload = context.with_clock_warning(_job_json(row, context.lang))
    return Answer(payload=payload, text=lambda lang: _job_text(row, lang))


def _job_json(row: JobRow, lang: str) -> dict[str, Any]:
    return {
        "id": row.id, "code": row.code, "form": row.form, "paper": row.paper, "reprint": row.reprint,
        "copies": row.copies, "state": row.state, "stale": row.stale, "reason": row.reason or None,
        "message": say(row.reason, lang) if row.reason else None, "printer": row.printer or None,
        "attempts": row.attempts, "counter": row.counter,
        "created_at": shapes.moment(row.created_at), "since": shapes.moment(row.since),
    }  # fmt: skip


def _job_text(row: JobRow, lang: str) -> str:
    state = say("print.state.stale" if row.stale else f"print.state.{row.state}", lang)
    why = say(row.reason, lang) if row.reason else ""
    form = say(f"print.form.{row.form}", lang)
    return say("said.job", lang, id=row.id, code=row.code, form=form, state=state, why=why).strip()


_PARTS: dict[str, Callable[[Context, argparse.Namespace], Answer]] = {
    "list": _job_list,
    "retry": _retry,
    "cancel": _cancel,
    "printed": _printed,
    "run": _run,
}
COMMANDS = {
    "printers": Command(arguments=_printer_arguments, run=_printers),
    "jobs": Command(arguments=_job_arguments, run=_jobs),
}
