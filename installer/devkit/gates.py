"""The gates before the tests: format, lint, types, import rules. Each one stops the run."""

from __future__ import annotations

import subprocess
import time
from typing import TYPE_CHECKING

from devkit.environment import ROOT, Environment, clean_environ
from devkit.talk import say

if TYPE_CHECKING:
    from collections.abc import Sequence

# Console scripts of the environment, called by their path: import-linter has no `python -m` door.
GATES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("format", ("ruff", "format", "--check", "--quiet", ".")),
    ("lint", ("ruff", "check", "--quiet", ".")),
    ("types", ("mypy",)),
    ("import rules", ("lint-imports",)),
)


def check(environment: Environment) -> int:
    """Runs every gate, tells each one's verdict, and answers 0 where all are open."""
    shut = [name for name, arguments in GATES if not _passes(environment, name, arguments)]
    if shut:
        say(f"shut: {', '.join(shut)}")
    return 1 if shut else 0


def _passes(environment: Environment, name: str, arguments: Sequence[str]) -> bool:
    started = time.monotonic()
    script, *options = arguments
    done = subprocess.run(
        [str(environment.python.parent / script), *options],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        env=clean_environ(),
        cwd=ROOT,
    )
    say(f"· {name}: {'ok' if done.returncode == 0 else 'NOT OK'} ({time.monotonic() - started:.1f} s)")
    if done.returncode != 0:
        say(done.stdout + done.stderr)
    return done.returncode == 0
