"""`print`, `report`, `template`, `phrase` as an office's IT drives them: keys, codes, sentences."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from desk.clock import parse_moment
from desk.office.bootstrap import open_office
from desk.paper.forms import KINDS
from tests.helpers.cli import DeskRun, call_desk, run_desk
from tests.integration.paper.conftest import receive, words_of

NOW = "2026-11-23T10:00:00+07:00"
YEAR = ("--from", "2026-01-01", "--to", "2026-12-31")


@pytest.fixture
def folder(template: Path, data_folder: Path) -> Path:
    shutil.copytree(template, data_folder)
    return data_folder


@pytest.fixture
def code(folder: Path) -> str:
    with open_office(folder, now=parse_moment("2026-11-23T09:41")) as office:
        return receive(office)


def desk(folder: Path, *words: str | Path, **options: Any) -> DeskRun:
    return call_desk(*words, data=folder, now=NOW, **options)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_every_form_prints_or_says_why_not(folder: Path, code: str, kind: Any, tmp_path: Path) -> None:
    out = tmp_path / "in.pdf"
    answer = desk(folder, "print", kind.key, code, "-o", out)
    if kind.event == "dossier.received":
        assert answer.ok() == {"file": str(out), "pages": answer.answer["pages"], "warnings": []}
        assert out.is_file()
        return
    assert (answer.exit_code, answer.error_code) == (2, "form.wrong_state")
    assert not out.exists()


@pytest.mark.parametrize(
    ("words", "code_of_error"),
    [
        (("print", "so_theo_doi", "{code}"), "form.by_report"),
        (("print", "giay_khen", "{code}"), "form.unknown"),
        (("print", "phieu_kiem_soat", "{code}", "--paper", "k80"), "form.paper_unsuitable"),
        (("print", "to_khai", "{code}", "--paper", "a3"), "form.unknown_paper"),
        (("print", "to_khai", "H19-000000-0001"), "dossier.not_found"),
        (("report", "II.07", *YEAR, "-o", "x.csv"), "report.unknown"),
        (("report", "II.06a", *YEAR, "-o", "x.doc"), "report.bad_file"),
        (("report", "so_theo_doi", *YEAR, "-o", "x.doc"), "report.bad_file"),
        (("report", "khac", *YEAR, "-o", "x.csv"), "report.unknown"),
        (("report", "so_theo_doi", "--from", "2026-13-01", "--to", "2026-12-31", "-o", "x.csv"),
         "clock.bad_day"),
        (("report", "so_theo_doi", "--from", "2026-02-01", "--to", "2026-01-31", "-o", "x.csv"),
         "report.bad_period"),
        (("report", "so_theo_doi", *YEAR), "usage"),
        (("template", "export", "giay_khen", "-o", "x.toml"), "template.unknown_form"),
        (("template", "import", "khong-co.toml"), "file.not_found"),
        (("template", "import", "."), "file.is_folder"),
        (("print", "giay_tiep_nhan", "{code}", "-o", "."), "file.is_folder"),
        (("phrase", "list", "la"), "phrase.unknown_kind"),
        (("phrase", "remove", "refuse", "khong-co"), "phrase.unknown"),
        (("phrase", "import", "khong-co.csv"), "file.not_found"),
    ],
)  # fmt: skip
def test_a_wrong_request_is_exit_two_with_a_stable_code(
    folder: Path, code: str, words: tuple[str, ...], code_of_error: str
) -> None:
    answer = desk(folder, *(word.format(code=code) for word in words))
    assert (answer.exit_code, answer.error_code) == (2, code_of_error)


def test_an_empty_template_file_is_said_to_be_empty_in_words_a_clerk_reads(
    folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "rong.toml"
    file.write_bytes(b"")
    refused = desk(folder, "template", "import", file)
    assert [one["code"] for one in refused.answer["errors"]] == ["template.no_key"]
    file.write_text('key = "giay_khen"', encoding="utf-8")
    (said,) = [one["message"] for one in desk(folder, "template", "import", file).answer["errors"]]
    assert "giay_tiep_nhan, phieu_bo_sung" in said
    assert "[" not in said


@pytest.mark.parametrize("suffix", [".pdf", ".csv", ".xlsx"])
def test_the_register_answers_its_file_and_rows(folder: Path, code: str, suffix: str, tmp_path: Path) -> None:
    out = tmp_path / f"sổ theo dõi{suffix}"
    answer = desk(folder, "report", "so_theo_doi", *YEAR, "-o", out).ok()
    assert answer == {"file": str(out), "rows": 1}
    if suffix == ".pdf":
        assert code in words_of(out, cells=True).replace(" ", "")


def test_a_book_can_be_closed_before_the_year_is_over_when_asked(
    folder: Path, code: str, tmp_path: Path
) -> None:
    assert code
    out = tmp_path / "so.pdf"
    desk(folder, "report", "so_theo_doi", *YEAR, "-o", out, "--closing").ok()
    assert "TỜ KHÓA SỔ" in words_of(out)
    assert "ngày 23 tháng 11 năm 2026" in words_of(out)
    desk(folder, "report", "so_theo_doi", *YEAR, "-o", out, "--no-closing").ok()
    assert "TỜ KHÓA SỔ" not in words_of(out)


def test_a_template_goes_out_and_in_and_a_wrong_one_names_its_place(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "mau.toml"
    assert desk(folder, "template", "export", "vb_xin_loi", "-o", file).ok()["versions"] == 1
    text = file.read_text(encoding="utf-8").replace("2025-09-15", "2026-12-01")
    file.write_text(text.replace("Kính gửi", "Trân trọng gửi"), encoding="utf-8")
    tried = desk(folder, "template", "import", file, "--dry-run").ok()
    assert (tried["imported"], tried["dry_run"]) == (1, True)
    assert desk(folder, "template", "import", file).ok()["imported"] == 1
    assert desk(folder, "template", "import", file).ok()["skipped"] == 1
    file.write_text(text.replace("{resolver}", "{ai}"), encoding="utf-8")

    refused = desk(folder, "template", "import", file)

    assert refused.exit_code == 2
    places = {(one["row"], one["column"], one["code"]) for one in refused.answer["errors"]}
    assert (1, "texts.apology", "template.unknown_placeholder") in places
    listed = desk(folder, "template", "list").ok()["templates"]
    own = [one for one in listed if one["own"]]
    assert [(one["form"], one["valid_from"], one["in_force"]) for one in own] == [
        ("vb_xin_loi", "2026-12-01", False)
    ]


def test_phrases_are_listed_set_removed_and_exchanged(folder: Path, tmp_path: Path) -> None:
    first = desk(folder, "phrase", "list", "refuse").ok()["phrases"]
    desk(
        folder, "phrase", "set", "refuse", "rieng", "Lý do riêng", "--basis", "Điều 5", "--position", "1"
    ).ok()
    after = desk(folder, "phrase", "list", "refuse").ok()["phrases"]
    assert [one["code"] for one in after] == ["rieng", *(one["code"] for one in first)]
    file = tmp_path / "cau.csv"
    rows = desk(folder, "phrase", "export", "-o", file).ok()["rows"]
    assert desk(folder, "phrase", "import", file).ok()["skipped"] == rows
    desk(folder, "phrase", "remove", "refuse", "rieng").ok()
    assert desk(folder, "phrase", "list", "refuse").ok()["phrases"] == first
    assert desk(folder, "phrase", "import", file).ok()["imported"] == 1


def test_people_read_sentences_in_both_languages(folder: Path, code: str) -> None:
    vietnamese = desk(folder, "print", "vb_xin_loi", code, as_json=False)
    english = desk(folder, "print", "vb_xin_loi", code, as_json=False, lang="en")
    assert "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT" in vietnamese.stderr
    assert "(Được tiếp nhận)" in vietnamese.stderr
    assert "Nothing was printed" in english.stderr
    listed = desk(folder, "template", "list", as_json=False).stdout
    assert "bố cục chưa đối chiếu mẫu chính thức" in listed


def test_a_process_of_its_own_answers_the_same(folder: Path, code: str, tmp_path: Path) -> None:
    out = tmp_path / "phiếu kiểm soát.pdf"
    answer = run_desk("print", "phieu_kiem_soat", code, "-o", out, data=folder, now=NOW).ok()
    assert answer["file"] == str(out)
    assert "PHIẾU KIỂM SOÁT" in words_of(out)


@pytest.mark.parametrize(
    "words",
    [
        ("report", "so_theo_doi", *YEAR),
        ("template", "export", "vb_xin_loi"),
        ("phrase", "export"),
        ("print", "to_khai", "{code}"),
    ],
)
def test_a_folder_that_is_not_there_is_the_surroundings_fault(
    folder: Path, code: str, words: tuple[str, ...], tmp_path: Path
) -> None:
    target = tmp_path / "khong-co" / "x.csv"
    answer = desk(folder, *(word.format(code=code) for word in words), "-o", target)
    assert (answer.exit_code, answer.error_code) == (3, "file.unwritable")
    assert "x.csv" in answer.answer["error"]["message"]
