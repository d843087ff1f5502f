"""Chứng thực by keys alone, in the whole window over a real practice office."""

from __future__ import annotations

import ast
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import delete

import ui.certify
from desk.rows import State
from desk.services import DeskServices
from tests.helpers.office_window import CTRL, NOW, SHIFT, Clerk, Practice, Sits, clerks
from ui.certify.screen import CertifyPage
from ui.i18n import catalogue
from ui.widgets.buttons import KeyButton

CARD = "001192004518|024123456|NGUYỄN THỊ MẪU|14031992|Nữ|12 Đường Mẫu, phường Mẫu|01052021"
OTHER = "001090001234|025123456|TRẦN VĂN THỬ|05031990|Nam|3 Đường Thử, phường Mẫu|01052021"
BUDGET = 10
Key = Qt.Key


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice office nobody writes to."""
    return Practice.found(tmp_path_factory.mktemp("certify") / "office").data


@pytest.fixture
def services(founded: Path, data_folder: Path) -> Iterator[DeskServices]:
    """This test's own office on Monday morning."""
    shutil.copytree(founded, data_folder)
    with Practice(data_folder).at(NOW) as opened:
        yield opened


@pytest.fixture
def sits(qtbot: QtBot, qapp: QApplication) -> Iterator[Sits]:
    """Seats clerks at windows."""
    with clerks(qtbot, qapp) as sit:
        yield sit


@pytest.fixture
def clerk(sits: Sits, services: DeskServices) -> Clerk:
    """A clerk with the certification in front."""
    one = sits(services)
    one.key(Key.Key_F2, SHIFT)
    return one


def page_of(clerk: Clerk) -> CertifyPage:
    page = clerk.shell.page_of("certify")
    assert isinstance(page, CertifyPage)
    return page


def typed(clerk: Clerk, text: str) -> None:
    """Letters where the focus is, counted one by one."""
    clerk.keys += len(text)
    clerk.type(text)


