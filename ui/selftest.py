"""The packaged program proves itself: every module, an office, a digitised page, a receipt, the window.

`QuayMotCua --selftest FILE` runs it on a temporary folder, without a display and without touching the
clerk's data, and writes what it found as JSON. From source: `python -m ui.selftest FILE`.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import pkgutil
import platform
import sys
import tempfile
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk.services import DeskServices

ROOMS = ("desk", "models", "printing", "resources", "scanning", "ui")
NOT_IMPORTED = "models.migrations.env"  # Alembic runs it as a script when an office is made
PROCEDURE = "1.004873"
MOMENT = "2026-11-23T09:41:00+07:00"
PAGE, WORD = "to-khai-1.jpg", "TỜ KHAI"
CARD = "the-can-cuoc.jpg"
LIBRARIES = (
    "PySide6",
    "sqlalchemy",
    "sqlcipher3",
    "cv2",
    "numpy",
    "zxingcpp",
    "tesserocr",
    "pikepdf",
    "onnxruntime",
    "zeroconf",
)


class SelftestError(Exception):
    """Something of the packaged program does not work; the message says what."""


@dataclass(slots=True)
class Findings:
    """What the self-test saw; `write` leaves it as JSON even when a step failed."""

    found: dict[str, Any] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    def step(self, name: str, work: Callable[[], Any]) -> None:
        """Does one step and keeps its answer and time under `name`."""
        started = time.perf_counter()
        self.found[name] = work()
        self.seconds[name] = round(time.perf_counter() - started, 2)

    def write(self, target: Path, failure: str | None) -> None:
        """Leaves everything in one file."""
        body = {"ok": failure is None, "failure": failure, **self.found, "step_seconds": self.seconds}
        target.write_text(json.dumps(body, ensure_ascii=False, indent=1, default=str), "utf-8")


def selftest(target: Path) -> int:
    """Runs every step, writes the findings to `target`, answers 0 where all is well and 1 otherwise."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    findings = Findings()
    failure: str | None = None
    with tempfile.TemporaryDirectory(prefix="qmc-selftest-", ignore_cleanup_errors=True) as folder:
        try:
            _run(findings, Path(folder) / "Hồ sơ thử")
        except Exception:  # the findings must say what failed, whatever it was
            failure = traceback.format_exc()
    findings.write(target, failure)
    return 1 if failure else 0


def _run(findings: Findings, folder: Path) -> None:
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance() or QApplication(["selftest"])
    folder.mkdir()
    findings.step("versions", _versions)
    findings.step("modules", import_all)
    findings.step("beside", _beside)
    findings.step("office", lambda: _office(folder / "office"))
    services = _services(folder / "office")
    findings.step("card", lambda: _card(services))
    findings.step("received", lambda: _receive(services))
    findings.step("receipt", lambda: _receipt(services, findings.found["received"]["code"], folder))
    findings.step("window", lambda: paint_window(services, folder / "window.png"))
    application.processEvents()


def _versions() -> dict[str, str]:
    """The program's Python and libraries; a library that cannot be loaded fails here by its name."""
    versions = {"python": platform.python_version(), "system": platform.platform(), "program": sys.executable}
    for name in LIBRARIES:
        module = importlib.import_module(name)
        versions[name] = str(getattr(module, "__version__", "there"))
    return versions


def import_all() -> list[str]:
    """Imports every module of the six rooms and answers their names."""
    names = []
    for room in ROOMS:
        package = importlib.import_module(room)
        names.append(room)
        names += [found.name for found in pkgutil.walk_packages(package.__path__, f"{room}.")]
    names = [name for name in names if name != NOT_IMPORTED and not name.endswith(".__main__")]
    for name in names:
        importlib.import_module(name)
    starts = (f"{room}.__main__" for room in ("desk", "ui", "ui.trial"))  # found, not run
    return names + [name for name in starts if importlib.util.find_spec(name) is not None]


def _beside() -> dict[str, Any]:
    """What lies beside the code and is missed only when it is needed: faces, models, printing fonts."""
    from ui.theme_fonts import load_fonts

    ocr = importlib.import_module("scanning.words.ready").ocr_status()
    found: dict[str, Any] = {
        "screen_fonts": list(load_fonts()),
        "orientation_model": importlib.import_module("scanning.steps.orient").model_path(),
        "corner_net": importlib.import_module("scanning.finding.net").usable(),
        "second_look": importlib.import_module("scanning.finding.second_look").usable(),
        "ocr": ocr.code if ocr.available else None,
        "print_face": importlib.import_module("printing.fonts").face("serif").family,
    }
    missing = [name for name, value in found.items() if not value]
    if missing:
        message = f"missing beside the program: {', '.join(missing)}"
        raise SelftestError(message)
    return found


