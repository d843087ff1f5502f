"""Text as it comes from outside, brought to NFC without signs nobody sees; what was left out can be told."""

from __future__ import annotations

import unicodedata

_BLANKS = frozenset("\t\n\r\v\f\x85")


def clean_text(value: str) -> str | None:
    """Bring text to NFC without control characters; None when it cannot be written as UTF-8."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return None
    folded = unicodedata.normalize("NFC", value)
    return unicodedata.normalize("NFC", "".join(map(_seen, folded))).strip()


def hides(value: str) -> bool:
    """Whether cleaning takes signs out that nobody sees: of no width, turning the direction, control signs.

    Line ends and tabs are blanks, not hidden signs; marks that combine with a letter stay and are no loss.
    """
    return hidden_signs(value) > 0


def hidden_signs(value: str) -> int:
    """How many signs a text has that nobody sees."""
    if value.isprintable():
        return 0
    return sum(one not in _BLANKS and unicodedata.category(one) in {"Cc", "Cf"} for one in value)


def _seen(mark: str) -> str:
    """A control sign stands for a blank; what nobody sees stands for nothing, also inside a word."""
    category = unicodedata.category(mark)
    return mark if mark == "\n" or category not in {"Cc", "Cf"} else " " if category == "Cc" else ""
