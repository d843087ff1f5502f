#!/usr/bin/env python3
"""One door for everyone who works on the program: sets up whatever is missing, then does the job.

python3 dev.py run       set up, then open the window on a training office (no display: play a day)
python3 dev.py test      set up, then gates and tests (--long: the long ones too; other words go to pytest)
python3 dev.py check     the gates alone: format, lint, types, import rules
python3 dev.py bench     the figures of speed and memory
python3 dev.py package   the frozen program, built and made to test itself
python3 dev.py shots     pictures of the screens for README and reviewers
python3 dev.py papers    the stored pictures of the printed forms anew, after a change that was looked at
python3 dev.py lock      the lock files anew

Standard library only: it runs before anything is installed. On Windows type `py dev.py run`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
OLDEST = (3, 11)
sys.path.insert(0, str(ROOT / "installer"))
sys.dont_write_bytecode = True


def use_a_new_enough_python() -> None:
    """Goes on under Python 3.11 or newer: this one, else an installed newer one, else says what to type."""
    if sys.version_info >= OLDEST:
        return
    for minor in range(14, OLDEST[1] - 1, -1):
        newer = shutil.which(f"python3.{minor}")
        if newer:
            os.execv(newer, [newer, str(ROOT / "dev.py"), *sys.argv[1:]])
    print("This program needs Python 3.11 or newer. On Debian and Ubuntu type:\n")
    print("    sudo apt-get install -y python3.11 python3.11-venv && python3.11 dev.py run\n")
    sys.exit(2)


def has_display() -> bool:
    """True where a window can be seen: always on Windows and macOS, on Linux with X11 or Wayland."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def main(words: list[str]) -> int:
    """Does the verb in `words[0]` and answers the process's exit code."""
    from devkit import verbs
    from devkit.talk import SetupError

    if not words or words[0] not in verbs.VERBS:
        print(__doc__)
        return 0 if words and words[0] in {"-h", "--help", "help"} else 2
    try:
        return verbs.VERBS[words[0]](words[1:], has_display())
    except SetupError as stop:
        print(stop, file=sys.stderr)
        return stop.exit_code
    except subprocess.CalledProcessError as failed:
        print(f"{failed.cmd[0]} failed with exit code {failed.returncode}", file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    use_a_new_enough_python()
    sys.exit(main(sys.argv[1:]))
