"""Nhận gói mẫu: what a pack would change here, told before it is done; all of it is taken, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.office.staff import must_administer
from desk.paper.template_filling import named, whole
from desk.paper.template_store import add_version, body_of, by_day, fingerprint, rows, words_in
from desk.templates.judging import hindering
from desk.templates.pack import read_pack
from desk.templates.preview import fit
from desk.templates.rows import PackLine, PackReport
from desk.templates.texts import differences, flat
from desk.wording import note, sentence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from sqlalchemy.orm import Session

    from desk.office.opened import Office
    from desk.rows import Note
    from desk.templates.pack import Pack, PackedVersion

ADDS = "add"
_REFUSED = frozenset({"clash", "held", "broken"})


def take_pack(
    office: Office,
    path: Path,
    *,
    dry_run: bool = False,
    replace: bool = False,
    begins: date | None = None,
) -> PackReport:
    """Take a pack's versions over, or say what that would do.

    `begins`: what began before that day elsewhere begins on it here, so that papers already given out keep
    their words. `replace`: words of ours that have not begun yet give way to those of the same day.

    Raises:
        InputError: the file is no sound pack (`pack.*`, `file.*`); `auth.role`.
    """
    must_administer(office)
    pack = read_pack(office, path)
    moved = _moved(pack.versions, begins)
    with office.read() as session:
        lines = [_line(session, office, one, day, replace=replace) for one, day in moved]
    adding = [(one, day) for (one, day), line in zip(moved, lines, strict=True) if line.does == ADDS]
    refused = sum(line.does in _REFUSED for line in lines)
    if adding and not refused and not dry_run:
        with office.write("template.import") as uow:
            uow.take_turn()
            again = [_line(uow.session, office, one, day, replace=replace).does for one, day in adding]
            if any(does in _REFUSED for does in again):  # another desk was quicker: look once more
                return _report(office, pack, lines, imported=0, refused=1, dry_run=True)
            for (one, day), does in zip(adding, again, strict=True):
                if does == ADDS:
                    add_version(uow, one.form, day, one.body, source="pack", key_id=pack.key_id)
            uow.commit()
    count = 0 if refused else len(adding)
    return _report(office, pack, lines, imported=count, refused=refused, dry_run=dry_run)


def _moved(versions: Sequence[PackedVersion], begins: date | None) -> tuple[tuple[PackedVersion, date], ...]:
    """Each version with its first day here; of those that would fall together the newest is taken."""
    found: dict[tuple[str, date], PackedVersion] = {}
    for one in sorted(versions, key=lambda one: one.valid_from):
        day = max(one.valid_from, begins) if begins is not None else one.valid_from
        found[one.form, day] = one
    return tuple((one, day) for (_, day), one in found.items())


def _line(session: Session, office: Office, one: PackedVersion, day: date, *, replace: bool) -> PackLine:
    """What taking one version over would do."""
    lang, form = office.lang, one.form
    now = words_in(session, form, day)
    changes = len(differences(form, flat(form, body_of(now)), flat(form, one.body), lang))
    does, said = _does(session, office, one, day, replace=replace)
    title = " ".join(str(one.body.get("title") or now.title).split())[:120]
    return PackLine(form, title, day, does, said, changes=changes, filled=one.filled)


def _does(
    session: Session, office: Office, one: PackedVersion, day: date, *, replace: bool
) -> tuple[str, str]:
    lang, said = office.lang, f"{day:%d/%m/%Y}"
    faults = hindering(fit(office, one.form, one.body))
    if faults:
        count, first = len(faults), faults[0]
        return "broken", sentence(
            "pack.line.broken", lang, count=count, place=first.place, first=first.message
        )
    print_ = fingerprint(one.body)
    own = by_day(rows(session, one.form))
    there_then = (whole(one.form, row.body) for at, row in own.items() if at in {day, one.valid_from})
    if any(fingerprint(body) == print_ for body in there_then):
        return "have", sentence("pack.line.have", lang)
    if fingerprint(body_of(words_in(session, one.form, day))) == print_:
        return "have", sentence("pack.line.have", lang)
    there = own.get(day)
    if there is not None and day <= office.clock.now().date():
        return "held", sentence("pack.line.held", lang, no=there.no, day=said)
    if there is not None and not replace:
        return "clash", sentence("pack.line.clash", lang, no=there.no, day=said)
    if there is not None:
        return ADDS, sentence("pack.line.replace", lang, no=there.no, day=said)
    return ADDS, sentence("pack.line.add", lang, day=said)


def _report(
    office: Office, pack: Pack, lines: Sequence[PackLine], *, imported: int, refused: int, dry_run: bool
) -> PackReport:
    return PackReport(
        office=pack.office, made_at=pack.made_at, key_id=pack.key_id, ours=pack.ours, lines=tuple(lines),
        imported=imported, skipped=sum(line.does == "have" for line in lines), refused=refused,
        dry_run=dry_run, warnings=_notes(office, pack, lines),
    )  # fmt: skip


def _notes(office: Office, pack: Pack, lines: Sequence[PackLine]) -> tuple[Note, ...]:
    lang, today = office.lang, office.clock.now().date()
    found = []
    if not pack.ours:
        found.append(note("pack.other_key", lang, office=pack.office or "–", key_id=pack.key_id))
    found += [
        note("template.filled", lang, form=line.form, count=len(line.filled), names=named(line.filled))
        for line in lines
        if line.does == ADDS and line.filled
    ]
    past = [line.valid_from for line in lines if line.does == ADDS and line.valid_from < today]
    if past:
        found.append(note("template.begins_in_past", lang, day=f"{min(past):%d/%m/%Y}"))
    return tuple(found)
