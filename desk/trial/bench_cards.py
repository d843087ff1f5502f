"""Measurements of reading codes: how many identity cards are read from one frame, and how quickly."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from desk.trial.bench import Bench

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

_FRAMES_EACH = 6
_FILMS_EACH = 3
_FPS = 15
_CARD_SIZES = {"720p": (1280, 720), "1080p": (1920, 1080)}


def _cards_read(size: tuple[int, int]) -> Callable[[Path], Sequence[float]]:
    """Share of identity cards read from one frame each, over eight kinds of trouble; a wrong text fails."""

    def run(scratch: Path) -> Sequence[float]:
        del scratch
        from desk.intake.identity import looks_like_card
        from scanning.codes.reading import read_card_in
        from scanning.scenes.card_frames import CONDITIONS, card_frame

        read = 0
        for condition in CONDITIONS:
            for seed in range(_FRAMES_EACH):
                frame = card_frame(condition, seed, size=size)
                text = read_card_in(frame.bgr, looks_like_card)
                if text not in {None, frame.payload}:
                    raise AssertionError("a card was read wrongly")
                read += text is not None
        return [100.0 * read / (_FRAMES_EACH * len(CONDITIONS))]

    return run


def card_first_look(scratch: Path) -> Sequence[float]:
    """The look that every preview frame gets, at 1080p."""
    del scratch
    from scanning.codes.reading import read_codes_in
    from scanning.scenes.card_frames import CONDITIONS, card_frame

    values = []
    for condition in CONDITIONS:
        frame = card_frame(condition, 1, size=_CARD_SIZES["1080p"]).bgr
        read_codes_in(frame)
        for _ in range(5):
            started = time.perf_counter()
            read_codes_in(frame)
            values.append((time.perf_counter() - started) * 1000)
    return values


def cards_in_video(scratch: Path) -> Sequence[float]:
    """Share of cards read within a second of film at 15 pictures a second, each picture damaged anew."""
    del scratch
    from desk.imaging.capture import Frame
    from desk.imaging.seen_codes import CardFilm
    from desk.intake.identity import looks_like_card
    from scanning.scenes.card_frames import CONDITIONS, card_frame

    read = 0
    for condition in CONDITIONS:
        for seed in range(_FILMS_EACH):
            spent, film = 0.0, CardFilm()
            while spent < 1.0:
                take = int(spent * _FPS)
                made = card_frame(condition, seed, size=_CARD_SIZES["1080p"], take=take)
                frame = Frame(*_CARD_SIZES["1080p"], take / _FPS, made.bgr)
                started = time.thread_time()  # what other programs take is not held against the reader
                text = film.text(frame, looks_like_card)
                spent += max(1 / _FPS, time.thread_time() - started)
                if text is not None:
                    if text != made.payload:
                        raise AssertionError("a card was read wrongly")
                    read += spent <= 1.0
                    break
    return [100.0 * read / (_FILMS_EACH * len(CONDITIONS))]


CARDS = (
    Bench("card_first_look", 5, card_first_look),
    Bench("card_read_720p", 75, _cards_read(_CARD_SIZES["720p"]), unit="% read", more=True),
    Bench("card_read_1080p", 85, _cards_read(_CARD_SIZES["1080p"]), unit="% read", more=True),
    Bench("card_in_video", 99, cards_in_video, unit="% read", more=True),
)
