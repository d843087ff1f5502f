"""The work lists and the calls on a real practice office, by keys alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from tests.helpers.office_window import CTRL, SHIFT, Clerk, Practice, Sits, clerks
from ui.widgets.keycap import KeyHint
from ui.worklist.model import GroupRow

LAST_WEEK = "2026-11-12T09:00:00+07:00"
TODAY = "2026-11-23T08:10:00+07:00"


@pytest.fixture
def sits(qtbot: QtBot, qapp: QApplication) -> Iterator[Sits]:
    with clerks(qtbot, qapp) as sit:
        yield sit


@pytest.fixture
def practice(data_folder: Path) -> Practice:
    return Practice.found(data_folder)


@pytest.fixture
def late(practice: Practice) -> tuple[str, ...]:
    """Two dossiers long overdue, at two holders."""
    codes = tuple(practice.receive(LAST_WEEK, number) for number in (1, 2))
    practice.act(LAST_WEEK, codes[0], "hand-over", {"to": "Tư pháp – Hộ tịch", "holder": "Lê Văn Thử"})
    practice.act(LAST_WEEK, codes[1], "hand-over", {"to": "Địa chính", "holder": "Phạm Văn Thử"})
    return codes


def stand_on(clerk: Clerk, kind: str) -> None:
    """F10, then down to a list by keys."""
    clerk.key(Qt.Key.Key_F10)
    nav = clerk.worklist.view.nav
    for _ in range(3):
        clerk.key(Qt.Key.Key_Up)
    for _ in range(20):
        if nav.current_row.key == kind:
            return
        clerk.key(Qt.Key.Key_Down)
    raise AssertionError(kind)


def test_the_counts_are_those_of_desk(practice: Practice, sits: Sits, late: tuple[str, ...]) -> None:
    with practice.at() as services:
        clerk = sits(services)
        clerk.key(Qt.Key.Key_F10)
        shown = {row.key: row.count for row in clerk.worklist.view.nav.rows_model.rows}
        assert {key: shown[key] for key in services.lists.counts()} == dict(services.lists.counts())
        assert shown["overdue"] == len(late)
        assert shown["calls"] == len(services.lists.calls())


def test_a_late_dossier_is_apologised_for_within_seven_keys_from_its_list(
    practice: Practice, sits: Sits, late: tuple[str, ...]
) -> None:
    with practice.at() as services:
        clerk = sits(services)
        stand_on(clerk, "overdue")
        clerk.keys = 0
        clerk.key(Qt.Key.Key_Return)
        assert clerk.focus == "worklist.table"
        code = clerk.worklist.view.table.current_row.code
        clerk.key(Qt.Key.Key_F8)
        assert clerk.shell.current_name == "dossier"
        assert clerk.focus == "dossier.phrases"
        clerk.key(Qt.Key.Key_Return)
        clerk.key(Qt.Key.Key_F9)
        assert clerk.keys <= 7
        assert [one.verb for one in services.show(code).events][-1] == "dossier.extended"
        clerk.key(Qt.Key.Key_PageDown, Qt.KeyboardModifier.AltModifier)
        view = clerk.dossier.presenter.state.view
        assert view is not None
        assert view.code in set(late) - {code}


ALT = Qt.KeyboardModifier.AltModifier


def shown_rows(clerk: Clerk) -> list[str]:
    """The codes of the list in front."""
    return [row.code for row in clerk.worklist.view.table.rows_model.rows]


def leave(clerk: Clerk) -> None:
    """Esc; once more where a sentence stood above the screen, as of a printer that is not there."""
    if clerk.shell.banner.isVisible():
        clerk.key(Qt.Key.Key_Escape)
    clerk.key(Qt.Key.Key_Escape)


def three_late(practice: Practice) -> tuple[str, ...]:
    """Three dossiers long overdue."""
    return tuple(practice.receive(LAST_WEEK, number) for number in (1, 2, 3))


def test_esc_after_an_act_begun_in_a_list_stands_on_the_next_row(practice: Practice, sits: Sits) -> None:
    three_late(practice)
    with practice.at() as services:
        clerk = sits(services)
        stand_on(clerk, "overdue")
        clerk.key(Qt.Key.Key_Return)
        first, second, third = shown_rows(clerk)
        clerk.key(Qt.Key.Key_F8)
        clerk.key(Qt.Key.Key_Return)
        clerk.key(Qt.Key.Key_F9)
        assert services.show(first).events[-1].verb == "dossier.extended"
        leave(clerk)
        assert clerk.shell.current_name == "worklist"
        assert clerk.focus == "worklist.table"
        assert clerk.worklist.presenter.state.kind == "overdue"
        assert clerk.worklist.view.table.current_row.code == second
        clerk.key(Qt.Key.Key_Down)
        assert clerk.worklist.view.table.current_row.code == third


def test_a_row_only_looked_at_is_stood_on_again_and_f12_forgets_the_way_back(
    practice: Practice, sits: Sits
) -> None:
    three_late(practice)
    with practice.at() as services:
        clerk = sits(services)
        stand_on(clerk, "overdue")
        clerk.key(Qt.Key.Key_Return)
        clerk.key(Qt.Key.Key_Down)
        second = clerk.worklist.view.table.current_row.code
        clerk.key(Qt.Key.Key_Return)
        assert clerk.shell.current_name == "dossier"
        assert "Esc" in {one.accessibleName().split()[0] for one in clerk.shell.key_bar.findChildren(KeyHint)}
        clerk.key(Qt.Key.Key_Escape)
        assert clerk.worklist.view.table.current_row.code == second
        clerk.key(Qt.Key.Key_Return)
        clerk.key(Qt.Key.Key_F12)
        clerk.key(Qt.Key.Key_F3, SHIFT)
        clerk.key(Qt.Key.Key_Escape)
        assert clerk.shell.current_name == "home"


def test_a_series_of_apologies_needs_three_keys_each(practice: Practice, sits: Sits) -> None:
    codes = three_late(practice)
    with practice.at() as services:
        clerk = sits(services)
        stand_on(clerk, "overdue")
        clerk.key(Qt.Key.Key_Return)
        clerk.key(Qt.Key.Key_F8)
        clerk.keys = 0
        for _ in codes:
            assert clerk.focus == "dossier.phrases"
            clerk.key(Qt.Key.Key_Return)
            clerk.key(Qt.Key.Key_F9)
            clerk.key(Qt.Key.Key_PageDown, ALT)
        assert clerk.keys == 9
        assert [services.show(code).events[-1].verb for code in codes] == ["dossier.extended"] * 3
        leave(clerk)
        assert clerk.shell.current_name == "worklist"


def test_a_result_noted_from_a_list_comes_back_to_it_too(practice: Practice, sits: Sits) -> None:
    codes = three_late(practice)
    for code in codes:
        practice.act(LAST_WEEK, code, "result-ready", {})
    with practice.at() as services:
        clerk = sits(services)
        stand_on(clerk, "pickup")
        clerk.key(Qt.Key.Key_Return)
        first, second, _third = shown_rows(clerk)
        clerk.key(Qt.Key.Key_F8)
        assert clerk.shell.current_name == "returns"
        clerk.key(Qt.Key.Key_A, CTRL)
        clerk.key(Qt.Key.Key_F7)
        clerk.key(Qt.Key.Key_F9)
        assert services.show(first).state == 10
        leave(clerk)
        assert clerk.shell.current_name == "worklist"
        assert clerk.worklist.view.table.current_row.code == second


def test_grouped_by_holder_every_holder_has_a_head(
    practice: Practice, sits: Sits, late: tuple[str, ...]
) -> None:
    with practice.at() as services:
        clerk = sits(services)
        stand_on(clerk, "overdue")
        clerk.key(Qt.Key.Key_G, CTRL)
        rows = clerk.worklist.presenter.state.rows
        heads = [row.holder for row in rows if isinstance(row, GroupRow)]
        assert heads == ["Tư pháp – Hộ tịch · Lê Văn Thử", "Địa chính · Phạm Văn Thử"]
        assert [row.code for row in rows if row.code] == list(late)
        clerk.key(Qt.Key.Key_Return)
        assert clerk.shell.current_name in ("worklist", "dossier")


def test_online_dossiers_are_accepted_from_their_list(practice: Practice, sits: Sits) -> None:
    code = practice.receive(TODAY, channel="online", registered=True)
    with practice.at() as services:
        clerk = sits(services)
        stand_on(clerk, "acceptance")
        clerk.key(Qt.Key.Key_Return)
        clerk.key(Qt.Key.Key_F8)
        assert clerk.dossier.view.commit.text() == "Tiếp nhận và in giấy hẹn"
        clerk.key(Qt.Key.Key_F9)
        assert int(services.show(code).state) == 2


def test_the_whole_list_that_waits_for_a_hand_over_goes_there(practice: Practice, sits: Sits) -> None:
    codes = {practice.receive(TODAY, number) for number in (1, 2, 3)}
    with practice.at() as services:
        clerk = sits(services)
        stand_on(clerk, "transfer")
        clerk.key(Qt.Key.Key_Return)
        clerk.key(Qt.Key.Key_F8)
        assert clerk.shell.current_name == "handover"
        assert set(clerk.handover.presenter.state.batch.codes) == codes


@pytest.mark.parametrize(
    ("key", "outcome"),
    [(Qt.Key.Key_1, "reached"), (Qt.Key.Key_2, "no_answer"), (Qt.Key.Key_3, "wrong_number")],
)
def test_a_call_is_recorded_with_one_key(
    practice: Practice, sits: Sits, late: tuple[str, ...], key: Qt.Key, outcome: str
) -> None:
    with practice.at() as services:
        clerk = sits(services)
        stand_on(clerk, "calls")
        clerk.key(Qt.Key.Key_Return)
        assert clerk.focus == "worklist.calls"
        item = clerk.worklist.view.calls.table.current_row
        assert item.script in clerk.worklist.view.calls.script.text()
        clerk.key(key)
        left = [one for one in services.lists.calls() if (one.code, one.kind) == (item.code, item.kind)]
        if outcome == "reached":
            assert left == []
        else:
            assert [(one.attempts, one.last_outcome) for one in left] == [(1, outcome)]
        assert clerk.toasts[-1].startswith("Đã ghi cuộc gọi")


def test_after_the_last_call_one_goes_on_with_the_lists(practice: Practice, sits: Sits) -> None:
    code = practice.receive(TODAY)
    practice.act(TODAY, code, "result-ready")
    with practice.at() as services:
        clerk = sits(services)
        stand_on(clerk, "calls")
        clerk.key(Qt.Key.Key_Return)
        clerk.key(Qt.Key.Key_1)
        assert services.lists.calls() == ()
        assert clerk.focus == "worklist.nav"
        clerk.key(Qt.Key.Key_Up)
        assert clerk.worklist.presenter.state.kind == "all"


def test_the_calls_are_exported_for_text_messages(
    practice: Practice, sits: Sits, late: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "goi.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_more: (str(file), ""))
    with practice.at() as services:
        waiting = len([one for one in services.lists.calls() if one.phone])
        clerk = sits(services)
        stand_on(clerk, "calls")
        clerk.key(Qt.Key.Key_E, CTRL)
        lines = file.read_text("utf-8-sig").strip().splitlines()
    assert len(lines) == waiting + 1


def test_the_workload_names_every_holder(practice: Practice, sits: Sits, late: tuple[str, ...]) -> None:
    with practice.at() as services:
        clerk = sits(services)
        stand_on(clerk, "workload")
        rows = clerk.worklist.view.load.rows_model.rows
        assert [(one.holder, one.late) for one in rows] == [
            (one.holder, one.late) for one in services.process.workload()
        ]


def test_an_empty_list_says_so_and_escape_goes_back_to_the_lists(practice: Practice, sits: Sits) -> None:
    with practice.at() as services:
        clerk = sits(services)
        stand_on(clerk, "overdue")
        assert "Không còn việc nào" in clerk.worklist.view.empty.text.text()
        clerk.key(Qt.Key.Key_Escape)
        assert clerk.shell.current_name == "home"


def test_official_codes_come_from_a_table_whole_or_not_at_all(
    practice: Practice, sits: Sits, late: tuple[str, ...], tmp_path: Path
) -> None:
    good, bad = tmp_path / "tot.csv", tmp_path / "hong.csv"
    good.write_text(f"code,official_code\n{late[0]},H99.02-261112-0007\n", encoding="utf-8")
    bad.write_text(
        f"code,official_code\n{late[1]},H99.02-261112-0008\nKHONG-CO,H99.02-261112-0009\n", encoding="utf-8"
    )
    with practice.at() as services:
        clerk = sits(services)
        clerk.key(Qt.Key.Key_F10)
        page = clerk.worklist
        page.presenter.import_codes(bad)
        clerk.settle()
        assert page.view.banner.isVisible()
        assert services.show(late[1]).official_code is None
        page.presenter.import_codes(good)
        clerk.settle()
        assert clerk.toasts[-1].startswith("Đã ghi 1 mã chính thức")
        assert services.show(late[0]).official_code == "H99.02-261112-0007"
