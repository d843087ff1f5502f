"""A supplement with pages whose process is killed: done whole or not at all, and the same id does it once."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from desk.clock import parse_moment
from desk.life.act import act, commit_act
from desk.life.show import show
from desk.office.opened import Office
from desk.record.checking import check
from desk.rows import State
from desk.trial.samples import page_photo
from tests.helpers.cli import ROOT, child_environment
from tests.integration.life.conftest import receive

OpenAt = Callable[..., Office]
LATER = "2026-11-25T09:00:00+07:00"


@pytest.mark.parametrize("where", ["digitised", "in-place", "told", "committed"])
def test_a_killed_supplement_is_done_whole_or_not_at_all(open_at: OpenAt, tmp_path: Path, where: str) -> None:
    office = open_at()
    code = receive(office)
    commit_act(office, code, "request-supplement", {"components": [{"no": 2}], "reason": "mờ"})
    page = page_photo(tmp_path / "trang.jpg", size=(900, 700))
    before = show(office, code)

    child = subprocess.run(
        [sys.executable, "-m", "tests.integration.life.dying", office.data, code, page, where, LATER],
        check=False, capture_output=True, cwd=ROOT, env=child_environment(), timeout=120,
    )  # fmt: skip

    assert child.returncode == -signal.SIGKILL, child.stderr.decode()
    after = open_at(LATER)
    if where == "committed":
        assert show(after, code).state == State.RECEIVED
    else:
        assert show(office, code) == before
        assert {one.code for one in check(after, repair=True).problems} <= {"check.staging_left"}

    done = act(
        after, code, "supplement", {"components": [{"no": 2, "pages": [str(page)]}]}, command_id="dying"
    )

    view = show(after, code)
    assert done.repeated == (where == "committed")
    assert (view.state, view.due_at) == (State.RECEIVED, parse_moment("2026-11-30T17:00"))
    assert [(one.component, one.pages) for one in view.attachments] == [(2, 1)]
    assert sum(one.verb == "dossier.supplemented" for one in view.events) == 1
    assert [file.name for file in done.printed] == [f"{code}_giay_tiep_nhan.pdf"]
    assert done.printed[0].is_file()
