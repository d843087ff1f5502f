"""Bytes from a line cut into codes: at CR, LF, Tab or an end sign, or where the line falls silent."""

from __future__ import annotations

from dataclasses import dataclass

MOST_BYTES = 16384  # 4,000 letters in UTF-8, and then some; of a longer one the rest is not kept
ENDS = b"\r\n\t\x03\x04\x00"
FRAMING = b"\x02\x05\x06"  # begin signs of some readers


@dataclass(frozen=True, slots=True)
class Frame:
    """One code as it came. `after` is the pause since the one before, in seconds; `end` what closed it."""

    data: bytes
    end: str
    after: float
    slowest: float = 0.0


class Framer:
    """Takes bytes as they arrive; seconds of any one clock. No device, no threads."""

    def __init__(self, *, ends: bytes = ENDS) -> None:
        self._ends = ends
        self._data = bytearray()
        self._last = self._ended = float("-inf")
        self._began = 0.0
        self._slowest = 0.0

    @property
    def partial(self) -> bool:
        """Whether a code has begun that nothing has closed yet."""
        return bool(self._data)

    def feed(self, data: bytes, at: float) -> list[Frame]:
        """Take bytes that arrived together; the codes they close."""
        if self._data:
            self._slowest = max(self._slowest, at - self._last)
        self._last = at
        frames = []
        for byte in data:
            if byte in self._ends:
                frame = self._close({0x0D: "enter", 0x0A: "feed", 0x09: "tab"}.get(byte, "sign"), at)
                frames += [frame] if frame is not None else []
            elif byte not in FRAMING and len(self._data) < MOST_BYTES:
                self._began = self._began if self._data else at
                self._data.append(byte)
        return frames

    def silence(self, at: float) -> Frame | None:
        """Nothing came for a while: what was begun is all there is."""
        return self._close("silence", at)

    def _close(self, end: str, at: float) -> Frame | None:
        if not self._data:
            self._ended = max(self._ended, at) if end != "silence" else self._ended
            return None
        frame = Frame(bytes(self._data), end, self._began - self._ended, self._slowest)
        self._data.clear()
        self._slowest, self._ended = 0.0, self._last if end == "silence" else at
        return frame
