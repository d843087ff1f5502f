"""Bytes of a line become codes: by their last sign, by silence, bounded, whatever the pieces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanning.readers.framing import MOST_BYTES, Framer

CODE = b"VN-MAU-01-261123-0042.7K3BCF9H"


def codes(framer: Framer, data: bytes, at: float = 1.0) -> list[tuple[bytes, str]]:
    return [(one.data, one.end) for one in framer.feed(data, at)]


@pytest.mark.parametrize(
    ("end", "name"),
    [
        (b"\r", "enter"),
        (b"\n", "feed"),
        (b"\r\n", "enter"),
        (b"\t", "tab"),
        (b"\x03", "sign"),
        (b"\x00", "sign"),
    ],
)
def test_every_usual_last_sign_closes_a_code_once(end: bytes, name: str) -> None:
    framer = Framer()
    assert codes(framer, CODE + end + CODE + end) == [(CODE, name), (CODE, name)]
    assert not framer.partial


def test_a_code_in_pieces_is_one() -> None:
    framer = Framer()
    found = [one for at, byte in enumerate(CODE + b"\r") for one in framer.feed(bytes([byte]), at * 0.004)]
    assert [one.data for one in found] == [CODE]
    assert found[0].slowest == pytest.approx(0.004)


def test_silence_closes_what_no_sign_closed() -> None:
    framer = Framer()
    assert framer.feed(b"\x02" + CODE, 1.0) == []
    assert framer.partial
    frame = framer.silence(1.1)
    assert frame is not None
    assert (frame.data, frame.end) == (CODE, "silence")
    assert framer.silence(1.2) is None


def test_the_pause_before_a_code_tells_more_lines_of_one_from_the_next_one() -> None:
    framer = Framer()
    first, second = framer.feed(b"BEGIN:VCARD\r\nFN:An\r\n", 1.0)
    assert first.after > 1
    assert second.after == 0
    (third,) = framer.feed(CODE + b"\r", 3.0)
    assert third.after == pytest.approx(2.0)


def test_an_endless_line_is_bounded() -> None:
    framer = Framer()
    for at in range(100):
        assert framer.feed(b"A" * 4096, at) == []
    frame = framer.silence(200.0)
    assert frame is not None
    assert len(frame.data) == MOST_BYTES


@given(st.lists(st.binary(max_size=60), max_size=20))
def test_no_bytes_whatever_break_the_framing(chunks: list[bytes]) -> None:
    framer = Framer()
    for at, chunk in enumerate(chunks):
        for one in framer.feed(chunk, float(at)):
            assert one.data
            assert not set(one.data) & set(b"\r\n\t\x00\x03\x04")
    framer.silence(1e6)
    assert not framer.partial
