"""States of the scan station that no made office is in by itself: each way a run or a camera may stand."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desk.errors import InputError, SurroundingsError
from desk.imaging.capture import FrameLook
from desk.imaging.rows import ScanProfile
from desk.rows.strip import SplitMark, SplitPlan
from resources import path as resource
from ui.failures import explain
from ui.i18n import tr
from ui.scan.pane import ScanPane
from ui.scan.run import RunState, Stage
from ui.scan.separating import Separating
from ui.scan.strip_work import StripWork

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from ui.shell.window import Shell

Scene = tuple[str, "QWidget", "Callable[[], object]"]
SAMPLES = ("to-khai-1.jpg", "giay-kem-theo.jpg", "to-khai-2.jpg")
PROFILE = ScanProfile("feeder", "200 dpi")


def pane_of(window: Shell, screen: str) -> ScanPane:
    """The scan station of a screen that is there."""
    page = window.page_of(screen)
    found = page.findChild(ScanPane) if page is not None else None
    if found is None:
        raise LookupError(screen)
    return found


def of_scan(window: Shell) -> Iterator[Scene]:
    """The station in every state; its pages are the shipped samples."""
    files = tuple(resource("sample") / name for name in SAMPLES)
    yield "scan-recover", window, partial(_left, window, files, whole=True)
    yield "scan-recover-loose", window, partial(_left, window, files, whole=False)
    yield from _of_station(window, files)
    yield from _of_others(window, files)


def _of_station(window: Shell, files: tuple[Path, ...]) -> Iterator[Scene]:
    """The station of the reception: scanner and camera in every state."""

    def fresh(source: str) -> ScanPane:
        """The reception with these pages in its strip, and nothing said."""
        _none_left(window)
        window.go("reception")
        pane = pane_of(window, "reception")
        if not pane.pages.pages:
            pane.add_files(files)
        for slot in ("plan", "fault", "recover"):
            pane.notes.take(slot)
        pane.choose_source(source)
        return pane

    def run(state: RunState) -> Callable[[], object]:
        return lambda: fresh("scanner").well.show_run(state)

    def broke(code: str) -> Callable[[], object]:
        def stage() -> None:
            """The camera is let go, so that it does not come back into the picture."""
            pane = fresh("camera")
            pane.camera.stop()
            pane.controller.broke.emit(SurroundingsError(code))

        return stage

    jam = explain(SurroundingsError("scanner.jammed", pages=7))
    flip = tr("Đã quét {count} mặt trước. Lật cả chồng, đặt lại vào khay, bấm F5.", count=12)
    uneven = explain(InputError("strip.stacks_differ", fronts=12, backs=11))
    yield "scan-buttons", window, run(RunState())
    yield "scan-running", window, run(RunState(Stage.RUNNING, "", 3, PROFILE))
    yield "scan-jam", window, run(RunState(Stage.FAULT, jam, 7, PROFILE))
    yield "scan-flip", window, run(RunState(Stage.FLIP, flip, 12, PROFILE, by_hand=True))
    yield "scan-uneven", window, run(RunState(Stage.UNEVEN, uneven, 11, PROFILE, by_hand=True))

    def separators() -> None:
        """A run with two separator sheets, waiting for a word."""
        pane = fresh("scanner")
        pane.well.show_run(RunState())
        keys = [page.key for page in pane.pages.pages] or [1, 2, 3]
        marks = (SplitMark(keys[0], "next"), SplitMark(keys[-1], "component", 2))
        plan = SplitPlan(marks, tuple((key, 1 + (at > 0)) for at, key in enumerate(keys)))
        Separating(window.context, pane.pages, pane.notes, pane).offer(plan)

    yield "scan-separators", window, separators
    codes = ("camera.lost", "camera.busy", "camera.timeout", "camera.denied")
    yield from ((f"scan-{code.replace('.', '-')}", window, broke(code)) for code in codes)

    def dark() -> None:
        """A picture in which nothing is seen for want of light."""
        from PySide6.QtGui import QColor, QImage

        pane = fresh("camera")
        pane.camera.stop()
        image = QImage(640, 360, QImage.Format.Format_RGB32)
        image.fill(QColor(22, 21, 20))
        controller = pane.camera.controller
        controller.opened.emit(_Dim())
        controller.framed.emit(image, 1.0)
        look = FrameLook(None, 0.0, confident=False, sharp=0.2, bright=0.1, moved=False, advice="dark")
        controller.looked.emit(look)

    yield "scan-dark", window, dark


def _left(window: Shell, files: tuple[Path, ...], *, whole: bool) -> None:
    """Pages of a reception that a power cut ended are offered at the start; their list may be damaged."""
    _none_left(window)
    imaging = window.context.services.imaging
    strip = imaging.new_strip("reception")
    strip.append(files, component=1)
    if strip.folder is not None:
        strip.folder.describe(name="Nguyễn Thị Mẫu", id_number="079190000123")
        strip.folder.close()
        if not whole:
            (strip.folder.path / "index.json").write_bytes(b"{")
    window.go("reception")
    pane = pane_of(window, "reception")
    pane.choose_source("scanner")
    work = pane.findChild(StripWork)
    if work is not None:
        work.look_for_lost()


def _none_left(window: Shell) -> None:
    """The pages another scene left behind are in no other picture."""
    imaging = window.context.services.imaging
    for row in imaging.recoverable():
        if row.screen == "reception":
            imaging.discard_strip(row.key)


class _Dim:
    """A camera as far as its size goes."""

    still_size = (3264, 2448)


def _of_others(window: Shell, files: tuple[Path, ...]) -> Iterator[Scene]:
    """The strip on a dossier that gets papers it was asked for, and on a result that has come."""
    from desk.rows import State
    from ui.dossier.state import DossierWish

    def first(state: State) -> str:
        rows = window.context.services.desk_home().work
        return next((row.code for row in rows if row.state == state), "")

    def open_on(screen: str) -> None:
        """Papers that were asked for come in; a result is scanned before it is noted."""
        wish = DossierWish(first(State.SUPPLEMENT), "supplement")
        window.go(screen, wish if screen == "dossier" else first(State.PROCESSING))

    for screen in ("dossier", "returns"):
        yield f"scan-{screen}-empty", window, partial(open_on, screen)
        for source in ("camera", "scanner"):
            yield f"scan-{screen}-{source}", window, partial(_fill, window, screen, files, source)


def _fill(window: Shell, screen: str, files: tuple[Path, ...], source: str) -> None:
    pane = pane_of(window, screen)
    pane.choose_source(source)
    if not pane.pages.pages:
        pane.add_files(files)
