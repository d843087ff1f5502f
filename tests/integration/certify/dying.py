"""A certification whose process is killed on the way: `python -m … FOLDER WHERE MOMENT`."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

from desk.certify import books
from desk.certify.certifying import certify
from desk.certify.given import certify_command
from desk.clock import parse_moment
from desk.life import act
from desk.office.bootstrap import open_office
from desk.record.uow import UnitOfWork
from tests.integration.certify.conftest import paper, request_of


def die(*_: Any, **__: Any) -> Any:
    """Nothing after this is ever done."""
    os.kill(os.getpid(), signal.SIGKILL)


def die_after(real: Any, *, when: str = "") -> Any:
    """The real thing first, then death; `when` names the act it happens in."""

    def done(*given: Any, **named: Any) -> Any:
        answer = real(*given, **named)
        return die() if not when or when in given else answer

    return done


def main() -> None:
    folder, where, moment = sys.argv[1:]
    if where == "received":  # the dossier is written, its papers stand in no book yet
        books.plan = die
    elif where == "numbered":  # the numbers are taken, state 9
        act.act_in = die_after(act.act_in, when="result-ready")
    elif where == "returned":  # all three events are written, nothing is committed
        act.act_in = die_after(act.act_in, when="return")
    elif where == "committed":  # on the disk, the receipt is not printed
        UnitOfWork.commit = die_after(UnitOfWork.commit)  # type: ignore[method-assign]
    with open_office(Path(folder), now=parse_moment(moment)) as office:
        given = request_of(paper(pages=4, copies=3), command_id="dying", receipt=True)
        certify(office, certify_command(given, base=office.data, day=moment))


if __name__ == "__main__":
    main()
