"""Takes pictures of the window for README and reviewers: real screens over a real training office.

`python3 dev.py shots [FOLDER]`: makes an office with three thousand dossiers, opens each screen
offscreen at 1366×768 and at 1093×560, and writes PNG files (default folder `build/shots`).
`python3 dev.py shots --all [--out FOLDER]`: every screen and state in both languages, three themes, four
sizes and larger text (`python -m ui.shots`).
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from ui.shell.window import Shell

MOMENT = "2026-11-20T10:12:00+07:00"
SIZES = ((1366, 768), (1093, 560))
SCREENS = ("home", "reception", "returns", "closing")
SETTLED_MS = 1500


def main(words: list[str]) -> int:
    """Takes every picture and names it."""
    if any(word.startswith("--") for word in words):
        from ui.shots import main as matrix

        return matrix(words)
    target = Path(words[0]) if words else ROOT / "build" / "shots"
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="qmc-shots-", ignore_cleanup_errors=True) as folder:
        for file in take(Path(folder) / "office", target):
            print(file)
    return 0


def take(data: Path, target: Path) -> list[Path]:
    """Opens the window on a made-up office and keeps each screen in each size."""
    from PySide6.QtWidgets import QApplication

    from desk.clock import parse_moment
    from desk.office.bootstrap import open_office
    from desk.services import DeskServices
    from desk.trial.make_office import make_office
    from ui.main import make_window

    app = QApplication(["shots"])
    now = parse_moment(MOMENT)
    make_office(data, dossiers=3000, years=1, seed=7, now=now)
    window = make_window(DeskServices(open_office(data, now=now)))
    window.show()
    files = []
    for screen in SCREENS:
        window.go(screen)
        for width, height in SIZES:
            window.resize(width, height)
            settle(app)
            files.append(keep(window, target / f"{screen}-{width}x{height}.png"))
    window.close()
    return files


def settle(app: QApplication) -> None:
    """Lets background answers arrive and be painted."""
    from PySide6.QtCore import QEventLoop, QTimer

    waiting = QEventLoop(app)
    QTimer.singleShot(SETTLED_MS, waiting.quit)
    waiting.exec()


def keep(window: Shell, file: Path) -> Path:
    """Writes what the window shows now."""
    window.grab().save(str(file))
    return file


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
