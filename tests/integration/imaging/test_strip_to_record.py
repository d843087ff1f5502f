"""What a clerk decided in the strip reaches the record: the PDF on file is cut, turned and ordered so."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pytest
from PIL import Image

from desk.imaging.preparing import prepared_folder
from desk.office.opened import Office
from desk.record.checking import check
from desk.rows import GivenPage, State
from desk.services import DeskServices
from scanning.scenes import forms

PROCEDURE = "1.004873"


@pytest.fixture(scope="module")
def scans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two forms, upright, as 150-dpi scans: `don.jpg` and `thu.jpg`; both and a blank side in `ba.pdf`."""
    folder = tmp_path_factory.mktemp("scans")
    sheets = []
    for kind in ("don", "thu"):
        sheet = forms.form(kind, np.random.default_rng([6, 77]), dpi=150).bgr
        sheets.append(Image.fromarray(np.ascontiguousarray(sheet[:, :, ::-1])))
        sheets[-1].save(folder / f"{kind}.jpg", quality=90, dpi=(150, 150))
    sheets.append(Image.new("RGB", sheets[0].size, (252, 252, 252)))
    sheets[0].save(folder / "ba.pdf", save_all=True, append_images=sheets[1:], resolution=150)
    return folder


def command(**components: list[Any]) -> dict[str, Any]:
    """A reception with these pages of components `c1`, `c2`…"""
    return {
        "channel": "direct",
        "procedure": PROCEDURE,
        "applicant": {"full_name": "NGUYỄN THỊ MẪU", "id_number": "999190000001"},
        "components": [{"no": int(name[1:]), "pages": pages} for name, pages in components.items()],
    }


def words(pdf: Path, page: int | None = None) -> str:
    """The text of a PDF, or of one page of it, as another program reads it."""
    which = [] if page is None else ["-f", str(page), "-l", str(page)]
    return subprocess.run(
        ["pdftotext", *which, str(pdf), "-"], check=True, capture_output=True, text=True
    ).stdout


def shape(pdf: Path, page: int = 0) -> str:
    """How a page lies."""
    with pikepdf.open(pdf) as opened:
        left, low, right, high = (float(value) for value in opened.pages[page].mediabox)
    return "wide" if right - left > high - low else "tall"


def test_pages_of_one_file_go_to_their_papers_cut_and_turned_as_decided(office: Office, scans: Path) -> None:
    services = DeskServices(office)
    strip = services.imaging.new_strip("reception")
    assert strip.folder is not None
    strip.append(strip.folder.take_in([scans / "ba.pdf"]), component=1, origin="scanner")
    don, thu, blank = strip.state.keys
    strip.split_from(thu, 2)
    strip.rotate([don])  # on its side, on purpose
    strip.set_corners(thu, ((30.0, 30.0), (1200.0, 30.0), (1200.0, 420.0), (30.0, 420.0)))
    strip.drop_blank([blank])
    given = {f"c{no}": [page.as_json() for page in strip.state.given(no)] for no in (1, 2)}
    done = services.receive(json.loads(json.dumps(command(**given))))
    one, two = done.attachments
    assert (one.pages, two.pages) == (1, 1)
    assert shape(one.file) == "wide"
    assert shape(two.file) == "wide"  # a strip cut out of a tall page
    assert "VIỆT NAM" in words(two.file)
    assert "NGƯỜI KÝ" not in words(two.file)
    assert check(office).ok
    with pikepdf.open(two.file) as opened:
        assert len(opened.pages) == 1
    originals = list(office.paths.originals.rglob("*.pdf"))
    assert [file.read_bytes() for file in originals] == [(scans / "ba.pdf").read_bytes()]
    strip.folder.finish()
    assert services.imaging.recoverable() == ()


def test_a_blank_side_the_clerk_kept_is_in_the_file_and_a_full_one_dropped_is_not(
    office: Office, scans: Path
) -> None:
    pdf = str(scans / "ba.pdf")
    pages = [
        {"file": pdf, "page": 2},
        {"file": pdf, "page": 3, "blank": "keep"},
        {"file": pdf, "page": 1, "blank": "drop"},
    ]
    (paper,) = DeskServices(office).receive(command(c1=pages)).attachments
    assert paper.pages == 2
    assert words(paper.file, 2).strip() == ""
    assert "VIỆT NAM" in words(paper.file, 1)


def test_pages_worked_ahead_as_decided_are_used_and_let_go(
    office: Office, scans: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    services = DeskServices(office)
    page = GivenPage(scans / "thu.jpg", turn=180)
    row = services.prepare_page(page)
    assert (row.given, row.rotation, row.unsure, row.trouble) == (page, 180, False, None)
    bad = services.prepare_page(GivenPage(scans / "ba.pdf", page=9))
    assert bad.trouble is not None
    assert bad.unreadable
    assert list(prepared_folder(office).iterdir())

    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("worked again")

    monkeypatch.setattr("scanning.work.pool.PagePool.run", refuse)
    (paper,) = services.receive(command(c1=[page.as_json()])).attachments
    assert paper.pages == 1
    assert not list(prepared_folder(office).iterdir())


def test_supplement_and_result_take_the_same_objects(office: Office, scans: Path) -> None:
    services = DeskServices(office)
    asked = command() | {"supplement": {"components": [{"no": 1}], "reason": "Thiếu giấy tờ"}}
    code = services.receive(asked).code
    side = {"file": str(scans / "don.jpg"), "turn": 90}
    done = services.act(code, "supplement", {"components": [{"no": 1, "pages": [side]}]})
    assert done.state in {State.RECEIVED, State.PROCESSING}
    services.act(code, "result-ready", {"result": {"pages": [side], "number": "1/GXN"}})
    files = [row.file for row in services.show(code).attachments]
    assert len(files) == 2
    assert [shape(file) for file in files] == ["wide", "wide"]


def test_the_same_reception_is_known_again_by_what_was_decided_too(office: Office, scans: Path) -> None:
    services = DeskServices(office)
    upright = command(c1=[{"file": str(scans / "thu.jpg"), "turn": 0}])
    first = services.receive(upright)
    assert services.receive(upright).repeated
    assert services.receive(command(c1=[{"file": str(scans / "thu.jpg"), "turn": 90}])).code != first.code
