"""Đầu đọc mã: what this desk's code readers do, what was heard of them, and which ports there are."""

from __future__ import annotations

from dataclasses import dataclass

ENDS = ("any", "enter", "tab", "none")
LEAST_GAP, MOST_GAP, USUAL_GAP = 10, 500, 35


@dataclass(frozen=True, slots=True)
class WedgeRules:
    """A reader that types: the longest pause between two of its keys, what it sends around a code.

    `end` is `any` (Enter, Tab, line feed, or silence after what can be nothing else), `enter`, `tab` or
    `none` (silence alone).
    """

    gap_ms: int = USUAL_GAP
    end: str = "any"
    prefix: str = ""
    suffix: str = ""

    def bare(self, text: str) -> str:
        """The code without what this reader puts around it."""
        if self.prefix and text.startswith(self.prefix):
            text = text[len(self.prefix) :]
        if self.suffix and text.endswith(self.suffix):
            text = text[: -len(self.suffix)]
        return text


@dataclass(frozen=True, slots=True)
class PortMark:
    """By what a serial reader is known again, plugged in elsewhere; `device` is a typed address."""

    device: str = ""
    vendor: int = 0
    product: int = 0
    serial: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class ReaderSettings:
    """Readers of this machine: how keys are judged, and the port that is listened to, if any."""

    wedge: WedgeRules = WedgeRules()
    port: PortMark | None = None
    baud: int = 9600


@dataclass(frozen=True, slots=True)
class PortRow:
    """A serial port of this machine. `usual` says that it looks like a code reader's."""

    device: str
    name: str
    mark: PortMark
    usual: bool = False
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class PortState:
    """How the port stands: `off`, `waiting` for its plug, `ready`, `busy`, `denied` or `lost`."""

    state: str = "off"
    name: str = ""
    device: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """One scan as it came: by which path, at what pace, how it ended. The text is never kept or logged."""

    text: str
    via: str  # keys | port | camera
    letters: int = 0
    middle_ms: float = 0.0  # the usual pause between two keys
    slowest_ms: float = 0.0
    end: str = ""  # enter | tab | feed | silence
    device: str = ""
