"""The command line's door in the packaged program: `qmc` answers as `python -m desk` does."""

from __future__ import annotations

import multiprocessing
import sys

from desk.cli.frame import main

if __name__ == "__main__":
    multiprocessing.freeze_support()  # page workers start this program again
    sys.exit(main(sys.argv[1:]))
