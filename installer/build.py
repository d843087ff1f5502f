"""Builds the packaged program and refuses one that does not work.

Run by `python3 dev.py package` inside the locked environment. Gathers what comes from the system
(Liberation fonts, OCR data, licence texts), calls PyInstaller, then starts the built program's own
self-test and compares what it found with the source tree and with the budgets below.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build"
PROGRAM = ROOT / "dist" / "QuayMotCua"
ROOMS = ("desk", "models", "printing", "resources", "scanning", "ui")
MOST_MEGABYTES = 590  # with OCR, ONNX, SQLCipher, PDF and PostgreSQL libraries in
FORBIDDEN = re.compile(
    r"Qt6?(WebEngine|Quick|Qml|Multimedia|3D|Charts|Designer|Pdf)|opengl32sw|videoio_ffmpeg"
)
# Shipped by their makers with debugging symbols, a tenth of the folder; the self-test runs after stripping.
WITH_SYMBOLS = ("libpython*.so*", "sqlcipher3/*.so", "fontTools/**/*.so", "sqlalchemy/**/*.so", "yaml/*.so")
FONT_FOLDERS = (Path("/usr/share/fonts/truetype/liberation2"), Path("/usr/share/fonts/truetype/liberation"))
TESSDATA_FOLDERS = (
    Path(os.environ.get("QMC_TESSDATA", ROOT / ".cache")),
    ROOT / ".cache" / "tessdata",
    Path("/usr/share/tesseract-ocr/5/tessdata"),
)
SYSTEM_LICENCES = ("fonts-liberation2", "fonts-liberation", "tesseract-ocr-vie", "tesseract-ocr-osd")


class BuildError(Exception):
    """The packaged program is not fit to be handed out; the message says why."""


def main(words: list[str]) -> int:
    """Builds, tests, reports; `--keep` tests the folder that is already there."""
    try:
        if "--keep" not in words:
            build()
        report = try_out()
    except BuildError as failure:
        print(f"NOT OK: {failure}", file=sys.stderr)
        return 1
    print(json.dumps(report, indent=1, ensure_ascii=False))
    print(f"The program lies in {PROGRAM}")
    return 0


def build() -> None:
    """Calls PyInstaller on the one spec."""
    gathered = BUILD / "gathered"
    shutil.rmtree(gathered, ignore_errors=True)
    shutil.rmtree(PROGRAM, ignore_errors=True)
    environment = {
        **os.environ,
        "QMC_BUILD_FONTS": str(gather_fonts(gathered / "fonts")),
        "QMC_BUILD_TESSDATA": str(gather_tessdata(gathered / "tessdata")),
        "QMC_BUILD_LICENCES": str(gather_licences(gathered / "licences")),
        "PYTHONHASHSEED": "1",
    }
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--distpath", str(ROOT / "dist"), "--workpath", str(BUILD / "work")]
    started = time.monotonic()
    print("· freezing; this takes a minute or two", flush=True)
    done = subprocess.run(
        [*command, str(ROOT / "installer" / "quaymotcua.spec")], check=False, env=environment
    )
    if done.returncode != 0:
        raise BuildError("PyInstaller stopped; its words stand above")
    slim()
    print(f"    done in {time.monotonic() - started:.0f} s", flush=True)


def slim() -> None:
    """Takes debugging symbols out of the few libraries that bring them (Linux only)."""
    strip = shutil.which("strip")
    if strip is None or os.name == "nt":
        return
    for pattern in WITH_SYMBOLS:
        for file in (PROGRAM / "_internal").glob(pattern):
            subprocess.run([strip, "--strip-debug", str(file)], check=True)


def gather_fonts(target: Path) -> Path:
    """Liberation, the printing face of machines without Times New Roman."""
    target.mkdir(parents=True)
    for folder in FONT_FOLDERS:
        files = [file for kind in ("Serif", "Sans") for file in folder.glob(f"Liberation{kind}-*.ttf")]
        if files:
            for file in files:
                shutil.copy2(file, target)
            return target
    raise BuildError("Liberation fonts are missing: python3 dev.py package installs them on Debian")


def gather_tessdata(target: Path) -> Path:
    """The Vietnamese reading model, and Tesseract's orientation model where there is one."""
    target.mkdir(parents=True)
    for name in ("vie.traineddata", "osd.traineddata"):
        found = next((folder / name for folder in TESSDATA_FOLDERS if (folder / name).is_file()), None)
        if found is not None:
            shutil.copy2(found, target)
    if not (target / "vie.traineddata").exists():
        raise BuildError("vie.traineddata is missing: name its folder in QMC_TESSDATA")
    return target


