"""Kết quả giải quyết: the result papers of one dossier, each with number, day, name, file and versions.

Kept apart from the papers handed in (component 0). What a file of an act gives is read and digitised here
before the transaction; inside it each entry finds its place: a further result, a new version of one, or
facts put right. Earlier versions and their files stay.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from desk.errors import InputError
from desk.folding import fold
from desk.imaging.filing import RESULT, put_in_place
from desk.imaging.pages import pages_from
from desk.imaging.paper_facts import PaperFacts, facts_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from desk.imaging.filing import StagedPdf, Staging
    from desk.jsonform import Form
    from desk.record.uow import UnitOfWork
    from models.tables import Attachment, Dossier, Result

MAX_RESULTS = 20
MAX_PAGES = 500
SLUG = "ket-qua"
OWN = ("number", "issued_on", "title", "electronic", "signed")
_KEYS = {
    "number": "number",
    "date": "issued_on",
    "title": "title",
    "electronic": "electronic",
    "signed": "signed",
}


@dataclass(frozen=True, slots=True)
class GivenResult:
    """One result as an act's file gives it; `told` names the fields that were given."""

    no: int | None = None  # where it names one
    number: str = ""
    issued_on: date | None = None
    title: str = ""
    electronic: bool = False
    signed: bool | None = None
    told: frozenset[str] = frozenset()
    staged: StagedPdf | None = None
    key: str = "results"


@dataclass(slots=True)
class Outcome:
    """What became of the given results: which numbers were touched, and every field old and new."""

    numbers: list[int] = field(default_factory=list)
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)


def results_from(form: Form, base: Path, staging: Staging) -> tuple[GivenResult, ...]:
    """The results of `results`, or the one of `result`, digitised aside.

    Raises:
        InputError: `act.bad_value` where both keys are given, one number stands twice or pages are too many.
    """
    single, rows = form.child("result"), form.children("results", limit=MAX_RESULTS)
    if single is not None and rows:
        raise form.bad("results", expected="result or results")
    asked = [single] if single is not None else rows
    pages = [pages_from(one, "pages", base=base, limit=MAX_PAGES) for one in asked]
    if sum(map(len, pages)) > MAX_PAGES:
        raise form.bad("results", limit=MAX_PAGES)
    read = [_facts_of(one, staging) for one in asked]
    numbers = [given.no for given, _ in read if given.no is not None]
    if len(set(numbers)) < len(numbers):
        raise form.bad("results", expected="each no once")
    found = []
    for part, ((given, facts), files) in enumerate(zip(read, pages, strict=True)):
        if files:
            staged = staging.digitise(
                files, component=RESULT, role="result", slug=SLUG, part=part, facts=facts
            )
            given = replace(given, staged=staged)  # noqa: PLW2901 - the same entry, with its file
        found.append(given)
    return tuple(found)


def _facts_of(row: Form, staging: Staging) -> tuple[GivenResult, PaperFacts]:
    told = frozenset(name for key, name in _KEYS.items() if row.has(key))
    given = GivenResult(
        no=row.whole("no", lowest=1, highest=MAX_RESULTS) if row.has("no") else None,
        number=row.text("number", limit=100) or "",
        issued_on=row.day("date"),
        title=row.text("title", limit=500) or "",
        electronic=row.flag("electronic", default=False),
        signed=row.flag("signed", default=False) if row.has("signed") else None,
        told=told,
        key=row.key("no"),
    )
    facts = facts_from(row, title=given.title or staging.concern.procedure)
    return given, replace(facts, number=given.number, issued_on=given.issued_on)


def issue(uow: UnitOfWork, row: Dossier, given: Sequence[GivenResult]) -> Outcome:
    """Take in the results as they arrive (`result-ready`).

    Where no entry names a number the list is whole: what stood before is replaced. An entry that names one
    replaces that one, or is a further result; others stand.
    """
    done = Outcome()
    if all(one.no is None for one in given):
        for old in current(row):
            old.replaced_at = uow.now
        given = [replace(one, no=place) for place, one in enumerate(given, start=1)]
    for one in given:
        _new_version(uow, row, one, done, carried=_standing(row, one.no))
    _sync(row)
    return done


def amend(uow: UnitOfWork, row: Dossier, given: Sequence[GivenResult]) -> Outcome:
    """Add results or put them right where the dossier stays as it is (`correct`, `return`).

    Pages for a number that stands are a new version, unless it had no file yet; the rest is put right.
    """
    done = Outcome()
    if given and not row.results:
        raise InputError("act.bad_value", key="results", expected="result")
    for one in given:
        standing = _standing(row, one.no)
        if standing is None:
            _new_version(uow, row, one, done, carried=None)
        elif one.staged is not None and standing.attachment_id is not None:
            _new_version(uow, row, one, done, carried=standing)
        else:
            _put_right(uow, row, standing, one, done)
    if given:
        _sync(row)
    return done


