"""Quản trị danh mục thủ tục: looked through, a new version kept from a day on, ended, marked as usual.

Dossiers keep what they were received under: their own copy of code, name, field and term, and the version's
row, whose content never changes again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.catalogue.rows import CatalogueEntry, VersionCard
from desk.catalogue.versions import changes, differing, ended, put, status, version_on
from desk.errors import InputError
from desk.folding import fold
from desk.wording import note

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from desk.catalogue.versions import Version
    from desk.office.opened import Office
    from desk.rows import Note, ProcedureCard

_DATED = ("valid_from", "valid_to")


def entries(office: Office, text: str = "", *, on: date | None = None) -> tuple[CatalogueEntry, ...]:
    """Return every procedure that fits a text, as it stands on a day (default: today); all without a text.

    A code that does not hold on that day is shown too: its next version, else its last one.
    """
    from desk.catalogue.index import current
    from desk.catalogue.storing import versions_of

    day = on or office.clock.now().date()
    uses = current(office).uses
    with office.read() as session:
        known = versions_of(session)
    found = [_entry(versions, day, uses) for versions in known.values()]
    return tuple(_fitting(found, text) if fold(text) else found)


def _fitting(found: Sequence[CatalogueEntry], text: str) -> list[CatalogueEntry]:
    from desk.catalogue.search import Entry, rank

    asked = [
        Entry(
            key=place, code=one.code, name=one.name, field=one.field, uses=one.uses,
            nicknames=one.card.nicknames, favourite=one.card.favourite, set_aside=one.status != "in_force",
        )
        for place, one in enumerate(found)
    ]  # fmt: skip
    return [found[hit.entry.key] for hit in rank(text, asked, limit=len(asked))]


def entry(office: Office, code: str, *, on: date | None = None) -> CatalogueEntry:
    """Return one procedure as it stands on a day (default: today), with all its versions.

    Raises:
        InputError: `procedure.unknown`.
    """
    from desk.catalogue.index import current

    day = on or office.clock.now().date()
    uses = current(office).uses
    with office.read() as session:
        return _entry(_known(session, code), day, uses)


def _known(session: Session, code: str) -> list[Version]:
    from desk.catalogue.storing import versions_of

    found = versions_of(session, (code,)).get(code)
    if not found:
        raise InputError("procedure.unknown", procedure=code[:60])
    return found


def _entry(
    versions: Sequence[Version], day: date, uses: Mapping[str, int], *, warnings: tuple[Note, ...] = ()
) -> CatalogueEntry:
    shown = version_on(versions, day) or versions[-1]
    return CatalogueEntry(
        card=shown.card,
        valid_from=shown.valid_from,
        valid_to=shown.valid_to,
        status=status(shown, day),
        uses=uses.get(shown.card.code, 0),
        versions=tuple(
            VersionCard(one.valid_from, one.valid_to, status(one, day), one.used) for one in versions
        ),
        warnings=warnings,
    )


def save(
    office: Office, given: Mapping[str, Any], *, valid_from: date | None = None, valid_to: date | None = None
) -> CatalogueEntry:
    """Keep a procedure from a day on (default: the file's, else today); the one before ends the day before.

    A key that is not given keeps what the version of that day has. The same content again changes nothing.

    Raises:
        InputError: a bad value by its key, or `catalogue.version_used` where a dossier was received under the
            version that begins on that very day.
    """
    from desk.catalogue.index import current
    from desk.catalogue.reading import entry_data, read_entry
    from desk.catalogue.storing import alone, versions_of, write
    from desk.office.staff import must_administer

    must_administer(office)
    values, first, last = _dated(given, valid_from=valid_from, valid_to=valid_to)
    first = first or office.clock.now().date()
    code = values.get("code")
    with alone(office, "catalogue.save") as uow:
        known = versions_of(uow.session, (code,)).get(code, []) if isinstance(code, str) else []
        base = version_on(known, first)
        card = read_entry({**(entry_data(base.card) if base else {}), **values})
        after: Sequence[Version] = known
        if not _says_the_same(base, card, first, last):
            after = put(known, card, first=first, last=last)
        warnings = unit_notes(uow.session, card, lang=office.lang)
        done = changes(known, after)
        if done:
            write(uow, done, source="save")
            uow.commit()
    return _entry(after, first, current(office).uses, warnings=warnings)


def _dated(
    given: Mapping[str, Any], *, valid_from: date | None, valid_to: date | None
) -> tuple[dict[str, Any], date | None, date | None]:
    """The content of a file apart from its days; days given by the caller win."""
    from desk.jsonform import Form

    form = Form(given, code="catalogue")
    first, last = form.day("valid_from"), form.day("valid_to")
    values = {key: value for key, value in given.items() if key not in _DATED}
    return values, valid_from or first, valid_to or last


def _says_the_same(base: Version | None, card: ProcedureCard, first: date, last: date | None) -> bool:
    return (
        base is not None
        and base.holds(first)
        and not differing(base.card, card)
        and last in {None, base.valid_to}
    )


def unit_notes(session: Session, card: ProcedureCard, *, lang: str) -> tuple[Note, ...]:
    """Return a warning for every unit of a procedure that nobody has named before."""
    from desk.process.units import spelled_as_known

    return tuple(
        note("unit.new", lang, unit=unit)
        for unit in dict.fromkeys((card.resolving_unit, card.competent_unit))
        if unit and spelled_as_known(session, unit) is None
    )


def end(office: Office, code: str, valid_to: date) -> CatalogueEntry:
    """Bãi bỏ: the version in force on a day ends with it; what is on record under it goes on.

    Raises:
        InputError: `procedure.unknown`, `catalogue.none_in_force`.
    """
    from desk.office.staff import must_administer

    must_administer(office)
    return _changed(office, code, source="end", how=lambda known: ended(known, valid_to))


def set_favourite(office: Office, code: str, on: bool) -> CatalogueEntry:
    """Thủ tục thường dùng: mark a procedure to stand first, or take the mark away."""
    return _house(office, code, source="favourite", values={"favourite": on})


def set_nicknames(office: Office, code: str, text: str) -> CatalogueEntry:
    """Tên gọi khác: what people call a procedure, separated by semicolons; the search finds it by them."""
    return _house(office, code, source="nicknames", values={"nicknames": text})


def _house(office: Office, code: str, *, source: str, values: Mapping[str, Any]) -> CatalogueEntry:
    """Change what belongs to the house on every version of a code that has not ended."""
    from dataclasses import replace

    from desk.catalogue.reading import entry_data, read_entry

    today = office.clock.now().date()

    def changed(known: Sequence[Version]) -> tuple[Version, ...]:
        last = known[-1]
        return tuple(
            replace(one, card=read_entry({**entry_data(one.card), **values}))
            if one is last or status(one, today) != "ended"
            else one
            for one in known
        )

    return _changed(office, code, source=source, how=changed)


def _changed(
    office: Office, code: str, *, source: str, how: Callable[[Sequence[Version]], Iterable[Version]]
) -> CatalogueEntry:
    from desk.catalogue.index import current
    from desk.catalogue.storing import alone, write

    with alone(office, f"catalogue.{source}") as uow:
        known = _known(uow.session, code)
        after = tuple(how(known))
        done = changes(known, after)
        if done:
            write(uow, done, source=source)
            uow.commit()
    return _entry(after, office.clock.now().date(), current(office).uses)
