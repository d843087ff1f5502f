"""The window's doors to this shelf, bound to one open office: scanners, their buttons, the pages' strip."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from desk.imaging.capture import CameraCard
    from desk.imaging.exporting import Exported
    from desk.imaging.rows import (
        ScanDone,
        ScannedSheet,
        ScannerList,
        ScannerRow,
        ScanProfile,
        ScanTrial,
    )
    from desk.imaging.strip import Strip
    from desk.imaging.watch_thread import WatchThread
    from desk.office.opened import Office
    from desk.rows import WatchSettings
    from desk.rows.strip import GivenPage, PagePicture, RecoverableStrip, SplitMark, SplitPlan, StripPage
    from scanning.cameras.watching import CameraWatch, WindowsWatch


@dataclass(frozen=True, slots=True)
class ImagingDoors:
    """Scanners of this machine, the buttons that use them, and what becomes of the pages."""

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
        from desk.imaging.last_scanner import scan_here

        return scan_here(
            self._office,
            profile,
            folder or self._office.paths.captures,
            page=page,
            cancelled=cancelled,
            limit=limit,
            lang=self._office.lang,
        )

    def try_scan(self, profile: ScanProfile, *, cancelled: Callable[[], bool] = lambda: False) -> ScanTrial:
        """One page as a button says, measured and shown; nothing of it is kept."""
        from desk.imaging.trying import try_scan

        return try_scan(self._office, profile, cancelled=cancelled)

    def profiles(self) -> tuple[ScanProfile, ...]:
        """The scan buttons of this machine, in their order."""
        from desk.imaging.scan_profiles import profiles

        return profiles(self._office)

    def set_profiles(self, new: Sequence[ScanProfile]) -> tuple[ScanProfile, ...]:
        """Keep these buttons, all of them, in this order; none at all brings the shipped ones back."""
        from desk.imaging.scan_profiles import set_profiles

        return set_profiles(self._office, new)

    def watch_settings(self) -> WatchSettings | None:
        """The folder this desk watches for a copier's files; None where it watches none."""
        from desk.imaging.watch_settings import watch_settings

        return watch_settings(self._office)

    def set_watch(self, settings: WatchSettings | None) -> WatchSettings | None:
        """Watch this folder, or none; a watch that runs goes on as it began."""
        from desk.imaging.watch_settings import set_watch

        return set_watch(self._office, settings)

    def watch(
        self, settings: WatchSettings | None = None, *, folder: Path | None = None
    ) -> WatchThread | None:
        """Begin to watch the desk's folder, None where none is set; ask its `news()`, which never waits.

        `folder` is where the copies land (default: the captures).
        """
        from desk.imaging.watch_settings import watch_settings
        from desk.imaging.watch_thread import WatchThread
        from desk.imaging.watching import FolderWatch

        chosen = settings or watch_settings(self._office)
        if chosen is None:
            return None
        office = self._office
        into = folder or office.paths.captures
        return WatchThread(FolderWatch(chosen, into=into, clock=office.clock, lang=office.lang))

    def addresses(self) -> tuple[str, ...]:
        """Network scanners named by hand."""
        from desk.imaging.scan_profiles import addresses

        return addresses(self._office)

    def scanner_at(self, address: str) -> ScannerRow:
        """What stands at a typed address, asked now: for the moment a clerk adds one."""
        from desk.imaging.scanners import scanner_at

        return scanner_at(self._office, address)

    def trust_again(self, address: str) -> None:
        """Take the certificate a network scanner shows next as its own, after `scanner.not_trusted`."""
        from desk.imaging.scanners import trust_again

        trust_again(self._office, address)

    def set_addresses(self, new: Sequence[str]) -> tuple[str, ...]:
        """Keep the addresses of network scanners that do not announce themselves."""
        from desk.imaging.scan_profiles import set_addresses

        return set_addresses(self._office, new)

    def choose_camera(self, camera: CameraCard) -> None:
        """Make this the camera of this desk, known again after it moved."""
        from desk.imaging.desk_camera import choose_camera

        choose_camera(self._office, camera)

    def watch_cameras(self, told: Callable[[], None]) -> CameraWatch | WindowsWatch:
        """Have it told, from another thread, when cameras come or go; `stop()` ends it."""
        from desk.imaging.capture import watch_cameras

        return watch_cameras(told)

    def new_strip(self, screen: str) -> Strip:
        """An empty strip whose pages survive a power cut; makes nothing on the disk before its first page."""
        from desk.imaging.recovery import new_strip

        return new_strip(self._office, screen)

    def recoverable(self) -> tuple[RecoverableStrip, ...]:
        """Pages of work left unfinished that no window has open, newest first."""
        from desk.imaging.recovery import recoverable

        return recoverable(self._office)

    def resume_strip(self, key: str) -> Strip:
        """Take unfinished work up again, held against other windows."""
        from desk.imaging.recovery import resume

        return resume(self._office, key)

    def discard_strip(self, key: str) -> None:
        """Set unfinished work aside; it is offered no more, and kept in quarantine for 30 days."""
        from desk.imaging.recovery import discard

        discard(self._office, key)

    def picture(self, page: GivenPage, side: int, *, flat: bool = True) -> PagePicture:
        """A page of any kind of file with its longer side at most `side`: for a tile, or to set corners on.

        `flat`: cut along its corners, where it has any, and turned; else as its file shows it.
        """
        from desk.imaging.preparing import picture

        return picture(page, side, flat=flat)

    def split_run(
        self,
        pages: Sequence[StripPage],
        papers: Sequence[int],
        *,
        current: int | None = None,
        dossier: str | None = None,
        report: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> SplitPlan:
        """Look for separators in a finished run, some 100 ms a page; the plan is `Strip.apply_split`'s.

        `papers` are the checklist's numbers in the order the papers are laid in, `current` is the first.
        """
        from desk.imaging.separators import split_run

        return split_run(
            self._office, pages, papers, current=current, dossier=dossier, report=report, cancelled=cancelled
        )

    def planned(
        self,
        pages: Sequence[StripPage],
        marks: Sequence[SplitMark],
        papers: Sequence[int],
        *,
        current: int | None = None,
        dossier: str | None = None,
    ) -> SplitPlan:
        """The plan with these separators only, where the clerk has struck one out; reads nothing."""
        from desk.imaging.separators import planned

        return planned(self._office, pages, marks, papers, current=current, dossier=dossier)

    def separator_pdf(self, papers: Mapping[int, str] | None = None, *, paper: str = "a4") -> bytes:
        """Sheets to lay between papers: one for each paper by number and name, or one for "the next"."""
        from desk.paper.separators import separator_pdf

        return separator_pdf(papers, paper=paper, lang=self._office.lang).pdf

    def export_papers(self, code: str, folder: Path, *, official_names: bool = False) -> Exported:
        """Copy a dossier's digitised papers to a folder or a USB disk, each proved byte for byte."""
        from desk.imaging.exporting import export_papers

        return export_papers(self._office, code, folder, official_names=official_names)
