"""The `receive` file is read strictly: each wrong value is refused by its own key."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from desk.errors import InputError
from desk.intake.receive_file import command_from, parse_receive

GOOD: dict[str, Any] = {
    "received_at": "2026-11-23T09:41:00+07:00",
    "channel": "direct",
    "assisted_online": False,
    "procedure": "1.004873",
    "official_code": None,
    "applicant": {"full_name": "NGUYỄN VĂN MẪU", "id_number": "999090001234"},
    "on_behalf_of": None,
    "phone": "0999 118 264",
    "email": None,
    "components": [{"no": 1, "kind": "original", "copies": 2, "pages": []}],
    "answers": {"muc_dich": "kết hôn"},
    "copies": 1,
    "fee": {"amount": 15000, "method": "cash"},
    "return_by": "postal",
    "note": "",
}


def changed(**values: Any) -> dict[str, Any]:
    return {**GOOD, **values}


def without(key: str) -> dict[str, Any]:
    return {name: value for name, value in GOOD.items() if name != key}


def refusal(data: dict[str, Any], base: Path) -> tuple[str, str]:
    with pytest.raises(InputError) as caught:
        command_from(data, base=base)
    return caught.value.code, caught.value.details["key"]


def test_every_key_reaches_the_command(tmp_path: Path) -> None:
    command = command_from(GOOD, base=tmp_path)

    assert (command.channel, command.procedure, command.return_by) == ("direct", "1.004873", "postal")
    assert (command.fee_amount, command.fee_method) == (15000, "cash")
    assert command.components[0].copies == 2
    assert command.answers == {"muc_dich": "kết hôn"}
    assert command.received_at is not None
    assert command.received_at.isoformat() == "2026-11-23T09:41:00+07:00"


@pytest.mark.parametrize("key", ["channel", "procedure", "applicant"])
def test_a_required_key_that_is_missing_is_named(key: str, tmp_path: Path) -> None:
    assert refusal(without(key), tmp_path) == ("receive.missing_key", key)


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ({"channel": "fax"}, "channel"),
        ({"channel": 1}, "channel"),
        ({"assisted_online": "yes"}, "assisted_online"),
        ({"procedure": 1.004873}, "procedure"),
        ({"received_at": "hôm nay"}, "received_at"),
        ({"received_at": 20261123}, "received_at"),
        ({"applicant": "NGUYỄN VĂN MẪU"}, "applicant"),
        ({"phone": "gọi sau"}, "phone"),
        ({"email": "không có"}, "email"),
        ({"copies": 0}, "copies"),
        ({"copies": True}, "copies"),
        ({"copies": 1.5}, "copies"),
        ({"fee": {"amount": -1}}, "fee.amount"),
        ({"fee": {"amount": "15000"}}, "fee.amount"),
        ({"fee": {"method": "card"}}, "fee.method"),
        ({"return_by": "bưu điện"}, "return_by"),
        ({"note": ["x"]}, "note"),
        ({"answers": []}, "answers"),
        ({"official_code": "../H19"}, "official_code"),
        ({"official_code": "H19..26-261122-0007"}, "official_code"),
        ({"components": {}}, "components"),
        ({"components": ["a"]}, "components[0]"),
        ({"components": [{"no": 1}, {"no": "2"}]}, "components[1].no"),
        ({"components": [{"no": 1, "kind": "photo"}]}, "components[0].kind"),
        ({"components": [{"no": 1, "pages": "a.jpg"}]}, "components[0].pages"),
        ({"components": [{"no": 1, "pages": ["a.jpg", 2]}]}, "components[0].pages[1]"),
        ({"components": [{"no": 1, "pages": ["a\0.jpg"]}]}, "components[0].pages[0]"),
        ({"applicant": {"full_name": "A", "id_number": "12345"}}, "applicant.id_number"),
        ({"applicant": {"full_name": "A", "birth_date": "1990-02-30"}}, "applicant.birth_date"),
        ({"applicant": {"full_name": "A", "sex": "Nam"}}, "applicant.sex"),
        ({"applicant": {"full_name": "A", "kind": "person"}}, "applicant.kind"),
        ({"supplement": {"components": [{"no": 1}], "reason": 3}}, "supplement.reason"),
        ({"command_id": 7}, "command_id"),
    ],
)
def test_a_value_of_the_wrong_form_is_refused_by_its_key(
    values: dict[str, Any], key: str, tmp_path: Path
) -> None:
    assert refusal(changed(**values), tmp_path) == ("receive.bad_value", key)


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ({"applicant": {"id_number": "999090001234"}}, "applicant.full_name"),
        ({"applicant": {"kind": "organisation", "full_name": "CÔNG TY MẪU"}}, "applicant.tax_code"),
        ({"components": [{"kind": "original"}]}, "components[0].no"),
        ({"supplement": {"components": [], "reason": "thiếu"}}, "supplement.components"),
        ({"supplement": {"components": [{"no": 1}]}}, "supplement.reason"),
        ({"supplement": {"components": [{}], "reason": "thiếu"}}, "supplement.components[0].no"),
    ],
)
def test_a_nested_key_that_is_missing_is_named_with_its_place(
    values: dict[str, Any], key: str, tmp_path: Path
) -> None:
    assert refusal(changed(**values), tmp_path) == ("receive.missing_key", key)


def test_the_same_paper_twice_is_refused(tmp_path: Path) -> None:
    assert refusal(changed(components=[{"no": 1}, {"no": 1}]), tmp_path) == (
        "receive.component_twice",
        "components[1].no",
    )


def test_details_of_a_refusal_never_hold_the_value(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        command_from(changed(phone="Nguyễn Văn Mẫu 0999"), base=tmp_path)

    assert "Nguyễn" not in json.dumps(caught.value.details, ensure_ascii=False)


def test_text_is_brought_to_one_form(tmp_path: Path) -> None:
    decomposed = "NGUYE\u0302\u0303N VA\u0306N\tMẪU"

    command = command_from(changed(applicant={"full_name": decomposed}), base=tmp_path)

    assert command.applicant.full_name == "NGUYỄN VĂN MẪU"


def test_a_card_payload_is_kept_as_read_so_that_its_damage_can_be_mended(tmp_path: Path) -> None:
    damaged = "999090001234||NGUYá»\x84N VÄ\x82N A|05031990|Nam|Phường Mẫu|01052021"

    command = command_from(changed(applicant={"id_card": damaged}), base=tmp_path)

    assert command.applicant.id_card == damaged


def test_a_lone_surrogate_is_refused_not_crashed_on(tmp_path: Path) -> None:
    assert refusal(changed(note="\ud800"), tmp_path) == ("receive.bad_value", "note")


def test_unknown_keys_are_told_not_swallowed(tmp_path: Path) -> None:
    assert command_from(changed(componets=[]), base=tmp_path).unknown_keys == ("componets",)


def test_pages_are_relative_to_the_file(tmp_path: Path) -> None:
    folder = tmp_path / "hồ sơ"
    folder.mkdir()
    (folder / "a.jpg").write_bytes(b"x")
    file = folder / "r.json"
    file.write_text(json.dumps(changed(components=[{"no": 1, "pages": ["a.jpg"]}])), encoding="utf-8")

    assert parse_receive(file).pages == (folder / "a.jpg",)


class TestTheIdOfAReception:
    def test_is_the_clients_own_where_given(self, tmp_path: Path) -> None:
        assert command_from(changed(command_id="quay-1-7"), base=tmp_path).command_id == "quay-1-7"

    def test_does_not_depend_on_the_order_of_keys(self, tmp_path: Path) -> None:
        turned = dict(reversed(list(GOOD.items())))

        assert command_from(GOOD, base=tmp_path).command_id == command_from(turned, base=tmp_path).command_id

    def test_changes_with_a_pages_bytes_and_not_with_its_name(self, tmp_path: Path) -> None:
        ids = []
        for number, content in enumerate((b"one", b"one", b"two")):
            folder = tmp_path / str(number)
            folder.mkdir()
            (folder / "a.jpg").write_bytes(content)
            data = changed(components=[{"no": 1, "pages": ["a.jpg"]}])
            ids.append(command_from(data, base=folder).command_id)

        assert ids[0] == ids[1]
        assert ids[0] != ids[2]
        assert len(ids[0]) == 64


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'"text"',
        b"\xff\xfe{}",
        b'{"fee": NaN}',
        b'{"answers": {"a": 1e999}}',
        b'{"a": 1, "a": 2}',
        b"[" * 100_000,
    ],
)
def test_a_file_that_is_no_json_object_is_refused(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "r.json"
    file.write_bytes(content)

    with pytest.raises(InputError) as caught:
        parse_receive(file)

    assert caught.value.code == "file.not_json"


def test_a_file_that_is_not_there_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        parse_receive(tmp_path / "r.json")

    assert caught.value.code == "file.not_found"


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "r.json"
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps(GOOD).encode())

    assert parse_receive(file).procedure == "1.004873"


def test_an_unknown_key_is_told_wherever_it_stands(tmp_path: Path) -> None:
    command = command_from(
        changed(
            colour="đỏ",
            applicant={"full_name": "NGUYỄN VĂN MẪU", "birth_year": 1945},
            on_behalf_of={"full_name": "TRẦN THỬ", "paper": {"number": "1", "until": "2026-12-31"}},
            fee={"amount": 15000, "method": "cash", "why": "x"},
            components=[{"no": 1}, {"no": 2, "copis": 3}],
            answers={"whatever": {"is": "asked"}},
        ),
        base=tmp_path,
    )
    assert command.unknown_keys == (
        "applicant.birth_year", "colour", "components[1].copis", "fee.why", "on_behalf_of.paper.until",
    )  # fmt: skip


def test_a_file_without_strange_keys_tells_of_none(tmp_path: Path) -> None:
    assert command_from(GOOD, base=tmp_path).unknown_keys == ()
