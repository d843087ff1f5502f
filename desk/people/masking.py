"""Che số: what a list may show of a number or a phone (Luật 91/2025/QH15)."""

from __future__ import annotations

_SHOWN = 5


def masked(id_number: str | None) -> str | None:
    """The number with its middle hidden: `079*******12`."""
    if not id_number:
        return None
    if len(id_number) <= _SHOWN:
        return "*" * len(id_number)
    return f"{id_number[:3]}{'*' * (len(id_number) - _SHOWN)}{id_number[-2:]}"


def masked_phone(phone: str | None) -> str | None:
    """The last three digits of a phone: `*******264`."""
    if not phone:
        return None
    return "*" * max(0, len(phone) - 3) + phone[-3:]


def initials(name: str | None) -> str:
    """The first letters of a name's words: `N. V. A.`; nothing where there is no name."""
    return " ".join(f"{word[0].upper()}." for word in (name or "").split())
