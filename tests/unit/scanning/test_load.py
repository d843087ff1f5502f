"""Opening pictures: every turn, every kind of file, every refusal."""

from __future__ import annotations

import io
import os
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from scanning.errors import ScanningError
from scanning.loading.load import count_pages, iter_pages, load_image, megapixels


def a_picture(width: int = 60, height: int = 40) -> Image.Image:
    """White with a red block at the top-left and a blue one at the bottom-right."""
    image = Image.new("RGB", (width, height), "white")
    image.paste((255, 0, 0), (0, 0, width // 3, height // 3))
    image.paste((0, 0, 255), (width - width // 3, height - height // 3, width, height))
    return image


def colour_at(bgr: np.ndarray, part: tuple[float, float]) -> str:
    """Name of the colour at a point given as parts of width and height."""
    blue, green, red = bgr[int(part[1] * bgr.shape[0]), int(part[0] * bgr.shape[1])].astype(int)
    if min(blue, green, red) > 180:
        return "white"
    return "red" if red > blue + 60 else "blue" if blue > red + 60 else "other"


def refusal(path: Path, **options: int) -> ScanningError:
    with pytest.raises(ScanningError) as caught:
        load_image(path, **options)
    return caught.value


@pytest.mark.parametrize("suffix", ["jpg", "png", "tif", "webp", "bmp"])
def test_every_common_kind_of_picture_opens_with_its_colours_in_place(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"ảnh chụp số 1.{suffix}"
    a_picture().save(path)
    loaded = load_image(path)
    assert loaded.bgr.shape == (40, 60, 3)
    assert (loaded.width, loaded.height, loaded.scale) == (60, 40, 1.0)
    assert colour_at(loaded.bgr, (0.1, 0.1)) == "red"
    assert colour_at(loaded.bgr, (0.9, 0.9)) == "blue"
    assert colour_at(loaded.bgr, (0.9, 0.1)) == "white"


RED_CORNER_AFTER_TURN = {
    1: (0.1, 0.1), 2: (0.9, 0.1), 3: (0.9, 0.9), 4: (0.1, 0.9),
    5: (0.1, 0.1), 6: (0.9, 0.1), 7: (0.9, 0.9), 8: (0.1, 0.9),
}  # fmt: skip


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("suffix", ["jpg", "png", "tif"])
def test_the_turn_in_the_file_is_applied_once(tmp_path: Path, suffix: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = tmp_path / f"turned.{suffix}"
    a_picture().save(path, exif=exif)
    loaded = load_image(path)
    expected = (60, 40) if orientation < 5 else (40, 60)
    assert (loaded.width, loaded.height) == expected
    assert loaded.bgr.shape[1::-1] == expected
    assert colour_at(loaded.bgr, RED_CORNER_AFTER_TURN[orientation]) == "red"


def test_a_large_photo_is_decoded_smaller_but_measured_at_full_size(tmp_path: Path) -> None:
    path = tmp_path / "large.jpg"
    a_picture(1200, 801).save(path)
    loaded = load_image(path, max_pixels=250_000)
    assert (loaded.width, loaded.height) == (1200, 801)
    assert loaded.bgr.shape[0] * loaded.bgr.shape[1] <= 255_000
    assert loaded.scale == pytest.approx(2.0, abs=0.01)
    there = loaded.to_source(np.array([[0.0, 0.0], [599.0, 400.0]]))
    assert there == pytest.approx(np.array([[0.5, 0.5], [1198.5, 800.0]]), abs=1.0)
    assert loaded.from_source(there) == pytest.approx(np.array([[0.0, 0.0], [599.0, 400.0]]))


def test_a_picture_that_cannot_be_decoded_smaller_is_reduced_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "large.png"
    a_picture(900, 600).save(path)
    loaded = load_image(path, max_side=500)
    assert loaded.bgr.shape == (300, 450, 3)
    assert (loaded.width, loaded.height) == (900, 600)


def test_see_through_pictures_stand_on_white_paper(tmp_path: Path) -> None:
    path = tmp_path / "stamp.png"
    Image.new("RGBA", (30, 30), (255, 0, 0, 0)).save(path)
    assert (load_image(path).bgr == 255).all()


@pytest.mark.parametrize("mode", ["L", "1", "P", "CMYK", "I;16"])
def test_grey_two_level_palette_print_and_deep_pictures_become_colour(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "picture.tif"
    if mode == "I;16":
        deep = np.full((20, 30), 60_000, dtype=np.uint16)
        Image.fromarray(deep).save(path)
    else:
        Image.new("RGB", (30, 20), "white").convert(mode).save(path)
    bgr = load_image(path).bgr
    assert bgr.shape == (20, 30, 3)
    assert bgr.min() > 225


def test_the_resolution_of_a_scan_is_kept_and_a_screens_is_not(tmp_path: Path) -> None:
    scan, screen = tmp_path / "scan.jpg", tmp_path / "screen.jpg"
    a_picture().save(scan, dpi=(300, 300))
    a_picture().save(screen, dpi=(72, 72))
    assert load_image(scan).dpi == 300
    assert load_image(screen).dpi is None


def test_pages_of_a_tiff_come_in_order_and_one_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "pages.tif"
    pages = [Image.new("L", (20, 10 + number), 255 - 40 * number) for number in range(3)]
    pages[0].save(path, save_all=True, append_images=pages[1:])
    assert count_pages(path) == 3
    assert [page.height for page in iter_pages(path)] == [10, 11, 12]
    assert [page.page for page in iter_pages(path)] == [0, 1, 2]
    assert refusal(path, page=3).code == "image.no_such_page"


def test_pages_of_a_pdf_come_at_the_resolution_of_the_scan_inside(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    pages = [a_picture(850, 1100), a_picture(850, 1100)]
    pages[0].save(path, save_all=True, append_images=pages[1:], resolution=100.0)
    assert count_pages(path) == 2
    page = load_image(path, page=1)
    assert page.dpi == 150  # the least at which a scan is read
    assert (page.width, page.height) == (1275, 1650)
    assert colour_at(page.bgr, (0.1, 0.1)) == "red"


def test_a_pdf_cut_short_or_asked_for_a_page_it_lacks_is_refused(tmp_path: Path) -> None:
    whole = tmp_path / "whole.pdf"
    a_picture(850, 1100).save(whole, resolution=100.0)
    assert refusal(whole, page=1).code == "image.no_such_page"
    cut = tmp_path / "cut.pdf"
    cut.write_bytes(b"%PDF-1.7\n" + os.urandom(200))
    assert refusal(cut).code == "image.unreadable"


def test_nothing_there_a_folder_and_a_pipe_are_refused_by_name(tmp_path: Path) -> None:
    missing = refusal(tmp_path / "gone.jpg")
    assert (missing.code, missing.environment) == ("image.not_found", False)
    assert missing.details == {"file": "gone.jpg"}
    assert refusal(tmp_path).code == "image.not_a_file"


def test_a_device_is_never_read() -> None:
    assert refusal(Path(os.devnull)).code == "image.not_a_file"


def test_a_damaged_phone_picture_is_refused_like_any_other(tmp_path: Path) -> None:
    path = tmp_path / "phone.heic"
    path.write_bytes(b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(range(200)))
    assert refusal(path).code == "image.unreadable"
    path.write_bytes(b"\x00\x00\x00\x18ftypisom\x00\x00\x00\x00mif1heic" + bytes(range(200)))
    assert refusal(path).code == "image.unsupported"


def test_an_empty_file_is_called_empty(tmp_path: Path) -> None:
    path = tmp_path / "empty.jpg"
    path.touch()
    assert refusal(path).code == "image.empty"


@pytest.mark.parametrize("keep", [0.02, 0.3, 0.6, 0.95])
@pytest.mark.parametrize("suffix", ["jpg", "png", "webp", "tif", "bmp"])
def test_a_picture_cut_short_is_refused_wherever_the_cut_lies(
    tmp_path: Path, suffix: str, keep: float
) -> None:
    buffer = io.BytesIO()
    rng = np.random.default_rng(5)
    noisy = Image.fromarray(rng.integers(0, 255, size=(90, 120, 3), dtype=np.uint8))
    kind = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP", "tif": "TIFF", "bmp": "BMP"}[suffix]
    noisy.save(buffer, kind)
    whole = buffer.getvalue()
    path = tmp_path / f"cut.{suffix}"
    path.write_bytes(whole[: int(len(whole) * keep)])
    assert refusal(path).code == "image.unreadable"


@pytest.mark.parametrize("text", ["Đây không phải là ảnh\n" * 20, "x", "\x00" * 64])
def test_text_named_like_a_photo_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "note.jpg"
    path.write_text(text, encoding="utf-8")
    assert refusal(path).code == "image.unreadable"


@pytest.mark.parametrize("head", [b"GIF89a" + bytes(20), b"PK\x03\x04" + bytes(40), b"<svg xmlns='x'/>"])
def test_kinds_of_files_we_do_not_open_are_named_as_such(tmp_path: Path, head: bytes) -> None:
    path = tmp_path / "other.jpg"
    path.write_bytes(head)
    assert refusal(path).code == "image.unsupported"


def png_header(width: int, height: int) -> bytes:
    """A PNG that claims a size and holds almost nothing: a decompression bomb."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(bytes(99)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + body + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(10_001, 10_000), (14_000, 9_000), (60_000, 60_000)])
def test_a_bomb_is_refused_from_its_header(tmp_path: Path, size: tuple[int, int]) -> None:
    path = tmp_path / "bomb.png"
    path.write_bytes(png_header(*size))
    caught = refusal(path)
    assert caught.code == "image.too_large"
    assert caught.details["limit_megapixels"] == 100


def test_a_file_over_the_byte_limit_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "huge.tif"
    with path.open("wb") as handle:
        handle.truncate(201 * 1024 * 1024)
    assert refusal(path).code == "image.too_large"


def test_details_hold_the_bare_file_name_only(tmp_path: Path) -> None:
    path = tmp_path / "gone.jpg"
    assert str(tmp_path) not in str(refusal(path).details)


def test_the_size_of_a_picture_is_known_from_its_header(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    a_picture(2000, 1500).save(path)
    assert megapixels(path) == 3.0
    a_picture().save(tmp_path / "a.pdf")
    assert megapixels(tmp_path / "a.pdf") == 0.0
