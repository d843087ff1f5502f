"""Answers of the command line have the keys of the contract."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from desk.cli import day_shapes, shapes
from desk.cli.closing import parse_day
from desk.cli.words import local
from desk.clock import parse_moment
from desk.errors import InputError
from desk.rows import (
    Acted,
    AttachmentRow,
    ClosedDay,
    DuePromise,
    Found,
    IdentityCard,
    Match,
    Note,
    Received,
    State,
)
from desk.trial.playday import Step, table

AT = parse_moment("2026-11-26T17:00")


def test_a_reception() -> None:
    paper = AttachmentRow(component=1, file=Path("/d/a.pdf"), pages=2, bytes=10, sha256="ab")
    row = Received(
        code="C",
        provisional=True,
        state=State.RECEIVED,
        received_at=AT,
        due_at=None,
        due_reason=("vì",),
        receipt_pdf=Path("/d/r.pdf"),
        attachments=(paper,),
        warnings=(Note("a.b", "câu"),),
    )

    answer = shapes.received(row, "vi")

    assert answer == {
        "code": "C",
        "provisional": True,
        "state": 2,
        "state_name": "Được tiếp nhận",
        "received_at": "2026-11-26T17:00:00+07:00",
        "due_at": None,
        "due_reason": ["vì"],
        "receipt_pdf": "/d/r.pdf",
        "attachments": [
            {"component": 1, "role": "component", "file": "/d/a.pdf", "pages": 2, "bytes": 10, "sha256": "ab"}
        ],
        "warnings": [{"code": "a.b", "message": "câu"}],
    }


def test_a_repeat_says_so_and_a_first_time_does_not() -> None:
    first = Acted(code="C", state=State.READY, due_at=AT, event_seq=7)
    again = Acted(code="C", state=State.READY, due_at=AT, event_seq=7, repeated=True)

    assert "repeated" not in shapes.acted(first, "en")
    assert shapes.acted(again, "en") == {**shapes.acted(first, "en"), "repeated": True}
    assert shapes.acted(first, "en")["printed"] == []


def test_a_card() -> None:
    card = IdentityCard(
        number="999090001234",
        old_number=None,
        full_name="A",
        birth_date=date(1990, 3, 5),
        sex="male",
        address=None,
        issued_on=None,
    )

    assert shapes.card(card) == {
        "number": "999090001234",
        "old_number": None,
        "full_name": "A",
        "birth_date": "1990-03-05",
        "sex": "male",
        "address": None,
        "issued_on": None,
        "warnings": [],
    }


def test_a_promise_with_and_without_a_date() -> None:
    assert shapes.promise(DuePromise(due_at=AT, reason=("vì",))) == {
        "due_at": "2026-11-26T17:00:00+07:00",
        "due_date": "2026-11-26",
        "reason": ["vì"],
        "warnings": [],
    }
    assert shapes.promise(DuePromise(due_at=None, reason=()))["due_date"] is None


def test_a_hit_of_find() -> None:
    match = Match(code="C", applicant="A", procedure="P", state=State.RETURNED, due_at=AT, id_masked="9*1")

    answer = shapes.found(Found(matches=(match,), ms=1.26), "vi")

    assert answer["ms"] == 1.3
    assert {"code", "applicant", "procedure", "state", "due_at"} <= set(answer["matches"][0])
    assert answer["matches"][0]["state"] == 10


def test_a_closed_day() -> None:
    row = ClosedDay(
        date=date(2026, 11, 23),
        revision=2,
        file=Path("/t.json"),
        sha256="s",
        signature="g",
        previous_sha256=None,
    )

    assert day_shapes.closed(row) == {
        "date": "2026-11-23",
        "revision": 2,
        "file": "/t.json",
        "sha256": "s",
        "signature": "g",
        "previous_sha256": None,
    }


def test_pauses_of_the_clock_are_moments_as_text() -> None:
    fields = {
        "start_at": AT,
        "due_original": None,
        "due_current": None,
        "finished_at": None,
        "returned_at": None,
        "pauses": [{"from": AT, "to": None, "reason": "supplement_requested"}],
    }

    assert shapes.clock(fields)["pauses"] == [
        {"from": "2026-11-26T17:00:00+07:00", "to": None, "reason": "supplement_requested"}
    ]


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_state_has_its_name(state: State, lang: str) -> None:
    assert "state." not in shapes.state_fields(state, lang)["state_name"]


@pytest.mark.parametrize(
    "text", ["2026-11-31", "23/11/2026", "2026-1-1", "20261123", "", "hôm nay", "２０２６-11-23"]
)
def test_a_day_is_read_strictly(text: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_day(text)
    assert caught.value.code == "clock.bad_day"


def test_people_read_moments_as_at_the_counter() -> None:
    assert local(AT, "vi") == "17:00 26/11/2026"
    assert local(None, "en") == "no date yet"


def test_the_played_days_table_names_outcome_time_and_file() -> None:
    lines = table(
        [Step("Tiếp nhận", "C-1", None, 1500.0), Step("  Giấy hẹn", "A5", Path("/p.pdf"), None)]
    ).split("\n")

    assert lines[0].split() == ["Tiếp", "nhận", "C-1", "1.50", "s"]
    assert lines[1].split() == ["Giấy", "hẹn", "A5"]
    assert lines[2].strip() == "/p.pdf"
