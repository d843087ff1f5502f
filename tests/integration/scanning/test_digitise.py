"""From photos and scans to one archive file: found, upright, read, small, whole or not at all."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pikepdf
import pytest
from pikepdf import pdfa as checker
from PIL import Image

from scanning.errors import ScanningError
from scanning.pdf.metadata import PaperMetadata
from scanning.scenes import forms
from scanning.scenes.reading_set import worn_page
from scanning.work.digitise import DigitiseReport, PageReport, digitise
from scanning.work.job import PageJob
from scanning.work.pages import PageWorker
from scanning.work.pool import PagePool
from scanning.work.prepared import prepare
from scanning.work.sources import PageSource
from tests.helpers.cli import child_environment

DESK = (52, 66, 84)


@pytest.fixture(scope="module")
def pool() -> Iterator[PagePool]:
    with PagePool(workers=2) as warm:
        yield warm


def saved(path: Path, bgr: np.ndarray, *, quality: int = 90, dpi: int | None = None) -> Path:
    image = Image.fromarray(np.ascontiguousarray(bgr[:, :, ::-1]))
    options: dict[str, Any] = {} if dpi is None else {"dpi": (dpi, dpi)}
    image.save(path, quality=quality, **options)
    return path


def a_form(kind: str = "to_khai", seed: int = 5, dpi: int = 200) -> forms.Sheet:
    return forms.form(kind, np.random.default_rng([seed, 77]), dpi=dpi)


def photographed(
    sheet: forms.Sheet, *, size: tuple[int, int] = (1944, 2592), turn: int = 0
) -> tuple[np.ndarray, np.ndarray]:
    """The sheet on a dark desk, seen a little from the side, and its true corners as its text reads.

    `turn` quarter turns anticlockwise are applied to the whole photo.
    """
    width, height = size
    high, wide = sheet.bgr.shape[:2]
    corners = np.array([[120, 110], [1810, 90], [1850, 2480], [95, 2500]], np.float32)
    frame = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    matrix = cv2.getPerspectiveTransform(frame, corners)
    photo = cv2.warpPerspective(sheet.bgr, matrix, (width, height), flags=cv2.INTER_AREA, borderValue=DESK)
    light = np.linspace(0.72, 0.98, width, dtype=np.float32)[None, :, None]
    rng = np.random.default_rng(1)
    photo = photo * light + rng.normal(0, 2.5, photo.shape)
    photo = cv2.GaussianBlur(np.clip(photo, 0, 255).astype(np.uint8), (0, 0), 0.7)
    truth = corners.astype(float)
    for _ in range(turn):
        photo = np.rot90(photo)
        truth = np.stack([truth[:, 1], width - 1 - truth[:, 0]], axis=1)
        width, height = height, width
    return np.ascontiguousarray(photo), truth


def text_of(path: Path) -> str:
    out = subprocess.run(["pdftotext", str(path), "-"], check=True, capture_output=True).stdout.decode()
    return unicodedata.normalize("NFC", out)


def error_rate(truth: str, got: str) -> float:
    """Edits per letter after folding blanks and dashes."""
    one, two = (" ".join(text.replace("–", "-").split()) for text in (truth, got))
    row = list(range(len(two) + 1))
    for i, letter in enumerate(one, 1):
        new = [i]
        for j, other in enumerate(two, 1):
            new.append(min(row[j] + 1, new[-1] + 1, row[j - 1] + (letter != other)))
        row = new
    return row[-1] / len(one)


def only_page(report: DigitiseReport) -> PageReport:
    assert len(report.pages) == 1
    return report.pages[0]


@pytest.mark.parametrize("turn", [0, 1, 2, 3])
def test_a_photo_becomes_an_upright_searchable_archive_page(
    tmp_path: Path, pool: PagePool, turn: int
) -> None:
    sheet = a_form()
    photo, truth = photographed(sheet, turn=turn)
    out = tmp_path / "ra.pdf"
    report = digitise([saved(tmp_path / "chụp.jpg", photo)], out, pool=pool)
    page = only_page(report)
    assert page.rotation == turn * 90  # a photo turned anticlockwise is turned back clockwise
    assert page.corners is not None
    assert np.abs(np.array(page.corners) - truth).max() < 6
    assert page.skew_deg == pytest.approx(0.67, abs=0.2)  # as its upper and lower edge rise in the photo
    assert report.pdf_a == "2b"
    assert checker.validate_written(out, "2b").passed
    assert error_rate("\n".join(sheet.lines), text_of(out)) < 0.04
    with pikepdf.open(out) as pdf:
        box = [float(value) for value in pdf.pages[0].mediabox]
    assert box[3] / box[2] == pytest.approx(297 / 210, abs=0.01)
    assert box[3] == pytest.approx(841.9, abs=6)


def test_a_text_page_is_small_and_keeps_the_seal_red_and_the_pen_blue(tmp_path: Path, pool: PagePool) -> None:
    import pypdfium2

    sheet = a_form("quyet_dinh", seed=1)
    report = digitise([saved(tmp_path / "a.png", sheet.bgr, dpi=200)], tmp_path / "a.pdf", pool=pool)
    assert report.bytes < 40 * 1024
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as pdf:
        seen = pdf[0].render(scale=100 / 72).to_numpy()[:, :, :3].astype(int)
    before = cv2.resize(sheet.bgr, (seen.shape[1], seen.shape[0]), interpolation=cv2.INTER_AREA).astype(int)
    for name, strong, weak in (("red", 2, 0), ("blue", 0, 2)):
        there = (before[:, :, strong] - before[:, :, weak]) > 90
        assert there.sum() > 200, name
        assert ((seen[:, :, strong] - seen[:, :, weak])[there] > 40).mean() > 0.92, name


@pytest.mark.parametrize(
    ("profile", "limit_kb", "stencils"), [("colour", 250, 0), ("photo", 900, 0), ("text", 45, 1)]
)
def test_each_profile_is_a_valid_archive_file_of_its_size(
    tmp_path: Path, pool: PagePool, profile: str, limit_kb: int, stencils: int
) -> None:
    photo, _ = photographed(a_form("quyet_dinh", seed=1))
    out = tmp_path / "a.pdf"
    report = digitise([saved(tmp_path / "a.jpg", photo)], out, profile=profile, pool=pool)
    assert checker.validate_written(out, "2b").passed
    assert report.bytes == out.stat().st_size < limit_kb * 1024
    with pikepdf.open(out) as pdf:
        drawn = list(pdf.pages[0].Resources.XObject.as_dict().values())
        assert sum("/ImageMask" in image for image in drawn) == stencils
        assert len(drawn) > stencils  # colour is always there too
    assert "QUYẾT ĐỊNH" in text_of(out)


def test_a_skewed_scan_is_straightened_and_its_lean_told(tmp_path: Path, pool: PagePool) -> None:
    sheet = a_form("thu", seed=2)
    height, width = sheet.bgr.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), 2.4, 1.0)  # OpenCV: positive is anticlockwise
    leaning = cv2.warpAffine(sheet.bgr, turn, (width, height), borderValue=(255, 255, 255))
    out = tmp_path / "a.pdf"
    page = only_page(digitise([saved(tmp_path / "a.png", leaning, dpi=200)], out, pool=pool))
    assert page.corners is None
    assert page.skew_deg == pytest.approx(2.4, abs=0.2)
    assert error_rate("\n".join(sheet.lines), text_of(out)) < 0.03


@pytest.mark.parametrize(("degrees", "turn"), [(-6.5, 0), (3.0, 90), (8.0, 180)])
def test_a_sheet_turned_on_the_desk_tells_how_it_lay(
    tmp_path: Path, pool: PagePool, degrees: float, turn: int
) -> None:
    sheet = Image.fromarray(np.ascontiguousarray(a_form(seed=4, dpi=150).bgr[:, :, ::-1]))
    desk = Image.new("RGB", (sheet.width + 700, sheet.height + 700), DESK[::-1])
    desk.paste(sheet, (350, 350))
    photo = desk.rotate(degrees + turn, Image.Resampling.BICUBIC, expand=True, fillcolor=DESK[::-1])
    file = tmp_path / "chụp.jpg"
    photo.save(file, quality=92)  # Pillow turns anticlockwise
    page = only_page(digitise([file], tmp_path / "a.pdf", ocr=False, pool=pool))
    assert page.corners is not None
    assert page.rotation == turn
    assert page.skew_deg == pytest.approx(degrees, abs=0.3)
    given = PageSource(file, turn=page.rotation, corners=page.corners)
    again = only_page(digitise([given], tmp_path / "a.pdf", ocr=False, pool=pool))
    assert again.skew_deg == pytest.approx(degrees, abs=0.3)


def test_the_frame_of_a_table_is_not_taken_for_the_page(tmp_path: Path, pool: PagePool) -> None:
    sheets = [a_form("quyet_dinh", seed=1), a_form("to_khai", seed=3)]
    files = [saved(tmp_path / f"{n}.png", sheet.bgr, dpi=200) for n, sheet in enumerate(sheets)]
    report = digitise(files, tmp_path / "a.pdf", pool=pool)
    assert [page.corners for page in report.pages] == [None, None]
    for sheet in sheets:
        assert sheet.lines[0] in text_of(tmp_path / "a.pdf")


def test_a_scan_keeps_the_true_size_its_file_states(tmp_path: Path, pool: PagePool) -> None:
    half = cv2.resize(a_form("thu").bgr, (1166, 827), interpolation=cv2.INTER_AREA)
    digitise([saved(tmp_path / "a5.png", half, dpi=200)], tmp_path / "a.pdf", ocr=False, pool=pool)
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        box = [float(value) for value in pdf.pages[0].mediabox]
    assert box[2:] == pytest.approx([1166 * 72 / 200, 827 * 72 / 200], abs=2)


def test_blank_sides_are_dropped_last_and_reported(tmp_path: Path, pool: PagePool) -> None:
    front, blank = a_form("thu").bgr, np.full((2339, 1654, 3), 244, np.uint8)
    files = [saved(tmp_path / f"{n}.png", image, dpi=200) for n, image in enumerate((front, blank, front))]
    report = digitise(files, tmp_path / "a.pdf", ocr=False, pool=pool)
    assert [(page.blank, page.kept) for page in report.pages] == [(False, True), (True, False), (False, True)]
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert len(pdf.pages) == 2
    kept = digitise(files, tmp_path / "b.pdf", ocr=False, keep_blank=True, pool=pool)
    assert [page.kept for page in kept.pages] == [True, True, True]


def test_a_paper_of_blank_sides_only_is_kept_with_a_warning(tmp_path: Path, pool: PagePool) -> None:
    blank = saved(tmp_path / "a.png", np.full((2339, 1654, 3), 244, np.uint8), dpi=200)
    report = digitise([blank, blank], tmp_path / "a.pdf", pool=pool)
    assert report.warnings == ("digitise.all_blank",)
    assert [(page.blank, page.kept) for page in report.pages] == [(True, True), (True, True)]
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert len(pdf.pages) == 2


def test_a_tiff_and_a_pdf_of_several_pages_are_taken_apart_in_order(tmp_path: Path, pool: PagePool) -> None:
    pages = [
        Image.fromarray(a_form(kind, dpi=120).bgr[:, :, ::-1].copy()) for kind in ("thu", "don", "quyet_dinh")
    ]
    for name in ("a.tif", "a.pdf"):
        pages[0].save(tmp_path / name, save_all=True, append_images=pages[1:], dpi=(120, 120), resolution=120)
    told: list[tuple[int, int]] = []
    report = digitise(
        [tmp_path / "a.tif", tmp_path / "a.pdf"],
        tmp_path / "ra.pdf",
        pool=pool,
        report=lambda done, total: told.append((done, total)),
    )
    assert [(page.source.name, page.source_page) for page in report.pages] == [
        *(("a.tif", number) for number in (1, 2, 3)),
        *(("a.pdf", number) for number in (1, 2, 3)),
    ]
    assert told == [(number, 6) for number in range(1, 7)]
    titles = [line for line in text_of(tmp_path / "ra.pdf").splitlines() if "(BẢN MẪU)" in line]
    words = [title.split()[0] for title in titles]
    assert words == ["GIẤY", "ĐƠN", "QUYẾT"] * 2


def test_the_clerks_own_corners_are_followed(tmp_path: Path, pool: PagePool) -> None:
    photo, truth = photographed(a_form("thu", seed=2))
    own = tuple((float(x), float(y)) for x, y in truth + np.array([[8, 8], [-8, 8], [-8, -8], [8, -8]]))
    page = only_page(
        digitise(
            [PageSource(saved(tmp_path / "a.jpg", photo), corners=own)],
            tmp_path / "a.pdf",
            ocr=False,
            pool=pool,
        )
    )
    assert page.corners is not None
    assert np.allclose(page.corners, own, atol=0.02)
    assert page.found_score == 1.0


def test_a_poor_capture_is_kept_and_its_true_resolution_told(tmp_path: Path, pool: PagePool) -> None:
    photo, _ = photographed(a_form("thu", seed=2))
    small = cv2.resize(photo, None, fx=0.45, fy=0.45, interpolation=cv2.INTER_AREA)
    page = only_page(digitise([saved(tmp_path / "a.jpg", small)], tmp_path / "a.pdf", pool=pool))
    assert 80 < page.dpi < 110
    assert "page.low_dpi" in page.warnings
    assert page.text_chars > 200


def test_the_same_papers_give_the_same_bytes(tmp_path: Path, pool: PagePool) -> None:
    files = [saved(tmp_path / f"{kind}.png", a_form(kind, dpi=120).bgr, dpi=120) for kind in ("thu", "don")]
    for name in ("a.pdf", "b.pdf"):
        digitise(files, tmp_path / name, pool=pool, paper=PaperMetadata(title="Giấy tờ"))
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_pages_worked_ahead_give_the_same_file_and_the_same_report(tmp_path: Path, pool: PagePool) -> None:
    photo = saved(tmp_path / "ảnh.jpg", photographed(a_form())[0])
    scan = saved(tmp_path / "quét.jpg", a_form("don", seed=9).bgr, dpi=200)
    blank = saved(tmp_path / "trắng.jpg", np.full((2338, 1654, 3), 250, np.uint8), dpi=200)
    sources, prepared = [photo, blank, scan], tmp_path / "prepared"
    plain = digitise(sources, tmp_path / "a.pdf", pool=pool)
    found = [page for source in sources for page in prepare(source, prepared, pool=pool)]
    entries = sorted(prepared.iterdir())
    told: list[tuple[int, int]] = []
    merged = digitise(
        sources,
        tmp_path / "b.pdf",
        prepared=prepared,
        pool=NoPool(),
        report=lambda at, of: told.append((at, of)),
    )
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert [page.blank for page in found] == [False, True, False]
    for one, other in zip(plain.pages, merged.pages, strict=True):
        assert replace(one, ms=0, steps={}) == replace(other, ms=0, steps={})
    assert sorted(prepared.iterdir()) == entries  # taking a page away is the caller's business
    assert not list(tmp_path.glob(".pages-*"))


def test_a_page_not_worked_ahead_is_worked_among_those_that_were(tmp_path: Path, pool: PagePool) -> None:
    first = saved(tmp_path / "một.jpg", a_form("don", seed=3).bgr, dpi=200)
    second = saved(tmp_path / "hai.jpg", a_form(seed=4).bgr, dpi=200)
    prepare(first, tmp_path / "prepared", pool=pool)
    digitise([second, first, second], tmp_path / "a.pdf", pool=pool)
    digitise([second, first, second], tmp_path / "b.pdf", prepared=tmp_path / "prepared", pool=pool)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_the_clerks_own_corners_go_past_a_page_worked_ahead(tmp_path: Path, pool: PagePool) -> None:
    scan = saved(tmp_path / "quét.jpg", a_form("don", seed=3).bgr, dpi=200)
    corners = ((100.0, 100.0), (900.0, 100.0), (900.0, 1300.0), (100.0, 1300.0))
    prepare(scan, tmp_path / "prepared", pool=pool)
    told = only_page(
        digitise(
            [PageSource(scan, corners=corners)], tmp_path / "a.pdf", prepared=tmp_path / "prepared", pool=pool
        )
    )
    assert told.corners is not None
    assert np.allclose(sorted(told.corners), sorted(corners), atol=1)


class NoPool(PagePool):
    """Workers that must not be asked."""

    def run(self, *_: Any, **__: Any) -> list[Any]:
        """Fail the test."""
        raise AssertionError("a page worked ahead was worked again")


def test_without_the_reader_the_file_is_made_without_text_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scanning.words.ready._SYSTEM_FOLDERS", ())
    monkeypatch.setattr("scanning.words.ocr.__file__", str(tmp_path / "scanning" / "words" / "ocr.py"))
    monkeypatch.delenv("QMC_TESSDATA", raising=False)
    from scanning.work.digitise import _reading_warnings

    assert _reading_warnings(ocr=True) == ["ocr.unavailable"]
    assert _reading_warnings(ocr=False) == []


def test_a_file_that_becomes_another_while_it_is_read_is_refused(tmp_path: Path, pool: PagePool) -> None:
    pages = [Image.new("L", (600, 800), shade) for shade in (250, 240, 230)]
    file, other = tmp_path / "hồ sơ.tif", tmp_path / "mới.tif"
    for place, some in ((file, pages), (other, pages[::-1])):
        some[0].save(place, save_all=True, append_images=some[1:])

    def replaced(done: int, _all: int) -> None:
        if done == 1:
            other.replace(file)

    with pytest.raises(ScanningError) as fault:
        digitise([file], tmp_path / "a.pdf", keep_blank=True, ocr=False, pool=pool, report=replaced)
    assert fault.value.code == "image.changed"
    assert fault.value.details == {"file": "hồ sơ.tif"}
    assert [one.name for one in tmp_path.iterdir()] == ["hồ sơ.tif"]


def test_a_file_that_is_gone_once_it_was_read_does_no_harm(tmp_path: Path, pool: PagePool) -> None:
    file = saved(tmp_path / "a.png", np.full((800, 600, 3), 250, np.uint8))
    report = digitise(
        [file], tmp_path / "a.pdf", ocr=False, pool=pool, report=lambda _done, _all: file.unlink()
    )
    assert report.pdf_a == "2b"


def test_one_unreadable_source_leaves_no_file_and_no_traces(tmp_path: Path, pool: PagePool) -> None:
    good = saved(tmp_path / "a.png", a_form("thu", dpi=100).bgr)
    cut = tmp_path / "b.jpg"
    cut.write_bytes(saved(tmp_path / "c.jpg", a_form("thu", dpi=100).bgr).read_bytes()[:9000])
    out_folder = tmp_path / "ra"
    out_folder.mkdir()
    with pytest.raises(ScanningError) as refusal:
        digitise([good, cut], out_folder / "a.pdf", pool=pool)
    assert refusal.value.code == "image.unreadable"
    assert not refusal.value.environment
    assert list(out_folder.iterdir()) == []


def test_an_earlier_file_survives_a_refused_one(tmp_path: Path, pool: PagePool) -> None:
    out = tmp_path / "a.pdf"
    out.write_bytes(b"earlier")
    (tmp_path / "b.jpg").write_bytes(b"")
    with pytest.raises(ScanningError, match=r"^image\.empty$"):
        digitise([tmp_path / "b.jpg"], out, pool=pool)
    assert out.read_bytes() == b"earlier"


def test_a_disk_full_on_the_seventh_page_is_said_and_leaves_nothing_behind(tmp_path: Path) -> None:
    """By command line, where no file may grow past a size that only the seventh page needs."""
    small = [saved(tmp_path / f"{n}.png", a_form("thu", dpi=30).bgr) for n in range(6)]
    large = saved(tmp_path / "7.png", a_form("thu", dpi=120).bgr)
    out = tmp_path / "ra" / "a.pdf"
    out.parent.mkdir()

    def no_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, resource.RLIM_INFINITY))

    order = ["digitise", *map(str, small), str(large), "-o", str(out), "--no-ocr", "--profile", "colour"]
    done = subprocess.run(
        [sys.executable, "-m", "desk", "--json", *order], capture_output=True, text=True, check=False,
        preexec_fn=no_room, env=child_environment(),
    )  # fmt: skip
    assert done.returncode == 3, done.stderr
    assert json.loads(done.stdout)["error"]["code"] == "pdf.disk_full"
    assert list(out.parent.iterdir()) == []


def test_stopping_leaves_nothing(tmp_path: Path, pool: PagePool) -> None:
    source = saved(tmp_path / "a.png", a_form("thu", dpi=100).bgr)
    out_folder = tmp_path / "ra"
    out_folder.mkdir()
    with pytest.raises(ScanningError, match=r"^digitise\.cancelled$"):
        digitise([source] * 3, out_folder / "a.pdf", pool=pool, cancelled=lambda: True)
    assert list(out_folder.iterdir()) == []


@pytest.mark.parametrize(
    ("sources", "options", "code"),
    [
        ([], {}, "digitise.no_sources"),
        (["a.png"], {"profile": "fax"}, "digitise.unknown_profile"),
        (["khong-co.png"], {}, "image.not_found"),
    ],
)
def test_a_wrong_request_is_refused_before_any_work(
    tmp_path: Path, pool: PagePool, sources: list[str], options: dict[str, object], code: str
) -> None:
    saved(tmp_path / "a.png", np.full((60, 40, 3), 255, np.uint8))
    with pytest.raises(ScanningError) as refusal:
        digitise([tmp_path / name for name in sources], tmp_path / "a.pdf", pool=pool, **options)  # type: ignore[arg-type]
    assert refusal.value.code == code
    assert [file.name for file in tmp_path.iterdir()] == ["a.png"]


def test_the_result_cannot_replace_a_folder(tmp_path: Path, pool: PagePool) -> None:
    source = saved(tmp_path / "a.png", np.full((60, 40, 3), 255, np.uint8))
    with pytest.raises(ScanningError, match=r"^digitise\.out_is_folder$"):
        digitise([source], tmp_path, pool=pool)


def test_a_large_page_read_after_its_layers_comes_out_the_same(tmp_path: Path) -> None:
    file = worn_page("cong_van", 4, source="scan300").save(tmp_path / "large.jpg")
    worker = PageWorker()
    made = {}
    for name, calm in (("beside", False), ("after", True)):
        job = PageJob(file, 0, profile="text", ocr=True, folder=tmp_path, name=name, calm=calm)
        page = worker.do(job)
        layers = [layer.file.read_bytes() for layer in (*page.pictures, page.stencil) if layer is not None]
        made[name] = (page.words, layers)
    worker.close()
    assert len(made["after"][0]) > 50
    assert made["after"] == made["beside"]
