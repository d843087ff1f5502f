"""Ban hành mẫu: a draft, or an older version, becomes the next version of a form from a day on.

A version is never edited. Papers of acts before its first day keep the words of their own day.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from desk.clock import iso
from desk.errors import InputError
from desk.office.staff import must_administer
from desk.paper.template_rules import breaks
from desk.paper.template_store import add_version, body_of, by_day, fingerprint, newest_no, rows, words_in
from desk.paper.templates import MAX_REASON
from desk.templates.drafts import draft_row
from desk.templates.judging import hindering
from desk.templates.preview import fit
from desk.templates.rows import Published
from desk.templates.texts import body_with, place_name
from desk.templates.versions import body_in, check_known, own_row
from desk.wording import note

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from desk.office.opened import Office
    from desk.record.uow import UnitOfWork
    from desk.rows import Note
    from models.tables import FormTemplate

_LEAST_REASON = 3


def publish(office: Office, key: str, *, begins: date, reason: str, revision: int | None = None) -> Published:
    """Make a draft the form's version from a day on; the draft is over.

    Raises:
        InputError: `template.no_draft`, `template.draft_moved`, `template.overtaken`, `template.faulty`,
            `template.no_reason`, `template.has_held`, `template.unchanged`; `auth.role`. Nothing was changed.
    """
    must_administer(office)
    said = _reason(reason)
    with office.read() as session:
        row = draft_row(session, key)
        form, seen, held, based_on = row.form, row.seen_no, row.revision, row.based_on
        body = body_with(form, body_in(session, form, based_on), row.words)
    if revision is not None and revision != held:
        raise InputError("template.draft_moved")
    _must_fit(office, form, body)
    with office.write("template.publish") as uow:
        uow.take_turn()
        if draft_row(uow.session, key).revision != held:
            raise InputError("template.draft_moved")
        _not_overtaken(uow.session, form, seen)
        uow.session.delete(draft_row(uow.session, key))
        told = {"based_on": based_on}
        made = _write(uow, form, begins, body, source="editor", reason=said, told=told)
        uow.commit()
    return made


def revert(office: Office, form: str, no: int, *, begins: date, reason: str) -> Published:
    """Make an old version's words the newest version from a day on; the old ones stay where they are.

    Raises:
        InputError: `template.unknown_form`, `template.unknown_version`, `template.faulty`,
            `template.no_reason`, `template.has_held`, `template.unchanged`; `auth.role`.
    """
    must_administer(office)
    check_known(form)
    said = _reason(reason)
    with office.read() as session:
        body = body_with(form, body_in(session, form, no), {})
    _must_fit(office, form, body)
    with office.write("template.publish") as uow:
        uow.take_turn()
        told = {"reverts_to": no}
        made = _write(uow, form, begins, body, source="revert", reason=said, told=told)
        uow.commit()
    return made


def _reason(text: str) -> str:
    """Why, in one line; the log keeps it."""
    said = " ".join(unicodedata.normalize("NFC", text).split())
    if len(said) < _LEAST_REASON or len(said) > MAX_REASON or not said.isprintable():
        raise InputError("template.no_reason", limit=MAX_REASON)
    return said


def _must_fit(office: Office, form: str, body: dict[str, Any]) -> None:
    """Refuse words that are wrong, or that a paper of the form cannot show."""
    faults = hindering(fit(office, form, body))
    if faults:
        first = faults[0]
        raise InputError(
            "template.faulty",
            form=form,
            count=len(faults),
            key=place_name(form, first.place, office.lang),
            first=first.message,
        )


def _not_overtaken(session: Session, form: str, seen: int) -> None:
    """Refuse where somebody published since this draft began: their words would be undone unseen."""
    no = newest_no(session, form)
    if no <= seen:
        return
    last = next(one for one in rows(session, form) if one.no == no)
    raise InputError(
        "template.overtaken", form=form, no=no, by=last.made_by or "–",
        at=iso(last.made_at) if last.made_at else "–",
    )  # fmt: skip


def _write(
    uow: UnitOfWork,
    form: str,
    begins: date,
    body: dict[str, Any],
    *,
    source: str,
    reason: str,
    told: dict[str, Any],
) -> Published:
    own, today = rows(uow.session, form), uow.now.date()
    there = by_day(own).get(begins)
    if there is not None and begins <= today and not breaks(form, there.body):
        raise InputError("template.day_has_held", form=form, day=f"{begins:%d/%m/%Y}")
    if _same(uow.session, form, begins, body, own):
        raise InputError("template.unchanged", form=form, day=f"{begins:%d/%m/%Y}")
    row = add_version(uow, form, begins, body, source=source, reason=reason, **told)
    lang = uow.office.lang
    return Published(own_row(row, rows(uow.session, form)), _notes(own, begins, today, lang))


def _same(
    session: Session, form: str, begins: date, body: dict[str, Any], own: Sequence[FormTemplate]
) -> bool:
    """Whether these very words would print on that day anyway."""
    before = [row for row in own if row.valid_from <= begins]
    if before:
        return fingerprint(before[-1].body) == fingerprint(body)
    return fingerprint(body_of(words_in(session, form, begins))) == fingerprint(body)


def _notes(own: Sequence[FormTemplate], begins: date, today: date, lang: str) -> tuple[Note, ...]:
    """What to mind: a day already past, and words of a later day that end these."""
    found = []
    if begins < today:
        found.append(note("template.begins_in_past", lang, day=f"{begins:%d/%m/%Y}"))
    later = [row.valid_from for row in own if row.valid_from > begins and row.valid_from > today]
    if later:
        found.append(note("template.ends_again", lang, day=f"{min(later):%d/%m/%Y}"))
    return tuple(found)
