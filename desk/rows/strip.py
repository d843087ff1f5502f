"""Dải trang: the pages a clerk has taken and what was decided about each, frozen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

    from desk.rows.basics import Note

Corners = tuple[tuple[float, float], ...]
Origin = Literal["camera", "scanner", "file"]
Dropped = Literal["", "blank", "separator"]
TURNS = (0, 90, 180, 270)


@dataclass(frozen=True, slots=True)
class GivenPage:
    """Trang giao số hoá: a file and what a clerk decided about it; nothing decided = as it is found.

    `page` counts from 1 in a file of several pages (None: all of them). `turn` is how far the picture, as
    its file shows it, must be turned clockwise to stand upright; the clerk's word beats the program's.
    `corners` go round the page in pixels of that unturned picture. `blank`: "keep" it though it is blank,
    "drop" it whatever it is, "" as found.
    """

    file: Path
    page: int | None = None
    turn: int | None = None
    corners: Corners | None = None
    blank: str = ""

    @property
    def plain(self) -> bool:
        """Whether nothing was decided: the file alone says it all."""
        return self == GivenPage(self.file)

    def as_json(self) -> str | dict[str, Any]:
        """The page as a `receive` or `act` file gives it: a path where that is all there is to say."""
        if self.plain:
            return str(self.file)
        told: dict[str, Any] = {"file": str(self.file)}
        if self.page is not None:
            told["page"] = self.page
        if self.turn is not None:
            told["turn"] = self.turn
        if self.corners is not None:
            told["corners"] = [[x, y] for x, y in self.corners]
        if self.blank:
            told["blank"] = self.blank
        return told


@dataclass(frozen=True, slots=True)
class StripPage:
    """Trang trong dải: one tile. `key` stays with it through every change, also a retake.

    `dropped` says why it stands aside: a blank side, or a separator sheet; it is shown and can be restored.
    `kept`: the clerk wants it though it looks blank. `retaken_from` is the file it showed before.
    """

    key: int
    file: Path
    page: int | None = None
    turn: int | None = None
    corners: Corners | None = None
    component: int | None = None
    origin: Origin = "camera"
    dropped: Dropped = ""
    kept: bool = False
    retaken_from: Path | None = None

    @property
    def given(self) -> GivenPage:
        """The page as it is handed to digitising."""
        blank = "drop" if self.dropped else "keep" if self.kept else ""
        return GivenPage(self.file, self.page, self.turn, self.corners, blank)


@dataclass(frozen=True, slots=True)
class StripState:
    """Cả dải trang at one moment: pages in order, and which of them are chosen.

    `selected` holds keys in the order of the strip; `current` is the one the keys act on, always one of them.
    """

    pages: tuple[StripPage, ...] = ()
    selected: tuple[int, ...] = ()
    current: int | None = None

    @property
    def keys(self) -> tuple[int, ...]:
        """The pages' keys in order."""
        return tuple(page.key for page in self.pages)

    @property
    def components(self) -> tuple[int | None, ...]:
        """Which papers have pages, each once, in the order in which they first come."""
        return tuple(dict.fromkeys(page.component for page in self.pages))

    def index(self, key: int | None) -> int:
        """Where a page stands, −1 where it does not."""
        return next((at for at, page in enumerate(self.pages) if page.key == key), -1)

    def page(self, key: int | None) -> StripPage | None:
        """A page by its key."""
        return next((page for page in self.pages if page.key == key), None)

    def of(self, component: int | None) -> tuple[StripPage, ...]:
        """The pages of a paper in order, also those that stand aside; None: those of no paper yet."""
        return tuple(page for page in self.pages if page.component == component)

    def given(self, component: int | None) -> tuple[GivenPage, ...]:
        """What is handed to digitising for a paper, in order.

        Separators stay out. Blank sides go along, so that their captures are kept, and are left out of the
        file; a paper of nothing but blank sides is handed over as it is found.
        """
        return _given(page for page in self.of(component) if page.dropped != "separator")


def _given(pages: Iterable[StripPage]) -> tuple[GivenPage, ...]:
    given = tuple(page.given for page in pages)
    if given and all(one.blank == "drop" for one in given):
        return tuple(replace(one, blank="") for one in given)
    return given


@dataclass(frozen=True, slots=True)
class PagePicture:
    """Hình của một trang: `rgb` holds width × height × 3 bytes, no padding.

    `source_width` and `source_height` are the frame's size in the pixels that `corners` are told in.
    """

    width: int
    height: int
    rgb: bytes
    source_width: int
    source_height: int


@dataclass(frozen=True, slots=True)
class SplitMark:
    """Tờ phân cách đã nhận ra: a separator sheet in a run.

    `kind` is `next` (the paper after the present one), `component` (the one named by `component`), `receipt`
    (a receipt's QR of dossier `code`) or `patch` (the bars other programs print).
    """

    key: int
    kind: Literal["next", "component", "receipt", "patch"]
    component: int | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class SplitPlan:
    """Cách chia một lượt quét: which page goes to which paper, to be looked at before it is done.

    `marks` are the separators found, `assigned` every other page's paper by key, `notes` what to look at.
    """

    marks: tuple[SplitMark, ...] = ()
    assigned: tuple[tuple[int, int | None], ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class RecoverableStrip:
    """Lượt quét dở: pages that were taken and not saved, found at the start.

    `papers` are names from the checklist; `who` is masked. `whole` is False where the list of pages was
    damaged: the pages are all there, in the order they came, but of no paper.
    """

    key: str
    screen: str
    pages: int
    changed_at: datetime
    papers: tuple[str, ...] = ()
    who: str = ""
    procedure: str | None = None
    dossier: str | None = None
    whole: bool = True
