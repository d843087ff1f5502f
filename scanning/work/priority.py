"""Lets work beside the counter give way to it."""

from __future__ import annotations

import contextlib
import os
import sys

_STEPS = 5  # of 19: behind the window and the database, before what the system does in its idle time
_BELOW_NORMAL = 0x4000


def give_way() -> None:
    """Lower this process's priority for good; where the system refuses, it stays as it is."""
    if sys.platform == "win32":
        import ctypes

        with contextlib.suppress(AttributeError, OSError):
            kernel = ctypes.windll.kernel32
            kernel.SetPriorityClass(kernel.GetCurrentProcess(), _BELOW_NORMAL)
        return
    with contextlib.suppress(OSError):
        os.nice(_STEPS)
