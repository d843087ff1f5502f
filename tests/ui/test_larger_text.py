"""At 150 % on an old monitor nothing is squeezed or cut: titles break, a spare column goes, columns grow."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QGridLayout, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desk.clock import parse_moment
from desk.paying.transfer import Transfer, TransferCode
from desk.paying.vietqr import payload
from desk.rows import DayRow
from printing.symbols import qr_matrix
from ui import theme
from ui.citizen.faces import Entering, PaperLine
from ui.citizen.window import CitizenWindow
from ui.closing import model
from ui.shell.overlay import KeyOverlay
from ui.shell.screen import ToastSpec
from ui.tokens import Role
from ui.widgets.card import Card
from ui.widgets.column import PaneColumn
from ui.widgets.label import Label
from ui.widgets.table import Cell, Column, DossierTable
from ui.widgets.table_head import in_two
from ui.widgets.text import text_width
from ui.widgets.toast import STAYS_MS, Toast
from ui.wizard.way_card import WayCard

LONG = "Không tính ngày nghỉ: Thứ Ba 24/11/2026 (Ngày Văn hóa Việt Nam) và hai ngày cuối tuần kế tiếp."
HEADS = ("Tại quầy", "Trực tuyến", "Đã trả", "Trước hạn", "Đúng hạn", "Quá hạn")
MONITORS = ((1366, 768), (1366, 697), (1280, 1024), (1920, 1080))


@pytest.fixture
def large(qapp: QApplication) -> Iterator[None]:
    """Text at 150 %, for one test."""
    theme.apply(qapp, "light", scale=1.5)
    yield
    theme.apply(qapp, "light")


def tally(parent: QWidget) -> DossierTable:
    """A list of figures, as the day's tally is one."""

    def figure(_row: DayRow) -> Cell:
        return Cell("165.000", number=True)

    columns = (
        Column("Lĩnh vực", model.field_cell, share=5, least=150),
        *(Column(head, figure, share=2, least=48, right=True) for head in HEADS),
    )
    table = DossierTable(columns, name="tally", title="Bảng kê ngày", parent=parent)
    table.set_rows((DayRow("Chứng thực", 9, 0, 9, 9, 0, 0, 248_000),))
    return table


def test_titles_over_figures_stand_in_two_lines_before_any_of_them_is_cut(qtbot: QtBot, large: None) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    table = tally(window)
    table.resize(1300, 300)
    window.show()
    assert table.head.lines == 1
    table.resize(880, 300)
    assert table.head.lines == 2
    assert table.horizontalScrollBar().maximum() == 0
    for at, head in enumerate(HEADS, start=1):
        inner = table.columnWidth(at) - theme.scaled(17)
        assert max(text_width(part, Role.MEDIUM) for part in in_two(head)) <= inner + 1
    table.resize(1300, 300)
    assert table.head.lines == 1


def test_a_spare_column_goes_before_a_name_is_cut_and_comes_back_with_the_room(
    qtbot: QtBot, large: None
) -> None:
    def words(_row: object) -> Cell:
        return Cell("Chứng thực bản sao từ bản chính", "Chứng thực")

    window = QWidget()
    qtbot.addWidget(window)
    columns = (
        Column("Công dân", words, share=3, least=176),
        Column("Thủ tục", words, share=5, least=150),
        Column("Đang xử lý", words, share=1, least=120, spare=True),
    )
    table = DossierTable(columns, name="work", title="Việc cần làm", parent=window)
    table.set_rows(("a", "b"))
    window.show()
    table.resize(600, 300)
    assert table.isColumnHidden(2)
    assert table.columnWidth(0) + table.columnWidth(1) == table.viewport().width()
    table.resize(1200, 300)
    assert not table.isColumnHidden(2)


def test_a_column_of_panes_grows_with_words_that_come_later(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    grid = QGridLayout(window)
    column = PaneColumn(window)
    inside = QVBoxLayout(column)
    card = Card(name="due", parent=column)
    reason = Label("", wraps=True, parent=card)
    card.body.addWidget(reason)
    inside.addWidget(card)
    grid.addWidget(QWidget(window), 0, 0)
    grid.addWidget(column, 1, 0)
    grid.setRowStretch(0, 1)
    window.resize(260, 400)
    window.show()
    reason.setText(LONG)
    qtbot.waitUntil(lambda: reason.height() >= reason.heightForWidth(reason.width()))
    reason.setText(LONG * 2)
    qtbot.waitUntil(lambda: reason.height() >= reason.heightForWidth(reason.width()))


@pytest.mark.parametrize("size", MONITORS)
def test_the_payment_code_stands_whole_beside_the_due_date_on_every_monitor(
    qtbot: QtBot, size: tuple[int, int]
) -> None:
    window = CitizenWindow(preview=True)
    qtbot.addWidget(window)
    text = payload(bank="970400", account="0000000001", amount=15_000, purpose="TAM 261123 0001")
    told = Transfer("970400", "Ngân hàng Mẫu", "0000000001", "TRUNG TAM MAU", 15_000, "TAM 261123 0001", text)
    papers = tuple(PaperLine(f"Giấy tờ mẫu {at}", done=True) for at in range(4))
    due = parse_moment("2026-11-27T17:00:00+07:00")
    code = TransferCode(told, qr_matrix(text))
    window.resize(QSize(*size))
    window.show()
    window.show_face(
        Entering(
            "NGUYỄN THỊ MẪU", "079*******01", "Đăng ký khai sinh", papers, due, 15_000, "online", code=code
        )
    )
    mark = window.entering.mark
    card = window.entering.fee_card

    def whole() -> bool:
        inside = mark.mapTo(card, mark.rect().bottomRight())
        high = card.mapTo(window, card.rect().bottomRight())
        return card.rect().contains(inside) and window.rect().contains(high) and mark.height() >= mark.width()

    qtbot.waitUntil(whole)


def test_a_toast_under_the_help_is_read_when_the_help_has_gone(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1000, 600)
    window.show()
    toast, overlay = Toast(window), KeyOverlay(window)
    overlay.covered.connect(toast.wait)
    toast.show_spec(ToastSpec("Xong hướng dẫn", "Sổ tập huấn vẫn mở để tập thêm."))
    overlay.toggle("Tiếp nhận", (("everywhere", ()),))
    assert toast._timer.remainingTime() == -1
    overlay.close_overlay()
    assert toast.isVisible()
    assert window.childAt(toast.geometry().center()) in (toast, *toast.findChildren(QWidget))
    assert toast._timer.remainingTime() > STAYS_MS - 2_000


def test_a_way_to_begin_says_all_it_takes_at_any_width(qtbot: QtBot, large: None) -> None:
    words = "Sổ tập huấn với dữ liệu giả, ở thư mục riêng; xóa lúc nào cũng được."
    window = QWidget()
    qtbot.addWidget(window)
    card = WayCard("Tập thử trước", words, name="way", icon="graduation-cap", cap="2", parent=window)
    for wide in (card.minimumSizeHint().width(), card.sizeHint().width()):
        card.resize(wide, card.heightForWidth(wide))
        assert not card.shortened
    assert card.accessibleDescription() == words