def current(row: Dossier) -> list[Result]:
    """The results that hold, by number."""
    return [one for one in row.results if one.replaced_at is None]


def counted(row: Dossier) -> dict[str, Any]:
    """What the count of results is derived from, as an event tells it."""
    held = current(row)
    sent = row.returned_by == "electronic"
    return {
        "electronic": sent or any(one.electronic for one in held),
        "result_files": sum(one.attachment_id is not None for one in held),
        "results": len(held),
    }


def _standing(row: Dossier, no: int | None) -> Result | None:
    return next((one for one in current(row) if one.no == no), None)


def _new_version(
    uow: UnitOfWork, row: Dossier, given: GivenResult, done: Outcome, *, carried: Result | None
) -> None:
    """A further version of a number, or the first of a new one; what is not told anew is carried over."""
    from models.tables import Result

    no = given.no or max((one.no for one in row.results), default=0) + 1
    if no > MAX_RESULTS:
        raise InputError("act.bad_value", key=given.key, limit=MAX_RESULTS)
    version = max((one.version for one in row.results if one.no == no), default=0) + 1
    made = Result(dossier_id=row.id, no=no, version=version, recorded_at=uow.now)
    for name in OWN:
        told = name in given.told or carried is None
        setattr(made, name, getattr(given if told else carried, name))
    made.number_fold = fold(made.number)[:100]
    if carried is not None:
        carried.replaced_at = uow.now
    if given.staged is not None:
        made.attachment = _filed(uow, row, given.staged, no)
        made.attachment_id = made.attachment.id
    row.results.append(made)
    done.numbers.append(no)
    done.changes[f"results.{no}"] = (
        carried.version if carried is not None else None,
        made.version,
    )


def _put_right(uow: UnitOfWork, row: Dossier, standing: Result, given: GivenResult, done: Outcome) -> None:
    """The told fields in place, old and new kept; a first file is added."""
    for name in sorted(given.told):
        old, new = getattr(standing, name), getattr(given, name)
        if old != new:
            setattr(standing, name, new)
            done.changes[f"results.{standing.no}.{name}"] = (_json(old), _json(new))
    standing.number_fold = fold(standing.number)[:100]
    if given.staged is not None:
        standing.attachment = _filed(uow, row, given.staged, standing.no)
        standing.attachment_id = standing.attachment.id
        done.changes[f"results.{standing.no}.file"] = (None, standing.attachment.sha256)
    if any(key.startswith(f"results.{standing.no}.") for key in done.changes):
        done.numbers.append(standing.no)


def _filed(uow: UnitOfWork, row: Dossier, staged: StagedPdf, no: int) -> Attachment:
    """The file in its place; its name tells the number, never the title, which may name somebody."""
    named = staged if no == 1 else replace(staged, slug=f"{SLUG}-{no:02d}")
    return put_in_place(uow, dossier_id=row.id, code=row.code, staged=(named,))[0]


def _sync(row: Dossier) -> None:
    """The dossier's own summary is that of its first result."""
    held = sorted(current(row), key=lambda one: one.no)
    if not held:
        return
    first = held[0]
    row.result = {
        "number": first.number or None,
        "date": _json(first.issued_on),
        "title": first.title or None,
        "electronic": first.electronic,
    }


def take_summary(row: Dossier) -> None:
    """The first result as the dossier's summary tells it, after the summary was corrected."""
    from datetime import date as day

    held = sorted(current(row), key=lambda one: one.no)
    told: Mapping[str, Any] = row.result or {}
    if not held:
        return
    held[0].number = str(told.get("number") or "")
    held[0].number_fold = fold(held[0].number)[:100]
    held[0].title = str(told.get("title") or "")
    held[0].issued_on = day.fromisoformat(told["date"]) if told.get("date") else None


def _json(value: Any) -> Any:  # noqa: ANN401 - a field's value
    return value.isoformat() if hasattr(value, "isoformat") else value


def unscanned(given: Sequence[GivenResult]) -> bool:
    """Whether a result came without pages, so that its electronic copy is still owed."""
    return not given or any(one.staged is None for one in given)


def staged_of(given: Iterable[GivenResult]) -> tuple[StagedPdf, ...]:
    """The files of the results, for what is warned of them."""
    return tuple(one.staged for one in given if one.staged is not None)
