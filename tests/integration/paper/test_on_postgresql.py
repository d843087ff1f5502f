"""The same papers from the other engine: words, sentences, numbers of slips, the register and its closing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from desk.clock import FrozenClock, parse_moment
from desk.life.act import act
from desk.office.bootstrap import create_office, open_office
from desk.paper.book import write_register
from desk.paper.doors import WordDoors
from desk.paper.rows import PhraseCard
from tests.integration.paper.conftest import receive, words_of

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_both_engines_print_the_same(
    engine: str, data_folder: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue("postgres_url") if engine == "postgresql" else ""
    clock = FrozenClock(parse_moment("2026-11-23T07:00"))
    create_office(data_folder, training=True, clock=clock, database=url)
    with open_office(data_folder, now=parse_moment("2026-11-23T09:41")) as office:
        first, second = receive(office), receive(office, phone="0999118001")
        ask = {"components": [{"no": 1}], "reason": "Chưa có chữ ký"}
        slips = [act(office, code, "request-supplement", ask).printed[0] for code in (first, second)]
        doors = WordDoors(office)
        doors.set_phrase(PhraseCard(kind="note", code="nhac", text="Nhắc."))
        doors.remove_phrase("note", "nhac")
        doors.export_template("phieu_bo_sung", tmp_path / "m.toml")
        text = (tmp_path / "m.toml").read_text(encoding="utf-8").replace("2025-09-15", "2026-11-23")
        (tmp_path / "m.toml").write_text(text.replace("Lý do:", "Vì sao:"), encoding="utf-8")
        assert doors.import_template(tmp_path / "m.toml").imported == 1
        assert "Lý do: Chưa có chữ ký" in words_of(doors.form_pdf("phieu_bo_sung", first))  # given out
        third = receive(office, phone="0999118002")
        act(office, third, "request-supplement", ask)
        assert "Vì sao: Chưa có chữ ký" in words_of(doors.form_pdf("phieu_bo_sung", third))
    with open_office(data_folder, now=parse_moment("2027-01-04T08:00")) as office:
        book = write_register(office, *YEAR, tmp_path / "so.pdf")

    assert [f"Số: {n:02d}/HDHS" in words_of(slip) for n, slip in enumerate(slips, start=1)] == [True, True]
    assert book.rows == 3
    assert "Chuyển sang năm sau giải quyết tiếp: 3 hồ sơ" in words_of(book.file)
