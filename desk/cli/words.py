"""Short human text of the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.wording import sentence

if TYPE_CHECKING:
    from datetime import datetime


def typed(text: str) -> str:
    """A text argument as the user meant it: UTF-8 the locale did not understand is read again as UTF-8.

    Bytes that are no text at all become �, which nothing on record contains.
    """
    whole = "".join("�" if _is_half(letter) else letter for letter in text)
    return whole.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _is_half(letter: str) -> bool:
    """Half of a pair of UTF-16, as Windows may hand it over; not a byte the locale did not understand."""
    return "\ud800" <= letter <= "\udfff" and not "\udc80" <= letter <= "\udcff"


def say(code: str, lang: str, /, **details: Any) -> str:  # noqa: ANN401 - details of any kind
    """One sentence by code."""
    return sentence(code, lang, **details)


def local(moment: datetime | None, lang: str) -> str:
    """A moment as people at the counter read it: `17:00 26/11/2026`."""
    return say("said.no_date", lang) if moment is None else f"{moment:%H:%M %d/%m/%Y}"


def money(amount: int) -> str:
    """An amount as people at the counter read it: `15.000 đ`."""
    return f"{amount:,}".replace(",", ".") + " đ"
