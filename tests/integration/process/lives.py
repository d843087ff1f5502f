"""Dossiers received and moved about at chosen moments, through the doors everyone uses."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import Any

from desk.clock import parse_moment
from desk.intake.receive import commit_reception
from desk.intake.receive_file import command_from
from desk.life.act import commit_act
from desk.office.bootstrap import open_office
from desk.office.opened import Office

CODE = "1.004873"  # 3 working days
_NUMBERS = count(1)


def received(office: Office, procedure: str = CODE) -> str:
    """One reception of the fictional citizen, now."""
    command = {
        "command_id": f"nhận-{next(_NUMBERS)}",
        "channel": "direct",
        "procedure": procedure,
        "applicant": {"id_number": "999190000001", "full_name": "NGUYỄN THỊ MẪU"},
        "components": [{"no": 1, "kind": "original"}],
    }
    return commit_reception(office, command_from(command, base=Path.cwd())).code


def at(office: Office, moment: str) -> Office:
    """The same office at another moment of November 2026, `23 09:41`."""
    day, time = moment.split()
    return open_office(office.data, now=parse_moment(f"2026-11-{day}T{time}:00+07:00"))


def act(office: Office, moment: str, code: str, verb: str, **keys: Any) -> None:
    """One act at a moment."""
    with at(office, moment) as then:
        commit_act(then, code, verb, keys)
