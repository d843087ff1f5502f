"""Reading: where the model is looked for, what words are kept, in what order they come."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from scanning.pdf.textlayer import Word, text_of
from scanning.words import ocr, ready
from scanning.words.order import Line, in_rows


def a_line(text: str, *, block: int = 0, left: float = 0.0, top: float = 0.0, height: float = 20.0) -> Line:
    words, x = [], left
    for word in text.split():
        words.append(Word(word, x, top, x + 10 * len(word), top + height, 90.0, 0))
        x += 10 * len(word) + 8
    return Line(block, tuple(words))


def only_folder(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """No model anywhere but perhaps in `folder`."""
    monkeypatch.setattr(ready, "_SYSTEM_FOLDERS", (str(folder),))
    monkeypatch.delenv("QMC_TESSDATA", raising=False)


def test_without_a_model_reading_is_off_and_says_which_part_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    only_folder(monkeypatch, tmp_path)
    monkeypatch.setattr(ready, "__file__", str(tmp_path / "program" / "scanning" / "words" / "ready.py"))
    assert ready.ocr_status() == ready.OcrStatus(available=False, code="ocr.no_model")


def test_the_model_named_by_the_environment_wins_over_the_systems(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("system", "own"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "vie.traineddata").write_bytes(b"model")
    only_folder(monkeypatch, tmp_path / "system")
    assert ready.tessdata_folder() == tmp_path / "system"
    monkeypatch.setenv("QMC_TESSDATA", str(tmp_path / "own"))
    assert ready.tessdata_folder() == tmp_path / "own"


def test_a_folder_without_the_vietnamese_model_does_not_count(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    only_folder(monkeypatch, tmp_path / "system")
    monkeypatch.setenv("QMC_TESSDATA", str(tmp_path))
    (tmp_path / "eng.traineddata").write_bytes(b"model")
    monkeypatch.setattr(ready, "__file__", str(tmp_path / "program" / "scanning" / "words" / "ready.py"))
    assert ready.tessdata_folder() is None


def test_a_model_fetched_by_the_set_up_is_found_at_the_root(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    only_folder(monkeypatch, tmp_path / "system")
    cache = tmp_path / ".cache" / "tessdata"
    cache.mkdir(parents=True)
    (cache / "vie.traineddata").write_bytes(b"model")
    monkeypatch.setattr(ready, "__file__", str(tmp_path / "scanning" / "words" / "ready.py"))
    assert ready.tessdata_folder() == cache


def test_the_packed_program_looks_beside_itself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    only_folder(monkeypatch, tmp_path / "system")
    (tmp_path / "tessdata").mkdir()
    (tmp_path / "tessdata" / "vie.traineddata").write_bytes(b"model")
    monkeypatch.setattr("sys.frozen", True, raising=False)
    monkeypatch.setattr("sys.executable", str(tmp_path / "QuayMotCua"))
    assert ready.tessdata_folder() == tmp_path / "tessdata"


def test_without_the_reader_package_reading_is_off(monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.util.find_spec

    def without(name: str, package: str | None = None) -> Any:
        return None if name == "tesserocr" else real(name, package)

    monkeypatch.setattr(importlib.util, "find_spec", without)
    assert ready.ocr_status().code == "ocr.no_reader"


@pytest.mark.parametrize(
    ("text", "confidence", "kept"),
    [
        ("Nguyễn", 92.0, True),
        ("Nguyễn", 15.0, True),  # doubtful, but a hole in the line would be worse
        ("Nguyễn", 0.0, True),
        ("nan", 2.0, False),
        ("012090051101", 0.0, True),  # a number wholly doubted is still worth finding
        ("1", 80.0, True),
        ("1", 20.0, False),  # a speck
        ("|", 95.0, False),  # a table rule
        ("–", 12.0, True),
        ("05/03/1990", 60.0, True),
        ("⁄3%z", 50.0, False),  # the edge of a signature
        ("W\\oœ", 60.0, False),
        ("", 99.0, False),
    ],
)
def test_words_are_kept_and_specks_are_not(text: str, confidence: float, kept: bool) -> None:
    assert ocr.keep(text, confidence) is kept


def test_a_heading_read_last_comes_first() -> None:
    lines = [a_line("Họ và tên", top=100), a_line("Số 12", top=140), a_line("TỜ KHAI", left=200, top=20)]
    assert text_of(in_rows(lines)) == "TỜ KHAI\nHọ và tên\nSố 12"


def test_the_cells_of_a_table_row_become_one_line_left_to_right() -> None:
    lines = [
        a_line("Bản chính", block=2, left=600, top=103),
        a_line("1", block=0, left=20, top=101),
        a_line("Đơn đề nghị", block=1, left=120, top=99),
        a_line("2", block=0, left=20, top=141),
    ]
    words = in_rows(lines)
    assert text_of(words) == "1 Đơn đề nghị Bản chính\n2"
    assert [word.line for word in words] == [0, 0, 0, 0, 0, 0, 1]


def test_close_lines_of_text_are_never_joined() -> None:
    lines = [a_line("dòng trên", top=100), a_line("dòng dưới", top=119)]
    assert text_of(in_rows(lines)) == "dòng trên\ndòng dưới"


def test_true_columns_of_running_text_keep_the_readers_order() -> None:
    left = [a_line("cột trái có năm chữ", block=0, left=0, top=30 * row) for row in range(7)]
    right = [a_line("cột phải có năm chữ", block=1, left=400, top=30 * row) for row in range(7)]
    text = text_of(in_rows([*left, *right])).split("\n")
    assert text == ["cột trái có năm chữ"] * 7 + ["cột phải có năm chữ"] * 7


def test_nothing_read_is_nothing() -> None:
    assert in_rows([]) == ()
    assert in_rows([Line(0, ())]) == ()
