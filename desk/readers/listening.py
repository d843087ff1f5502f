"""The reader at this desk's port: what it reads as text, how the port stands, in rows the window shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.readers.decoding import text_of
from desk.rows.readers import Heard, PortMark, PortRow, PortState

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from scanning.readers.framing import Frame
    from scanning.readers.ports import PortInfo

    Told = Callable[[Heard | PortState], None]

PORT, DAMAGED = "port", "port_damaged"
SAME_BREATH = 0.035  # seconds: lines that follow so soon are more lines of the same code


class PortListener:
    """Listens to one port, or to several until one of them reads something. `stop()` ends it.

    Tells `Heard` and `PortState` from threads of its own. Nothing that was read is kept or logged.
    """

    def __init__(
        self, marks: Sequence[PortMark], told: Told, *, baud: int = 9600, again: float | None = None
    ) -> None:
        from scanning.readers.line import AGAIN_SECONDS, ReaderLine

        self._told = told
        self._lines = [
            ReaderLine(_finder(mark), self._on_line, baud=baud, again=again or AGAIN_SECONDS)
            for mark in marks
        ]

    def stop(self) -> None:
        """Let the ports go; nothing is told any more."""
        for line in self._lines:
            line.stop()

    def ended(self, seconds: float) -> bool:
        """Whether every port is closed, waited for at most so long each."""
        return all(line.ended(seconds) for line in self._lines)

    def _on_line(self, kind: str, value: Any, port: PortInfo | None) -> None:  # noqa: ANN401 - as the kind says
        if kind == "code":
            heard = heard_of(value, port)
            if heard is not None:
                self._told(heard)
        else:
            self._told(PortState(value, port.name if port else "", port.device if port else ""))


def heard_of(frame: Frame, port: PortInfo | None = None) -> Heard | None:
    """A frame as text; None for further lines of a code that was told already."""
    from desk.finding.scanned import scan_ours

    text, whole = text_of(frame.data)
    if frame.after < SAME_BREATH and not scan_ours(text):
        return None
    return Heard(
        text=text,
        via=PORT if whole else DAMAGED,
        letters=len(text),
        slowest_ms=round(frame.slowest * 1000, 1),
        end=frame.end,
        device=port.device if port else "",
    )


def _finder(mark: PortMark) -> Callable[[], PortInfo | None]:
    from scanning.readers.ports import PortInfo, find_again, list_ports

    wanted = PortInfo(mark.device, mark.name, mark.vendor, mark.product, mark.serial)

    def find() -> PortInfo | None:
        try:
            return find_again(wanted, list_ports())
        except OSError:  # the system's list failed this once
            return None

    return find


def port_rows(chosen: PortMark | None) -> tuple[PortRow, ...]:
    """The ports of this machine, this desk's own marked; without opening any."""
    from scanning.readers.ports import list_ports

    current = _finder(chosen)() if chosen is not None else None
    rows = [
        PortRow(
            device=one.device,
            name=one.name,
            mark=PortMark(one.device, one.vendor, one.product, one.serial, one.name),
            usual=one.plugged,
            chosen=current is not None and one.device == current.device,
        )
        for one in list_ports()
    ]
    if current is not None and not any(row.chosen for row in rows) and chosen is not None:
        rows.insert(0, PortRow(current.device, current.name, chosen, chosen=True))
    return tuple(rows)