def _office(data: Path) -> str:
    from desk.office.bootstrap import create_office

    return create_office(data, training=True).schema


def _services(data: Path) -> DeskServices:
    from desk.clock import parse_moment
    from desk.office.bootstrap import open_office
    from desk.services import DeskServices

    return DeskServices(open_office(data, now=parse_moment(MOMENT)))


def _card(services: DeskServices) -> str:
    """Reads the sample identity card's QR; only its length is told."""
    from resources import path

    card = services.read_card(path("sample", CARD))
    if card is None or len(card.number) != 12:
        message = "the sample card was not read"
        raise SelftestError(message)
    return "read"


def _receive(services: DeskServices) -> dict[str, Any]:
    """Receives a dossier with one photographed sample page; it must become a PDF whose words can be found."""
    from resources import path

    received = services.receive(
        {
            "channel": "direct",
            "procedure": PROCEDURE,
            "applicant": {"full_name": "NGUYỄN THỊ MẪU", "id_number": "999190000001"},
            "components": [{"no": 1, "kind": "original", "pages": [str(path("sample", PAGE))]}],
        }
    )
    attachment = received.attachments[0]
    head = Path(attachment.file).read_bytes()[:5]
    if head != b"%PDF-" or attachment.pages != 1:
        message = f"the digitised page is no PDF of one page: {head!r}, {attachment.pages}"
        raise SelftestError(message)
    text = _text_of(Path(attachment.file))
    if WORD not in text.upper():
        message = f"OCR read nothing of the page: {text[:80]!r}"
        raise SelftestError(message)
    return {
        "code": received.code,
        "due_at": received.due_at,
        "bytes": attachment.bytes,
        "words": len(text.split()),
    }


def _text_of(pdf: Path) -> str:
    """The text layer, read by PDFium: another program than the one that wrote it."""
    pdfium = importlib.import_module("pypdfium2")
    document = pdfium.PdfDocument(str(pdf))
    try:
        text = document[0].get_textpage().get_text_range()
        return str(text)
    finally:
        document.close()


def _receipt(services: DeskServices, code: str, folder: Path) -> dict[str, Any]:
    """Prints the receipt, looks at it at the sharpness of a label printer and reads its QR back."""
    from PySide6.QtGui import QImage

    pdf = services.receipt_pdf(code, "a5")
    drawn = services.raster(pdf, 203)
    image = QImage(drawn.rgb, drawn.width, drawn.height, drawn.width * 3, QImage.Format.Format_RGB888)
    picture = folder / "bien-nhan.png"
    image.save(str(picture))
    texts = [one.text for one in services.read_codes(picture)]
    told = [services.recognise(text) for text in texts]
    services.readers.ports()  # the serial ports' package is there
    if not any(code in text for text in texts):
        message = f"the receipt of {code} reads back as {texts}"
        raise SelftestError(message)
    return {"bytes": len(pdf), "codes": texts, "kinds": [one.kind for one in told]}


def paint_window(services: DeskServices, picture: Path) -> dict[str, Any]:
    """Opens the whole window offscreen, waits for its first paint and keeps a picture of it."""
    from PySide6.QtCore import QEventLoop, QTimer

    from ui.main import make_window

    failures: list[str] = []
    sys.excepthook = lambda kind, error, _trace: failures.append(f"{kind.__name__}: {error}")
    started = time.perf_counter()
    window = make_window(services)
    waiting = QEventLoop()
    window.painted.connect(waiting.quit)
    QTimer.singleShot(20_000, waiting.quit)
    window.resize(1366, 768)
    window.show()
    waiting.exec()
    seconds = time.perf_counter() - started
    shot = window.grab()
    shot.save(str(picture))
    colours = {shot.toImage().pixel(x, y) for x in range(0, 1366, 31) for y in range(0, 768, 31)}
    window.close()
    sys.excepthook = sys.__excepthook__
    if failures or len(colours) < 4:
        message = f"the window did not paint: {failures or 'one colour'}"
        raise SelftestError(message)
    return {"first_paint_seconds": round(seconds, 2), "size": [shot.width(), shot.height()]}


if __name__ == "__main__":
    sys.exit(selftest(Path(sys.argv[1])))
