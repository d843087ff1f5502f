"""The hand-over by scanning on a real practice office: each slip once, wrong states named, one list."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.rows import State
from tests.helpers.office_window import CTRL, Practice, Sits, clerks

TODAY = "2026-11-23T08:10:00+07:00"
UNIT = "Tư pháp – Hộ tịch"


@pytest.fixture
def sits(qtbot: QtBot, qapp: QApplication) -> Iterator[Sits]:
    with clerks(qtbot, qapp) as sit:
        yield sit


@pytest.fixture
def practice(data_folder: Path) -> Practice:
    return Practice.found(data_folder)


def test_slips_are_scanned_once_each_and_go_together_with_one_key(practice: Practice, sits: Sits) -> None:
    codes = [practice.receive(TODAY, number) for number in (1, 2)]
    with practice.at() as services:
        slips = [services.show(code).receipt_payload for code in codes]
        clerk = sits(services)
        clerk.key(Qt.Key.Key_B, CTRL)
        for slip in (*slips, slips[0]):
            clerk.scan(slip)
        page = clerk.handover
        assert [row.code for row in page.presenter.state.batch.rows] == [codes[0], codes[1]]
        assert page.view.commit.text() == "Bàn giao 2 hồ sơ và in phiếu"
        page.presenter.set_to(UNIT)
        handle = clerk.shell.windowHandle()
        QTest.keyClick(handle, Qt.Key.Key_F9)
        QTest.keyClick(handle, Qt.Key.Key_F9)
        clerk.settle()
        views = [services.show(code) for code in codes]
        assert {view.state for view in views} == {State.PROCESSING}
        assert {len(view.holdings) for view in views} == {1}
        assert {view.holdings[0].to_unit for view in views} == {UNIT}
        assert len({view.holdings[0].batch for view in views}) == 1
    assert len(clerk.printed) == 1
    assert page.presenter.state.batch.rows == ()


def test_a_dossier_in_a_wrong_state_is_named_on_its_row_and_stays_behind(
    practice: Practice, sits: Sits
) -> None:
    good, ready = practice.receive(TODAY, 1), practice.receive(TODAY, 2)
    practice.act(TODAY, ready, "result-ready")
    with practice.at() as services:
        clerk = sits(services)
        clerk.key(Qt.Key.Key_B, CTRL)
        for code in (good, ready, "VN-MAU-01-261123-9999"):
            clerk.scan(code)
        page = clerk.handover
        rows = {row.code: row for row in page.presenter.state.batch.rows}
        assert rows[good].goes
        assert rows[ready].trouble == "Không bàn giao được ở trạng thái này"
        assert not rows["VN-MAU-01-261123-9999"].goes
        assert page.presenter.state.batch.codes == (good,)
        page.presenter.set_to(UNIT)
        clerk.key(Qt.Key.Key_F9)
        assert services.show(ready).state is State.READY
        assert services.show(good).state is State.PROCESSING


def test_the_unit_chosen_for_one_batch_is_not_taken_for_the_next_one(practice: Practice, sits: Sits) -> None:
    first, second = practice.receive(TODAY, 1), practice.receive(TODAY, 2)
    with practice.at() as services:
        clerk = sits(services)
        clerk.key(Qt.Key.Key_B, CTRL)
        clerk.scan(first)
        act = clerk.handover.presenter
        usual = act.state.batch.to
        act.set_to("Trung tâm Y tế Mẫu")
        act.set_holder("LÊ VĂN MẪU")
        clerk.key(Qt.Key.Key_F9)
        clerk.scan(second)
        batch = act.state.batch
        assert (usual != "", batch.to, batch.holder) == (True, usual, "")
        act.set_to("Trung tâm Y tế Mẫu")  # chosen for this one: another slip does not take it back
        clerk.scan(practice.receive(TODAY, 3))
        assert act.state.batch.to == "Trung tâm Y tế Mẫu"


def test_without_a_unit_f9_says_so_and_stands_there(practice: Practice, sits: Sits) -> None:
    code = practice.receive(TODAY)
    with practice.at() as services:
        clerk = sits(services)
        clerk.key(Qt.Key.Key_B, CTRL)
        clerk.key(Qt.Key.Key_F9)
        assert "Chưa có hồ sơ nào" in clerk.handover.view.banner.title.text()
        clerk.scan(code)
        assert clerk.handover.presenter.state.batch.to  # the unit of the procedure's field is proposed
        clerk.key(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
        clerk.key(Qt.Key.Key_A, CTRL)
        clerk.key(Qt.Key.Key_Delete)
        assert clerk.handover.presenter.state.batch.to == ""
        clerk.key(Qt.Key.Key_F9)
        assert "Chưa chọn bộ phận nhận" in clerk.handover.view.banner.title.text()
        assert clerk.focus == "handover.unit"
        assert services.show(code).state is State.RECEIVED


def test_delete_takes_a_row_out_and_ctrl_z_brings_it_back(practice: Practice, sits: Sits) -> None:
    codes = [practice.receive(TODAY, number) for number in (1, 2)]
    with practice.at() as services:
        clerk = sits(services)
        clerk.shell.go("handover", tuple(codes))
        clerk.settle()
        clerk.key(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
        assert clerk.focus == "handover.table"
        clerk.key(Qt.Key.Key_Delete)
        assert len(clerk.handover.presenter.state.batch.rows) == 1
        clerk.key(Qt.Key.Key_Z, CTRL)
        assert len(clerk.handover.presenter.state.batch.rows) == 2


def test_a_card_is_not_taken_for_a_slip(practice: Practice, sits: Sits) -> None:
    with practice.at() as services:
        clerk = sits(services)
        clerk.key(Qt.Key.Key_B, CTRL)
        clerk.scan("079192004518|024123456|NGUYỄN THỊ THỬ|14031992|Nữ|12/4 Đường Mẫu, phường Mẫu|01052021")
        assert clerk.shell.current_name == "reception"
        assert clerk.handover.presenter.state.batch.rows == ()


def test_those_waiting_to_be_handed_over_come_in_with_one_key(practice: Practice, sits: Sits) -> None:
    codes = [practice.receive(TODAY, number) for number in (1, 2)]
    practice.act(TODAY, practice.receive(TODAY, 3), "result-ready")
    with practice.at() as services:
        listed = {row.code for row in services.lists.work_list("transfer").rows}
        clerk = sits(services)
        clerk.key(Qt.Key.Key_B, CTRL)
        page = clerk.handover
        assert page.view.empty.action.text() == f"Lấy {len(listed)} hồ sơ chờ bàn giao"
        told = {key.id for key in clerk.shell.keys.bar("handover", page.bar_keys)}
        assert "handover.waiting" in told
        assert not {"handover.rows", "handover.remove"} & told
        clerk.key(Qt.Key.Key_G, CTRL)
        assert set(page.presenter.state.batch.codes) == listed >= set(codes)
        assert "handover.waiting" not in {key.id for key in clerk.shell.keys.bar("handover", page.bar_keys)}
