"""What the command line says is true, says why, and names the way on."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from desk.intake.receive import commit_reception
from desk.intake.receive_file import command_from
from desk.life.act import verbs
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


def test_closing_names_a_broken_series_a_repeat_and_numbers_that_changed_unexplained(
    office: Office, file: Any
) -> None:
    for number in ("AB/26E-0000101", "AB/26E-0000103"):
        command = a_command(command_id=number, fee={"amount": 8000, "method": "cash", "receipt_no": number})
        commit_reception(office, command_from(command, base=office.data))
    done = call_desk("close-day", "2026-11-23", data=office.data, now=NOW).ok()
    (told,) = done["warnings"]
    assert told["code"] == "close.receipt_series"
    assert "AB/26E" in told["message"]
    assert "thiếu 1 số (102)" in told["message"]
    assert "đã chốt từ trước" in said(office.data, "close-day", "2026-11-23")

    late = a_command(command_id="muộn")
    commit_reception(office, command_from(late, base=office.data))
    again = call_desk("close-day", "2026-11-23", data=office.data, now=NOW).ok()
    assert again["revision"] == 2
    assert [one["code"] for one in again["warnings"]] == ["close.revised", "close.receipt_series"]
    first = call_desk("show", commit_code(office), data=office.data, now=NOW).ok()["events"][0]["seq"]
    assert f"từ sự kiện {first}." in again["warnings"][0]["message"]

    more = a_command(command_id="muộn nữa")
    commit_reception(office, command_from(more, base=office.data))
    why = ("close-day", "2026-11-23", "--reason", "Nhập muộn")
    third = call_desk(*why, data=office.data, now=NOW).ok()
    assert (third["revision"], [one["code"] for one in third["warnings"]]) == (3, ["close.receipt_series"])


def commit_code(office: Office) -> str:
    """The code of the newest dossier."""
    found = call_desk("find", "NGUYỄN VĂN MẪU", data=office.data, now=NOW).ok()
    return str(max(one["code"] for one in found["matches"]))


def test_show_and_find_name_the_owner_and_speak_no_machine_words(office: Office) -> None:
    command = a_command(
        applicant={"full_name": "Nguyễn Văn Nộp Mẫu", "id_number": "999085000111"},
        on_behalf_of={"full_name": "Lê Thị Chủ Mẫu", "id_number": "999186000222", "relation": "mẹ"},
    )
    code = commit_reception(office, command_from(command, base=office.data)).code
    both = "Lê Thị Chủ Mẫu (người nộp thay: Nguyễn Văn Nộp Mẫu)"
    assert both in said(office.data, "find", "le thi chu mau")
    shown = said(office.data, "show", code)
    assert both in shown
    assert "Tiếp nhận hồ sơ" in shown
    assert "dossier." not in shown
    assert "Hẹn lại (extend)" in shown


def test_a_number_without_a_kind_says_that_none_was_chosen(office: Office) -> None:
    call_desk("setting", "set", "queue.on", "true", data=office.data, now=NOW).ok()
    assert "Chưa chọn loại việc" in said(office.data, "queue", "issue")
    assert call_desk("queue", "issue", "A", data=office.data, now=NOW).ok()["ticket"]


def test_the_written_file_of_an_act_names_every_verb_and_what_it_must_have() -> None:
    page = (Path(__file__).parents[3] / "docs" / "act-file.md").read_text("utf-8")
    rows = {line.split("|")[1].strip(" `"): line for line in page.splitlines() if line.startswith("| `")}
    assert set(rows) == set(verbs())
    for name, verb in verbs().items():
        starred = set(re.findall(r"`([a-z_]+)`\*", rows[name])) - {"override"}
        assert starred == set(verb.required), name
