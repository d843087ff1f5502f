"""Tên người: the condition that finds a name by the first letters of its words.

Names of Ê Đê, M'Nông and K'Ho people have an apostrophe inside a word (H'Hen, K'Sor). A clerk types it as
another sign, leaves it out, puts a blank for it, or begins behind it; a straight one stands on the card.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement

_APOSTROPHES = "'’ʼ‘"
_ANY_SIGN = "_"  # of LIKE
_AS_ONE = str.maketrans(dict.fromkeys(_APOSTROPHES, _ANY_SIGN))


def begins(column: Any, words: Sequence[str], *, apart: bool = False) -> ColumnElement[bool]:  # noqa: ANN401
    """Every word begins a word of the folded name in `column`.

    `apart` looks at names with an apostrophe only: there a word also begins behind the
    apostrophe, or has it after its first letter.
    """
    from sqlalchemy import and_, or_

    def one(word: str) -> ColumnElement[bool]:
        patterns = [pattern for head in _heads(word, apart=apart) for pattern in (f"{head}%", f"% {head}%")]
        if apart:
            patterns.extend(f"%{sign}{_escaped(word)}%" for sign in _APOSTROPHES)
        return or_(*(column.like(pattern, escape="\\") for pattern in patterns))

    named = and_(*(one(word) for word in words))
    return and_(or_(*(column.contains(sign) for sign in _APOSTROPHES)), named) if apart else named


def _heads(word: str, *, apart: bool) -> tuple[str, ...]:
    if not apart:
        return (_escaped(word),)
    as_one = _escaped(word).translate(_AS_ONE)
    joined = () if as_one != _escaped(word) else (f"{_escaped(word[:1])}{_ANY_SIGN}{_escaped(word[1:])}",)
    return (as_one, *joined)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
