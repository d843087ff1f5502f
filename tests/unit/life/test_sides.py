"""Side-states: each derived from its own facts, none from the main state alone."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest

from desk.clock import LOCAL
from desk.life.rows import Countdown
from desk.life.sides import side_states

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=LOCAL)


def a_row(**values: Any) -> Any:
    given = {
        "delivery": "", "return_by": "counter", "state": 4, "fee_method": "none", "fee_amount": 0,
        "fee_paid": False, "official_code": None, "provisional": False, "components": [], "attachments": [],
    }  # fmt: skip
    return SimpleNamespace(**{**given, **values})


def paper(no: int, **more: Any) -> Any:
    return SimpleNamespace(**{"no": no, "kind": "original", "reused_from": None, **more})


def scan(no: int, role: str = "component") -> Any:
    return SimpleNamespace(component_no=no, role=role)


def count(key: str, level: str) -> Countdown:
    return Countdown(key=key, label="", basis="", due_at=NOW, minutes_left=0, level=level)


@pytest.mark.parametrize(
    ("values", "delivery"),
    [
        ({}, "none"),
        ({"return_by": "postal", "state": 4}, "none"),
        ({"return_by": "postal", "state": 9}, "waiting"),
        ({"return_by": "postal", "state": 9, "delivery": "sent"}, "sent"),
    ],
)
def test_delivery(values: dict[str, Any], delivery: str) -> None:
    assert side_states(a_row(**values), ()).delivery == delivery


@pytest.mark.parametrize(
    ("values", "finance"),
    [
        ({}, "none"),
        ({"state": 6}, "unpaid"),
        ({"fee_amount": 15000}, "unpaid"),
        ({"fee_amount": 15000, "fee_method": "cash", "fee_paid": True}, "paid"),
        ({"fee_method": "exempt"}, "exempt"),
    ],
)
def test_finance(values: dict[str, Any], finance: str) -> None:
    assert side_states(a_row(**values), ()).finance == finance


@pytest.mark.parametrize(
    ("values", "sync"),
    [({}, "local"), ({"provisional": True}, "provisional"), ({"official_code": "H19"}, "reconciled")],
)
def test_sync(values: dict[str, Any], sync: str) -> None:
    assert side_states(a_row(**values), ()).sync == sync


@pytest.mark.parametrize(
    ("papers", "scans", "digitisation"),
    [
        ([1, 2], [], "none"),
        ([1, 2], [scan(0, "result")], "none"),
        ([1, 2], [scan(1)], "partial"),
        ([1, 2], [scan(1), scan(1), scan(2)], "full"),
    ],
)
def test_digitisation(papers: list[int], scans: list[Any], digitisation: str) -> None:
    row = a_row(components=[paper(no) for no in papers], attachments=scans)

    assert side_states(row, ()).digitisation == digitisation


def test_a_paper_taken_from_a_database_needs_no_scan() -> None:
    held: tuple[dict[str, Any], ...] = ({"kind": "reused"}, {"reused_from": 7})
    for more in held:
        row = a_row(components=[paper(1), paper(2, **more)], attachments=[scan(1)])
        assert side_states(row, ()).digitisation == "full"
        assert side_states(a_row(components=[paper(1), paper(2, **more)]), ()).digitisation == "none"
        assert side_states(a_row(components=[paper(2, **more)]), ()).digitisation == "unneeded"


def test_the_warning_is_the_worst_of_what_the_dossier_itself_must_keep() -> None:
    assert side_states(a_row(), [count("due", "ok"), count("accept", "soon")]).warning == "soon"
    assert side_states(a_row(), [count("due", "late"), count("accept", "soon")]).warning == "late"
    assert side_states(a_row(), [count("due", "ok"), count("transfer", "late")]).warning == "ok"
    assert side_states(a_row(), ()).warning == "none"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_key_has_its_name(lang: str) -> None:
    words = side_states(a_row(fee_amount=1), [count("due", "late")], lang=lang).words

    assert set(words) == {"delivery", "finance", "sync", "digitisation", "warning"}
    assert words["warning"] == {"vi": "Quá hạn", "en": "Late"}[lang]
