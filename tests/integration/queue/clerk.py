"""One process among several: `python clerk.py FOLDER COUNTER WHAT TURNS`, waits for a line, then works.

`issue` gives out numbers, `next` calls them; each label is told after its commit only; with 0
turns until the process is killed.
"""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

from desk.office.bootstrap import open_office
from desk.office.opened import Office
from desk.queue.acts import call_next, issue


def work(office: Office, counter: str, what: str, turns: int) -> None:
    """So many turns, or without end where `turns` is 0."""
    for turn in count():
        if turns and turn >= turns:
            return
        if what == "issue":
            told = issue(office, "A").ticket.label
        else:
            current = call_next(office, counter=counter).current
            told = current.label if current is not None else "-"
        sys.stdout.write(f"{told}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    with open_office(Path(sys.argv[1])) as opened:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
        work(opened, sys.argv[2], sys.argv[3], int(sys.argv[4]))
