"""Receipt printers: bytes turned back into a picture by another reader, and printers that misbehave."""

from __future__ import annotations

import os
import socket
import subprocess
from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from PIL import Image

from desk.errors import InputError
from desk.paper.receipts import receipt_pdf
from desk.printing import jobs as book
from desk.printing.printers import printers_of
from desk.printing.rows import FormPrinter, PrintSettings
from desk.printing.settings import roll_key, roll_text, set_settings
from desk.printing.worker import Worker
from printing.printers import roll
from printing.printers.cups import CupsDriver
from printing.printers.driver import PrinterError, SendOptions
from printing.printers.roll import RollDriver
from tests.helpers.cups import Spooler
from tests.helpers.patience import until
from tests.helpers.roll_sink import Sink, slips
from tests.integration.printqueue.conftest import Counter


def _code(picture: Image.Image) -> zxingcpp.Barcode:
    found = [one for one in zxingcpp.read_barcodes(np.array(picture)) if "QR" in one.format.name.upper()]
    assert len(found) == 1
    return found[0]


def _words(picture: Image.Image, folder: Path) -> str:
    """What Tesseract reads, told nothing, at four enlargements one after another.

    At one size alone it takes the tone mark of a letter differently from processor to processor: a word that
    is printed right is read right at one of them.
    """
    read: list[str] = []
    for larger in (1.0, 1.5, 2.0, 2.5):
        file = folder / "slip.png"
        size = (round(picture.width * larger), round(picture.height * larger))
        picture.resize(size, Image.Resampling.LANCZOS).save(file, dpi=(203 * larger, 203 * larger))
        done = subprocess.run(
            ["tesseract", str(file), "-", "-l", "vie", "--psm", "4"],
            check=True,
            capture_output=True,
            timeout=120,
        )
        read.append(" ".join(done.stdout.decode("utf-8").split()))
    return " | ".join(read)


def _receipt(counter: Counter) -> tuple[str, bytes]:
    from desk.intake.receive import commit_reception
    from desk.intake.receive_file import command_from
    from tests.integration.counter.conftest import a_command

    code = commit_reception(counter.first, command_from(a_command(), base=counter.first.data)).code
    return code, receipt_pdf(counter.first, code, "k80")


def _send(where: str, pdf: bytes, *, copies: int = 1, size: str = "k80") -> list[str]:
    references: list[str] = []
    key = f"roll:{size}:{where}"
    RollDriver().send(key, pdf, SendOptions(title="x", copies=copies), begun=references.append)
    return references


def test_a_receipt_is_read_back_from_the_bytes_word_and_code(counter: Counter, tmp_path: Path) -> None:
    code, pdf = _receipt(counter)
    with Sink() as sink:
        assert _send(sink.address, pdf) == [""]
    (slip,) = slips(bytes(sink.got))
    assert slip.width == 576
    assert _code(slip).text.startswith(f"{code}.")
    words = _words(slip, tmp_path)
    for said in ("GIẤY TIẾP NHẬN HỒ SƠ", "NGUYỄN VĂN MẪU", code):
        assert said in words


def test_a_second_reader_of_another_maker_reads_the_same(counter: Counter) -> None:
    import cv2

    code, pdf = _receipt(counter)
    with Sink() as sink:
        _send(sink.address, pdf)
    (slip,) = slips(bytes(sink.got))
    text, corners, _ = cv2.QRCodeDetector().detectAndDecode(np.array(slip))
    assert corners is not None
    assert text == _code(slip).text
    assert text.startswith(f"{code}.")


