"""`python -m tests.helpers.citizen_child FOLDER`: the program on two screens; says where it stands."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desk.office.citizen_screen import CitizenScreen, save_screen
from desk.office.looks import Look
from tests.helpers.office_window import NOW
from ui.app import Program, make_app
from ui.citizen.monitors import remembered
from ui.opening import OfficeWish


def main(data: Path) -> None:
    """Open, choose the second screen, type; print what was found."""
    app = make_app()
    program = Program(app, OfficeWish(data, now=NOW), Look())
    clerk = next(one for one in QGuiApplication.screens() if one.name() == "CLERK")
    program.window.setGeometry(clerk.geometry())
    program.window.show()
    program.window.activateWindow()
    _settle(program)
    before = program.citizen.window is not None
    wall = next(one for one in program.citizen.monitors.all() if one.name == "WALL")
    save_screen(data, remembered(CitizenScreen(on=True), wall))
    program.window.go("reception")
    _settle(program)
    field = QApplication.focusWidget()
    program.citizen.load()
    _settle(program)
    window = program.citizen.window
    assert window is not None
    assert field is not None
    keys = QApplication.focusWidget() is field and program.window.isActiveWindow()
    QTest.keyClicks(field, "999")
    rect = window.geometry()
    told = {
        "before": before,
        "clerk": program.window.screen().name(),
        "citizen": {
            "screen": window.screen().name(),
            "rect": [rect.x(), rect.y(), rect.width(), rect.height()],
        },
        "keys": keys,
        "typed": field.property("text"),
    }
    program.window.replaced = True
    program.window.close()
    program.close()
    sys.stdout.write(json.dumps(told))


def _settle(program: Program) -> None:
    calm = 0
    while calm < 5:
        QApplication.processEvents()
        calm = 0 if program.runner.running else calm + 1


if __name__ == "__main__":
    main(Path(sys.argv[1]))
