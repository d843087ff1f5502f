"""Đầu đọc mã in the window: the port's state in the top bar, a try in Thiết lập, scans from a real line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.readers import listening as desk_listening
from desk.rows.readers import PortMark, PortRow, PortState, ReaderSettings, WedgeRules
from desk.services import DeskServices
from tests.helpers.admin_window import AdminDesk
from tests.helpers.guarded_desk import tap
from tests.helpers.serial_line import SerialReader
from ui.admin.readers.section import ReadersSection
from ui.scan import reader_words
from ui.scan.guard import ScanGuard
from ui.scan.listening import Listening
from ui.tokens import Tone

Key = Qt.Key
CARD = "079056000889||VÕ NGỌC THÍ DỤ|07071956|Nam|14 Phố Thử Nghiệm, Phường Mẫu|01052021"


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[SerialReader]:
    made = SerialReader(tmp_path / "ttyĐọc")
    yield made
    made.pull()


@pytest.fixture
def heard(admin: AdminDesk, qapp: QApplication, qtbot: QtBot) -> Iterator[Listening]:
    """The readers of the program, as `ui.app` puts them together."""
    guard = ScanGuard(qapp, rules=WedgeRules(gap_ms=200))
    made = Listening(admin.services, admin.runner, guard, qapp)
    made.scanned.connect(admin.shell.take_scan)
    made.port_changed.connect(admin.shell.show_reader)
    yield made
    made.stop()
    qapp.removeEventFilter(guard)
    for one in (made, guard):
        one.setParent(None)
        one.deleteLater()
    admin.settle()


def opened(admin: AdminDesk) -> ReadersSection:
    admin.goto("readers")
    admin.key(Key.Key_Return)
    return admin.section(ReadersSection)


def keyed(admin: AdminDesk, text: str) -> None:
    """A reader that types."""
    for letter in text:
        tap(admin.shell.windowHandle(), letter)
    QTest.keyClick(admin.shell.windowHandle(), Key.Key_Return)
    admin.settle()


def test_a_card_from_the_port_starts_a_reception_with_every_mark(
    admin: AdminDesk, heard: Listening, reader: SerialReader, qtbot: QtBot
) -> None:
    admin.services.readers.set_settings(ReaderSettings(port=PortMark(str(reader.address))))
    heard.start()
    qtbot.waitUntil(lambda: heard.port.state == "ready", timeout=20_000)
    mark = admin.shell.bar.reader
    assert (mark.text(), mark.isVisible()) == ("Đầu đọc", True)
    reader.sends(f"{CARD}\r\n")
    qtbot.waitUntil(lambda: admin.shell.current_name == "reception", timeout=20_000)
    admin.settle()
    page = admin.shell.page_of("reception")
    person = page.presenter.state.draft.person  # type: ignore[attr-defined]
    assert (person.full_name, person.id_number) == ("VÕ NGỌC THÍ DỤ", "079056000889")
    assert not person.check_name


def test_a_pulled_reader_is_said_with_a_word_and_the_mark_leads_to_its_settings(
    admin: AdminDesk, heard: Listening, reader: SerialReader, qtbot: QtBot
) -> None:
    admin.services.readers.set_settings(ReaderSettings(port=PortMark(str(reader.address))))
    heard.start()
    qtbot.waitUntil(lambda: heard.port.state == "ready", timeout=20_000)
    reader.pull()
    qtbot.waitUntil(lambda: heard.port.state == "lost", timeout=20_000)
    mark = admin.shell.bar.reader
    assert mark.text() == "Đầu đọc bị rút"
    assert "Cắm lại dây" in mark.accessibleName()
    admin.shell.go("home")
    mark.click()
    admin.settle()
    assert isinstance(admin.page.section, ReadersSection)
    reader.plug()
    qtbot.waitUntil(lambda: heard.port.state == "ready", timeout=20_000)


@pytest.mark.parametrize(
    ("state", "tone"),
    [
        ("ready", Tone.OK),
        ("waiting", Tone.WARN),
        ("lost", Tone.BAD),
        ("busy", Tone.BAD),
        ("denied", Tone.BAD),
    ],
)
def test_every_state_of_a_port_has_a_word_and_what_to_do(state: str, tone: Tone) -> None:
    word, found, said = reader_words.mark(PortState(state, "Đầu đọc Mẫu", "COM7"))
    assert (bool(word), found, bool(said)) == (True, tone, True)
    assert reader_words.mark(PortState()) == ("", Tone.OK, "")


def test_a_try_shows_what_was_read_and_opens_nothing(
    admin: AdminDesk, heard: Listening, qtbot: QtBot
) -> None:
    section = opened(admin)
    QTest.mouseClick(section.try_out, Qt.MouseButton.LeftButton)
    assert heard.trying
    keyed(admin, CARD)
    keyed(admin, "https://example.vn")
    rows = section.presenter.state.tried
    assert [row.words for row in rows] == ["Đọc được một địa chỉ web.", "Thẻ căn cước, đọc đủ"]
    assert rows[1].heard.letters == len(CARD)
    assert "Bàn phím" in reader_words.path(rows[1].heard)
    assert admin.shell.current_name == "admin"
    assert "079056000889" not in "".join(row.words for row in rows)
    admin.shell.go("home")
    assert not heard.trying


def test_a_reader_slower_than_set_is_said_and_one_press_sets_what_it_needs(
    admin: AdminDesk, heard: Listening, office_services: DeskServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = iter(range(100, 100_000))
    monkeypatch.setattr(heard._guard, "_clock", lambda _event: next(times) * 0.06)
    section = opened(admin)
    QTest.mouseClick(section.try_out, Qt.MouseButton.LeftButton)
    keyed(admin, "VN-MAU-01-261123-0042")
    assert section.presenter.state.wished_gap is not None
    QTest.mouseClick(section.wish, Qt.MouseButton.LeftButton)
    gap = int(section.presenter.state.values["gap"])
    assert gap >= 60
    monkeypatch.undo()
    admin.key(Key.Key_F9)
    assert office_services.readers.settings().wedge.gap_ms == gap
    assert heard._guard.rules.gap_ms == gap
    assert admin.toasts


def test_the_port_that_reads_something_is_found_and_kept(
    admin: AdminDesk,
    heard: Listening,
    reader: SerialReader,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mark = PortMark(str(reader.address), name="Đầu đọc Mẫu")
    row = PortRow(mark.device, mark.name, mark, usual=True)
    monkeypatch.setattr(desk_listening, "port_rows", lambda _chosen: (row,))
    section = opened(admin)
    QTest.mouseClick(section.look_for, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: heard.port.state == "ready", timeout=20_000)
    reader.sends("8934563138165\r")
    qtbot.waitUntil(lambda: section.presenter.state.values.get("port") == mark.device, timeout=20_000)
    assert not heard.trying
    admin.settle()
    assert mark.device in section.told.text()
    admin.key(Key.Key_F9)
    assert admin.services.readers.settings().port == mark
    qtbot.waitUntil(lambda: heard.port.state == "ready", timeout=20_000)


def test_a_value_that_cannot_be_is_refused_beside_its_cause(admin: AdminDesk, heard: Listening) -> None:
    section = opened(admin)
    section.presenter.put("gap", "9000")
    admin.key(Key.Key_F9)
    assert "10" in section.banner.text.text()
    assert "500" in section.banner.text.text()
    assert section.dirty


def test_a_machine_without_any_port_is_told_what_to_do(
    admin: AdminDesk, heard: Listening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_listening, "port_rows", lambda _chosen: ())
    section = opened(admin)
    QTest.mouseClick(section.look_for, Qt.MouseButton.LeftButton)
    assert "USB-COM" in section.told.text()
    assert not heard.trying


def test_every_control_of_the_section_has_a_name(admin: AdminDesk, heard: Listening) -> None:
    opened(admin)
    assert admin.unnamed() == []
