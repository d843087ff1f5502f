"""What each word of dev.py does, once everything it needs is there."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from devkit import debian, environment, gates, locking, ocr
from devkit.environment import ROOT, Environment, clean_environ
from devkit.talk import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

OFFICE = ROOT / ".cache" / "training-office"


def _ready(*, tests: bool) -> Environment:
    """Sets up: Debian packages, environment, OCR model. Quick where nothing is missing."""
    place = Environment()
    wanted = debian.venv_need() + debian.RUN
    if tests:
        wanted += debian.TEST + debian.shared_python_need()
    debian.ensure(wanted, "for the tests" if tests else "for running")
    environment.ensure(place, tests=tests)
    ocr.ensure()
    return place


def _child(place: Environment, *arguments: str, extra: dict[str, str] | None = None) -> int:
    """Goes on as our own code in the environment: same keyboard, screen, signals and exit code.

    Where the system can, this process becomes the other one, so whoever ends it ends the program.
    """
    env = {**clean_environ(), **(extra or {})}
    command = [str(place.python), *arguments]
    sys.stdout.flush()
    if os.name != "nt":
        os.chdir(ROOT)
        os.execve(command[0], command, env)
    return subprocess.run(command, check=False, cwd=ROOT, env=env).returncode


def run(words: Sequence[str], display: bool) -> int:
    """The main job: the window on a training office, or a counter day without a display."""
    place = _ready(tests=False)
    if not display:
        say("No display: one counter day is played on the sample papers.\n")
    data = [] if "--data" in words else ["--data", os.environ.get("QMC_DATA") or str(OFFICE)]
    if not display:
        return _child(place, "-m", "desk.trial.playday", *data, *words)
    return _child(place, "-m", "ui", "--training", *data, *words)


def test(words: Sequence[str], display: bool) -> int:
    """The gates, then pytest, whose closing line is the last one printed."""
    place = _ready(tests=True)
    code = gates.check(place)
    if code != 0:
        return code
    long = "--long" in words
    chosen = [word for word in words if word != "--long"]
    marks = ["-m", "long or not long"] if long else []
    spread = (
        [] if {"-n", "-x", "--lf"} & set(chosen) else ["-n", "2", "--dist", "loadfile"]
    )  # files side by side
    return _child(place, "-m", "pytest", *spread, *marks, *chosen)


def check(words: Sequence[str], display: bool) -> int:
    """The gates alone."""
    return gates.check(_ready(tests=True))


def bench(words: Sequence[str], display: bool) -> int:
    """The figures of speed and memory, as `python -m desk bench` tells them."""
    return _child(_ready(tests=False), "-m", "desk", "bench", *words)


def package(words: Sequence[str], display: bool) -> int:
    """The frozen program, which then tests itself."""
    place = _ready(tests=True)
    return _child(place, str(ROOT / "installer" / "build.py"), *words)


def shots(words: Sequence[str], display: bool) -> int:
    """Pictures of the screens, drawn offscreen."""
    place = _ready(tests=False)
    tool = str(ROOT / "installer" / "shots.py")
    return _child(place, tool, *words, extra={"QT_QPA_PLATFORM": "offscreen"})


def papers(words: Sequence[str], display: bool) -> int:
    """The stored pictures of the printed forms anew; names those that changed, to be looked at."""
    return _child(_ready(tests=True), "-m", "tests.helpers.print_references", *words)


def lock(words: Sequence[str], display: bool) -> int:
    """The lock files anew, by the uv of the environment."""
    place = Environment()
    if not place.python.exists():
        place = _ready(tests=True)
    locking.make(place)
    return 0


VERBS: dict[str, Callable[[Sequence[str], bool], int]] = {
    "run": run,
    "test": test,
    "check": check,
    "bench": bench,
    "package": package,
    "shots": shots,
    "papers": papers,
    "lock": lock,
}
