"""Page files must be ordinary: links, devices and empty files are refused before they are opened."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from desk.errors import InputError
from desk.imaging import pages
from desk.imaging.pages import check_pages, resolve_pages


def refusal(*files: Path) -> tuple[str, int]:
    with pytest.raises(InputError) as caught:
        check_pages(files)
    return caught.value.code, caught.value.details["index"]


def test_an_ordinary_file_passes(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"x")

    check_pages([tmp_path / "a.jpg"])


def test_a_missing_page_is_named_by_its_place(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"x")

    assert refusal(tmp_path / "a.jpg", tmp_path / "b.jpg") == ("page.not_found", 1)


def test_an_empty_page_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").touch()

    assert refusal(tmp_path / "a.jpg") == ("page.empty", 0)


def test_a_link_is_refused_even_to_a_good_file(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"x")
    (tmp_path / "link.jpg").symlink_to(tmp_path / "a.jpg")

    assert refusal(tmp_path / "link.jpg") == ("page.not_ordinary", 0)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path) == ("page.not_ordinary", 0)


def test_a_device_is_refused() -> None:
    assert refusal(Path("/dev/zero")) == ("page.not_ordinary", 0)


def test_a_pipe_is_refused_without_waiting_for_a_writer(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")

    assert refusal(tmp_path / "pipe.jpg") == ("page.not_ordinary", 0)


def test_a_file_over_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "MAX_BYTES", 3)
    (tmp_path / "a.jpg").write_bytes(b"four")

    assert refusal(tmp_path / "a.jpg") == ("page.too_large", 0)


def test_relative_names_start_from_the_base_and_absolute_ones_stay(tmp_path: Path) -> None:
    assert resolve_pages(["a.jpg", "/b/c.jpg"], base=tmp_path) == (tmp_path / "a.jpg", Path("/b/c.jpg"))


def test_a_refusal_repeats_no_endless_name(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        check_pages([tmp_path / ("x" * 100_000)])

    assert len(str(refused.value.details["file"])) <= 80
