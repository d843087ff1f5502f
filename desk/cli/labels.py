"""`labels` and `stamp`: folder labels on a ready-cut sheet, and a paper's copy with its code seen on it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desk.cli.context import Answer, Command
from desk.cli.words import say, typed

if TYPE_CHECKING:
    import argparse

    from desk.cli.context import Context


def _labels_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("codes", nargs="+", metavar="CODE")
    parser.add_argument("-o", "--out", required=True, metavar="FILE.pdf")
    parser.add_argument("--sheet", metavar="3x8", help="columns x rows; default: setting labels.sheet")
    parser.add_argument("--start", type=int, default=1, metavar="N", help="the first label still free")


def _labels(context: Context, args: argparse.Namespace) -> Answer:
    from desk.cli import shapes
    from desk.paper.folder_labels import labels_pdf
    from desk.paper.targets import PDF, check_target, writing
    from desk.record.durable import write_file

    out = Path(args.out)
    with context.office() as office:
        check_target(office, out, begins=PDF)
        codes = [typed(one) for one in args.codes]
        done = labels_pdf(office, codes, sheet=args.sheet, start=args.start)
        with writing(out):
            write_file(out, done.pdf)
        notes = done.warnings(office.lang)
    payload = context.with_clock_warning(
        {
            "file": str(out.absolute()),
            "pages": done.pages,
            "labels": len(codes),
            "warnings": shapes.notes(notes),
        }
    )
    told = {"n": len(codes), "pages": done.pages, "file": payload["file"]}
    return Answer(payload=payload, text=lambda lang: say("said.labels_at", lang, **told))


def _stamp_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE")
    parser.add_argument("-o", "--out", required=True, metavar="FILE.pdf")
    parser.add_argument("--component", type=int, metavar="NO", help="which paper; default: the first")


def _stamp(context: Context, args: argparse.Namespace) -> Answer:
    from desk.imaging.stamping import stamp_copy

    with context.office() as office:
        done = stamp_copy(office, typed(args.code), Path(args.out), component=args.component)
    file = str(done.file.absolute())
    payload = context.with_clock_warning(
        {"code": done.code, "component": done.source.component, "file": file, "bytes": done.bytes}
    )
    return Answer(payload=payload, text=lambda lang: say("said.stamped_at", lang, file=file))


COMMANDS = {
    "labels": Command(arguments=_labels_arguments, run=_labels),
    "stamp": Command(arguments=_stamp_arguments, run=_stamp),
}
