"""Papers as a reception's file gives them: how each came, and what of it is kept, scanned or used again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desk.errors import InputError
from desk.imaging.pages import pages_from
from desk.imaging.paper_facts import PaperFacts, facts_from

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from desk.jsonform import Form
    from desk.rows import GivenPage

KINDS = ("original", "certified_copy", "copy", "electronic", "reused")
MAX_COMPONENTS = 99
MAX_PAGES = 500
AUTO = "auto"
_HIGHEST_ID = 2**53


@dataclass(frozen=True, slots=True)
class GivenComponent:
    """One paper as handed in: its number in the checklist, how it came, its pages in order.

    `reuse` names a paper digitised before, or "auto" for the newest that fits; `keep_original`: the office
    keeps the original and gives it back later.
    """

    no: int
    kind: str = "original"
    copies: int = 1
    pages: tuple[GivenPage, ...] = ()
    name: str | None = None
    reuse: int | str | None = None
    keep_original: bool = False
    facts: PaperFacts = field(default_factory=PaperFacts)  # as given; the checklist fills what is missing

    @property
    def doc_type(self) -> str:
        """Mã loại giấy tờ, where it was given."""
        return self.facts.doc_type

    @property
    def valid_until(self) -> date | None:
        """Thời hạn hiệu lực, where the paper has one."""
        return self.facts.valid_until


def components_from(form: Form, base: Path) -> tuple[GivenComponent, ...]:
    """The papers as given, each number once."""
    components = []
    seen: set[int] = set()
    for row in form.children("components", limit=MAX_COMPONENTS):
        component = _component(row, base)
        if component.no in seen:
            raise InputError("receive.component_twice", key=row.key("no"), no=component.no)
        seen.add(component.no)
        components.append(component)
    return tuple(components)


def _component(row: Form, base: Path) -> GivenComponent:
    no = row.whole("no", lowest=1, highest=999)
    kind = row.choice("kind", KINDS, default="original")
    pages = pages_from(row, "pages", base=base, limit=MAX_PAGES)
    reuse = _reuse(row)
    if reuse is not None and pages:
        raise row.bad("reuse", expected="no pages")
    keep = row.flag("keep_original", default=False)
    if keep and (reuse is not None or kind != "original"):
        raise row.bad("keep_original", expected="kind original")
    return GivenComponent(
        no=no,
        kind=kind if reuse is None else "reused",
        copies=row.whole("copies", default=1, lowest=0, highest=999),
        pages=pages,
        name=row.text("name", limit=500),
        reuse=reuse,
        keep_original=keep,
        facts=facts_from(row),
    )


def _reuse(row: Form) -> int | str | None:
    if not row.has("reuse"):
        return None
    if row.is_text("reuse"):
        return row.choice("reuse", (AUTO,), default=AUTO)
    return row.whole("reuse", lowest=1, highest=_HIGHEST_ID)
