"""Finding a scanner again whose identifier moved: with another cable, another port, another address."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scanning.devices.driver import ScannerInfo


def find_again(known: ScannerInfo, now: Sequence[ScannerInfo]) -> ScannerInfo | None:
    """The scanner meant by what was remembered of it: any two of name, model and address are its own.

    Among several the same driver, then the same identifier goes first.
    """

    def alike(one: ScannerInfo) -> int:
        pairs = ((known.name, one.name), (known.model, one.model), (known.address, one.address))
        return sum(1 for old, new in pairs if old and old.casefold() == new.casefold())

    def rank(one: ScannerInfo) -> tuple[int, bool, bool]:
        return (alike(one), one.driver == known.driver, one.device == known.device)

    fitting = [
        one for one in now if alike(one) >= 2 or (one.driver, one.device) == (known.driver, known.device)
    ]
    fitting = [one for one in fitting if alike(one)]
    return max(fitting, key=rank) if fitting else None


def merged(found: Sequence[ScannerInfo]) -> tuple[ScannerInfo, ...]:
    """The scanners without SANE's view of network devices that our own client lists by the same address."""
    own = {one.address for one in found if one.driver == "escl" and one.address}
    return tuple(
        one
        for one in found
        if not (one.driver == "sane" and one.device.startswith(_NETWORK) and one.address in own)
    )


_NETWORK = ("airscan:", "escl:")
