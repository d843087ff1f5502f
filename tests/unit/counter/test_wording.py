"""Sentences by code: both languages, every detail filled, never a crash."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from desk.wording import known_codes, note, sentence

ROOT = Path(__file__).resolve().parents[3]
AREAS = ("cli", "counter")


def codes_raised() -> set[str]:
    """Every code that `desk` raises or tells, read from its source."""
    found: set[str] = set()
    for file in (ROOT / "desk").rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        found |= set(
            re.findall(r'(?:InputError|SurroundingsError|DeskError|note)\(\s*"([a-z_]+\.[a-z_]+)"', text)
        )
    return found


def test_every_code_the_counter_tells_has_its_sentence() -> None:
    codes = codes_raised()

    assert len(codes) > 25
    assert codes <= set(known_codes())


@pytest.mark.parametrize("code", sorted(known_codes()))
def test_every_sentence_stands_in_both_languages_with_the_same_details(code: str) -> None:
    words = known_codes()[code]

    assert set(words) >= {"vi", "en"}
    assert set(re.findall(r"{(\w+)", words["vi"])) == set(re.findall(r"{(\w+)", words["en"]))


def test_no_code_has_two_wordings() -> None:
    seen: list[str] = []
    for file in (ROOT / "resources" / "messages").glob("*.toml"):
        seen += tomllib.loads(file.read_text(encoding="utf-8"))

    assert sorted(seen) == sorted(set(seen))


@pytest.mark.parametrize("area", AREAS)
def test_our_sentences_do_not_shout_or_beg(area: str) -> None:
    text = (ROOT / "resources" / "messages" / f"{area}.toml").read_text(encoding="utf-8")

    assert "!" not in text
    assert "vui lòng" not in text.lower()


def test_a_code_without_words_is_told_not_hidden() -> None:
    assert "no.such_code" in sentence("no.such_code")
    assert "no.such_code" in sentence("no.such_code", "en")


def test_a_missing_detail_reads_as_an_ellipsis() -> None:
    assert sentence("procedure.unknown") == (
        "Danh mục không có thủ tục mã …. Chưa lưu gì. Kiểm tra mã hoặc tìm theo tên."
    )


def test_a_note_carries_code_and_sentence() -> None:
    told = note("component.missing", "en", no=2, name="Tờ khai")

    assert told.code == "component.missing"
    assert told.message.startswith("Paper 2 is missing: Tờ khai.")


def test_a_state_is_read_out_by_its_name() -> None:
    said = sentence("act.wrong_state", "vi", code="X-1", verb="return", state=10)
    assert "Đã trả kết quả" in said
    assert "10" not in said
