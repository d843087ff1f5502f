"""The scan station without an office: strips in memory, scanners that do what a test tells them to."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from desk.errors import DeskError, InputError
from desk.imaging.rows import ScanDone, ScannedSheet, ScannerList, ScannerRow, ScanProfile
from desk.imaging.strip import Strip
from desk.rows import Note, RefusedFile, Taken, TakenFile, WatchNews
from desk.rows.strip import PagePicture, SplitPlan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from desk.imaging.capture import CameraCard
    from desk.rows.strip import GivenPage, RecoverableStrip, StripPage

SCANNER = ScannerRow("sane:mau:0", "sane", "Máy quét mẫu", sources=("flatbed", "feeder", "duplex"))
PROFILES = (
    ScanProfile("feeder", "Khay nạp"),
    ScanProfile("duplex", "Hai mặt", source="duplex"),
    ScanProfile("flatbed", "Mặt kính", source="flatbed"),
    ScanProfile("seal", "Con dấu 300 dpi", source="flatbed", dpi=300, digitise="photo"),
)
PICTURES = (".jpg", ".jpeg", ".png", ".tif", ".pdf", ".heic")


@dataclass
class DemoWatch:
    """A watched folder whose news a test writes."""

    next: WatchNews = field(default_factory=WatchNews)
    taken: int = 0
    stopped: bool = False

    def news(self) -> WatchNews:
        told, self.next = self.next, WatchNews(waiting=self.next.waiting, trouble=self.next.trouble)
        return told

    def take_waiting(self) -> None:
        self.taken += 1

    def stop(self, *, patience: float = 2.0) -> WatchNews:
        del patience
        self.stopped = True
        return self.news()


@dataclass
class DemoImaging:
    """Meets `desk.imaging.doors.ImagingDoors`; `sheets` are what a run gives, `fault` how it ends."""

    lost: list[RecoverableStrip] = field(default_factory=list)
    kept: dict[str, Strip] = field(default_factory=dict)
    discarded: list[str] = field(default_factory=list)
    there: tuple[ScannerRow, ...] = (SCANNER,)
    buttons: tuple[ScanProfile, ...] = PROFILES
    sheets: list[Path] = field(default_factory=list)
    fault: DeskError | None = None
    runs: list[str] = field(default_factory=list)
    strips: int = 0
    cameras: tuple[CameraCard, ...] = ()
    told: list[Callable[[], None]] = field(default_factory=list)
    plan: SplitPlan = field(default_factory=SplitPlan)
    looked: list[tuple[tuple[str, ...], tuple[int, ...], int | None]] = field(default_factory=list)
    watched: DemoWatch | None = None

    def choose_camera(self, camera: CameraCard) -> None:
        self.cameras = tuple(replace(one, chosen=one.name == camera.name) for one in self.cameras)

    def watch_cameras(self, told: Callable[[], None]) -> DemoImaging:
        self.told.append(told)
        return self

    def stop(self) -> None:
        """End the watching of cameras."""
        self.told.clear()

    def plug(self, *cameras: CameraCard) -> None:
        """These are the cameras from now on, told as the system tells it."""
        self.cameras = cameras
        for told in self.told:
            told()

    def new_strip(self, screen: str) -> Strip:
        del screen
        self.strips += 1
        return Strip()

    def recoverable(self) -> tuple[RecoverableStrip, ...]:
        return tuple(self.lost)

    def resume_strip(self, key: str) -> Strip:
        if key not in self.kept:
            raise InputError("strip.gone")
        self.lost = [row for row in self.lost if row.key != key]
        return self.kept[key]

    def discard_strip(self, key: str) -> None:
        self.lost = [row for row in self.lost if row.key != key]
        self.discarded.append(key)

    def picture(self, page: GivenPage, side: int, *, flat: bool = True) -> PagePicture:
        from PIL import Image, ImageOps

        if not page.file.is_file():
            raise InputError("page.not_found", file=page.file.name)
        with Image.open(page.file) as opened:
            image = ImageOps.exif_transpose(opened).convert("RGB")
        wide, high = image.size
        image.thumbnail((side, side))
        if flat and page.turn:
            image = image.rotate(-page.turn, expand=True)
        return PagePicture(*image.size, image.tobytes(), wide, high)

    def scanners(self, *, found: object = None) -> ScannerList:
        del found
        return ScannerList(self.there)

    def watch(self, settings: object = None, *, folder: Path | None = None) -> DemoWatch | None:
        del settings, folder
        return self.watched

    def split_run(
        self, pages: Sequence[StripPage], papers: Sequence[int], *, current: int | None = None
    ) -> SplitPlan:
        self.looked.append((tuple(page.file.stem for page in pages), tuple(papers), current))
        return self.plan

    def profiles(self) -> tuple[ScanProfile, ...]:
        return self.buttons

    def scan(
        self,
        profile: ScanProfile,
        *,
        page: Callable[[ScannedSheet], None],
        cancelled: Callable[[], bool] = lambda: False,
        folder: Path | None = None,
        limit: int | None = None,
    ) -> ScanDone:
        del folder, limit
        self.runs.append(profile.key)
        done = []
        for at, file in enumerate(self.sheets):
            if cancelled():
                break
            done.append(ScannedSheet(file, at, profile.dpi))
            page(done[-1])
        if self.fault is not None:
            raise self.fault
        return ScanDone(SCANNER, tuple(done))


def take_files(paths: Iterable[str | Path]) -> Taken:
    """Take pictures that are there; name the rest."""
    rows, refused = [], []
    for path in paths:
        file = Path(str(path).removeprefix("file://"))
        if file.suffix.lower() in PICTURES and file.is_file():
            rows.append(TakenFile(file, file.name, 1, file.name))
        else:
            why = Note("take.no_picture", "Không phải ảnh hay PDF.")
            refused.append(RefusedFile(file.name, why))
    return Taken(tuple(rows), tuple(refused))
