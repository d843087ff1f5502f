"""`template` as an office's IT drives it: keys, exit codes, files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.helpers.cli import DeskRun, call_desk
from tests.integration.paper.conftest import words_of

FORM, OLD, NEW = "giay_tiep_nhan", "Bộ phận tiếp nhận và trả kết quả:", "Nơi tiếp nhận và trả kết quả:"


def desk(folder: Path, *words: str | Path, now: str = "2026-11-23T10:00:00+07:00", **options: Any) -> DeskRun:
    return call_desk("template", *words, data=folder, now=now, **options)


def reworded(folder: Path, tmp_path: Path, *, unit: str = NEW) -> Path:
    """The receipt's words with a new label, from 1 December on, as a file somebody edited."""
    file = tmp_path / "mau.toml"
    desk(folder, "export", FORM, "-o", file).ok()
    text = file.read_text("utf-8").replace(OLD, unit).replace("2025-09-15", "2026-12-01")
    file.write_text(text, "utf-8")
    return file


def test_a_file_is_checked_drawn_taken_compared_and_gone_back_on(folder: Path, tmp_path: Path) -> None:
    file, out = reworded(folder, tmp_path), tmp_path / "xem.pdf"
    assert desk(folder, "check", file).ok()["problems"] == []
    assert desk(folder, "preview", FORM, "-o", out, "--file", file, "--paper", "a4").ok()["pages"] == 2
    assert NEW in words_of(out)
    assert desk(folder, "import", file, "--reason", "Đổi tên").ok()["imported"] == 1
    rows = desk(folder, "history", FORM).ok()["versions"]
    assert [(row["version"], row["source"], row["reason"]) for row in rows] == [
        (1, "file", "Đổi tên"), (0, "shipped", ""),
    ]  # fmt: skip
    assert desk(folder, "diff", FORM, "0", "1").ok()["changes"] == [
        {"place": "texts.unit", "before": OLD, "after": NEW}
    ]
    assert desk(folder, "show", FORM).ok()["version"] == 0
    assert desk(folder, "show", FORM, "--version", "1").ok()["texts"]["texts.unit"] == NEW
    back = desk(folder, "revert", FORM, "0", "--from", "2026-12-05", "--reason", "Giữ tên cũ").ok()
    assert (back["version"], back["valid_from"], back["source"]) == (2, "2026-12-05", "revert")


def test_a_broken_file_is_told_place_by_place_and_exits_two(folder: Path, tmp_path: Path) -> None:
    file = reworded(folder, tmp_path, unit="Nơi {khong_co}")
    answer = desk(folder, "check", file)
    assert answer.exit_code == 2
    assert [(one["place"], one["code"]) for one in answer.answer["problems"]] == [
        ("texts.unit", "template.unknown_placeholder")
    ]
    refused = desk(folder, "preview", FORM, "-o", tmp_path / "x.pdf", "--file", file)
    assert (refused.exit_code, refused.error_code) == (2, "template.faulty")
    assert not (tmp_path / "x.pdf").exists()


def test_a_pack_goes_out_and_comes_in_and_an_altered_one_exits_two(folder: Path, tmp_path: Path) -> None:
    pack = tmp_path / "goi.json"
    refused = desk(folder, "export", "-o", pack)
    assert (refused.exit_code, refused.error_code) == (2, "pack.nothing")
    desk(folder, "import", reworded(folder, tmp_path)).ok()
    assert desk(folder, "export", "-o", pack).ok()["versions"] == 1
    tried = desk(folder, "import", pack, "--dry-run").ok()
    assert (tried["ours"], tried["skipped"], [one["does"] for one in tried["lines"]]) == (True, 1, ["have"])
    document = json.loads(pack.read_text("utf-8"))
    document["pack"]["templates"][0]["words"]["texts"]["unit"] = "Chữ khác:"
    pack.write_text(json.dumps(document), "utf-8")
    altered = desk(folder, "import", pack)
    assert (altered.exit_code, altered.error_code) == (2, "pack.altered")


def test_what_is_asked_wrongly_exits_two_by_name(folder: Path, tmp_path: Path) -> None:
    for words, code in (
        (("show", "giay_khen"), "template.unknown_form"),
        (("show", FORM, "--version", "9"), "template.unknown_version"),
        (("history", "../office"), "template.unknown_form"),
        (("revert", FORM, "0", "--from", "mai", "--reason", "Thử"), "clock.bad_day"),
        (("revert", FORM, "0", "--from", "2026-12-01", "--reason", "Thử"), "template.unchanged"),
        (("preview", FORM, "-o", str(tmp_path / "a.pdf"), "--paper", "a3"), "form.paper_unsuitable"),
        (("export", FORM, "phieu_tra", "-o", str(tmp_path / "a.toml")), "template.one_form"),
        (("import", str(tmp_path / "khong-co.json")), "file.not_found"),
    ):
        answer = desk(folder, *words)
        assert (answer.exit_code, answer.error_code) == (2, code), words
