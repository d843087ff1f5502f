"""A refused value is named with what was given and what is allowed; a person's data is never repeated."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.cli import DeskRun, call_desk
from tests.integration.counter.conftest import a_command

NOW = "2026-11-23T09:41:00+07:00"
NAME = "NGUYỄN VĂN MẪU"
PERSON = {"full_name": NAME, "id_number": "999090001234"}


def given(folder: Path, tmp_path: Path, *, lang: str = "vi", **values: Any) -> DeskRun:
    file = tmp_path / "tiep-nhan.json"
    file.write_text(json.dumps(a_command(**values)), encoding="utf-8")
    return call_desk("receive", file, data=folder, now=NOW, lang=lang)


@pytest.mark.parametrize(
    ("values", "key", "said"),
    [
        ({"channel": "bay"}, "channel", ["“bay”", "direct, online, postal"]),
        ({"copies": 0}, "copies", ["“0”", "từ 1 đến 99"]),
        ({"copies": "hai"}, "copies", ["“hai”", "từ 1 đến 99"]),
        ({"fee": {"amount": -1, "method": "cash"}}, "fee.amount", ["“-1”", "từ 0 đến 1000000000000"]),
        ({"fee": {"amount": 10**13, "method": "cash"}}, "fee.amount", ["từ 0 đến 1000000000000"]),
        ({"fee": {"amount": 1, "method": "vàng"}}, "fee.method", ["“vàng”", "cash, online, exempt, none"]),
        ({"received_at": "hôm qua"}, "received_at", ["“hôm qua”", "2026-11-23T09:41"]),
        ({"official_code": "a b"}, "official_code", ["“a b”", "viết liền"]),
        ({"note": 5}, "note", ["số", "đoạn chữ"]),
        ({"components": "giấy"}, "components", ["“giấy”", "danh sách"]),
        ({"assisted_online": "có"}, "assisted_online", ["“có”", "true hoặc false"]),
        ({"phone": "khong co"}, "phone", ["8 ký tự", "6 đến 20 chữ số"]),
        ({"email": "khong co"}, "email", ["8 ký tự", "ten@noi.vn"]),
        ({"applicant": {**PERSON, "id_number": "12AB"}}, "applicant.id_number", ["4 ký tự", "12 chữ số"]),
        ({"applicant": {**PERSON, "birth_date": "31/02/1990"}}, "applicant.birth_date", ["năm-tháng-ngày"]),
        ({"applicant": {**PERSON, "sex": "nam"}}, "applicant.sex", ["“nam”", "male, female"]),
        (
            {"applicant": {**PERSON, "full_name": "Ẫ" * 300}},
            "applicant.full_name", ["300 ký tự", "nhiều nhất 200 ký tự"],
        ),
    ],
)  # fmt: skip
def test_a_refused_reception_names_field_value_and_limits(
    folder: Path, tmp_path: Path, values: dict[str, Any], key: str, said: list[str]
) -> None:
    refused = given(folder, tmp_path, **values)
    assert (refused.exit_code, refused.error_code) == (2, "receive.bad_value")
    message = refused.answer["error"]["message"]
    for part in (f"“{key}”", "Chưa lưu gì", *said):
        assert part in message
    assert "…" not in message
    assert "  " not in message
    english = given(folder, tmp_path, lang="en", **values).answer["error"]["message"]
    assert "Nothing was saved" in english
    assert "…" not in english


def test_what_is_personal_is_never_repeated_in_a_refusal(folder: Path, tmp_path: Path) -> None:
    for values in (
        {"phone": "0903 gọi Lan"}, {"email": "lan@"}, {"applicant": {**PERSON, "id_number": "07912X"}},
        {"applicant": {**PERSON, "full_name": "BÍ MẬT " * 60}}, {"answers": {"ten": "BÍ MẬT " * 1000}},
        {"applicant": {**PERSON, "address": "BÍ MẬT " * 100}}, {"note": "BÍ MẬT " * 1000},
    ):  # fmt: skip
        refused = given(folder, tmp_path, **values)
        assert refused.error_code == "receive.bad_value"
        for secret in ("0903", "Lan", "lan@", "07912X", "BÍ MẬT"):
            assert secret not in refused.stdout, values


@pytest.mark.parametrize("sign", ["\u200b", "\u202e", "\u2066", "\ufeff", "\u00ad", "\x07"])
def test_signs_nobody_sees_are_left_out_and_said_field_by_field(
    folder: Path, tmp_path: Path, sign: str
) -> None:
    done = given(
        folder, tmp_path,
        applicant={**PERSON, "full_name": f"NGUYỄN {sign}VĂN MẪU", "address": f"Số 1{sign}"},
        note=f"Đã{sign} xem", answers={"tên": f"A{sign}"},
    ).ok()  # fmt: skip
    told = [one["message"] for one in done["warnings"] if one["code"] == "text.hidden_letters"]
    for key in ("applicant.full_name", "applicant.address", "note", "answers"):
        assert sum(f"“{key}”" in one for one in told) == 1
    assert len(told) == 4
    shown = call_desk("show", done["code"], data=folder, now=NOW).ok()
    assert " ".join(shown["applicant"]["full_name"].split()) == NAME


def test_an_act_says_so_too(folder: Path, tmp_path: Path) -> None:
    code = given(folder, tmp_path).ok()["code"]
    file = tmp_path / "ghi.json"
    file.write_text(json.dumps({"text": "Đã \u202egọi"}), encoding="utf-8")
    noted = call_desk("act", code, "note", "--file", file, data=folder, now=NOW).ok()
    assert [one["code"] for one in noted["warnings"]] == ["text.hidden_letters"]
    file.write_text(json.dumps({"amount": -5}), encoding="utf-8")
    refused = call_desk("act", code, "paid", "--file", file, data=folder, now=NOW)
    assert refused.error_code == "act.bad_value"
    for part in ("“amount”", "“-5”", "từ 0 đến", "Hồ sơ không đổi"):
        assert part in refused.answer["error"]["message"]


@pytest.mark.parametrize(
    "name",
    [
        "Vàng Mí Sùng H’Mông",
        "H'Nhuôl Ê-đê č̌ ŭ ĭ ơ̆",
        "Y-Bhiăk Kbuôr",
        "NGUYE\u0302\u0303N VA\u0306N A",
        "Ẫ" * 200,
    ],
)
def test_letters_of_every_people_and_combining_marks_are_no_hidden_signs(
    folder: Path, tmp_path: Path, name: str
) -> None:
    done = given(folder, tmp_path, applicant={**PERSON, "full_name": name}).ok()
    assert "text.hidden_letters" not in {one["code"] for one in done["warnings"]}


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("payment.account", "12 AB 45", ["“12 AB 45”", "6 đến 19"]),
        ("payment.account", "Tài khoản", ["“Tài khoản”", "6 đến 19"]),
        ("payment.account", "1" * 20, ["6 đến 19"]),
        ("payment.bank", "ABC", ["“ABC”", "6 số"]),
        ("receipt.paper", "a3", ["“a3”"]),
    ],
)
def test_a_refused_setting_says_what_was_given_and_what_it_takes(
    folder: Path, key: str, value: str, said: list[str]
) -> None:
    refused = call_desk("setting", "set", key, value, data=folder, now=NOW)
    assert (refused.exit_code, refused.error_code) == (2, "setting.bad_value")
    for part in said:
        assert part in refused.answer["error"]["message"]


def test_an_account_with_letters_is_taken_as_napas_does_and_said_to_be_unusual(folder: Path) -> None:
    done = call_desk("setting", "set", "payment.account", "99MM24011M34875080", data=folder, now=NOW).ok()
    assert [one["code"] for one in done["warnings"]] == ["transfer.account_letters"]
    told = call_desk(
        "setting", "set", "payment.account", "12AB45", data=folder, now=NOW, as_json=False
    ).stdout
    assert "có chữ cái" in told
    assert (
        "warnings"
        not in call_desk("setting", "set", "payment.account", "0011223344", data=folder, now=NOW).ok()
    )