def write(clerk: Clerk, text: str) -> None:
    """Vietnamese letters as an input method commits them."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    focus = QApplication.focusWidget()
    assert focus is not None
    QApplication.sendEvent(focus, event)
    clerk.settle()


def a_copy(clerk: Clerk, *, pages: str = "4", copies: str = "3") -> None:
    """Scan, choose a paper by its first letters, pages, copies."""
    clerk.scan(CARD)
    typed(clerk, "gks")
    clerk.key(Key.Key_Return)
    typed(clerk, pages)
    clerk.key(Key.Key_Return)
    typed(clerk, copies)


def test_a_usual_copy_takes_ten_keys_at_most(clerk: Clerk, services: DeskServices) -> None:
    a_copy(clerk)
    clerk.key(Key.Key_F9)
    assert clerk.keys <= BUDGET, clerk.keys
    [row] = services.certify.recent()
    [line] = row.lines
    assert (row.person, line.name, line.pages, line.copies) == ("NGUYỄN THỊ MẪU", "Giấy khai sinh", 4, 3)
    assert (line.number, line.fee) == (1, 18_000)  # 2×2.000 + 2×1.000, three copies
    view = services.show(row.code)
    assert (view.state, view.fee_method, view.fee_paid) == (State.RETURNED, "cash", True)
    assert clerk.toasts == ["Đã chứng thực số 1 và trả · NGUYỄN THỊ MẪU"]
    assert clerk.printed == []  # nobody asked for a receipt
    assert not page_of(clerk).presenter.state.draft.begun
    assert clerk.focus == "certify.id"  # ready for the next citizen


def test_a_second_citizen_takes_one_key_less(clerk: Clerk, services: DeskServices) -> None:
    a_copy(clerk)
    clerk.key(Key.Key_F9)
    before = clerk.keys
    clerk.scan(OTHER)
    typed(clerk, "gks")
    clerk.key(Key.Key_Return)
    typed(clerk, "2")
    clerk.key(Key.Key_F9)
    assert clerk.keys - before <= 6
    assert [one.numbers for one in services.certify.recent()] == ["2", "1"]


def test_the_fee_stands_in_the_largest_letters_with_its_reason_as_it_is_typed(clerk: Clerk) -> None:
    a_copy(clerk)
    fee = page_of(clerk).view.fee
    assert fee.date.text() == "18.000 đ"
    assert fee.reason.text().replace("\u00a0", " ") == (
        "4 trang: 2 × 2.000 đ + 2 × 1.000 đ = 6.000 đ mỗi bản, 3 bản là 18.000 đ."
    )
    assert "TT 226/2016" in fee.source.text()
    assert fee.number.text() == "Số tiếp theo: 1 · SCT/BS"


def test_enter_walks_on_to_further_papers_and_signatures_have_a_book_of_their_own(
    clerk: Clerk, services: DeskServices
) -> None:
    clerk.key(Key.Key_3, CTRL)  # signatures, third in the fee table
    clerk.scan(CARD)
    for name in ("Đơn đề nghị", "Giấy cam đoan"):
        write(clerk, name)
        for _ in range(3):
            clerk.key(Key.Key_Return)
    assert clerk.focus == "certify.paper.2.name"
    clerk.key(Key.Key_F9)  # the blank third row is no paper
    [row] = services.certify.recent()
    assert [(one.book, one.number, one.fee) for one in row.lines] == [
        ("signatures", 1, 10_000),
        ("signatures", 2, 10_000),
    ]


def test_f9_twice_is_one_certification(clerk: Clerk, services: DeskServices) -> None:
    a_copy(clerk)
    page = page_of(clerk)
    page.commit()
    page.commit()
    clerk.settle()
    clerk.key(Key.Key_F9)
    assert len(services.certify.recent()) == 1
    assert len(clerk.toasts) == 1


def test_f9_before_the_price_has_come_waits_for_it(clerk: Clerk, services: DeskServices) -> None:
    a_copy(clerk)
    page = page_of(clerk)
    page.presenter.type_paper(0, copies="5")
    page.commit()
    clerk.settle()
    assert services.certify.recent()[0].lines[0].fee == 30_000


def test_ctrl_z_strikes_the_number_just_taken_and_it_stays_in_the_book(
    clerk: Clerk, services: DeskServices
) -> None:
    a_copy(clerk)
    clerk.key(Key.Key_F9)
    clerk.key(Key.Key_Z, CTRL)
    [row] = services.certify.recent()
    assert row.struck
    assert row.lines[0].struck_reason == "Hoàn tác tại quầy ngay sau khi chứng thực"
    assert clerk.toasts[-1] == "Đã hủy số 1"
    clerk.key(Key.Key_Z, CTRL)  # once is enough
    assert len(clerk.toasts) == 2


def test_f7_strikes_a_chosen_number_with_a_reason_and_never_without(
    clerk: Clerk, services: DeskServices
) -> None:
    a_copy(clerk)
    clerk.key(Key.Key_F9)
    clerk.key(Key.Key_F7)
    assert clerk.focus == "certify.reason"
    clerk.key(Key.Key_Return)
    assert not services.certify.recent()[0].struck
    clerk.key(Key.Key_Escape)
    assert not page_of(clerk).view.recent.asking
    clerk.key(Key.Key_F7)
    write(clerk, "Nhầm bản chính")
    clerk.key(Key.Key_Return)
    assert services.certify.recent()[0].lines[0].struck_reason == "Nhầm bản chính"


def test_f8_keeps_it_as_an_ordinary_dossier_with_its_date_and_receipt(
    clerk: Clerk, services: DeskServices
) -> None:
    a_copy(clerk, pages="40", copies="9")
    clerk.key(Key.Key_F8)
    assert clerk.toasts == ["Đã nhận, hẹn trả · NGUYỄN THỊ MẪU"]
    [code] = clerk.printed
    view = services.show(code)
    assert (view.state, view.certified[0].number) == (State.RECEIVED, None)
    assert services.certify.recent() == ()


def test_a_receipt_is_printed_when_asked_before_or_afterwards(clerk: Clerk) -> None:
    a_copy(clerk)
    clerk.key(Key.Key_F9)
    assert clerk.printed == []
    clerk.key(Key.Key_P, CTRL)
    assert len(clerk.printed) == 1
    clerk.scan(OTHER)
    typed(clerk, "gks")
    clerk.key(Key.Key_Return)
    clerk.key(Key.Key_R, CTRL)
    clerk.key(Key.Key_F9)
    assert len(clerk.printed) == 2


@pytest.mark.parametrize(
    ("pages", "copies", "said", "where"),
    [
        ("0", "1", "Số trang của giấy tờ thứ 1 chưa đúng: 0.", "certify.paper.0.pages"),
        ("ba", "1", "Số trang của giấy tờ thứ 1 chưa đúng: ba.", "certify.paper.0.pages"),
        ("2", "9999", "Số bản của giấy tờ thứ 1 chưa đúng: 9999.", "certify.paper.0.copies"),
        ("2", "-1", "Số bản của giấy tờ thứ 1 chưa đúng: -1.", "certify.paper.0.copies"),
    ],
)
def test_a_wrong_number_is_said_beside_its_field_and_nothing_is_certified(
    clerk: Clerk, services: DeskServices, pages: str, copies: str, said: str, where: str
) -> None:
    a_copy(clerk, pages=pages, copies=copies)
    clerk.key(Key.Key_F9)
    page = page_of(clerk)
    assert page.view.banner.isVisible()
    assert page.view.banner.title.text() == said
    assert clerk.focus == where
    assert page.view.papers.lines[0].field(where.rsplit(".", 1)[-1]).property("tone") == "bad"
    assert services.certify.recent() == ()
    clerk.type("2")
    assert not page.view.banner.isVisible()


def test_without_person_or_name_the_focus_goes_to_the_gap(clerk: Clerk, services: DeskServices) -> None:
    clerk.key(Key.Key_F9)
    assert clerk.focus == "certify.id"
    clerk.type("001192")
    clerk.key(Key.Key_Return)
    write(clerk, "NGUYỄN THỊ MẪU")
    clerk.key(Key.Key_F9)
    assert page_of(clerk).view.banner.title.text() == "Số định danh đang có 6 chữ số, cần 12."
    assert clerk.focus == "certify.id"
    page_of(clerk).view.person.id_field.selectAll()
    clerk.type("001192004518")
    clerk.key(Key.Key_F9)
    assert clerk.focus == "certify.paper.0.name"
    write(clerk, "Giấy tự đặt tên")  # no usual paper
    clerk.key(Key.Key_F9)
    assert services.certify.recent()[0].lines[0].name == "Giấy tự đặt tên"


def test_a_damaged_book_is_said_with_what_is_safe_and_the_draft_stays(
    clerk: Clerk, services: DeskServices
) -> None:
    from models.tables import Certification

    a_copy(clerk)
    clerk.key(Key.Key_F9)
    with services._office.write("test.damage") as uow:
        uow.session.execute(delete(Certification))
        uow.commit()
    clerk.scan(OTHER)
    typed(clerk, "gks")
    clerk.key(Key.Key_Return)
    page = page_of(clerk)
    assert page.view.fee.number.text() == "Sổ SCT/BS đang không liền số"
    clerk.key(Key.Key_F9)
    assert "không liền số" in page.view.banner.title.text()
    assert page.presenter.state.draft.person.full_name == "TRẦN VĂN THỬ"
    clerk.key(Key.Key_F8)  # what is safe: with a date
    assert clerk.toasts[-1] == "Đã nhận, hẹn trả · TRẦN VĂN THỬ"


def test_the_next_citizens_card_begins_anew_and_ctrl_z_brings_the_one_before_back(clerk: Clerk) -> None:
    a_copy(clerk)
    clerk.scan(OTHER)
    draft = page_of(clerk).presenter.state.draft
    assert (draft.person.full_name, draft.papers[0].name) == ("TRẦN VĂN THỬ", "")
    clerk.key(Key.Key_Z, CTRL)
    draft = page_of(clerk).presenter.state.draft
    assert (draft.person.full_name, draft.papers[0].name) == ("NGUYỄN THỊ MẪU", "Giấy khai sinh")


def test_names_are_offered_under_the_field_and_never_completed_inside_it(clerk: Clerk) -> None:
    clerk.scan(CARD)
    clerk.type("hocj")  # Telex left in the text
    names = page_of(clerk).view.papers.names
    assert page_of(clerk).view.papers.lines[0].name.text() == "hocj"
    assert [one.text for one in names.list.choices] == ["Học bạ"]
    clerk.key(Key.Key_Escape)
    assert not names.isVisible()
    assert page_of(clerk).view.papers.lines[0].name.text() == "hocj"
    assert page_of(clerk).isVisible()


def test_e_copies_and_the_signer_go_into_the_book(clerk: Clerk, services: DeskServices) -> None:
    clerk.scan(CARD)
    typed(clerk, "hb")
    clerk.key(Key.Key_Return)
    clerk.key(Key.Key_E, CTRL)
    page_of(clerk).view.signer.field.setFocus()
    write(clerk, "Trần Mẫu, Phó Chủ tịch")
    clerk.key(Key.Key_F9)
    [line] = services.certify.recent()[0].lines
    assert (line.electronic, line.signer) == (True, "Trần Mẫu, Phó Chủ tịch")
    assert page_of(clerk).presenter.state.draft.signer == "Trần Mẫu, Phó Chủ tịch"


@pytest.mark.parametrize("size", [(1366, 697), (1093, 560), (1920, 1017)])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_in_every_room_nothing_is_cut_and_every_field_has_a_name(
    sits: Sits, services: DeskServices, size: tuple[int, int], lang: str
) -> None:
    clerk = sits(services, size=size, lang=lang)
    clerk.key(Key.Key_F2, SHIFT)
    clerk.scan(CARD)
    clerk.settle()
    page = page_of(clerk)
    for button in page.findChildren(KeyButton):
        if button.isVisible():
            assert button.width() >= button.sizeHint().width(), button.objectName()
            assert button.accessibleName(), button.objectName()
    for field in (
        page.view.signer.field,
        *(page.view.papers.lines[0].field(one) for one in ("name", "pages")),
    ):
        assert field.accessibleName()
    method = page.view.fee.method
    assert all(one.width() >= one.sizeHint().width() for one in method.buttons)
    assert page.view.fee.date.text()
    assert not page.view.fee.date.shortened


def test_every_sentence_of_the_certification_has_english() -> None:
    asked = set()
    for file in Path(ui.certify.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "tr":
                asked |= {one.value for one in ast.walk(node.args[0]) if isinstance(one, ast.Constant)}
    assert sorted(one for one in asked if isinstance(one, str) and one not in catalogue("en")) == []
