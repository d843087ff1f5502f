"""The measurements themselves; each works on real files in its scratch folder."""

from __future__ import annotations

import time
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from desk.trial.bench import NOW, Bench
from desk.trial.bench_cards import CARDS
from desk.trial.bench_certify import CERTIFYING
from desk.trial.bench_finder import FINDER
from desk.trial.bench_imaging import IMAGING
from desk.trial.bench_life import LARGE
from desk.trial.bench_live import LIVE
from desk.trial.bench_numbers import NUMBERS
from desk.trial.bench_pages import PAGES
from desk.trial.bench_peer import PEER
from desk.trial.bench_scan import SCANNING
from desk.trial.bench_sending import SENDING
from desk.trial.bench_sheets import PRINTING
from desk.trial.bench_strip import STRIP
from desk.trial.bench_watch import WATCH
from desk.trial.bench_window import WINDOW

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from desk.office.opened import Office

PROCEDURE = "1.004873"
DOSSIERS = 2000


@contextmanager
def _office(scratch: Path, *, dossiers: int = 0) -> Iterator[Office]:
    from desk.clock import FrozenClock
    from desk.office.bootstrap import create_office, open_office

    if dossiers:
        from desk.trial.make_office import make_office

        make_office(scratch / "office", dossiers=dossiers, now=NOW)
    else:
        create_office(scratch / "office", training=True, clock=FrozenClock(NOW))
    with open_office(scratch / "office", now=NOW) as office:
        yield office


def _timed(work: Callable[[], object], *, n: int, warm: int = 1) -> list[float]:
    for _ in range(warm):
        work()
    values = []
    for _ in range(n):
        started = time.perf_counter()
        work()
        values.append((time.perf_counter() - started) * 1000)
    return values


def command(number: int) -> dict[str, Any]:
    """A reception without images, as the window would hand it in."""
    return {
        "command_id": f"bench-{number}",
        "channel": "direct",
        "procedure": PROCEDURE,
        "applicant": {"full_name": "NGUYỄN THỊ MẪU", "id_number": f"999190{number:06d}", "sex": "female"},
        "components": [{"no": 1, "kind": "original"}],
        "fee": {"amount": 15000, "method": "cash"},
    }


def receive_commit(scratch: Path) -> Sequence[float]:
    """From a checked command to the commit, without images and without the print that follows it."""
    from desk.intake.receive import commit_reception
    from desk.intake.receive_file import command_from

    numbers = iter(range(10_000))
    with _office(scratch) as office:
        return _timed(
            lambda: commit_reception(office, command_from(command(next(numbers)), base=scratch)), n=60, warm=3
        )


def receipt_pdf(scratch: Path) -> Sequence[float]:
    """One A5 receipt of a stored dossier, warm."""
    from desk.intake.receive import commit_reception
    from desk.intake.receive_file import command_from
    from desk.paper.receipts import receipt_pdf as pdf

    with _office(scratch) as office:
        code = commit_reception(office, command_from(command(1), base=scratch)).code
        return _timed(lambda: pdf(office, code), n=30, warm=2)


def find(scratch: Path) -> Sequence[float]:
    """Names, last digits and codes over a practice office."""
    from desk.finding.find import find as search

    asked = iter(["nguyen thi", "phuoc", "1234", "VN-MAU-01-2611", "dang thuy", "0999123", "lan"] * 30)
    with _office(scratch, dossiers=DOSSIERS) as office:
        return _timed(lambda: search(office, next(asked)), n=70, warm=3)


def tally_day(scratch: Path) -> Sequence[float]:
    """One day's tally over a practice office."""
    from desk.numbers.tally import tally

    with _office(scratch, dossiers=DOSSIERS) as office:
        return _timed(lambda: tally(office, NOW.date(), NOW.date()), n=15)


def due(scratch: Path) -> Sequence[float]:
    """One promise by the working calendar."""
    del scratch
    from desk.dates.promises import Promises

    promises = Promises.opened(None)
    moments = iter(NOW + timedelta(hours=number) for number in range(10_000))
    return _timed(
        lambda: promises.one({"limit": 5, "unit": "working_day", "received": next(moments).isoformat()}),
        n=500,
        warm=5,
    )


def digitise_photo(scratch: Path) -> Sequence[float]:
    """One 5-megapixel photo of a page to a validated searchable PDF/A, workers warm."""
    from desk.imaging.digitising import digitise
    from desk.trial.samples import page_photo

    photo = page_photo(scratch / "page.jpg", size=(2592, 1944))
    return _timed(lambda: digitise([photo], scratch / "out.pdf"), n=5, warm=1)


def digitise_prepared(scratch: Path) -> Sequence[float]:
    """The same photo worked ahead, as when saving: only the merge, the validation and the write."""
    from desk.imaging.digitising import digitise, shared_pool
    from desk.trial.samples import page_photo
    from scanning.work.prepared import prepare

    photo = page_photo(scratch / "page.jpg", size=(2592, 1944))
    prepare(photo, scratch / "prepared", pool=shared_pool())
    return _timed(lambda: digitise([photo], scratch / "out.pdf", prepared=scratch / "prepared"), n=15, warm=1)


def receive_prepared(scratch: Path) -> Sequence[float]:
    """From F9 to the answer, receipt printed: a paper of two photographed pages worked ahead."""
    from desk.imaging.preparing import prepare_page
    from desk.services import DeskServices
    from desk.trial.samples import page_photo

    values = []
    with _office(scratch) as office:
        services = DeskServices(office)
        pages = [page_photo(scratch / f"{seed}.jpg", seed=seed) for seed in (1, 2)]
        for number in range(8):
            for page in pages:  # what a reception used up is worked anew for the next
                prepare_page(office, page)
            given = {"no": 1, "kind": "original", "pages": [str(page) for page in pages]}
            data = {**command(number), "components": [given]}
            started = time.perf_counter()
            services.receive(data)
            values.append((time.perf_counter() - started) * 1000)
    return values[1:]


BENCHES = (
    Bench("receive", 50, receive_commit),
    Bench("receipt_pdf", 150, receipt_pdf),
    Bench("digitise_photo", 3000, digitise_photo),
    Bench("digitise_prepared", 300, digitise_prepared),
    Bench("receive_prepared", 500, receive_prepared),
    Bench("find", 200, find),
    Bench("tally", 1000, tally_day),
    Bench("due", 5, due),
    *WINDOW,
    *LARGE,
    *CERTIFYING,
    *CARDS,
    *PAGES,
    *FINDER,
    *IMAGING,
    *WATCH,
    *SCANNING,
    *STRIP,
    *LIVE,
    *SENDING,
    *NUMBERS,
    *PEER,
    *PRINTING,
)
