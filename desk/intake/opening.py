"""How a reception or a certification is brought into the record, and its paper made afterwards.

One opening for both: papers digitised aside first, then one write transaction; what fails before the commit
leaves nothing behind, and a paper that cannot be made undoes nothing.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from desk.errors import DeskError
from desk.imaging.filing import Staging
from desk.imaging.paper_facts import Concern, holder_of
from desk.wording import note

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from desk.imaging.filing import StagedPdf
    from desk.intake.writing import Prepared
    from desk.office.opened import Office
    from desk.record.uow import UnitOfWork
    from desk.rows import Note


@contextmanager
def opened(
    office: Office,
    ready: Prepared,
    *,
    verb: str,
    command_id: str,
    report: Callable[[int, int], None] | None = None,
) -> Iterator[tuple[UnitOfWork, Sequence[StagedPdf]]]:
    """Digitise what was decided upon aside, then lend the transaction; the body commits."""
    from desk.intake.papers import digitised

    with Staging(office, lambda: Concern(holder=holder_of(office, ready.owner))) as staging:
        staged = digitised(staging, ready.papers, report)
        with office.write(verb, command_id=command_id) as uow:
            yield uow, staged


def print_place(office: Office, code: str, form: str) -> Path:
    """Where a printed form of a dossier is kept."""
    return office.paths.prints / f"{code}_{form}.pdf"


def make_paper(
    office: Office, code: str, form: str, paper: str | None
) -> tuple[Path | None, tuple[Note, ...]]:
    """Make a paper after the commit; a failure becomes a warning, what was committed stands."""
    from desk.paper.receipts import usual_paper, write_form

    file = print_place(office, code, form)
    try:
        made = write_form(office, form, code, paper=paper or usual_paper(office), out=file)
    except (DeskError, OSError) as failure:
        reason = failure.code if isinstance(failure, DeskError) else "surroundings.os"
        return None, (note("print.failed", office.lang, code=code, reason=reason),)
    return file, made.warnings
