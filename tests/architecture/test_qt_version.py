"""The pinned PySide6 survives many signals on this Python (6.12.0 aborts on 3.10 and 3.11)."""

from __future__ import annotations

import subprocess
import sys

EMIT = """
from PySide6.QtCore import QCoreApplication, QObject, Signal

class Bell(QObject):
    rang = Signal(bool)

application = QCoreApplication([])
heard = []
bell = Bell()
bell.rang.connect(heard.append)
for n in range(10_000):
    bell.rang.emit(n % 2 == 0)
print(len(heard), sum(heard))
"""


def test_ten_thousand_signals_do_not_kill_the_interpreter() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "faulthandler", "-c", EMIT],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (done.returncode, done.stdout.split(), done.stderr) == (0, ["10000", "5000"], "")
