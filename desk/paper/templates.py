"""Mẫu chữ của đơn vị: dated wording of a form that wins over the shipped one from its day on.

Papers of older days are reprinted with the words of their day: a version that has held is never replaced,
a new one begins on a day of its own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desk.errors import InputError
from desk.paper.forms import is_own, shipped
from desk.paper.rows import TemplateCard
from desk.paper.template_filling import named, whole
from desk.paper.template_rules import FORMS, HEAD, breaks, is_form
from desk.paper.template_store import (
    add_version,
    body_of,
    by_day,
    forms_in,
    rows,
    words_in,
    words_of,
)
from desk.wording import note

MAX_REASON = 300

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from desk.importing import ImportReport
    from desk.office.opened import Office
    from desk.rows import Note
    from models.tables import FormTemplate
    from printing.words import Words


def templates(office: Office) -> tuple[TemplateCard, ...]:
    """Every version of every form that counts, shipped and own, by form and day."""
    today = office.clock.now().date()
    with office.read() as session:
        found: list[TemplateCard] = []
        for form in forms_in(session):
            cards = [] if is_own(form) else [_card(words) for words in shipped(form)]
            cards += [_own_card(row) for row in by_day(rows(session, form)).values()]
            now = _now(cards, today)
            found += [replace(card, in_force=card is now) for card in cards]
    return tuple(found)


def _now(cards: Sequence[TemplateCard], today: date) -> TemplateCard:
    """The card that prints today: the newest sound own one begun, else the newest shipped."""
    begun = [card for card in cards if card.valid_from <= today and not card.broken]
    own = [card for card in begun if card.own]
    return (own or begun or list(cards))[-1]


def _card(words: Words) -> TemplateCard:
    return TemplateCard(
        form=words.key,
        valid_from=words.effective_from,
        number=words.number,
        title=words.title.replace("\n", " "),
        basis=words.basis,
        confidence=words.confidence,
        layout=words.layout,
        own=False,
        in_force=False,
    )


def _own_card(row: FormTemplate) -> TemplateCard:
    """The card of an own version; one that was spoiled still says what is left of it."""
    told = {key: row.body.get(key) for key in HEAD}
    return TemplateCard(
        form=row.form,
        valid_from=row.valid_from,
        **{key: value if isinstance(value, str) else "" for key, value in told.items()},
        own=True,
        in_force=False,
        broken=breaks(row.form, row.body),
        no=row.no,
    )


def export_template(office: Office, form: str, path: Path) -> int:
    """Write the version in force today and the office's later ones as one file; answers how many.

    Raises:
        InputError: `template.unknown_form`, `file.exists`.
    """
    from desk.paper.targets import check_target, writing
    from desk.paper.template_file import written
    from desk.record.durable import write_file

    if not is_form(form):
        raise InputError("template.unknown_form", form=form[:40], allowed=list(FORMS))
    check_target(office, path, begins=(b"# ", b"key"))
    today = office.clock.now().date()
    with office.read() as session:
        versions = [words_in(session, form, today)]
        later = [row for day, row in by_day(rows(session, form)).items() if day > today]
        versions += [words_of(row) for row in later if not breaks(form, row.body)]
    with writing(path):
        write_file(path, written(form, versions).encode("utf-8"))
    return len(versions)


def import_template(office: Office, path: Path, *, dry_run: bool = False) -> ImportReport:
    """Take a file's versions, all or none; see `taken`."""
    return taken(office, path, dry_run=dry_run)[0]


def taken(
    office: Office, path: Path, *, dry_run: bool = False, reason: str = ""
) -> tuple[ImportReport, tuple[Note, ...]]:
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
        known = {day: whole(form, row.body) for day, row in by_day(rows(session, form)).items()}
        same = {words.effective_from: body_of(words) for words in shipped(form)}
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
                add_version(
                    uow, form, day, one.body, source="file", reason=" ".join(reason.split())[:MAX_REASON]
                )
            uow.commit()
    past = sorted(day for day in new if day < today)
    told = [note("template.begins_in_past", office.lang, day=f"{day:%d/%m/%Y}") for day in past]
    if is_own(form):
        if not known:
            begins, name = f"{min(versions):%d/%m/%Y}", form.removeprefix("bc_")
            told.insert(0, note("template.new_report", office.lang, name=name, day=begins))
        return ImportReport(len(new), len(versions) - len(new), dry_run=dry_run), tuple(told)
    gaps = dict.fromkeys(key for one in new.values() for key in one.filled)
    if gaps:
        told.append(
            note("template.filled", office.lang, form=form, count=len(gaps), names=named(tuple(gaps)))
        )
    return ImportReport(imported=len(new), skipped=len(versions) - len(new), dry_run=dry_run), tuple(told)
