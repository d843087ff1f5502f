"""What the panel of an act offers: standard sentences, the checklist, a new date, the units."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desk.errors import DeskError
from ui.i18n import tr
from ui.reception.draft import Paper

if TYPE_CHECKING:
    from desk.paper.rows import FormCard, PhraseCard
    from desk.rows import DossierView, DuePromise
    from ui.dossier.draft import ActDraft
    from ui.services import Services


@dataclass(frozen=True, slots=True)
class Material:
    """What a panel offers: standard sentences, papers, a date, the units one may hand over to."""

    phrases: tuple[PhraseCard, ...] = ()
    papers: tuple[Paper, ...] = ()
    promise: DuePromise | None = None
    units: tuple[str, ...] = ()


NOTHING = Material()


def material(services: Services, draft: ActDraft, view: DossierView) -> Material:
    """Read what a panel offers; a list that cannot be read is left out, typing by hand always works."""
    spec, offer = draft.spec, Material()
    if spec.phrases:
        offer = replace(offer, phrases=_phrases(services, spec.phrases, view))
    if spec.papers == "missing":
        cards = services.life.supplement_choices(view.code)
        known = tr("Đã có trong CSDL")
        papers = tuple(
            Paper(one.no, one.name, one.mandatory, known if one.from_database else one.condition)
            for one in cards
        )
        offer = replace(offer, papers=papers)
    elif spec.papers == "handed":
        offer = replace(offer, papers=_asked_papers(services, view))
    if draft.verb == "extend":
        offer = replace(offer, promise=services.life.propose_due(view.code))
    if draft.verb == "hand-over":
        offer = replace(offer, units=tuple(services.process.units()))
    return offer


def _phrases(services: Services, kind: str, view: DossierView) -> tuple[PhraseCard, ...]:
    try:
        found = services.words.phrases(kind, view.procedure.code)
    except DeskError:
        return ()
    return tuple(one for one in found if one.active)


def _asked_papers(services: Services, view: DossierView) -> tuple[Paper, ...]:
    """The checklist of a supplement: what was asked for comes first, the rest of the list after it."""
    asked = _asked(view)
    cards = services.life.supplement_choices(view.code)
    rows = [
        Paper(one.no, one.name, one.no in asked, one.condition, one.from_database and one.no not in asked)
        for one in cards
    ]
    return tuple(sorted(rows, key=lambda one: (one.no not in asked, one.no)))


def _asked(view: DossierView) -> frozenset[int]:
    for event in reversed(view.events):
        if event.verb == "dossier.supplement_requested":
            found = event.details.get("components") or ()
            numbers = (one.get("no") if isinstance(one, dict) else one for one in found)
            return frozenset(int(no) for no in numbers if isinstance(no, int))
    return frozenset()


def forms_of(services: Services, code: str) -> tuple[FormCard, ...]:
    """The papers that may be printed of a dossier; none is no reason not to open it."""
    try:
        return services.words.forms_for(code)
    except DeskError:
        return ()
