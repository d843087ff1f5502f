"""The door of the packaged program: `qmc` is the command line, `QuayMotCua` the window.

Both are this one script, so they share every file of the folder; the program's own name decides.
`QuayMotCua --selftest FILE` makes it prove itself.
"""

from __future__ import annotations

import multiprocessing
import sys
from pathlib import Path


def main(words: list[str]) -> int:
    """Opens the door that the program's name stands for."""
    if Path(sys.executable).stem.lower() == "qmc":
        from desk.cli.frame import main as command_line

        return command_line(words)
    from ui.__main__ import main as window

    return window(words)


if __name__ == "__main__":
    multiprocessing.freeze_support()  # page workers start this program again and must not open a window
    sys.exit(main(sys.argv[1:]))
