"""Ctrl+Z after an act on record, by real keys over a real office."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.rows import State
from desk.services import DeskServices
from tests.helpers.office_window import CTRL, Clerk, Practice, Sits, clerks

MORNING = "2026-11-23T08:05:00+07:00"


@pytest.fixture
def practice(data_folder: Path) -> Practice:
    return Practice.found(data_folder)


@pytest.fixture
def sits(qtbot: QtBot, qapp: QApplication) -> Iterator[Sits]:
    with clerks(qtbot, qapp) as sit:
        yield sit


@pytest.fixture
def code(practice: Practice) -> str:
    """A dossier received this morning and handed over."""
    made = practice.receive(MORNING)
    practice.act(MORNING, made, "hand-over")
    return made


def do(clerk: Clerk, code: str, verb: str, **typed: str) -> None:
    """Do an act as its panel does."""
    clerk.open(code)
    clerk.dossier.start(verb)
    clerk.settle()
    clerk.dossier.presenter.type(**typed)
    clerk.settle()
    clerk.key(Qt.Key.Key_F9)


def undo(clerk: Clerk) -> None:
    clerk.key(Qt.Key.Key_Z, CTRL)


def begun(clerk: Clerk) -> str:
    draft = clerk.dossier.presenter.state.draft
    return draft.verb if draft is not None else ""


def test_a_correction_is_taken_back_once_and_both_stay_in_the_history(
    practice: Practice, sits: Sits, code: str
) -> None:
    with practice.at() as services:
        before = services.show(code)
        clerk = sits(services)
        do(clerk, code, "correct", **{"set.phone": "0999777777", "set.copies": "4", "reason": "gõ nhầm"})
        assert services.show(code).phone == "0999777777"
        undo(clerk)
        after = services.show(code)
        undo(clerk)  # the toast is gone: nothing more happens
        assert services.show(code).events == after.events
    assert (after.phone, after.copies) == (before.phone, before.copies)
    assert [one.verb for one in after.events][-2:] == ["dossier.corrected", "dossier.corrected"]
    assert clerk.toasts[-1] == "Đã hoàn tác đính chính"


def test_a_withdrawal_leads_to_going_on_with_it(practice: Practice, sits: Sits, code: str) -> None:
    with practice.at() as services:
        clerk = sits(services)
        do(clerk, code, "withdraw")
        assert services.show(code).state is State(7)
        undo(clerk)
        assert begun(clerk) == "resume"
        assert "không xóa được" in clerk.shell.banner.title.text()
        clerk.key(Qt.Key.Key_F9)
        assert services.show(code).state is State.PROCESSING


def test_a_note_leads_to_another_note_and_erases_nothing(practice: Practice, sits: Sits, code: str) -> None:
    with practice.at() as services:
        clerk = sits(services)
        do(clerk, code, "note", text="ghi nhầm")
        undo(clerk)
        assert begun(clerk) == "note"
        assert [one.text for one in services.show(code).remarks] == ["ghi nhầm"]


def test_a_refusal_says_that_only_a_note_is_left(practice: Practice, sits: Sits, code: str) -> None:
    with practice.at() as services:
        clerk = sits(services)
        do(clerk, code, "refuse", reason="Không thuộc thẩm quyền", legal_basis="khoản 1 Điều 17")
        clerk.dossier._arming.stop()
        clerk.key(Qt.Key.Key_F9)
        assert services.show(code).state is State.REFUSED
        undo(clerk)
        assert begun(clerk) == "note"
        assert "Ghi chú" in clerk.shell.banner.text.text()


def test_a_reception_just_made_leads_to_its_correction(practice: Practice, sits: Sits) -> None:
    with practice.at() as services:
        clerk = sits(services)
        clerk.key(Qt.Key.Key_F2)
        page = clerk.reception
        page.presenter.type_person(id_number="999190000123", full_name="NGUYỄN THỊ MẪU")
        page.presenter.choice.choose("1.004873")
        clerk.settle()
        page.presenter.papers.toggle(0)
        clerk.key(Qt.Key.Key_F9)
        found = services.find("nguyễn thị mẫu").matches[0].code
        assert clerk.focus == "person.id"  # an empty field leaves Ctrl+Z to the window
        undo(clerk)
        view = clerk.dossier.presenter.state.view
        assert clerk.shell.current_name == "dossier"
        assert view is not None
        assert view.code == found
        assert begun(clerk) == "correct"
        assert "Rút hồ sơ" in clerk.shell.banner.text.text()
        assert services.show(found).state is State.RECEIVED


def test_a_batch_handed_over_is_made_ready_for_another_hand(practice: Practice, sits: Sits) -> None:
    codes = tuple(practice.receive(MORNING, number) for number in (1, 2))
    with practice.at() as services:
        clerk = sits(services)
        clerk.shell.go("handover", codes)
        clerk.settle()
        clerk.key(Qt.Key.Key_F9)
        assert services.show(codes[0]).state is State.PROCESSING
        undo(clerk)
        rows: Any = clerk.handover.presenter.state.batch.rows
        assert {row.code for row in rows} == set(codes)
        assert "Chuyển lại" in clerk.shell.banner.text.text()


def test_a_result_noted_leads_to_its_correction(practice: Practice, sits: Sits, code: str) -> None:
    with practice.at() as services:
        clerk = sits(services)
        clerk.shell.go("returns", code)
        clerk.settle()
        clerk.shell.page_of("returns").presenter.set_result(number="12/XN")  # type: ignore[attr-defined]
        clerk.settle()
        clerk.key(Qt.Key.Key_F9)
        assert services.show(code).state is State.READY
        undo(clerk)
        assert begun(clerk) == "correct"


def test_a_signed_tally_says_that_the_next_closing_is_another_revision(
    practice: Practice, sits: Sits, code: str
) -> None:
    with practice.at() as services:
        clerk = sits(services)
        clerk.key(Qt.Key.Key_F11)
        page: Any = clerk.shell.page_of("closing")
        page.presenter.commit()
        clerk.settle()
        undo(clerk)
        assert "bản 2" in clerk.shell.banner.text.text()
        assert isinstance(services, DeskServices)
