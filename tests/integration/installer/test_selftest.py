"""The self-test of the packaged program, run from source: it must pass, and it must be able to fail."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.helpers.cli import ROOT, run


def selftest(target: Path, **env: str) -> int:
    """Runs the self-test in a child process, as the packaged program does."""
    return run([sys.executable, "-m", "ui.selftest", str(target)], env=env, timeout=300).exit_code


def test_the_program_proves_itself(tmp_path: Path) -> None:
    exit_code = selftest(tmp_path / "found.json")
    found = json.loads((tmp_path / "found.json").read_text("utf-8"))
    assert (exit_code, found["failure"]) == (0, None)
    assert found["ok"] is True
    assert found["receipt"]["kinds"] == ["receipt", "code"]
    sources = [path for room in ("desk", "models", "ui") for path in (ROOT / room).rglob("*.py")]
    sources = [path for path in sources if path.name != "env.py"]  # Alembic runs it inside a migration
    names = {".".join(path.relative_to(ROOT).with_suffix("").parts) for path in sources}
    assert {name for name in names if not name.endswith("__init__")} <= set(found["modules"])


def test_a_program_without_its_reading_model_fails_the_self_test(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from scanning.words import ready; ready._folders = lambda: [];"
        "from ui.selftest import selftest; sys.exit(selftest(Path(sys.argv[1])))"
    )
    done = run([sys.executable, "-c", code, str(tmp_path / "found.json")], timeout=300)
    found = json.loads((tmp_path / "found.json").read_text("utf-8"))
    assert done.exit_code == 1
    assert found["ok"] is False
    assert "missing beside the program: ocr" in found["failure"]
