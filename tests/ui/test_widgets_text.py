"""No tone mark is ever cut: what a widget paints has the ink of an unclipped painting."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.ink import BARE, NAME, ink_rows, painted, picture, unclipped
from ui import theme
from ui.shell.screen import ToastAction, ToastSpec
from ui.theme import current
from ui.tokens import SCALES, Role, Tone
from ui.widgets.banner import Banner
from ui.widgets.buttons import ButtonKind, KeyButton
from ui.widgets.chip import Chip
from ui.widgets.counter import CounterCard
from ui.widgets.fields import TextField
from ui.widgets.keycap import KeyHint
from ui.widgets.label import Label
from ui.widgets.paint import ChipSpec, chip_width, draw_chip
from ui.widgets.paper_row import PaperRow, PaperSpec
from ui.widgets.scanbar import ScanBar
from ui.widgets.seg import Seg
from ui.widgets.table import Cell, Column, DossierTable
from ui.widgets.text import elided, line_height, text_width, wrap
from ui.widgets.timeline import Moment, Timeline
from ui.widgets.toast import Toast


def test_stacked_capitals_need_more_room_than_bare_ones() -> None:
    assert unclipped(NAME, Role.NAME) >= unclipped(BARE, Role.NAME) + 5


@pytest.mark.parametrize("role", list(Role))
def test_a_label_shows_every_mark_at_every_step_of_the_scale(qtbot: QtBot, role: Role) -> None:
    assert painted(lambda text: Label(text, role, Tone.PLAIN), qtbot) == unclipped(NAME, role)


def _table(text: str) -> QWidget:
    table = DossierTable((Column("", lambda row: Cell(row, "x")),), name="t", title="t")
    table.set_rows([text])
    table.resize(520, 90)
    return table


def _timeline(text: str) -> Timeline:
    line = Timeline(name="t")
    line.set((Moment(text, "", ""),))
    return line


def _seg(text: str) -> Seg:
    seg = Seg((("a", text),), name="s")
    seg.buttons[0].setMinimumWidth(500)  # as wide with words as without: only the ink differs
    return seg


WIDGETS: dict[str, tuple[Callable[[str], QWidget], Role]] = {
    "commit": (lambda text: KeyButton(text, name="b", kind=ButtonKind.COMMIT), Role.BUTTON),
    "secondary": (lambda text: KeyButton(text, name="b"), Role.STRONG),
    "link": (lambda text: KeyButton(text, name="b", kind=ButtonKind.LINK), Role.STRONG),
    "seg": (_seg, Role.STRONG),
    "paper": (lambda text: PaperRow(PaperSpec(1, text), name="p"), Role.MEDIUM),
    "two lines": (lambda text: PaperRow(PaperSpec(1, text, "x"), name="p"), Role.MEDIUM),
    "timeline": (_timeline, Role.STRONG),
    "counter": (lambda text: CounterCard(text, name="c"), Role.MEDIUM),
    "table": (_table, Role.STRONG),
}


@pytest.mark.parametrize("name", list(WIDGETS))
def test_every_widget_with_words_shows_every_mark(qtbot: QtBot, name: str) -> None:
    make, role = WIDGETS[name]
    assert painted(make, qtbot) == unclipped(NAME, role)


def test_a_chip_shows_every_mark(qtbot: QtBot) -> None:
    chip, empty = Chip(NAME, Tone.OK), Chip(" " * len(NAME), Tone.OK)
    for one in (chip, empty):
        qtbot.addWidget(one)
        one.resize(chip.sizeHint())
    dark = current().ink(Tone.OK).lightness() + 40
    image = picture(chip)
    rows = [
        y
        for y in range(image.height())
        if any(image.pixelColor(x, y).lightness() < dark for x in range(image.width()))
    ]
    assert rows
    assert rows[0] >= 1, "a mark touches the upper edge"
    assert rows[-1] <= image.height() - 2, "a mark touches the lower edge"


@pytest.mark.parametrize("make", [TextField, ScanBar], ids=["field", "scan bar"])
def test_a_typed_name_keeps_its_marks(qtbot: QtBot, make: Callable[..., QLineEdit]) -> None:
    field = make(name="f", title="f") if make is TextField else make("f", name="f")
    qtbot.addWidget(field)
    field.resize(500, 40)
    pictures = []
    for text in (NAME, " "):
        field.setText(text)
        field.setCursorPosition(0)
        field.deselect()
        pictures.append(picture(field))
    assert ink_rows(*pictures) >= unclipped(NAME, Role.BODY) - 1


def test_numbers_stand_in_tabular_figures() -> None:
    assert text_width("1111", Role.BODY) == pytest.approx(text_width("0000", Role.BODY))
    assert text_width("a1", Role.BODY) != text_width("a", Role.BODY)


def test_a_line_that_fits_is_left_alone() -> None:
    assert elided("Chốt ngày", Role.BODY, text_width("Chốt ngày", Role.BODY)) == "Chốt ngày"
    assert elided("", Role.BODY, -2) == ""  # a chip of an icon alone


def test_a_long_line_ends_in_dots_and_fits() -> None:
    width = text_width("Chứng thực bản sao", Role.BODY)
    short = elided("Chứng thực bản sao từ bản chính", Role.BODY, width)
    assert short.endswith("…")
    assert text_width(short, Role.BODY) <= width


def test_wrapping_breaks_between_words_only() -> None:
    text = "Chốt ngày sẽ ký bảng kê bằng khóa của cơ quan"
    lines = wrap(text, Role.BODY, 120)
    assert len(lines) > 1
    assert " ".join(lines) == text
    assert all(text_width(line, Role.BODY) <= 120 for line in lines)


def test_wrapping_keeps_to_the_lines_allowed() -> None:
    lines = wrap("một hai ba bốn năm sáu bảy tám chín mười", Role.BODY, 60, most=2)
    assert len(lines) == 2
    assert lines[1].endswith("…")


def test_a_wrapped_label_asks_for_the_height_of_its_lines(qtbot: QtBot) -> None:
    label = Label("Chốt ngày sẽ ký bảng kê bằng khóa của cơ quan", wraps=True)
    qtbot.addWidget(label)
    count = len(wrap(label.text(), Role.BODY, 120))
    assert label.heightForWidth(120) == count * line_height(Role.BODY)


@pytest.mark.parametrize(
    "said",
    [
        "Chưa có chữ ký. Ký vào bảng, hoặc chọn “Ký trên giấy”.",
        "Mất giấy hẹn mà người khác nhận: ghi lý do lãnh đạo cho phép.",
    ],
)
def test_a_banner_in_a_narrow_column_shows_every_line_and_no_more(qtbot: QtBot, said: str) -> None:
    column = QWidget()
    qtbot.addWidget(column)
    box = QVBoxLayout(column)
    box.addStretch(1)
    banner = Banner(parent=column)
    box.addWidget(banner)
    column.resize(372, 500)
    column.show()
    banner.say("Một.")
    qtbot.waitUntil(lambda: banner.isVisible() and banner.height() > 20)
    one_line = banner.height()
    banner.say(said)
    qtbot.waitUntil(lambda: banner.height() > one_line + 10)
    assert not banner.title.shortened
    two_lines = banner.height()
    banner.say("Một.")
    qtbot.waitUntil(lambda: banner.height() < two_lines - 10)


def test_a_label_tells_when_it_is_shortened(qtbot: QtBot) -> None:
    label = Label("Trung tâm Phục vụ hành chính công", shortens=True)
    qtbot.addWidget(label)
    label.resize(60, 24)
    assert label.shortened
    label.resize(label.sizeHint())
    assert not label.shortened
    assert label.accessibleName() == "Trung tâm Phục vụ hành chính công"


def test_marks_are_the_same_decomposed() -> None:
    import unicodedata

    apart = unicodedata.normalize("NFD", NAME)
    assert text_width(apart, Role.NAME) == pytest.approx(text_width(NAME, Role.NAME), abs=0.6)
    assert QRectF(0, 0, 1, line_height(Role.NAME)).height() >= 1.55 * 18


@pytest.mark.parametrize("scale", SCALES[1:])
@pytest.mark.parametrize("name", list(WIDGETS))
def test_larger_text_keeps_every_mark_too(qtbot: QtBot, qapp: QApplication, name: str, scale: float) -> None:
    theme.apply(qapp, "light", scale=scale)
    make, role = WIDGETS[name]
    assert painted(make, qtbot) == unclipped(NAME, role)


def _banner(text: str) -> QWidget:
    banner = Banner(name="b")
    banner.say(text, "x")
    return banner


def _toast(text: str) -> QWidget:
    ground = QWidget()
    ground.resize(900, 300)
    toast = Toast(ground)
    toast.show_spec(ToastSpec(text, "x"))
    toast.setParent(None)
    return toast


def _key(text: str) -> QWidget:
    return KeyHint("F9", text)


ROOMY: dict[str, tuple[Callable[[str], QWidget], Role]] = {
    "banner": (_banner, Role.STRONG),
    "toast": (_toast, Role.STRONG),
    "key hint": (_key, Role.BODY),
}


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("name", list(ROOMY))
def test_banner_toast_and_key_bar_keep_every_mark(
    qtbot: QtBot, qapp: QApplication, name: str, scale: float
) -> None:
    theme.apply(qapp, "light", scale=scale)
    make, role = ROOMY[name]
    pictures = []
    for text in (NAME, " "):
        widget = make(text)
        qtbot.addWidget(widget)
        widget.resize(900, max(widget.sizeHint().height(), widget.heightForWidth(900)))
        widget.show()
        QApplication.processEvents()
        pictures.append(picture(widget))
    assert ink_rows(*pictures) >= unclipped(NAME, role)


def test_a_word_longer_than_the_line_is_broken_after_a_separator() -> None:
    path = "/srv/quay-mot-cua/phuong-mau/du-lieu-nam-2026"
    room = text_width("/srv/quay-mot-cua/phu", Role.BODY)
    lines = wrap(f"ở {path}", Role.BODY, room)
    assert "".join(lines[1:]) == path
    assert lines[1] == "/srv/quay-mot-cua/"
    assert all(text_width(one, Role.BODY) <= room for one in lines)


def test_the_row_one_stands_on_stays_in_sight_where_the_list_grows_shorter(qtbot: QtBot) -> None:
    table = DossierTable((Column("", Cell),), name="t", title="t")
    qtbot.addWidget(table)
    table.set_rows([f"Dòng {number}" for number in range(1, 30)])
    table.resize(300, 420)
    table.show()
    table.selectRow(7)
    table.resize(300, 200)
    QApplication.processEvents()
    assert table.visualRect(table.currentIndex()).bottom() <= table.viewport().height()


def test_a_chip_of_a_mark_alone_has_it_in_its_middle(qapp: QApplication) -> None:
    del qapp
    alone = ChipSpec("", Tone.MUTED, "cloud")
    left, side, right = 8, 15, 8  # as `draw_chip` sets them
    assert chip_width(alone) == current().px(left + side + right)
    picture = QImage(60, 30, QImage.Format.Format_RGB32)
    picture.fill(current().colour("surface"))
    painter = QPainter(picture)
    draw_chip(painter, 2, 15, alone)
    painter.end()
    beside = {picture.pixel(x, 19) for x in range(27, 30)}  # where dots for words would stand
    assert beside == {picture.pixel(29, 13)}


def test_a_second_toast_is_as_wide_as_its_words(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1000, 600)
    with qtbot.waitExposed(window):
        window.show()
    toast = Toast(window)
    long = "VN-MAU-01-261120-0001 · 09:41 · chờ công dân nhận kết quả tại quầy"
    spec = ToastSpec("Đã ghi nhận rút hồ sơ", long, (ToastAction("Mở", "undo", bool),))
    toast.show_spec(ToastSpec("Đã lưu", "VN-MAU-01-261123-0042"))
    toast.show_spec(spec)
    second = toast.width()
    toast.dismiss()
    toast.show_spec(spec)
    assert toast.width() == second > 420
