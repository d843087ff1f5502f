"""Lời báo: what is said or written to a citizen, from editable sentences; never an identity number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk.wording import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from desk.lists.call_search import Waiting
    from desk.office.opened import Office

KIND = "call"  # the kind of an office's own phrases that replace the shipped words
CODES = ("result_ready", "supplement", "supplement_undated", "lateness", "lateness_extended")


class _Blanks(dict[str, str]):
    """The blanks of an office's own words; one that does not exist reads as an ellipsis."""

    def __missing__(self, key: str) -> str:
        return "…"


@dataclass(frozen=True, slots=True)
class Scripts:
    """The words of this office; its own phrases (kind `call`) win over the shipped sentences.

    Blanks: `{name}`, `{procedure}`, `{code}`, `{due}`, `{office}`, `{hotline}`.
    """

    own: Mapping[str, str]
    office: str
    hotline: str

    @classmethod
    def of(cls, session: Session, office: Office) -> Scripts:
        """The words in use now."""
        from sqlalchemy import select

        from models.tables import Phrase

        rows = session.execute(select(Phrase.code, Phrase.text).where(Phrase.kind == KIND, Phrase.active))
        own = {code: text for code, text in rows if code in CODES}
        return cls(own=own, office=office.card.name, hotline=office.card.hotline)

    def words(self, one: Waiting, *, name: str, procedure: str) -> str:
        """What is said about one dossier; it goes to a citizen, so it is Vietnamese."""
        code = "lateness_extended" if one.kind == "lateness" and one.extended else one.kind
        if one.kind == "supplement" and one.due_at is None:
            code = "supplement_undated"
        blanks = _Blanks(
            name=name,
            procedure=procedure,
            code=one.code,
            due="" if one.due_at is None else f"{one.due_at:%H:%M} {one.due_at:%d/%m/%Y}",
            office=self.office,
            hotline=self.hotline,
        )
        template = self.own.get(code)
        if template is None:
            said = sentence(f"call.script.{code}", "vi", **blanks)
            return f"{said} {sentence('call.script.ask', 'vi', **blanks)}" if self.hotline else said
        try:
            return template.format_map(blanks)
        except (ValueError, IndexError, AttributeError, KeyError):
            return template
