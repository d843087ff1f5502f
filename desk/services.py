"""The doors of `desk` bound to one open office: what the window calls, and nothing more.

Every call may touch the disk, so the window makes it on its desk pool. Answers are frozen rows;
failures are `DeskError`. Each method imports its use case on first use: the first paint waits for nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.shelves import Shelves

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from datetime import date, datetime

    from desk.finding.codes import Recognised
    from desk.imaging.capture import CameraCard, CaptureSource, Frame
    from desk.imaging.digitising import Code
    from desk.imaging.seen_codes import CardFilm
    from desk.paper.receipts import Printed, Raster
    from desk.rows import (
        Acted,
        CitizenHistory,
        ClosedDay,
        ClosingSaid,
        DaySheet,
        DeskHome,
        DossierView,
        DuePromise,
        Found,
        GivenPage,
        IdentityCard,
        OfficeCard,
        PreparedPage,
        ProcedureCard,
        ProcedureHit,
        Received,
        Reopened,
        StaffCard,
        Taken,
    )


@dataclass(frozen=True, slots=True)
class DeskServices(Shelves):
    """One office's use cases as methods; safe to share between threads, each call opens its own session."""

    # who and when
    def office(self) -> OfficeCard:
        """The office as screens name it."""
        return self._office.card

    def staff(self) -> StaffCard:
        """The clerk at this desk."""
        return self._office.actor

    def now(self) -> datetime:
        """The moment of the office's clock, at +07:00."""
        return self._office.clock.now()

    # looking
    def desk_home(self) -> DeskHome:
        """Counters, work list, the month's two indicators."""
        from desk.lists.home import desk_home

        return desk_home(self._office)

    def find(self, text: str, limit: int = 20) -> Found:
        """Dossiers by name, code, last digits or receipt text, newest first."""
        from desk.finding.find import find

        return find(self._office, text, limit)

    def show(self, code: str) -> DossierView:
        """Everything on record about a dossier; takes a code or a receipt's text."""
        from desk.life.show import show

        return show(self._office, code)

    def recognise(self, text: str, *, typed: bool = False) -> Recognised:
        """Tell what a scan is; `typed`: it came as keys, where a typing aid may have changed a name."""
        from desk.finding.scanned import read_scan

        office = self._office
        return read_scan(text, codes=office.codes, key=office.keys.ring, lang=office.lang, typed=typed)

    def parse_card(self, text: str) -> IdentityCard:
        """The fields of an identity card's QR text."""
        from desk.intake.identity import parse_card

        return parse_card(text, lang=self._office.lang)

    def history(self, id_number: str) -> CitizenHistory:
        """What this office knows of a person by the number on the card."""
        from desk.people.known import history

        return history(self._office, id_number)

    # the catalogue
    def procedure(self, code: str) -> ProcedureCard:
        """A procedure as in force today."""
        from desk.catalogue.lookup import procedure

        return procedure(self._office, code)

    def search(self, text: str, limit: int = 20) -> Sequence[ProcedureHit]:
        """Procedures by name, initials or code."""
        from desk.catalogue.lookup import search

        return search(self._office, text, limit)

    def favourites(self, limit: int = 6) -> Sequence[ProcedureHit]:
        """The procedures this desk uses most."""
        from desk.catalogue.lookup import favourites

        return favourites(self._office, limit)

    def promise(self, procedure: str, received_at: datetime | None = None) -> DuePromise:
        """When a result would be due if received then (default: now), and why."""
        from desk.dates.promises import promise_for

        return promise_for(self._office, procedure, received_at)

    # acting
    def receive(
        self,
        command: Mapping[str, Any],
        *,
        base: Path | None = None,
        report: Callable[[int, int], None] | None = None,
        paper: str | None = None,
        queued: bool = False,
    ) -> Received:
        """Receive a dossier; `command` has the keys of the `receive` file. `queued`: print its paper too."""
        from desk.intake.receive import receive
        from desk.intake.receive_file import command_from

        given = command_from(command, base=base or Path.cwd())
        return receive(self._office, given, report=report, paper=paper, queued=queued)

    def act(
        self,
        code: str,
        verb: str,
        payload: Mapping[str, Any] | None = None,
        *,
        command_id: str | None = None,
        queued: bool = False,
    ) -> Acted:
        """Act upon a dossier; `payload` has the keys of the `act` file. `queued` as for `receive`."""
        from desk.life.act import act

        return act(self._office, code, verb, payload, command_id=command_id, queued=queued)

    def day_sheet(self, day: date) -> DaySheet:
        """The closing screen's figures of a day."""
        from desk.numbers.closing import day_sheet

        return day_sheet(self._office, day)

    def close_day(self, day: date, said: ClosingSaid | None = None) -> ClosedDay:
        """Close a day and sign its tally; the same numbers answer the same revision."""
        from desk.numbers.closing import close_day

        return close_day(self._office, day, said)

    def reopen_day(self, day: date, reason: str) -> Reopened:
        """Open a closed day again, with the reason."""
        from desk.numbers.reopening import reopen_day

        return reopen_day(self._office, day, reason)

    # paper
    def receipt_pdf(self, code: str, paper: str) -> bytes:
        """The printed receipt of a dossier."""
        from desk.paper.receipts import receipt_pdf

        return receipt_pdf(self._office, code, paper)

    def preview_pdf(self, draft: Mapping[str, Any], paper: str) -> bytes:
        """The receipt a draft would get; `draft` has the keys of the `receive` file, any may be missing."""
        from desk.intake.preview import preview_pdf

        return preview_pdf(self._office, draft, paper)

    def print_form(
        self, form: str, code: str, *, paper: str, queued: bool = False, first: bool = False
    ) -> Printed:
        """Write a form of a dossier into the office's `prints/`; `queued`: print it on paper too."""
        from desk.paper.receipts import print_form

        return print_form(self._office, form, code, paper=paper or None, queued=queued, first=first)

    def print_tally(self, day: date) -> Path:
        """Write a day's tally as PDF and return the file."""
        from desk.numbers.tally_paper import print_tally

        return print_tally(self._office, day)

    def tally_pdf(self, day: date) -> bytes:
        """A day's tally as PDF bytes, for preview."""
        from desk.numbers.tally_paper import tally_pdf

        return tally_pdf(self._office, day)

    def raster(self, pdf: bytes, dpi: int, page: int = 0) -> Raster:
        """One page of a PDF as pixels: `width`, `height`, `rgb`."""
        from desk.paper.receipts import raster

        return raster(pdf, dpi, page)

    def pages(self, pdf: bytes) -> int:
        """How many pages a PDF has."""
        from desk.paper.receipts import page_count

        return page_count(pdf)

    def qr_matrix(self, text: str) -> tuple[tuple[bool, ...], ...]:
        """The QR of a receipt's text as rows of modules, True where dark, without the quiet zone."""
        from desk.finding.qr import qr_matrix

        return qr_matrix(text)

    # light
    def open_source(self, spec: str) -> CaptureSource:
        """Open a camera (`camera:0`), or a video, picture or folder standing in for one."""
        from desk.imaging.capture import open_source

        return open_source(spec)

    def cameras(self) -> tuple[CameraCard, ...]:
        """The cameras of this machine, without opening any; this desk's own is marked."""
        from desk.imaging.desk_camera import desk_cameras

        return desk_cameras(self._office)

    def save_frame(self, frame: Frame, folder: Path | None = None) -> Path:
        """Keep one frame as an image file in `folder` (default: the office's captures) and return it.

        Not in `staging/`: a reception may wait for the citizen longer than anything there is kept.
        """
        from desk.imaging.capture import save

        return save(frame, folder or self._office.paths.captures)

    def read_card(self, image: Path | Frame, film: CardFilm | None = None) -> IdentityCard | None:
        """The identity card in an image file (refused where there is none) or in a frame of a film (None)."""
        if isinstance(image, Path):
            from desk.imaging.digitising import read_card

            return read_card(image, lang=self._office.lang)
        from desk.imaging.seen_codes import read_card_in

        return read_card_in(image, film=film, lang=self._office.lang)

    def read_codes(self, image: Path | Frame) -> tuple[Code, ...]:
        """QR and CODE128 in an image file or a frame."""
        if isinstance(image, Path):
            from desk.imaging.digitising import read_codes

            return read_codes(image)
        from desk.imaging.seen_codes import read_codes_in

        return read_codes_in(image)

    def warm(self) -> None:
        """Make ready for pages to come; takes a moment, so that the first page does not."""
        from desk.imaging.preparing import warm_up

        warm_up(self._office)

    def prepare_page(
        self, page: Path | GivenPage, cancelled: Callable[[], bool] | None = None
    ) -> PreparedPage:
        """Work a page ahead of saving and say what is wrong with it; raises no `DeskError`."""
        from desk.imaging.preparing import prepare_page

        return prepare_page(self._office, page, cancelled=cancelled)

    def take_files(
        self,
        paths: Iterable[str | Path],
        *,
        folder: Path | None = None,
        already: Collection[str] = (),
        report: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Taken:
        """Copy dropped or picked files into `folder` (default: the captures) and name what was refused.

        Takes paths and `file:` addresses, folders too; raises no `DeskError`.
        """
        from desk.imaging.taking import take_files

        return take_files(
            self._office, paths, folder=folder, already=already, report=report, cancelled=cancelled
        )
