"""A reader at a real serial line (a pseudo terminal): heard, pulled, plugged in again, taken by another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import serial

from desk.readers.listening import PortListener
from desk.rows.readers import Heard, PortMark, PortState
from tests.helpers.serial_line import Ear, SerialReader

CODE = "VN-MAU-01-261123-0042.7K3BCF9H"
CARD = "079056000889||VÕ NGỌC THÍ DỤ|07071956|Nam|14 Phố Thử Nghiệm, Phường Mẫu|01052021"


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[SerialReader]:
    made = SerialReader(tmp_path / "đầu-đọc")
    yield made
    made.pull()


@pytest.fixture
def ear() -> Ear:
    return Ear()


@pytest.fixture
def listener(reader: SerialReader, ear: Ear) -> Iterator[PortListener]:
    made = PortListener((PortMark(str(reader.address)),), ear, again=0.05)
    ear.until(lambda told: "ready" in states(told))
    yield made
    made.stop()
    assert made.ended(10)


def states(told: list[object]) -> list[str]:
    return [one.state for one in told if isinstance(one, PortState)]


def texts(told: list[object]) -> list[str]:
    return [one.text for one in told if isinstance(one, Heard)]


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n", "\t", ""])
def test_a_card_arrives_whole_with_all_its_marks(
    reader: SerialReader, ear: Ear, listener: PortListener, end: str
) -> None:
    del listener
    reader.sends(CARD + end)
    ear.until(lambda told: texts(told) == [CARD])
    heard = next(one for one in ear.told if isinstance(one, Heard))
    assert heard.via == "port"
    assert heard.device == str(reader.address)


def test_a_slow_line_in_pieces_is_one_code(reader: SerialReader, ear: Ear, listener: PortListener) -> None:
    del listener
    reader.sends(f"{CARD}\r", pieces=7, pause=0.005)
    ear.until(lambda told: texts(told) == [CARD])


def test_half_a_code_garbage_and_two_in_a_row_arrive_as_they_are(
    reader: SerialReader, ear: Ear, listener: PortListener
) -> None:
    """What they are is said where they are understood; here nothing is lost."""
    del listener
    reader.sends(CODE[:12])
    ear.until(lambda told: texts(told) == [CODE[:12]])
    reader.sends(bytes(range(128, 256)) + b"\r")
    ear.until(lambda told: len(texts(told)) == 2)
    reader.sends(CODE + CODE + "\r")
    ear.until(lambda told: texts(told)[-1] == CODE + CODE)
    reader.sends(f"{CODE}\r{CARD}\r")
    ear.until(lambda told: texts(told)[-2:] == [CODE, CARD])


def test_a_reader_that_is_pulled_is_told_and_taken_up_again_by_itself(
    reader: SerialReader, ear: Ear, listener: PortListener
) -> None:
    del listener
    for _ in range(3):
        reader.pull()
        ear.until(lambda told: states(told)[-1] == "lost")
        reader.plug()
        ear.until(lambda told: states(told)[-1] == "ready")
    reader.sends(f"{CODE}\r")
    ear.until(lambda told: texts(told) == [CODE])
    assert states(ear.told) == ["ready", *("lost", "ready") * 3]


def test_a_code_cut_off_by_the_plug_is_not_half_told(
    reader: SerialReader, ear: Ear, listener: PortListener
) -> None:
    del listener
    reader.pull()
    ear.until(lambda told: states(told)[-1] == "lost")
    reader.plug()
    ear.until(lambda told: states(told)[-1] == "ready")
    reader.sends(f"{CODE}\r")
    ear.until(lambda told: texts(told) == [CODE])


def test_a_reader_that_comes_later_is_waited_for(tmp_path: Path, ear: Ear) -> None:
    address = tmp_path / "sau"
    listener = PortListener((PortMark(str(address)),), ear, again=0.05)
    ear.until(lambda told: states(told) == ["waiting"])
    late = SerialReader(address)
    ear.until(lambda told: states(told)[-1] == "ready")
    late.sends(f"{CODE}\r")
    ear.until(lambda told: texts(told) == [CODE])
    listener.stop()
    assert listener.ended(10)
    late.pull()


def test_a_port_that_another_program_holds_is_busy_until_it_lets_go(reader: SerialReader, ear: Ear) -> None:
    other = serial.Serial(str(reader.address), exclusive=True)
    listener = PortListener((PortMark(str(reader.address)),), ear, again=0.05)
    ear.until(lambda told: states(told) == ["busy"])
    other.close()
    ear.until(lambda told: states(told) == ["busy", "ready"])
    listener.stop()
    assert listener.ended(10)


def test_a_port_that_is_not_allowed_says_so(
    reader: SerialReader, ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tests may run as root, whom no right stops: the system's answer is put in its place."""

    def refused(*_: object, **__: object) -> serial.Serial:
        raise serial.SerialException(13, f"could not open port {reader.address}: Permission denied")

    monkeypatch.setattr(serial, "Serial", refused)
    listener = PortListener((PortMark(str(reader.address)),), ear, again=0.05)
    ear.until(lambda told: states(told) == ["denied"])
    listener.stop()
    assert listener.ended(10)


def test_of_several_ports_the_one_that_reads_is_named(tmp_path: Path, ear: Ear) -> None:
    readers = [SerialReader(tmp_path / name) for name in ("một", "hai", "ba")]
    listener = PortListener([PortMark(str(one.address)) for one in readers], ear, again=0.05)
    ear.until(lambda told: states(told).count("ready") == 3)
    readers[1].sends("8934563138165\r")
    ear.until(lambda told: texts(told) == ["8934563138165"])
    heard = next(one for one in ear.told if isinstance(one, Heard))
    assert heard.device == str(readers[1].address)
    listener.stop()
    assert listener.ended(10)
    for one in readers:
        one.pull()
