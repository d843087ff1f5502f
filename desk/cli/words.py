"""Short human text of the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.wording import sentence

if TYPE_CHECKING:
    from datetime import datetime


def say(code: str, lang: str, /, **details: Any) -> str:  # noqa: ANN401 - details of any kind
    """One sentence by code."""
    return sentence(code, lang, **details)


def local(moment: datetime | None, lang: str) -> str:
    """A moment as people at the counter read it: `17:00 26/11/2026`."""
    return say("said.no_date", lang) if moment is None else f"{moment:%H:%M %d/%m/%Y}"
