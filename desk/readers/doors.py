"""The window's doors to this shelf, bound to one open office: settings, ports, listening."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desk.office.opened import Office
    from desk.readers.listening import PortListener
    from desk.rows.readers import Heard, PortMark, PortRow, PortState, ReaderSettings


@dataclass(frozen=True, slots=True)
class ReaderDoors:
    """Code readers of this machine."""

    _office: Office

    def settings(self) -> ReaderSettings:
        """How readers are judged here, and which port is listened to."""
        from desk.readers.settings import reader_settings

        return reader_settings(self._office)

    def set_settings(self, settings: ReaderSettings) -> ReaderSettings:
        """Keep other settings for this machine."""
        from desk.readers.settings import set_reader_settings

        return set_reader_settings(self._office, settings)

    def ports(self) -> tuple[PortRow, ...]:
        """The serial ports of this machine, this desk's own marked; opens none."""
        from desk.readers.listening import port_rows

        return port_rows(self.settings().port)

    def listen(
        self, told: Callable[[Heard | PortState], None], *, marks: Sequence[PortMark] | None = None
    ) -> PortListener | None:
        """Listen to this desk's port, or to the ones given; None where there is none to listen to.

        `told` is called from threads of the listener until it is stopped.
        """
        from desk.readers.listening import PortListener

        settings = self.settings()
        chosen = (settings.port,) if settings.port is not None else ()
        wanted = tuple(marks) if marks is not None else chosen
        return PortListener(wanted, told, baud=settings.baud) if wanted else None
