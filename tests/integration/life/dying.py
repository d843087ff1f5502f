"""A supplement with pages whose process is killed on the way: `python -m … FOLDER CODE PAGE WHERE MOMENT`."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

from desk.clock import parse_moment
from desk.imaging import filing
from desk.life.act import act
from desk.office.bootstrap import open_office
from desk.record import events
from desk.record.uow import UnitOfWork


def die(*_: Any, **__: Any) -> Any:
    """Nothing after this is ever done."""
    os.kill(os.getpid(), signal.SIGKILL)


def die_after(real: Any) -> Any:
    """The real thing first, then death."""

    def done(*given: Any, **named: Any) -> Any:
        real(*given, **named)
        return die()

    return done


def main() -> None:
    folder, code, page, where, moment = sys.argv[1:]
    if where == "digitised":  # pages ready aside, nothing in place
        filing.Staging.digitise = die_after(filing.Staging.digitise)  # type: ignore[method-assign]
    elif where == "in-place":  # files renamed, no event yet
        events.append = die
    elif where == "told":  # event written, not committed
        events.append = die_after(events.append)
    elif where == "committed":  # on the disk, not yet printed
        UnitOfWork.commit = die_after(UnitOfWork.commit)  # type: ignore[method-assign]
    with open_office(Path(folder), now=parse_moment(moment)) as office:
        act(office, code, "supplement", {"components": [{"no": 2, "pages": [page]}]}, command_id="dying")


if __name__ == "__main__":
    main()
