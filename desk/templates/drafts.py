"""Bản nháp mẫu giấy tờ: kept with every pause of typing, one for each person and counter, lost by nothing.

Two desks may word the same form at once. Each has a draft of its own, each is told of the other; who
publishes second is stopped once, takes over what the first changed (`follow`) and publishes then.
"""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desk.errors import InputError
from desk.office.staff import must_administer
from desk.paper.template_rules import MAX_TEXT
from desk.paper.template_store import newest_no, rows
from desk.paper.templates import MAX_REASON
from desk.templates.rows import DraftMark, DraftView, Kept, VersionRow
from desk.templates.texts import differences, flat, specs
from desk.templates.versions import body_in, check_known, holding, own_row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from desk.office.opened import Office
    from models.tables import TemplateDraft

MOST_LETTERS = 20 * MAX_TEXT  # of one text being typed: more is no slip, it is a file


def open_draft(office: Office, form: str) -> DraftView:
    """My draft of a form at this counter, else the words that print today, nothing changed yet.

    Raises:
        InputError: `template.unknown_form`.
    """
    check_known(form)
    with office.read() as session:
        mine = _mine(session, office, form)
        if mine is not None:
            return _view(session, office, mine)
        based_on, body = holding(session, form, office.clock.now().date())
        return DraftView(
            form=form, key="", revision=0, based_on=based_on, specs=specs(form, office.lang),
            base=flat(form, body), words={}, others=_others(session, form, ""),
            seen_no=newest_no(session, form),
        )  # fmt: skip


def keep_draft(
    office: Office,
    draft: DraftView,
    words: Mapping[str, str],
    *,
    begins: str = "",
    reason: str = "",
) -> Kept:
    """Keep what was typed. Where another window changed this draft meanwhile, it goes on as one of its own.

    Raises:
        InputError: `template.unknown_form`, `template.draft_too_long`; `auth.role`.
    """
    must_administer(office)
    check_known(draft.form)
    changed = _changed(draft, words)
    with office.write("template.draft") as uow:
        row = _by_key(uow.session, draft.key)
        split = bool(draft.key) and (row is None or row.revision != draft.revision)
        if row is None or split:
            row = _new_row(uow.session, office, draft)
        else:
            row.revision += 1
        row.words, row.begins, row.reason = changed, begins[:20], reason[:MAX_REASON]
        row.changed_at = uow.now
        uow.session.flush()
        kept = Kept(
            row.key, row.revision, split=split, others=_others(uow.session, draft.form, row.key),
            overtaken=_overtaken(uow.session, row),
        )  # fmt: skip
        uow.commit()
    return kept


def drop_draft(office: Office, key: str) -> None:
    """Throw a draft away; none of that key is nothing to do.

    Raises:
        InputError: `auth.role`.
    """
    must_administer(office)
    with office.write("template.draft") as uow:
        row = _by_key(uow.session, key)
        if row is not None:
            uow.session.delete(row)
        uow.commit()


def follow(office: Office, key: str) -> DraftView:
    """Put a draft onto the newest version: texts only the other changed are taken over, ours stand.

    Texts both changed keep our words; `clashes` tells them beside the other's.

    Raises:
        InputError: `template.no_draft`; `auth.role`.
    """
    must_administer(office)
    with office.write("template.draft") as uow:
        row = draft_row(uow.session, key)
        form = row.form
        before = flat(form, body_in(uow.session, form, row.based_on))
        no = newest_no(uow.session, form)
        after = flat(form, body_in(uow.session, form, no))
        ours = _texts(row.words)
        both = {place for place in ours if before.get(place) != after.get(place)}
        row.words = {place: text for place, text in ours.items() if text != after.get(place)}
        row.based_on = row.seen_no = no
        row.revision += 1
        row.changed_at = uow.now
        uow.session.flush()
        view = _view(uow.session, office, row)
        uow.commit()
    mine, theirs = ({place: one[place] for place in both} for one in (ours, after))
    return replace(view, clashes=differences(form, mine, theirs, office.lang))


def draft_row(session: Session, key: str) -> TemplateDraft:
    """The stored draft of a key.

    Raises:
        InputError: `template.no_draft`.
    """
    row = _by_key(session, key)
    if row is None:
        raise InputError("template.no_draft")
    return row


def _changed(draft: DraftView, words: Mapping[str, str]) -> dict[str, str]:
    """The texts that differ from where the draft began, in NFC, of places the form has."""
    known = {one.place for one in draft.specs}
    found = {
        place: unicodedata.normalize("NFC", text)
        for place, text in words.items()
        if place in known and text != draft.base.get(place)
    }
    if any(len(text) > MOST_LETTERS for text in found.values()):
        raise InputError("template.draft_too_long", limit=MOST_LETTERS)
    return found


def _new_row(session: Session, office: Office, draft: DraftView) -> TemplateDraft:
    from models.tables import TemplateDraft

    row = TemplateDraft(
        key=secrets.token_hex(16), form=draft.form, based_on=draft.based_on, seen_no=draft.seen_no, words={},
        revision=1, actor=office.actor.username, full_name=office.actor.full_name,
        counter=office.card.counter,
    )  # fmt: skip
    session.add(row)
    return row


def _by_key(session: Session, key: str) -> TemplateDraft | None:
    from sqlalchemy import select

    from models.tables import TemplateDraft

    return session.scalars(select(TemplateDraft).where(TemplateDraft.key == key)).first() if key else None


def _mine(session: Session, office: Office, form: str) -> TemplateDraft | None:
    from sqlalchemy import select

    from models.tables import TemplateDraft

    return session.scalars(
        select(TemplateDraft)
        .where(
            TemplateDraft.form == form,
            TemplateDraft.actor == office.actor.username,
            TemplateDraft.counter == office.card.counter,
        )
        .order_by(TemplateDraft.changed_at.desc(), TemplateDraft.id.desc())
    ).first()


def _view(session: Session, office: Office, row: TemplateDraft) -> DraftView:
    form = row.form
    return DraftView(
        form=form, key=row.key, revision=row.revision, based_on=row.based_on, specs=specs(form, office.lang),
        base=flat(form, body_in(session, form, row.based_on)), words=_texts(row.words), begins=row.begins,
        seen_no=row.seen_no, reason=row.reason, changed_at=row.changed_at,
        others=_others(session, form, row.key), overtaken=_overtaken(session, row),
    )  # fmt: skip


def _texts(words: Mapping[str, Any]) -> dict[str, str]:
    return {place: text for place, text in words.items() if isinstance(text, str)}


def _others(session: Session, form: str, key: str) -> tuple[DraftMark, ...]:
    from sqlalchemy import select

    from models.tables import TemplateDraft

    found: Sequence[TemplateDraft] = session.scalars(
        select(TemplateDraft)
        .where(TemplateDraft.form == form, TemplateDraft.key != key)
        .order_by(TemplateDraft.changed_at.desc())
    ).all()
    return tuple(
        DraftMark(one.key, one.full_name or one.actor, one.counter, one.changed_at, len(one.words))
        for one in found
    )


def _overtaken(session: Session, row: TemplateDraft) -> VersionRow | None:
    """The newest version, where it was published after the draft began."""
    own = rows(session, row.form)
    last = max(own, key=lambda one: one.no, default=None)
    return own_row(last, own) if last is not None and last.no > row.seen_no else None
