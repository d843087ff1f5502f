"""The window's door in the packaged program; `--selftest FILE` makes it prove itself instead."""

from __future__ import annotations

import multiprocessing
import sys
from pathlib import Path

if __name__ == "__main__":
    multiprocessing.freeze_support()  # page workers start this program again and must not open a window
    if len(sys.argv) == 3 and sys.argv[1] == "--selftest":
        from ui.selftest import selftest

        sys.exit(selftest(Path(sys.argv[2])))
    from ui.__main__ import main

    sys.exit(main(sys.argv[1:]))
