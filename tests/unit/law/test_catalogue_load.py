"""The shipped catalogue: every row there, components read as the law means them."""

import csv
from pathlib import Path

import pytest

from desk.catalogue.shipped import (
    components,
    load_calendar,
    load_procedures,
    shipped_calendar,
    shipped_procedure,
    shipped_procedures,
)
from desk.errors import InputError
from resources import path

HEAD = "code,name,field,level,time_limit,time_unit,fee_vnd,online_level,components,source,confidence\n"


def test_all_seventy_procedures_are_shipped_with_source_and_confidence() -> None:
    rows = shipped_procedures()
    assert len(rows) == 70
    assert len({row.card.code for row in rows}) == 70
    assert all(row.card.source for row in rows)
    assert {row.card.confidence for row in rows} == {"high", "medium", "low"}
    assert all(row.card.components for row in rows)


def test_a_procedure_is_read_whole() -> None:
    card = shipped_procedure(" 1.004873 ")
    assert card is not None
    assert (card.name, card.field, card.level) == ("Cấp Giấy xác nhận tình trạng hôn nhân", "Hộ tịch", "xã")
    assert (card.time_limit, card.time_unit, card.fee, card.online_level) == (
        3,
        "working_day",
        None,
        "toàn trình",
    )
    assert [part.mandatory for part in card.components] == [True, False, False, False]
    assert [part.from_database for part in card.components] == [False, True, False, False]
    assert card.components[2].name == "Bản án/quyết định ly hôn hoặc trích lục khai tử của vợ/chồng"
    assert card.components[2].condition == "nếu có"


def test_every_term_of_the_file_reaches_its_card() -> None:
    with path("catalogue", "procedures.csv").open(encoding="utf-8", newline="") as source:
        raw = {row["code"]: row for row in csv.DictReader(source)}
    for row in shipped_procedures():
        given = raw[row.card.code]
        assert str(row.card.time_limit or "") == given["time_limit"]
        assert (row.card.time_unit or "") == given["time_unit"]
        assert ("" if row.card.fee is None else str(row.card.fee)) == given["fee_vnd"]


def test_an_unknown_code_has_no_card() -> None:
    assert shipped_procedure("9.999999") is None


def test_marks_have_sensible_defaults() -> None:
    rows = {row.card.code: row for row in shipped_procedures()}
    assert rows["1.001612"].business
    assert not rows["1.001193"].business
    assert rows["1.001193"].yields_paper
    assert not rows["2.001159"].yields_paper
    assert rows["2.000815"].non_territorial


@pytest.mark.parametrize(
    ("text", "name", "mandatory", "condition"),
    [
        ("Tờ khai", "Tờ khai", True, None),
        ("Văn bản ủy quyền (nếu có)", "Văn bản ủy quyền", False, "nếu có"),
        (
            "Phiếu thu thập (DC01, nếu chưa có dữ liệu)",
            "Phiếu thu thập (DC01)",
            False,
            "nếu chưa có dữ liệu",
        ),
        ("Bản chính giấy phép (nếu rách, nát)", "Bản chính giấy phép", False, "nếu rách, nát"),
        ("Giấy chứng sinh (hoặc giấy cam đoan)", "Giấy chứng sinh (hoặc giấy cam đoan)", True, None),
        ("Đơn đăng ký (Mẫu số 15)", "Đơn đăng ký (Mẫu số 15)", True, None),
        (
            "Giấy tờ kèm theo (giấy khai sinh...) khi CSDL chưa có",
            "Giấy tờ kèm theo (giấy khai sinh...)",
            False,
            "khi CSDL chưa có",
        ),
    ],
)
def test_a_condition_makes_a_paper_optional(
    text: str, name: str, mandatory: bool, condition: str | None
) -> None:
    (part,) = components(text)
    assert (part.no, part.name, part.mandatory, part.condition) == (1, name, mandatory, condition)


def test_a_paper_in_a_national_database_is_not_demanded() -> None:
    (part,) = components("Căn cước/CCCD/hộ chiếu người yêu cầu (xuất trình hoặc khai thác CSDL)")
    assert part.from_database
    assert not part.mandatory


def test_a_semicolon_inside_parentheses_divides_nothing() -> None:
    names = [part.name for part in components("Một (a; b); Hai;; Ba ")]
    assert names == ["Một (a; b)", "Hai", "Ba"]
    assert [part.no for part in components("Một; Hai;; Ba")] == [1, 2, 3]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (",Tên,Hộ tịch,xã,1,same_day,0,,,,", "code"),
        ("1.1,,Hộ tịch,xã,1,same_day,0,,,,", "name"),
        ("1.1,Tên,Hộ tịch,xã,0,same_day,0,,,,", "time_limit"),
        ("1.1,Tên,Hộ tịch,xã,x,same_day,0,,,,", "time_limit"),
        ("1.1,Tên,Hộ tịch,xã,1,week,0,,,,", "time_unit"),
        ("1.1,Tên,Hộ tịch,xã,1,same_day,-5,,,,", "fee_vnd"),
    ],
)
def test_a_bad_cell_is_named_by_row_and_column(tmp_path: Path, row: str, column: str) -> None:
    file = tmp_path / "procedures.csv"
    file.write_text(HEAD + "1.0,Tên,Hộ tịch,xã,1,same_day,0,,,,\n" + row + "\n", encoding="utf-8")
    with pytest.raises(InputError) as failure:
        load_procedures(file)
    assert (failure.value.details["row"], failure.value.details["column"]) == (3, column)


def test_a_code_twice_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "procedures.csv"
    line = "1.0,Tên,Hộ tịch,xã,1,same_day,0,,,,\n"
    file.write_text(HEAD + line + line, encoding="utf-8")
    with pytest.raises(InputError, match=r"catalogue\.bad_row"):
        load_procedures(file)


def test_the_shipped_calendar_tells_its_basis() -> None:
    rows = shipped_calendar()
    assert len({row.day for row in rows}) == len(rows)
    assert all(row.basis and row.note and row.confidence == "high" for row in rows)
    assert {str(row.day) for row in rows if row.kind == "makeup_workday"} == {
        "2025-04-26",
        "2026-01-10",
        "2026-08-22",
    }


@pytest.mark.parametrize("line", ["2026-02-30,holiday,,", "2026-02-03,feast,,"])
def test_a_bad_calendar_row_is_refused(tmp_path: Path, line: str) -> None:
    file = tmp_path / "calendar.csv"
    file.write_text("day,kind,note,basis\n" + line + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"catalogue\.bad_row"):
        load_calendar(file)
