"""Vietnamese first, English whole, Qt's own buttons in Vietnamese too."""

from __future__ import annotations

import ast
import string
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
)

import ui
from resources import path as resource
from ui import format as say
from ui import i18n
from ui.i18n import catalogue, tr
from ui.keys import KEYS
from ui.main import entries

ROOM = Path(ui.__file__).parent
ROOMS = (
    "figures",
    "reports",
    "shell",
    "widgets",
    "home",
    "closing",
    "search",
    "wizard",
    "about",
    "help",
    "admin/devices",
)
MINE = [
    *ROOM.glob("*.py"),
    *(f for room in ROOMS for f in (ROOM / room).glob("*.py")),
]


def sentences(file: Path) -> set[str]:
    """Every literal sentence given to `tr` in a module."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "tr"
            and node.args
        ):
            found |= {one.value for one in ast.walk(node.args[0]) if isinstance(one, ast.Constant)}
    return {one for one in found if isinstance(one, str)}


def blanks(text: str) -> set[str]:
    """The named places of a sentence."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_sentence_of_the_frame_the_desk_and_the_closing_has_english() -> None:
    known = catalogue("en")
    asked = {sentence for file in MINE for sentence in sentences(file)}
    assert len(asked) > 60
    assert sorted(asked - set(known)) == []


def test_every_key_and_screen_has_english() -> None:
    known = catalogue("en")
    words = {key.label for key in KEYS.rows} | {entry.title for entry in entries()}
    words |= {key.cap for key in KEYS.rows if any(letter in key.cap for letter in "ếốạ")}
    assert sorted(words - set(known)) == []


def test_english_keeps_the_places_of_the_vietnamese_sentence() -> None:
    assert [vi for vi, en in catalogue("en").items() if blanks(vi) != blanks(en)] == []


def test_no_sentence_is_translated_two_ways() -> None:
    seen: dict[str, str] = {}
    clashes = []
    for file in sorted(resource("i18n").glob("en.*.toml")):
        for vi, en in i18n._read(file).items():
            if seen.setdefault(vi, en) != en:
                clashes.append(vi)
    assert clashes == []


def test_english_is_english() -> None:
    marks = set("ăâđêôơưấầẩẫậắằẳẵặếềểễệốồổỗộớờởỡợứừửữựạảãịỉĩọỏụủũỳỵỷỹ")
    left = [en for en in catalogue("en").values() if marks & set(en.lower().replace("(đ)", ""))]
    assert left == []


def test_a_missing_english_sentence_shows_vietnamese(qapp: QApplication) -> None:
    i18n.install(qapp, "en")
    assert tr("Chốt ngày") == "Close day"
    assert tr("Câu chưa ai dịch") == "Câu chưa ai dịch"


def test_places_are_filled_after_translation(qapp: QApplication) -> None:
    assert tr("Quầy {number}", number=2) == "Quầy 2"
    i18n.install(qapp, "en")
    assert tr("Quầy {number}", number=2) == "Counter 2"


def test_a_change_of_language_leaves_nothing_of_the_one_before(qapp: QApplication) -> None:
    i18n.install(qapp, "en")
    i18n.install(qapp, "vi")
    assert i18n.language() == "vi"
    assert tr("Chốt ngày") == "Chốt ngày"


def test_standard_buttons_speak_vietnamese(qapp: QApplication) -> None:
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel | QDialogButtonBox.StandardButton.Close)
    said = {button.text().replace("&", "") for button in buttons.buttons()}
    assert said == {"Hủy", "Đóng"}


def test_standard_buttons_speak_english_again(qapp: QApplication) -> None:
    i18n.install(qapp, "en")
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    assert buttons.buttons()[0].text().replace("&", "") == "Cancel"


THURSDAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        (lambda: say.long_date(THURSDAY), "Thứ Năm 26/11/2026"),
        (lambda: say.long_date(date(2026, 11, 29)), "Chủ Nhật 29/11/2026"),
        (lambda: say.money(15_000), "15.000 đ"),
        (lambda: say.money(0), "0 đ"),
        (lambda: say.money(1_234_567), "1.234.567 đ"),
        (lambda: say.share(96.2), "96,2%"),
        (lambda: say.share(70.0), "70%"),
        (lambda: say.share(100.0), "100%"),
        (lambda: say.share(66.67, 2), "66,67%"),
        (lambda: say.grouped_id("079192004518"), "079 192 004 518"),
        (lambda: say.grouped_id("07919"), "07919"),
        (lambda: say.masked_id("079192004518"), "079*******18"),
        (lambda: say.initials("Lê Thị Mai"), "LM"),
        (lambda: say.initials("ánh"), "Á"),
        (lambda: say.initials(""), ""),
        (lambda: say.spell_minutes(4), "4 phút"),
        (lambda: say.spell_minutes(70), "1 giờ 10 phút"),
        (lambda: say.spell_minutes(120), "2 giờ"),
        (lambda: say.spell_minutes(2 * 24 * 60 + 5), "2 ngày"),
        (lambda: say.size(1_800_000), "1,8 MB"),
        (lambda: say.size(900), "1 KB"),
    ],
)
def test_figures_are_written_as_in_the_copy_deck(written: object, wanted: str) -> None:
    assert written() == wanted  # type: ignore[operator]


def test_english_writes_points_and_commas_its_own_way(qapp: QApplication) -> None:
    i18n.install(qapp, "en")
    assert say.share(96.2) == "96.2%"
    assert say.money(15_000) == "15,000 đ"
    assert say.long_date(THURSDAY) == "Thu 26/11/2026"


def test_days_are_counted_by_date_not_by_hours() -> None:
    evening = datetime(2026, 11, 23, 23, 50, tzinfo=UTC)
    assert say.days_between(evening, evening + timedelta(minutes=20)) == 1


def _menu_of(field: QLineEdit | QPlainTextEdit) -> set[str]:
    menu = field.createStandardContextMenu()
    said = {action.text().split("\t")[0].replace("&", "") for action in menu.actions() if action.text()}
    menu.deleteLater()
    return said


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_the_menu_of_a_field_speaks_the_windows_language(
    qapp: QApplication, kind: type[QLineEdit | QPlainTextEdit]
) -> None:
    wanted = {"Hoàn tác", "Làm lại", "Cắt", "Sao chép", "Dán", "Xóa", "Chọn tất cả"}
    assert _menu_of(kind()) == wanted
    i18n.install(qapp, "en")
    assert _menu_of(kind()) == {"Undo", "Redo", "Cut", "Copy", "Paste", "Delete", "Select All"}


def test_the_window_for_choosing_files_speaks_vietnamese(qapp: QApplication) -> None:
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    said = {label.text().replace("&", "") for label in dialog.findChildren(QLabel) if label.text()}
    said |= {button.toolTip() for button in dialog.findChildren(QToolButton) if button.toolTip()}
    said |= {button.text().replace("&", "") for button in dialog.findChildren(QPushButton)}
    marks = set("ăâđêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ")
    assert len(said) >= 8
    assert {one for one in said if not marks & set(one.lower())} <= {"Xem trong:"}
    dialog.deleteLater()


def test_a_calendar_names_days_and_months_in_the_windows_language(qapp: QApplication) -> None:
    assert QLocale().dayName(4, QLocale.FormatType.LongFormat) == "Thứ Năm"
    i18n.install(qapp, "en")
    assert QLocale().monthName(11, QLocale.FormatType.LongFormat) == "November"
