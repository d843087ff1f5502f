"""Mẫu chữ của đơn vị: dated wording of a form that wins over the shipped one from its day on.

Papers of older days are reprinted with the words of their day: a version that has held is never replaced,
a new one begins on a day of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.errors import InputError
from desk.paper.forms import shipped
from desk.paper.rows import TemplateCard
from desk.wording import note

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from sqlalchemy.orm import Session

    from desk.importing import ImportReport
    from desk.office.opened import Office
    from desk.record.uow import UnitOfWork
    from desk.rows import Note
    from models.tables import FormTemplate
    from printing.words import Words

IMPORTED = "template.imported"


def words_in(session: Session, form: str, day: date) -> Words:
    """The wording in force on a day: the office's newest template begun by then, else the shipped one."""
    from sqlalchemy import select

    from models.tables import FormTemplate
    from printing.words import choose

    row = session.scalars(
        select(FormTemplate)
        .where(FormTemplate.form == form, FormTemplate.valid_from <= day)
        .order_by(FormTemplate.valid_from.desc())
        .limit(1)
    ).first()
    return choose(shipped(form), day) if row is None else _words(row)


def _words(row: FormTemplate) -> Words:
    """A stored template as words; what a newer program asks for beside it comes from the shipped one."""
    from dataclasses import replace

    from printing.words import parse

    body: dict[str, Any] = {**row.body, "effective_from": row.valid_from}
    (words,) = parse({"key": row.form, "version": [body]})
    base = shipped(row.form)[-1]
    return replace(words, texts={**base.texts, **words.texts}, lists={**base.lists, **words.lists})


def templates(office: Office) -> tuple[TemplateCard, ...]:
    """Every version of every form, shipped and own, by form and day."""
    from desk.paper.template_file import FORMS

    today = office.clock.now().date()
    with office.read() as session:
        found = []
        for form in FORMS:
            now = words_in(session, form, today)
            own = [_words(row) for row in _rows(session, form)]
            for words, is_own in [*((one, False) for one in shipped(form)), *((one, True) for one in own)]:
                in_force = is_own == (now in own) and words.effective_from == now.effective_from
                found.append(_card(words, own=is_own, in_force=in_force))
    return tuple(found)


def _card(words: Words, *, own: bool, in_force: bool) -> TemplateCard:
    return TemplateCard(
        form=words.key,
        valid_from=words.effective_from,
        number=words.number,
        title=words.title.replace("\n", " "),
        basis=words.basis,
        confidence=words.confidence,
        layout=words.layout,
        own=own,
        in_force=in_force,
    )


def _rows(session: Session, form: str) -> Sequence[FormTemplate]:
    from sqlalchemy import select

    from models.tables import FormTemplate

    return session.scalars(
        select(FormTemplate).where(FormTemplate.form == form).order_by(FormTemplate.valid_from)
    ).all()


def export_template(office: Office, form: str, path: Path) -> int:
    """Write the version in force today and the office's later ones as one file; answers how many.

    Raises:
        InputError: `template.unknown_form`, `file.exists`.
    """
    from desk.paper.targets import check_target, writing
    from desk.paper.template_file import FORMS, written
    from desk.record.durable import write_file

    if form not in FORMS:
        raise InputError("template.unknown_form", form=form[:40], allowed=list(FORMS))
    check_target(office, path, begins=(b"# ", b"key"))
    today = office.clock.now().date()
    with office.read() as session:
        versions = [words_in(session, form, today)]
        versions += [_words(row) for row in _rows(session, form) if row.valid_from > today]
    with writing(path):
        write_file(path, written(form, versions).encode("utf-8"))
    return len(versions)


def import_template(office: Office, path: Path, *, dry_run: bool = False) -> ImportReport:
    """Take a file's versions, all or none; see `taken`."""
    return taken(office, path, dry_run=dry_run)[0]


def taken(office: Office, path: Path, *, dry_run: bool = False) -> tuple[ImportReport, tuple[Note, ...]]:
    """Take a file's versions, all or none, and say what to mind.

    `row` of an error is the version's place in the file, `column` its key. A version may begin on a day
    already past, where the right words were heard of late: papers since that day are reprinted with them.

    Raises:
        InputError: no template file at all; `auth.role`.
    """
    from desk.importing import ImportReport
    from desk.office.staff import must_administer
    from desk.paper.template_file import read

    must_administer(office)
    form, versions, faults = read(path, lang=office.lang)
    with office.read() as session:
        known = {row.valid_from: row.body for row in _rows(session, form)}
        same = _shipped_bodies(form)
    today = office.clock.now().date()
    new = {day: one for day, one in versions.items() if known.get(day, same.get(day)) != one.body}
    for day, one in new.items():
        if day in known and day <= today:
            faults.add(one.row, "effective_from", "template.has_held", day=f"{day:%d/%m/%Y}")
    if faults.errors:
        return ImportReport(0, 0, errors=faults.errors, dry_run=dry_run), ()
    if new and not dry_run:
        with office.write("template.import") as uow:
            for day, one in sorted(new.items()):
                _store(uow, form, day, one.body)
            uow.commit()
    past = sorted(day for day in new if day < today)
    told = tuple(note("template.begins_in_past", office.lang, day=f"{day:%d/%m/%Y}") for day in past)
    return ImportReport(imported=len(new), skipped=len(versions) - len(new), dry_run=dry_run), told


def _shipped_bodies(form: str) -> dict[date, dict[str, Any]]:
    """The shipped versions as a file would hold them: importing an untouched export changes nothing."""
    from desk.paper.template_file import HEAD

    return {
        words.effective_from: {
            **{key: getattr(words, key) for key in HEAD},
            "texts": {**words.texts, **{key: list(items) for key, items in words.lists.items()}},
        }
        for words in shipped(form)
    }


def _store(uow: UnitOfWork, form: str, day: date, body: dict[str, Any]) -> None:
    """Write one version and tell it; the log keeps the fingerprint of the words, not the words."""
    import hashlib

    from sqlalchemy import select

    from desk.record.canonical import canonical
    from models.tables import FormTemplate

    query = select(FormTemplate).where(FormTemplate.form == form, FormTemplate.valid_from == day)
    row = uow.session.scalars(query).first()
    if row is None:
        uow.session.add(FormTemplate(form=form, valid_from=day, body=body))
    else:
        row.body = body
    uow.record(
        IMPORTED,
        subject=form,
        details={
            "form": form,
            "valid_from": day.isoformat(),
            "number": body["number"],
            "sha256": hashlib.sha256(canonical(body)).hexdigest(),
        },
    )
