"""An office whose folder cannot be written is looked at: search, show, figures; every act says why not."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from desk.errors import DeskError, InputError, SurroundingsError
from desk.finding.find import find
from desk.life.act import act
from desk.life.show import show
from desk.lists.home import desk_home
from desk.numbers.closing import close_day, day_sheet, reopen_day
from desk.office.bootstrap import open_office
from desk.office.health import health
from desk.office.opened import Office
from desk.paper.receipts import receipt_pdf
from models.engine import writer
from tests.helpers.blocked import read_only, tree
from tests.helpers.cli import child_environment
from tests.integration.record.making import NOW, received

if TYPE_CHECKING:
    from tests.helpers.cli import DeskRun

NEWER = "UPDATE alembic_version SET version_num = '9999'"


@pytest.fixture
def closed(office: Office) -> tuple[Path, str]:
    """An office with one dossier, closed properly."""
    code = received(office)
    office.close()
    return office.data, code


@pytest.fixture
def viewed(closed: tuple[Path, str]) -> Iterator[tuple[Office, str]]:
    """The same office, opened where nothing can be written."""
    data, code = closed
    with read_only(data), open_office(data, now=NOW) as opened:
        yield opened, code


@contextmanager
def no_room() -> Iterator[None]:
    """No file of this process may grow, as on a disk without room."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_record_on_a_full_disk_opens_for_looking_and_says_so(
    closed: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data, code = closed
    monkeypatch.setattr("desk.record.failures._is_full", lambda _folder: True)
    with no_room(), open_office(data, now=NOW) as office:
        assert office.reading == "full"
        assert show(office, code).code == code
        assert [one.code for one in find(office, code).matches] == [code]
        assert "data.viewing_full" in [one.code for one in health(office)]
        with pytest.raises(SurroundingsError) as refused:
            act(office, code, "note", {"text": "Hẹn gọi lại"})
    assert refused.value.code == "data.disk_full"
    with open_office(data, now=NOW) as office:
        assert office.reading == ""
        act(office, code, "note", {"text": "Hẹn gọi lại"})


def test_a_folder_that_cannot_be_written_opens_for_looking(viewed: tuple[Office, str]) -> None:
    office, code = viewed
    assert office.reading == "unwritable"
    assert show(office, code).code == code
    assert [one.code for one in find(office, code).matches] == [code]
    assert desk_home(office).received_today == 1
    assert day_sheet(office, NOW.date()).total.counter == 1
    assert receipt_pdf(office, code, "a5").startswith(b"%PDF")


def test_every_act_says_why_not_and_nothing_is_touched(closed: tuple[Path, str]) -> None:
    data, code = closed
    before = tree(data)
    with read_only(data), open_office(data, now=NOW) as office:
        for tried in (
            lambda: act(office, code, "note", {"text": "x"}),
            lambda: act(office, code, "result-ready"),
            lambda: close_day(office, NOW.date()),
            lambda: reopen_day(office, NOW.date(), "vì"),
            lambda: received(office),
        ):
            with pytest.raises(SurroundingsError) as refused:
                tried()
            assert refused.value.code == "data.viewing"
    assert tree(data) == before


def test_health_says_that_this_is_a_view(viewed: tuple[Office, str]) -> None:
    office, _code = viewed
    found = {one.code: one for one in health(office)}
    assert found["data.viewing"].stops
    assert "chỉ xem" in found["data.viewing"].message
    assert "data.unwritable" not in found


DYING = """
import os, sys
from pathlib import Path
from desk.office.bootstrap import open_office
from tests.integration.record.making import NOW, received
print(received(open_office(Path(sys.argv[1]), now=NOW)), flush=True)
os.kill(os.getpid(), 9)
"""


def test_a_record_left_with_its_log_is_read_with_it(closed: tuple[Path, str]) -> None:
    """Killed after writing: what was acknowledged stands in the log alone, and is seen."""
    data, first = closed
    died = subprocess.run(
        [sys.executable, "-c", DYING, data],
        capture_output=True,
        text=True,
        env=child_environment(),
        check=False,
    )
    code = died.stdout.strip()
    assert code not in ("", first)
    assert (data / "office.db-wal").stat().st_size > 0
    with read_only(data), open_office(data, now=NOW) as opened:
        assert opened.reading == "unwritable"
        assert show(opened, code).code == code


def test_the_command_line_looks_too_and_refuses_to_act(
    closed: tuple[Path, str], run_desk: Callable[..., DeskRun]
) -> None:
    data, code = closed
    with read_only(data):
        assert run_desk("show", code, data=data, now=NOW.isoformat()).ok()["code"] == code
        refused = run_desk("act", code, "result-ready", data=data, now=NOW.isoformat())
    assert (refused.exit_code, refused.error_code) == (3, "data.viewing")


def written_by(data: Path, *statements: str) -> None:
    """What another version of the program did to the record."""
    with open_office(data, now=NOW) as office, writer(office.engine).begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def test_a_record_of_a_newer_program_that_has_all_we_read_opens_for_looking(closed: tuple[Path, str]) -> None:
    data, code = closed
    written_by(
        data, "ALTER TABLE dossier ADD COLUMN later TEXT", "UPDATE alembic_version SET version_num = '9999'"
    )
    with open_office(data, now=NOW) as office:
        assert office.reading == "newer"
        assert show(office, code).code == code
        with pytest.raises(SurroundingsError, match=r"data\.viewing_newer"):
            act(office, code, "note", {"text": "x"})
        assert [one.code for one in health(office)][:1] == ["data.viewing_newer"]


def test_a_record_of_a_newer_program_that_lacks_what_we_read_is_refused(closed: tuple[Path, str]) -> None:
    data, _code = closed
    written_by(
        data, "ALTER TABLE dossier DROP COLUMN note", "UPDATE alembic_version SET version_num = '9999'"
    )
    with pytest.raises(InputError, match=r"data\.newer_schema"):
        open_office(data, now=NOW)


def test_an_older_record_that_cannot_be_brought_up_to_date_says_so(closed: tuple[Path, str]) -> None:
    data, _code = closed
    written_by(data, "DROP TABLE open_desk", "UPDATE alembic_version SET version_num = '0009'")
    with read_only(data), pytest.raises(DeskError) as refused:
        open_office(data, now=NOW)
    assert refused.value.code == "data.viewing_older"


def test_a_folder_that_may_be_written_is_no_view(office: Office) -> None:
    assert office.reading == ""
