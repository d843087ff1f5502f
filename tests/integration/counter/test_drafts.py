"""Unfinished receptions: kept while typed, offered again, held by one window, gone when they should be."""

from __future__ import annotations

import errno
import json
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desk.clock import FrozenClock, parse_moment
from desk.errors import InputError
from desk.intake import draft_keeper
from desk.intake.draft_keeper import DraftKeeper
from desk.intake.drafts import count_drafts, sweep_drafts, unfinished
from desk.numbers.day_sheet import day_sheet
from desk.office.bootstrap import create_office, open_office
from desk.office.opened import Office
from desk.record.checking import check
from desk.record.durable import write_file
from desk.rows import Note
from desk.rows.drafts import DraftPaper, DraftPerson, ReceptionDraft
from desk.services import DeskServices
from tests.helpers.cli import ROOT, child_environment

NOW = "2026-11-23T09:41:00+07:00"
KEY = "0d8f0f9e-7a43-4a5e-9a4e-1f1d6c1b7a01"
SAVED = "0d8f0f9e-7a43-4a5e-9a4e-1f1d6c1b7a03"
OTHER = "0d8f0f9e-7a43-4a5e-9a4e-1f1d6c1b7a02"
DRAFT = ReceptionDraft(
    key=KEY, person=DraftPerson(id_number="999190000001", full_name="NGUYỄN THỊ MẪU", phone="0999000001"),
    procedure="1.004873", procedure_name="Cấp Giấy xác nhận tình trạng hôn nhân",
    papers=(DraftPaper(1, "Tờ khai", received=True, copies=2), DraftPaper(2, "Trích lục", kind="copy")),
    answers={"period": "từ 2015"}, purpose="mua nhà", note="Gọi trước 11 giờ", return_by="postal", copies=3,
    strip="strip-0011223344556677", pages=3,
)  # fmt: skip


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One training office; its drafts are emptied by every test."""
    folder = tmp_path_factory.mktemp("office") / "Phường Mẫu"
    create_office(folder, training=True, clock=FrozenClock(parse_moment(NOW)))
    return folder


@pytest.fixture
def office(founded: Path) -> Iterator[Office]:
    """The office at a Monday morning, with no draft."""
    with open_office(founded, now=parse_moment(NOW)) as opened:
        yield opened
        for folder in opened.paths.drafts.iterdir() if opened.paths.drafts.is_dir() else ():
            for file in folder.iterdir():
                file.unlink()
            folder.rmdir()


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draft_keeper, "PAUSE_SECONDS", 0.01)
    monkeypatch.setattr(draft_keeper, "RETRY_SECONDS", 0.05)


def at(founded: Office, days: float = 0, user: str | None = None) -> Office:
    """The same office some days later, or with somebody else at the desk."""
    moment = parse_moment(NOW) + timedelta(days=days)
    return open_office(founded.data, now=moment, user=user)


def kept(office: Office, draft: ReceptionDraft = DRAFT) -> Path:
    """Leave a draft behind as a window that was closed; answers its file."""
    keeper = DraftKeeper(office)
    keeper.keep(draft)
    keeper.close()
    return office.paths.drafts / draft.key / "draft.json"


def test_a_kept_draft_comes_back_with_everything_typed(office: Office) -> None:
    kept(office)
    keeper = DraftKeeper(at(office))
    assert keeper.take_up(KEY) == DRAFT
    keeper.close()


def test_a_draft_is_readable_by_its_owner_only_and_its_names_tell_nothing(office: Office) -> None:
    file = kept(office)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    names = " ".join(str(one.relative_to(office.data)) for one in office.data.rglob("*"))
    assert "999190000001" not in names
    assert "MẪU" not in names
    logs = "".join(log.read_text("utf-8") for log in office.paths.logs.rglob("*.log"))
    assert "999190000001" not in logs


def test_a_list_masks_the_number_and_tells_whose_work_it_is(office: Office) -> None:
    kept(office)
    (row,) = unfinished(office).rows
    assert (row.name, row.procedure, row.pages) == ("NGUYỄN THỊ MẪU", DRAFT.procedure_name, 3)
    assert row.id_masked == "999*******01"
    assert row.mine
    with at(office, user="quan-tri-mau") as colleague:
        (row,) = unfinished(colleague).rows
        assert not row.mine
        assert row.clerk == office.actor.full_name


def test_only_the_newest_state_is_written_and_at_most_one_a_second(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draft_keeper, "PAUSE_SECONDS", 60.0)
    written: list[bytes] = []
    real = write_file

    def write(path: Path, data: bytes, *, mode: int) -> None:
        written.append(data)
        real(path, data, mode=mode)

    monkeypatch.setattr(draft_keeper, "write_file", write)
    keeper = DraftKeeper(office)
    keeper.keep(DRAFT)
    assert keeper.flush(10)
    for number in range(500):
        keeper.keep(replace(DRAFT, note=f"ghi chú {number}"))
    assert len(written) == 1
    keeper.close()
    assert len(written) == 2
    assert "499" in json.loads(written[1])["draft"]["note"]


def test_a_saved_reception_is_offered_no_more_even_where_the_draft_stayed(office: Office) -> None:
    kept(office, replace(DRAFT, key=SAVED))
    DeskServices(office).receive(
        {
            "command_id": SAVED, "channel": "direct", "procedure": "1.004873",
            "applicant": {"id_number": "999190000001", "full_name": "NGUYỄN THỊ MẪU"},
            "components": [{"no": 1, "kind": "original", "copies": 1, "pages": []}],
        }
    )  # fmt: skip
    assert count_drafts(office) == 0
    assert unfinished(office).rows == ()
    assert not (office.paths.drafts / SAVED).exists()


def test_a_dropped_draft_leaves_nothing_behind(office: Office) -> None:
    keeper = DraftKeeper(office)
    keeper.keep(DRAFT)
    assert keeper.flush(10)
    keeper.drop(KEY)
    assert keeper.flush(10)
    assert not (office.paths.drafts / KEY).exists()
    assert keeper.rows().rows == ()
    keeper.close()


def test_a_draft_open_in_one_window_is_offered_in_no_other(office: Office) -> None:
    keeper = DraftKeeper(office)
    keeper.keep(DRAFT)
    assert keeper.flush(10)
    assert unfinished(office).rows == ()
    assert [row.here for row in keeper.rows().rows] == [True]
    elsewhere = DraftKeeper(office)
    with pytest.raises(InputError, match=r"draft\.busy"):
        elsewhere.take_up(KEY)
    keeper.close()
    assert elsewhere.take_up(KEY) == DRAFT
    elsewhere.close()


def test_what_a_killed_window_kept_is_offered_again(office: Office) -> None:
    child = """
