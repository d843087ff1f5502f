"""Chữ đã ra giấy: a paper given out keeps the very version of its words, whatever is published afterwards.

A paper made with its act carries what was published when the act was written, every other what its first
printing carried; the log tells both. A paper that was never made carries what is known now of its day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.paper import facts
from desk.paper.forms import kind_of
from desk.paper.template_store import version_in, words_in

if TYPE_CHECKING:
    from datetime import date

    from desk.office.opened import Office
    from desk.rows import DossierView, EventRow
    from printing.words import Words

PRINTED = "form.printed"
VISIT_LIST = "ds_tiep_nhan"


def words_for(office: Office, form: str, view: DossierView) -> Words:
    """The words a form of a dossier is printed with, for the first time or again."""
    day, first = day_of(form, view), _first_print(form, _told_by(office, form, view))
    act = _act(form, view)
    with office.read() as session:
        if kind_of(form).with_act and act is not None and act.hash:
            return words_in(session, form, day, told_before=act.seq)
        if first is None:
            return words_in(session, form, day)
        no = first.details.get("words")
        kept = version_in(session, form, no, day) if isinstance(no, int) else None
        return kept or words_in(session, form, day, told_before=first.seq)


def day_of(form: str, view: DossierView) -> date:
    """The day whose words the form is printed with: that of the newest act it tells of, else of reception."""
    event = facts.last(view, kind_of(form).event)
    if event is None or event.verb == "dossier.received":
        return view.received_at.date()
    return event.at.date()


def _act(form: str, view: DossierView) -> EventRow | None:
    """The newest act a form tells of; one that is only previewed has no hash."""
    return facts.last(view, kind_of(form).event)


def _told_by(office: Office, form: str, view: DossierView) -> tuple[DossierView, ...]:
    """The dossiers one copy of the form tells of: the list of a visit is printed from any of its dossiers."""
    from desk.intake.visits import members

    return members(office, view) if form == VISIT_LIST and view.visit_no else (view,)


def _first_print(form: str, views: tuple[DossierView, ...]) -> EventRow | None:
    """The first time the form was printed since the act it tells of."""
    found = []
    for view in views:
        act = _act(form, view)
        since = act.seq if act is not None else -1
        told = (one for one in view.events if one.verb == PRINTED and one.details.get("form") == form)
        found += [one for one in told if one.seq > since][:1]
    return min(found, key=lambda one: one.seq, default=None)
