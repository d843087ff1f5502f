"""Codes and cards held before the camera, read out of its frames; each call belongs on the cpu pool."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.imaging.digitising import Code, scanning_failures

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk.imaging.capture import Frame
    from desk.rows import IdentityCard

FRAME_SECONDS = 0.6  # for a card in one frame; a card is held for a second


def read_codes_in(frame: Frame) -> tuple[Code, ...]:
    """QR and CODE128 in a frame, quickly; try the next frame where none is found."""
    from scanning.codes.reading import read_codes_in as codes_of

    with scanning_failures():
        return tuple(Code(format=one.format, text=one.text) for one in codes_of(frame.pixels))


class CardFilm:
    """Thẻ trước camera: the pictures of one session, read together where none alone suffices; one thread."""

    def __init__(self) -> None:
        self._film: Any = None  # a scanning.codes.film.CardFilm, loaded when the first card is looked for

    def text(self, frame: Frame, accept: Callable[[str], bool]) -> str | None:
        """The text of the card in this frame and those just before it."""
        if self._film is None:
            from scanning.codes.film import CardFilm as Film

            self._film = Film()
        found: str | None = self._film.read(frame.pixels, frame.at, accept, seconds=FRAME_SECONDS)
        return found


def read_card_in(frame: Frame, *, film: CardFilm | None = None, lang: str = "vi") -> IdentityCard | None:
    """The identity card in a frame, or None; not for long, since the next frame may be a better one.

    With the `film` the frame belongs to, the frames just before it help.
    """
    from desk.intake.identity import looks_like_card, parse_card

    with scanning_failures():
        text = (film or CardFilm()).text(frame, looks_like_card)
    return None if text is None else parse_card(text, lang=lang)
