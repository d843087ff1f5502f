from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from printing.errors import PrintingError
from printing.fonts import Kind, Style, face, files_by_name, find, font_folders
from tests.unit.printing.samples import EVERY_LETTER

INSTALLED = files_by_name(font_folders())


@pytest.mark.parametrize("kind", ["serif", "sans"])
@pytest.mark.parametrize("style", ["regular", "bold", "italic"])
def test_every_face_draws_every_vietnamese_letter(kind: Kind, style: Style) -> None:
    found = face(kind, style)
    assert [char for char in EVERY_LETTER if not found.draws(char)] == []
    assert found.style == style


def test_a_face_is_parsed_once() -> None:
    assert face("serif", "bold") is face("serif", "bold")


def test_times_new_roman_is_preferred_where_installed(tmp_path: Path) -> None:
    # Any complete face will do as a stand-in: what counts is the file name Windows gives it.
    shutil.copy(INSTALLED["liberationserif-regular.ttf"], tmp_path / "Times.TTF")
    found = find("serif", "regular", {**INSTALLED, **files_by_name([tmp_path])})
    assert found.family == "Times New Roman"


def test_liberation_serif_stands_in_for_times() -> None:
    without = {name: path for name, path in INSTALLED.items() if not name.startswith("times")}
    assert find("serif", "italic", without).family == "Liberation Serif"


def test_a_missing_serif_names_what_to_install() -> None:
    with pytest.raises(PrintingError) as caught:
        find("serif", "regular", {})
    assert (caught.value.code, caught.value.environment) == ("printing.font_missing", True)
    assert caught.value.details["install"] == "fonts-liberation2"


@pytest.mark.parametrize("style", ["regular", "bold"])
def test_noto_sans_is_cut_from_its_package_where_the_system_has_none(style: Style) -> None:
    found = find("sans", style, {})
    assert found.family == "Noto Sans"
    assert all(found.draws(char) for char in EVERY_LETTER)


def test_a_broken_font_file_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "times.ttf").write_bytes(b"\0\1\0\0 not a font")
    usable = {"liberationserif-regular.ttf": INSTALLED["liberationserif-regular.ttf"]}
    assert find("serif", "regular", {**usable, **files_by_name([tmp_path])}).family == "Liberation Serif"


def test_a_face_without_vietnamese_is_passed_over(tmp_path: Path) -> None:
    from fontTools import subset
    from fontTools.ttLib import TTFont

    font = TTFont(INSTALLED["liberationserif-regular.ttf"])
    cutter = subset.Subsetter()
    cutter.populate(unicodes=range(32, 127))
    cutter.subset(font)
    font.save(tmp_path / "times.ttf")
    usable = {"liberationserif-regular.ttf": INSTALLED["liberationserif-regular.ttf"]}
    assert find("serif", "regular", {**usable, **files_by_name([tmp_path])}).family == "Liberation Serif"


def test_the_offices_own_font_folder_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("QMC_FONTS", str(tmp_path))
    assert font_folders()[0] == tmp_path


def test_the_first_folder_wins_and_a_missing_folder_is_empty(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "Times.ttf").touch()
    found = files_by_name([tmp_path / "absent", tmp_path / "two", tmp_path / "one"])
    assert found == {"times.ttf": tmp_path / "two" / "Times.ttf"}


def test_widths_add_up() -> None:
    found = face("serif")
    assert found.width("Mẫu", 10) == pytest.approx(sum(found.width(char, 10) for char in "Mẫu"))
    assert found.width("Mẫu", 20) == pytest.approx(2 * found.width("Mẫu", 10))
