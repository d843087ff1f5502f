"""A 50-megapixel phone photo goes through in bounded memory, measured in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from scanning.scenes.forms import form
from scanning.scenes.scene import scene
from scanning.scenes.scoring import overlap

if TYPE_CHECKING:
    from pathlib import Path

_CHILD = """
import json, sys
import cv2, numpy
from pathlib import Path
from scanning.loading.load import load_image
from scanning.finding.page import find_page
from scanning.steps.clean import rectify, whiten
def peak():  # of this process alone: getrusage would still count the parent's pages
    rows = Path("/proc/self/status")
    return int(rows.read_text().split("VmHWM:")[1].split()[0]) if rows.exists() else 0
before = peak()
loaded = load_image(Path(sys.argv[1]))
quad = find_page(loaded.bgr)
whiten(rectify(loaded.bgr, quad.corners).bgr)
after = peak()
corners = loaded.to_source(quad.corners).tolist()
size = [loaded.width, loaded.height]
print(json.dumps({"before": before, "after": after, "size": size, "corners": corners}))
"""


@pytest.fixture(scope="module")
def big_photo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, np.ndarray]:
    """8160 × 6120 pixels, enlarged from a scene whose corners are known."""
    made = scene("texture", 3, size=(2040, 1530))
    assert made.corners is not None
    large = cv2.resize(made.bgr, (8160, 6120), interpolation=cv2.INTER_LINEAR)
    path = tmp_path_factory.mktemp("big") / "photo.jpg"
    cv2.imencode(".jpg", large, [cv2.IMWRITE_JPEG_QUALITY, 90])[1].tofile(path)
    return path, (made.corners + 0.5) * 4 - 0.5


def test_fifty_megapixels_stay_below_three_hundred_megabytes(big_photo: tuple[Path, np.ndarray]) -> None:
    path, truth = big_photo
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, str(path)], check=True, capture_output=True, text=True, timeout=120
    )
    seen = json.loads(done.stdout)
    assert seen["size"] == [8160, 6120]
    assert (seen["after"] - seen["before"]) / 1024 < 300
    assert overlap(np.array(seen["corners"]), truth) > 0.99


_COUNTER = """
import sys
from pathlib import Path
from scanning.work.digitise import digitise
digitise([Path(sys.argv[1])], Path(sys.argv[2]), workers=1)
print(*sorted({"numpy", "cv2", "onnxruntime", "tesserocr"} & set(sys.modules)))
"""


def test_the_process_that_hands_out_pages_loads_no_imaging_library(tmp_path: Path) -> None:
    page = tmp_path / "trang.jpg"
    cv2.imencode(".jpg", form("don", np.random.default_rng(3), dpi=100).bgr)[1].tofile(page)
    done = subprocess.run(
        [sys.executable, "-c", _COUNTER, str(page), str(tmp_path / "out.pdf")],
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.stdout.split() == []
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF")
