"""`scan`: list scanners, scan or watch into a folder, show or set the scan buttons; needs no office.

A scan that ends with a fault still names its finished pages, in the error's `pages` and `files`.
"""

from __future__ import annotations

import signal
import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.cli.context import Answer, Command
from desk.cli.watch import watch, watch_arguments
from desk.cli.words import say, typed
from desk.errors import InputError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from desk.cli.context import Context
    from desk.imaging.rows import ScanDone, ScannedSheet, ScannerRow, ScanProfile
    from desk.office.opened import Office
    from scanning.devices.station import Station


def _arguments(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--list", action="store_true")
    what.add_argument("--profiles", action="store_true")
    what.add_argument("--set", metavar="FILE.json")
    what.add_argument("--watch", metavar="DIR")
    watch_arguments(parser)
    parser.add_argument("-o", "--out", metavar="DIR")
    parser.add_argument("--profile", metavar="KEY")
    parser.add_argument("--scanner", metavar="NAME", default="")
    parser.add_argument("--driver", metavar="DRIVER")
    parser.add_argument("--address", metavar="URL", action="append", default=[])
    parser.add_argument("--source", metavar="flatbed|feeder|duplex")
    parser.add_argument("--dpi", type=int)
    parser.add_argument("--colour", metavar="colour|grey|lineart")
    parser.add_argument("--paper", metavar="a4|a5|a3|f4|card")
    parser.add_argument("--limit", type=int, metavar="SHEETS")


def _scan(context: Context, args: argparse.Namespace) -> Answer:
    if args.set is not None:
        return _set(context, Path(args.set))
    if args.watch is not None:
        if args.out is None:
            raise InputError("usage", reason="-o DIR")
        with _interruptible() as stopped:
            return watch(context, args, stopped)
    with context.office_if_any() as office:
        if args.profiles:
            return _buttons(context, office)
        through = _station(office, args)
        if args.list:
            return _list(context, through)
        if args.out is None:
            raise InputError("usage", reason="-o DIR")
        if args.limit is not None and args.limit < 1:
            raise InputError("usage", reason="--limit")
        profile = _wanted(context, office, args)
        if args.scanner:
            profile = replace(profile, scanner=_named(through, typed(args.scanner)))
        elif args.driver or args.address:
            profile = replace(profile, scanner=None)  # the first of these, not the remembered one
        return _into(context, through, profile, args)


def _station(office: Office | None, args: argparse.Namespace) -> Station:
    from desk.imaging.scanners import station

    return station(office, only=args.driver, addresses=args.address or None)


def _wanted(context: Context, office: Office | None, args: argparse.Namespace) -> ScanProfile:
    """The button, with what was asked for otherwise."""
    from desk.imaging import scan_profiles

    known = scan_profiles.shipped(context.lang) if office is None else scan_profiles.profiles(office)
    profile = scan_profiles.chosen(known, typed(args.profile)) if args.profile else known[0]
    asked = {name: getattr(args, name) for name in ("source", "dpi", "colour", "paper")}
    return scan_profiles.checked(replace(profile, **{k: v for k, v in asked.items() if v is not None}))


def _named(through: Station, text: str) -> ScannerRow:
    """The one scanner whose key, name, model or address is meant.

    Raises:
        InputError: `scan.unknown_scanner` where none or several fit.
    """
    from desk.imaging.scanners import scanners

    there = scanners(through).scanners
    exact = [one for one in there if text in {one.key, one.name, one.address}]
    part = [one for one in there if text.casefold() in f"{one.name} {one.model} {one.address}".casefold()]
    found = exact or part
    if len(found) != 1:
        raise InputError(
            "scan.unknown_scanner", scanner=text[:80], allowed=[one.key for one in found or there]
        )
    return found[0]


def _into(context: Context, through: Station, profile: ScanProfile, args: argparse.Namespace) -> Answer:
    from desk.imaging.scanners import scan

    started = time.perf_counter()
    folder = Path(args.out).absolute()
    with _interruptible() as stopped:
        done = scan(
            through,
            profile,
            folder,
            page=lambda _: None,
            cancelled=stopped.is_set,
            limit=args.limit,
            lang=context.lang,
        )
    payload = {
        "scanner": _scanner(done.scanner),
        "pages": [_page(page) for page in done.pages],
        "folder": str(folder),
        "ms": round((time.perf_counter() - started) * 1000, 1),
    }
    return Answer(payload=payload, text=lambda lang: _scanned_words(done, folder, lang))


def _scanned_words(done: ScanDone, folder: Path, lang: str) -> str:
    line = say("said.scanned", lang, pages=len(done.pages), folder=folder, scanner=done.scanner.name)
    return "\n".join([line, *(f"  {page.file.name}" for page in done.pages)])


@contextmanager
def _interruptible() -> Iterator[threading.Event]:
    """Ctrl-C stops the scan and names its pages, instead of leaving in its middle."""
    stopped = threading.Event()
    before = signal.signal(signal.SIGINT, lambda *_: stopped.set())
    try:
        yield stopped
    finally:
        signal.signal(signal.SIGINT, before)


def _list(context: Context, through: Station) -> Answer:
    from desk.imaging.scanners import scanners

    found = scanners(through, lang=context.lang)
    payload = {
        "scanners": [_scanner(one) for one in found.scanners],
        "warnings": [{"code": one.code, "message": one.message} for one in found.troubles],
    }

    def text(lang: str) -> str:
        lines = [f"{one.key}  {one.name}  ({', '.join(one.sources)})" for one in found.scanners]
        lines = lines or [say("scanner.none", lang)]
        return "\n".join([*lines, *(f"! {one.message}" for one in found.troubles)])

    return Answer(payload=payload, text=text)


def _buttons(context: Context, office: Office | None) -> Answer:
    from desk.imaging import scan_profiles

    known = scan_profiles.shipped(context.lang) if office is None else scan_profiles.profiles(office)
    addresses = () if office is None else scan_profiles.addresses(office)
    payload = {"profiles": [_button(one) for one in known], "addresses": list(addresses)}
    return Answer(payload=payload, text=lambda _: "\n".join(f"{one.key}  {one.name}" for one in known))


def _set(context: Context, file: Path) -> Answer:
    """Keep the buttons and addresses a file tells; either may be missing."""
    from desk.imaging import scan_profiles
    from desk.jsonfile import read_json_object
    from desk.jsonform import Form

    given = read_json_object(file)
    buttons = scan_profiles.read_profiles(given.get("profiles"))
    addresses = Form(given, code="scan").texts("addresses", limit=scan_profiles.MOST_ADDRESSES)
    with context.office() as office:
        if "profiles" in given:
            scan_profiles.set_profiles(office, buttons)
        if "addresses" in given:
            scan_profiles.set_addresses(office, addresses)
        return _buttons(context, office)


def _scanner(one: ScannerRow) -> dict[str, Any]:
    row = {
        "key": one.key,
        "driver": one.driver,
        "name": one.name,
        "model": one.model,
        "address": one.address,
        "sources": list(one.sources),
        "resolutions": list(one.resolutions),
    }
    return row if one.note is None else {**row, "note": {"code": one.note.code, "message": one.note.message}}


def _page(page: ScannedSheet) -> dict[str, Any]:
    return {"file": str(page.file), "number": page.number, "dpi": page.dpi, "back": page.back}


def _button(one: ScanProfile) -> dict[str, Any]:
    return {
        "key": one.key,
        "name": one.name,
        "source": one.source,
        "dpi": one.dpi,
        "colour": one.colour,
        "paper": one.paper,
        "digitise": one.digitise,
        "scanner": None if one.scanner is None else _remembered(one.scanner),
    }


def _remembered(one: ScannerRow) -> dict[str, str]:
    return {name: getattr(one, name) for name in ("key", "driver", "name", "model", "address")}


COMMANDS = {"scan": Command(arguments=_arguments, run=_scan)}
