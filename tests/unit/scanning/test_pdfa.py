"""The archive file: validated, whole or not at all, the same bytes for the same pages."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import cv2
import numpy as np
import pikepdf
import pytest
from pikepdf import pdfa as checker

from scanning.errors import ScanningError
from scanning.pdf.metadata import PaperMetadata
from scanning.pdf.pdfa import PdfPage, Picture, Stencil, write_pdf
from scanning.pdf.textlayer import Word
from scanning.steps import mrc

SENTENCE = "Cộng hoà xã hội chủ nghĩa Việt Nam Ưng Ỷ ỡ Đẵ"


def words(text: str = SENTENCE, *, line: int = 0, top: float = 100) -> tuple[Word, ...]:
    placed, left = [], 60.0
    for word in text.split():
        right = left + 16 * len(word)
        placed.append(Word(word, left, top, right, top + 30, 95.0, line))
        left = right + 12
    return tuple(placed)


def a_page(*, text: tuple[Word, ...] = (), seed: int = 1) -> PdfPage:
    rng = np.random.default_rng(seed)
    stencil = np.zeros((1170, 827), np.uint8)
    cv2.putText(stencil, f"trang {seed}", (60, 120), cv2.FONT_HERSHEY_SIMPLEX, 1, 255, 2)
    picture = np.full((585, 414, 3), 255, np.uint8)
    cv2.circle(picture, (300, 400), 50, (40, 30, int(rng.integers(180, 220))), 3)
    jpeg = mrc.jpeg(picture, quality=50)
    return PdfPage(
        595.44,
        842.4,
        (Picture(jpeg, 414, 585),),
        Stencil(mrc.g4(stencil), 827, 1170, (24, 24, 24)),
        text,
        100.0,
    )


def read_back(path: Path, *options: str) -> str:
    return subprocess.run(
        ["pdftotext", *options, str(path), "-"], check=True, capture_output=True
    ).stdout.decode()


def test_a_page_passes_the_archive_check_read_anew_from_disk(tmp_path: Path) -> None:
    written = write_pdf(
        [a_page(text=words())], tmp_path / "a.pdf", paper=PaperMetadata(title="Tờ khai & <thử>")
    )
    assert written.pdf_a == "2b"
    assert written.bytes == (tmp_path / "a.pdf").stat().st_size
    assert checker.validate_written(tmp_path / "a.pdf", "2b").passed


def test_another_reader_gives_every_word_back_with_blanks(tmp_path: Path) -> None:
    write_pdf([a_page(text=words())], tmp_path / "a.pdf")
    assert read_back(tmp_path / "a.pdf").split() == SENTENCE.split()


def test_lines_come_back_in_reading_order(tmp_path: Path) -> None:
    text = (*words("dòng thứ nhất"), *words("dòng thứ hai", line=1, top=160))
    write_pdf([a_page(text=text)], tmp_path / "a.pdf")
    assert read_back(tmp_path / "a.pdf").split("\n")[:2] == ["dòng thứ nhất", "dòng thứ hai"]


def test_pages_keep_their_order_and_size(tmp_path: Path) -> None:
    small = PdfPage(297.6, 420.9, a_page().pictures, None, words("trang hai"), 100.0)
    write_pdf([a_page(text=words("trang một")), small], tmp_path / "a.pdf")
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        sizes = [(float(page.mediabox[2]), float(page.mediabox[3])) for page in pdf.pages]
    assert sizes == [(595.44, 842.4), (297.6, 420.9)]
    assert read_back(tmp_path / "a.pdf").split() == ["trang", "một", "trang", "hai"]


def test_the_font_is_embedded_as_a_subset_with_unicode(tmp_path: Path) -> None:
    write_pdf([a_page(text=words())], tmp_path / "a.pdf")
    listed = subprocess.run(
        ["pdffonts", tmp_path / "a.pdf"], check=True, capture_output=True, text=True
    ).stdout
    row = listed.splitlines()[2].split()
    assert row[-5:-2] == ["yes", "yes", "yes"]


def test_language_title_and_colour_intent_are_declared(tmp_path: Path) -> None:
    write_pdf([a_page()], tmp_path / "a.pdf", paper=PaperMetadata(title="Giấy khai sinh"))
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert str(pdf.Root.Lang) == "vi-VN"
        assert str(pdf.Root.OutputIntents[0].S) == "/GTS_PDFA1"
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == "Giấy khai sinh"
            assert metadata["pdfaid:part"] == "2"
            assert metadata["pdfaid:conformance"] == "B"


def test_the_same_pages_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        write_pdf([a_page(text=words()), a_page(seed=2)], tmp_path / name, paper=PaperMetadata(title="Đơn"))
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_black_print_is_painted_where_the_stencil_has_ink(tmp_path: Path) -> None:
    import pypdfium2

    write_pdf([a_page()], tmp_path / "a.pdf")
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as pdf:
        seen = pdf[0].render(scale=100 / 72).to_numpy()[:, :, :3]
    text_box, empty = seen[90:125, 55:200], seen[600:700, 50:300]
    assert text_box.min() < 60
    assert empty.min() > 245
    seal = seen[800 - 105 : 800 + 105, 600 - 105 : 600 + 105].reshape(-1, 3).astype(int)
    assert ((seal[:, 2] - seal[:, 0]) > 80).any()


def test_without_words_there_is_no_font_and_it_is_still_an_archive_file(tmp_path: Path) -> None:
    assert write_pdf([a_page()], tmp_path / "a.pdf").pdf_a == "2b"
    assert read_back(tmp_path / "a.pdf").strip() == ""


def test_no_pages_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ScanningError) as refusal:
        write_pdf([], tmp_path / "a.pdf")
    assert refusal.value.code == "pdf.no_pages"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_the_surroundings_fault(tmp_path: Path) -> None:
    with pytest.raises(ScanningError) as refusal:
        write_pdf([a_page()], tmp_path / "missing" / "a.pdf")
    assert refusal.value.code == "pdf.not_written"
    assert refusal.value.environment


def test_a_full_disk_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "a.pdf"
    write_pdf([a_page()], out)
    before = out.read_bytes()

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ScanningError) as refusal:
        write_pdf([a_page(seed=2)], out)
    assert refusal.value.code == "pdf.disk_full"
    assert out.read_bytes() == before
    assert list(tmp_path.iterdir()) == [out]


def test_a_file_the_validator_does_not_approve_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scanning.pdf.pdfa.packet", lambda _title: b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>")
    with pytest.raises(ScanningError) as refusal:
        write_pdf([a_page()], tmp_path / "a.pdf")
    assert refusal.value.code == "pdf.not_valid"
    assert list(tmp_path.iterdir()) == []
