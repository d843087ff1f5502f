"""Máy quét lần trước: a press of a button scans at once on the scanner that scanned so last time.

Looking for scanners takes seconds; the one remembered is asked first, and looked for only where it is gone.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desk.errors import DeskError, SurroundingsError
from desk.imaging import scan_profiles
from desk.imaging.scanners import SAMPLE, scan, station

if TYPE_CHECKING:
    from pathlib import Path

    from desk.imaging.rows import ScanDone, ScannerRow, ScanProfile
    from desk.office.opened import Office


def scan_here(office: Office, profile: ScanProfile, folder: Path, **how: Any) -> ScanDone:  # noqa: ANN401
    """Scan as a button says on this machine; `how` as in `desk.imaging.scanners.scan`.

    Raises:
        SurroundingsError: a fault by its code, with `pages` and `files` that are safe; `data.*`.
    """
    through = station(office)
    last = None if profile.scanner is not None else remembered(office, profile.source)
    try:
        done = scan(through, replace(profile, scanner=profile.scanner or last), folder, **how)
    except SurroundingsError as failure:
        if last is None or failure.code != "scanner.not_found" or failure.details.get("pages"):
            raise
        done = scan(through, profile, folder, **how)
    if profile.scanner is None and done.scanner != last and done.scanner.driver != SAMPLE:
        _remember(office, profile.source, done.scanner)
    return done


def remembered(office: Office, source: str) -> ScannerRow | None:
    """The scanner that last scanned from this source; a damaged memory is none."""
    try:
        return scan_profiles.last_scanner(office, source)
    except DeskError:
        return None


def _remember(office: Office, source: str, scanner: ScannerRow) -> None:
    """Remember it; a scan that went well is not failed by a full disk."""
    try:
        scan_profiles.set_last_scanner(office, source, scanner)
    except DeskError:
        return
