"""The signed numbers are byte-identical in every time zone and locale."""

import json
import os
import subprocess
import sys

import pytest

from desk.record.canonical import canonical
from tests.unit.law.test_tally import count, dossier, step

_PROGRAM = """
import sys
from tests.integration.law.test_same_bytes_everywhere import sample_bytes
sys.stdout.buffer.write(sample_bytes())
"""


def sample_bytes() -> bytes:
    """One tally of mixed dossiers in its canonical form."""
    dossiers = [
        dossier(procedure="2.000815", name="Chứng thực bản sao", field="Chứng thực", channel="online"),
        dossier(step("2026-11-23T16:59", "result_ready", 9, electronic=True), field="Đất đai"),
        dossier(step("2026-11-23T23:30", "result_ready", 9), due="2026-11-24T00:30"),
    ]
    return canonical(count(*dossiers, first="2026-11-23").numbers())


@pytest.mark.parametrize(
    ("zone", "locale"),
    [("UTC", "C"), ("America/Los_Angeles", "tr_TR.UTF-8"), ("Pacific/Kiritimati", "vi_VN.UTF-8")],
)
def test_the_bytes_are_the_same_in_every_zone_and_locale(zone: str, locale: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        env={**os.environ, "TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": "7"},
        capture_output=True,
        check=True,
    )
    assert done.stdout == sample_bytes()
    assert json.loads(done.stdout)["total"]["settled_early"] == 2
