"""Separator sheets as they are printed, scanned and worn: read back, and a run split at them."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image

from desk.finding.codes import payload
from desk.imaging.separators import planned, split_run
from desk.imaging.strip import Strip
from desk.office.opened import Office
from desk.paper.separators import separator_pdf
from desk.rows import GivenPage, SplitMark
from desk.services import DeskServices
from printing.symbols import qr_matrix
from scanning.codes.marks import marks_in
from scanning.scenes import forms

PROCEDURE = "1.004873"
NAMES = {2: "Giấy chứng sinh", 12: "Giấy tờ chứng minh nơi cư trú của người yêu cầu, nếu có thay đổi"}


def printed(pdf: bytes, folder: Path, *, dpi: int = 150) -> list[np.ndarray]:
    """The pages as another program paints them."""
    file = folder / "in.pdf"
    file.write_bytes(pdf)
    subprocess.run(["pdftoppm", "-r", str(dpi), "-gray", "-png", file, folder / "in"], check=True)
    return [np.asarray(Image.open(page).convert("L")) for page in sorted(folder.glob("in-*.png"))]


def turned(degrees: float) -> Callable[[np.ndarray], np.ndarray]:
    """The sheet leaning."""

    def lean(sheet: np.ndarray) -> np.ndarray:
        high, wide = sheet.shape
        matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees, 1)
        return np.asarray(cv2.warpAffine(sheet, matrix, (wide, high), borderValue=235), np.uint8)

    return lean


def copied(sheet: np.ndarray) -> np.ndarray:
    """A copy of a copy: grey, grainy, unsharp, bars run fat."""
    fat = cv2.erode(sheet, np.ones((3, 3), np.uint8)).astype(np.float32)
    noisy = fat * 0.6 + 60 + np.random.default_rng(4).normal(0, 14, sheet.shape)
    return np.asarray(cv2.GaussianBlur(np.clip(noisy, 0, 255).astype(np.uint8), (0, 0), 1.3), np.uint8)


def squeezed(sheet: np.ndarray) -> np.ndarray:
    """A small, hard JPEG."""
    small = cv2.resize(sheet, None, fx=0.6, fy=0.6, interpolation=cv2.INTER_AREA)
    packed = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, 25])[1]
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE), np.uint8)


def photographed(sheet: np.ndarray) -> np.ndarray:
    """On a dark desk, from the side."""
    high, wide = sheet.shape
    frame = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    seen = np.array([[140, 90], [1040, 120], [1090, 1430], [80, 1390]], np.float32)
    matrix = cv2.getPerspectiveTransform(frame, seen)
    return np.asarray(cv2.warpPerspective(sheet, matrix, (1200, 1520), borderValue=60), np.uint8)


WEAR: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "as printed": lambda sheet: sheet,
    "upside down": lambda sheet: np.ascontiguousarray(np.rot90(sheet, 2)),
    "on its side": lambda sheet: np.ascontiguousarray(np.rot90(sheet)),
    "leaning": turned(4.0),
    "a copy of a copy": copied,
    "small and hard": squeezed,
    "photographed": photographed,
}


@pytest.mark.parametrize("wear", sorted(WEAR))
@pytest.mark.parametrize("paper", ["a4", "a5"])
def test_a_sheet_is_read_back_however_it_comes(tmp_path: Path, paper: str, wear: str) -> None:
    done = separator_pdf(NAMES, paper=paper)
    assert (done.pages, done.substituted) == (2, ())
    for sheet, text in zip(printed(done.pdf, tmp_path), ("QMC:TACH:02", "QMC:TACH:12"), strict=True):
        assert text in marks_in(WEAR[wear](sheet)).texts


@pytest.mark.parametrize("wear", sorted(WEAR))
def test_with_its_middle_torn_out_the_bars_still_separate(tmp_path: Path, wear: str) -> None:
    (sheet,) = printed(separator_pdf().pdf, tmp_path)
    torn = sheet.copy()
    torn[380:1190, 330:910] = 255
    found = marks_in(WEAR[wear](torn))
    assert (found.texts, found.patch) == ((), "T")


def test_a_sheet_says_what_it_is_for_and_names_nobody(tmp_path: Path) -> None:
    for papers, lang, said in (
        (NAMES, "vi", "giấy tờ số 2: Giấy chứng sinh"),
        (None, "en", "SEPARATOR SHEET"),
    ):
        file = tmp_path / f"{lang}.pdf"
        file.write_bytes(separator_pdf(papers, lang=lang).pdf)
        read = ["pdftotext", str(file), "-"]
        words = subprocess.run(read, check=True, capture_output=True, text=True).stdout
        assert said in " ".join(words.split())
        assert separator_pdf(papers, lang=lang).pdf == file.read_bytes()


# ---- a run --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of scanned sheets: papers `1.jpg`… and separators `next.png`, `paper2.png`, `patch.png`."""
    folder = tmp_path_factory.mktemp("stack")
    for at in range(1, 4):
        sheet = forms.form(["don", "thu", "to_khai"][at - 1], np.random.default_rng([at, 77]), dpi=100).bgr
        Image.fromarray(np.ascontiguousarray(sheet[:, :, ::-1])).save(folder / f"{at}.jpg", dpi=(100, 100))
    for name, papers in (("next", None), ("paper2", {2: "Giấy chứng sinh"})):
        work = folder / name
        work.mkdir()
        (sheet,) = printed(separator_pdf(papers).pdf, work)
        Image.fromarray(sheet).save(folder / f"{name}.png", dpi=(150, 150))
    sheet = np.asarray(Image.open(folder / "next.png")).copy()
    sheet[380:1190, 330:910] = 255
    Image.fromarray(sheet).save(folder / "patch.png", dpi=(150, 150))
    return folder


