"""Several pictures of one held card are read together; pictures of two cards never are."""

from __future__ import annotations

import pytest

from desk.intake.identity import looks_like_card
from scanning.codes.film import CardFilm
from scanning.scenes.card_frames import CardFrame, card_frame

SECONDS = 2.0


def held(seed: int, take: int) -> CardFrame:
    """A webcam at 720p, a card shaken, soft, slanted and dark at once."""
    return card_frame("mixed", seed, size=(1280, 720), take=take)


def read(film: CardFilm, frame: CardFrame, at: float) -> str | None:
    return film.read(frame.bgr, at, looks_like_card, seconds=SECONDS)


@pytest.mark.parametrize("seed", [704, 706])
def test_two_pictures_give_the_card_that_neither_gives_alone(seed: int) -> None:
    frames = [held(seed, take) for take in (0, 1)]
    assert [read(CardFilm(), frame, 0.0) for frame in frames] == [None, None]
    film = CardFilm()
    assert [read(film, frame, 0.2 * at) for at, frame in enumerate(frames)] == [None, frames[0].payload]


def test_two_cards_shown_in_turn_never_give_a_text_of_both_or_of_the_one_that_left() -> None:
    film = CardFilm()
    for at, (seed, take) in enumerate([(704, 0), (706, 0), (704, 1), (706, 1)]):
        frame = held(seed, take)
        assert read(film, frame, 0.2 * at) in {None, frame.payload}
