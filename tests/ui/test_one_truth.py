"""What one screen says of a paper, a fee or a date, every other screen says too: a whole window, by keys."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollBar
from pytestqt.qtbot import QtBot

from desk.rows import DossierView, IdentityCard
from tests.helpers.office_window import ALT, MARRIAGE, NOW, Clerk, Practice, Sits, clerks
from ui.returns.screen import ReturnsPage
from ui.widgets.timeline import Moment

CARD = IdentityCard("079192004518", None, "NGUYỄN THỊ MẪU", date(1992, 3, 14), "female", "12 Đường Mẫu", None)
EVENING = "2026-11-30T21:05:00+07:00"  # a Monday, after closing
NEXT_DAY = "2026-12-01T08:00:00+07:00"
IN_DATABASE = "Đã có trong CSDL"


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Practice:
    """One office for the module: every test receives its own dossiers."""
    return Practice.found(tmp_path_factory.mktemp("office") / "Phường Mẫu")


@pytest.fixture
def sits(qtbot: QtBot, qapp: QApplication) -> Iterator[Sits]:
    with clerks(qtbot, qapp) as sit:
        yield sit


def begin(clerk: Clerk, code: str = MARRIAGE) -> None:
    """A citizen's card is read, the procedure chosen."""
    clerk.shell.go("reception")
    clerk.reception.open_with(CARD)
    clerk.settle()
    clerk.reception.presenter.choice.choose(code)
    clerk.settle()


def received(clerk: Clerk) -> DossierView:
    """The dossier received last."""
    found = max(clerk.services.find("4518", 50).matches, key=lambda one: one.code)
    return clerk.services.show(found.code)


def test_information_from_a_database_is_called_so_from_reception_to_return(
    practice: Practice, sits: Sits
) -> None:
    with practice.at() as services:
        clerk = sits(services)
        begin(clerk)
        told = clerk.reception.view.papers.rows[1].spec
        assert told.chip is not None
        assert told.chip.text == IN_DATABASE
        clerk.reception.presenter.papers.toggle(0)
        clerk.key(Qt.Key.Key_F9)
        view = received(clerk)
        assert [one.exploited for one in view.components] == [False, True]

        clerk.open(view.code)
        table = clerk.dossier.view.papers.table
        words = [table.model().index(1, at).data(Qt.ItemDataRole.AccessibleTextRole) for at in (0, 1)]
        assert IN_DATABASE in str(words[1])
        assert "Bản đã số hóa" not in " ".join(map(str, words))

        services.act(view.code, "request-supplement", {"components": [{"no": 3}], "reason": "Thiếu giấy"})
        services.act(view.code, "supplement", {"components": [{"no": 3, "kind": "copy", "copies": 1}]})
        services.act(view.code, "hand-over", {"to": "Tư pháp – Hộ tịch"})
        services.act(view.code, "result-ready", {})
        clerk.shell.go("returns")
        clerk.scan(view.code)
        page = clerk.shell.page_of("returns")
        assert isinstance(page, ReturnsPage)
        assert "Giấy khai thác từ CSDL không có bản để xem." in page.view.files.page.accessibleDescription()


def test_the_supplement_asks_nobody_for_what_a_database_holds(practice: Practice, sits: Sits) -> None:
    with practice.at() as services:
        code = practice.receive(NOW, components=[], supplement={"components": [{"no": 1}], "reason": "Thiếu"})
        clerk = sits(services)
        clerk.open(code)
        clerk.dossier.start("supplement")
        clerk.settle()
        rows = {row.spec.no: row.spec for row in clerk.dossier.view.panel.papers.rows}
        chip = rows[2].chip
        assert chip is not None
        assert chip.text == IN_DATABASE


def test_a_fee_nobody_knows_is_not_told_as_none(practice: Practice, sits: Sits) -> None:
    with practice.at() as services:
        clerk = sits(services)
        begin(clerk)
        clerk.reception.presenter.papers.toggle(0)
        clerk.key(Qt.Key.Key_F9)
        view = received(clerk)
        assert view.fee_undecided
        clerk.open(view.code)
        fee = next(one for one in clerk.dossier.view.head.side.sides if one.title == "Lệ phí")
        assert fee.text == "Chưa xác định"


