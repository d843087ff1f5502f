"""Standard sentences: shipped with their law, edited by the office, in and out as a table."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desk.errors import InputError
from desk.office.opened import Office
from desk.paper.doors import WordDoors
from desk.paper.phrase_table import COLUMNS
from desk.paper.phrases import KINDS, NEEDS_BASIS
from desk.paper.rows import PhraseCard

HEADER = ",".join(COLUMNS[:7]) + "\n"
OWN = PhraseCard(kind="refuse", code="thieu_dieu_kien", text="Chưa đủ điều kiện.", basis="Điều 5 Luật Mẫu")


def codes(office: Office, kind: str, procedure: str = "") -> list[str]:
    return [card.code for card in WordDoors(office).phrases(kind, procedure)]


def table(folder: Path, *rows: str) -> Path:
    file = folder / "cau.csv"
    file.write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    return file


def test_every_kind_ships_with_sentences_and_how_sure_they_are(office: Office) -> None:
    for kind in KINDS:
        cards = WordDoors(office).phrases(kind)
        assert cards, kind
        for card in cards:
            assert card.confidence in {"H", "M", "L", "GK"}
            assert card.active
            assert not card.own


def test_a_legal_reason_names_an_article_of_a_decree(office: Office) -> None:
    for kind in ("supplement", "refuse", "stop", "late"):
        for card in WordDoors(office).phrases(kind):
            assert re.search(r"Điều \d+ Nghị định 118/2025/NĐ-CP", card.basis), card.code


def test_an_own_sentence_is_added_changed_and_removed(office: Office) -> None:
    doors = WordDoors(office)
    assert doors.set_phrase(OWN).own
    assert OWN.code in codes(office, "refuse")
    doors.set_phrase(replace(OWN, text="Chưa đủ điều kiện tiếp nhận."))
    (card,) = [one for one in doors.phrases("refuse") if one.code == OWN.code]
    assert card.text == "Chưa đủ điều kiện tiếp nhận."
    doors.remove_phrase("refuse", OWN.code)
    assert OWN.code not in codes(office, "refuse")
    assert OWN.code not in [one.code for one in doors.phrases("refuse", everything=True)]


def test_a_shipped_sentence_taken_away_stays_away_and_can_come_back(office: Office) -> None:
    doors = WordDoors(office)
    before = codes(office, "stop")
    doors.remove_phrase("stop", before[0])
    assert codes(office, "stop") == before[1:]
    (gone,) = [one for one in doors.phrases("stop", everything=True) if one.code == before[0]]
    assert not gone.active
    doors.set_phrase(replace(gone, active=True))
    assert codes(office, "stop") == before


def test_sentences_of_a_procedure_come_first_and_stay_with_it(office: Office) -> None:
    doors = WordDoors(office)
    doors.set_phrase(replace(OWN, procedure="1.004873", position=5))
    assert codes(office, "refuse", "1.004873")[0] == OWN.code
    assert OWN.code not in codes(office, "refuse", "2.000815")


def test_the_log_tells_that_a_sentence_changed_but_not_its_words(office: Office) -> None:
    from sqlalchemy import select

    from models.tables import Event

    WordDoors(office).set_phrase(OWN)
    WordDoors(office).set_phrase(OWN)  # the same again leaves no trace
    with office.read() as session:
        told = session.scalars(select(Event.details).where(Event.verb == "phrase.set")).all()
    assert [json.loads(details) for details in told] == [
        {"active": True, "kind": "refuse", "phrase": "thieu_dieu_kien"}
    ]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kind": "la"}, "phrase.unknown_kind"),
        ({"code": ""}, "phrase.bad_code"),
        ({"code": "có dấu cách"}, "phrase.bad_code"),
        ({"code": "x" * 41}, "phrase.bad_code"),
        ({"text": "  "}, "phrase.bad_text"),
        ({"text": "Ẫ" * 601}, "phrase.bad_text"),
        ({"basis": "x" * 301}, "phrase.bad_basis"),
        ({"basis": ""}, "phrase.no_basis"),
        ({"procedure": "1.004873; DROP"}, "phrase.bad_procedure"),
        ({"position": -1}, "phrase.bad_position"),
    ],
)
def test_a_wrong_sentence_is_refused_and_nothing_changes(
    office: Office, change: dict[str, Any], code: str
) -> None:
    before = WordDoors(office).phrases(everything=True)
    with pytest.raises(InputError) as caught:
        WordDoors(office).set_phrase(replace(OWN, **change))
    assert caught.value.code == code
    assert WordDoors(office).phrases(everything=True) == before


def test_a_sentence_nobody_has_cannot_be_removed(office: Office) -> None:
    with pytest.raises(InputError, match=r"phrase\.unknown"):
        WordDoors(office).remove_phrase("refuse", "khong-co")


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_the_table_written_out_comes_back_unchanged(office: Office, suffix: str, tmp_path: Path) -> None:
    doors = WordDoors(office)
    doors.set_phrase(replace(OWN, text="=1+1 là công thức", position=7))
    doors.remove_phrase("stop", codes(office, "stop")[0])
    file = tmp_path / f"cau{suffix}"
    rows = doors.export_phrases(file)

    report = doors.import_phrases(file)

    assert rows == len(doors.phrases(everything=True))
    assert (report.imported, report.skipped, report.errors) == (0, rows, ())


def test_a_table_adds_all_its_rows_or_none(office: Office, tmp_path: Path) -> None:
    doors = WordDoors(office)
    good = "note,nhac,Nhắc mang thẻ căn cước.,,,10,1"
    report = doors.import_phrases(table(tmp_path, good, "refuse,y,Lý do,,,1,1", "note,z,Chữ,,,nhất,1"))
    assert [(one.row, one.column, one.code) for one in report.errors] == [
        (3, "basis", "phrase.no_basis"),
        (4, "position", "phrase.bad_position"),
    ]
    assert "nhac" not in codes(office, "note")
    assert doors.import_phrases(table(tmp_path, good), dry_run=True).imported == 1
    assert "nhac" not in codes(office, "note")
    assert doors.import_phrases(table(tmp_path, good)).imported == 1
    assert "nhac" in codes(office, "note")


def test_a_sentence_twice_in_a_table_is_refused(office: Office, tmp_path: Path) -> None:
    row = "note,nhac,Nhắc.,,,10,1"
    report = WordDoors(office).import_phrases(table(tmp_path, row, row))
    assert [(one.row, one.code) for one in report.errors] == [(3, "phrase.twice")]


def test_only_those_who_administer_change_sentences(real_office: Office) -> None:
    for call in (
        lambda: WordDoors(real_office).set_phrase(OWN),
        lambda: WordDoors(real_office).remove_phrase("stop", "qua_han_bo_sung"),
    ):
        with pytest.raises(InputError) as caught:
            call()
        assert caught.value.code == "auth.role"


def test_a_refusal_always_needs_its_law() -> None:
    assert "refuse" in NEEDS_BASIS
