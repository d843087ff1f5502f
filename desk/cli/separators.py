"""`separator`: sheets to lay between papers in a feeder, and a finished run split at them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.cli import shapes
from desk.cli.context import Answer, Command
from desk.cli.words import say, typed
from desk.errors import InputError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from desk.cli.context import Context
    from desk.office.opened import Office

PAPERS = ("a4", "a5")


def _arguments(parser: argparse.ArgumentParser) -> None:
    parts = parser.add_subparsers(dest="part", required=True)
    sheet = parts.add_parser("sheet", add_help=False, allow_abbrev=False)
    sheet.add_argument("-o", "--out", metavar="FILE.pdf", required=True)
    sheet.add_argument("--paper", default="a4")
    split = parts.add_parser("split", add_help=False, allow_abbrev=False)
    split.add_argument("images", nargs="+", metavar="IMAGE")
    split.add_argument("--first", type=int, metavar="N")
    for part in (sheet, split):
        which = part.add_mutually_exclusive_group()
        which.add_argument("--procedure", metavar="CODE")
        which.add_argument("--component", type=int, action="append", metavar="N")


def _run(context: Context, args: argparse.Namespace) -> Answer:
    return _PARTS[args.part](context, args)


def _sheet(context: Context, args: argparse.Namespace) -> Answer:
    from desk.paper.separators import separator_pdf
    from desk.paper.targets import PDF, check_target, writing
    from desk.record.durable import write_file

    if args.paper not in PAPERS:
        raise InputError("form.unknown_paper", paper=typed(args.paper)[:40], allowed=list(PAPERS))
    out = Path(args.out)
    with context.office() as office:
        check_target(office, out, begins=PDF)
        done = separator_pdf(_papers(office, args), paper=args.paper, lang=context.lang)
        with writing(out):
            write_file(out, done.pdf)
    payload = context.with_clock_warning({"file": str(out.absolute()), "pages": done.pages})
    return Answer(payload=payload, text=lambda _: payload["file"])


def _split(context: Context, args: argparse.Namespace) -> Answer:
    """The components of a reception from one run: what `receive` takes under `components`."""
    from desk.imaging.digitising import pages_in
    from desk.imaging.separators import split_run
    from desk.imaging.strip import Strip

    with context.office() as office:
        strip = Strip()
        strip.append([page for name in args.images for page in pages_in(Path(name))], origin="file")
        papers = tuple(_papers(office, args)) or tuple(range(1, 100))
        plan = split_run(office, strip.state.pages, papers, current=args.first or papers[0])
    strip.apply_split(plan)
    payload: dict[str, Any] = {
        "components": [
            {"no": no, "pages": [page.as_json() for page in strip.state.given(no)]}
            for no in strip.state.components
            if no is not None
        ],
        "unassigned": [page.as_json() for page in strip.state.given(None)],
        "separators": [_mark(strip, mark.key, mark) for mark in plan.marks],
        "warnings": shapes.notes(plan.notes),
    }
    payload = context.with_clock_warning(payload)
    return Answer(payload=payload, text=lambda lang: _split_words(payload, lang))


def _mark(strip: Any, key: int, mark: Any) -> dict[str, Any]:  # noqa: ANN401 - rows of the strip
    page = strip.state.page(key)
    told = {"file": str(page.file), "page": page.page, "kind": mark.kind}
    return told | {"component": mark.component, "code": mark.code}


def _split_words(payload: dict[str, Any], lang: str) -> str:
    lines = [say("said.split", lang, no=one["no"], pages=len(one["pages"])) for one in payload["components"]]
    return "\n".join((*lines, *(f"! {one['message']}" for one in payload["warnings"])))


def _papers(office: Office, args: argparse.Namespace) -> Mapping[int, str]:
    """The papers meant, by number and name: those named, or a procedure's checklist."""
    from desk.catalogue.lookup import procedure
    from desk.imaging.separators import HIGHEST

    if args.procedure is not None:
        card = procedure(office, typed(args.procedure))
        return {one.no: one.name for one in card.components if not one.from_database}
    for no in args.component or ():
        if not 1 <= no <= HIGHEST:
            raise InputError("separator.bad_paper", no=no, highest=HIGHEST)
    return dict.fromkeys(args.component or (), "")


_PARTS = {"sheet": _sheet, "split": _split}
COMMANDS = {"separator": Command(arguments=_arguments, run=_run)}
