"""What a window test leaves behind that would hear, disturb or starve the tests after it."""

from __future__ import annotations

import gc
import os
import sys
import tempfile
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from tests.helpers.patience import PROMPT, until

_FDS = Path("/proc/self/fd")


@contextmanager
def nothing_left(app: QApplication) -> Iterator[None]:
    """Fail where something is there after the body that was not there before it.

    Looked at: listeners to every event, windows, ticking timers, threads, open files, temporary folders.
    What goes by itself has its time: a thread on its way out, what only a cycle of references holds.
    """
    listeners: weakref.WeakSet[QObject] = weakref.WeakSet()
    folders: list[Path] = []
    with _noted(listeners, folders):
        before = set(_there(app, listeners, folders))
        yield

        def new() -> list[str]:
            found = _there(app, listeners, folders)
            return sorted(said for key, said in found.items() if key not in before)

        for clean in (lambda: None, gc.collect):
            clean()
            _turn(app)
            if not new():
                return
        left = _left_after_a_while(app, new)
    assert not left, "left behind: " + "; ".join(left)


def _left_after_a_while(app: QApplication, new: Callable[[], list[str]]) -> list[str]:
    def gone() -> bool:
        _turn(app)
        return not new()

    try:
        until(gone, "everything is gone", seconds=PROMPT)
    except AssertionError:
        return new()
    return []


def _turn(app: QApplication) -> None:
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    app.processEvents()


@contextmanager
def _noted(listeners: weakref.WeakSet[QObject], folders: list[Path]) -> Iterator[None]:
    """Note who listens to every event, for Qt does not tell, and which temporary folders are made."""
    make = tempfile.mkdtemp

    def install(app: QApplication, listener: QObject) -> None:
        listeners.add(listener)
        QObject.installEventFilter(app, listener)

    def remove(app: QApplication, listener: QObject) -> None:
        listeners.discard(listener)
        QObject.removeEventFilter(app, listener)

    def made(*args: Any, **more: Any) -> str:
        folders.append(Path(make(*args, **more)))
        return str(folders[-1])

    kept = {name: QApplication.__dict__.get(name) for name in ("installEventFilter", "removeEventFilter")}
    QApplication.installEventFilter = install  # type: ignore[method-assign, assignment]
    QApplication.removeEventFilter = remove  # type: ignore[method-assign, assignment]
    tempfile.mkdtemp = made  # type: ignore[assignment]
    try:
        yield
    finally:
        tempfile.mkdtemp = make
        for name, one in kept.items():
            if one is None:
                delattr(QApplication, name)
            else:
                setattr(QApplication, name, one)


def _there(app: QApplication, listeners: weakref.WeakSet[QObject], folders: list[Path]) -> dict[object, str]:
    """Everything that is there now, each by a key of its own, with the words for it."""
    found: dict[object, str] = {}
    found |= {id(one): f"listens to every event: {_named(one)}" for one in listeners if isValid(one)}
    found |= {
        id(one): f"stands on the screen: {_named(one)}"
        for one in QApplication.topLevelWidgets()
        if one.isVisible() or _ours(one)
    }
    found |= {
        id(one): f"ticks: {_named(one)} of {_named(one.parent())}"
        for one in app.findChildren(QTimer)
        if one.isActive() and _ours(one.parent() or one)
    }
    found |= {id(one): f"runs: thread {one.name}" for one in threading.enumerate() if _is_real(one)}
    found |= {one: f"is open: {one}" for one in _open_files()}
    found |= {one: f"lies about: {one}" for one in folders if one.exists()}
    return found


def _ours(one: object) -> bool:
    return type(one).__module__.split(".")[0] in ("ui", "tests")


def _is_real(thread: threading.Thread) -> bool:
    """Qt's own threads are listed from when they first ran Python; they are not ours to end."""
    return not isinstance(thread, threading._DummyThread) and thread is not threading.current_thread()


def _named(one: QObject | None) -> str:
    if one is None:
        return "nobody"
    shown = f" {one.windowTitle()!r}" if isinstance(one, QWidget) and one.windowTitle() else ""
    return f"{type(one).__module__}.{type(one).__name__} {one.objectName()}{shown}".strip()


def _open_files() -> set[str]:
    """Files of a test's own folders; what libraries hold open for good lies elsewhere."""
    if not _FDS.exists():
        return set()
    found = set()
    for one in _FDS.iterdir():
        try:
            target = str(one.readlink())
        except OSError:
            continue
        own = target.startswith(os.fspath(tempfile.gettempdir())) and not target.startswith(sys.prefix)
        if own and not target.endswith(" (deleted)"):
            found.add(target)
    return found