import os, sys, signal
from pathlib import Path
from desk.clock import parse_moment
from desk.office.bootstrap import open_office
from desk.intake.draft_keeper import DraftKeeper
from tests.integration.counter.test_drafts import DRAFT, NOW
office = open_office(Path(sys.argv[1]), now=parse_moment(NOW))
keeper = DraftKeeper(office)
keeper.keep(DRAFT)
assert keeper.flush(20)
os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run(
        [sys.executable, "-c", child, str(office.data)],
        check=False,
        cwd=ROOT,
        env=child_environment(),
        timeout=120,
    )
    assert done.returncode == -9
    keeper = DraftKeeper(office)
    assert [row.key for row in keeper.rows().rows] == [KEY]
    assert keeper.take_up(KEY) == DRAFT
    keeper.close()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[: len(data) // 2],
        lambda data: data.replace(b"0999000001", b"0999000002"),
        lambda data: b"",
        lambda data: b"\xff" * 100,
        lambda data: data.replace(b'"schema": 1', b'"schema": 9'),
    ],
    ids=["cut", "changed", "empty", "noise", "of a later program"],
)
def test_a_damaged_draft_is_set_aside_and_the_others_are_kept(office: Office, spoil: object) -> None:
    file = kept(office)
    kept(office, replace(DRAFT, key=OTHER))
    file.write_bytes(spoil(file.read_bytes()))  # type: ignore[operator]
    found = unfinished(office)
    assert ([row.key for row in found.rows], found.damaged) == ([OTHER], 1)
    assert not file.exists()
    aside = list((office.paths.quarantine / "2026-11-23" / "drafts").rglob("draft.json"))
    assert aside
    for one in aside:
        one.unlink()
        one.parent.rmdir()
    with pytest.raises(InputError, match=r"draft\.gone"):
        DraftKeeper(office).take_up(KEY)


