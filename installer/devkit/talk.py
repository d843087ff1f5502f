"""What set-up says while it works: one line per step, a sign of life on long ones, the log on failure."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

LIFE_SIGN_SECONDS = 10.0
KEPT_LINES = 40


class SetupError(Exception):
    """Set-up cannot go on; the message says what to do, and `exit_code` is the process's answer."""

    def __init__(self, message: str, exit_code: int = 3) -> None:
        super().__init__(message)
        self.exit_code = exit_code


def say(text: str) -> None:
    """One line to the person at the keyboard, at once even through a pipe."""
    print(text, flush=True)


def long_step(
    title: str,
    command: Sequence[str],
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> None:
    """Runs `command` quietly under `title`, showing its last line every ten seconds.

    Raises:
        SetupError: the command failed; its last lines have been printed.
    """
    say(f"· {title}")
    started = time.monotonic()
    last = deque[str](maxlen=KEPT_LINES)
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        env=None if env is None else dict(env),
        cwd=cwd,
    )
    reader = threading.Thread(target=_keep_lines, args=(process, last), daemon=True)
    reader.start()
    while True:
        try:
            code = process.wait(timeout=LIFE_SIGN_SECONDS)
            break
        except subprocess.TimeoutExpired:
            seconds = time.monotonic() - started
            say(f"    {seconds:4.0f} s  {(last[-1] if last else '')[:90]}")
    reader.join(timeout=5)  # a server left behind by the command may hold the pipe open
    if code != 0:
        print("\n".join(last), file=sys.stderr, flush=True)
        message = f"'{title}' failed with exit code {code}; its last lines stand above."
        raise SetupError(message)
    say(f"    done in {time.monotonic() - started:.1f} s")


def _keep_lines(process: subprocess.Popen[str], last: deque[str]) -> None:
    assert process.stdout is not None
    with process.stdout as lines:
        for line in lines:
            if line.strip():
                last.append(line.rstrip())
