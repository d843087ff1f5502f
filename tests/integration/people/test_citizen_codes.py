"""Codes of citizens: opaque, of this office only, revocable, counted; whose they are is found at once."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import zxingcpp

from desk.errors import InputError
from desk.finding.codes import payload, recognise
from desk.finding.find import find
from desk.finding.scanned import read_scan
from desk.life.show import show
from desk.office.opened import Office
from desk.people.citizen_codes import codes_of, holder, issue, revoke
from desk.people.code_card import card_pdf
from desk.people.known import listed
from desk.people.merging import merge
from models.event import Event
from printing.raster import rasterise
from tests.helpers.cli import call_desk
from tests.integration.people.conftest import DAO, take_in


def scanned(office: Office, text: str) -> Any:
    return read_scan(text, codes=office.codes, key=office.keys.receipt)


def test_a_code_opens_the_dossiers_of_whom_it_was_given_and_tells_nothing_of_them(office: Office) -> None:
    code = take_in(office, DAO).code
    row = issue(office, DAO["id_number"])
    assert re.fullmatch(r"CD-\d{6}-\d{8}", row.ref)
    assert row.payload.startswith(f"{row.ref}.")
    assert DAO["id_number"] not in row.payload
    assert scanned(office, row.payload).kind == "citizen"
    assert holder(office, row.payload).person.name == DAO["full_name"]
    assert [one.code for one in find(office, row.payload).matches] == [code]
    assert [one.code for one in find(office, row.ref.lower()).matches] == [code]
    assert [one.name for one in listed(office, row.payload)] == [DAO["full_name"]]


def test_another_code_revokes_the_one_before_and_is_counted(office: Office) -> None:
    code = take_in(office, DAO).code
    first, second = issue(office, DAO["id_number"]), issue(office, code)
    assert (first.issue_no, second.issue_no) == (1, 2)
    with pytest.raises(InputError) as refused:
        holder(office, first.payload)
    assert refused.value.code == "citizen_code.revoked"
    assert find(office, first.payload).matches == ()
    assert [one.revoked_why for one in codes_of(office, DAO["id_number"])] == ["replaced", ""]
    assert issue(office, second.payload).issue_no == 3


def test_a_lost_one_is_taken_back_once(office: Office) -> None:
    take_in(office, DAO)
    row = issue(office, DAO["id_number"])
    assert revoke(office, row.payload, "lost").revoked_why == "lost"
    with pytest.raises(InputError) as again:
        revoke(office, row.payload, "lost")
    assert again.value.code == "citizen_code.revoked_before"
    with pytest.raises(InputError) as why:
        revoke(office, row.payload, "vì thế")
    assert why.value.code == "citizen_code.why"


def test_a_forged_tag_a_mistyped_digit_and_another_office_are_told_apart(office: Office) -> None:
    take_in(office, DAO)
    row = issue(office, DAO["id_number"])
    digit = row.payload[3]
    mistyped = row.payload[:3] + str((int(digit) + 1) % 10) + row.payload[4:]
    assert scanned(office, mistyped).kind == "unknown"
    for text, code in (
        (mistyped, "code.tag_mismatch"),
        (payload("H99.99", b"x" * 32, row.ref), "code.other_office"),
        ("CD-000000-00000000", "citizen_code.unknown"),
        (take_in(office, DAO).code, "citizen_code.unknown"),
    ):
        with pytest.raises(InputError) as refused:
            holder(office, text)
        assert refused.value.code == code, text


def test_who_was_merged_is_opened_by_either_ones_code(office: Office) -> None:
    one = take_in(office, DAO).code
    other = take_in(office, {**DAO, "id_number": "999190009999"}, command_id="other").code
    given = issue(office, "999190009999")
    people = {card.number_masked: card.id for card in listed(office, DAO["full_name"])}
    assert len(people) == 2
    kept = next(key for number, key in people.items() if number and number.endswith(DAO["id_number"][-2:]))
    gone = next(key for key in people.values() if key != kept)
    merge(office, kept, gone)
    assert {match.code for match in find(office, given.payload).matches} == {one, other}
    assert holder(office, given.payload).person.id == kept


def test_events_and_the_card_name_nobody(office: Office) -> None:
    take_in(office, DAO)
    row = issue(office, DAO["id_number"])
    with office.read() as session:
        told = [
            json.dumps(event.details, ensure_ascii=False) + event.subject
            for event in session.query(Event).filter(Event.verb.like("citizen_code.%"))
        ]
    assert told
    for paper in ("a4", "k80"):
        pdf = card_pdf(office, row, paper)
        drawn = rasterise(pdf, page=0, dpi=203)
        pixels = np.frombuffer(drawn.rgb, np.uint8).reshape(drawn.height, drawn.width, 3)
        (read,) = zxingcpp.read_barcodes(np.ascontiguousarray(pixels))
        assert read.text == row.payload
        told.append(pdf.decode("latin-1"))
    for text in told:
        assert DAO["full_name"] not in text
        assert DAO["id_number"] not in text


def test_a_dossiers_receipt_is_no_citizens_code(office: Office) -> None:
    code = take_in(office, DAO).code
    assert recognise(show(office, code).receipt_payload).kind == "receipt"
    assert recognise("CD-261123-0001").kind == "code"  # a unit code of CD would give such numbers


def test_nobody_gets_none(office: Office) -> None:
    with pytest.raises(InputError) as refused:
        issue(office, "999000000000")
    assert refused.value.code == "citizen_code.nobody"


def test_by_command_line(office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from desk.cli.frame import main

    dossier = take_in(office, DAO).code
    call = ["--data", str(office.data), "--json", "citizen-code"]

    def answer(*words: str) -> tuple[int, Any]:
        done = main([*call, *words])
        return done, json.loads(capsys.readouterr().out)

    card = tmp_path / "the.pdf"
    done, row = answer("issue", DAO["id_number"], "-o", str(card), "--command-id", "c1")
    assert (done, row["issue_no"], card.read_bytes()[:5]) == (0, 1, b"%PDF-")
    assert answer("issue", DAO["id_number"], "--command-id", "c1")[1]["ref"] == row["ref"]
    assert answer("open", row["payload"])[1]["dossiers"] == [dossier]
    assert answer("revoke", row["ref"], "--why", "asked")[1]["revoked_why"] == "asked"
    assert answer("open", row["payload"])[0] == 2
    assert len(answer("list", DAO["id_number"])[1]["codes"]) == 1


def test_a_card_given_out_before_the_key_was_changed_still_opens(office: Office) -> None:
    from desk.office.key_rotation import rotate

    take_in(office, DAO)
    cards = [issue(office, DAO["id_number"]).payload]
    rotate(office)
    assert holder(office, cards[0]).person.name == DAO["full_name"]
    assert read_scan(cards[0], codes=office.codes, key=office.keys.ring).kind == "citizen"
    renewed = issue(office, DAO["id_number"]).payload
    assert holder(office, renewed).person.name == DAO["full_name"]
    wrong = f"{renewed[:-1]}{'B' if renewed[-1] != 'B' else 'C'}"
    with pytest.raises(InputError) as refused:
        holder(office, wrong)
    assert refused.value.code == "code.tag_mismatch"


def test_the_command_line_tells_a_card_from_a_slip_and_what_of_it_is_missing(office: Office) -> None:
    def said(text: str) -> tuple[bool, str, str]:
        answer = call_desk("verify-receipt", text, data=office.data).answer
        return answer["ok"], answer["trust"], answer["message"]

    slip = show(office, take_in(office, DAO).code).receipt_payload
    card = issue(office, DAO["id_number"]).payload
    assert said(slip)[:2] == said(card)[:2] == (True, "genuine")
    assert "Thẻ mã người dân" in said(card)[2]
    assert "Thẻ mã người dân" not in said(slip)[2]
    for cut in (slip[:-1], slip[:-8], card[:-1], card[:-8], card[:14]):
        assert said(cut)[:2] == (False, "incomplete"), cut
        assert ("Thẻ mã người dân" in said(cut)[2]) is cut.startswith("CD-")
        assert "đọc chưa hết" in said(cut)[2]
    forged = card[:-1] + ("B" if card[-1] != "B" else "C")
    assert said(forged)[:2] == (False, "altered")
    revoke(office, card, "lost")
    ok, trust, message = said(card)
    assert (ok, trust) == (False, "genuine")
    assert "đã thu hồi" in message
    again = call_desk("citizen-code", "revoke", card, data=office.data)
    assert again.error_code == "citizen_code.revoked_before"
    listed = call_desk("citizen-code", "list", DAO["id_number"], data=office.data, as_json=False)
    assert "mất" in listed.stdout