def gather_licences(target: Path) -> Path:
    """The licence texts of everything that travels along, one file or folder per package."""
    target.mkdir(parents=True)
    for distribution in metadata.distributions():
        texts = [
            file
            for file in distribution.files or ()
            if re.search(r"(licen[cs]e|copying|notice)", file.name, re.I)
        ]
        for text in texts:
            source = Path(str(distribution.locate_file(text)))
            if source.is_file() and source.suffix not in {".py", ".pyc"}:
                folder = target / distribution.metadata["Name"]
                folder.mkdir(exist_ok=True)
                shutil.copyfile(source, folder / source.name)
    for package in SYSTEM_LICENCES:
        text = Path("/usr/share/doc") / package / "copyright"
        if text.is_file():
            shutil.copyfile(text, target / f"{package}.txt")
    return target


def try_out() -> dict[str, object]:
    """Lets the built program test itself and holds it against tree and budgets."""
    file = BUILD / "selftest.json"
    file.unlink(missing_ok=True)
    started = time.monotonic()
    print("· the built program tests itself", flush=True)
    name = "QuayMotCua.exe" if os.name == "nt" else "QuayMotCua"
    done = subprocess.run(
        [str(PROGRAM / name), "--selftest", str(file)],
        check=False,
        env=bare_environment(),
        cwd=BUILD,
        timeout=600,
        capture_output=True,
        text=True,
    )
    if done.returncode != 0 or not file.exists():
        told = json.loads(file.read_text("utf-8"))["failure"] if file.exists() else ""
        raise BuildError(f"the self-test ended with {done.returncode}\n{told}{done.stdout}{done.stderr}")
    report: dict[str, object] = json.loads(file.read_text("utf-8"))
    missing = source_modules() - {str(name) for name in report.pop("modules")}  # type: ignore[attr-defined]
    if missing:
        raise BuildError(f"modules left out of the program: {sorted(missing)}")
    return {**report, "seconds": round(time.monotonic() - started, 1), "due": ask_command_line(), **weigh()}


def ask_command_line() -> str:
    """One question to the command line in the same folder: a term over a weekend, by the shipped calendar."""
    name = "qmc.exe" if os.name == "nt" else "qmc"
    words = [
        "--json",
        "due",
        "--limit",
        "3",
        "--unit",
        "working_day",
        "--received",
        "2026-06-05T09:00:00+07:00",
    ]
    done = subprocess.run(
        [str(PROGRAM / name), *words],
        check=False,
        env=bare_environment(),
        cwd=BUILD,
        timeout=60,
        capture_output=True,
        encoding="utf-8",
    )
    due = str(json.loads(done.stdout).get("due_at")) if done.returncode == 0 else done.stdout + done.stderr
    if due != "2026-06-10T17:00:00+07:00":
        raise BuildError(f"the command line answers {due!r} instead of Wednesday at closing time")
    return due


def bare_environment() -> dict[str, str]:
    """No display, no Python, no fonts or OCR data of this machine by name: only what the folder brings."""
    dropped = ("PYTHON", "QMC_", "VIRTUAL_ENV", "QT_")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(dropped)}
    return {**kept, "QT_QPA_PLATFORM": "offscreen"}


def source_modules() -> set[str]:
    """Every module of the six rooms, by name, but Alembic's environment script, which is no module."""
    found = set()
    for path in (file for room in ROOMS for file in (ROOT / room).rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found.add(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return found - {"models.migrations.env"}


def weigh() -> dict[str, object]:
    """Size and number of files; refuses what is too heavy or carries what it must not."""
    files = [path for path in PROGRAM.rglob("*") if path.is_file() and not path.is_symlink()]
    megabytes = round(sum(path.stat().st_size for path in files) / 1e6, 1)
    strangers = [path.name for path in files if FORBIDDEN.search(path.name)]
    if strangers:
        raise BuildError(f"files that no screen uses: {strangers}")
    if megabytes > MOST_MEGABYTES:
        raise BuildError(f"{megabytes} MB, more than {MOST_MEGABYTES}")
    return {"megabytes": megabytes, "files": len(files)}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
