"""The packaged program, built as it is handed out."""

from __future__ import annotations

import json
import sys

from tests.helpers.cli import ROOT, run


def test_the_packaged_program_is_built_and_proves_itself() -> None:
    done = run([sys.executable, str(ROOT / "installer" / "build.py")], timeout=1200)
    assert done.exit_code == 0, done.stdout[-3000:] + done.stderr[-3000:]
    report = json.loads(done.stdout[done.stdout.index("{") : done.stdout.rindex("}") + 1])
    assert report["ok"] is True
    assert report["megabytes"] <= 590
