"""Chữ trên giấy tờ: what was read of a paper enters the record with its attachment, and can be found.

The text stays in the office's own database, bounded, and is never logged.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from desk.errors import DeskError
from desk.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from desk.office.opened import Office

MOST_TEXT = 20_000  # letters of one attachment, some ten full pages
MOST_WORDS = 2_500  # different ones
LONGEST = 40
BATCH = 50


def enter(session: Session, attachment_id: int, text: str) -> None:
    """Store and index what is written on an attachment, in the transaction that stores the attachment."""
    from models.paper_index import enter as index
    from models.tables import PaperText

    kept = unicodedata.normalize("NFC", text.replace("\x00", ""))[:MOST_TEXT].strip()
    words = indexed_words(kept)
    if not words:
        return
    session.add(PaperText(attachment_id=attachment_id, text=kept, words=words))
    index(session, attachment_id, words)


def indexed_words(text: str) -> str:
    """The different words of a text, folded, in order of their first appearance."""
    from models.paper_index import words_in

    different = dict.fromkeys(word for word in words_in(fold(text)) if len(word) <= LONGEST)
    return " ".join(list(different)[:MOST_WORDS])


def enter_missing(office: Office, *, most: int | None = None) -> int:
    """Enter papers from before words were kept, as the text layer of their files tells; answers how many.

    A file that is missing or unreadable is passed by: `check` names it. Done in small transactions, so the
    counter is never kept waiting.
    """
    done = 0
    after = 0
    while most is None or done < most:
        with office.read() as session:
            batch = BATCH if most is None else min(BATCH, most - done)
            wanted = _without_text(session, after=after, most=batch)
        if not wanted:
            break
        after = wanted[-1][0]
        texts = list(_texts(office, wanted))
        with office.write("papers.words") as uow:
            for key, text in texts:
                if _is_missing(uow.session, key):
                    enter(uow.session, key, text)
                    done += 1
            uow.commit()
    return done


def _without_text(session: Session, *, after: int, most: int) -> list[tuple[int, str]]:
    from sqlalchemy import select

    from models.tables import Attachment, PaperText

    query = (
        select(Attachment.id, Attachment.file)
        .outerjoin(PaperText, PaperText.attachment_id == Attachment.id)
        .where(Attachment.id > after, Attachment.text_chars > 0, PaperText.attachment_id.is_(None))
        .order_by(Attachment.id)
        .limit(most)
    )
    return [(key, file) for key, file in session.execute(query)]


def _is_missing(session: Session, key: int) -> bool:
    from models.tables import PaperText

    return session.get(PaperText, key) is None


def _texts(office: Office, wanted: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    from desk.imaging.digitising import scanning_failures
    from scanning.pdf.reading import text_of_pdf

    for key, file in wanted:
        try:
            with scanning_failures():
                text = text_of_pdf(office.data / file, most=MOST_TEXT)
        except DeskError:
            continue
        yield key, text
