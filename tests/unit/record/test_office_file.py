"""The office file: what it may say, and how a wrong one is refused by name."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from desk.errors import InputError
from desk.office.office_file import CODE, read_office_file, training_office
from desk.office.staff import account

LEAST = '[office]\ncode = "VN-1"\nname = "Bộ phận một cửa phường Mẫu"\n'


def _read(tmp_path: Path, text: str) -> object:
    file = tmp_path / "office.toml"
    file.write_text(text, encoding="utf-8")
    return read_office_file(file)


def _refusal(tmp_path: Path, text: str) -> tuple[str, str | None]:
    with pytest.raises(InputError) as caught:
        _read(tmp_path, text)
    return caught.value.code, caught.value.details.get("key")


def test_the_least_file_makes_whoever_runs_init_head_of_the_office(tmp_path: Path) -> None:
    file = tmp_path / "office.toml"
    file.write_text(LEAST, encoding="utf-8")
    said = read_office_file(file)
    assert (said.card.code, said.card.counter, said.card.training) == ("VN-1", "1", False)
    assert [(one.username, one.role, one.os_account) for one in said.staff] == [("can-bo", "head", account())]


def test_text_is_made_nfc_and_blanks_are_squeezed(tmp_path: Path) -> None:
    file = tmp_path / "office.toml"
    decomposed = unicodedata.normalize("NFD", "Phường   Mẫu ")
    file.write_text(LEAST + f'place = "{decomposed}"\n', encoding="utf-8")
    assert read_office_file(file).card.place == "Phường Mẫu"


def test_a_file_saved_by_notepad_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    file = tmp_path / "office.toml"
    file.write_text(LEAST, encoding="utf-8-sig")
    assert read_office_file(file).card.code == "VN-1"


def test_code_and_counter_become_capitals(tmp_path: Path) -> None:
    file = tmp_path / "office.toml"
    file.write_text('[office]\ncode = "vn-26734"\nname = "X"\ncounter = "q2"\n', encoding="utf-8")
    card = read_office_file(file).card
    assert (card.code, card.counter) == ("VN-26734", "Q2")


def test_only_the_first_member_without_an_account_gets_the_callers(tmp_path: Path) -> None:
    file = tmp_path / "office.toml"
    staff = "".join(f'[[staff]]\nusername = "{name}"\nfull_name = "{name}"\n' for name in ("lan", "hoa"))
    file.write_text(LEAST + staff, encoding="utf-8")
    assert [(one.username, one.role, one.os_account) for one in read_office_file(file).staff] == [
        ("lan", "clerk", account()),
        ("hoa", "clerk", ""),
    ]


@pytest.mark.parametrize(
    ("text", "code", "key"),
    [
        ("", "office_file.missing", "office"),
        ("office = 1", "office_file.missing", "office"),
        ('[office]\nname = "X"', "office_file.missing", "office.code"),
        ('[office]\ncode = "VN-1"', "office_file.missing", "office.name"),
        (LEAST + 'nmae = "X"', "office_file.unknown_key", "office.nmae"),
        (LEAST + "[extra]", "office_file.unknown_key", "extra"),
        (LEAST + "place = 7", "office_file.bad_value", "office.place"),
        (LEAST + 'lookup_url = "tra cứu"', "office_file.bad_value", "office.lookup_url"),
        (LEAST + 'place = "a\\u0000b"', "office_file.bad_value", "office.place"),
        (LEAST + f'place = "{"x" * 201}"', "office_file.bad_value", "office.place"),
        (LEAST + 'counter = "quầy"', "office_file.bad_value", "office.counter"),
        (LEAST + 'counter = "1234567"', "office_file.bad_value", "office.counter"),
        (LEAST + 'staff = "lan"', "office_file.unknown_key", "office.staff"),
        (LEAST + "[[staff]]\nusername = 'lan'", "office_file.missing", "staff[1].full_name"),
        (LEAST + "[[staff]]\nfull_name = 'Lan'", "office_file.missing", "staff[1].username"),
        (LEAST + "[[staff]]\nusername='Lan'\nfull_name='L'", "office_file.bad_value", "staff[1].username"),
        (LEAST + "[[staff]]\nusername='a'\nfull_name='L'\nrole='x'", "office_file.bad_value",
         "staff[1].role"),
        (LEAST + "[[staff]]\nusername='a'\nfull_name='L'\n[[staff]]\nusername='a'\nfull_name='M'",
         "office_file.bad_value", "staff.username"),
        ("[office", "config.unreadable", None),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_by_its_key(tmp_path: Path, text: str, code: str, key: str | None) -> None:
    assert _refusal(tmp_path, text) == (code, key)


@pytest.mark.parametrize(
    "code", ["", "VN 1", "VN/1", "../VN", "-VN", "VN-", "VN--1", "ĐN-1", "V" * 31, "VN_1"]
)
def test_a_code_that_could_not_stand_in_a_file_name_is_refused(tmp_path: Path, code: str) -> None:
    kind, key = _refusal(tmp_path, f'[office]\ncode = "{code}"\nname = "X"\n')
    assert (kind, key) in {("office_file.bad_value", "office.code"), ("office_file.missing", "office.code")}


def test_a_missing_or_enormous_file_is_refused_by_its_name(tmp_path: Path) -> None:
    huge = tmp_path / "huge.toml"
    huge.write_bytes(b"#" * (2 << 20))
    for file in (huge, tmp_path / "missing.toml", tmp_path):
        with pytest.raises(InputError) as caught:
            read_office_file(file)
        assert (caught.value.code, caught.value.details["file"]) == ("config.unreadable", file.name)


def test_the_training_office_is_plainly_fictional_and_has_every_role() -> None:
    said = training_office()
    assert CODE.fullmatch(said.card.code)
    assert "Mẫu" in said.card.name
    assert [one.role for one in said.staff] == ["clerk", "head", "admin"]
    assert all("Mẫu" in one.full_name for one in said.staff)
