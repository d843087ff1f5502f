"""Kho bản mẫu: the versions of each form's wording as they are kept, and the one that holds on a day.

A version is written once and stays. One that could not be printed, whoever spoiled it, is passed over: the
last good one before it speaks, and `Words.passed_over` tells so.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desk.paper.forms import is_own, shipped
from desk.paper.template_rules import FORMS, HEAD, breaks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from desk.record.uow import UnitOfWork
    from models.tables import FormTemplate
    from printing.words import Words

IMPORTED = "template.imported"
PUBLISHED = "template.published"


def rows(session: Session, form: str) -> Sequence[FormTemplate]:
    """Every version of a form this office ever made, by first day and number."""
    from sqlalchemy import select

    from models.tables import FormTemplate

    return session.scalars(
        select(FormTemplate)
        .where(FormTemplate.form == form)
        .order_by(FormTemplate.valid_from, FormTemplate.no)
    ).all()


def by_day(found: Sequence[FormTemplate]) -> dict[date, FormTemplate]:
    """The version that counts of each first day: of two, the later written."""
    return {row.valid_from: row for row in found}


def words_in(session: Session, form: str, day: date, *, told_before: int | None = None) -> Words:
    """The wording that prints on a day: the newest own version begun that can be, else the shipped one.

    `told_before`: only versions the log tells of before that event, for a paper that was given out then.
    """
    from printing.words import choose

    passed: list[date] = []
    found = rows(session, form)
    begun = [one for one in found if one.valid_from <= day]
    if not begun and is_own(form):
        begun = list(by_day(found).values())[:1]  # an own report counts days before it too, as it began
    if begun and told_before is not None:
        later = _told_since(session, form, told_before)
        begun = [one for one in begun if one.no not in later]
    for row in reversed(begun):
        if not breaks(form, row.body):
            return replace(words_of(row), passed_over=tuple(passed))
        passed.append(row.valid_from)
    return replace(choose(shipped(form), day), passed_over=tuple(passed))


def _told_since(session: Session, form: str, seq: int) -> frozenset[int]:
    """The numbers of the versions written after an event."""
    import json

    from sqlalchemy import select

    from models.tables import Event

    told = session.scalars(
        select(Event.details).where(
            Event.verb.in_((PUBLISHED, IMPORTED)), Event.subject == form, Event.seq > seq
        )
    )
    return frozenset(one for one in (json.loads(text).get("no") for text in told) if isinstance(one, int))


def version_in(session: Session, form: str, no: int, day: date) -> Words | None:
    """The version a paper was printed with, by its number; 0 = the day's shipped one. None: not usable."""
    from printing.words import choose

    if no < 1:
        return choose(shipped(form), day)
    row = next((one for one in rows(session, form) if one.no == no), None)
    return None if row is None or breaks(form, row.body) else words_of(row)


def words_of(row: FormTemplate) -> Words:
    """A stored version as words; what a newer program asks for beside it comes from the shipped one."""
    return replace(words_from(row.form, row.body, row.valid_from), version=row.no)


def words_from(form: str, body: dict[str, Any], day: date) -> Words:
    """A version's body as words that hold from a day on."""
    from printing.words import parse

    (words,) = parse({"key": form, "version": [{**body, "effective_from": day}]})
    base = shipped(form)[-1]
    return replace(words, texts={**base.texts, **words.texts}, lists={**base.lists, **words.lists})


def body_of(words: Words) -> dict[str, Any]:
    """Words as a version is kept and as a file holds it."""
    return {
        **{key: getattr(words, key) for key in HEAD},
        "texts": {**words.texts, **{key: list(items) for key, items in words.lists.items()}},
    }


def fingerprint(body: dict[str, Any]) -> str:
    """SHA-256 over the canonical bytes of a version's words: the same words have the same one everywhere."""
    import hashlib

    from desk.record.canonical import canonical

    return hashlib.sha256(canonical(body)).hexdigest()


def newest_no(session: Session, form: str) -> int:
    """The number of the newest version of a form; 0 while there is none but the shipped."""
    from sqlalchemy import func, select

    from models.tables import FormTemplate

    return session.scalar(select(func.max(FormTemplate.no)).where(FormTemplate.form == form)) or 0


def add_version(
    uow: UnitOfWork,
    form: str,
    day: date,
    body: dict[str, Any],
    *,
    source: str,
    reason: str = "",
    **told: object,
) -> FormTemplate:
    """Write one version more and tell it; the log keeps the fingerprint of the words, not the words."""
    from models.tables import FormTemplate

    uow.take_turn()  # two desks never give out the same number
    row = FormTemplate(
        form=form, no=newest_no(uow.session, form) + 1, valid_from=day, body=body, source=source,
        reason=reason, made_at=uow.now, made_by=uow.office.actor.username,
    )  # fmt: skip
    uow.session.add(row)
    uow.session.flush()
    uow.record(
        PUBLISHED if source in {"editor", "revert"} else IMPORTED,
        subject=form,
        details={
            "form": form,
            "no": row.no,
            "valid_from": day.isoformat(),
            "number": body["number"],
            "sha256": fingerprint(body),
            **({"reason": reason} if reason else {}),
            **told,
        },
    )
    return row


def worded(session: Session) -> frozenset[str]:
    """The forms this office has words of its own for."""
    from sqlalchemy import select

    from models.tables import FormTemplate

    return frozenset(session.scalars(select(FormTemplate.form).distinct()))


def own_reports(session: Session) -> tuple[str, ...]:
    """The forms of the reports this office added."""
    return tuple(sorted(one for one in worded(session) if is_own(one)))


def forms_in(session: Session) -> tuple[str, ...]:
    """Every form of this office: what the program prints, then the reports it added."""
    return (*FORMS, *own_reports(session))


def broken(session: Session, today: date) -> tuple[tuple[str, date], ...]:
    """Forms whose newest version begun by today cannot be printed, each with that version's day."""
    known = worded(session)
    found = []
    for form in (one for one in forms_in(session) if one in known):
        passed = words_in(session, form, today).passed_over
        if passed:
            found.append((form, passed[0]))
    return tuple(found)
