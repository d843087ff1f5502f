"""Where the papers of an act are kept: a paper already handed out is never written over."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desk.office.opened import Office


def names_for(office: Office, code: str, forms: Iterable[str]) -> list[list[str]]:
    """Each form with the free name of its file in `prints/`: `<code>_<form>.pdf`, then `…-2.pdf`."""
    return [[form, _free_name(office, code, form)] for form in forms]


def _free_name(office: Office, code: str, form: str) -> str:
    number = 1
    while True:
        name = f"{code}_{form}{f'-{number}' if number > 1 else ''}.pdf"
        if not (office.paths.prints / name).exists():
            return name
        number += 1
