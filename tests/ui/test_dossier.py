"""The dossier screen on a real practice office: every act by keys, once, and as the record says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.errors import SurroundingsError
from desk.rows import State
from desk.services import DeskServices
from tests.helpers.office_window import ALT, CTRL, NOW, SHIFT, Practice, Sits, clerks
from ui.dossier.letter import LetterWindow
from ui.dossier.state import DossierWish

MORNING = "2026-11-20T08:30:00+07:00"
DIGITS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5)
SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "sample"


@pytest.fixture
def practice(data_folder: Path) -> Practice:
    return Practice.found(data_folder)


@pytest.fixture
def sits(qtbot: QtBot, qapp: QApplication) -> Iterator[Sits]:
    with clerks(qtbot, qapp) as sit:
        yield sit


@pytest.fixture
def received(practice: Practice) -> str:
    """A dossier in state 2."""
    return practice.receive(MORNING)


@pytest.fixture
def handed(practice: Practice, received: str) -> str:
    """A dossier in state 4."""
    practice.act(MORNING, received, "hand-over", {"to": "Tư pháp – Hộ tịch"})
    return received


# ---- what is shown --------------------------------------------------------------------------------


def test_the_acts_shown_are_those_that_desk_allows_in_its_order(
    practice: Practice, sits: Sits, handed: str
) -> None:
    with practice.at() as services:
        clerk = sits(services)
        clerk.open(handed)
        shown = [row.line.verb for row in clerk.dossier.view.acts.rows]
        assert shown == [one.verb for one in services.show(handed).actions]
        assert {"request-supplement", "refuse", "extend", "stop", "correct"} <= set(shown)


def test_the_key_bar_leaves_out_acts_that_are_not_allowed(
    practice: Practice, sits: Sits, handed: str, received: str
) -> None:
    with practice.at() as services:
        clerk = sits(services)
        clerk.open(handed)
        lettered = {"dossier.supplement", "dossier.refuse"}
        assert lettered <= {key.id for key in clerk.shell.keys.bar("dossier", clerk.dossier.bar_keys)}
        services.act(handed, "result-ready", {})
        services.act(handed, "return", {})
        clerk.open(handed)
        assert not lettered & {key.id for key in clerk.shell.keys.bar("dossier", clerk.dossier.bar_keys)}


def test_countdowns_and_side_states_stand_beside_the_main_state(
    practice: Practice, sits: Sits, handed: str
) -> None:
    with practice.at() as services:
        clerk = sits(services)
        clerk.open(handed)
        view = services.show(handed)
        page = clerk.dossier.view
        assert [line.title for line in page.countdowns.lines] == [one.label for one in view.countdowns]
        assert all(line.basis for line in page.countdowns.lines)
        assert [one.title for one in page.head.side.sides] == [
            "Giao trả", "Lệ phí", "Mã hồ sơ", "Số hóa", "Thời hạn",
        ]  # fmt: skip
        assert page.head.chips[0].spec.text == "Đang giải quyết"


def test_every_event_of_the_record_is_told_newest_first(practice: Practice, sits: Sits, handed: str) -> None:
    practice.act(NOW, handed, "note", {"text": "Hẹn mang bản chính"})
    with practice.at() as services:
        clerk = sits(services)
        clerk.open(handed)
        titles = [one.title for one in clerk.dossier.view.history.timeline.moments]
    assert titles == ["Ghi chú nội bộ", "Chuyển chuyên môn", "Tiếp nhận hồ sơ"]


# ---- asking for papers ----------------------------------------------------------------------------


def test_papers_are_asked_for_within_nine_keys_and_the_paper_is_printed(
    practice: Practice, sits: Sits, handed: str
) -> None:
    with practice.at() as services:
        clerk = sits(services)
        clerk.open(handed)
        clerk.keys = 0
        clerk.key(Qt.Key.Key_F8)
        assert clerk.focus == "dossier.asked.1"
        clerk.key(Qt.Key.Key_Space)
        clerk.dossier.view.panel.phrases.setFocus()
        clerk.key(Qt.Key.Key_Return)
        clerk.key(Qt.Key.Key_F9)
        assert clerk.keys <= 9
        view = services.show(handed)
        asked = [one for one in view.events if one.verb == "dossier.supplement_requested"]
    assert view.state is State.SUPPLEMENT
    assert [one["no"] for one in asked[0].details["components"]] == [1]
    assert asked[0].details["reason"]
    assert clerk.printed == [handed]


def test_a_second_f9_acts_once(practice: Practice, sits: Sits, handed: str) -> None:
    with practice.at() as services:
        clerk = sits(services)
        clerk.open(handed)
        clerk.key(Qt.Key.Key_N, CTRL)
        clerk.type("Goi lai buoi chieu")
        handle = clerk.shell.windowHandle()
        QTest.keyClick(handle, Qt.Key.Key_F9)
        QTest.keyClick(handle, Qt.Key.Key_F9)
        clerk.settle()
        clerk.key(Qt.Key.Key_F9)
        notes = services.show(handed).remarks
    assert [one.text for one in notes] == ["Goi lai buoi chieu"]


def test_what_is_missing_is_named_and_the_focus_stands_there(
    practice: Practice, sits: Sits, handed: str
) -> None:
    with practice.at() as services:
        clerk = sits(services)
        clerk.open(handed)
        clerk.key(Qt.Key.Key_F8)
        clerk.key(Qt.Key.Key_F9)
        assert "Chưa chọn giấy nào" in clerk.dossier.view.banner.title.text()
        clerk.key(Qt.Key.Key_1)
        assert not clerk.dossier.view.banner.isVisible()
        clerk.key(Qt.Key.Key_F9)
        assert clerk.focus == "dossier.field.reason"
        assert services.show(handed).state is State.PROCESSING


def test_after_an_act_the_next_one_is_begun_by_its_digit_and_has_its_room(
    practice: Practice, sits: Sits, handed: str
) -> None:
    with practice.at() as services:
        clerk = sits(services)
        clerk.open(handed)
        clerk.key(Qt.Key.Key_F8)
        clerk.key(Qt.Key.Key_1)
        clerk.key(Qt.Key.Key_F9)
        clerk.type("Thieu chu ky")
        clerk.key(Qt.Key.Key_F9)
        page = clerk.dossier.view
        assert clerk.focus == "dossier.act.supplement"
        page.banner.say("Một câu báo dài sau khi lưu, phải xuống dòng ở cột bên phải của cửa sổ. " * 2)
        clerk.settle()
        assert page.banner.width() > page.acts.width() * 2
        clerk.key(Qt.Key.Key_1)
        draft = clerk.dossier.presenter.state.draft
    assert draft is not None
    assert draft.verb == "supplement"


def test_a_key_pressed_while_a_dossier_is_being_read_is_meant_for_that_one(
    practice: Practice, sits: Sits, handed: str
) -> None:
    other = practice.receive(MORNING, 2)
    with practice.at() as services:
        clerk = sits(services)
        clerk.open(handed)
        clerk.shell.go("dossier", other)
        clerk.key(Qt.Key.Key_F8)
        state = clerk.dossier.presenter.state
    assert state.view is not None
    assert state.draft is not None
    assert (state.view.code, state.draft.verb) == (other, "request-supplement")


def test_added_papers_come_in_with_their_pages_and_the_clock_starts_again(
    practice: Practice, sits: Sits, handed: str
) -> None:
    practice.act(MORNING, handed, "request-supplement", {"components": [{"no": 1}], "reason": "Thiếu chữ ký"})
    with practice.at() as services:
        clerk = sits(services)
        clerk.open(handed)
        clerk.dossier.start("supplement")
        clerk.settle()
        assert clerk.focus == "dossier.asked.1"
        clerk.dossier.view.scan.add_files([SAMPLE / "to-khai-1.jpg"])
        clerk.settle()
        clerk.key(Qt.Key.Key_F9)
        view = services.show(handed)
    assert view.state is State.PROCESSING
    assert view.clock["start_at"].isoformat() == NOW
    assert [row.pages for row in view.attachments] == [1]


# ---- what cannot be undone ------------------------------------------------------------------------


def test_a_refusal_asks_twice_and_a_bouncing_key_is_no_second_press(
    qtbot: QtBot, practice: Practice, sits: Sits, received: str
) -> None:
    with practice.at() as services:
        clerk = sits(services)
        clerk.open(received)
        page = clerk.dossier
        clerk.key(Qt.Key.Key_F7)
        page.presenter.type(reason="Không thuộc thẩm quyền", legal_basis="khoản 1 Điều 17")
        clerk.key(Qt.Key.Key_F9)
        assert "không lấy lại được" in page.view.banner.title.text()
        clerk.key(Qt.Key.Key_F9)  # at once: the same press of a bouncing key
        assert services.show(received).state is State.RECEIVED
        qtbot.waitUntil(lambda: not page._arming.isActive())
        clerk.key(Qt.Key.Key_F9)
        view = services.show(received)
    assert view.state is State.REFUSED
    assert clerk.printed == [received]


def test_escape_takes_the_first_press_back_and_keeps_the_words(
    qtbot: QtBot, practice: Practice, sits: Sits, received: str
) -> None:
    with practice.at() as services:
        clerk = sits(services)
        clerk.open(received)
        page = clerk.dossier
        clerk.key(Qt.Key.Key_F7)
        page.presenter.type(reason="Không thuộc thẩm quyền", legal_basis="khoản 1 Điều 17")
        clerk.key(Qt.Key.Key_F9)
        clerk.key(Qt.Key.Key_Escape)
        draft = page.presenter.state.draft
        assert draft is not None
        assert not draft.armed
        clerk.key(Qt.Key.Key_Escape)
        assert page.presenter.state.draft is None
        clerk.key(Qt.Key.Key_F7)
        kept = page.presenter.state.draft
        assert kept is not None
        assert kept.value("reason") == "Không thuộc thẩm quyền"
        qtbot.waitUntil(lambda: not page._arming.isActive())
        assert services.show(received).state is State.RECEIVED


# ---- dates ----------------------------------------------------------------------------------------


def test_an_extension_proposes_a_date_and_a_second_one_asks_for_leave(
    practice: Practice, sits: Sits, handed: str
) -> None:
    with practice.at() as services:
        clerk = sits(services)
        clerk.open(handed)
        clerk.key(Qt.Key.Key_F8, SHIFT)
        page = clerk.dossier
        proposed = services.life.propose_due(handed).due_at
        draft = page.presenter.state.draft
        assert draft is not None
        assert proposed is not None
        assert draft.value("day") == f"{proposed:%d/%m/%Y}"
        page.presenter.type(reason="Chờ xác minh")
        clerk.key(Qt.Key.Key_F9)
        view = services.show(handed)
        assert view.due_at == proposed
        assert view.clock["due_original"] < proposed
        clerk.key(Qt.Key.Key_F8, SHIFT)
        again = page.presenter.state.draft
        assert again is not None
        assert again.act.needs_override
        assert "dossier.field.override.reason" in [
            one.objectName() for one in page.view.panel.fields.controls.values()
        ]


def test_a_failing_act_keeps_what_was_typed_and_says_why(
    practice: Practice, sits: Sits, handed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with practice.at() as services:
        clerk = sits(services)
        clerk.open(handed)
        clerk.key(Qt.Key.Key_N, CTRL)
        clerk.type("Ghi lai")

        def broken(*_args: object, **_more: object) -> None:
            raise SurroundingsError("disk.full")

        with monkeypatch.context() as patch:
            patch.setattr(DeskServices, "act", broken)
            clerk.key(Qt.Key.Key_F9)
            assert clerk.dossier.view.banner.isVisible()
        clerk.key(Qt.Key.Key_F9)
        assert [one.text for one in services.show(handed).remarks] == ["Ghi lai"]


# ---- the rest of a life ---------------------------------------------------------------------------


def test_an_online_dossier_is_accepted_here_with_two_keys(practice: Practice, sits: Sits) -> None:
    code = practice.receive("2026-11-23T08:10:00+07:00", channel="online", registered=True)
    with practice.at() as services:
        clerk = sits(services)
        clerk.open(code)
        assert services.show(code).state is State.NEW
        assert clerk.focus == "dossier.act.accept"
        clerk.key(Qt.Key.Key_Return)
        assert clerk.dossier.view.commit.text() == "Tiếp nhận và in giấy hẹn"
        clerk.key(Qt.Key.Key_F9)
        assert services.show(code).state is State.RECEIVED
    assert clerk.printed == [code]


def test_a_correction_changes_only_what_was_changed(practice: Practice, sits: Sits, handed: str) -> None:
    with practice.at() as services:
        clerk = sits(services)
        clerk.open(handed)
        clerk.dossier.start("correct")
        clerk.settle()
        clerk.dossier.presenter.type(**{"set.phone": "0999777888", "reason": "Báo đổi số"})
        clerk.key(Qt.Key.Key_F9)
        rows = services.show(handed).corrections
    assert [(one.field, one.new) for one in rows] == [("phone", "0999777888")]


def test_a_scan_while_the_official_code_is_asked_for_goes_into_its_field(
    practice: Practice, sits: Sits, handed: str
) -> None:
    other = practice.receive(MORNING, 2)
    with practice.at() as services:
        clerk = sits(services)
        clerk.open(handed)
        clerk.dossier.start("reconcile")
        clerk.settle()
        clerk.scan(other)
        draft = clerk.dossier.presenter.state.draft
        assert draft is not None
        assert draft.value("official_code") == other
        assert clerk.dossier.presenter.state.view is not None
        assert clerk.dossier.presenter.state.view.code == handed


def test_a_ready_dossier_goes_on_where_results_are_returned(
    practice: Practice, sits: Sits, handed: str
) -> None:
    practice.act(MORNING, handed, "result-ready")
    with practice.at() as services:
        clerk = sits(services)
        clerk.open(handed)
        clerk.dossier.start("return")
        clerk.settle()
        assert clerk.shell.current_name == "returns"


@pytest.mark.parametrize(
    ("ready", "screen"), [(True, "returns"), (False, "dossier")], ids=["ready", "not ready"]
)
def test_a_scanned_slip_opens_what_can_be_done_with_it(
    practice: Practice, sits: Sits, handed: str, ready: bool, screen: str
) -> None:
    if ready:
        practice.act(MORNING, handed, "result-ready")
    with practice.at() as services:
        clerk = sits(services)
        clerk.scan(services.show(handed).receipt_payload)
        assert clerk.shell.current_name == screen


def test_alt_page_down_walks_the_list_it_came_from(practice: Practice, sits: Sits) -> None:
    codes = tuple(practice.receive(MORNING, number) for number in (1, 2, 3))
    with practice.at() as services:
        clerk = sits(services)
        clerk.shell.go("dossier", DossierWish(codes[0], trail=codes))
        clerk.settle()
        clerk.key(Qt.Key.Key_PageDown, ALT)
        assert clerk.dossier.view.head.code.text() == codes[1]
        assert "2/3" in clerk.dossier.view.head.numbers.text()
        clerk.key(Qt.Key.Key_PageUp, ALT)
        clerk.key(Qt.Key.Key_PageUp, ALT)
        assert clerk.dossier.view.head.code.text() == codes[0]


def test_alt_digits_show_the_parts_and_stand_in_them(practice: Practice, sits: Sits, handed: str) -> None:
    with practice.at() as services:
        clerk = sits(services)
        clerk.open(handed)
        seen = []
        for key in (*DIGITS, Qt.Key.Key_6):
            clerk.key(key, ALT)
            seen.append(clerk.focus)
    assert seen == [
        "dossier.papers", "returns.page", "dossier.facts", "dossier.holdings", "dossier.notes",
        "dossier.forms",
    ]  # fmt: skip


def test_every_form_is_offered_and_enter_prints_it_or_says_why_not(
    practice: Practice, sits: Sits, handed: str
) -> None:
    with practice.at() as services:
        clerk = sits(services)
        clerk.open(handed)
        clerk.key(Qt.Key.Key_6, ALT)
        table = clerk.dossier.view.forms.table
        offered = services.words.forms_for(handed)
        assert [row.key for row in table.rows_model.rows] == [one.key for one in offered]
        slip = next(at for at, one in enumerate(offered) if one.key == "phieu_kiem_soat")
        table.selectRow(slip)
        clerk.key(Qt.Key.Key_Return)
        printed = [one for one in services.show(handed).events if one.verb == "form.printed"]
        assert [one.details["form"] for one in printed] == ["phieu_kiem_soat"]
        assert clerk.printed == [handed]
        refusal = next(at for at, one in enumerate(offered) if one.key == "phieu_tu_choi")
        table.selectRow(refusal)
        clerk.key(Qt.Key.Key_Return)
        assert clerk.dossier.view.banner.title.text() == offered[refusal].why_not
        assert clerk.printed == [handed]


def test_a_code_that_is_not_there_is_told(practice: Practice, sits: Sits) -> None:
    with practice.at() as services:
        clerk = sits(services)
        clerk.open("VN-MAU-01-261123-9999")
        assert clerk.dossier.view.empty.isVisible()
        assert "VN-MAU-01-261123-9999" in clerk.dossier.view.empty.text.text()


def test_the_letter_is_seen_before_it_is_sent_and_nothing_is_recorded(
    practice: Practice, sits: Sits, handed: str
) -> None:
    with practice.at() as services:
        clerk = sits(services)
        clerk.open(handed)
        page = clerk.dossier
        page.start("extend")
        clerk.settle()
        page.presenter.type(reason="Chờ xác minh cư trú")
        before = len(services.show(handed).events)
        clerk.key(Qt.Key.Key_P, CTRL)
        clerk.settle()
        [window] = page.findChildren(LetterWindow)
        assert window.page.has_page
        assert len(services.show(handed).events) == before
        QTest.keyClick(window, Qt.Key.Key_Escape)
        assert page.presenter.state.draft is not None
        assert page.presenter.state.draft.value("reason") == "Chờ xác minh cư trú"


def test_a_key_means_one_act_whatever_else_is_allowed(practice: Practice, sits: Sits, handed: str) -> None:
    practice.act(NOW, handed, "request-supplement", {"components": [{"no": 1}], "reason": "Thiếu"})
    practice.act(NOW, handed, "supplement", {"components": [{"no": 1, "kind": "original", "copies": 1}]})
    with practice.at() as services:
        clerk = sits(services)
        clerk.open(handed)
        for modifier, verb in ((Qt.KeyboardModifier.NoModifier, "request-supplement"), (SHIFT, "extend")):
            clerk.key(Qt.Key.Key_F8, modifier)
            clerk.settle()
            draft = clerk.dossier.presenter.state.draft
            assert draft is not None
            assert draft.verb == verb
            clerk.key(Qt.Key.Key_Escape)
            clerk.settle()
