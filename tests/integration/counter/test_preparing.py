"""Pages worked while the clerk goes on: saving merges them, and a bad page is named at once."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image

from desk.imaging.preparing import prepare_page, prepared_folder, warm_up
from desk.intake.receive import receive
from desk.intake.receive_file import command_from
from desk.office.opened import Office
from desk.office.paths import DataPaths
from desk.record.checking import check
from desk.services import DeskServices

PROCEDURE = "1.004873"


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One scanned form at its true size."""
    from scanning.scenes import forms

    file = tmp_path_factory.mktemp("scan") / "tờ khai.jpg"
    sheet = forms.form("don", np.random.default_rng(8), dpi=200).bgr
    Image.fromarray(np.ascontiguousarray(sheet[:, :, ::-1])).save(file, quality=90, dpi=(200, 200))
    return file


@pytest.fixture
def office(open_at: Callable[..., Office]) -> Office:
    return open_at("2026-11-23T09:41")


def command(*pages: Path) -> dict[str, Any]:
    return {
        "channel": "direct",
        "procedure": PROCEDURE,
        "applicant": {"full_name": "NGUYỄN THỊ MẪU", "id_number": "999190000001"},
        "components": [{"no": 1, "kind": "original", "pages": [str(page) for page in pages]}],
        "fee": {"amount": 15000, "method": "cash"},
    }


def entries(office: Office) -> list[str]:
    folder = prepared_folder(office)
    return sorted(one.name for one in folder.iterdir()) if folder.is_dir() else []


def test_a_reception_uses_pages_worked_ahead_and_lets_them_go(
    office: Office, scan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = command(scan)
    plain = receive(office, command_from({**given, "command_id": "plain"}, base=scan.parent))
    row = prepare_page(office, scan)
    assert (row.pages, row.blank, row.blurred, row.trouble) == (1, False, False, None)
    assert len(entries(office)) == 1
    monkeypatch.setattr("desk.imaging.digitising.shared_pool", lambda: None)  # nobody works a page any more
    done = receive(office, command_from({**given, "command_id": "ahead"}, base=scan.parent))
    assert done.attachments[0].sha256 == plain.attachments[0].sha256
    assert entries(office) == []
    assert check(office).problems == ()


def test_a_refused_reception_keeps_what_was_worked_ahead(office: Office, scan: Path, tmp_path: Path) -> None:
    from desk.errors import InputError

    prepare_page(office, scan)
    bad = tmp_path / "hỏng.jpg"
    bad.write_bytes(b"\xff\xd8\xff nothing more")
    with pytest.raises(InputError):
        receive(office, command_from(command(scan, bad), base=tmp_path))
    assert len(entries(office)) == 1


def test_an_empty_and_a_blurred_page_are_told(office: Office, scan: Path, tmp_path: Path) -> None:
    blank, blurred = tmp_path / "trắng.png", tmp_path / "mờ.png"
    Image.new("RGB", (1654, 2339), (250, 250, 250)).save(blank, dpi=(200, 200))
    sharp = np.asarray(Image.open(scan))
    Image.fromarray(cv2.GaussianBlur(sharp, (0, 0), 4)).save(blurred, dpi=(200, 200))
    first, second = prepare_page(office, blank), prepare_page(office, blurred)
    assert (first.blank, first.blurred) == (True, False)
    assert (second.blank, second.blurred) == (False, True)
    assert second.file == blurred


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("hỏng.jpg", b"\xff\xd8\xff nothing more", "image.unreadable"),
        ("rỗng.jpg", b"", "page.empty"),
        ("không có.jpg", None, "page.not_found"),
    ],
)
def test_a_page_that_cannot_be_worked_is_an_answer(
    office: Office, tmp_path: Path, name: str, data: bytes | None, code: str
) -> None:
    page = tmp_path / name
    if data is not None:
        page.write_bytes(data)
    row = DeskServices(office).prepare_page(page)
    assert row.trouble is not None
    assert (row.trouble.code, row.unreadable) == (code, True)
    assert name in row.trouble.message
    assert entries(office) == []


def test_a_cancelled_preparation_is_no_fault_of_the_page(office: Office, scan: Path) -> None:
    row = prepare_page(office, scan, cancelled=lambda: True)
    assert row.trouble is not None
    assert row.trouble.code == "digitise.cancelled"
    assert entries(office) == []


def test_pages_nobody_saved_are_swept_after_a_day_and_never_a_problem(
    office: Office, scan: Path, open_at: Callable[..., Office]
) -> None:
    from desk.clock import FrozenClock, SystemClock

    prepare_page(office, scan)
    half = prepared_folder(office) / ".work-0815"
    half.mkdir()
    shutil.copy(scan, half / "page.jpg")
    now = SystemClock().now()
    warm_up(office, wall=FrozenClock(now))
    assert len(entries(office)) == 2
    os.utime(half, (0, 0))
    assert check(office).problems == ()
    from datetime import timedelta

    warm_up(office, wall=FrozenClock(now + timedelta(days=2)))
    assert entries(office) == []


def test_a_fresh_office_has_no_such_folder(folder: Path) -> None:
    assert not (DataPaths(folder).root / "prepared").exists()


def test_a_page_worked_ahead_says_what_it_tells_of_itself(
    open_at: Callable[..., Office], tmp_path: Path
) -> None:
    """Rows for the window to offer; nothing is filled in by them."""
    from scanning.scenes.reading_set import worn_page

    letter = worn_page("quyet_dinh", 0, look="tune")
    lines = letter.text.split("\n")
    done = prepare_page(open_at("2026-12-31T09:41"), letter.save(tmp_path / "quyết định.jpg"))
    told = {one.field: one.value for one in reversed(done.suggestions)}
    assert told["number"] == next(line for line in lines if line.startswith("Số:")).removeprefix("Số: ")
    assert told["issuer"] in letter.text.replace("\n", " ")
    assert told["subject"].lower() in letter.text.lower()
    assert told["issued_on"].startswith("2026-")
