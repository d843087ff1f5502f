"""A power cut between the steps: certified whole or not at all, and the same id certifies it once."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from desk.certify.books import counted, last_of
from desk.office.opened import Office
from desk.record.checking import check
from tests.helpers.cli import ROOT, child_environment
from tests.integration.certify.conftest import certified, paper
from tests.integration.conftest import MORNING


@pytest.mark.parametrize("where", ["received", "numbered", "returned", "committed"])
def test_a_killed_certification_is_done_whole_or_not_at_all(
    open_at: Callable[..., Office], folder: Path, where: str
) -> None:
    certified(open_at(), paper("Học bạ"), command_id="before")

    child = subprocess.run(
        [sys.executable, "-m", "tests.integration.certify.dying", folder, where, MORNING],
        check=False, capture_output=True, cwd=ROOT, env=child_environment(), timeout=120,
    )  # fmt: skip

    assert child.returncode == -signal.SIGKILL, child.stderr.decode()
    office = open_at()
    there = where == "committed"
    with office.read() as session:
        last = last_of(session, "copies", 2026)[0]
        assert (last, counted(session, "copies", 2026)) == ((2, 2) if there else (1, 1))
    assert check(office).problems == ()

    done = certified(office, paper(pages=4, copies=3), command_id="dying", receipt=True)

    assert (done.repeated, done.lines[0].number, len(done.events)) == (there, 2, 3)
    assert done.receipt_pdf is not None
    assert done.receipt_pdf.is_file()
    assert certified(office, paper("Hộ chiếu"), command_id="after").lines[0].number == 3
    assert check(office).problems == ()
