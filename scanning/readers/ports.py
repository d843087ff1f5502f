"""Serial ports of this machine by name, and a reader found again after it was plugged in elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class PortInfo:
    """One serial port: what opens it, and by what its device is known again. Zeros where nothing is known."""

    device: str
    name: str = ""
    vendor: int = 0
    product: int = 0
    serial: str = ""

    @property
    def plugged(self) -> bool:
        """Whether it is a USB device's, as code readers' ports are, and not one built in."""
        return self.vendor > 0


def list_ports() -> tuple[PortInfo, ...]:
    """The ports there are now, without opening any; those of USB devices first."""
    from serial.tools.list_ports import comports

    found = [_info(one) for one in comports()]
    return tuple(sorted(found, key=lambda one: (not one.plugged, one.device)))


def _info(one: Any) -> PortInfo:  # noqa: ANN401 - pyserial's row
    said = " ".join(part for part in (one.manufacturer, one.product) if part) or one.description or ""
    name = " ".join(said.split())
    return PortInfo(
        device=one.device,
        name="" if name == "n/a" else name,
        vendor=one.vid or 0,
        product=one.pid or 0,
        serial=one.serial_number or "",
    )


def find_again(wanted: PortInfo, found: Iterable[PortInfo]) -> PortInfo | None:
    """The port of a device known before, wherever it is plugged in; None while it is not there.

    A USB device is known by its numbers and serial, and by its numbers alone where only one such device is
    there. Any other port is known by its address, which need not be listed.
    """
    there = tuple(found)
    if wanted.vendor:
        kin = [one for one in there if (one.vendor, one.product) == (wanted.vendor, wanted.product)]
        same = [one for one in kin if one.serial == wanted.serial]
        fitting = same or ([] if wanted.serial and any(one.serial for one in kin) else kin)
        at_home = [one for one in fitting if one.device == wanted.device]
        return next(iter(at_home or fitting), None)
    listed = next((one for one in there if one.device == wanted.device), None)
    if listed is not None:
        return listed
    return PortInfo(wanted.device, wanted.name) if _stands(wanted.device) else None


def _stands(device: str) -> bool:
    """Whether a typed address that no list names can be opened at all."""
    if device.upper().startswith("COM"):
        return False
    try:
        return Path(device).exists()
    except (OSError, ValueError):
        return False
