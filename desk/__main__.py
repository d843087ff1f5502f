"""`python -m desk`: the command line, a real door to the same use cases as the window."""

from __future__ import annotations

import sys

from desk.cli.frame import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
