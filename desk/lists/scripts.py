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

KIND = "call"


class _Blanks(dict[str, str]):
    """The blanks of an office's own words; one that does not exist reads as an ellipsis."""

    def __missing__(self, key: str) -> str:
        return "…"


@dataclass(frozen=True, slots=True)
class Scripts:
    """The words of this office: phrases of kind `call`, shipped with the program and edited like all others.

    Blanks: `{name}`, `{procedure}`, `{code}`, `{due}`, `{office}`, `{hotline}`. They go to citizens, so they
    are Vietnamese whatever the language of the screen.
    """

    texts: Mapping[str, str]
    office: str
    hotline: str

    @classmethod
    def of(cls, session: Session, office: Office) -> Scripts:
        """The words in use now."""
        from desk.paper.phrases import texts_of

        return cls(texts=texts_of(session, KIND), office=office.card.name, hotline=office.card.hotline)

    def words(self, one: Waiting, *, name: str, procedure: str) -> str:
        """What is said about one dossier, with the office's own number at the end."""
        template = self.texts[_code_of(one)]
        blanks = _Blanks(
            name=name,
            procedure=procedure,
            code=one.code,
            due="" if one.due_at is None else f"{one.due_at:%H:%M} {one.due_at:%d/%m/%Y}",
            office=self.office,
            hotline=self.hotline,
        )
        try:
            said = template.format_map(blanks)
        except (ValueError, IndexError, AttributeError, KeyError):
            said = template
        if not self.hotline or "{hotline}" in template:
            return said
        return f"{said} {sentence('call.script.ask', 'vi', hotline=self.hotline)}"


def _code_of(one: Waiting) -> str:
    if one.kind == "lateness" and one.extended:
        return "lateness_extended"
    if one.kind == "supplement" and one.due_at is None:
        return "supplement_undated"
    return one.kind
