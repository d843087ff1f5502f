"""Words stand whole: what has no room gets a line more, gives way as a whole, or is said in fewer words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from desk.rows.reports import ReportTable
from ui import theme
from ui.keys import KEYS
from ui.reports.grid import ReportGrid
from ui.shell.marks import Fold
from ui.shell.screen import StateMark
from ui.shell.topbar import HINTS, TopBar
from ui.tokens import Role, Tone
from ui.widgets.boxes import dress
from ui.widgets.keycap import KeyBar, KeyHint
from ui.widgets.paint import ChipSpec
from ui.widgets.paper_row import PaperRow, PaperSpec
from ui.widgets.scanbar import ScanBar
from ui.widgets.table import Cell, Column, DossierTable
from ui.widgets.text import balanced, elided, text_width, wrap
from ui.widgets.timeline import Moment, Timeline

LONG = "Căn cước/CCCD/hộ chiếu người yêu cầu (xuất trình hoặc khai thác CSDL)"
STATES = ("Chưa có gì để gửi", "Giờ máy chậm", "Ổ đĩa còn 1,2 GB", "Sổ đang bận")


@pytest.fixture(params=[1.0, 1.5])
def scale(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[float]:
    """Two text sizes; the usual one comes back."""
    theme.apply(qapp, "light", scale=request.param)
    yield request.param
    theme.apply(qapp, "light")


def _bar(qtbot: QtBot, width: int, states: int) -> TopBar:
    bar = TopBar("F3")
    qtbot.addWidget(bar)
    bar.title.setText("Bàn làm việc")
    bar.clerk.set_person("Nguyễn Thị Mẫu", "Quầy 1")
    bar.set_training(True)
    bar.set_mark(bar.printer, "Chưa có máy in", Tone.WARN)
    for at, text in enumerate(STATES[:states]):
        tone = Tone.WARN if at else Tone.MUTED
        bar.marks.set(str(at), StateMark(ChipSpec(text, tone, "cloud"), text, None))
    bar.resize(width, bar.height())
    bar.set_compact(width / theme.current().scale < 1200)
    bar.show()
    qtbot.waitExposed(bar)
    for _ in range(4):
        QApplication.processEvents()
    return bar


@pytest.mark.parametrize("states", [1, 2, 4])
def test_no_state_in_the_top_bar_is_cut_and_nothing_lies_over_another(
    qtbot: QtBot, scale: float, states: int
) -> None:
    bar = _bar(qtbot, 1276, states)
    parts = [bar.training, bar.scan, bar.printer, *bar.marks._buttons.values()]
    for part in parts:
        if part is not bar.scan:
            assert part.width() >= part.sizeHint().width(), part.objectName()
    places = [part.mapTo(bar, part.rect().topLeft()).x() for part in parts]
    ends = [left + part.width() for left, part in zip(places, parts, strict=True)]
    assert all(end <= left for end, left in zip(ends, places[1:], strict=False))
    assert bar.training.accessibleName() == "Tập huấn"
    assert [one.accessibleName() for one in bar.marks._buttons.values()] == list(STATES[:states])


def test_states_get_their_words_back_where_there_is_room(qtbot: QtBot, qapp: QApplication) -> None:
    bar = _bar(qtbot, 1276, 4)
    assert bar.marks.width_at(Fold.NONE) > bar.marks.width()
    bar.resize(1900, bar.height())
    qtbot.waitUntil(lambda: bar.marks.width() >= bar.marks.width_at(Fold.NONE))


@pytest.mark.parametrize("room", [120, 260, 400, 600])
def test_the_scan_bar_says_the_fullest_hint_that_stands_whole(qtbot: QtBot, room: int) -> None:
    bar = ScanBar(HINTS, name="scan", cap="F3")
    qtbot.addWidget(bar)
    told = bar.hint_for(room)
    fitting = [one for one in HINTS if text_width(one, Role.FIELD) <= room]
    assert told == (fitting or HINTS[-1:])[0]


def test_the_same_keys_again_leave_the_key_bar_as_it_is(qtbot: QtBot) -> None:
    bar = KeyBar()
    qtbot.addWidget(bar)
    bar.set_keys(KEYS.bar("closing"))
    before = bar.findChildren(KeyHint)
    bar.set_keys(KEYS.bar("closing"))
    assert bar.findChildren(KeyHint) == before


def test_of_no_words_nothing_is_cut() -> None:
    assert elided("", Role.MEDIUM, -1) == ""


def test_a_centred_sentence_leaves_no_word_alone_and_takes_no_line_more() -> None:
    text = "Không thấy gì khớp với “zzzz”. Thử ít chữ hơn, 4 số cuối của thẻ căn cước, hay quét giấy hẹn."
    width = text_width(text, Role.MEDIUM) * 0.94
    lines, plain = balanced(text, Role.MEDIUM, width), wrap(text, Role.MEDIUM, width)
    assert len(lines) == len(plain) == 2
    assert " ".join(lines) == text
    assert text_width(lines[1], Role.MEDIUM) > 0.7 * text_width(lines[0], Role.MEDIUM)


def test_the_history_breaks_a_note_between_its_parts_and_grows_by_a_line(qtbot: QtBot) -> None:
    note = "Bộ phận chuyên môn (Hộ tịch) · Nguyễn Thị Mẫu"
    line = Timeline(name="t")
    qtbot.addWidget(line)
    line.set((Moment("Chuyển chuyên môn", note, "09:28 16/11"),))
    wide = line.heightForWidth(900)
    narrow = round(text_width("Bộ phận chuyên môn (Hộ tịch) ·", Role.CAPTION)) + 60
    assert line.heightForWidth(narrow) > wide
    assert line._words(line.moments[0], narrow)[1] == note.split(" · ")


def test_a_name_that_may_grow_makes_its_row_higher(qtbot: QtBot, scale: float) -> None:
    row = PaperRow(PaperSpec(3, LONG, "Khi có"), name="p", grows=True)
    qtbot.addWidget(row)
    usual = row.sizeHint().height()
    with qtbot.waitSignal(row.grown):
        row.resize(round(320 * scale), usual)
        row.show()
        row.grab()
    assert row.sizeHint().height() > usual


def test_a_wrapping_column_gives_a_long_row_the_height_for_its_words(qtbot: QtBot, scale: float) -> None:
    table = DossierTable((Column("Giấy tờ", lambda row: Cell(row, "x"), wraps=1),), name="t", title="t")
    qtbot.addWidget(table)
    table.resize(round(300 * scale), 300)
    table.show()
    table.set_rows(["Tờ khai", LONG])
    qtbot.waitUntil(lambda: table.rowHeight(1) > table.rowHeight(0))
    table.resize(round(900 * scale), 300)
    qtbot.waitUntil(lambda: table.rowHeight(1) == table.rowHeight(0))


def test_no_heading_of_a_report_is_cut(qtbot: QtBot, scale: float) -> None:
    heads = (
        "STT", "Lĩnh vực giải quyết", "Số hồ sơ tiếp nhận|Trong kỳ: trực tuyến",
        "Số hồ sơ tiếp nhận|Trong kỳ: trực tiếp, dịch vụ bưu chính", "Số hồ sơ tiếp nhận|Từ kỳ trước",
    )  # fmt: skip
    row = ("1", "Hộ tịch", "1", "2", "3")
    table = ReportTable("", heads, (False, True, False, False, False), (row,))
    home = QWidget()
    qtbot.addWidget(home)
    grid = ReportGrid(table, title="t", parent=home)
    for compact in (False, True):
        grid.set_compact(on=compact)
        grid.resize(520, 260)
        grid.set_rows(table.rows)
        for at in range(len(heads)):
            lines = grid.titles._lines_of(at)
            assert "…" not in "".join(lines)


def test_a_question_has_the_same_air_on_both_sides_also_after_its_words_changed(qtbot: QtBot) -> None:
    box = QMessageBox()
    qtbot.addWidget(box)
    box.setText("Chốt Thứ Hai 23/11/2026?")
    box.setInformativeText("Còn 5 việc chưa xong.")
    box.addButton("Chốt ngày", QMessageBox.ButtonRole.AcceptRole)
    dress(box)
    box.show()
    box.setInformativeText("Còn 4 việc chưa xong. Bảng kê được ký và giữ nguyên.")

    def even() -> bool:
        layout = box.layout()
        return layout is not None and layout.contentsMargins().left() == 0 < layout.contentsMargins().right()

    qtbot.waitUntil(even)
