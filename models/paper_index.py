"""The index over the words of papers: FTS5 on SQLite, GIN on PostgreSQL, the same answers from both.

Words are cut by us ([a-z0-9]+, a space between) before either engine sees them, so that no tokeniser of
theirs can differ. SQLite's index keeps no text of its own and is filled by hand; PostgreSQL fills its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlalchemy import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

INDEX = {"sqlite": "paper_index", "postgresql": "ix_paper_text_words"}
MAKE = {
    "sqlite": (
        "CREATE VIRTUAL TABLE paper_index USING fts5(words, content='', contentless_delete=1, detail=none,"
        " prefix='3 4', tokenize='ascii')"
    ),
    "postgresql": (
        "CREATE INDEX ix_paper_text_words ON paper_text USING gin (to_tsvector('simple', words))"
        " WITH (fastupdate = off)"
    ),
}
_FIND = {
    "sqlite": "SELECT rowid FROM paper_index WHERE paper_index MATCH :asked ORDER BY rowid DESC LIMIT :most",
    "postgresql": (
        "WITH hit AS MATERIALIZED (SELECT attachment_id FROM paper_text"
        " WHERE to_tsvector('simple', words) @@ to_tsquery('simple', :asked))"
        " SELECT attachment_id FROM hit ORDER BY attachment_id DESC LIMIT :most"
    ),
}
_WORD = re.compile("[a-z0-9]+", re.ASCII)
WHOLE = 2  # letters up to which a word must stand there whole; a longer one may be half typed


def words_in(folded: str) -> list[str]:
    """The words of a folded text as they are indexed and asked for."""
    return _WORD.findall(folded)


def enter(session: Session, attachment_id: int, words: str) -> None:
    """Put the words of an attachment into the index, in the transaction that stores them."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(
            text("INSERT INTO paper_index (rowid, words) VALUES (:key, :words)"),
            {"key": attachment_id, "words": words},
        )


def hits(session: Session, words: Sequence[str], *, most: int) -> list[int]:
    """The newest attachments that hold every word, the longer ones as a beginning; newest first."""
    engine = session.get_bind().dialect.name
    if engine == "sqlite":
        asked = " AND ".join(f'"{word}"' if len(word) <= WHOLE else f'"{word}"*' for word in words)
    else:
        asked = " & ".join(f"'{word}'" if len(word) <= WHOLE else f"'{word}':*" for word in words)
    return [int(key) for key in session.scalars(text(_FIND[engine]), {"asked": asked, "most": most})]
