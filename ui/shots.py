"""`python -m ui.shots --out DIR`: every screen drawn offscreen on a made training office, to be looked at.

The office is made anew with a seed and a frozen clock, so two runs give the same pictures.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from fnmatch import fnmatch
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from PySide6.QtWidgets import QApplication, QWidget

    from ui.services import Services
    from ui.shell.window import Shell
    from ui.tasks import TaskRunner

    Scene = tuple[str, QWidget, Callable[[], object]]

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
    "reports",
    "admin",
)
STATES = "states"  # first run, look-up, command list and the like
TARGETS = {"online_simple": 50.0, "on_time_settled": 97.0}  # as published plans set them
_OUR_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include>
<selectfont><rejectfont><glob>*/NotoSans-*</glob></rejectfont></selectfont></fontconfig>
"""


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
    """Make the training office the pictures are taken of, with targets of its own."""
    from desk.clock import parse_moment
    from desk.office.bootstrap import open_office
    from desk.services import DeskServices
    from desk.trial.make_office import make_office

    data, now = folder / "office", parse_moment(NOW)
    make_office(data, dossiers=dossiers, seed=SEED, now=now - timedelta(minutes=5))
    with open_office(data, now=now - timedelta(minutes=4)) as office:
        for key, percent in TARGETS.items():
            DeskServices(office).numbers.set_target(key, percent)
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
    only: str = "*",
) -> list[Path]:
    """Draw screens at one size, in one language, theme and text size; return the files.

    The office is worked on as a copy, so that every round finds the same one. `only` is a pattern of names;
    what comes before a scene under the same first word is done all the same, for one may stand on another.
    """
    from ui.app import make_app
    from ui.shots_file import save
    from ui.shots_reception import camera_over_a_form
    from ui.tasks import TaskRunner

    app = make_app()
    runner = TaskRunner(app)
    larger = f"-{scale:.0%}".rstrip("%") if scale != 1.0 else ""
    files = []
    with camera_over_a_form(data.parent), _window(data, runner, lang, (theme, scale)) as window:
        window.resize(size.width, size.height)
        window.show()
        window.office_opened()
        scenes = _scenes(window, runner, screens)
        for name, widget, stage in scenes:
            if not _led_up_to(name, only):
                continue
            window.toast.dismiss()
            _stage(widget, stage, size)
            _settle(app, runner)
            window.toast.place()  # as it does by itself a moment later
            if fnmatch(name, only):
                files.append(out / f"{name}-{size.name}-{theme}-{lang}{larger}.png")
                save(widget, files[-1], size.ratio)
        for widget in {id(one): one for _name, one, _stage in scenes if one is not window}.values():
            widget.close()
            widget.deleteLater()
    return files


@contextmanager
def _window(data: Path, runner: TaskRunner, lang: str, look: tuple[str, float]) -> Iterator[Shell]:
    """The program's window over a copy of the office."""
    from PySide6.QtCore import QEventLoop
    from PySide6.QtWidgets import QApplication

    from desk.clock import parse_moment
    from desk.office.bootstrap import open_office
    from desk.services import DeskServices
    from ui.main import Look, make_window

    with tempfile.TemporaryDirectory(prefix="qmc-shots-") as folder:
        copied = shutil.copytree(data, Path(folder) / data.name)
        with open_office(copied, now=parse_moment(NOW), lang=lang) as office:
            theme, scale = look
            window = make_window(DeskServices(office), look=Look(lang, theme, scale), runner=runner)
            try:
                yield window
            finally:
                window.close()
                window.deleteLater()
                QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
                # What a closing screen still asked for, and the camera's own threads: one that stands in a
                # signal of Qt while the interpreter goes ends the program with an abort.
                runner.close(60_000)
                for thread in threading.enumerate():
                    if thread.name in {"live", "camera"}:  # those of a pool Qt has waited for
                        thread.join(5)


def _scenes(window: Shell, runner: TaskRunner, screens: Sequence[str]) -> list[Scene]:
    from ui.shots_reception import of_reception
    from ui.shots_states import of_window, of_wizard

    found: list[Scene] = [
        (name, window, partial(_go, window, window.services, name)) for name in screens if name in SCREENS
    ]
    if STATES in screens:
        found += [*of_reception(window), *of_window(window), *of_wizard(runner)]
    return found


def _led_up_to(name: str, only: str) -> bool:
    """Whether a scene is asked for, or others of its first word are that may stand on it."""
    return fnmatch(name, only) or fnmatch(name.split("-", maxsplit=1)[0], only.split("-", maxsplit=1)[0])


def _stage(widget: QWidget, stage: Callable[[], object], size: Size) -> None:
    from PySide6.QtWidgets import QDialog

    if not isinstance(widget, QDialog):
        widget.resize(size.width, size.height)
    widget.show()
    widget.activateWindow()
    stage()


def _go(window: Shell, services: Services, name: str) -> None:
    window.go(name, payload_of(services, name))


def payload_of(services: Services, name: str) -> object:
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


def chosen(options: argparse.Namespace) -> list[tuple[str, str, Size, float]]:
    """The rounds that were asked for, also those that belong to no usual set."""
    if not (options.theme or options.lang or options.size or options.scale):
        return variants(quick=options.quick, whole=options.all)
    sizes = [one for one in (*SIZES, FINE) if one.name in (options.size or ["1366"])]
    return [
        (lang, theme, size, scale)
        for lang in options.lang or ["vi"]
        for theme in options.theme or ["light"]
        for size in sizes
        for scale in options.scale or [1.0]
    ]


def only_our_fonts(folder: Path) -> None:
    """Draw with the shipped Noto Sans, as most desks do: a system's own would win over it."""
    config = folder / "fonts.conf"
    config.write_text(_OUR_FONTS, encoding="utf-8")
    os.environ["FONTCONFIG_FILE"] = str(config)


def main(argv: Sequence[str] | None = None) -> int:
    """Draw what was asked for; print the files."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    options = _parser().parse_args(argv)
    options.out.mkdir(parents=True, exist_ok=True)
    screens = tuple(options.screen or (*SCREENS, STATES))
    with tempfile.TemporaryDirectory(prefix="qmc-shots-") as folder:
        only_our_fonts(Path(folder))
        os.environ.update(
            {"XDG_DATA_HOME": folder, "LOCALAPPDATA": folder}
        )  # nothing drawn is kept for a person
        data = made_office(Path(folder))
        for lang, theme, size, scale in chosen(options):
            drawn = draw(
                data, options.out, lang=lang, theme=theme, screens=screens, size=size, scale=scale,
                only=options.only,
            )  # fmt: skip
            for file in drawn:
                sys.stdout.write(f"{file}\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ui.shots")
    parser.add_argument("--out", type=Path, default=Path("shots"))
    parser.add_argument("--screen", action="append", choices=(*SCREENS, STATES))
    parser.add_argument("--only", default="*", help="pattern of names, e.g. 'closing-*'")
    parser.add_argument("--quick", action="store_true", help="1366 wide, light, Vietnamese only")
    parser.add_argument("--all", action="store_true", help="high contrast, 1.5 times finer, larger text too")
    parser.add_argument("--theme", action="append", choices=THEMES)
    parser.add_argument("--lang", action="append", choices=("vi", "en"))
    parser.add_argument("--size", action="append", choices=[one.name for one in (*SIZES, FINE)])
    parser.add_argument("--scale", action="append", type=float, help="text size: 1.0 to 1.5")
    return parser


if __name__ == "__main__":
    sys.exit(main())
