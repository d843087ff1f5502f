"""Which drivers this machine can try, each as a maker that a child process finds again by name."""

from __future__ import annotations

import os
import sys
from functools import partial
from typing import TYPE_CHECKING

from scanning.devices.escl import EsclDriver
from scanning.devices.sample import SampleDriver
from scanning.devices.sane import SaneDriver
from scanning.devices.wia import WiaDriver

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from scanning.devices.driver import ScannerDriver


def makers(
    *, training: bool = False, addresses: Sequence[str] = (), trust: Path | None = None
) -> dict[str, Callable[[], ScannerDriver]]:
    """The drivers worth asking here by name; the sample scanner stands last and in training offices only.

    Args:
        training: offer the sample scanner too.
        addresses: network scanners that people named because they do not announce themselves.
        trust: a file where the certificates of network scanners are remembered.

    `QMC_MDNS=off` keeps this machine from calling into its network; typed addresses are asked all the same.
    """
    found: dict[str, Callable[[], ScannerDriver]] = {}
    if sys.platform == "win32":
        found["wia"] = WiaDriver
    else:
        found["sane"] = SaneDriver
    interfaces = () if os.environ.get("QMC_MDNS") == "off" else None
    found["escl"] = partial(EsclDriver, addresses=tuple(addresses), trust=trust, interfaces=interfaces)
    if training:
        found["sample"] = SampleDriver
    return found
