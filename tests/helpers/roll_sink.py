"""A receipt printer's network port, and a reader of its bytes that knows only the published command set."""

from __future__ import annotations

import socket
import threading
from dataclasses import dataclass, field
from types import TracebackType

from PIL import Image

_ASKS_PAPER, _ASKS_STATE, _ASKS_DONE = b"\x10\x04\x04", b"\x10\x04\x01", b"\x1dr\x01"


@dataclass
class Sink:
    """Listens on a loopback port and keeps what comes.

    `speaks`: it answers questions; `paper`: it has some; `stops_after`: it reads no more bytes than that;
    `falls_silent`: it answers nothing more once pictures came.
    """

    speaks: bool = True
    paper: bool = True
    stops_after: int = 1 << 30
    falls_silent: bool = False
    got: bytearray = field(default_factory=bytearray)

    def __enter__(self) -> Sink:
        """Begin to listen."""
        self._server = socket.create_server(("127.0.0.1", 0))
        self._server.settimeout(0.1)
        self._ending, self._busy, self._read_all = (threading.Event() for _ in range(3))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop listening, once what was sent is read."""
        if kind is None and self._busy.is_set():
            self._read_all.wait(5)
        self._ending.set()
        self._thread.join(10)
        self._server.close()

    @property
    def address(self) -> str:
        """Where it listens."""
        host, port = self._server.getsockname()
        return f"{host}:{port}"

    def _serve(self) -> None:
        while not self._ending.is_set():
            try:
                line, _ = self._server.accept()
            except TimeoutError:
                continue
            with line:
                self._read_all.clear()
                self._busy.set()
                line.settimeout(0.05)
                self._read(line)
                self._read_all.set()

    def _read(self, line: socket.socket) -> None:
        came = bytearray()
        while not self._ending.is_set():
            if len(came) >= self.stops_after:
                self._ending.wait(0.05)
                continue
            try:
                block = line.recv(1 << 12)
            except TimeoutError:
                continue
            except OSError:
                return
            if not block:
                return
            came += block
            self.got += block
            self._answer(line, block)

    def _answer(self, line: socket.socket, block: bytes) -> None:
        if not self.speaks:
            return
        if _ASKS_PAPER in block:
            line.sendall(b"\x12" if self.paper else b"\x72")
        if _ASKS_STATE in block:
            line.sendall(b"\x16")
        if _ASKS_DONE in block and not self.falls_silent:
            line.sendall(b"\x00")


def slips(data: bytes) -> list[Image.Image]:
    """What the printer would have put on paper: one picture for each piece cut off.

    ESC @, GS v 0 (raster: m, bytes across, rows), ESC d (feed), GS V B (cut), and the questions; all else
    is refused, the drawer's pulse above all.
    """
    done: list[Image.Image] = []
    bands: list[Image.Image] = []
    at = 0
    while at < len(data):
        if data.startswith((_ASKS_PAPER, _ASKS_STATE, _ASKS_DONE), at):
            at += 3
        elif data.startswith(b"\x1b@", at):
            at += 2
        elif data.startswith(b"\x1dv0", at):
            wide = data[at + 4] + 256 * data[at + 5]
            high = data[at + 6] + 256 * data[at + 7]
            dots = data[at + 8 : at + 8 + wide * high]
            assert data[at + 3] == 0, "plain scale"
            assert len(dots) == wide * high
            bands.append(Image.frombytes("1", (wide * 8, high), bytes(255 - one for one in dots)))
            at += 8 + wide * high
        elif data.startswith(b"\x1bd", at):
            at += 3
        elif data.startswith(b"\x1dVB", at):
            done.append(_joined(bands))
            bands = []
            at += 4
        else:
            message = f"not a command of a receipt: {data[at : at + 4].hex()} at {at}"
            raise AssertionError(message)
    assert not bands, "paper that was not cut"
    return done


def _joined(bands: list[Image.Image]) -> Image.Image:
    whole = Image.new("L", (bands[0].width, sum(band.height for band in bands)), 255)
    top = 0
    for band in bands:
        whole.paste(band, (0, top))
        top += band.height
    return whole
