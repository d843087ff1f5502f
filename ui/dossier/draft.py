"""One act as it is typed before F9: frozen data and pure rules, free of Qt.

The act's keys are those of the contract's `act` file; `payload` writes them, `gap` names the first thing
that keeps F9 from acting, so that the screen can say it and stand there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from ui import format as say
from ui.dossier.panels import CORRECTABLE, PanelSpec, panel
from ui.reception.papers import Paper

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desk.life.rows import NextAct
    from desk.rows import DossierView
    from desk.rows.strip import GivenPage

LOCAL = timezone(timedelta(hours=7))
_DAY = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})")
_CLOCK = re.compile(r"(\d{1,2})[:hg.](\d{2})")


@dataclass(frozen=True, slots=True)
class ActDraft:
    """One act being prepared: which, upon what, and everything typed so far.

    `command_id` stays until the act is done, so a second F9 is the same act. `armed` means that an act
    which cannot be undone was asked for once and waits for the second, deliberate press.
    """

    command_id: str
    act: NextAct
    spec: PanelSpec  # how its panel looks
    values: Mapping[str, str]
    before: Mapping[str, str]  # what stood there when the panel was opened
    papers: tuple[Paper, ...] = ()
    selected: int = 0
    armed: bool = False

    @property
    def verb(self) -> str:
        """The act's name."""
        return self.act.verb

    def value(self, key: str) -> str:
        """What is typed under a key, without the blanks around it."""
        return self.values.get(key, "").strip()

    @property
    def touched(self) -> bool:
        """Whether anything was typed, ticked or captured since the panel was opened."""
        return dict(self.values) != dict(self.before) or any(one.received or one.pages for one in self.papers)


def fresh(act: NextAct, view: DossierView, *, command_id: str) -> ActDraft:
    """Begin an act with what the record already knows."""
    spec = panel(act, view.state)
    values = {field.key: field.first for field in spec.fields}
    values |= _known(act.verb, view)
    return ActDraft(command_id=command_id, act=act, spec=spec, values=values, before=dict(values))


def _known(verb: str, view: DossierView) -> dict[str, str]:
    """What the record prefills."""
    if verb in ("await-payment", "paid"):
        return {"amount": str(view.fee_amount) if view.fee_amount else ""}
    if verb == "correct":
        return {f"set.{key}": current(view, key) for key, _title in CORRECTABLE}
    return {}


def current(view: DossierView, key: str) -> str:
    """What stands on record under a correctable field, as text."""
    names = {"full_name": "applicant_name"}
    found = getattr(view, names.get(key, key), None)
    if isinstance(found, date):
        return f"{found:%d/%m/%Y}"
    return "" if found is None else str(found)


def changed(draft: ActDraft, **values: str) -> ActDraft:
    """Type into fields; an armed act is disarmed by it."""
    return replace(draft, values={**draft.values, **values}, armed=False)


def offered(draft: ActDraft, **values: str) -> ActDraft:
    """Fill fields that nobody typed in; what was typed stays."""
    free = {key: text for key, text in values.items() if draft.values.get(key, "") == draft.before.get(key)}
    return replace(draft, values={**draft.values, **free}, before={**draft.before, **free})


def with_papers(draft: ActDraft, papers: tuple[Paper, ...]) -> ActDraft:
    """Take the checklist; what was ticked already stays ticked."""
    kept = {paper.no: paper for paper in draft.papers}
    return replace(draft, papers=tuple(kept.get(paper.no, paper) for paper in papers))


def changed_paper(draft: ActDraft, at: int, change: Callable[[Paper], Paper]) -> ActDraft:
    """Change one paper; an index outside the list changes nothing."""
    if not 0 <= at < len(draft.papers):
        return draft
    papers = list(draft.papers)
    papers[at] = change(papers[at])
    return replace(draft, papers=tuple(papers), selected=at, armed=False)


def toggled(draft: ActDraft, at: int) -> ActDraft:
    """Tick or untick a paper."""
    return changed_paper(draft, at, Paper.ticked)


def more_copies(draft: ActDraft, at: int, step: int) -> ActDraft:
    """Change how many copies came; the paper counts as there."""
    return changed_paper(draft, at, lambda paper: paper.counted(step))


