"""The life of a page worker, from its first import to the end of its pipe."""

from __future__ import annotations

import contextlib
import signal
import traceback
from typing import TYPE_CHECKING, Any

from scanning.errors import ScanningError, not_written
from scanning.work.priority import give_way

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

    from scanning.work.job import PageJob


def begin(life: Callable[[Connection], None], pipe: Connection) -> None:
    """A worker gives way to the counter before it loads anything."""
    give_way()
    life(pipe)


def serve(pipe: Connection) -> None:
    """Load the engines' libraries, then answer jobs until the pipe closes."""
    with contextlib.suppress(ValueError, OSError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    from scanning.work.heap import hand_back, lean_heap
    from scanning.work.pages import PageWorker

    lean_heap()
    worker = PageWorker()
    with contextlib.suppress(EOFError, OSError):
        while (job := pipe.recv()) is not None:
            pipe.send(_answer(worker, job))
            hand_back()
    worker.close()


def _refused(failure: ScanningError) -> tuple[str, Any]:
    return ("refused", (failure.code, failure.environment, failure.details))


def _answer(worker: Any, job: PageJob) -> tuple[str, Any]:  # noqa: ANN401 - foreign objects without types
    try:
        return ("done", worker.do(job))
    except ScanningError as failure:
        return _refused(failure)
    except OSError as failure:  # layers are spooled to the disk of the result; sources are read with codes
        return _refused(not_written(failure))
    except Exception:  # a bug travels to the parent as text, because not every exception can be pickled
        return ("bug", traceback.format_exc())
