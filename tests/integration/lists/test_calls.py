"""Whom to tell what: found, told, tried again, given up; the gateway's file and the record agree."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from desk.errors import InputError, SurroundingsError
from desk.lists.calls import calls, export_calls, record_call
from desk.lists.rows import CallItem
from desk.office import settings
from desk.office.opened import Office
from desk.paper.doors import WordDoors
from desk.record.checking import check
from models.tables import Call, Event, Phrase
from tests.helpers.cli import call_desk
from tests.integration.dates.conftest import at, do, take_in

CARD = "999090001234"


def ready(office: Office, **values: object) -> str:
    code = take_in(office, "2026-11-20T09:00", **values)
    do(office, "2026-11-20T10:00", code, "result-ready")
    return code


def only(office: Office) -> CallItem:
    (item,) = calls(office)
    return item


def told(office: Office) -> list[tuple[str, str]]:
    with office.read() as session:
        rows = session.execute(select(Event.verb, Event.details).where(Event.verb == "call.recorded"))
        return [(verb, details) for verb, details in rows.all()]


def test_nobody_is_called_in_an_empty_office(either_office: Office, tmp_path: Path) -> None:
    assert calls(either_office) == ()
    done = export_calls(either_office, tmp_path / "sms.csv")
    assert (done.rows, done.skipped) == (0, 0)
    assert not (tmp_path / "sms.csv").exists()


def test_each_has_its_reason_and_its_words(either_office: Office) -> None:
    office = either_office
    late = take_in(office, "2026-11-16T09:00")  # due 19/11, still open
    moved = take_in(office, "2026-11-17T09:00")  # due 20/11, given a new date
    do(office, "2026-11-18T09:00", moved, "extend", due_at="2026-11-27T17:00:00+07:00", reason="chờ xác minh")
    asked = take_in(office, "2026-11-18T09:00")
    do(office, "2026-11-18T10:00", asked, "request-supplement", components=[{"no": 1}], reason="thiếu")
    done = ready(office)
    take_in(office, "2026-11-23T08:00")
    found = calls(office)
    assert [(item.code, item.kind) for item in found] == [
        (late, "lateness"), (moved, "lateness"), (asked, "supplement"), (done, "result_ready"),
    ]  # fmt: skip
    words = {item.code: item.script for item in found}
    for code, script in words.items():
        assert code in script
        assert "NGUYỄN VĂN MẪU" in script
        assert CARD not in script
        assert "{" not in script
    assert "quá ngày hẹn 17:00 19/11/2026" in words[late]
    assert "Hẹn lại ông/bà lúc 17:00 27/11/2026" in words[moved]
    assert "bổ sung" in words[asked]
    assert "đã có kết quả" in words[done]
    assert {item.phone for item in found} == {"0999118264"}
    assert [item.kind for item in calls(office, ["supplement"])] == ["supplement"]


def test_who_was_reached_is_not_called_again(either_office: Office) -> None:
    code = ready(either_office)
    done = record_call(either_office, code, "result_ready", outcome="reached", note="hẹn chiều")
    assert (done.attempt, done.outcome, done.left) == (1, "reached", 2)
    assert calls(either_office) == ()
    with either_office.read() as session:
        row = session.scalars(select(Call)).one()
        assert (row.note, row.channel, row.attempt) == ("hẹn chiều", "phone", 1)
    ((_, details),) = told(either_office)
    assert '"attempt":1' in details
    assert "hẹn chiều" not in details
    assert "MẪU" not in details
    assert check(either_office).ok


def test_after_so_many_attempts_nobody_tries_any_more(office: Office) -> None:
    code = ready(office)
    for attempt in (1, 2, 3):
        assert only(office).attempts == attempt - 1
        record_call(office, code, "result_ready", outcome="no_answer")
    assert calls(office) == ()
    with office.write("test.rule") as uow:
        settings.change(uow, "calls.max_attempts", 5)
        uow.commit()
    assert (only(office).attempts, only(office).last_outcome) == (3, "no_answer")


def test_a_second_reason_begins_anew(office: Office) -> None:
    code = take_in(office, "2026-11-18T09:00")
    do(office, "2026-11-18T10:00", code, "request-supplement", components=[{"no": 1}], reason="thiếu")
    record_call(at(office, "2026-11-18T11:00"), code, "supplement", outcome="reached")
    do(office, "2026-11-19T09:00", code, "supplement", components=[{"no": 1, "kind": "copy"}])
    assert calls(office) == ()
    again = {"components": [{"no": 1}], "reason": "vẫn thiếu", "override": {"reason": "cần", "role": "head"}}
    do(office, "2026-11-20T09:00", code, "request-supplement", **again)
    assert (only(office).kind, only(office).attempts) == ("supplement", 0)


def test_what_there_is_nothing_to_tell_of_cannot_be_recorded(office: Office) -> None:
    code = take_in(office, "2026-11-20T09:00")
    with pytest.raises(InputError, match=r"call\.not_due"):
        record_call(office, code, "result_ready", outcome="reached")
    assert record_call(office, code, "other", outcome="reached").attempt == 1
    assert record_call(office, code, "other", outcome="reached").attempt == 2


@pytest.mark.parametrize(
    ("kind", "values", "code"),
    [
        ("shout", {"outcome": "reached"}, "call.bad_value"),
        ("result_ready", {"outcome": "maybe"}, "call.bad_value"),
        ("result_ready", {"outcome": "exported"}, "call.bad_value"),
        ("result_ready", {"outcome": "reached", "channel": "drum"}, "call.bad_value"),
        ("result_ready", {"outcome": "reached", "note": "x" * 501}, "call.long_note"),
    ],
)
def test_a_wrong_attempt_is_refused_and_nothing_is_recorded(
    office: Office, kind: str, values: dict[str, str], code: str
) -> None:
    dossier = ready(office)
    with pytest.raises(InputError) as failure:
        record_call(office, dossier, kind, **values)
    assert failure.value.code == code
    assert told(office) == []


def test_the_gateways_file_has_numbers_to_dial_and_is_written_once(
    either_office: Office, tmp_path: Path
) -> None:
    office = either_office
    good, bare = ready(office, phone="0999 118.264"), ready(office, phone=None)
    file = tmp_path / "sms.csv"
    done = export_calls(office, file)
    assert (done.rows, done.skipped) == (1, 1)
    with file.open(encoding="utf-8-sig", newline="") as source:
        rows = list(csv.DictReader(source))
    assert [row["phone"] for row in rows] == ["+84999118264"]
    assert good in rows[0]["text"]
    assert CARD not in file.read_text("utf-8-sig")
    assert len(told(office)) == 1
    assert [item.code for item in calls(office)] == [bare]
    assert export_calls(office, tmp_path / "again.csv").rows == 0
    # the next day a person may still be telephoned, but is not written to a second time
    later = at(office, "2026-11-25T09:00")
    assert {item.code: item.last_outcome for item in calls(later)} == {good: "exported", bare: ""}
    assert export_calls(later, tmp_path / "later.csv").rows == 0


def test_a_file_that_cannot_be_written_leaves_no_attempt(office: Office, tmp_path: Path) -> None:
    ready(office)
    with pytest.raises((SurroundingsError, OSError)):
        export_calls(office, tmp_path / "nowhere" / "sms.csv")
    assert told(office) == []
    assert only(office).attempts == 0


def test_a_file_that_is_there_already_is_kept(office: Office, tmp_path: Path) -> None:
    ready(office)
    file = tmp_path / "sms.csv"
    file.write_text("cũ", encoding="utf-8")
    with pytest.raises(InputError, match=r"file\.exists"):
        export_calls(office, file)
    assert file.read_text("utf-8") == "cũ"
    assert told(office) == []


def test_a_name_that_is_a_formula_stays_text_in_the_gateways_file(office: Office, tmp_path: Path) -> None:
    with office.write("test.words") as uow:
        uow.session.add(Phrase(kind="call", code="result_ready", text="=HYPERLINK({code}) {nobody}"))
        uow.commit()
    code = ready(office)
    assert only(office).script.startswith(f"=HYPERLINK({code}) … ")
    export_calls(office, tmp_path / "sms.csv")
    assert f"'=HYPERLINK({code})" in (tmp_path / "sms.csv").read_text("utf-8-sig")


def test_the_words_are_an_editable_phrase_like_all_others(office: Office) -> None:
    doors = WordDoors(office)
    shipped = {card.code: card for card in doors.phrases("call")}
    assert {"result_ready", "supplement", "lateness", "lateness_extended"} <= set(shipped)
    ready(office)
    doors.set_phrase(replace(shipped["result_ready"], text="Mời {name} nhận kết quả, gọi {hotline}."))
    assert only(office).script == f"Mời NGUYỄN VĂN MẪU nhận kết quả, gọi {office.card.hotline}."
    doors.remove_phrase("call", "result_ready")
    assert "đã có kết quả" in only(office).script


def test_the_command_line_lists_records_and_exports(office: Office, tmp_path: Path) -> None:
    code = ready(office)
    office.close()

    def call(*words: str | Path) -> dict[str, object]:
        return call_desk("calls", *words, data=office.data, now="2026-11-23T09:00").ok()

    said = call("list")
    assert said["total"] == 1
    item = said["calls"][0]  # type: ignore[index]
    assert (item["code"], item["kind"], item["attempts"], item["phone"]) == (
        code, "result_ready", 0, "0999118264",
    )  # fmt: skip
    said = call("record", code, "result_ready", "--outcome", "no_answer")
    assert (said["code"], said["attempt"], said["left"]) == (code, 1, 2)
    said = call("export", "-o", tmp_path / "sms.csv", "--kind", "result_ready")
    assert (said["rows"], said["skipped"], said["file"]) == (1, 0, str(tmp_path / "sms.csv"))
    assert call("list", "--kind", "supplement")["total"] == 0
    for limit in ("0", "-1", "9" * 30):
        few = call_desk("calls", "list", "--limit", limit, data=office.data, now="2026-11-23T09:00")
        assert (few.exit_code, few.error_code) == (2, "worklist.bad_limit")
    wrong = call_desk("calls", "list", "--kind", "x", data=office.data, now="2026-11-23T09:00")
    assert (wrong.exit_code, wrong.error_code) == (2, "call.bad_value")