def test_the_head_of_such_a_dossier_has_room_in_the_small_window(practice: Practice, sits: Sits) -> None:
    with practice.at() as services:
        clerk = sits(services, size=(1093, 560))
        code = practice.receive("2026-11-16T08:49:00+07:00", 1)
        services.act(code, "hand-over")
        clerk.open(code)
        assert {"Chưa xác định", "Quá hạn"} <= {one.text for one in clerk.dossier.view.head.side.sides}
        bars = clerk.shell.findChildren(QScrollBar)
        across = [one for one in bars if one.orientation() is Qt.Orientation.Horizontal and one.isVisible()]
        assert [one.maximum() for one in across] == []


def test_an_unknown_fee_typed_as_nothing_is_decided(practice: Practice, sits: Sits) -> None:
    with practice.at() as services:
        clerk = sits(services)
        begin(clerk)
        clerk.reception.presenter.papers.toggle(0)
        clerk.key(Qt.Key.Key_5, ALT)
        clerk.type("0")
        clerk.key(Qt.Key.Key_F9)
        view = received(clerk)
        assert (view.fee_amount, view.fee_method, view.fee_undecided) == (0, "none", False)
        clerk.open(view.code)
        fee = next(one for one in clerk.dossier.view.head.side.sides if one.title == "Lệ phí")
        assert fee.text == "Không thu"


def agreeing(clerk: Clerk) -> set[bool]:
    """Whether date, button, heading and slip speak of a supplement: one answer where they agree."""
    view, presenter = clerk.reception.view, clerk.reception.presenter
    asked = presenter._asked_slip()
    assert asked is not None
    return {
        view.due.date.text() == "Chờ bổ sung giấy tờ",
        view.commit.text() == "Lưu và in phiếu bổ sung",
        view.preview.head.title.text() == "Xem trước phiếu bổ sung",
        "supplement" in asked[0],
    }


def test_date_button_and_preview_agree_while_a_birth_date_is_wrong(practice: Practice, sits: Sits) -> None:
    with practice.at() as services:
        clerk = sits(services)
        begin(clerk)
        assert agreeing(clerk) == {True}
        clerk.reception.view.person.start_editing()
        field = clerk.reception.view.person.birth_field
        field.setFocus()
        field.selectAll()
        for letter in "1990":
            clerk.type(letter)
            assert agreeing(clerk) == {True}
        clerk.key(Qt.Key.Key_F9)
        assert agreeing(clerk) == {True}
        clerk.reception.presenter.papers.toggle(0)
        clerk.settle()
        assert agreeing(clerk) == {False}


def history(clerk: Clerk) -> dict[str, Moment]:
    return {one.title: one for one in clerk.dossier.view.history.timeline.moments}


def test_a_row_of_the_history_tells_what_was_promised_then(practice: Practice, sits: Sits) -> None:
    asked = practice.receive(
        NOW, 1, components=[], supplement={"components": [{"no": 1}], "reason": "Thiếu tờ khai"}
    )
    plain = practice.receive(NOW, 2)
    practice.act(
        NEXT_DAY,
        asked,
        "supplement",
        {"components": [{"no": 1, "kind": "original", "copies": 1, "pages": []}]},
    )
    with practice.at(NEXT_DAY) as services:
        clerk = sits(services)
        clerk.open(asked)
        rows = history(clerk)
        assert "Hẹn" not in rows["Tiếp nhận hồ sơ"].note
        assert "Hẹn 17:00 04/12" in rows["Công dân bổ sung giấy tờ"].note
        clerk.open(plain)
        assert "Hẹn 17:00 27/11" in history(clerk)["Tiếp nhận hồ sơ"].note  # 24/11 is a day off


def test_a_date_says_from_which_day_it_counts(practice: Practice, sits: Sits) -> None:
    with practice.at(EVENING) as services:
        clerk = sits(services)
        begin(clerk)
        clerk.reception.presenter.papers.toggle(0)
        clerk.settle()
        due = clerk.reception.view.due
        assert "04/12/2026" in due.date.text()
        assert "kể từ Thứ Ba 01/12" in due.reason.text()
        assert "hôm nay" not in due.reason.text()


def test_a_date_of_office_hours_counts_from_today(practice: Practice, sits: Sits) -> None:
    with practice.at() as services:
        clerk = sits(services)
        begin(clerk)
        clerk.reception.presenter.papers.toggle(0)
        clerk.settle()
        assert "3 ngày làm việc kể từ hôm nay" in clerk.reception.view.due.reason.text()
