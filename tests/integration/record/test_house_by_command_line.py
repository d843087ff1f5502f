"""`setting`, `office` and `point` as their users call them."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from desk.office.opened import Office
from models.event import Event
from tests.helpers.cli import DeskRun, call_desk

OLD, NEW = "VN-MAU-01", "H19.34"


def _events(office: Office) -> list[tuple[str, str]]:
    with office.read() as session:
        return [(one.verb, one.details) for one in session.scalars(select(Event).order_by(Event.seq))]


def _desk(office: Office, *words: str, **options: Any) -> DeskRun:
    return call_desk(*words, data=office.data, now="2026-11-23T09:41:00+07:00", **options)


def test_settings_by_the_command_line_hold_from_their_day(office: Office) -> None:
    answer = _desk(office, "setting", "set", "clock.supplement_days", "20", "--from", "2027-01-01").ok()
    assert (answer["key"], answer["value"], answer["set"]) == (
        "clock.supplement_days",
        15,
        {"value": 20, "valid_from": "2027-01-01"},
    )
    got = _desk(office, "setting", "get", "clock.supplement_days").ok()
    assert (got["value"], got["default"], got["valid_from"]) == (15, 15, None)
    assert got["history"] == [{"value": 20, "valid_from": "2027-01-01", "planned": True}]
    assert "Điều 19 khoản 5" in got["source"]
    then = _desk(office, "setting", "get", "clock.supplement_days", "--on", "2027-01-01").ok()
    assert (then["value"], then["valid_from"]) == (20, "2027-01-01")
    listed = {one["key"]: one for one in _desk(office, "setting", "list").ok()["settings"]}
    assert listed["clock.supplement_days"]["value"] == 15
    assert {"key", "value", "default", "valid_from", "source", "help"} <= set(listed["receipt.paper"])


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("receipt.paper", "k80", "k80"),
        ("receipt.paper", '"k80"', "k80"),
        ("clock.transfer_cutoff", "14:30", "14:30"),
        ("calendar.saturday_counts", "true", True),
        ("people.reuse_days", "90", 90),
        ("payment.bank", "970436", "970436"),
        ("payment.account", "0011001234567", "0011001234567"),
        ("override.roles", '["admin"]', ["admin"]),
    ],
)
def test_a_value_is_read_as_json_or_as_the_text_it_is(
    office: Office, key: str, typed: str, value: object
) -> None:
    assert _desk(office, "setting", "set", key, typed).ok()["value"] == value
    assert _desk(office, "setting", "get", key).ok()["valid_from"] == "2026-11-23"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("setting", "get"), "usage"),
        (("setting", "get", "no.such"), "setting.unknown"),
        (("setting", "set", "receipt.paper"), "usage"),
        (("setting", "set", "receipt.paper", "a3"), "setting.bad_value"),
        (("setting", "set", "clock.supplement_days", "NaN"), "setting.bad_value"),
        (("setting", "set", "clock.supplement_days", "[" * 5000), "setting.bad_value"),
        (("setting", "set", "receipt.paper", "k80", "--from", "31/12/2026"), "clock.bad_day"),
        (("setting", "set", "receipt.paper", "k80", "--from", "1800-01-01"), "setting.bad_day"),
        (("office", "set"), "usage"),
        (("office", "set", "--code", "a b"), "office.bad_value"),
        (("point", "set"), "usage"),
        (("point", "set", "A1"), "point.bad_value"),
        (("point", "use", "A1"), "point.unknown"),
    ],
)
def test_a_wrong_call_is_refused_and_changes_nothing(
    office: Office, words: tuple[str, ...], code: str
) -> None:
    before = _events(office)
    done = _desk(office, *words)
    assert (done.exit_code, done.error_code) == (2, code)
    assert _events(office) == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("office", "set", "--code", "a b"), ("“code”", "“A B”", "chữ in hoa", "nhiều nhất 30")),
        (("office", "set", "--code", "A" * 41), ("“code”", "41 ký tự", "nhiều nhất 30")),
        (("office", "set", "--name", ""), ("“name”", "không để trống", "nhiều nhất 200")),
        (("office", "set", "--name", "x" * 201), ("“name”", "201 ký tự", "nhiều nhất 200")),
        (("office", "set", "--hotline", "1\x1b[2J"), ("“hotline”", "5 ký tự", "hoặc để trống")),
        (("office", "set", "--lookup-url", "ftp://x"), ("“lookup_url”", "“ftp://x”", "http://")),
        (("point", "set", "đ 1", "--name", "Lưu động"), ("“code”", "“Đ 1”", "không dấu", "nhiều nhất 40")),
        (("point", "set", "A1"), ("“name”", "không để trống")),
        (("point", "set", "A1", "--name", "B", "--address", "x" * 201), ("“address”", "201 ký tự")),
    ],
)
def test_a_refusal_names_the_field_what_was_given_and_what_is_allowed(
    office: Office, words: tuple[str, ...], said: tuple[str, ...]
) -> None:
    before = _events(office)
    message = _desk(office, *words).answer["error"]["message"]
    for one in (*said, "Chưa đổi gì"):
        assert one in message, message
    assert "{" not in message
    assert _events(office) == before


def test_profile_and_points_by_the_command_line(office: Office) -> None:
    changed = _desk(office, "office", "set", "--code", "h19.34", "--from", "2026-12-01").ok()
    assert (changed["code"], changed["codes"]) == (OLD, [NEW, OLD])
    assert [one["valid_from"] for one in changed["profiles"]] == ["2026-11-23", "2026-12-01"]
    _desk(office, "point", "set", "LD1", "--name", "Điểm lưu động", "--mobile", "yes").ok()
    assert _desk(office, "point", "use", "LD1").ok()["here"] == "LD1"
    _desk(office, "point", "set", "LD1", "--active", "no").ok()
    shown = _desk(office, "point", "list").ok()
    assert shown["points"] == [
        {
            "code": "LD1",
            "name": "Điểm lưu động",
            "address": "",
            "mobile": True,
            "active": False,
            "here": True,
        }
    ]
    assert [one["code"] for one in shown["warnings"]] == ["point.not_here"]
    text = _desk(office, "point", "list", as_json=False, lang="en").stdout
    assert "mobile, closed, this machine" in text
