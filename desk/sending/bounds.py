"""Work that may hang (a name look-up, a dead share, a locked keyring) ends here after so long."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


_GLANCE = 0.05


def within(seconds: float, work: Callable[[], T]) -> T:
    """Do work on a thread of its own and answer what it answers or raise what it raises.

    A thread that does not come back is left behind: nothing here can be hurt by its ending late.

    Raises:
        TimeoutError: it took longer.
    """
    answers, thread = _started(work)
    thread.join(max(0.0, seconds))
    return _answer(answers)


def unless(cancelled: Callable[[], bool], work: Callable[[], T]) -> T:
    """Do work on a thread of its own, left behind when it is no longer wanted: a window that closes.

    Raises:
        TimeoutError: it was not wanted any more.
    """
    answers, thread = _started(work)
    while thread.is_alive() and not cancelled():
        thread.join(_GLANCE)
    return _answer(answers)


def _started(work: Callable[[], T]) -> tuple[list[T | BaseException], threading.Thread]:
    answers: list[T | BaseException] = []
    thread = threading.Thread(target=partial(_run, work, answers), name="sync-bounded", daemon=True)
    thread.start()
    return answers, thread


def _run(work: Callable[[], T], answers: list[T | BaseException]) -> None:
    try:
        answers.append(work())
    except BaseException as failure:
        answers.append(failure)


def _answer(answers: list[T | BaseException]) -> T:
    if not answers:
        raise TimeoutError
    found = answers[0]
    if isinstance(found, BaseException):
        raise found
    return found
