"""Debian and Ubuntu packages: which are missing, and how they come.

A need is a tuple of names, because the same library is called differently from release to release
(`libglib2.0-0`, since 2024 `libglib2.0-0t64`). Any one of them installed is enough.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from devkit.talk import SetupError, long_step

if TYPE_CHECKING:
    from collections.abc import Iterable

Need = tuple[str, ...]

# What the window, OCR and printing load. Found by asking the loader (ldd) of Qt's own plugins.
RUN: tuple[Need, ...] = (
    ("ca-certificates",),
    ("libegl1",),
    ("libgl1",),
    ("libglib2.0-0t64", "libglib2.0-0"),
    ("libfontconfig1",),
    ("libfreetype6",),
    ("libdbus-1-3",),
    ("libxkbcommon0",),
    ("libxkbcommon-x11-0",),
    ("libx11-6",),
    ("libx11-xcb1",),
    ("libxcb-cursor0",),
    ("libxcb-icccm4",),
    ("libxcb-image0",),
    ("libxcb-keysyms1",),
    ("libxcb-randr0",),
    ("libxcb-render-util0",),
    ("libxcb-render0",),
    ("libxcb-shape0",),
    ("libxcb-shm0",),
    ("libxcb-sync1",),
    ("libxcb-util1",),
    ("libxcb-xfixes0",),
    ("libxcb-xkb1",),
    ("libxcb-glx0",),
    ("libcups2t64", "libcups2"),
    ("tesseract-ocr-vie",),
    ("tesseract-ocr-osd",),
    ("fonts-liberation2", "fonts-liberation"),
)

# What only the tests use: real database server, X screen, a screen reader's bus, spooler, test scanner,
# independent readers; and objcopy and strip for the packaged program, which the tests build.
TEST: tuple[Need, ...] = (
    ("postgresql",),
    ("xvfb",),
    ("xdotool",),
    ("xkb-data",),
    ("at-spi2-core",),
    ("dbus",),
    ("dbus-daemon", "dbus"),
    ("gir1.2-atspi-2.0",),
    ("python3-gi",),
    ("cups",),
    ("tesseract-ocr",),
    ("sane-utils",),
    ("libheif-examples",),
    ("sane-airscan",),
    ("poppler-utils",),
    ("fonts-noto-core",),
    ("tzdata",),
    ("git",),
    ("binutils",),
)


def is_debian() -> bool:
    """True where dpkg keeps the books."""
    return sys.platform.startswith("linux") and shutil.which("dpkg-query") is not None


def is_root() -> bool:
    """True where apt-get may be called as it is."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def missing(needs: Iterable[Need]) -> tuple[Need, ...]:
    """The needs of which no name is installed; one quick look at dpkg's books, apt is not asked."""
    wanted = tuple(needs)
    names = sorted({name for need in wanted for name in need})
    listed = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *names],
        check=False,
        capture_output=True,
        text=True,
    ).stdout
    there = {line.split()[0] for line in listed.splitlines() if line.endswith(" installed")}
    return tuple(need for need in wanted if there.isdisjoint(need))


def ensure(needs: Iterable[Need], purpose: str) -> None:
    """Installs what is missing as root; else prints the exact line to type.

    Raises:
        SetupError: not root, exit code 2; or apt-get failed, exit code 3.
    """
    if not is_debian():
        return
    lacking = missing(needs)
    if not lacking:
        return
    if not is_root():
        raise SetupError(line_to_type(lacking, purpose), exit_code=2)
    long_step("reading Debian's package lists", ["apt-get", "update", "-q"])
    names = [_known_name(need) for need in lacking]
    long_step(
        f"installing {len(names)} Debian packages {purpose}: {' '.join(names)}",
        ["apt-get", "install", "-y", "-q", "--no-install-recommends", *names],
        env=_apt_environment(),
    )


def line_to_type(lacking: Iterable[Need], purpose: str) -> str:
    """The one line a person with sudo types, and why."""
    names = " ".join(_known_name(need) for need in lacking)
    return (
        f"Some Debian packages {purpose} are missing. Type this line, then start again:\n\n"
        f"    sudo apt-get update && sudo apt-get install -y --no-install-recommends {names}\n"
    )


def _known_name(need: Need) -> str:
    """The name this release knows; the last one where apt cannot tell."""
    for name in need[:-1]:
        shown = subprocess.run(["apt-cache", "show", name], check=False, capture_output=True)
        if shown.returncode == 0 and shown.stdout.strip():
            return name
    return need[-1]


def _apt_environment() -> dict[str, str]:
    """No questions; and no freshly installed server is started (invoke-rc.d reads RUNLEVEL)."""
    return {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}


def venv_need() -> tuple[Need, ...]:
    """The package that completes Python: Debian ships it without venv and ensurepip."""
    if has_venv() or not is_debian():
        return ()
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    return (("python3-venv",),) if _is_default_python(version) else ((f"python{version}-venv",),)


def shared_python_need() -> tuple[Need, ...]:
    """Python's shared library: Debian's own Python is linked without it, the packaged program carries it."""
    if not is_debian() or sys.base_prefix != "/usr":
        return ()
    name = f"libpython{sys.version_info[0]}.{sys.version_info[1]}"
    return ((f"{name}t64", name),)


def has_venv() -> bool:
    """True where this Python can make a virtual environment with pip in it."""
    return all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))


def _is_default_python(version: str) -> bool:
    """True where /usr/bin/python3 is the running version, so the unversioned package fits."""
    return os.path.realpath("/usr/bin/python3").endswith(f"python{version}")
