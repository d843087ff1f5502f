"""Printing at a window over a real office: one paper for each wish, a mark in words, a panel that mends."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from desk.printing import jobs as book
from desk.printing.rows import FormPrinter, PrinterInfo, PrintSettings, SendOptions
from desk.printing.settings import set_settings, settings
from desk.rows import IdentityCard
from desk.services import DeskServices
from printing.raster import page_count, page_size_mm
from tests.helpers.office_window import CTRL, MARRIAGE, Clerk, Practice, Sits, clerks
from tests.integration.printing.readers import text_of
from tests.integration.printqueue.conftest import ToldPrinter
from ui.admin.printers.model import PrintersState, warning
from ui.admin.printers.section import PrintersSection
from ui.admin.screen import AdminPage

CARD = IdentityCard("999190000001", None, "NGUYỄN THỊ MẪU B", None, "female", "12 Đường Mẫu", None)


@pytest.fixture
def practice(tmp_path: Path) -> Practice:
    """An office with nobody in it yet."""
    return Practice.found(tmp_path / "Hồ sơ")


@pytest.fixture
def services(practice: Practice) -> Iterator[DeskServices]:
    """Its doors on a Monday morning."""
    with practice.at() as opened:
        yield opened


@pytest.fixture
def out(tmp_path: Path, services: DeskServices) -> Path:
    """A folder that stands for the printer of this machine."""
    folder = tmp_path / "May in"
    folder.mkdir()
    chosen = FormPrinter(printer=f"folder:{folder}")
    set_settings(services._office, PrintSettings(usual=chosen, folders=(str(folder),)))
    return folder


@pytest.fixture
def sits(qtbot: QtBot, qapp: QApplication) -> Iterator[Sits]:
    """Seats clerks at windows."""
    with clerks(qtbot, qapp) as sit:
        yield sit


def _press(clerk: Clerk, name: str) -> None:
    button = [one for one in clerk.shell.findChildren(QAbstractButton, name) if one.isVisible()][-1]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    clerk.settle()


def test_a_reprint_comes_out_of_the_printer_once_and_marked(
    sits: Sits, services: DeskServices, practice: Practice, out: Path, tmp_path: Path
) -> None:
    code = practice.receive("2026-11-23T08:00:00+07:00")
    clerk = sits(services)
    clerk.shell.printing.control.look()
    clerk.settle()
    assert clerk.shell.bar.printer.text() == "Máy in"
    clerk.open(code)
    clerk.key(Qt.Key.Key_P, CTRL)
    (paper,) = out.iterdir()
    assert paper.name == f"{code}.pdf"
    assert "Bản in lại lần 1" in text_of(paper.read_bytes(), tmp_path)
    assert clerk.printed == [code]
    assert services.printing.jobs() == ()


def test_the_last_slip_is_printed_again_also_when_its_toast_is_gone(
    services: DeskServices, sits: Sits, out: Path, tmp_path: Path
) -> None:
    clerk = sits(services)
    clerk.key(Qt.Key.Key_F2)
    clerk.key(Qt.Key.Key_P, CTRL)
    assert list(out.iterdir()) == []  # nothing was received here yet
    clerk.reception.open_with(CARD)
    clerk.reception.presenter.choice.choose(MARRIAGE)
    clerk.settle()
    clerk.key(Qt.Key.Key_F9)
    clerk.shell.toast.dismiss()
    (first,) = out.iterdir()
    clerk.key(Qt.Key.Key_P, CTRL)
    assert len(list(out.iterdir())) == 2
    (copy,) = (one for one in out.iterdir() if one != first)
    assert "Bản in lại lần 1" in text_of(copy.read_bytes(), tmp_path)


def test_ctrl_s_saves_and_its_slip_is_printed_when_it_is_asked_for(
    services: DeskServices, sits: Sits, out: Path, tmp_path: Path
) -> None:
    clerk = sits(services)
    clerk.key(Qt.Key.Key_F2)
    clerk.reception.open_with(CARD)
    clerk.key(Qt.Key.Key_S, CTRL)
    assert clerk.reception.view.banner.isVisible()  # a gap is named as F9 does
    clerk.reception.presenter.choice.choose(MARRIAGE)
    clerk.settle()
    clerk.key(Qt.Key.Key_S, CTRL)
    assert len(services.find(CARD.number).matches) == 1
    assert (list(out.iterdir()), services.printing.jobs()) == ([], ())
    clerk.key(Qt.Key.Key_P, CTRL)
    (slip,) = out.iterdir()
    assert CARD.full_name in text_of(slip.read_bytes(), tmp_path)


def test_an_act_prints_its_paper_by_the_job_written_with_it(
    sits: Sits, services: DeskServices, practice: Practice, out: Path
) -> None:
    code = practice.receive("2026-11-23T08:00:00+07:00")
    clerk = sits(services)
    done = services.act(
        code, "request-supplement", {"components": [{"no": 1}], "reason": "Thiếu trang 2"}, queued=True
    )
    clerk.shell.desktop.print_pdf(done.printed[0].read_bytes(), code, queued=bool(done.jobs))
    clerk.settle()
    assert [file.name for file in out.iterdir()] == [f"{code}.pdf"]


def test_a_printer_that_went_away_is_said_in_the_bar_and_the_paper_waits(
    sits: Sits, services: DeskServices, practice: Practice, out: Path
) -> None:
    code = practice.receive("2026-11-23T08:00:00+07:00")
    clerk = sits(services)
    out.rmdir()
    clerk.open(code)
    clerk.key(Qt.Key.Key_P, CTRL)
    shell = clerk.shell
    assert shell.bar.printer.text() == "Tắt hoặc mất kết nối · 1"
    assert code in shell.banner.title.text()
    assert "vẫn lưu" in shell.banner.text.text()
    assert shell.banner.action.accessibleDescription() == "Ctrl+Shift+P"
    clerk.key(Qt.Key.Key_P, CTRL | Qt.KeyboardModifier.ShiftModifier)
    panel = shell.printing.panel
    assert panel.isVisible()
    assert panel.head.text() == "1 giấy chưa in xong"
    out.mkdir()
    shell.printing.control.look()
    clerk.settle()
    assert len(list(out.iterdir())) == 1
    assert panel.head.text() == "Không có giấy nào chờ in"
    assert shell.bar.printer.text() == "Máy in"
    clerk.key(Qt.Key.Key_Escape)
    assert not panel.isVisible()


def test_a_paper_nobody_is_sure_of_is_asked_about_in_the_panel(
    sits: Sits, services: DeskServices, practice: Practice, out: Path
) -> None:
    code = practice.receive("2026-11-23T08:00:00+07:00")
    clerk = sits(services)
    made = services.print_form("giay_tiep_nhan", code, paper="a5", queued=True)
    assert made.job is not None
    office = services._office
    from desk.printing import queue

    assert queue.take(office, made.job, "somebody who died", "")
    queue.settle(office, made.job, "somebody who died", "unsure", queue.UNSURE)
    clerk.shell.printing.toggle()
    clerk.settle()
    assert clerk.shell.bar.printer.text() == "1 không rõ"
    assert list(out.iterdir()) == []
    _press(clerk, f"print.seen.{made.job}")
    assert book.one(office, made.job).state == "done"
    assert list(out.iterdir()) == []
    assert clerk.shell.bar.printer.text() == "Máy in"


def test_a_paper_is_sent_elsewhere_looked_at_or_given_up_by_keys(
    sits: Sits, services: DeskServices, practice: Practice, tmp_path: Path
) -> None:
    office = services._office
    folder = tmp_path / "Kho"
    folder.mkdir()
    gone = FormPrinter(printer="folder:/khong/co")
    set_settings(office, PrintSettings(usual=gone, folders=(str(folder),)))
    codes = [practice.receive("2026-11-23T08:00:00+07:00", number) for number in (1, 2)]
    jobs = [services.print_form("giay_tiep_nhan", code, paper="a5", queued=True).job for code in codes]
    clerk = sits(services)
    clerk.shell.printing.toggle()
    clerk.settle()
    assert clerk.focus.startswith("print.other.")
    _press(clerk, f"print.other.{jobs[0]}")
    _press(clerk, f"print.to.{jobs[0]}.0")
    assert [file.name for file in folder.iterdir()] == [f"{codes[0]}.pdf"]
    _press(clerk, f"print.view.{jobs[1]}")
    assert any(one.objectName() == "letter_window" for one in QApplication.topLevelWidgets())
    _press(clerk, f"print.cancel.{jobs[1]}")
    assert services.printing.jobs() == ()


def test_a_paper_stuck_with_a_spooler_is_taken_back_and_sent_elsewhere_marked_by_keys(
    sits: Sits, services: DeskServices, practice: Practice, tmp_path: Path
) -> None:
    office, stuck = services._office, ToldPrinter(spools=True, lets_go=True)
    folder = tmp_path / "Kho"
    folder.mkdir()
    usual = FormPrinter(printer="told:may-1")
    set_settings(office, PrintSettings(usual=usual, folders=(str(folder),)))
    code = practice.receive("2026-11-23T08:00:00+07:00")
    services.print_form("giay_tiep_nhan", code, paper="a5")
    clerk = sits(services)
    control = clerk.shell.printing.control
    control.doors = lambda: (stuck,)  # type: ignore[method-assign]
    control._worker = None  # as a window opened on these doors
    job = services.print_form("giay_tiep_nhan", code, paper="a5", queued=True).job
    clerk.shell.printing.toggle()
    clerk.settle()
    assert [key for key, *_ in stuck.got] == ["told:may-1"]
    _press(clerk, f"print.other.{job}")
    said = [one.text() for one in clerk.shell.printing.panel.findChildren(QLabel) if one.isVisible()]
    assert any("Lấy lại từ máy đang giữ" in one for one in said)
    at = next(i for i, row in enumerate(services.printing.printers((stuck,))) if row.key.startswith("folder"))
    _press(clerk, f"print.to.{job}.{at}")
    assert stuck.withdrawn == ["told:may-1#1"]
    (file,) = folder.iterdir()
    assert "Bản in lại lần" in text_of(file.read_bytes(), tmp_path)
    assert services.printing.jobs() == ()
    assert len(stuck.got) == 1


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_which_form_goes_where_is_set_tried_and_kept_for_this_machine(
    sits: Sits, services: DeskServices, out: Path, lang: str
) -> None:
    clerk = sits(services, lang=lang)
    clerk.shell.go("admin", "printers")
    clerk.settle()
    page = clerk.shell.page_of("admin")
    assert isinstance(page, AdminPage)
    section = page.findChild(PrintersSection)
    assert section is not None
    section.presenter.test()
    clerk.settle()
    assert [file.name for file in out.iterdir()] == ["TEST.pdf"]
    section.forms.selectRow(1)
    assert section.presenter.state.form == "giay_tiep_nhan"
    section.presenter.put("paper", "k80")
    section.presenter.put("copies", "2")
    assert section.dirty
    clerk.key(Qt.Key.Key_F9)
    assert settings(services._office).forms == {"giay_tiep_nhan": FormPrinter(paper="k80", copies=2)}
    section.presenter.put("rolls", "192.0.2.1\nk58 /dev/usb/lp9")
    assert section.presenter.state.settings.rolls == ("roll:k80:192.0.2.1", "roll:k58:/dev/usb/lp9")
    assert section.undo()
    assert section.presenter.state.rolls == ""
    section.presenter.put("fallback", f"folder:{out}")
    clerk.key(Qt.Key.Key_F9)
    assert section.presenter.state.failure != ""
    assert section.undo()


# ---- Windows: the same door through Qt ---------------------------------------------------------------


def _to_file(file: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    return printer


def test_the_door_of_windows_prints_every_page_to_scale(
    qtbot: QtBot, services: DeskServices, practice: Practice, tmp_path: Path
) -> None:
    from ui.printing.qt_door import QtDoor

    code = practice.receive("2026-11-23T08:00:00+07:00")
    pdf = services.receipt_pdf(code, "a5")
    file = tmp_path / "ra.pdf"
    references: list[str] = []
    door = QtDoor(services, lambda _name: _to_file(file))
    sent = door.send("qt:Máy", pdf, SendOptions(title=code), begun=references.append)
    assert (sent.done, references) == (True, [""])
    printed = file.read_bytes()
    assert page_count(printed) == page_count(pdf)
    assert [round(side) for side in page_size_mm(printed)] == [148, 210]
    assert door.printer("qt:không có") is None
    assert door.cancel("") is False


def test_a_reception_begins_with_the_paper_of_this_machine_and_returns_print_on_it(
    sits: Sits, services: DeskServices, practice: Practice, out: Path
) -> None:
    office = services._office
    forms = {"giay_tiep_nhan": FormPrinter(paper="a4")}
    set_settings(office, PrintSettings(usual=settings(office).usual, forms=forms, folders=(str(out),)))
    code = practice.receive("2026-11-23T08:00:00+07:00")
    clerk = sits(services)
    clerk.key(Qt.Key.Key_F2)
    assert clerk.reception.presenter.state.draft.paper_format == "a4"
    clerk.reception.presenter.fields.paper_format("k80")
    clerk.shell.go("home")
    clerk.key(Qt.Key.Key_F2)
    assert clerk.reception.presenter.state.draft.paper_format == "k80"  # what the clerk chose stays
    clerk.open(code)
    clerk.key(Qt.Key.Key_P, CTRL)
    (paper,) = out.iterdir()
    assert [round(side) for side in page_size_mm(paper.read_bytes())] == [210, 297]


def test_a_windows_printer_is_told_to_be_untried_and_others_are_not() -> None:
    for key, said in (("qt:HP", True), ("cups:Giay", False)):
        state = PrintersState(
            asked=True,
            settings=PrintSettings(usual=FormPrinter(printer=key)),
            printers=(PrinterInfo(key, "Máy in quầy"),),
        )
        assert ("chưa được thử trên máy in thật" in warning(state)) is said
