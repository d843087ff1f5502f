"""One desk among several: `python numbering_clerk.py FOLDER NAME TURNS`, waits for a line, then receives.

Every fifth reception is given up after its numbers were taken; the others' codes are printed.
"""

from __future__ import annotations

import sys
from pathlib import Path

from desk.office.bootstrap import open_office
from desk.office.opened import Office
from tests.integration.record.making import numbered


def work(office: Office, turns: int) -> list[str]:
    """Receives `turns` dossiers; answers the codes of those that were kept."""
    kept = []
    for turn in range(turns):
        with office.write("dossier.receive") as uow:
            row = numbered(uow)
            if turn % 5 == 3:
                continue
            uow.commit()
            kept.append(row.code)
    return kept


if __name__ == "__main__":
    with open_office(Path(sys.argv[1])) as opened:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
        sys.stdout.write("\n".join(work(opened, int(sys.argv[2]))))
