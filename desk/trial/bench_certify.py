"""Measurement of a certification at once at a large office: from the request to the commit."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING

from desk.trial.bench import NOW, Bench

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

TIMES = 50
TARGET = 50
A_DAY = 80  # papers
LINES = 20_000  # about as many papers as a year of a large commune certifies


def certify_commit(folder: Path) -> Sequence[float]:
    """Two papers received, numbered and handed over; the book holds a year already."""
    from desk.certify.certifying import commit_certification
    from desk.certify.given import certify_command
    from desk.office.bootstrap import open_office

    values = []
    with open_office(folder, now=NOW) as office:
        _fill(folder)
        for number in range(TIMES + 1):
            started = time.perf_counter()
            command = certify_command(_request(number), base=folder, day=NOW.date().isoformat())
            commit_certification(office, command)
            values.append((time.perf_counter() - started) * 1000)
    return values[1:]


def _request(number: int) -> dict[str, object]:
    return {
        "command_id": f"bench-certify-{number}",
        "procedure": "2.000815",
        "applicant": {"full_name": "NGUYỄN THỊ MẪU", "id_number": "999190000001", "sex": "female"},
        "documents": [
            {"name": "Giấy khai sinh", "pages": 4, "copies": 3},
            {"name": "Bằng tốt nghiệp", "pages": 1, "copies": 2},
        ],
    }


def _fill(folder: Path) -> None:
    """A book with many lines of dossiers that are there."""
    from sqlalchemy import insert, select

    from desk.certify.books import COUNTER
    from desk.office.bootstrap import open_office
    from models.tables import Certification, Counter, Dossier

    with open_office(folder, now=NOW) as office, office.write("bench.fill") as uow:
        if uow.session.scalar(select(Certification.id).limit(1)) is not None:
            return
        dossiers = uow.session.scalars(select(Dossier.id).order_by(Dossier.id).limit(LINES)).all()
        uow.session.execute(
            insert(Certification),
            [
                {
                    "dossier_id": one, "no": 1, "book": "copies", "symbol": "SCT/BS", "year": NOW.year,
                    "volume": 1, "number": place, "place": 1, "name": "Học bạ", "pages": 1, "copies": 1,
                    "electronic": False, "fee": 2000, "signer": "",
                    "certified_at": NOW - timedelta(days=(LINES - place) // A_DAY), "struck_reason": "",
                }
                for place, one in enumerate(dossiers, start=1)
            ],
        )  # fmt: skip
        uow.session.merge(Counter(key=COUNTER.format(book="copies", year=NOW.year), n=len(dossiers)))
        uow.commit()


CERTIFYING = (Bench("certify_commit", TARGET, certify_commit, large=True),)
