"""The virtual environment `.venv` beside dev.py: made once, filled from the lock, then left alone."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from devkit import debian
from devkit.talk import SetupError, long_step, say

ROOT = Path(__file__).resolve().parents[2]
KEPT = {"pip", "setuptools", "wheel"}


@dataclass(frozen=True, slots=True)
class Environment:
    """The folder of the environment and the two lock files it is filled from."""

    folder: Path = ROOT / ".venv"
    run_lock: Path = ROOT / "requirements.lock"
    test_lock: Path = ROOT / "requirements-dev.lock"

    @property
    def python(self) -> Path:
        """The environment's interpreter."""
        inside = Path("Scripts/python.exe") if os.name == "nt" else Path("bin/python")
        return self.folder / inside

    @property
    def stamp(self) -> Path:
        """The file that says what the environment was filled with."""
        return self.folder / ".filled.json"

    def locks(self, *, tests: bool) -> tuple[Path, ...]:
        """What is installed: `run` needs the first file only, `test` both."""
        return (self.run_lock, self.test_lock) if tests else (self.run_lock,)


def wanted_stamp(environment: Environment, *, tests: bool) -> dict[str, str]:
    """What the stamp says when nothing is left to do."""
    said = {"python": ".".join(map(str, sys.version_info[:3])), "prefix": sys.base_prefix}
    for lock in environment.locks(tests=tests):
        said[lock.name] = hashlib.sha256(lock.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
    return said


def read_stamp(environment: Environment) -> dict[str, str]:
    """What the stamp says, or nothing where it is missing or unreadable."""
    try:
        said = json.loads(environment.stamp.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


def is_ready(environment: Environment, *, tests: bool) -> bool:
    """True where the environment already holds everything; costs one small file read."""
    if not environment.python.exists():
        return False
    said = read_stamp(environment)
    return all(said.get(key) == value for key, value in wanted_stamp(environment, tests=tests).items())


def ensure(environment: Environment, *, tests: bool) -> None:
    """Makes and fills the environment where needed.

    Every package is installed with its hash and without asking for others, so the lock is the whole
    truth. An environment that once got the test packages keeps them.
    """
    if is_ready(environment, tests=tests):
        return
    if not debian.has_venv():
        message = "This Python has no venv module; install a complete Python from python.org."
        raise SetupError(message, exit_code=2)
    said = read_stamp(environment)
    wanted = wanted_stamp(environment, tests=tests)
    if not environment.python.exists() or said.get("python") != wanted["python"]:
        _make(environment)
    tests = tests or environment.test_lock.name in said
    environment.stamp.unlink(missing_ok=True)
    _fill(environment, tests=tests)
    environment.stamp.write_text(json.dumps(wanted_stamp(environment, tests=tests), indent=1), "utf-8")


def _make(environment: Environment) -> None:
    if environment.folder.exists():
        say(f"· {environment.folder.name} belongs to another Python or is unfinished: making it anew")
        shutil.rmtree(environment.folder)
    long_step("making the virtual environment .venv", [sys.executable, "-m", "venv", str(environment.folder)])


def _fill(environment: Environment, *, tests: bool) -> None:
    command = [str(environment.python), "-m", "pip", "install", "--disable-pip-version-check"]
    command += ["--no-deps", "--require-hashes", "--only-binary", ":all:", "--no-compile"]
    for lock in environment.locks(tests=tests):
        command += ["-r", str(lock)]
    names = " and ".join(lock.name for lock in environment.locks(tests=tests))
    long_step(
        f"installing the locked packages ({names}); the first time takes minutes",
        command,
        env=clean_environ(),
    )
    strangers = _strangers(environment, tests=tests)
    if strangers:
        long_step(
            f"removing packages that left the lock: {' '.join(strangers)}",
            [str(environment.python), "-m", "pip", "uninstall", "-y", "-q", *strangers],
            env=clean_environ(),
        )


def _strangers(environment: Environment, *, tests: bool) -> list[str]:
    """Installed packages that no lock names any more."""
    pattern = "Lib/site-packages" if os.name == "nt" else "lib/python*/site-packages"
    found = [path.name for site in environment.folder.glob(pattern) for path in site.glob("*.dist-info")]
    installed = {normal(name.split("-")[0]) for name in found}
    locked = {name for lock in environment.locks(tests=tests) for name in locked_names(lock)}
    return sorted(installed - locked - KEPT)


def locked_names(lock: Path) -> set[str]:
    """The distributions a lock file names."""
    return {
        normal(match[1]) for match in re.finditer(r"^([A-Za-z0-9][\w.-]*)==", lock.read_text("utf-8"), re.M)
    }


def normal(name: str) -> str:
    """A distribution's name as PEP 503 compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def clean_environ() -> dict[str, str]:
    """The caller's environment without what would lead a child to another Python or other packages."""
    dropped = {"PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV", "PIP_REQUIRE_VIRTUALENV", "PIP_TARGET", "PIP_USER"}
    kept = {key: value for key, value in os.environ.items() if key not in dropped}
    return {**kept, "PYTHONUTF8": "1"}
