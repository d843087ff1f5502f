"""Page workers that misbehave on purpose: a native reader that crashes, one that never ends."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from scanning.pdf.textlayer import Word
from scanning.work.job import Layer, PageDone, PageJob

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


def done(job: PageJob) -> PageDone:
    """An answer that tells nothing but the page's own number as its sharpness."""
    return PageDone(
        corners=None,
        found_score=0.0,
        sharpness=float(job.page),
        blank=False,
        rotation=0,
        skew_deg=0.0,
        dpi=200.0,
        width=595.0,
        height=842.0,
        pictures=(),
        stencil=None,
        ink=(0, 0, 0),
        words=(),
        word_dpi=200.0,
        bytes=0,
        ms=float(os.getpid()),
    )


def done_with(job: PageJob, *, pictures: tuple[Layer, ...], stencil: Layer) -> PageDone:
    """An answer with something of everything: layers, words, corners, a warning."""
    words = (Word("NGUYỄN", 1.5, 2.25, 1 / 3, 4.0, 96.5, 0), Word("Mẫu", 5, 6, 7, 8, 91, 1))
    corners = ((0.5, 1.25), (10.0, 1.0), (10.0, 20.0), (0.0, 20.75))
    return replace(
        done(job),
        corners=corners,
        pictures=pictures,
        stencil=stencil,
        ink=(20, 21, 22),
        words=words,
        warnings=("page.low_dpi",),
    )


def dies_reading(pipe: Connection) -> None:
    """Dies as a crashing library does, in the middle of a page that is to be read."""
    with contextlib.suppress(EOFError):
        while (job := pipe.recv()) is not None:
            if job.ocr:
                os.abort() if os.name == "nt" else os.kill(os.getpid(), signal.SIGKILL)
            pipe.send(("done", done(job)))


def hangs_reading(pipe: Connection) -> None:
    """Never answers for a page that is to be read."""
    with contextlib.suppress(EOFError):
        while (job := pipe.recv()) is not None:
            if job.ocr:
                pipe.recv()  # waits for what never comes
            pipe.send(("done", done(job)))


def hangs_at_first(pipe: Connection) -> None:
    """Never answers for a page of which nobody left a mark yet, as on a machine that was busy then."""
    with contextlib.suppress(EOFError):
        while (job := pipe.recv()) is not None:
            mark = job.folder / job.name
            if not mark.exists():
                mark.touch()
                pipe.recv()  # waits for what never comes
            pipe.send(("done", done(job)))


def never_answers(pipe: Connection) -> None:
    """Takes a page and is not heard of again."""
    with contextlib.suppress(EOFError):
        while True:
            pipe.recv()


def always_dies(pipe: Connection) -> None:
    """Dies on any page."""
    pipe.recv()
    os._exit(11)


def answers(pipe: Connection) -> None:
    """Does what it should."""
    with contextlib.suppress(EOFError):
        while (job := pipe.recv()) is not None:
            pipe.send(("done", done(job)))


def priority() -> int:
    """How far this process gives way: niceness, or on Windows 0 for normal and 1 for below."""
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        return int(kernel.GetPriorityClass(kernel.GetCurrentProcess()) == 0x4000)
    return os.getpriority(os.PRIO_PROCESS, 0)


def tells_its_priority(pipe: Connection) -> None:
    """Answers with how far it gives way, as the time of its page."""
    with contextlib.suppress(EOFError):
        while (job := pipe.recv()) is not None:
            pipe.send(("done", replace(done(job), ms=float(priority()))))


def has_a_bug(pipe: Connection) -> None:
    """Answers with the trace of a programming error."""
    with contextlib.suppress(EOFError):
        while pipe.recv() is not None:
            pipe.send(("bug", "Traceback: ZeroDivisionError"))
