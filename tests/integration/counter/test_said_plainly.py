"""What the command line says is true, says why, and names the way on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from desk.intake.receive import commit_reception
from desk.intake.receive_file import command_from
from desk.office.opened import Office
from desk.paper.receipts import receipt_pdf
from tests.helpers.cli import call_desk
from tests.integration.counter.conftest import a_command
from tests.integration.paper.conftest import words_of

NOW = "2026-11-23T09:41:00+07:00"
PERSON = {"full_name": "NGUYỄN VĂN MẪU", "id_number": "999090001234"}


def said(folder: Path, *words: Any, lang: str = "vi") -> str:
    """The text a call answers with, refusals included."""
    done = call_desk(*words, data=folder, now=NOW, lang=lang, as_json=False)
    return done.stdout + done.stderr


@pytest.fixture
def file(tmp_path: Path) -> Any:
    """`file({…})`: a JSON file with these keys."""

    def write(keys: dict[str, Any]) -> Path:
        place = tmp_path / "viec.json"
        place.write_text(json.dumps(keys), encoding="utf-8")
        return place

    return write


@pytest.mark.parametrize(
    ("day", "why"), [("2026-02-29", "Lịch không có ngày này"), ("hôm qua", "dạng NĂM-THÁNG-NGÀY")]
)
def test_a_day_that_does_not_exist_is_not_called_badly_written(office: Office, day: str, why: str) -> None:
    told = said(office.data, "tally", day)
    assert f"“{day}”" in told
    assert why in told
    assert ("dạng NĂM-THÁNG-NGÀY" in told) == (day == "hôm qua")


@pytest.mark.parametrize(
    ("verb", "keys", "why"),
    [
        ("extend", {"due_at": "2026-12-03T17:00", "reason": "Chờ xác minh"}, "Điều 19.6"),
        ("request-supplement", {"components": [{"no": 1}], "reason": "Thiếu"}, "Điều 11.2.c, 16.3"),
    ],
)
def test_one_time_too_many_says_why_who_may_and_how(
    office: Office, file: Any, verb: str, keys: dict[str, Any], why: str
) -> None:
    code = commit_reception(office, command_from(a_command(), base=office.data)).code
    assert call_desk("act", code, verb, "--file", file(keys), data=office.data, now=NOW).ok()
    if verb == "request-supplement":
        back = file({"components": [{"no": 1}]})
        assert call_desk("act", code, "supplement", "--file", back, data=office.data, now=NOW).ok()
    again = file({**keys, "due_at": "2026-12-07T17:00"} if verb == "extend" else keys)
    told = said(office.data, "act", code, verb, "--file", again)
    for part in (why, "1 lần", '{"reason": "…", "role": "…"}', "head, admin"):
        assert part in told
    assert "override" in told


def test_a_year_alone_is_refused_with_the_date_that_is_needed(office: Office, file: Any) -> None:
    told = said(office.data, "receive", file(a_command(applicant={**PERSON, "birth_date": "1945"})))
    assert "đủ ngày, tháng, năm sinh" in told
    assert "bỏ trống" in told
    assert '1945"' not in told


def test_a_waived_sum_is_never_printed_as_one_to_pay(office: Office) -> None:
    fee = {"amount": 8000, "method": "exempt", "exempt_reason": "Hộ nghèo"}
    code = commit_reception(
        office, command_from(a_command(procedure="2.000815", fee=fee), base=office.data)
    ).code
    for paper in ("a5", "k80"):
        words = words_of(receipt_pdf(office, code, paper))
        assert words.count("8.000 đồng") == words.count("8.000 đồng (được miễn)") > 0


def test_a_bank_without_a_name_is_warned_of_and_printed_as_a_code(office: Office) -> None:
    done = call_desk("setting", "set", "payment.bank", "970436", data=office.data, now=NOW).ok()
    assert [one["code"] for one in done["warnings"]] == ["transfer.bank_unnamed"]
    call_desk("setting", "set", "payment.account", "0011001234567", data=office.data, now=NOW).ok()
    command = a_command(fee={"amount": 15000, "method": "none"})
    code = commit_reception(office, command_from(command, base=office.data)).code
    assert "Ngân hàng: mã ngân hàng 970436" in words_of(receipt_pdf(office, code))
    call_desk("setting", "set", "payment.bank_name", "Ngân hàng Mẫu", data=office.data, now=NOW).ok()
    assert (
        "warnings"
        not in call_desk("setting", "set", "payment.bank", "970436", data=office.data, now=NOW).ok()
    )
    assert "Ngân hàng: Ngân hàng Mẫu" in words_of(receipt_pdf(office, code))


def test_the_register_of_people_without_doubles_says_so(office: Office) -> None:
    assert "cặp nào" in said(office.data, "people", "duplicates")


@pytest.mark.parametrize(
    ("command", "words"), [("report", "kỳ báo cáo"), ("tally", "cuối kỳ"), ("handover", "nơi nhận hồ sơ")]
)
def test_help_names_each_argument_by_what_it_is_here(office: Office, command: str, words: str) -> None:
    told = said(office.data, command, "--help")
    (line,) = [one for one in told.splitlines() if one.strip().startswith("--to ")]
    assert words in line
    assert "hoặc nơi nhận" not in told


def test_the_line_of_use_names_arguments_as_the_rows_do(office: Office) -> None:
    assert said(office.data, "act", "--help").splitlines()[1].endswith("CODE VERB")
