"""A table being edited remembers what stands on record and gives every step back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ui.admin.parts.sheet import Col, Kind, Sheet

COLS = (Col("name", "Tên"), Col("on", "Dùng", Kind.FLAG))
ROWS = ({"name": "a", "on": "1"}, {"name": "b", "on": ""})


def names(sheet: Sheet) -> list[str]:
    """The names of every row, in order."""
    return [line.value("name") for line in sheet.lines]


def test_a_table_as_it_stands_has_nothing_to_save() -> None:
    sheet = Sheet.of(COLS, ROWS)
    assert not sheet.dirty
    assert sheet.changes == ()


def test_typing_the_same_again_is_no_change() -> None:
    sheet = Sheet.of(COLS, ROWS)
    assert sheet.put(1, "name", "a") is sheet
    assert not sheet.put(1, "name", "x").put(1, "name", "a").dirty


def test_a_row_on_record_is_marked_and_kept_by_a_second_delete() -> None:
    marked = Sheet.of(COLS, ROWS).drop(1)
    assert [line.gone for line in marked.lines] == [True, False]
    assert [line.id for line in marked.standing] == [2]
    assert not marked.drop(1).dirty


def test_a_row_never_saved_goes_at_once() -> None:
    sheet = Sheet.of(COLS, ROWS)
    line = sheet.next_id
    assert names(sheet.add({"name": "c"}).drop(line)) == ["a", "b"]


def test_a_marked_row_is_not_typed_in() -> None:
    marked = Sheet.of(COLS, ROWS).drop(1)
    assert marked.put(1, "name", "x") is marked


def test_another_order_is_something_to_save() -> None:
    moved = Sheet.of(COLS, ROWS).move(2, -1)
    assert names(moved) == ["b", "a"]
    assert moved.dirty
    assert moved.changes == ()
    assert moved.move(2, -1) is moved


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["put", "add", "drop", "move"]),
            st.integers(1, 6),
            st.sampled_from(["x", "y", ""]),
        ),
        max_size=12,
    )
)
def test_undo_walks_back_to_what_stands_on_record(steps: list[tuple[str, int, str]]) -> None:
    sheet = first = Sheet.of(COLS, ROWS)
    for act, line, text in steps:
        if act == "put":
            sheet = sheet.put(line, "name", text)
        elif act == "add":
            sheet = sheet.add({"name": text})
        elif act == "drop":
            sheet = sheet.drop(line)
        else:
            sheet = sheet.move(line, 1 if text else -1)
    while sheet.before is not None:
        sheet = sheet.undo()
    assert sheet == first
    assert sheet.undo() is sheet
