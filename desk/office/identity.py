"""Who this office is on a day: its profiles in memory, so that a window open past midnight follows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.rows import OfficeCard

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from desk.office.rows import ProfileCard


class Identity:
    """The office's profiles, oldest first, and what only this machine knows: its counter and its point.

    Never without a profile. Reading needs no record; `refresh` takes what the record says now.
    """

    __slots__ = ("_cached", "_profiles", "counter", "point")

    def __init__(self, profiles: Sequence[ProfileCard], *, counter: str, point: str = "") -> None:
        self.counter = counter
        self.point = point
        self._profiles: tuple[ProfileCard, ...] = ()
        self._cached: tuple[date, tuple[ProfileCard, ...], OfficeCard] | None = None
        self.take(profiles)

    @property
    def codes(self) -> tuple[str, ...]:
        """Every unit code this office has, had or will have, the newest first."""
        return tuple(dict.fromkeys(one.code for one in reversed(self._profiles)))

    def card_on(self, day: date) -> OfficeCard:
        """The office as its forms name it on a day; before its first profile, as the first one says."""
        cached, known = self._cached, self._profiles
        if cached is not None and cached[0] == day and cached[1] is known:
            return cached[2]
        card = self._card(profile_on(known, day))
        self._cached = (day, known, card)  # with what it was made from: another thread may take newer ones
        return card

    def take(self, profiles: Sequence[ProfileCard]) -> None:
        """Know these profiles from now on."""
        if not profiles:
            msg = "an office has a profile"
            raise ValueError(msg)
        if tuple(profiles) != self._profiles:
            self._profiles = tuple(profiles)

    def refresh(self, session: Session) -> None:
        """Take the profiles from the record; another machine may have changed them."""
        from desk.office.profiles import profiles

        found = profiles(session)
        if found:
            self.take(found)

    def use_point(self, code: str) -> None:
        """Receive at this point from now on."""
        self.point = code

    def _card(self, profile: ProfileCard) -> OfficeCard:
        return OfficeCard(
            code=profile.code, name=profile.name, parent=profile.parent, place=profile.place,
            address=profile.address, hotline=profile.hotline, training=profile.training,
            counter=self.counter, extra={**profile.extra, "lookup_url": profile.lookup_url},
        )  # fmt: skip


def profile_on(profiles: Sequence[ProfileCard], day: date) -> ProfileCard:
    """The profile in force on a day out of profiles sorted by their first day."""
    held = [one for one in profiles if one.valid_from <= day]
    return held[-1] if held else profiles[0]
