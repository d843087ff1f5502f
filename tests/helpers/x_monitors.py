"""Parts one X screen into monitors side by side, as a second cable would (RandR 1.5, `RRSetMonitor`).

In the protocol's own bytes: no tool for it belongs to what the tests need otherwise.
"""

from __future__ import annotations

import socket
import struct

QUERY_EXTENSION, INTERN_ATOM, SYNC = 98, 16, 43
QUERY_VERSION, SET_MONITOR = 0, 43  # of RandR


class _Line:
    """A little-endian connection to a local X server."""

    def __init__(self, number: int) -> None:
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.connect(f"/tmp/.X11-unix/X{number}")
        self._socket.sendall(struct.pack("<BxHHHHxx", ord("l"), 11, 0, 0, 0))
        kind, _major, _minor, words = struct.unpack("<BxHHH", self._read(8))
        setup = self._read(4 * words)
        assert kind == 1, setup
        (vendor,), formats = struct.unpack_from("<H", setup, 16), setup[21]
        (self.root,) = struct.unpack_from("<I", setup, 32 + (vendor + 3) // 4 * 4 + 8 * formats)

    def _read(self, size: int) -> bytes:
        found = b""
        while len(found) < size:
            part = self._socket.recv(size - len(found))
            assert part, "the X server hung up"
            found += part
        return found

    def send(self, code: int, minor: int, body: bytes) -> None:
        """A request that answers nothing."""
        body += b"\0" * (-len(body) % 4)
        self._socket.sendall(struct.pack("<BBH", code, minor, 1 + len(body) // 4) + body)

    def ask(self, code: int, minor: int, body: bytes) -> bytes:
        """A request and its answer of 32 bytes."""
        self.send(code, minor, body)
        answer = self._read(32)
        assert answer[0] == 1, f"the X server refused: {answer!r}"
        return answer

    def close(self) -> None:
        """Everything sent was done without an error; hang up."""
        self.ask(SYNC, 0, b"")  # GetInputFocus: an error of a request before would come first
        self._socket.close()


def part_screen(number: int, names: tuple[str, ...], *, width: int, height: int) -> None:
    """Make monitors of `width` × `height` from the left; the first is the primary one."""
    line = _Line(number)
    extension = line.ask(QUERY_EXTENSION, 0, struct.pack("<Hxx", 5) + b"RANDR")
    randr = extension[9]
    line.ask(randr, QUERY_VERSION, struct.pack("<II", 1, 5))
    for at, name in enumerate(names):
        asked = line.ask(INTERN_ATOM, 0, struct.pack("<Hxx", len(name)) + name.encode())
        (atom,) = struct.unpack_from("<I", asked, 8)
        place = struct.pack("<BBHhhHHII", at == 0, 0, 0, at * width, 0, width, height, 361, 203)
        line.send(randr, SET_MONITOR, struct.pack("<II", line.root, atom) + place)
    line.close()
