"""Inputs nobody thinks of: other spellings of one number, cards of the represented, broken names of files."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

import pytest

from desk.errors import InputError
from desk.finding.find import find
from desk.imaging.pages import resolve_pages
from desk.intake.receive import commit_reception, receive
from desk.intake.receive_file import command_from
from desk.life.act import act
from desk.life.show import show
from desk.office import settings
from desk.paper.receipts import print_form
from tests.helpers.cli import call_desk

if TYPE_CHECKING:
    from pathlib import Path

    from desk.office.opened import Office

CARD = "999192000001||NGUYỄN THỊ MẪU|14031992|Nữ|12 Đường Mẫu|01052021"


def received(office: Office, number: str = "1", **changes: Any) -> str:
    """Receive one plain dossier and answer its code."""
    data = {
        "command_id": number, "channel": "direct", "procedure": "1.004873",
        "applicant": {"full_name": "TRẦN THỬ", "id_number": "999090000001"},
    } | changes  # fmt: skip
    return commit_reception(office, command_from(data, base=office.data)).code


def found(office: Office, text: str) -> list[str]:
    """Codes that a search answers."""
    return [match.code for match in find(office, text).matches]


def test_the_card_of_the_represented_is_recorded_as_fields_never_as_its_text(office: Office) -> None:
    code = received(office, on_behalf_of={"id_card": CARD, "relation": "mẹ"})
    owner = show(office, code).on_behalf_of
    assert owner is not None
    assert owner["id_number"] == "999192000001"
    assert owner["birth_date"] == "1992-03-14"
    assert owner["relation"] == "mẹ"
    assert not any("|" in str(value) for value in owner.values())


def test_a_represented_without_a_card_is_refused_by_its_key(office: Office) -> None:
    with pytest.raises(InputError) as caught:
        received(office, on_behalf_of={"id_card": "không phải thẻ"})
    assert caught.value.details["key"] == "on_behalf_of"


@pytest.mark.parametrize("asked", ["0903118264", "+84903118264", "84903118264", "0903 118 264", "8264"])
@pytest.mark.parametrize("given", ["0903118264", "+84 903 118 264"])
def test_a_phone_is_one_number_however_it_is_written(office: Office, given: str, asked: str) -> None:
    code = received(office, phone=given)
    assert found(office, asked) == [code]


@pytest.mark.parametrize("asked", ["0312345678-001", "0312345678001", "0312345678", "8-001", "001"])
def test_a_branch_is_found_by_its_tax_code_with_and_without_the_dash(office: Office, asked: str) -> None:
    code = received(
        office,
        applicant={"kind": "organisation", "tax_code": "0312345678-001", "full_name": "CÔNG TY MẪU"},
    )
    assert code in found(office, asked)


def test_another_tax_code_is_not_found_by_a_branch(office: Office) -> None:
    received(office, applicant={"kind": "organisation", "tax_code": "0312345678", "full_name": "CÔNG TY MẪU"})
    assert found(office, "0399999999") == []


@pytest.mark.parametrize("text", ["\udce1", "mẫu \ud800", "VN\udcff-1", "\u0000"])
def test_half_letters_find_nothing_and_break_nothing(office: Office, text: str) -> None:
    received(office)
    assert found(office, text) == []


@pytest.mark.parametrize("identity", ["c1234567", "C1234567"])
def test_a_passport_number_is_kept_in_capitals(office: Office, identity: str) -> None:
    code = received(office, applicant={"full_name": "JOHN SAMPLE", "id_number": identity})
    assert show(office, code).id_number == "C1234567"


@pytest.mark.parametrize("spelling", ["NFC", "NFD"])
@pytest.mark.parametrize("on_disk", ["NFC", "NFD"])
def test_a_page_is_found_in_either_spelling_of_its_name(tmp_path: Path, spelling: str, on_disk: str) -> None:
    name = "tờ khai số một.jpg"
    kept = tmp_path / unicodedata.normalize(on_disk, name)  # type: ignore[arg-type]
    kept.write_bytes(b"x")
    (page,) = resolve_pages([unicodedata.normalize(spelling, name)], base=tmp_path)  # type: ignore[arg-type]
    assert page.samefile(kept)


def test_a_missing_page_keeps_the_name_that_was_asked_for(tmp_path: Path) -> None:
    (page,) = resolve_pages(["không có.jpg"], base=tmp_path)
    assert page == tmp_path / "không có.jpg"


@pytest.mark.parametrize("command_id", ["", "x" * 201, "a\nb", "\udc80"])
def test_a_command_id_that_no_record_can_keep_is_refused(office: Office, command_id: str) -> None:
    code = received(office)
    with pytest.raises(InputError) as caught:
        act(office, code, "result-ready", command_id=command_id)
    assert caught.value.code == "act.bad_value"
    assert int(show(office, code).state) == 2


def test_a_repeated_act_tells_the_same_warnings(office: Office) -> None:
    code = received(office)
    first = act(office, code, "result-ready", command_id="r1")
    second = act(office, code, "result-ready", command_id="r1")
    assert second.repeated
    assert [one.code for one in first.warnings] == [one.code for one in second.warnings] != []


def test_a_roll_gives_one_strip_unless_the_office_wants_two(office: Office) -> None:
    code = received(office)
    assert print_form(office, "giay_tiep_nhan", code, paper="k80").pages == 1
    assert print_form(office, "giay_tiep_nhan", code, paper="a5").pages == 2
    with office.write("setting") as uow:
        settings.change(uow, "receipt.roll_copies", 2)
        uow.commit()
    assert print_form(office, "giay_tiep_nhan", code, paper="k80").pages == 2


def test_the_office_chooses_its_usual_paper(office: Office) -> None:
    with office.write("setting") as uow:
        settings.change(uow, "receipt.paper", "k80")
        uow.commit()
    data = {
        "command_id": "k", "channel": "direct", "procedure": "1.004873",
        "applicant": {"full_name": "TRẦN THỬ", "id_number": "999090000001"},
    }  # fmt: skip
    from desk.paper.receipts import page_count

    slip = receive(office, command_from(data, base=office.data)).receipt_pdf
    assert slip is not None
    assert page_count(slip.read_bytes()) == 1


def test_letters_that_no_typeface_here_has_are_told(office: Office) -> None:
    code = received(office, applicant={"full_name": "山田 太郎", "id_number": "C1234567"})
    printed = print_form(office, "giay_tiep_nhan", code, paper="a5")
    assert [one.code for one in printed.warnings] == ["print.letters_missing"]


def test_a_dossier_that_was_never_accepted_has_no_receipt_to_print(office: Office) -> None:
    code = received(office, supplement={"components": [{"no": 1}], "reason": "Thiếu tờ khai"})
    with pytest.raises(InputError) as caught:
        print_form(office, "giay_tiep_nhan", code, paper="a5")
    assert caught.value.code == "form.wrong_state"
    assert print_form(office, "phieu_bo_sung", code, paper="a5").pages >= 1


@pytest.mark.parametrize("now", ["2026-02-30T08:00", "hôm nay", "", "9999-12-31T00:00"])
@pytest.mark.parametrize(
    "command",
    [
        ("due", "--procedure", "1.001193", "--received", "2026-11-23T09:00"),
        ("idcard", "--text", "x"),
        ("read-code", "nowhere.png"),
        ("verify-tally", "nowhere.json", "--key", "x"),
    ],
)
def test_a_moment_that_is_none_is_refused_also_where_no_office_is_needed(
    tmp_path: Path, command: tuple[str, ...], now: str
) -> None:
    refused = call_desk(*command, data=tmp_path / "nowhere", now=now)
    assert (refused.exit_code, refused.error_code) == (2, "clock.bad_moment")


def test_digitising_into_a_folder_is_a_wrong_request_and_leaves_it_alone(
    tmp_path: Path, sample_page: bytes
) -> None:
    page, out = tmp_path / "a.jpg", tmp_path / "ra"
    page.write_bytes(sample_page)
    out.mkdir()
    refused = call_desk("digitise", page, "-o", out, "--no-ocr", data=tmp_path / "nowhere")
    assert (refused.exit_code, refused.error_code) == (2, "file.is_folder")
    assert list(out.iterdir()) == []


def test_ctrl_c_after_the_work_is_done_is_no_failure_and_leaves_no_trace(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_text: str) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("desk.cli.frame._write", interrupted)
        done = call_desk("setting", "set", "drafts.keep_days", "9", data=folder, now="2026-11-23T10:00")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
    told = call_desk("setting", "get", "drafts.keep_days", data=folder, now="2026-11-23T10:01").ok()
    assert told["value"] == 9
