"""Runs the command line as its users do: a child process, an exit code, one JSON object."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class DeskRun:
    """What one call of `python -m desk` left behind."""

    exit_code: int
    stdout: str
    stderr: str

    @property
    def answer(self) -> dict[str, Any]:
        """The one JSON object on standard output; anything beside it fails the reading test."""
        value = json.loads(self.stdout)
        if not isinstance(value, dict):
            message = f"not one JSON object: {self.stdout[:200]!r}"
            raise TypeError(message)
        return value

    @property
    def error_code(self) -> str:
        """The stable code of a refused call; fails where the call was not refused."""
        code = self.answer["error"]["code"]
        if not isinstance(code, str):
            message = f"error.code is no text: {code!r}"
            raise TypeError(message)
        return code

    def ok(self) -> dict[str, Any]:
        """The answer of a call that must have gone well."""
        assert self.exit_code == 0, f"exit {self.exit_code}\n{self.stdout[-2000:]}\n{self.stderr[-4000:]}"
        return self.answer


def child_environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The tests' own surroundings plus `extra`, with our tree importable and no byte code written."""
    environment = dict(os.environ)
    environment["PYTHONPATH"] = str(ROOT)
    environment["PYTHONDONTWRITEBYTECODE"] = "1"
    environment["PYTHONUTF8"] = "1"
    environment.update(extra or {})
    return environment


def run_desk(
    *arguments: str | Path,
    data: Path | None = None,
    now: str | None = None,
    user: str | None = None,
    lang: str | None = None,
    as_json: bool = True,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    timeout: float = 180,
) -> DeskRun:
    """Calls `python -m desk [--data …] [--now …] [--user …] [--lang …] [--json] arguments…`."""
    words = _words(arguments, {"--data": data, "--now": now, "--user": user, "--lang": lang}, as_json=as_json)
    return run([sys.executable, "-m", "desk", *words], env=env, cwd=cwd, timeout=timeout)


def call_desk(
    *arguments: str | Path,
    data: Path | None = None,
    now: str | None = None,
    user: str | None = None,
    lang: str | None = None,
    as_json: bool = True,
) -> DeskRun:
    """The same call within this process: for what a process of its own adds nothing to."""
    from desk.cli.frame import main

    words = _words(arguments, {"--data": data, "--now": now, "--user": user, "--lang": lang}, as_json=as_json)
    said, complained = StringIO(), StringIO()
    with redirect_stdout(said), redirect_stderr(complained):
        exit_code = main(words)
    return DeskRun(exit_code, said.getvalue(), complained.getvalue())


def _words(
    arguments: Sequence[str | Path], options: Mapping[str, str | Path | None], *, as_json: bool
) -> list[str]:
    given = [word for name, value in options.items() if value is not None for word in (name, str(value))]
    return [*given, *(["--json"] if as_json else []), *map(str, arguments)]


def run(
    command: Sequence[str],
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    timeout: float = 180,
) -> DeskRun:
    """Runs any command in the tests' surroundings and keeps what it said as UTF-8 text."""
    done = subprocess.run(
        command,
        check=False,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        env=child_environment(env),
        cwd=cwd or ROOT,
        timeout=timeout,
    )
    return DeskRun(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8", "replace"))
