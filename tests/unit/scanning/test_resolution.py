"""How many dots an inch count as the 200 the rules ask for."""

from __future__ import annotations

import numpy as np
import pytest

from scanning.loading.load import LoadedImage
from scanning.steps.resolution import frame_dpi, too_coarse


@pytest.mark.parametrize(
    ("dpi", "coarse"),
    [(300, False), (200, False), (199.6, False), (198.12, False), (197.9, True), (190, True), (96, True)],
)
def test_below_two_hundred_is_told_with_the_tolerance_of_the_measuring(dpi: float, coarse: bool) -> None:
    """198.12 dpi is what 200 becomes in a JPEG that counts 78 dots a centimetre."""
    assert too_coarse(dpi) is coarse


def test_an_a4_scan_of_200_dpi_without_a_word_about_it_is_none_too_coarse() -> None:
    loaded = LoadedImage(np.zeros((2338, 1654, 3), np.uint8), 1654, 2338, None, 1.0)
    assert not too_coarse(frame_dpi(loaded))
