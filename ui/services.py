"""What the screens ask of `desk`: one protocol, met by `desk.services.DeskServices` and by the tests' demo.

Every call may touch the disk: screens make them through the task runner's desk pool, never in a slot.
Answers are the frozen rows of `desk.rows`; failures are `desk.errors.DeskError`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from ui.shelf_services import ShelfServices

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from desk.imaging.capture import CameraCard, CaptureSource, Frame
    from desk.imaging.digitising import Code
    from desk.imaging.seen_codes import CardFilm
    from desk.paper.receipts import Printed
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


class RasterLike(Protocol):
    """A page as pixels: `rgb` holds width × height × 3 bytes, no padding."""

    @property
    def width(self) -> int:
        """Pixels across."""
        ...

    @property
    def height(self) -> int:
        """Pixels down."""
        ...

    @property
    def rgb(self) -> bytes:
        """The pixels, row by row."""
        ...


class RecognisedLike(Protocol):
    """What a scan turned out to be: `kind` is receipt, code, card or unknown."""

    @property
    def kind(self) -> str:
        """`receipt`, `code`, `card` or `unknown`."""
        ...

    @property
    def code(self) -> str | None:
        """The dossier's code where it is a receipt or a bare code."""
        ...

    @property
    def card(self) -> IdentityCard | None:
        """The identity card where it is one."""
        ...

    @property
    def looks(self) -> str:
        """What it seems to be where it is none of ours: one word of `desk.finding.scanned`."""
        ...


class Services(ShelfServices, Protocol):
    """The doors of `desk` that screens use, bound to one open office."""

    # who and when
    def office(self) -> OfficeCard:
        """Return the office as screens name it."""
        ...

    def staff(self) -> StaffCard:
        """Return the clerk at this desk."""
        ...

    def now(self) -> datetime:
        """Return the moment of the office's clock, at +07:00."""
        ...

    # looking
    def desk_home(self) -> DeskHome:
        """Return counters, work list and indicators."""
        ...

    def find(self, text: str, limit: int = 20) -> Found:
        """Search dossiers by name, code, last digits, receipt."""
        ...

    def show(self, code: str) -> DossierView:
        """Return everything on record about a dossier."""
        ...

    def recognise(self, text: str, *, typed: bool = False) -> RecognisedLike:
        """Tell what a scan is; `typed`: it came as keys."""
        ...

    def parse_card(self, text: str) -> IdentityCard:
        """Read the text of an identity card's QR."""
        ...

    def history(self, id_number: str) -> CitizenHistory:
        """Return what the office knows of a person."""
        ...

    # the catalogue
    def procedure(self, code: str) -> ProcedureCard:
        """Return a procedure as in force today."""
        ...

    def search(self, text: str, limit: int = 20) -> Sequence[ProcedureHit]:
        """Search procedures by name, initials, code."""
        ...

    def favourites(self, limit: int = 6) -> Sequence[ProcedureHit]:
        """Return the procedures this desk uses most."""
        ...

    def promise(self, procedure: str, received_at: datetime) -> DuePromise:
        """Return when a result would be due, and why."""
        ...

    # acting
    def receive(
        self, command: Mapping[str, Any], *, paper: str | None = None, queued: bool = False
    ) -> Received:
        """Receive a dossier; `command` has the keys of the contract's receive file, with `command_id`."""
        ...

    def act(
        self,
        code: str,
        verb: str,
        payload: Mapping[str, Any],
        *,
        command_id: str | None = None,
        queued: bool = False,
    ) -> Acted:
        """Act upon a dossier."""
        ...

    def day_sheet(self, day: date) -> DaySheet:
        """Return the closing screen's figures of a day."""
        ...

    def close_day(self, day: date, said: ClosingSaid | None = None) -> ClosedDay:
        """Close a day and sign its tally; the same numbers answer the same revision."""
        ...

    def reopen_day(self, day: date, reason: str) -> Reopened:
        """Open a closed day again, with the reason."""
        ...

    # paper
    def receipt_pdf(self, code: str, paper: str) -> bytes:
        """Return the printed receipt of a dossier."""
        ...

    def preview_pdf(self, draft: Mapping[str, Any], paper: str) -> bytes:
        """Return the receipt a draft would get."""
        ...

    def print_form(
        self, form: str, code: str, *, paper: str, queued: bool = False, first: bool = False
    ) -> Printed:
        """Write a printed form of a dossier to the office's `prints/`; `queued`: print it on paper too."""
        ...

    def print_tally(self, day: date) -> Path:
        """Write the signed day's tally as PDF and return the file."""
        ...

    def raster(self, pdf: bytes, dpi: int, page: int = 0) -> RasterLike:
        """Turn one page of a PDF into pixels."""
        ...

    def pages(self, pdf: bytes) -> int:
        """Count the pages of a PDF."""
        ...

    def qr_matrix(self, text: str) -> tuple[tuple[bool, ...], ...]:
        """Return the QR of a receipt's text as rows of modules, without the quiet zone."""
        ...

    # light
    def cameras(self) -> Sequence[CameraCard]:
        """Return the cameras of this machine, without opening any."""
        ...

    def open_source(self, spec: str) -> CaptureSource:
        """Open a camera (`camera:0`), or a video, picture or folder standing in for one."""
        ...

    def save_frame(self, frame: Frame, folder: Path | None = None) -> Path:
        """Keep one frame as an image file in `folder` (default: the office's captures) and return it."""
        ...

    def read_codes(self, image: Path | Frame) -> tuple[Code, ...]:
        """Return the QR and CODE128 codes in an image file or a frame."""
        ...

    def read_card(self, image: Path | Frame, film: CardFilm | None = None) -> IdentityCard | None:
        """Return the identity card in an image or a frame, None where a frame shows none."""
        ...

    def warm(self) -> None:
        """Make ready for pages to come, so that the first one does not wait."""
        ...

    def take_files(
        self,
        paths: Iterable[str | Path],
        *,
        already: Collection[str] = (),
        report: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Taken:
        """Copy dropped or picked files into the office and name what was refused; raises no `DeskError`."""
        ...

    def prepare_page(
        self, page: Path | GivenPage, cancelled: Callable[[], bool] | None = None
    ) -> PreparedPage:
        """Work a page ahead of saving and say what is wrong with it; fails with no `DeskError`."""
        ...
