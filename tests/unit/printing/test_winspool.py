"""Windows' spooler for receipt printers, against one that answers as documented; on no hardware."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from typing import Any

import pytest

from printing.printers import winspool
from printing.printers.driver import PrinterError, SendOptions
from printing.printers.roll import RollDriver
from printing.printers.winspool import WinSpool
from printing.test_page import TrialSheet, render_test
from tests.helpers.roll_sink import slips

PRINTER, KEY = "EPSON TM-T20", "roll:k80:win=EPSON TM-T20"


@dataclass
class Spooler:
    """winspool.drv with one printer: what it was given, and what it is to answer."""

    status: int = 0
    jobs: dict[int, int] = field(default_factory=dict)
    got: bytes = b""
    told: list[Any] = field(default_factory=list)
    opened: int = 0
    takes: int = 1 << 20  # bytes at once
    breaks_after: int | None = None
    error: int = 0

    def OpenPrinterW(self, name: str, handle: Any, _defaults: None) -> int:  # noqa: N802
        if name != PRINTER:
            return 0
        self.opened += 1
        handle._obj.value = 7
        return 1

    def ClosePrinter(self, handle: Any) -> int:  # noqa: N802
        assert handle.value == 7
        self.opened -= 1
        return 1

    def GetPrinterW(self, _handle: Any, level: int, room: Any, size: int, _needed: Any) -> int:  # noqa: N802
        assert (level, size) == (6, 4)
        room._obj.value = self.status
        return 1

    def StartDocPrinterW(self, _handle: Any, level: int, info: Any) -> int:  # noqa: N802
        assert level == 1
        self.told.append((info._obj.pDocName, info._obj.pOutputFile, info._obj.pDatatype))
        self.jobs[12] = 0x10
        return 12

    def StartPagePrinter(self, _handle: Any) -> int:  # noqa: N802
        return 1

    def WritePrinter(self, _handle: Any, data: bytes, count: int, taken: Any) -> int:  # noqa: N802
        assert len(data) == count
        if self.breaks_after is not None and len(self.got) >= self.breaks_after:
            return 0
        taken._obj.value = min(count, self.takes)
        self.got += data[: taken._obj.value]
        return 1

    def EndPagePrinter(self, _handle: Any) -> int:  # noqa: N802
        return 1

    def EndDocPrinter(self, _handle: Any) -> int:  # noqa: N802
        self.told.append("end")
        return 1

    def AbortPrinter(self, _handle: Any) -> int:  # noqa: N802
        self.told.append("abort")
        return 1

    def GetJobW(self, _handle: Any, number: int, level: int, room: Any, size: int, needed: Any) -> int:  # noqa: N802
        assert level == 1
        if number not in self.jobs:
            self.error = 87
            return 0
        needed._obj.value = 200
        if size < 200:
            self.error = 122
            return 0
        winspool._Job.from_buffer(room).Status = self.jobs[number]
        return 1

    def SetJobW(self, _handle: Any, number: int, level: int, job: None, command: int) -> int:  # noqa: N802
        assert (level, job, command) == (0, None, 3)
        del self.jobs[number]
        return 1


@pytest.fixture
def spooler() -> Spooler:
    return Spooler()


def driver(spooler: Spooler) -> RollDriver:
    return RollDriver((KEY,), WinSpool(spooler, lambda: spooler.error))


def page() -> bytes:
    return render_test(TrialSheet(title="Trang in thử", lines=("Quầy 1",), qr="TEST")).pdf


@pytest.mark.parametrize("takes", [1 << 20, 1000])
def test_a_slip_goes_as_one_raw_document_under_its_code_and_every_byte_arrives(
    spooler: Spooler, takes: int
) -> None:
    spooler.takes = takes
    begun: list[str] = []
    sent = driver(spooler).send(KEY, page(), SendOptions(title="H19-1"), begun=begun.append)
    assert begun == [sent.reference] == [f"win:{PRINTER}#12"]
    assert not sent.done
    assert spooler.told == [("H19-1", None, "RAW"), "end"]
    assert len(slips(spooler.got)) == 1
    assert spooler.opened == 0


@pytest.mark.parametrize(
    ("status", "state"),
    [(0, "ready"), (0x10, "out_of_paper"), (0x80, "offline"), (0x1, "paused"), (0x8, "stopped"),
     (0x400, "busy"), (0x10 | 0x2, "out_of_paper")],
)  # fmt: skip
def test_what_windows_says_of_the_printer_is_said(spooler: Spooler, status: int, state: str) -> None:
    spooler.status = status
    (row,) = driver(spooler).printers()
    assert (row.state, row.name) == (state, f"{PRINTER} (80 mm)")


@pytest.mark.parametrize(
    ("status", "stage", "reason"),
    [(0x8, "waiting", ""), (0x10, "printing", ""), (0x80, "done", ""), (0x1000, "done", ""),
     (0x40, "waiting", "printer.out_of_paper"), (0x20, "waiting", "printer.offline"),
     (0x4, "cancelled", "printer.aborted"), (None, "done", "")],
)  # fmt: skip
def test_how_a_job_stands_is_told_and_one_windows_forgot_came_out(
    spooler: Spooler, status: int | None, stage: str, reason: str
) -> None:
    if status is not None:
        spooler.jobs[12] = status
    found = WinSpool(spooler, lambda: spooler.error).progress(f"win:{PRINTER}#12")
    assert (found.stage, found.reason) == (stage, reason)
    assert spooler.opened == 0


def test_a_spooler_that_breaks_off_is_said_to_have_begun_and_the_document_is_given_up(
    spooler: Spooler,
) -> None:
    spooler.takes, spooler.breaks_after = 100, 300
    with pytest.raises(PrinterError) as told:
        driver(spooler).send(KEY, page(), SendOptions(title="x"), begun=lambda _: None)
    assert (told.value.code, told.value.begun) == ("printer.lost", True)
    assert spooler.told[-1] == "abort"


def test_a_printer_windows_does_not_know_is_refused_before_anything_is_sent(spooler: Spooler) -> None:
    begun: list[str] = []
    with pytest.raises(PrinterError) as told:
        driver(spooler).send("roll:k80:win=Khong", page(), SendOptions(title="x"), begun=begun.append)
    assert (told.value.code, told.value.begun, begun) == ("printer.not_found", False, [])
    assert driver(spooler).printer("roll:k80:win=Khong").state == "offline"  # type: ignore[union-attr]


def test_only_a_job_that_had_not_begun_is_surely_taken_back(spooler: Spooler) -> None:
    door = WinSpool(spooler, lambda: spooler.error)
    for status, sure in ((0x8, True), (0x10, False)):
        spooler.jobs[12] = status
        assert door.cancel(f"win:{PRINTER}#12") is sure
        assert spooler.jobs == {}
    assert door.cancel(f"win:{PRINTER}#12") is False


def test_without_windows_nothing_is_printed_and_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(ctypes, "WinDLL", raising=False)
    with pytest.raises(PrinterError) as told:
        RollDriver((KEY,), WinSpool()).send(KEY, page(), SendOptions(title="x"), begun=lambda _: None)
    assert told.value.code == "printer.no_spooler"
    with pytest.raises(PrinterError):
        RollDriver((KEY,)).send(KEY, page(), SendOptions(title="x"), begun=lambda _: None)
