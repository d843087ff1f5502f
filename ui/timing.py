"""How long the window takes to stand and how much memory it holds, measured in its own process."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QObject, QTimer

if TYPE_CHECKING:
    from ui.app import Program

_LOADED = time.perf_counter()
HEAVY = ("cv2", "reportlab", "sqlalchemy", "onnxruntime", "tesserocr", "pikepdf", "numpy", "PIL", "pypdfium2")


def process_age() -> float:
    """Seconds since this process started; where the system does not tell, since this module was loaded."""
    try:
        fields = Path("/proc/self/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        up = float(Path("/proc/uptime").read_text(encoding="ascii").split()[0])
        import os

        return up - int(fields[19]) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, AttributeError, IndexError):
        return time.perf_counter() - _LOADED


def resident_mb() -> float:
    """Resident memory of this process in MB; 0 where the system does not tell."""
    try:
        for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmRSS:"):
                return round(int(line.split()[1]) / 1024, 1)
    except OSError:
        return 0.0
    return 0.0


class Stopwatch(QObject):
    """Waits for the first paint and for the window to come to rest, writes the figures, quits."""

    def __init__(
        self, program: Program, file: Path | None, *, idle_seconds: float = 1.0, spent: float = 0.0
    ) -> None:
        super().__init__(program.window)
        self._program, self._file, self._idle, self._spent = program, file, idle_seconds, spent
        self.found: dict[str, float | list[str]] = {}
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.timeout.connect(self._at_rest)

    def start(self) -> None:
        """Begin to watch."""
        self._program.window.painted.connect(self._on_painted)

    def _on_painted(self) -> None:
        self.found["paint_ms"] = round((process_age() - self._spent) * 1000, 1)
        self.found["paint_cpu_ms"] = round(time.process_time() * 1000, 1)
        self.found["paint_rss_mb"] = resident_mb()
        self.found["loaded_before_paint"] = [name for name in HEAVY if name in sys.modules]
        self._wait.start(round(self._idle * 1000))

    def _at_rest(self) -> None:
        if self._program.runner.running:
            self._wait.start(50)
            return
        self.found["rss_mb"] = resident_mb()
        self.found["loaded_at_rest"] = [name for name in HEAVY if name in sys.modules]
        if self._file is not None:
            self._file.write_text(json.dumps(self.found), encoding="utf-8")
        self._program.window.close()
        self._program.app.quit()


def _make_where_missing(data: Path) -> float:
    """Make a training office in a child process; return the seconds that took."""
    from desk.office.paths import DataPaths

    if DataPaths(data.absolute()).config.is_file():
        return 0.0
    started = time.perf_counter()
    words = [sys.executable, "-m", "desk", "--data", str(data), "init", "--training"]
    subprocess.run(words, check=True, capture_output=True)
    return time.perf_counter() - started


def first_paint(data: str | Path, idle_seconds: float = 0.0) -> dict[str, float | list[str]]:
    """Open the window on a training office in `data` once: `paint_ms`, `paint_rss_mb`, `rss_mb` at rest.

    A missing office is made by another process, as it is made once and the window opened every day.
    """
    from ui.features import without_features

    without_features()
    from ui.app import Program, make_app
    from ui.main import Look
    from ui.opening import OfficeWish

    spent = _make_where_missing(Path(data))
    app = make_app()
    program = Program(app, OfficeWish(Path(data), training=True), Look())
    watch = Stopwatch(program, None, idle_seconds=idle_seconds, spent=spent)
    watch.start()
    ended = QEventLoop()
    watch.destroyed.connect(ended.quit)
    app.aboutToQuit.connect(ended.quit)
    program.window.resize(1366, 768)
    program.window.show()
    QTimer.singleShot(60_000, ended.quit)
    while "rss_mb" not in watch.found:
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 100)
    program.close()
    return watch.found
