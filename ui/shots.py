"""`python -m ui.shots --out DIR`: every screen drawn offscreen on a made training office, to be looked at.

The office is made anew with a seed and a frozen clock, so two runs give the same pictures.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QApplication

    from desk.services import DeskServices
    from ui.shell.window import Shell
    from ui.tasks import TaskRunner

NOW = "2026-11-23T15:40:00+07:00"
SEED = 11
SCREENS = (
    "home",
    "reception",
    "certify",
    "search",
    "dossier",
    "returns",
    "worklist",
    "handover",
    "closing",
    "figures",
    "admin",
)
STATES = "states"  # first run, look-up, command list and the like


@dataclass(frozen=True, slots=True)
class Size:
    """A window's logical size, and the pixel ratio it is drawn with."""

    name: str
    width: int
    height: int
    ratio: float = 1.0


SIZES = (Size("1366", 1366, 697), Size("1093", 1093, 560, 1.25), Size("1920", 1920, 1017))
FINE = Size("1920x1.5", 1920, 1017, 1.5)
THEMES = ("light", "dark", "contrast")


def made_office(folder: Path, *, dossiers: int = 2500) -> Path:
    """Make the training office the pictures are taken of."""
    from desk.clock import parse_moment
    from desk.trial.make_office import make_office

    data = folder / "office"
    make_office(data, dossiers=dossiers, seed=SEED, now=parse_moment(NOW) - timedelta(minutes=5))
    return data


def draw(
    data: Path,
    out: Path,
    *,
    lang: str,
    theme: str,
    screens: Sequence[str],
    size: Size,
    scale: float = 1.0,
) -> list[Path]:
    """Draw screens at one size, in one language, theme and text size; return the files."""
    from PySide6.QtCore import QEventLoop
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QDialog

    from desk.clock import parse_moment
    from desk.office.bootstrap import open_office
    from desk.services import DeskServices
    from ui.app import make_app
    from ui.main import Look, make_window
    from ui.shots_reception import camera_over_a_form, of_reception
    from ui.shots_states import of_window, of_wizard
    from ui.tasks import TaskRunner

    app = make_app()
    files = []
    with camera_over_a_form(data.parent), open_office(data, now=parse_moment(NOW), lang=lang) as office:
        services = DeskServices(office)
        runner = TaskRunner(app)
        window = make_window(services, look=Look(lang, theme, scale), runner=runner)
        window.resize(size.width, size.height)
        window.show()
        window.office_opened()
        scenes = [
            *((name, window, partial(_go, window, services, name)) for name in screens if name in SCREENS),
            *(of_reception(window) if STATES in screens else ()),
            *(of_window(window) if STATES in screens else ()),
            *(of_wizard(runner) if STATES in screens else ()),
        ]
        for name, widget, stage in scenes:
            if not isinstance(widget, QDialog):
                widget.resize(size.width, size.height)
            widget.show()
            widget.activateWindow()
            stage()
            _settle(app, runner)
            image = QImage(
                round(widget.width() * size.ratio),
                round(widget.height() * size.ratio),
                QImage.Format.Format_RGB32,
            )
            image.setDevicePixelRatio(size.ratio)
            widget.render(image)
            larger = f"-{scale:.0%}".rstrip("%") if scale != 1.0 else ""
            file = out / f"{name}-{size.name}-{theme}-{lang}{larger}.png"
            image.save(str(file))
            files.append(file)
        for widget in {id(one): one for _name, one, _stage in scenes if one is not window}.values():
            widget.close()
            widget.deleteLater()
        window.close()
        window.deleteLater()
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
    return files


def _go(window: Shell, services: DeskServices, name: str) -> None:
    window.go(name, _payload(services, name))


def _payload(services: DeskServices, name: str) -> object:
    """What the screen opens: a dossier in the state it is about, or those to be handed over."""
    from desk.rows import State

    rows = services.desk_home().work
    if name == "search":
        return "nguyen"
    if name == "handover":
        return tuple(row.code for row in rows if row.state == State.RECEIVED)
    wanted = {"returns": State.READY, "dossier": State.PROCESSING}.get(name)
    codes = [row.code for row in rows if row.state == wanted]
    if name == "returns":  # one that is signed for at the counter shows most
        signed = (code for code in codes if services.show(code).return_by == "counter")
        return next(signed, codes[0] if codes else None)
    return codes[0] if codes else None


def _settle(app: QApplication, runner: TaskRunner) -> None:
    """Let everything that was started come back and be painted."""
    from PySide6.QtCore import QEventLoop

    calm = 0
    while calm < 12:  # a change deep in a page reaches the window one widget a round
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
        calm = 0 if runner.running else calm + 1


def variants(*, quick: bool, whole: bool) -> list[tuple[str, str, Size, float]]:
    """Language, theme, size and text size of each round of pictures."""
    if quick:
        return [("vi", "light", SIZES[0], 1.0)]
    themes, sizes = (THEMES, (*SIZES, FINE)) if whole else (THEMES[:2], SIZES)
    found = [(lang, theme, size, 1.0) for lang in ("vi", "en") for theme in themes for size in sizes]
    if whole:
        found += [
            (lang, "light", size, scale) for lang in ("vi", "en") for size in SIZES for scale in (1.3, 1.5)
        ]
    return found


def main(argv: Sequence[str] | None = None) -> int:
    """Draw what was asked for; print the files."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    parser = argparse.ArgumentParser(prog="python -m ui.shots")
    parser.add_argument("--out", type=Path, default=Path("shots"))
    parser.add_argument("--screen", action="append", choices=(*SCREENS, STATES))
    parser.add_argument("--quick", action="store_true", help="1366 wide, light, Vietnamese only")
    parser.add_argument("--all", action="store_true", help="high contrast, 1.5 times finer, larger text too")
    options = parser.parse_args(argv)
    options.out.mkdir(parents=True, exist_ok=True)
    screens = tuple(options.screen or (*SCREENS, STATES))
    with tempfile.TemporaryDirectory(prefix="qmc-shots-") as folder:
        data = made_office(Path(folder))
        for lang, theme, size, scale in variants(quick=options.quick, whole=options.all):
            drawn = draw(data, options.out, lang=lang, theme=theme, screens=screens, size=size, scale=scale)
            for file in drawn:
                sys.stdout.write(f"{file}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
