"""A page's small picture: of any kind of file, turned and cut as decided, with the frame's true size."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from desk.errors import InputError
from desk.imaging.preparing import picture
from desk.rows import GivenPage, PagePicture

QUARTERS = {"red": (200, 30, 30), "green": (30, 200, 30), "blue": (30, 30, 200), "grey": (120, 120, 120)}


def a_frame(width: int = 600, height: int = 800) -> Image.Image:
    """Red and green above, blue and grey below."""
    frame = Image.new("RGB", (width, height))
    half = (width // 2, height // 2)
    for at, colour in enumerate(QUARTERS.values()):
        frame.paste(Image.new("RGB", half, colour), (at % 2 * half[0], at // 2 * half[1]))
    return frame


def colours(seen: PagePicture) -> list[str]:
    """What is seen in the four quarters, row by row."""
    pixels = np.frombuffer(seen.rgb, np.uint8).reshape(seen.height, seen.width, 3).astype(int)
    names = []
    for down in (0.25, 0.75):
        for across in (0.25, 0.75):
            found = pixels[int(down * seen.height), int(across * seen.width)]
            names.append(min(QUARTERS, key=lambda name: int(np.abs(np.array(QUARTERS[name]) - found).sum())))
    return names


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".tif", ".webp", ".pdf"])
def test_every_kind_of_file_is_shown_small_with_its_true_size(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"ảnh{suffix}"
    a_frame().save(file)
    seen = picture(GivenPage(file), 160)
    assert (seen.width, seen.height) == (120, 160)
    assert len(seen.rgb) == 120 * 160 * 3
    assert colours(seen) == ["red", "green", "blue", "grey"]
    assert seen.source_width / seen.source_height == pytest.approx(0.75, abs=0.01)
    if suffix != ".pdf":
        assert (seen.source_width, seen.source_height) == (600, 800)


def test_the_page_named_is_the_one_shown(tmp_path: Path) -> None:
    file = tmp_path / "hai.pdf"
    Image.new("RGB", (300, 400), QUARTERS["grey"]).save(file, save_all=True, append_images=[a_frame()])
    assert colours(picture(GivenPage(file, page=2), 200)) == ["red", "green", "blue", "grey"]
    with pytest.raises(InputError) as caught:
        picture(GivenPage(file, page=3), 200)
    assert caught.value.code == "image.no_such_page"


def test_a_page_is_shown_as_it_was_turned_and_cut_unless_the_frame_is_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    a_frame().save(file)
    below = ((0.0, 400.0), (599.0, 400.0), (599.0, 799.0), (0.0, 799.0))
    cut = picture(GivenPage(file, corners=below), 300)
    assert colours(cut) == ["blue", "grey", "blue", "grey"]
    assert cut.width > cut.height
    turned = picture(GivenPage(file, turn=90), 300)
    assert colours(turned) == ["blue", "red", "grey", "green"]
    both = picture(GivenPage(file, turn=180, corners=below), 300)
    assert colours(both) == ["grey", "blue", "grey", "blue"]
    plain = picture(GivenPage(file, turn=90, corners=below), 300, flat=False)
    assert colours(plain) == ["red", "green", "blue", "grey"]
    assert (plain.source_width, plain.source_height) == (600, 800)


def test_corners_far_outside_the_frame_cost_no_more_memory(tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    a_frame().save(file)
    wide = ((-50000.0, 0.0), (60000.0, 0.0), (60000.0, 90000.0), (-50000.0, 90000.0))
    seen = picture(GivenPage(file, corners=wide), 200)
    assert max(seen.width, seen.height) == 200


def test_what_is_no_picture_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.jpg"
    file.write_bytes(b"\xff\xd8\xff no more")
    with pytest.raises(InputError) as caught:
        picture(GivenPage(file), 200)
    assert caught.value.code == "image.unreadable"
