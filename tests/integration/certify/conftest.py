"""What is certified at a counter, and the office on each engine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desk.certify.certifying import certify
from desk.certify.given import certify_command
from desk.certify.rows import Certified
from desk.clock import FrozenClock, parse_moment
from desk.office.bootstrap import create_office, open_office
from desk.office.opened import Office
from tests.integration.conftest import MORNING

COPY, SIGNATURE = "2.000815", "2.000884"
CARD = "999090001234|025123456|NGUYỄN VĂN MẪU|05031990|Nam|12 đường Mẫu, phường Mẫu|01052021"
FOUNDED = FrozenClock(parse_moment("2026-11-23T07:00"))


@pytest.fixture(params=["sqlite", "postgresql"])
def either_office(request: pytest.FixtureRequest, data_folder: Path) -> Iterator[Office]:
    """The office on each engine."""
    if request.param == "sqlite":
        create_office(data_folder, training=True, clock=FOUNDED)
    else:
        url = request.getfixturevalue("postgres_url")
        create_office(data_folder, training=True, clock=FOUNDED, database=url)
    with open_office(data_folder, now=parse_moment(MORNING)) as office:
        yield office


def paper(name: str = "Giấy khai sinh", pages: int = 1, copies: int = 1, **more: Any) -> dict[str, Any]:
    """One row of papers."""
    return {"name": name, "pages": pages, "copies": copies, **more}


def request_of(*papers: dict[str, Any], procedure: str = COPY, **values: Any) -> dict[str, Any]:
    """What a counter hands in; `values` replace keys."""
    return {
        "procedure": procedure,
        "applicant": {"id_card": CARD},
        "documents": list(papers) or [paper()],
        **values,
    }


def certified(office: Office, *papers: dict[str, Any], **values: Any) -> Certified:
    """Certify now."""
    day = office.clock.now().date().isoformat()
    return certify(office, certify_command(request_of(*papers, **values), base=office.data, day=day))
