"""What is written on digitised papers, to find a dossier by it; nothing of it leaves the database."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Id


class PaperText(Base):
    """Chữ trên giấy tờ: the words read from one attachment, bounded; an attachment without words has none.

    `words` are the different words in small letters without marks, a space between; they alone are searched,
    through the index of `models.paper_index`.
    """

    __tablename__ = "paper_text"

    attachment_id: Mapped[int] = mapped_column(Id, ForeignKey("attachment.id"), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)
