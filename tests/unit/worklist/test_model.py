"""The work lists as frozen data: grouping, words, what F8 begins."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desk.lists.rows import CallItem, WorkItem, WorkList
from desk.rows import State
from tests.helpers.ui_demo import MORNING
from ui.tokens import Tone
from ui.worklist import model
from ui.worklist.model import GroupRow, WorklistState


def item(code: str, *, holder: str = "", unit: str = "", verb: str = "result-ready",
         state: State = State.PROCESSING, level: str = "late") -> WorkItem:  # fmt: skip
    """One line of a list."""
    return WorkItem(
        code, "Nguyễn Mẫu", "Đăng ký khai sinh", "Hộ tịch", state, MORNING, -60, level, "Quá 1 giờ",
        holder, unit, verb,
    )  # fmt: skip


ITEMS = (item("A", holder="Bình", unit="Tư pháp"), item("B", holder="An", unit="Địa chính"),
         item("C", holder="Bình", unit="Tư pháp"))  # fmt: skip


def state(*, grouped: bool) -> WorklistState:
    """A list of three dossiers at two holders."""
    listed = WorkList("overdue", "Quá hạn", "", ITEMS, 3)
    return WorklistState(kind="overdue", listed=listed, grouped=grouped)


def test_a_group_has_a_head_with_its_count_and_keeps_the_nearest_deadline_first() -> None:
    rows = state(grouped=True).rows
    assert [(row.holder, row.count) if isinstance(row, GroupRow) else row.code for row in rows] == [
        ("Tư pháp · Bình", 2), "A", "C", ("Địa chính · An", 1), "B",
    ]  # fmt: skip


def test_the_trail_is_what_is_shown_without_the_heads() -> None:
    assert state(grouped=True).trail == ("A", "C", "B")
    assert state(grouped=False).trail == ("A", "B", "C")


def test_what_nobody_holds_lies_at_the_counter() -> None:
    assert model.holder_of(item("A")) == "Bộ phận một cửa"


def test_every_list_keeps_its_place_whatever_waits() -> None:
    rows = model.nav_rows({"overdue": 2})
    assert [row.key for row in rows] == [key for key, _title, _icon in (*model.KINDS, *model.MORE)]
    assert {row.key: row.count for row in rows}["overdue"] == 2


def test_a_count_is_loud_only_where_something_is_late() -> None:
    counts = {row.key: model.count_cell(row).tone for row in model.nav_rows({"overdue": 2, "pickup": 5})}
    assert counts["overdue"] is Tone.BAD
    assert counts["pickup"] is None
    assert model.count_cell(model.NavRow("overdue", "Quá hạn", 0)).tone is Tone.MUTED


@pytest.mark.parametrize(
    ("kind", "row", "verb"),
    [
        ("overdue", item("A"), "extend"),
        ("late_notice", item("A"), "extend"),
        ("overdue", item("A", state=State.WITHDRAWING, verb="stop"), "stop"),
        ("acceptance", item("A", state=State.NEW, verb="accept"), "accept"),
        ("transfer", item("A", state=State.RECEIVED, verb="hand-over"), "hand-over"),
    ],
)
def test_what_is_late_is_apologised_for_first(kind: str, row: WorkItem, verb: str) -> None:
    assert model.next_verb(kind, row) == verb
    assert model.act_words(verb)


def test_a_call_without_a_number_says_so() -> None:
    call = CallItem("A", "supplement", "Nguyễn Mẫu", "", "…", 0, None, "", None)
    assert model.call_phone(call).text == "chưa có số"
    assert model.call_tries(call).text == "chưa gọi"


def test_attempts_tell_how_the_last_one_ended() -> None:
    call = CallItem("A", "lateness", "Nguyễn Mẫu", "0999000001", "…", 2, MORNING, "no_answer", None)
    cell = model.call_tries(call)
    assert (cell.text, cell.sub) == ("2 lần", "không nghe máy · 09:41 23/11")
    assert model.call_phone(call).text == "0999 000 001"


def test_a_changed_calendar_shows_the_day_it_would_be_now() -> None:
    from dataclasses import replace

    row = replace(item("A"), would_be=MORNING + timedelta(days=1))
    assert model.moment_cell(row).sub == "nay là 24/11"
