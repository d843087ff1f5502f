"""Chia một lượt quét theo tờ phân cách: separator sheets are read, and a plan is made to be looked at.

Nothing is moved here. A separator says that the next paper begins, or which one; a receipt's QR and the patch
codes of other programs' sheets mean the next paper. The sheets themselves never become part of a paper.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from desk.errors import DeskError, InputError
from desk.imaging.digitising import scanning_failures
from desk.rows.strip import SplitMark, SplitPlan
from desk.wording import note

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from desk.office.opened import Office
    from desk.rows import Note
    from desk.rows.strip import StripPage

NEXT = "QMC:TACH:TIEP"
OTHERS_TEXT = "PATCHT"  # what the sheets of other programs say in a barcode
_OURS = re.compile(r"QMC:TACH:(TIEP|[0-9]{1,3})")
_PATCHES = frozenset({"2", "3", "T"})  # 3 is T upside down; 1, 4 and 6 switch a scanner's colour
HIGHEST = 999


def payload(component: int | None) -> str:
    """The text of a separator's QR: the next paper, or the paper of this number."""
    if component is None:
        return NEXT
    if not 1 <= component <= HIGHEST:
        raise ValueError(component)
    return f"QMC:TACH:{component:02d}"


def meaning(
    texts: Sequence[str], patch: str | None, *, key: int, codes: Callable[[str], str | None]
) -> SplitMark | None:
    """What a sheet with these symbols separates; None where it is a page like any other.

    Our own sheets' word goes first: they carry the others' marks too. `codes` answers a receipt's dossier.
    """
    for text in texts:
        ours = _OURS.fullmatch(text.strip().upper())
        if ours is not None and ours[1] == "TIEP":
            return SplitMark(key, "next")
        if ours is not None and int(ours[1]) > 0:
            return SplitMark(key, "component", component=int(ours[1]))
    for text in texts:
        code = codes(text)
        if code is not None:
            return SplitMark(key, "receipt", code=code)
    if patch in _PATCHES or any(text.strip().upper() == OTHERS_TEXT for text in texts):
        return SplitMark(key, "patch")
    return None


def split_run(
    office: Office,
    pages: Sequence[StripPage],
    papers: Sequence[int],
    *,
    current: int | None = None,
    dossier: str | None = None,
    report: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> SplitPlan:
    """Look for separators on the pages of a run and say which page goes to which paper.

    May be called from any thread; takes some 100 ms a page.

    Args:
        office: the open office; a receipt is known by its tag.
        pages: the run in its order; what stands aside is passed over.
        papers: the numbers of the checklist in the order the papers are laid in.
        current: the paper the run begins with; its first page may be a separator already.
        dossier: the dossier open at the desk, if it has a code.
        report: told (pages looked at, pages in all).
        cancelled: asked before each page; true raises.

    Raises:
        InputError: `digitise.cancelled`.
    """
    marks: list[SplitMark] = []
    unread = 0
    for at, page in enumerate(pages):
        if cancelled is not None and cancelled():
            raise InputError("digitise.cancelled")
        try:
            mark = _mark(office, page)
        except DeskError:  # said when the page itself is worked
            unread += 1
        else:
            marks += [mark] if mark is not None else []
        if report is not None:
            report(at + 1, len(pages))
    plan = planned(office, pages, marks, papers, current=current, dossier=dossier)
    if not unread:
        return plan
    told = note("strip.page_unread", office.lang, pages=unread)
    return SplitPlan(plan.marks, plan.assigned, (*plan.notes, told))


def planned(
    office: Office,
    pages: Sequence[StripPage],
    marks: Sequence[SplitMark],
    papers: Sequence[int],
    *,
    current: int | None = None,
    dossier: str | None = None,
) -> SplitPlan:
    """The plan that follows from these separators; ask again with fewer where the clerk strikes one out."""
    by_key = {mark.key: mark for mark in marks}
    order = _Order(papers, current)
    assigned: list[tuple[int, int | None]] = []
    for page in pages:
        mark = by_key.get(page.key)
        if mark is not None:
            order.separated(mark)
        elif not page.dropped:
            assigned.append((page.key, order.paper))
            order.begun = True
    return SplitPlan(tuple(marks), tuple(assigned), _notes(office, marks, assigned, papers, dossier))


class _Order:
    """Which paper the run has come to."""

    def __init__(self, papers: Sequence[int], current: int | None) -> None:
        self._papers = papers
        self._place = papers.index(current) if current in papers else -1
        self.paper = current
        self.begun = current is None  # a separator on top of the stack begins the first paper, not the second

    def separated(self, mark: SplitMark) -> None:
        """Go on to the paper that begins after a separator; none where it names none of the checklist."""
        if mark.kind == "component":
            known = mark.component in self._papers
            self._place = self._papers.index(mark.component or 0) if known else self._place
            self.paper = mark.component if known else None
        elif self.begun:
            self._place += 1
            self.paper = self._papers[self._place] if self._place < len(self._papers) else None
        self.begun = True


def _notes(
    office: Office,
    marks: Sequence[SplitMark],
    assigned: Sequence[tuple[int, int | None]],
    papers: Collection[int],
    dossier: str | None,
) -> tuple[Note, ...]:
    lang = office.lang
    if not marks:
        return (note("strip.no_separators", lang),)
    unknown = sorted({mark.component or 0 for mark in marks if mark.kind == "component"} - set(papers))
    others = [mark.code for mark in marks if mark.kind == "receipt" and dossier and mark.code != dossier]
    homeless = sum(paper is None for _, paper in assigned)
    return (
        *(note("strip.unknown_paper", lang, no=no) for no in unknown),
        *(note("strip.more_separators", lang, pages=homeless) for _ in [0] if homeless and not unknown),
        *(note("strip.other_dossier", lang, code=code) for code in dict.fromkeys(others)),
    )


def _mark(office: Office, page: StripPage) -> SplitMark | None:
    from scanning.codes.marks import read_marks

    if page.dropped:
        return None
    with scanning_failures():
        found = read_marks(page.file, page=(page.page or 1) - 1)
    return meaning(found.texts, found.patch, key=page.key, codes=lambda text: _receipt_of(office, text))


def _receipt_of(office: Office, text: str) -> str | None:
    """The dossier of a receipt of ours; another office's receipt is a paper like any other."""
    from desk.finding.codes import recognise

    found = recognise(text, office_code=office.codes, key=office.keys.ring, lang=office.lang)
    return found.code if found.kind == "receipt" and found.tag_ok else None
