"""`scan --watch`: take what a copier sends into a folder, for a while; tries a share without the window."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.cli.context import Answer
from desk.cli.words import say
from desk.errors import InputError

if TYPE_CHECKING:
    import argparse
    import threading
    from collections.abc import Sequence

    from desk.cli.context import Context
    from desk.rows import WatchNews

_LOOK = 0.5
_LONGEST = 86_400.0


def watch_arguments(parser: argparse.ArgumentParser) -> None:
    """What goes with `--watch`."""
    parser.add_argument("--for", dest="seconds", metavar="SECONDS", type=float, default=10.0)
    parser.add_argument("--waiting", action="store_true")
    parser.add_argument("--leave", action="store_true")
    parser.add_argument("--subfolders", action="store_true")


def watch(context: Context, args: argparse.Namespace, stopped: threading.Event) -> Answer:
    """Watch for so many seconds and tell what came; `--waiting` takes what lay there before, too.

    Raises:
        InputError: `usage`, `watch.no_folder`.
        SurroundingsError: `data.*` where the copies cannot be kept.
    """
    from desk.clock import SystemClock
    from desk.imaging.names import shown
    from desk.imaging.watching import FolderWatch
    from desk.record.durable import make_folder, surroundings
    from desk.rows import WatchSettings

    if not 0 <= args.seconds <= _LONGEST:
        raise InputError("usage", reason="--for")
    folder, into = Path(args.watch).absolute(), Path(args.out).absolute()
    if not folder.is_dir():
        raise InputError("watch.no_folder", folder=shown(folder))
    with surroundings():
        make_folder(into)
    settings = WatchSettings(folder, move=not args.leave, subfolders=args.subfolders)
    following = FolderWatch(settings, into=into, clock=SystemClock(), lang=context.lang)
    news = [following.poll()]
    if args.waiting:
        news.append(following.take_waiting())
    end = time.monotonic() + args.seconds
    while time.monotonic() < end and not stopped.wait(_LOOK):
        news.append(following.poll())
    return _answer(news, into)


def _answer(news: Sequence[WatchNews], into: Path) -> Answer:
    pages = [row for one in news for row in one.pages]
    refused = [row for one in news for row in one.refused]
    trouble = news[-1].trouble
    payload: dict[str, Any] = {
        "pages": [{"file": str(one.file), "name": one.name, "pages": one.pages} for one in pages],
        "refused": [{"name": one.name, "code": one.why.code, "message": one.why.message} for one in refused],
        "waiting": news[-1].waiting,
        "folder": str(into),
        "warnings": [] if trouble is None else [{"code": trouble.code, "message": trouble.message}],
    }

    def text(lang: str) -> str:
        count = sum(one.pages for one in pages)
        lines = [say("said.watched", lang, files=len(pages), pages=count, waiting=news[-1].waiting)]
        lines += [f"  {one.name}" for one in pages]
        lines += [f"! {one.why.message}" for one in refused]
        return "\n".join([*lines, *([] if trouble is None else [f"! {trouble.message}"])])

    return Answer(payload=payload, text=text)
