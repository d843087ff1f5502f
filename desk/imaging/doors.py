"""The window's doors to this shelf, bound to one open office: scanners and their buttons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from desk.imaging.rows import ScanDone, ScannedSheet, ScannerList, ScannerRow, ScanProfile
    from desk.office.opened import Office


@dataclass(frozen=True, slots=True)
class ImagingDoors:
    """Scanners of this machine and the buttons that use them; each call may take long."""

    _office: Office

    def scanners(self, *, found: Callable[[tuple[ScannerRow, ...]], None] | None = None) -> ScannerList:
        """The scanners that answer now, at most twenty seconds; `found` is told some as they answer."""
        from desk.imaging.scanners import scanners, station

        return scanners(station(self._office), lang=self._office.lang, found=found)

    def scan(
        self,
        profile: ScanProfile,
        *,
        page: Callable[[ScannedSheet], None],
        cancelled: Callable[[], bool] = lambda: False,
        folder: Path | None = None,
        limit: int | None = None,
    ) -> ScanDone:
        """Scan as a button says into `folder` (default: the office's captures), telling each page at once.

        A fault is a `SurroundingsError` whose details hold `pages` and `files`: they are safe and were told.
        """
        from desk.imaging.scanners import scan, station

        return scan(
            station(self._office),
            profile,
            folder or self._office.paths.captures,
            page=page,
            cancelled=cancelled,
            limit=limit,
            lang=self._office.lang,
        )

    def profiles(self) -> tuple[ScanProfile, ...]:
        """The scan buttons of this machine, in their order."""
        from desk.imaging.scan_profiles import profiles

        return profiles(self._office)

    def set_profiles(self, new: Sequence[ScanProfile]) -> tuple[ScanProfile, ...]:
        """Keep these buttons, all of them, in this order; none at all brings the shipped ones back."""
        from desk.imaging.scan_profiles import set_profiles

        return set_profiles(self._office, new)

    def addresses(self) -> tuple[str, ...]:
        """Network scanners named by hand."""
        from desk.imaging.scan_profiles import addresses

        return addresses(self._office)

    def set_addresses(self, new: Sequence[str]) -> tuple[str, ...]:
        """Keep the addresses of network scanners that do not announce themselves."""
        from desk.imaging.scan_profiles import set_addresses

        return set_addresses(self._office, new)
