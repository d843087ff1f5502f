"""Run by the system's Python under a session bus: what a screen reader hears of a program, as JSON lines.

`atspi_dump.py PROCESS SECONDS`: waits for the application of that process, writes its tree, then every
focus event until the time is over or its standard input ends.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import gi  # type: ignore[import-not-found]

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # type: ignore[import-not-found]  # noqa: E402


def tell(kind: str, **values: object) -> None:
    """One line."""
    sys.stdout.write(json.dumps({"kind": kind, **values}, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def application(process: int, seconds: float) -> Any:
    """The application, once it is on the bus and has a window."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        desktop = Atspi.get_desktop(0)
        for at in range(desktop.get_child_count()):
            found = desktop.get_child_at_index(at)
            if found is not None and found.get_process_id() == process and found.get_child_count():
                return found
        GLib.MainContext.default().iteration(False)
    return None


def walk(one: Any, depth: int = 0) -> None:
    """Tell a node and everything below it that is to be seen."""
    states = one.get_state_set()
    if depth and not states.contains(Atspi.StateType.SHOWING):
        return
    tell(
        "node",
        depth=depth,
        role=one.get_role_name(),
        name=one.get_name() or "",
        focusable=states.contains(Atspi.StateType.FOCUSABLE),
        focused=states.contains(Atspi.StateType.FOCUSED),
        checkable=states.contains(Atspi.StateType.CHECKABLE),
    )
    for at in range(min(one.get_child_count(), 400)):
        child = one.get_child_at_index(at)
        if child is not None:
            walk(child, depth + 1)


def main(process: int, seconds: float) -> int:
    """Dump, then listen."""
    Atspi.init()
    found = application(process, seconds)
    if found is None:
        tell("missing")
        return 1
    walk(found)
    tell("listening")
    loop = GLib.MainLoop()

    def heard(event: Any) -> None:
        if event.detail1:
            tell("focus", role=event.source.get_role_name(), name=event.source.get_name() or "")

    listener = Atspi.EventListener.new(heard)
    listener.register("object:state-changed:focused")
    GLib.io_add_watch(sys.stdin.fileno(), GLib.IO_IN | GLib.IO_HUP, lambda *_: loop.quit())
    GLib.timeout_add(int(seconds * 1000), loop.quit)
    loop.run()
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), float(sys.argv[2])))
