"""Các bản của mẫu: what a form said from which day on, who made it and why, and how two of them differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.errors import InputError
from desk.paper.forms import shipped
from desk.paper.template_rules import FORMS, breaks, is_form
from desk.paper.template_store import body_of, by_day, fingerprint, forms_in, rows, words_in
from desk.templates.preview import papers_of
from desk.templates.rows import FormText, VersionRow
from desk.templates.texts import differences, flat

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from desk.office.opened import Office
    from desk.templates.rows import TextChange
    from models.tables import FormTemplate
    from printing.words import Words


def check_known(form: str) -> None:
    """Refuse a form this program does not print.

    Raises:
        InputError: `template.unknown_form`.
    """
    if not is_form(form):
        raise InputError("template.unknown_form", form=form[:40], allowed=list(FORMS))


def form_texts(office: Office) -> tuple[FormText, ...]:
    """Every form with how its words stand today."""
    from sqlalchemy import func, select

    from models.tables import TemplateDraft

    today = office.clock.now().date()
    with office.read() as session:
        count = select(TemplateDraft.form, func.count()).group_by(TemplateDraft.form)
        drafts = {form: int(number) for form, number in session.execute(count)}
        return tuple(_form_text(session, form, today, drafts.get(form, 0)) for form in forms_in(session))


def _form_text(session: Session, form: str, today: date, drafts: int) -> FormText:
    now, own = words_in(session, form, today), rows(session, form)
    later = [row.valid_from for row in own if row.valid_from > today]
    return FormText(
        form=form,
        title=" ".join(now.title.split()),
        number=now.number,
        papers=papers_of(form),
        since=now.effective_from,
        own=any(_holds(row, now) for row in own),
        later=min(later) if later else None,
        broken=bool(now.passed_over),
        drafts=drafts,
    )


def _holds(row: FormTemplate, words: Words) -> bool:
    """Whether a stored version is the one these words came from."""
    return row.valid_from == words.effective_from and row.body.get("title") == words.title


def versions(office: Office, form: str) -> tuple[VersionRow, ...]:
    """Every version of a form, the newest first, those that came with the program last.

    Raises:
        InputError: `template.unknown_form`.
    """
    check_known(form)
    today = office.clock.now().date()
    with office.read() as session:
        own = rows(session, form)
        made = [own_row(row, own) for row in own]
    given = [shipped_row(words, at) for at, words in enumerate(reversed(shipped(form)))]
    return _with_force(sorted(made, key=lambda one: -one.no) + given, today)


def _with_force(found: list[VersionRow], today: date) -> tuple[VersionRow, ...]:
    """The rows, the one that prints today marked."""
    from dataclasses import replace

    begun = [one for one in found if one.valid_from <= today and not one.broken]
    own = [one for one in begun if one.no > 0]
    now = max(own, key=lambda one: (one.valid_from, one.no)) if own else None
    if now is None:
        now = max(begun or [one for one in found if one.no < 1], key=lambda one: one.valid_from)
    return tuple(replace(one, in_force=one is now) for one in found)


def own_row(row: FormTemplate, own: Sequence[FormTemplate]) -> VersionRow:
    """A version of the office's as a row."""
    return VersionRow(
        form=row.form,
        no=row.no,
        valid_from=row.valid_from,
        number=_said(row.body, "number"),
        title=" ".join(_said(row.body, "title").split()),
        sha256=fingerprint(row.body),
        source=row.source,
        reason=row.reason,
        made_at=row.made_at,
        made_by=row.made_by,
        replaced=by_day(own)[row.valid_from] is not row,
        broken=breaks(row.form, row.body),
    )


def _said(body: Mapping[str, Any], key: str) -> str:
    value = body.get(key)
    return value if isinstance(value, str) else ""


def shipped_row(words: Words, at: int) -> VersionRow:
    """A version that came with the program as a row; `at` counts back from the newest."""
    return VersionRow(
        form=words.key,
        no=-at,
        valid_from=words.effective_from,
        number=words.number,
        title=" ".join(words.title.split()),
        sha256=fingerprint(body_of(words)),
        source="shipped",
    )


def body_in(session: Session, form: str, no: int) -> dict[str, Any]:
    """The body of a version by its number.

    Raises:
        InputError: `template.unknown_version`.
    """
    if no < 1:
        given = shipped(form)
        if -no < len(given):
            return body_of(given[len(given) - 1 + no])
    for row in rows(session, form):
        if row.no == no:
            return dict(row.body)
    raise InputError("template.unknown_version", form=form, no=no)


def texts_of(office: Office, form: str, no: int) -> dict[str, str]:
    """The texts of a version by place.

    Raises:
        InputError: `template.unknown_form`, `template.unknown_version`.
    """
    check_known(form)
    with office.read() as session:
        return flat(form, body_in(session, form, no))


def compare(office: Office, form: str, before: int, after: int) -> tuple[TextChange, ...]:
    """How two versions of a form differ, text by text.

    Raises:
        InputError: `template.unknown_form`, `template.unknown_version`.
    """
    return differences(form, texts_of(office, form, before), texts_of(office, form, after), office.lang)


def holding(session: Session, form: str, today: date) -> tuple[int, dict[str, Any]]:
    """The number and body of the version that prints today."""
    begun = [row for row in rows(session, form) if row.valid_from <= today and not breaks(form, row.body)]
    if begun:
        return begun[-1].no, dict(begun[-1].body)
    given = shipped(form)
    started = [at for at, words in enumerate(reversed(given)) if words.effective_from <= today]
    at = started[0] if started else len(given) - 1
    return -at, body_of(given[len(given) - 1 - at])


def newest(found: Iterable[VersionRow]) -> VersionRow | None:
    """The version written last by the office, or none."""
    return max((one for one in found if one.no > 0), key=lambda one: one.no, default=None)
