"""Numbers of fee receipts: used, void, missed, told twice are all seen; what was paid is never refused."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import InputError
from desk.finding.find import find
from desk.life.act import commit_act
from desk.life.show import show
from desk.numbers.day_sheet import day_sheet
from desk.office.opened import Office
from desk.paying.receipt_book import gaps_of, receipt_no, receipts, series, void
from desk.paying.rows import SeriesRow
from tests.helpers.cli import call_desk
from tests.integration.paper.conftest import receive

DAY = date(2026, 11, 23)
_COUNT = itertools.count()


def paid(office: Office, number: str, **more: Any) -> tuple[str, list[str]]:
    """A dossier whose fee was paid under a number; its code and the codes of what was warned of."""
    code = receive(office, command_id=f"r{next(_COUNT)}")
    done = commit_act(
        office, code, "paid", {"amount": 15_000, "method": "cash", "receipt_no": number, **more}
    )
    return code, [one.code for one in done.warnings]


def book(office: Office) -> dict[str, SeriesRow]:
    with office.read() as session:
        return {one.series: one for one in series(session)}


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("AB/26E 0001234", ("AB/26E", 1234)),
        ("ab/26e 0001234", ("AB/26E", 1234)),
        ("BL-7", ("BL", 7)),
        ("0001234", ("", 1234)),
        ("  1C26TAA   15 ", ("1C26TAA", 15)),
        ("Số 05", ("SỐ", 5)),
    ],
)
def test_a_number_is_what_follows_its_series(text: str, apart: tuple[str, int]) -> None:
    told = receipt_no(text)
    assert (told.series, told.number) == apart


@pytest.mark.parametrize("text", ["", "AB", "12a", "٣٤", "9" * 61])
def test_what_does_not_end_in_digits_is_no_number(text: str) -> None:
    with pytest.raises(InputError) as refused:
        receipt_no(text)
    assert refused.value.code == "receipt.no_number"


@given(st.sets(st.integers(0, 300)))
def test_gaps_and_numbers_together_are_the_whole_run(numbers: set[int]) -> None:
    missing = {number for start, end in gaps_of(sorted(numbers)) for number in range(start, end + 1)}
    whole = set(range(min(numbers), max(numbers) + 1)) if numbers else set()
    assert missing | numbers == whole
    assert not missing & numbers


def test_a_run_with_a_hole_a_void_and_a_double_is_told_as_it_is(office: Office) -> None:
    first, _ = paid(office, "AB/26E 0000001")
    paid(office, "AB/26E 0000002")
    paid(office, "AB/26E 0000005")
    other, told = paid(office, "ab/26e 0000001")
    assert told == ["receipt.used"]
    void(office, "AB/26E 0000004", "Viết hỏng")
    row = book(office)["AB/26E"]
    assert (row.used, row.void, row.missing, row.gaps) == (4, 1, 1, ((3, 3),))
    assert row.doubled == ("AB/26E 0000001",)
    assert row.amount == 4 * 15_000
    with pytest.raises(InputError) as which:
        void(office, "AB/26E 0000001", "Ghi nhầm")
    assert which.value.code == "receipt.which"
    assert void(office, "AB/26E 0000001", "Ghi nhầm", code=other).code == other
    row = book(office)["AB/26E"]
    assert (row.used, row.void, row.doubled) == (3, 2, ())
    assert [one.text for one in show(office, first).fee_receipts] == ["AB/26E 0000001"]


def test_the_same_number_told_again_for_its_own_dossier_is_a_correction(office: Office) -> None:
    code, _ = paid(office, "BL 8")
    commit_act(office, code, "paid", {"amount": 20_000, "method": "cash", "receipt_no": "BL 8"})
    (row,) = show(office, code).fee_receipts
    assert (row.amount, book(office)["BL"].used) == (20_000, 1)


def test_a_void_number_keeps_its_reason_out_of_the_log_and_is_warned_of_when_told_again(
    office: Office,
) -> None:
    code, _ = paid(office, "BL 8")
    done = void(office, "bl 8", "In sai tên Nguyễn Thị Mẫu")
    assert (done.void_reason, done.code) == ("In sai tên Nguyễn Thị Mẫu", code)
    events = show(office, code).events
    assert events[-1].verb == "receipt.voided"
    assert "Mẫu" not in json.dumps(events[-1].details, ensure_ascii=False)
    with pytest.raises(InputError) as again:
        void(office, "BL 8", "Lần nữa")
    assert again.value.code == "receipt.void"
    _, told = paid(office, "BL 8")
    assert told == ["receipt.void"]


def test_an_electronic_one_has_its_link_and_is_found_by_its_number(office: Office) -> None:
    code, _ = paid(office, "1C26TAA 00000415", receipt_link="https://bienlai.example.vn/x?id=415")
    (row,) = show(office, code).fee_receipts
    assert (row.kind, row.link) == ("electronic", "https://bienlai.example.vn/x?id=415")
    for asked in ("1C26TAA 00000415", "1c26taa 415", "00000415"):
        assert [one.code for one in find(office, asked).matches] == [code], asked
    with pytest.raises(InputError) as refused:
        paid(office, "1C26TAA 00000416", receipt_link="javascript:alert(1)")
    assert refused.value.code == "act.bad_value"


def test_a_reception_takes_the_number_with_its_fee(office: Office) -> None:
    code = receive(office, fee={"amount": 8_000, "method": "cash", "receipt_no": "BL 1"})
    (row,) = show(office, code).fee_receipts
    assert (row.text, row.amount, row.method) == ("BL 1", 8_000, "cash")
    assert [one.text for one in receipts(office, DAY, DAY)] == ["BL 1"]
    assert receipts(office, date(2026, 11, 22), date(2026, 11, 22)) == ()


def test_a_text_without_a_number_is_kept_with_the_payment_and_counted_nowhere(
    office: Office,
) -> None:
    code, told = paid(office, "biên lai giấy")
    assert told == []
    assert show(office, code).fee_receipts == ()
    assert show(office, code).events[-1].details["receipt_no"] == "biên lai giấy"


def test_by_command_line(
    open_at: Callable[..., Office],
    data_folder: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from desk.cli.frame import main

    opened = open_at()
    code, _ = paid(opened, "BL 1")
    paid(opened, "BL 3")
    call = ["--data", str(data_folder), "--now", "2026-11-23T10:00", "--json", "fee-receipts"]

    def answer(*words: str) -> tuple[int, Any]:
        done = main([*call, *words])
        return done, json.loads(capsys.readouterr().out)

    done, listed = answer("list")
    assert done == 0
    assert (listed["receipts"][0]["receipt_no"], listed["receipts"][0]["code"]) == ("BL 1", code)
    done, checked = answer("check")
    assert (done, checked["ok"], checked["series"][0]["gaps"]) == (0, False, [{"first": 2, "last": 2}])
    assert answer("void", "BL 2")[1]["error"]["code"] == "receipt.missing_key"
    done, told = answer("void", "BL 2", "--reason", "Viết hỏng", "--command-id", "x1")
    assert (done, told["code"], told["void_reason"]) == (0, None, "Viết hỏng")
    assert answer("void", "BL 2", "--reason", "Viết hỏng", "--command-id", "x1") == (0, told)
    assert answer("check")[1]["ok"] is True


def test_closing_the_day_tells_of_a_series_that_is_broken(office: Office) -> None:
    def point() -> list[tuple[bool, str]]:
        told = day_sheet(office, DAY).points
        return [(one.done, one.text) for one in told if one.key == "receipt_numbers"]

    assert point() == []
    paid(office, "BL 1")
    assert [done for done, _ in point()] == [True]
    paid(office, "BL 4")
    ((done, said),) = point()
    assert not done
    assert "2 số thiếu" in said
    for number in ("BL 2", "BL 3"):
        void(office, number, "Viết hỏng")
    assert [done for done, _ in point()] == [True]


def test_the_check_says_first_whether_the_book_runs_through(office: Office) -> None:
    def said() -> str:
        return call_desk("fee-receipts", "check", data=office.data, as_json=False).stdout

    for number, sound in (("AA0001", True), ("AA0002", True), ("AA0005", False)):
        receive(office, fee={"amount": 8000, "method": "cash", "receipt_no": number})
        first = said().splitlines()[0]
        assert first.startswith("Sổ biên lai liền mạch" if sound else "Sổ biên lai chưa liền mạch")
    assert "thiếu số 3–4" in said()
