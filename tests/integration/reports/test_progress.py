"""A long report tells how far it is, ends when nobody wants it any more, and never leaves half a file."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from desk.errors import InputError
from desk.office.opened import Office
from desk.paper.book import write_register
from desk.paper.telling import telling
from desk.reports.writing import REPORT_KINDS, REPORTS, write_report
from tests.helpers.cli import ROOT, child_environment

FIRST, LAST = date(2026, 11, 1), date(2026, 12, 31)


@pytest.mark.parametrize("form", REPORTS)
def test_every_report_tells_its_hundredths_rising_to_the_end(
    office: Office, tmp_path: Path, form: str
) -> None:
    heard: list[int] = []
    write_report(office, form, FIRST, LAST, tmp_path / "b.pdf", tell=telling(heard.append))
    assert heard == sorted(set(heard))
    assert heard[0] == 0
    assert heard[-1] == 100
    assert len(heard) >= 4


@pytest.mark.parametrize("kind", [*REPORT_KINDS])
@pytest.mark.parametrize("after", [0, 1])
def test_a_report_nobody_wants_any_more_leaves_the_file_before_as_it_was(
    office: Office, tmp_path: Path, kind: str, after: int
) -> None:
    out = tmp_path / f"báo cáo{kind}"
    write_report(office, "overdue", FIRST, LAST, out)
    before = out.read_bytes()
    heard: list[int] = []
    with pytest.raises(InputError, match=r"report\.cancelled"):
        write_report(
            office, "overdue", FIRST, LAST, out, tell=telling(heard.append, lambda: len(heard) > after)
        )
    assert out.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == [out.name]


@pytest.mark.parametrize("kind", [".pdf", ".xlsx", ".csv"])
def test_the_register_tells_of_its_reading_too(office: Office, tmp_path: Path, kind: str) -> None:
    heard: list[int] = []
    write_register(office, FIRST, LAST, tmp_path / f"sổ{kind}", tell=telling(heard.append))
    assert heard == sorted(set(heard))
    assert heard[0] == 0
    assert len(heard) >= 2
    with pytest.raises(InputError, match=r"report\.cancelled"):
        write_register(office, FIRST, LAST, tmp_path / f"thôi{kind}", tell=telling(None, lambda: True))
    assert not (tmp_path / f"thôi{kind}").exists()


def _asked(office: Office, out: Path) -> list[str]:
    period = ["--from", FIRST.isoformat(), "--to", LAST.isoformat()]
    own = ["--data", str(office.data), "--now", "2026-12-31T17:00:00+07:00"]
    return [sys.executable, "-m", "desk", *own, "report", "so_theo_doi", *period, "-o", str(out)]


# A report that goes on only once somebody pressed Ctrl+C, however fast the machine is.
_WAITING = """
import signal, sys
from desk.cli import frame, reports

real = reports.told

def told():
    tell = real()

    def wait(percent):
        tell(percent)
        signal.pause()

    return wait

reports.told = told
sys.exit(frame.main(sys.argv[1:]))
"""


def test_ctrl_c_at_the_terminal_ends_with_a_sentence_and_no_file(office: Office, tmp_path: Path) -> None:
    out = tmp_path / "sổ.pdf"
    seen, terminal = pty.openpty()
    python, _, _, *words = _asked(office, out)
    with subprocess.Popen(
        [python, "-c", _WAITING, *words],
        cwd=ROOT,
        env=child_environment(),
        stdout=subprocess.PIPE,
        stderr=terminal,
    ) as child:
        os.close(terminal)
        first = os.read(seen, 64).decode()
        child.send_signal(signal.SIGINT)
        child.communicate(timeout=60)
    told = first
    try:
        while more := os.read(seen, 4096):
            told += more.decode(errors="replace")
    except OSError:  # the other end is closed: everything was read
        pass
    finally:
        os.close(seen)
    assert "0 %" in first
    assert child.returncode == 3
    assert "Traceback" not in told
    assert list(tmp_path.iterdir()) == []


def test_no_progress_is_told_where_nobody_sits_before_a_terminal(office: Office, tmp_path: Path) -> None:
    done = subprocess.run(
        _asked(office, tmp_path / "sổ.pdf"),
        cwd=ROOT, env=child_environment(), capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    assert done.stderr == ""
