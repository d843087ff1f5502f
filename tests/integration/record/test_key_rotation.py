"""Khóa mã kiểm: what was printed before a change stays genuine, and a power cut harms nothing."""

from __future__ import annotations

import json
import stat
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from desk.errors import SurroundingsError
from desk.finding.codes import payload
from desk.finding.find import find
from desk.finding.trust import Verified, verify_receipt
from desk.life.show import show
from desk.office import key_rotation
from desk.office.bootstrap import open_office
from desk.office.key_rotation import receipt_keys, rotate
from desk.office.opened import Office
from models.event import Event
from tests.helpers.cli import DeskRun, call_desk, run_desk
from tests.integration.record.making import NOW, received


def rotations(office: Office) -> list[dict[str, object]]:
    with office.read() as session:
        rows = session.scalars(select(Event.details).where(Event.verb == "key.rotated").order_by(Event.seq))
        return [json.loads(one) for one in rows]


def printed(office: Office, code: str) -> str:
    """What the QR of a receipt printed now holds."""
    return payload(office.card.code, office.keys.ring.current, code)


def test_receipts_printed_before_stay_genuine_and_new_ones_have_another_tag(either_office: Office) -> None:
    office = either_office
    code = received(office)
    before = printed(office, code)
    first = receipt_keys(office)[0]
    made = rotate(office)
    after = printed(office, code)
    assert before != after
    for text in (before, after):
        assert verify_receipt(office, text) == Verified("genuine", code)
        assert show(office, text).code == code
        assert [one.code for one in find(office, text).matches] == [code]
    today = NOW.date().isoformat()
    assert [(one.key_id, one.since, one.until) for one in receipt_keys(office)] == [
        (made.key_id, today, ""),
        (first.key_id, "", today),
    ]
    (told,) = rotations(office)
    assert told == {"key_id": made.key_id, "number": 2, "from": today, "before": first.key_id}


def test_a_stolen_old_key_makes_nothing_genuine_for_later_days(office: Office) -> None:
    stolen = office.keys.ring.current
    rotate(office)
    later = (NOW + timedelta(days=1)).strftime("%y%m%d")
    forged = payload(office.card.code, stolen, f"{office.card.code}-{later}-0001")
    assert verify_receipt(office, forged).worth == "altered"


def test_keys_of_many_rotations_verify_each_its_own_time(office: Office) -> None:
    code = received(office)
    slips = [printed(office, code)]
    for _ in range(4):
        rotate(office)
        slips.append(printed(office, code))
    assert len(set(slips)) == 5
    assert {verify_receipt(office, slip).worth for slip in slips} == {"genuine"}
    assert len({one.key_id for one in receipt_keys(office)}) == 5


def test_another_window_that_is_open_knows_the_new_key_at_once(office: Office) -> None:
    with open_office(office.data, now=NOW) as window:
        code = received(office)
        rotate(office)
        assert verify_receipt(window, printed(office, code)) == Verified("genuine", code)
        assert printed(window, code) == printed(office, code)


def test_the_new_key_is_for_its_owner_only_and_the_first_stays(office: Office) -> None:
    folder = office.paths.keys
    first = (folder / "receipt.key").read_bytes()
    rotate(office)
    assert (folder / "receipt.key").read_bytes() == first
    (later,) = folder.glob("receipt-*.key")
    assert later.name == f"receipt-0002-{NOW:%y%m%d}.key"
    assert stat.S_IMODE(later.stat().st_mode) == 0o600
    assert len(later.read_bytes()) == 32


