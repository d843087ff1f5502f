"""Finding a dossier as clerks ask: names, last digits, codes, slips, cards; newest first."""

from __future__ import annotations

import pytest

from desk.errors import InputError
from desk.finding.find import find
from desk.intake.receive import commit_reception
from desk.intake.receive_file import command_from
from desk.life.show import show
from desk.office.opened import Office
from desk.people.known import history, masked, search

PEOPLE = (
    ("NGUYỄN VĂN MẪU", "999090001234", "0999118264"),
    ("TRẦN THỊ ĐÀO", "999190005678", "0999555123"),
    ("NGUYỄN ĐỨC ÂN", "999085000123", None),
    ("LÂM THỊ LAN", "999180007777", "0999118265"),
)


@pytest.fixture
def codes(office: Office) -> list[str]:
    found = []
    for number, (name, identity, phone) in enumerate(PEOPLE):
        data = {
            "command_id": str(number), "channel": "direct", "procedure": "1.004873",
            "received_at": f"2026-11-23T08:{number:02d}", "phone": phone,
            "applicant": {"full_name": name, "id_number": identity},
        }  # fmt: skip
        found.append(commit_reception(office, command_from(data, base=office.data)).code)
    return found


def found(office: Office, text: str, limit: int = 20) -> list[str]:
    return [match.code for match in find(office, text, limit).matches]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("nguyen", [2, 0]),
        ("Nguyễn", [2, 0]),
        ("NGUYEN VAN", [0]),
        ("mẫu", [0]),
        ("dao", [1]),
        ("đào thị", [1]),
        ("ân", [2]),
        ("lan", [3]),
        ("nguyeenx", [2, 0]),  # keys of Telex and VNI that no typing aid took up
        ("nguye64n va8n", [0]),
        ("nguye64n", [2, 0]),
        ("tra62n d9a2o", [1]),
        ("ddaof thij", [1]),
        ("N\u200bguy\u0065\u0302\u0303n", [2, 0]),
        ("am", []),  # the middle of a word finds nobody
        ("1234", [0]),
        ("8264", [0]),
        ("7777", [3]),
        ("123", [2, 1]),  # the end of an identity number and of a phone
        ("999090001234", [0]),
        ("0999118265", [3]),
        ("0999 118 265", [3]),
        ("999090001234||NGUYỄN VĂN MẪU|05031990|Nam|phường Mẫu|01052021", [0]),
        ("0003", [2]),
        ("vn-mau-01-261123-0002", [1]),
        ("261123-0002", [1]),
        ("zzz", []),
        ("%", []),
        ("_", []),
        ("   ", []),
    ],
)
def test_what_is_typed_finds_whom_it_means(
    office: Office, codes: list[str], text: str, who: list[int]
) -> None:
    assert found(office, text) == [codes[number] for number in who]


def test_a_name_with_an_apostrophe_is_found_however_it_is_typed(either_office: Office) -> None:
    written = ("H'HEN NIÊ ÊBAN", "H’Hen Niê Êban")
    for number, name in enumerate((*written, "HỒ VĂN HIỀN", "THEN THỊ NIÊM")):
        data = {
            "command_id": str(number), "channel": "direct", "procedure": "1.004873",
            "received_at": f"2026-11-23T08:0{number}",
            "applicant": {"full_name": name, "id_number": f"99919000300{number}"},
        }  # fmt: skip
        commit_reception(either_office, command_from(data, base=either_office.data))

    for text in ("hhen", "h hen nie", "hen nie", "nie hen", "hhen nie e", "hh"):
        names = [match.applicant for match in find(either_office, text).matches]
        assert names == list(reversed(written)), text
        assert {card.name for card in search(either_office, text)} == set(written), text
    for text, name in (("h'hen nie", written[0]), ("Niê H’Hen Ê", written[1])):
        assert [match.applicant for match in find(either_office, text).matches] == [name]


def test_the_slips_text_finds_its_dossier_in_any_case_of_letters(office: Office, codes: list[str]) -> None:
    payload = show(office, codes[1]).receipt_payload

    assert found(office, payload) == [codes[1]]
    assert found(office, payload.swapcase()) == [codes[1]]
    assert found(office, f"https://tra-cuu.example.vn/?ma={payload}") == [codes[1]]


def test_a_slip_with_another_offices_tag_finds_nothing(office: Office, codes: list[str]) -> None:
    assert found(office, f"{codes[1]}.ZZZZZZZZ") == []


def test_the_limit_holds_and_keeps_the_newest(office: Office, codes: list[str]) -> None:
    assert found(office, "9", limit=1000) == []
    assert found(office, "999", limit=2) == []
    assert found(office, "thi", limit=1) == [codes[3]]


@pytest.mark.parametrize("limit", [0, -1, 1001])
def test_a_limit_out_of_bounds_is_refused(office: Office, limit: int) -> None:
    with pytest.raises(InputError) as caught:
        find(office, "an", limit)
    assert caught.value.code == "find.bad_limit"


def test_matches_show_the_number_masked(office: Office, codes: list[str]) -> None:
    assert codes
    assert find(office, "đào").matches[0].id_masked == "999*******78"


@pytest.mark.parametrize(
    ("number", "seen"), [("999090001234", "999*******34"), ("12345", "*****"), ("", None), (None, None)]
)
def test_a_masked_number_tells_its_ends_only(number: str | None, seen: str | None) -> None:
    assert masked(number) == seen


class TestHistory:
    def test_prefills_from_the_newest_dossier_that_knows(self, office: Office, codes: list[str]) -> None:
        data = {
            "command_id": "later", "channel": "direct", "procedure": "1.001193",
            "applicant": {"full_name": "TRẦN THỊ ĐÀO", "id_number": "999190005678", "address": "9 đường Mẫu"},
        }  # fmt: skip
        newest = commit_reception(office, command_from(data, base=office.data)).code

        seen = history(office, "999190005678")

        assert (seen.name, seen.phone, seen.address) == ("TRẦN THỊ ĐÀO", "0999555123", "9 đường Mẫu")
        assert [match.code for match in seen.recent] == [newest, codes[1]]
        assert seen.waiting_results == ()

    def test_tells_results_waiting_to_be_collected(self, office: Office, codes: list[str]) -> None:
        from desk.life.act import act

        act(office, codes[0], "result-ready")

        assert history(office, "999090001234").waiting_results == (codes[0],)

    @pytest.mark.parametrize("number", ["", "999000000000"])
    def test_of_a_stranger_is_empty(self, office: Office, codes: list[str], number: str) -> None:
        assert codes
        assert history(office, number).recent == ()


@pytest.mark.parametrize("text", ["tran thi", "Trần Thị", "traanf thij", "tra62n thi5", "ddaof", "5678"])
def test_people_are_found_however_their_name_is_typed(office: Office, codes: list[str], text: str) -> None:
    assert codes
    assert [one.name for one in search(office, text)] == ["TRẦN THỊ ĐÀO"]