@pytest.mark.parametrize(("size", "dots"), [("k80", 576), ("k58", 384)])
def test_a_receipt_on_either_roll_is_read_back_and_never_opens_the_drawer(
    counter: Counter, tmp_path: Path, size: str, dots: int
) -> None:
    code, _ = _receipt(counter)
    pdf = receipt_pdf(counter.first, code, size)
    with Sink() as sink:
        _send(sink.address, pdf, size=size)
    (slip,) = slips(bytes(sink.got))  # refuses every command it does not know, the drawer's pulse above all
    assert slip.width == dots
    assert b"\x1bp" not in b"".join(bytes(sink.got).split(b"\x1dv0")[:1])
    found = {one.format.name: one.text for one in zxingcpp.read_barcodes(np.array(slip))}
    assert found["QRCode"].startswith(f"{code}.")
    assert found["Code128"] == code
    assert "NGUYỄN VĂN MẪU" in _words(slip, tmp_path)


def test_a_receipt_for_80_mm_is_not_squeezed_onto_58(counter: Counter) -> None:
    _, pdf = _receipt(counter)
    with Sink() as sink, pytest.raises(PrinterError) as told:
        _send(sink.address, pdf, size="k58")
    assert told.value.code == "printer.wrong_paper"


def test_the_qr_has_four_whole_dots_a_module_at_least(counter: Counter) -> None:
    _, pdf = _receipt(counter)
    with Sink() as sink:
        _send(sink.address, pdf)
    (slip,) = slips(bytes(sink.got))
    place = _code(slip).position
    box = (place.top_left.x, place.top_left.y, place.bottom_right.x + 1, place.bottom_right.y + 1)
    symbol = np.array(slip.crop(box)) < 128
    edges = [set(np.flatnonzero(np.diff(row.astype(int)) != 0) + 1) for row in symbol]
    steps = sorted({int(b - a) for row in edges for a, b in zip(sorted(row), sorted(row)[1:], strict=False)})
    assert steps[0] >= 4
    assert all(step % steps[0] == 0 for step in steps)


def test_copies_are_cut_one_by_one_and_two_rolls_know_their_width(counter: Counter) -> None:
    from printing.tickets import TicketSheet, render_ticket

    sheet = TicketSheet("Phường Mẫu", "Số thứ tự", "A07", "Nộp hồ sơ", "09:41", "Còn 3 người", "Giữ phiếu")
    with Sink() as sink:
        _send(sink.address, render_ticket(sheet, "k58").pdf, copies=2, size="k58")
    pieces = slips(bytes(sink.got))
    assert [piece.width for piece in pieces] == [384, 384]
    assert pieces[0].tobytes() == pieces[1].tobytes()


def test_a_sheet_too_wide_for_the_roll_is_not_squeezed_onto_it(counter: Counter) -> None:
    code, _ = _receipt(counter)
    with Sink() as sink, pytest.raises(PrinterError) as told:
        _send(sink.address, receipt_pdf(counter.first, code, "a5"))
    assert (told.value.code, told.value.begun) == ("printer.wrong_paper", False)
    assert sink.got == b""


def test_a_printer_that_answers_nothing_is_printed_on_all_the_same(counter: Counter) -> None:
    _, pdf = _receipt(counter)
    with Sink(speaks=False) as sink:
        assert RollDriver().printer(f"roll:k80:{sink.address}") is not None
        _send(sink.address, pdf)
    assert len(slips(bytes(sink.got))) == 1


def test_no_paper_is_known_before_anything_is_sent(counter: Counter) -> None:
    _, pdf = _receipt(counter)
    with Sink(paper=False) as sink:
        row = RollDriver().printer(f"roll:k80:{sink.address}")
        assert row is not None
        assert row.state == "out_of_paper"
        with pytest.raises(PrinterError) as told:
            _send(sink.address, pdf)
    assert (told.value.code, told.value.begun) == ("printer.out_of_paper", False)
    assert slips(bytes(sink.got)) == []


def test_a_printer_that_is_gone_never_printed(counter: Counter) -> None:
    _, pdf = _receipt(counter)
    with socket.create_server(("127.0.0.1", 0)) as server:
        host, port = server.getsockname()
    with pytest.raises(PrinterError) as told:
        _send(f"{host}:{port}", pdf)
    assert (told.value.code, told.value.begun) == ("printer.unreachable", False)


