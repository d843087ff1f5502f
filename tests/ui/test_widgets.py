"""Every widget once: named for readers, reached by keys, ringed when it has the focus."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.ui_demo import DemoRaster, work_rows
from tests.helpers.ui_gallery import RATINGS, gallery
from ui import theme
from ui.shell.screen import ToastAction, ToastSpec
from ui.tokens import Role, Tone
from ui.widgets.banner import Banner, EmptyState
from ui.widgets.bars import BulletBar, MiniBars
from ui.widgets.buttons import ButtonKind, CommitButton, KeyButton
from ui.widgets.card import StepHeader, StepState
from ui.widgets.keycap import KeyBar
from ui.widgets.label import Label
from ui.widgets.live import LiveView
from ui.widgets.paper_row import PaperRow, PaperSpec
from ui.widgets.rating import RatingRow
from ui.widgets.scanbar import ScanBar
from ui.widgets.seg import Seg
from ui.widgets.signature import SignaturePad
from ui.widgets.slip import SlipPreview
from ui.widgets.table import Cell, Column, DossierTable, RowsModel
from ui.widgets.toast import KEPT_CLEAR, Toast


@pytest.fixture
def sheet(qtbot: QtBot) -> Iterator[QWidget]:
    """The gallery, shown."""
    made = gallery()
    qtbot.addWidget(made)
    made.resize(1500, 900)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()


def interactive(root: QWidget) -> list[QWidget]:
    """What a person can act upon: whatever takes the focus."""
    return [
        one
        for one in root.findChildren(QWidget)
        if one.focusPolicy() != Qt.FocusPolicy.NoFocus and one.isVisible() and not one.focusProxy()
        and one.metaObject().className() not in {"QWidget", "QScrollBar", "QScrollArea", "_Header"}
    ]  # fmt: skip


def test_everything_a_person_acts_upon_has_a_name(sheet: QWidget) -> None:
    found = interactive(sheet)
    assert len(found) > 25
    assert [f"{type(one).__name__} {one.objectName()}" for one in found if not one.accessibleName()] == []


def test_everything_a_person_acts_upon_can_be_named_by_a_test(sheet: QWidget) -> None:
    assert [type(one).__name__ for one in interactive(sheet) if not one.objectName()] == []


def test_whatever_has_the_focus_looks_different(sheet: QWidget) -> None:
    blind = []
    for one in interactive(sheet):
        if not one.isEnabled():
            continue
        sheet.setFocus()
        one.clearFocus()
        before = one.grab().toImage()
        one.setFocus(Qt.FocusReason.TabFocusReason)
        if one.hasFocus() and one.grab().toImage() == before:
            blind.append(f"{type(one).__name__} {one.objectName()}")
    assert blind == []


def test_the_dark_theme_paints_every_widget_anew(sheet: QWidget, qapp: QApplication) -> None:
    light = sheet.grab().toImage()
    theme.apply(qapp, "dark")
    dark = sheet.grab().toImage()
    bright = [dark.pixelColor(x, y).lightness() for x in range(0, 1500, 25) for y in range(0, 900, 25)]
    assert dark != light
    assert sorted(bright)[len(bright) // 2] < 80


def test_a_button_is_pressed_by_enter_and_by_space_and_says_its_key(qtbot: QtBot) -> None:
    button = KeyButton("Chụp", name="capture", kind=ButtonKind.SOFT, icon="camera", cap="F5")
    qtbot.addWidget(button)
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    QTest.keyClick(button, Qt.Key.Key_Space)
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert pressed == [True, True]
    assert button.accessibleName() == "Chụp"
    assert button.accessibleDescription() == "F5"


def test_a_button_has_room_for_all_it_says(qtbot: QtBot) -> None:
    button = KeyButton("Lưu và in giấy hẹn", name="b", kind=ButtonKind.COMMIT, icon="printer", cap="F9")
    qtbot.addWidget(button)
    before = button.minimumSizeHint().width()
    button.say("Lưu và in phiếu yêu cầu bổ sung hồ sơ")
    assert button.minimumSizeHint().width() > before
    assert button.accessibleName() == "Lưu và in phiếu yêu cầu bổ sung hồ sơ"


def test_arrows_move_the_choice_of_a_segmented_control(qtbot: QtBot) -> None:
    seg = Seg((("a", "A5"), ("b", "A4"), ("c", "80 mm")), name="paper")
    qtbot.addWidget(seg)
    with qtbot.waitExposed(seg):
        seg.show()
    chosen: list[str] = []
    seg.chosen.connect(chosen.append)
    seg.setFocus()
    assert seg.value == "a"
    QTest.keyClick(seg.focusWidget(), Qt.Key.Key_Right)
    assert seg.value == "b"
    assert chosen == ["b"]


def test_setting_a_choice_tells_nobody_and_new_words_keep_it(qtbot: QtBot) -> None:
    seg = Seg((("a", "Tất cả 1"), ("b", "Quá hạn 1")), name="filter")
    qtbot.addWidget(seg)
    chosen: list[str] = []
    seg.chosen.connect(chosen.append)
    seg.set_value("b")
    seg.set_choices((("a", "Tất cả 2"), ("b", "Quá hạn 2")))
    assert seg.value == "b"
    assert chosen == []
    assert [b.text() for b in seg.findChildren(QAbstractButton)] == ["Tất cả 2", "Quá hạn 2"]


def test_a_paper_row_is_a_check_box_for_readers_and_counts_with_plus_and_minus(qtbot: QtBot) -> None:
    row = PaperRow(PaperSpec(2, "Trích lục ghi chú ly hôn", "Nếu đã ly hôn", "1", "Bản sao"), name="paper.2")
    qtbot.addWidget(row)
    more: list[int] = []
    asked: list[bool] = []
    row.more.connect(more.append)
    row.kind_asked.connect(lambda: asked.append(True))
    QTest.keyClick(row, Qt.Key.Key_Space)
    QTest.keyClicks(row, "+-t")
    assert row.isChecked()
    assert more == [1, -1]
    assert asked == [True]
    assert row.accessibleName() == "2. Trích lục ghi chú ly hôn"


def test_a_long_name_of_a_paper_goes_on_under_its_first_line(qtbot: QtBot) -> None:
    ends = ("của người yêu cầu", "của người được ủy quyền")

    def drawn(end: str, *, dense: bool) -> QImage:
        spec = PaperSpec(1, f"Giấy xác nhận tình trạng hôn nhân {end}", "Bắt buộc")
        row = PaperRow(spec, name="p")
        qtbot.addWidget(row)
        row.set_dense(dense)
        row.resize(330, row.sizeHint().height())
        return row.grab().toImage()

    for dense in (False, True):
        first, second = (drawn(end, dense=dense) for end in ends)
        assert first != second  # cut on one line the two would look the same


def test_a_paper_known_from_a_database_cannot_be_ticked(qtbot: QtBot) -> None:
    row = PaperRow(PaperSpec(5, "Thông tin cư trú", info=True), name="paper.5")
    qtbot.addWidget(row)
    QTest.keyClick(row, Qt.Key.Key_Space)
    assert not row.isChecked()


COLUMNS = (
    Column("Công dân", lambda row: Cell(row.applicant, row.code), share=2),
    Column("Thủ tục", lambda row: Cell(row.procedure), share=3),
)


def test_the_rows_model_keeps_qts_rules() -> None:
    model = RowsModel(COLUMNS)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.set_rows(work_rows())
    model.set_rows(())
    model.set_rows(work_rows()[:3])
    assert model.rowCount() == 3
    assert model.columnCount() == 2
    assert tester.model() is model


def test_a_cell_is_read_whole_by_a_screen_reader() -> None:
    model = RowsModel(COLUMNS)
    model.set_rows(work_rows()[:1])
    said = model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Trần Quốc Bảo, H29.26.112-261118-0031"


def test_a_list_is_walked_with_arrows_and_opened_with_enter(qtbot: QtBot) -> None:
    table = DossierTable(COLUMNS, name="table", title="Việc cần làm")
    qtbot.addWidget(table)
    table.resize(600, 300)
    with qtbot.waitExposed(table):
        table.show()
    opened: list[str] = []
    table.opened.connect(lambda row: opened.append(row.code))
    table.set_rows(work_rows())
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened == ["H29.26.112-261117-0008"]


def test_new_rows_keep_the_place_by_its_key(qtbot: QtBot) -> None:
    table = DossierTable(COLUMNS, name="table", title="Việc cần làm")
    qtbot.addWidget(table)
    rows = work_rows()
    table.set_rows(rows, same=lambda row: row.code)
    table.selectRow(3)
    table.set_rows(rows[2:], same=lambda row: row.code)
    assert table.current_row.code == rows[3].code
    table.set_rows((), same=lambda row: row.code)
    assert table.current_row is None


def test_columns_share_the_width_and_never_overflow(qtbot: QtBot) -> None:
    table = DossierTable(COLUMNS, name="table", title="Việc cần làm")
    qtbot.addWidget(table)
    table.set_rows(work_rows())
    for width in (400, 700, 1100):
        table.resize(width, 300)
        table.show()
        assert sum(table.columnWidth(at) for at in range(2)) == table.viewport().width()


def test_a_scan_bar_submits_steps_and_leaves_by_keys(qtbot: QtBot) -> None:
    bar = ScanBar("Quét", name="scan", cap="F3")
    qtbot.addWidget(bar)
    steps: list[int] = []
    left: list[bool] = []
    bar.stepped.connect(steps.append)
    bar.left.connect(lambda: left.append(True))
    QTest.keyClicks(bar, " abc ")
    with qtbot.waitSignal(bar.submitted) as said:
        QTest.keyClick(bar, Qt.Key.Key_Return)
    QTest.keyClick(bar, Qt.Key.Key_Down)
    QTest.keyClick(bar, Qt.Key.Key_Up)
    QTest.keyClick(bar, Qt.Key.Key_Escape)
    assert said.args == ["abc"]
    assert steps == [1, -1]
    assert left == [True]


def test_an_empty_scan_bar_submits_nothing(qtbot: QtBot) -> None:
    bar = ScanBar("Quét", name="scan")
    qtbot.addWidget(bar)
    with qtbot.assertNotEmitted(bar.submitted):
        QTest.keyClick(bar, Qt.Key.Key_Return)


def test_a_banner_says_its_whole_text_and_acts(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    assert banner.isHidden()
    banner.say("Chưa in được", "Hết giấy.", action="In lại", cap="Ctrl+P")
    assert banner.accessibleName() == "Chưa in được Hết giấy."
    with qtbot.waitSignal(banner.acted):
        banner.action.click()
    banner.clear()
    assert banner.isHidden()


def test_an_empty_state_without_an_action_has_no_button(qtbot: QtBot) -> None:
    state = EmptyState("inbox", "Chưa có hồ sơ.", name="empty")
    qtbot.addWidget(state)
    assert state.action.isHidden()
    state.say("inbox", "Chưa có hồ sơ.", action="Tiếp nhận", cap="F2")
    assert not state.action.isHidden()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """A window with a field low down."""
    made = QWidget()
    made.resize(1000, 600)
    field = QLineEdit(made)
    field.setObjectName("low")
    field.setGeometry(300, 510, 400, 34)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_a_toast_offers_its_acts_once(qtbot: QtBot, window: QWidget) -> None:
    toast = Toast(window)
    done: list[str] = []
    toast.show_spec(ToastSpec("Đã in", "x", (ToastAction("Hoàn tác", "undo", lambda: done.append("undo")),)))
    assert toast.isVisible()
    assert toast.run("print") is False
    assert toast.run("undo") is True
    assert toast.run("undo") is False
    assert done == ["undo"]
    assert toast.isHidden()


def test_a_second_toast_takes_the_place_of_the_first(qtbot: QtBot, window: QWidget) -> None:
    toast = Toast(window)
    toast.show_spec(ToastSpec("Một"))
    toast.show_spec(ToastSpec("Hai"))
    assert toast.spec == ToastSpec("Hai")
    assert toast.accessibleName() == "Hai"


def test_a_toast_never_covers_the_focus(qtbot: QtBot, window: QWidget) -> None:
    toast = Toast(window)
    field = window.findChild(QLineEdit, "low")
    assert field is not None
    field.clearFocus()
    toast.show_spec(ToastSpec("Đã in giấy hẹn", "H29.26.112-261123-0041"))
    low = toast.geometry()
    assert low.intersects(field.geometry())
    window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    toast.place()
    assert not toast.geometry().intersects(field.geometry())


def test_a_toast_covers_no_usual_act_of_a_part(qtbot: QtBot, window: QWidget) -> None:
    low = window.findChild(QLineEdit, "low")
    assert low is not None
    low.clearFocus()
    act = KeyButton("Chụp", name="scan.capture", kind=ButtonKind.SOFT, cap="F5", parent=window)
    act.setGeometry(300, 520, 200, 36)
    act.show()
    toast = Toast(window)
    toast.show_spec(ToastSpec("Xong hướng dẫn", "Sổ tập huấn vẫn mở để tập thêm."))
    assert not toast.geometry().intersects(act.geometry())


def test_a_toast_stands_beside_or_above_the_main_act_and_never_over_a_bar(
    qtbot: QtBot, window: QWidget
) -> None:
    window.resize(900, 500)
    act = CommitButton("Lưu và in giấy hẹn", name="act", parent=window)
    code = Label("H29.26.112-261123-0041", Role.HEAD_CODE, parent=window)
    code.setObjectName(KEPT_CLEAR[0])
    code.setGeometry(20, 70, 300, 30)
    for one in (act, code):
        one.show()
    toast = Toast(window)
    toast.room = lambda: QRect(60, 60, 840, 400)
    for place in (QRect(600, 400, 280, 48), QRect(60, 400, 300, 48), QRect(60, 400, 820, 48)):
        act.setGeometry(place)
        toast.show_spec(ToastSpec("Đã in giấy hẹn", "H29.26.112-261123-0041"))
        assert toast.room().contains(toast.geometry())
        assert not toast.geometry().intersects(place)
        assert not toast.geometry().intersects(code.geometry())
    act.setGeometry(toast.geometry())  # a page laid out later than the toast came
    qtbot.waitUntil(lambda: not toast.geometry().intersects(act.geometry()))


def test_a_toast_goes_by_itself(qtbot: QtBot, window: QWidget) -> None:
    toast = Toast(window)
    toast.show_spec(ToastSpec("Đã in"))
    with qtbot.waitSignal(toast.gone):
        toast._timer.start(1)
    assert toast.isHidden()


def test_digits_rate_and_a_second_press_takes_it_back(qtbot: QtBot) -> None:
    rating = RatingRow(RATINGS)
    qtbot.addWidget(rating)
    with qtbot.waitExposed(rating):
        rating.show()
    scores: list[int] = []
    rating.rated.connect(scores.append)
    rating.setFocus()
    QTest.keyClicks(rating.focusWidget(), "4")
    QTest.keyClicks(rating.focusWidget(), "4")
    assert scores == [4, 0]
    assert rating.score == 0


def test_a_signature_is_kept_as_ink_on_white_and_cleared(qtbot: QtBot) -> None:
    pad = SignaturePad("Ký nhận")
    qtbot.addWidget(pad)
    pad.resize(340, 96)
    assert not pad.signed
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(40, 40))
    QTest.mouseMove(pad, QPoint(200, 60))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(200, 60))
    image = pad.image()
    dark = sum(image.pixelColor(x, y).lightness() < 128 for x in range(0, 680, 2) for y in range(0, 192, 2))
    assert pad.signed
    assert dark > 3
    pad.clear()
    assert not pad.signed


def test_a_preview_shows_the_very_pixels_it_is_given(qtbot: QtBot) -> None:
    preview = SlipPreview("Xem trước")
    qtbot.addWidget(preview)
    preview.resize(220, 300)
    red = DemoRaster(2, 2, b"\xff\x00\x00" * 4)
    preview.set_raster(red)
    assert preview.has_page
    assert preview.grab().toImage().pixelColor(110, 150) == QColor("#FF0000")
    preview.say("Chọn thủ tục để xem giấy hẹn.")
    assert not preview.has_page
    assert preview.accessibleDescription() == "Chọn thủ tục để xem giấy hẹn."


def test_a_live_view_outlines_the_page_where_it_lies(qtbot: QtBot) -> None:
    live = LiveView("Camera")
    qtbot.addWidget(live)
    live.resize(400, 300)
    frame = QImage(400, 300, QImage.Format.Format_RGB32)
    frame.fill(QColor("#202020"))
    live.set_frame(frame)
    before = live.grab().toImage().pixelColor(200, 50)
    live.set_quad(((50, 50), (350, 50), (350, 250), (50, 250)))
    after = live.grab().toImage().pixelColor(200, 50)
    assert after.green() > before.green() + 100
    live.set_quad(None)
    assert live.grab().toImage().pixelColor(200, 50) == before


def test_a_live_view_without_a_camera_says_why(qtbot: QtBot) -> None:
    live = LiveView("Camera")
    qtbot.addWidget(live)
    live.say("Không mở được camera: đang được phần mềm khác dùng.")
    live.set_top("Mờ", Tone.WARN)
    assert "đang được phần mềm khác dùng" in live.accessibleDescription()


def test_a_step_shows_where_it_stands(qtbot: QtBot) -> None:
    head = StepHeader(3, "Giấy tờ đã nhận")
    qtbot.addWidget(head)
    head.resize(300, 30)
    pictures = []
    for state in StepState:
        head.set_state(state)
        pictures.append(head.grab().toImage())
    assert pictures[0] != pictures[1] != pictures[2]


def test_a_bullet_bar_is_as_long_as_its_share(qtbot: QtBot) -> None:
    bar = BulletBar(name="bar")
    qtbot.addWidget(bar)
    bar.resize(400, 40)
    bar.set(50.0, None, "Chưa đặt chỉ tiêu")
    image = bar.grab().toImage()
    primary = theme.current().colour("primary")
    length = sum(image.pixelColor(x, 8) == primary for x in range(400))
    assert length == pytest.approx(200, abs=6)


def test_bars_of_days_without_figures_still_stand(qtbot: QtBot) -> None:
    bars = MiniBars(name="bars")
    qtbot.addWidget(bars)
    bars.resize(96, 32)
    bars.set((None,) * 12, "không có số liệu")
    bars.set((None, 50.0, 70.0), "ba ngày")
    assert bars.accessibleName() == "ba ngày"
    assert bars.grab().toImage().pixelColor(80, 20) == theme.current().colour("primary")


def test_the_key_bar_drops_hints_rather_than_cutting_them(qtbot: QtBot) -> None:
    from ui.keys import KEYS

    bar = KeyBar()
    qtbot.addWidget(bar)
    bar.resize(1300, 33)
    bar.set_keys(KEYS.bar("home"))
    bar.show()
    whole = [hint for hint in bar._hints if hint.isVisible()]
    bar.resize(500, 33)
    fewer = [hint for hint in bar._hints if hint.isVisible()]
    assert len(whole) == len(KEYS.bar("home"))
    assert 0 < len(fewer) < len(whole)
    assert fewer[-1] is bar._hints[-1]  # the key that tells all keys is never left out
    qtbot.waitUntil(lambda: all(hint.geometry().right() <= 500 for hint in fewer))
    bar.saved.say("Đã lưu trên máy 09:41:00")  # takes its room at once, not when the next screen comes
    qtbot.waitUntil(lambda: 0 < len([one for one in bar._hints if one.isVisible()]) < len(fewer))


def test_text_size_makes_a_label_grow(qtbot: QtBot, qapp: QApplication) -> None:
    label = Label("Hẹn trả", Role.SECTION)
    qtbot.addWidget(label)
    before = label.sizeHint()
    theme.apply(qapp, "light", scale=1.5)
    after = label.sizeHint()
    assert after.width() > before.width() * 1.4
    assert after.height() > before.height() * 1.4
