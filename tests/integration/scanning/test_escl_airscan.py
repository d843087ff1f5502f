"""The network scanner our tests scan from is one: an independent client, sane-airscan, scans from it too."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from scanning.devices.driver import ScannedPage, ScannerInfo, ScanSettings
from scanning.devices.escl import EsclDriver
from tests.helpers.escl_double import EsclDouble, device


def scanimage(double: EsclDouble, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """One call of scanimage that knows this device only and looks for no other."""
    settings = folder / "sane"
    settings.mkdir(exist_ok=True)
    (settings / "dll.conf").write_text("airscan\n")
    (settings / "dll.d").mkdir(exist_ok=True)  # else the system's own list of backends is read too
    (settings / "airscan.conf").write_text(
        f'[devices]\n"QMC" = {double.url}, eSCL\n[options]\ndiscovery = disable\nws-discovery = off\n'
    )
    environ = {**os.environ, "SANE_CONFIG_DIR": str(settings), "LC_ALL": "C.UTF-8", "HOME": str(folder)}
    return subprocess.run(
        ["scanimage", "-d", "airscan:e0:QMC", "--resolution", "75", "--format=png", *words],
        env=environ,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("source", ["Flatbed", "ADF", "ADF Duplex"])
def test_an_independent_client_gets_the_same_pages_as_ours(tmp_path: Path, source: str) -> None:
    ours: list[ScannedPage] = []
    wanted = {"Flatbed": "flatbed", "ADF": "feeder", "ADF Duplex": "duplex"}[source]
    with device(sheets=2) as double:
        area = ("-x", "203.2", "-y", "254")  # eight by ten inches: nothing to round
        once = ("--batch-count=1",) if source == "Flatbed" else ()
        done = scanimage(double, tmp_path, "--source", source, *area, *once, f"--batch={tmp_path}/p%02d.png")
        assert "sane_start: Document feeder out of documents" in done.stderr or source == "Flatbed", (
            done.stderr
        )
        double.load(2)
        EsclDriver(interfaces=()).scan(
            ScannerInfo("escl", double.url, "thử"),
            ScanSettings(source=wanted, dpi=75, width_mm=203.2, height_mm=254),  # type: ignore[arg-type]
            tmp_path,
            page=ours.append,
            cancelled=lambda: False,
        )
    theirs = sorted(tmp_path.glob("p*.png"))
    assert len(theirs) == len(ours) == {"Flatbed": 1, "ADF": 2, "ADF Duplex": 4}[source]
    for one, other in zip(theirs, ours, strict=True):
        with Image.open(one) as their, Image.open(other.file) as our:
            assert their.size == our.size
            assert their.convert("RGB").tobytes() == our.convert("RGB").tobytes()


@pytest.mark.parametrize(
    ("habits", "said"),
    [
        ({"fault_at": 1, "fault": "ScannerAdfJam"}, "Document feeder jammed"),
        ({"fault_at": 1, "fault": "ScannerAdfDoorOpen"}, "Scanner cover is open"),
        ({"feeder": "ScannerAdfEmpty"}, "Document feeder out of documents"),
    ],
)
def test_an_independent_client_understands_its_faults(
    tmp_path: Path, habits: dict[str, object], said: str
) -> None:
    with device(**habits) as double:
        done = scanimage(double, tmp_path, "--source", "ADF", f"--batch={tmp_path}/p%02d.png")
    assert said in done.stderr