def a_run(stack: Path, *names: str) -> Strip:
    """These sheets in a strip, of no paper yet."""
    strip = Strip()
    strip.append([GivenPage(stack / name) for name in names], origin="scanner")
    return strip


def papers_after(office: Office, strip: Strip, *papers: int, current: int | None = None) -> list[int | None]:
    """The papers of the pages that are left once the run was split."""
    strip.apply_split(split_run(office, strip.state.pages, papers, current=current))
    return [page.component for page in strip.state.pages if not page.dropped]


def test_each_separator_begins_the_next_paper(office: Office, stack: Path) -> None:
    strip = a_run(stack, "1.jpg", "2.jpg", "next.png", "3.jpg", "patch.png", "1.jpg")
    assert papers_after(office, strip, 1, 3, 5, current=1) == [1, 1, 3, 5]
    assert [page.dropped for page in strip.state.pages] == ["", "", "separator", "", "separator", ""]
    strip.undo()
    assert [page.component for page in strip.state.pages] == [None] * 6


def test_a_separator_on_top_of_the_stack_begins_the_first_paper(office: Office, stack: Path) -> None:
    strip = a_run(stack, "next.png", "1.jpg", "next.png", "2.jpg")
    assert papers_after(office, strip, 4, 7, current=4) == [4, 7]
    assert papers_after(office, a_run(stack, "next.png", "1.jpg", "next.png", "2.jpg"), 4, 7) == [4, 7]


def test_a_separator_may_name_its_paper_and_the_next_goes_on_from_there(office: Office, stack: Path) -> None:
    strip = a_run(stack, "1.jpg", "paper2.png", "2.jpg", "next.png", "3.jpg")
    assert papers_after(office, strip, 1, 2, 3, 4, current=4) == [4, 2, 3]


def test_the_receipt_of_a_dossier_separates_and_another_offices_does_not(
    office: Office, stack: Path, tmp_path: Path
) -> None:
    services = DeskServices(office)
    person = {"full_name": "NGUYỄN THỊ MẪU", "id_number": "999190000001"}
    code = services.receive({"channel": "direct", "procedure": PROCEDURE, "applicant": person}).code
    (sheet, *_) = printed(services.receipt_pdf(code, "a5"), tmp_path)
    Image.fromarray(sheet).save(stack / "receipt.png")
    strip = a_run(stack, "1.jpg", "receipt.png", "2.jpg")
    plan = split_run(office, strip.state.pages, (1, 2), current=1, dossier="H19-261123-0009")
    assert plan.marks == (SplitMark(2, "receipt", code=code),)
    assert plan.assigned == ((1, 1), (3, 2))
    assert [note.code for note in plan.notes] == ["strip.other_dossier"]
    assert split_run(office, strip.state.pages, (1, 2), current=1, dossier=code).notes == ()
    foreign = payload("H99.99", b"x" * 32, code)
    sheet = np.full((1400, 1000), 255, np.uint8)
    square = np.kron(~np.array(qr_matrix(foreign)), np.ones((8, 8))).astype(np.uint8) * 255
    sheet[200 : 200 + len(square), 300 : 300 + len(square)] = square
    assert marks_in(sheet).texts == (foreign,)
    Image.fromarray(sheet).save(stack / "foreign.png")
    assert split_run(office, a_run(stack, "1.jpg", "foreign.png").state.pages, (1, 2)).marks == ()


