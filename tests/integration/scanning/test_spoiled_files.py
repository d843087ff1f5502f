"""Files that are broken, hostile or odd: a clear refusal or a page, never a crash, a hang or a flood."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from desk.errors import InputError
from desk.imaging.digitising import digitise, read_card, read_codes
from desk.intake.identity import looks_like_card, parse_card
from desk.rows import IdentityCard
from tests.helpers.spoiled import outcomes, spoiled, whole_files

CARD = "079090000123||BÙI XUÂN ƯNG|05031990|Nam|12 Phố Thí Dụ, Phường Mẫu|01052021"
REFUSALS = {
    "image.unreadable",
    "image.unsupported",
    "image.too_large",
    "image.pdf_locked",
    "image.empty",
    "image.no_such_page",
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return whole_files(tmp_path_factory.mktemp("whole"))


def spoil(whole: dict[str, bytes], folder: Path, seeds: range) -> list[Path]:
    """One spoiled file for each seed, kind after kind."""
    names = sorted(whole)
    files = []
    for seed in seeds:
        name = names[seed % len(names)]
        file = folder / f"{seed:05d}-{name}"
        file.write_bytes(spoiled(whole[name], random.Random(seed)))
        files.append(file)
    return files


def test_every_kind_of_file_opens_while_it_is_whole(whole: dict[str, bytes], tmp_path: Path) -> None:
    files = []
    for name, data in whole.items():
        files.append(tmp_path / name)
        files[-1].write_bytes(data)
    found = {one.file.name: one.what for one in outcomes(files)}
    assert found.pop("a.gif") == "image.unsupported"
    assert found.pop("locked.pdf") == "image.pdf_locked"
    assert set(found.values()) == {"opened"}


def check(whole: dict[str, bytes], folder: Path, seeds: range) -> None:
    found = list(outcomes(spoil(whole, folder, seeds)))
    odd = [(one.file.name, one.what) for one in found if one.what not in REFUSALS | {"opened"}]
    assert odd == []
    counted = Counter(one.what for one in found)
    assert counted["image.unreadable"] > len(found) / 4  # the damage is real
    assert counted["opened"] > len(found) / 10  # and not total


def test_spoiled_files_are_refused_or_opened_and_nothing_else(
    whole: dict[str, bytes], tmp_path: Path
) -> None:
    check(whole, tmp_path, range(600))


@pytest.mark.long
def test_very_many_spoiled_files(whole: dict[str, bytes], tmp_path: Path) -> None:
    check(whole, tmp_path, range(600, 20_000))


def tried(work: Callable[..., object], *given: object, **options: object) -> tuple[str, object]:
    """The code a piece of work is refused with and nothing, or no code and its answer."""
    try:
        return "", work(*given, **options)
    except InputError as refused:
        return refused.code, None


def test_digitising_spoiled_files_leaves_a_whole_file_or_none(
    whole: dict[str, bytes], tmp_path: Path
) -> None:
    out = tmp_path / "out.pdf"
    for source in spoil(whole, tmp_path, range(30, 48)):
        code, _ = tried(digitise, [source], out, ocr=False)
        assert code in REFUSALS | {"", "page.empty"}
        assert out.exists() == (code == "")
        out.unlink(missing_ok=True)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".pages-")] == []


def test_codes_are_looked_for_in_spoiled_pictures_without_a_guess(
    whole: dict[str, bytes], tmp_path: Path
) -> None:
    pictures = {name: data for name, data in whole.items() if name.endswith((".jpg", ".png"))}
    for source in spoil(pictures, tmp_path, range(12)):
        for door in (read_codes, read_card):
            code, found = tried(door, source)
            assert found in {None, ()}  # nothing in these pictures holds a code
            assert code in REFUSALS | {"", "idcard.not_a_card", "page.empty"}


def test_a_spoiled_card_text_is_a_card_or_refused() -> None:
    read = 0
    for seed in range(3000):
        text = spoiled(CARD.encode(), random.Random(seed)).decode("utf-8", errors="surrogateescape")
        code, card = tried(parse_card, text)
        assert code in {"", "idcard.not_a_card"}
        assert looks_like_card(text) == (code == "")
        if isinstance(card, IdentityCard):
            assert len(card.number) == 12
            assert card.number.isdigit()
            read += 1
    assert 300 < read < 2700