def test_a_printer_that_stops_reading_halfway_leaves_the_job_unsure(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roll, "_TAKES", 0.5)
    monkeypatch.setattr(roll, "_ENDS", 0.5)
    with Sink(falls_silent=True) as sink:
        key = f"roll:k80:{sink.address}"
        forms = {"giay_tiep_nhan": FormPrinter(printer=key, paper="k80")}
        set_settings(counter.first, PrintSettings(forms=forms, rolls=(key,)))
        done = counter.receive()
        assert done.job is not None
        from sqlalchemy import update

        from models.tables import PrintJob

        with counter.first.write("test") as uow:
            uow.session.execute(update(PrintJob).values(paper="k80"))
            uow.commit()
        Worker(counter.first, printers_of(counter.first)).turn()
        row = book.one(counter.first, done.job)
        assert (row.state, row.reason) == ("unsure", "print.unsure")
        assert Worker(counter.first, printers_of(counter.first)).turn().changed == ()  # not a second time


def test_a_line_that_takes_no_more_bytes_is_given_up_in_time(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roll, "_TAKES", 0.4)
    _, pdf = _receipt(counter)
    with Sink(stops_after=64) as sink, pytest.raises(PrinterError) as told:
        _send(sink.address, pdf, copies=60)
    assert (told.value.code, told.value.begun) == ("printer.lost", True)


def test_a_device_file_gets_the_same_bytes(counter: Counter, tmp_path: Path) -> None:
    _, pdf = _receipt(counter)
    device = tmp_path / "lp0"
    device.touch()
    _send(str(device), pdf)
    with Sink(speaks=False) as sink:
        _send(sink.address, pdf)
    (there,), (here,) = slips(bytes(sink.got)), slips(device.read_bytes())
    assert there.tobytes() == here.tobytes()
    assert RollDriver().printer(f"roll:k80:{tmp_path}") is not None  # a folder is no printer, and is said so
    with pytest.raises(PrinterError) as told:
        _send(str(tmp_path / "lp1"), pdf)
    assert told.value.code == "printer.unreachable"


def test_a_raw_queue_of_the_spooler_gets_the_same_bytes(counter: Counter, spooler: Spooler) -> None:
    _, pdf = _receipt(counter)
    driver = RollDriver(("roll:k80:cups=Giay",), CupsDriver())
    (row,) = driver.printers()
    assert row.state == "ready"
    sent = driver.send(row.key, pdf, SendOptions(title="x"), begun=lambda _: None)
    assert sent.reference.startswith("cups:Giay#")
    (file,) = until(lambda: spooler.printed("Giay"), "the raw job")
    assert len(slips(file.read_bytes())) == 1
    until(lambda: CupsDriver().progress(sent.reference).stage == "done", "done")


def test_addresses_are_written_as_people_write_them(counter: Counter) -> None:
    assert roll_key("192.168.1.50") == "roll:k80:192.168.1.50"
    assert roll_key("k58 192.168.1.51:9101") == "roll:k58:192.168.1.51:9101"
    assert roll_key(" /dev/usb/lp0 ") == "roll:k80:/dev/usb/lp0"
    for text in ("192.168.1.50", "k58 192.168.1.51:9101", "/dev/usb/lp0", "cups=May in"):
        assert roll_text(roll_key(text)) == text
    with pytest.raises(InputError, match=r"print\.bad_value"):
        set_settings(counter.first, PrintSettings(rolls=("roll:a4:here",)))


def test_nothing_of_a_person_stands_in_the_bytes_but_the_picture(counter: Counter) -> None:
    _, pdf = _receipt(counter)
    with Sink() as sink:
        _send(sink.address, pdf)
    assert "NGUYỄN".encode() not in bytes(sink.got)
    assert os.fsencode("0999118264") not in bytes(sink.got)