def test_what_a_plan_cannot_place_is_said(office: Office, stack: Path) -> None:
    strip = a_run(stack, "1.jpg", "next.png", "2.jpg", "next.png", "3.jpg", "next.png", "1.jpg")
    plan = split_run(office, strip.state.pages, (1, 2), current=1)
    assert [paper for _, paper in plan.assigned] == [1, 2, None, None]
    assert [(note.code, "2" in note.message) for note in plan.notes] == [("strip.more_separators", True)]
    strip = a_run(stack, "1.jpg", "paper2.png", "2.jpg", "next.png", "3.jpg")
    unknown = split_run(office, strip.state.pages, (1, 5), current=1)
    assert [paper for _, paper in unknown.assigned] == [1, None, 5]
    assert [note.code for note in unknown.notes] == ["strip.unknown_paper"]
    nothing = split_run(office, a_run(stack, "1.jpg", "2.jpg").state.pages, (1, 2), current=1)
    assert nothing.marks == ()
    assert [note.code for note in nothing.notes] == ["strip.no_separators"]


def test_a_run_that_came_as_one_pdf_is_split_page_by_page(
    office: Office, stack: Path, tmp_path: Path
) -> None:
    file = tmp_path / "scan0001.pdf"
    sheets = [Image.open(stack / name).convert("RGB") for name in ("1.jpg", "next.png", "2.jpg", "3.jpg")]
    sheets[0].save(file, save_all=True, append_images=sheets[1:], resolution=100)
    strip = DeskServices(office).imaging.new_strip("reception")
    assert strip.folder is not None
    strip.append(strip.folder.take_in([file]), component=1)
    assert papers_after(office, strip, 1, 2, current=1) == [1, 2, 2]
    assert [given.page for given in strip.state.given(2)] == [3, 4]
    strip.folder.finish()


def test_a_separator_struck_out_is_a_page_again_and_those_after_it_count_one_less(
    office: Office, stack: Path
) -> None:
    strip = a_run(stack, "1.jpg", "next.png", "2.jpg", "next.png", "3.jpg")
    plan = split_run(office, strip.state.pages, (1, 2, 3), current=1)
    fewer = planned(office, strip.state.pages, plan.marks[1:], (1, 2, 3), current=1)
    assert fewer.assigned == ((1, 1), (2, 1), (3, 1), (5, 2))


def test_a_page_that_cannot_be_read_stays_a_page(office: Office, stack: Path, tmp_path: Path) -> None:
    broken = tmp_path / "hỏng.jpg"
    broken.write_bytes((stack / "1.jpg").read_bytes()[:400])
    strip = a_run(stack, "1.jpg", "next.png")
    strip.append([broken])
    plan = split_run(office, strip.state.pages, (1, 2), current=1)
    assert plan.assigned == ((1, 1), (3, 2))
    assert [note.code for note in plan.notes] == ["strip.page_unread"]


def test_the_command_line_prints_sheets_and_splits_a_run(
    run_desk: Callable[..., Any], office: Office, stack: Path, tmp_path: Path
) -> None:
    out = tmp_path / "phân cách.pdf"
    done = run_desk("separator", "sheet", "-o", out, "--procedure", PROCEDURE, data=office.data).ok()
    card = DeskServices(office).procedure(PROCEDURE)
    assert done["pages"] == sum(not line.from_database for line in card.components)
    assert done["file"] == str(out)
    names = [str(stack / name) for name in ("1.jpg", "paper2.png", "2.jpg", "3.jpg")]
    papers = ("--component", "1", "--component", "2")
    answer = run_desk("separator", "split", *names, *papers, data=office.data).ok()
    assert answer["components"] == [
        {"no": 1, "pages": [names[0]]}, {"no": 2, "pages": [names[2], names[3]]},
    ]  # fmt: skip
    assert [(one["kind"], one["component"]) for one in answer["separators"]] == [("component", 2)]
    refused = run_desk("separator", "sheet", "-o", names[0], data=office.data)
    assert (refused.exit_code, refused.error_code) == (2, "file.exists")
