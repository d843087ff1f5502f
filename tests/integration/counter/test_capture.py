"""The live picture: read, judged, kept, read for codes, without the window meeting OpenCV."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from desk.errors import DeskError, InputError
from desk.imaging.capture import Frame, open_source, save
from desk.imaging.digitising import read_card, read_codes
from desk.imaging.pages import check_pages
from desk.imaging.seen_codes import read_card_in, read_codes_in
from desk.intake.identity import parse_card
from desk.intake.receive_file import command_from
from desk.trial.samples import page_photo, sample_papers


@pytest.fixture
def card() -> Path:
    return sample_papers().card


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small photo, so that many frames of it are judged quickly."""
    return page_photo(tmp_path_factory.mktemp("small") / "p.jpg", size=(640, 480))


def test_a_picture_stands_in_for_a_camera(photo: Path) -> None:
    source = open_source(str(photo))

    frame = source.read()

    assert (frame.width, frame.height) == (1280, 960)
    assert len(frame.rgb) == 1280 * 960 * 3
    source.close()
    source.close()


def test_a_page_held_still_is_captured_once(small: Path) -> None:
    source = open_source(str(small))

    advice = [source.look(source.read()).advice for _ in range(25)]

    assert advice.count("capture") == 1
    assert "hold" in advice[: advice.index("capture")]
    assert set(advice[advice.index("capture") + 1 :]) == {"change_page"}


def test_a_retake_allows_the_same_page_once_more(small: Path) -> None:
    source = open_source(str(small))
    for _ in range(15):
        source.look(source.read())

    source.again()

    assert "capture" in [source.look(source.read()).advice for _ in range(15)]


def test_a_page_captured_before_the_window_was_built_anew_is_not_captured_again(
    small: Path, tmp_path: Path
) -> None:
    before = open_source(str(small))
    kept = save(before.still(), tmp_path / "strip")
    before.close()
    source = open_source(str(small))
    source.remember(kept, source.read())

    advice = [source.look(source.read()).advice for _ in range(25)]

    assert "capture" not in advice
    assert advice[-1] == "same_page"
    source.again()
    assert "capture" in [source.look(source.read()).advice for _ in range(15)]


def test_another_page_than_the_one_before_is_captured_as_ever(
    small: Path, card: Path, tmp_path: Path
) -> None:
    kept = save(open_source(str(card)).still(), tmp_path / "strip")
    source = open_source(str(small))
    source.remember(kept, source.read())

    assert [source.look(source.read()).advice for _ in range(25)].count("capture") == 1


def test_a_kept_frame_is_a_whole_file_whose_name_says_nothing(photo: Path, tmp_path: Path) -> None:
    file = save(open_source(str(photo)).still(), tmp_path / "staging")

    assert file.parent == tmp_path / "staging"
    assert file.name.startswith("capture-")
    with Image.open(file) as kept:
        assert kept.size == (1280, 960)


def test_colours_are_not_turned_round(tmp_path: Path) -> None:
    Image.new("RGB", (64, 48), (200, 30, 10)).save(tmp_path / "red.png")

    frame: Frame = open_source(str(tmp_path / "red.png")).read()

    assert tuple(frame.rgb[:3]) == (200, 30, 10)


def test_a_card_is_read_from_a_frame_as_from_its_file(card: Path) -> None:
    frame = open_source(str(card)).still()

    assert read_card_in(frame) == read_card(card)
    assert [code.format for code in read_codes_in(frame)] == ["QR"]


def test_a_frame_without_a_card_answers_none(photo: Path) -> None:
    assert read_card_in(open_source(str(photo)).read()) is None


def test_an_image_without_a_card_is_refused(photo: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_card(photo)

    assert caught.value.code == "idcard.not_a_card"
    assert read_codes(photo) == ()


@pytest.mark.parametrize("spec", ["nothing.txt", "camera:x", "/dev/null", "camera:77"])
def test_what_is_no_source_is_told_by_a_code(spec: str) -> None:
    with pytest.raises(DeskError) as caught:
        open_source(spec)

    assert caught.value.code in {"camera.not_a_source", "camera.none"}


def test_the_shipped_reception_is_whole_and_its_card_agrees_with_it() -> None:
    papers = sample_papers()
    command = command_from(papers.reception, base=papers.folder)

    check_pages(command.pages)
    assert len(command.pages) >= 3
    assert parse_card(str(command.applicant.id_card)) == read_card(papers.card)


def test_a_page_photo_is_made_once(tmp_path: Path) -> None:
    first = page_photo(tmp_path / "p.jpg", size=(320, 240)).read_bytes()

    assert page_photo(tmp_path / "p.jpg", seed=9, size=(320, 240)).read_bytes() == first