def test_a_value_of_the_wrong_kind_is_damage_even_with_a_right_checksum(office: Office) -> None:
    from desk.intake.draft_file import KeptDraft, draft_bytes, read_draft

    moment = parse_moment(NOW)
    for wrong in (
        replace(DRAFT, acting="nobody"),
        replace(DRAFT, copies="3"),  # type: ignore[arg-type]
        replace(DRAFT, answers={"period": 3}),  # type: ignore[dict-item]
        replace(DRAFT, papers=(DraftPaper(1, "Tờ khai", kind="stolen"),)),
        replace(DRAFT, key=OTHER),
    ):
        file = kept(office)
        file.write_bytes(draft_bytes(KeptDraft(wrong, moment, "a", "b")))
        assert read_draft(file.parent) is None


def test_a_full_disk_is_said_and_the_draft_is_written_once_there_is_room(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[datetime | None, Note | None]] = []
    full = [True]
    real = write_file

    def write(path: Path, data: bytes, *, mode: int) -> None:
        if full[0]:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(path, data, mode=mode)

    monkeypatch.setattr(draft_keeper, "write_file", write)
    keeper = DraftKeeper(office)
    keeper.on_kept(lambda moment, trouble: told.append((moment, trouble)))
    keeper.keep(DRAFT)
    assert not keeper.flush(0.3)
    assert {trouble.code if trouble else None for _, trouble in told} == {"draft.disk_full"}
    assert keeper.take_up(KEY) == DRAFT  # safe in the window meanwhile
    full[0] = False
    assert keeper.flush(10)
    assert told[-1] == (parse_moment(NOW), None)
    keeper.close()
    assert [row.key for row in unfinished(office).rows] == [KEY]


def test_a_folder_that_cannot_be_written_is_said_and_closing_does_not_hang(office: Office) -> None:
    office.paths.drafts.parent.mkdir(exist_ok=True)
    if office.paths.drafts.is_dir():
        office.paths.drafts.rmdir()
    office.paths.drafts.write_text("a file stands where the folder should be")
    told: list[Note | None] = []
    keeper = DraftKeeper(office)
    keeper.on_kept(lambda _moment, trouble: told.append(trouble))
    keeper.keep(DRAFT)
    assert not keeper.flush(0.2)
    keeper.close(2.0)
    office.paths.drafts.unlink()
    assert told[0] is not None
    assert told[0].code == "draft.not_kept"


def test_a_draft_older_than_the_office_allows_is_removed(office: Office) -> None:
    kept(office)
    with at(office, days=6.9) as later:
        assert len(unfinished(later).rows) == 1
    with at(office, days=7.1) as later:
        sweep_drafts(later)
        assert not (office.paths.drafts / KEY).exists()


def test_repairing_the_office_sweeps_old_drafts_and_calls_none_a_stray(office: Office) -> None:
    kept(office)
    assert check(office, repair=True).ok
    assert count_drafts(office) == 1
    with at(office, days=8) as later:
        assert check(later, repair=True).ok
        assert count_drafts(later) == 0


def test_the_closing_of_the_day_tells_of_receptions_not_finished(office: Office) -> None:
    day = office.clock.now().date()
    assert "drafts" not in {point.key for point in day_sheet(office, day).points}
    kept(office)
    (point,) = (point for point in day_sheet(office, day).points if point.key == "drafts")
    assert not point.done
    assert point.text.startswith("1 hồ sơ nhập dở")
    yesterday = day_sheet(office, day - timedelta(days=1))
    assert "drafts" not in {point.key for point in yesterday.points}


def test_a_link_or_a_stranger_in_the_folder_is_passed_over(office: Office, tmp_path: Path) -> None:
    kept(office)
    (office.paths.drafts / "readme.txt").write_text("not ours")
    (office.paths.drafts / OTHER).symlink_to(tmp_path)
    assert [row.key for row in unfinished(office).rows] == [KEY]
    (office.paths.drafts / "readme.txt").unlink()
    (office.paths.drafts / OTHER).unlink()


def test_half_a_letter_typed_does_not_stop_the_keeping(office: Office) -> None:
    odd = replace(DRAFT, note="nửa chữ \ud83d")
    kept(office, odd)
    keeper = DraftKeeper(office)
    assert keeper.take_up(KEY) == odd
    keeper.close()


def test_a_hold_given_up_lets_the_next_window_in(office: Office) -> None:
    from desk.intake.drafts import hold_draft

    with ExitStack() as hold:
        hold_draft(office, KEY, hold)
        with pytest.raises(InputError, match=r"draft\.busy"), ExitStack() as second:
            hold_draft(office, KEY, second)
    with ExitStack() as third:
        hold_draft(office, KEY, third)
