"""Which drivers this machine can try, each as a maker that a child process finds again by name."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from scanning.devices.sample import SampleDriver
from scanning.devices.sane import SaneDriver
from scanning.devices.wia import WiaDriver

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from scanning.devices.driver import ScannerDriver


def makers(
    *, training: bool = False, addresses: Sequence[str] = ()
) -> dict[str, Callable[[], ScannerDriver]]:
    """The drivers worth asking here by name; the sample scanner stands last and in training offices only.

    Args:
        training: offer the sample scanner too.
        addresses: network scanners that people named because they do not announce themselves.
    """
    found: dict[str, Callable[[], ScannerDriver]] = {}
    if sys.platform == "win32":
        found["wia"] = WiaDriver
    else:
        found["sane"] = SaneDriver
    if training:
        found["sample"] = SampleDriver
    return found