def test_a_power_cut_before_the_record_knows_leaves_the_key_in_use(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = received(office)
    before = printed(office, code)
    monkeypatch.setattr("desk.record.uow.UnitOfWork.commit", _cut)
    with pytest.raises(KeyboardInterrupt):
        rotate(office)
    monkeypatch.undo()
    with open_office(office.data, now=NOW) as again:
        assert printed(again, code) == before
        assert rotations(again) == []
        rotate(again)
        assert len(receipt_keys(again)) == 2
        assert not list(again.paths.keys.glob("*.pending"))
        assert verify_receipt(again, before) == Verified("genuine", code)


def test_a_power_cut_after_the_record_knows_brings_the_key_into_use_at_the_next_start(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = received(office)
    before = printed(office, code)
    monkeypatch.setattr(key_rotation, "_into_use", _cut)
    with pytest.raises(KeyboardInterrupt):
        rotate(office)
    monkeypatch.undo()
    assert printed(office, code) == before
    with open_office(office.data, now=NOW) as again:
        (told,) = rotations(again)
        assert receipt_keys(again)[0].key_id == told["key_id"]
        assert printed(again, code) != before
        assert verify_receipt(again, before) == Verified("genuine", code)


def test_a_key_that_cannot_be_written_changes_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("desk.record.durable.write_file", full)
    with pytest.raises(SurroundingsError):
        rotate(office)
    assert rotations(office) == []
    assert len(receipt_keys(office)) == 1


def test_a_spoiled_later_key_is_told_at_the_start(office: Office) -> None:
    rotate(office)
    (later,) = office.paths.keys.glob("receipt-*.key")
    later.write_bytes(b"short")
    with pytest.raises(SurroundingsError) as caught:
        open_office(office.data, now=NOW)
    assert (caught.value.code, caught.value.details["file"]) == ("key.damaged", later.name)


def test_the_qr_of_a_receipt_tells_nothing_of_the_person(office: Office) -> None:
    code = received(office)
    view = show(office, code)
    text = view.receipt_payload.casefold()
    assert text == f"{code}.{text[-8:]}".casefold()
    assert view.applicant_name.casefold() not in text


def _cut(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_the_command_line_changes_the_key_and_says_what_a_slip_is_worth(office: Office) -> None:
    code = received(office)
    before = printed(office, code)
    data, now = office.data, NOW.isoformat()
    shown = run_desk("key", "rotate", data=data, now=now).ok()
    assert [one["until"] for one in shown["receipt_keys"]] == [None, NOW.date().isoformat()]
    assert shown["receipt_key_id"] == shown["receipt_keys"][0]["key_id"]
    assert run_desk("key", "show", data=data, now=now).ok() == shown
    good = run_desk("verify-receipt", before.lower(), data=data, now=now).ok()
    assert (good["ok"], good["trust"], good["code"]) == (True, "genuine", code)
    wrong = before[:-1] + ("0" if before[-1] != "0" else "1")
    theirs = payload("VN-ELSE", bytes(32), "VN-ELSE-261123-0001")
    for text, trust in (
        (wrong, "altered"),
        (theirs, "other_office"),
        ("xin chào", "not_ours"),
        (code, "untagged"),
    ):
        answer = run_desk("verify-receipt", text, data=data, now=now)
        assert answer.exit_code == 2
        assert answer.answer["trust"] == trust
        assert answer.answer["message"]


def test_the_public_key_goes_out_as_a_file_that_verifies_a_tally(office: Office, tmp_path: Path) -> None:
    def desk(*words: str | Path, **options: Any) -> DeskRun:
        return call_desk(*words, data=office.data, now=NOW.isoformat(), **options)

    file = tmp_path / "don-vi.pub"
    shown = desk("key", "show", "-o", file).ok()
    assert file.read_text("ascii").strip() == shown["public_key"]
    tally = desk("close-day", f"{NOW:%Y-%m-%d}").ok()["file"]
    assert call_desk("verify-tally", tally, "--key", file).ok()["ok"]
    other = tmp_path / "thu.txt"
    other.write_text("thư của ai đó", encoding="utf-8")
    assert desk("key", "show", "-o", other).error_code == "file.exists"
    assert other.read_text("utf-8") == "thư của ai đó"
    assert "khi lập đơn vị" in desk("key", "show", as_json=False).stdout
