"""Tra cứu trong giấy tờ: dossiers by the words on their digitised papers, with or without marks.

Every word typed must stand on the paper; a word of three letters or more may be half typed. What is shown of
the paper is a few words around the first of them, numbers of people masked.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from desk.catalogue.readings import readings
from desk.folding import fold
from desk.people.masking import masked

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy.orm import Session

    from desk.rows import Match

PAPER = "paper"
_LEAST = 3  # letters of the longest word asked for
_MOST_WORDS = 12
_LOOKED_AT = 200  # newest papers with these words
_PLACES = 20  # of one word in one paper that are compared
_AROUND = 44  # letters shown on either side
_LONG_NUMBER = re.compile(r"\d(?:[ .]?\d){8,}")


def asked_words(text: str) -> list[str]:
    """The words to look for; none where they are too short to mean anything."""
    from models.paper_index import words_in

    words = list(dict.fromkeys(words_in(fold(text))))[:_MOST_WORDS]
    return words if any(len(word) >= _LEAST for word in words) else []


def in_papers(session: Session, text: str, *, limit: int, known: Collection[str]) -> tuple[Match, ...]:
    """Dossiers with all the words on one of their papers, newest first, those known already left out."""
    from models.paper_index import hits

    if limit < 1:
        return ()
    for reading in readings(text):
        words = asked_words(reading)
        keys = hits(session, words, most=_LOOKED_AT) if words else ()
        if keys:
            return _matches(session, keys, words, limit=limit, known=known)
    return ()


def _matches(
    session: Session, keys: Sequence[int], words: Sequence[str], *, limit: int, known: Collection[str]
) -> tuple[Match, ...]:
    from sqlalchemy import func, select
    from sqlalchemy.orm import aliased

    from desk.people.known import match_of
    from models.tables import Applicant, Attachment, Dossier, PaperText

    owner = aliased(Applicant)
    newest = (
        select(Attachment.dossier_id, func.max(Attachment.id).label("paper"))
        .where(Attachment.id.in_(keys))
        .group_by(Attachment.dossier_id)
        .subquery()
    )
    rows = session.execute(
        select(Dossier, Applicant, owner.full_name, PaperText.text)
        .join(newest, newest.c.dossier_id == Dossier.id)
        .join(PaperText, PaperText.attachment_id == newest.c.paper)
        .join(Applicant, Applicant.id == Dossier.applicant_id)
        .outerjoin(owner, owner.id == Dossier.owner_id)
        .where(Dossier.code.not_in(known))
        .order_by(Dossier.received_at.desc(), Dossier.id.desc())
        .limit(limit)
    ).all()
    return tuple(
        match_of(row, person, owner=name or "", where=PAPER, snippet=snippet(text, words))
        for row, person, name, text in rows
    )


def snippet(text: str, words: Sequence[str]) -> str:
    """A few words around the place where most of the asked words stand together; long numbers masked."""
    at = _place(_letter_by_letter(text), words)
    if at is None:
        return ""
    left, right = max(0, at - _AROUND), min(len(text), at + _AROUND)
    while left > 0 and not text[left - 1].isspace() and left > at - 2 * _AROUND:
        left -= 1
    while right < len(text) and not text[right].isspace() and right < at + 2 * _AROUND:
        right += 1
    whole = _LONG_NUMBER.sub(lambda one: masked(re.sub(r"\D", "", one.group())) or "", text[left:right])
    shown = " ".join(whole.split())
    return f"{'… ' if left else ''}{shown}{' …' if right < len(text) else ''}"


def _place(plain: str, words: Sequence[str]) -> int | None:
    """Where a word begins that has most of the others near it."""
    places = {
        word: [one.start() for one in islice(re.finditer(rf"(?<![a-z0-9]){word}", plain), _PLACES)]
        for word in words
    }
    best: tuple[int, int] | None = None
    for at in sorted(place for found in places.values() for place in found):
        near = sum(any(0 <= place - at <= _AROUND for place in found) for found in places.values())
        if best is None or near > best[0]:
            best = near, at
    return None if best is None else best[1]


def _letter_by_letter(text: str) -> str:
    """The text folded so that every letter keeps its place."""
    return text.translate({ord(letter): _plain(letter) for letter in set(text)})


@lru_cache(maxsize=2048)
def _plain(letter: str) -> str:
    plain = fold(letter)
    return plain if len(plain) == 1 else " "