def next_kind(draft: ActDraft, at: int) -> ActDraft:
    """Turn original → certified copy → copy → electronic → original."""
    return changed_paper(draft, at, Paper.turned)


def with_pages(draft: ActDraft, pages: Mapping[int | None, tuple[GivenPage, ...]]) -> ActDraft:
    """Take the strip's pages by the number of their paper; a paper whose first page comes counts as there."""
    papers = tuple(paper.with_pages(pages.get(paper.no, ())) for paper in draft.papers)
    return draft if papers == draft.papers else replace(draft, papers=papers, armed=False)


# ---- what F9 needs -------------------------------------------------------------------------------


def gap(draft: ActDraft) -> str:
    """The key of the first thing that is missing or cannot be read; empty when F9 may act."""
    spec = draft.spec
    if spec.papers and not any(one.received for one in draft.papers) and not draft.value("other"):
        return "papers"
    if draft.verb == "correct" and not corrections(draft) and not draft.value("result_error"):
        return "set"
    for field in spec.fields:
        text = draft.value(field.key)
        if field.required and not text:
            return field.key
        if text and not _readable(field.kind, text):
            return field.key
    return ""


def _readable(kind: str, text: str) -> bool:
    if kind == "day":
        return read_day(text) is not None
    if kind == "clock":
        return read_clock(text) is not None
    return kind != "money" or say.read_money(text) is not None


def read_day(text: str) -> date | None:
    """A typed day (`26/11/2026`), None where it is none."""
    found = _DAY.fullmatch(text.strip())
    if found is None:
        return None
    day, month, year = (int(part) for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_clock(text: str) -> tuple[int, int] | None:
    """A typed hour (`17:00`, `16h30`), None where it is none."""
    found = _CLOCK.fullmatch(text.strip().lower())
    if found is None:
        return None
    hour, minute = int(found.group(1)), int(found.group(2))
    return (hour, minute) if hour < 24 and minute < 60 else None


def new_due(draft: ActDraft) -> datetime | None:
    """The new date of an extension, None while it cannot be read."""
    day, clock = read_day(draft.value("day")), read_clock(draft.value("clock"))
    if day is None or clock is None:
        return None
    return datetime(day.year, day.month, day.day, *clock, tzinfo=LOCAL)


def corrections(draft: ActDraft) -> dict[str, Any]:
    """The fields whose text differs from the record."""
    found: dict[str, Any] = {}
    for key, _title in CORRECTABLE:
        name = f"set.{key}"
        text = draft.value(name)
        if name not in draft.before or text == draft.before[name].strip():
            continue
        day = read_day(text) if key == "birth_date" else None
        found[key] = day.isoformat() if day is not None else int(text) if _whole(key, text) else text
    return found


def _whole(key: str, text: str) -> bool:
    return key in ("copies", "fee_amount") and text.isdigit()


# ---- the act's keys ------------------------------------------------------------------------------


def payload(draft: ActDraft) -> dict[str, Any]:
    """The keys of the `act` file, nothing empty among them."""
    given = {key: text for key in draft.spec.plain if (text := draft.value(key))}
    made: dict[str, Any] = dict(given)
    if draft.verb == "request-supplement":
        made["components"] = [{"no": one.no} for one in draft.papers if one.received]
        if draft.value("other"):
            made["components"].append({"name": draft.value("other")})
    elif draft.verb == "supplement":
        made["components"] = [_component(one) for one in draft.papers if one.received]
    elif draft.verb == "extend" and (due := new_due(draft)) is not None:
        made["due_at"] = due.isoformat()
    elif draft.verb == "correct":
        made["set"] = corrections(draft)
        if draft.value("result_error"):
            made["result_error"] = True
    elif draft.verb == "rate":
        made |= {
            "score": int(draft.value("score") or 0),
            "by": "clerk",
        }  # the citizen has a window of their own
    if (amount := say.read_money(draft.value("amount"))) is not None:
        made["amount"] = amount
    if draft.act.needs_override:
        made["override"] = {
            "reason": draft.value("override.reason"),
            "role": draft.value("override.role"),
        }
    return made


def _component(paper: Paper) -> dict[str, Any]:
    return {
        "no": paper.no,
        "kind": paper.kind,
        "copies": paper.copies,
        "pages": [page.as_json() for page in paper.pages],
    }
