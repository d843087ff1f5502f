"""What a port's bytes say, which port a device is, and what may be set for a machine."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desk.errors import InputError
from desk.finding.scanned import read_scan
from desk.readers.decoding import text_of
from desk.readers.listening import heard_of
from desk.readers.settings import FILE, reader_settings, set_reader_settings
from desk.rows.readers import PortMark, ReaderSettings, WedgeRules
from scanning.readers.framing import Frame
from scanning.readers.ports import PortInfo, find_again

CARD = "079056000889||VÕ NGỌC THÍ DỤ|07071956|Nam|14 Phố Thử Nghiệm, Phường Mẫu|01052021"


class Machine:
    """As much of an office as the settings of a machine need."""

    def __init__(self, data: Path) -> None:
        self.data = data


@pytest.mark.parametrize("form", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_unicode_of_every_kind_is_read_undamaged(form: str) -> None:
    assert text_of(CARD.encode(form)) == (CARD, True)


def test_letters_sent_in_parts_come_back_whole() -> None:
    import unicodedata

    assert text_of(unicodedata.normalize("NFD", CARD).encode()) == (CARD, True)


def test_utf8_that_went_through_a_wrong_page_is_mended_where_the_card_is_read() -> None:
    text, whole = text_of(CARD.encode("utf-8").decode("latin-1").encode("utf-8"))
    card = read_scan(text, codes=("VN-MAU-01",), key=bytes(32)).card
    assert whole
    assert card is not None
    assert card.full_name == "VÕ NGỌC THÍ DỤ"


def test_windows_vietnamese_page_is_read_and_its_name_is_doubted() -> None:
    import unicodedata

    parts = "".join(
        unicodedata.normalize("NFC", one) if one in "âêôăươĂÂÊÔƯƠ" else unicodedata.normalize("NFD", one)
        for one in "079056000889||LÊ THÍ DỤ|07071956|Nam|Mẫu|01052021"
    ).replace("\u0302", "")
    text, whole = text_of(parts.encode("cp1258", "replace"))
    assert not whole
    assert text.startswith("079056000889||L")
    heard = heard_of(Frame(parts.encode("cp1258", "replace"), "enter", 9.0))
    assert heard is not None
    assert heard.via == "port_damaged"


def test_garbage_is_text_that_means_nothing() -> None:
    text, whole = text_of(bytes(range(128, 256)))
    assert not whole
    assert read_scan(text, codes=("VN-MAU-01",), key=bytes(32)).kind == "unknown"


def test_more_lines_of_a_foreign_code_are_not_told_again() -> None:
    assert heard_of(Frame(b"BEGIN:VCARD", "enter", 5.0)) is not None
    assert heard_of(Frame(b"FN:An", "enter", 0.0)) is None
    ours = heard_of(Frame(b"VN-MAU-01-261123-0042.7K3BCF9H", "enter", 0.0))
    assert ours is not None


# ---- which port -----------------------------------------------------------------------------------

ONE = PortInfo("/dev/ttyACM0", "Đầu đọc Mẫu", 0x0C2E, 0x0901, "A1")
TWIN = PortInfo("/dev/ttyACM1", "Đầu đọc Mẫu", 0x0C2E, 0x0901, "B2")
OTHER = PortInfo("/dev/ttyUSB0", "Thiết bị khác", 0x1A86, 0x7523)


def test_a_device_is_known_again_wherever_it_is_plugged_in() -> None:
    moved = PortInfo("/dev/ttyACM7", ONE.name, ONE.vendor, ONE.product, ONE.serial)
    assert find_again(ONE, (OTHER, TWIN, moved)) == moved
    assert find_again(ONE, (OTHER,)) is None


def test_a_twin_with_another_serial_is_not_taken_for_it() -> None:
    assert find_again(ONE, (TWIN,)) is None


def test_a_device_without_a_serial_is_known_by_its_kind_and_its_place() -> None:
    bare = PortInfo("/dev/ttyUSB1", "x", 0x1A86, 0x7523)
    assert find_again(bare, (OTHER, bare)) == bare
    assert find_again(bare, (OTHER,)) == OTHER


def test_a_typed_address_is_taken_as_it_is(tmp_path: Path) -> None:
    there = tmp_path / "ttyĐọc"
    assert find_again(PortInfo(str(there)), ()) is None
    there.touch()
    assert find_again(PortInfo(str(there)), (ONE,)) == PortInfo(str(there))
    assert find_again(PortInfo("COM7"), ()) is None
    assert find_again(PortInfo("COM7"), (PortInfo("COM7", "x"),)) == PortInfo("COM7", "x")


# ---- settings -------------------------------------------------------------------------------------

SET = ReaderSettings(
    WedgeRules(gap_ms=80, end="tab", prefix="~", suffix="#"),
    PortMark("COM7", 0x0C2E, 0x0901, "A1", "Đầu đọc Mẫu"),
    115200,
)


def test_settings_come_back_as_they_were_kept(tmp_path: Path) -> None:
    machine: object = Machine(tmp_path)
    assert reader_settings(machine) == ReaderSettings()  # type: ignore[arg-type]
    for settings in (SET, ReaderSettings()):
        set_reader_settings(machine, settings)  # type: ignore[arg-type]
        assert reader_settings(machine) == settings  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("key", "value"),
    [("gap_ms", 5), ("gap_ms", 9000), ("gap_ms", "35"), ("end", "never"), ("baud", 7), ("prefix", "x" * 99)],
)
def test_a_damaged_value_is_named(tmp_path: Path, key: str, value: object) -> None:
    (tmp_path / FILE).write_text(json.dumps({key: value}), encoding="utf-8")
    with pytest.raises(InputError) as failure:
        reader_settings(Machine(tmp_path))  # type: ignore[arg-type]
    assert failure.value.code == "readers.bad_value"
    assert failure.value.details["key"] == key


@pytest.mark.parametrize(
    ("key", "settings"),
    [
        ("gap_ms", ReaderSettings(WedgeRules(gap_ms=0))),
        ("end", ReaderSettings(WedgeRules(end="x"))),
        ("prefix", ReaderSettings(WedgeRules(prefix=" ~"))),
        ("suffix", ReaderSettings(WedgeRules(suffix="\x02"))),
        ("baud", ReaderSettings(baud=1)),
        ("device", ReaderSettings(port=PortMark("COM\n7"))),
    ],
)
def test_what_cannot_be_meant_is_refused_and_changes_nothing(
    tmp_path: Path, key: str, settings: ReaderSettings
) -> None:
    machine: object = Machine(tmp_path)
    set_reader_settings(machine, SET)  # type: ignore[arg-type]
    with pytest.raises(InputError) as failure:
        set_reader_settings(machine, settings)  # type: ignore[arg-type]
    assert failure.value.details["key"] == key
    assert reader_settings(machine) == SET  # type: ignore[arg-type]
