"""Câu mẫu as a table: out for spreadsheets, in again all rows or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.errors import InputError
from desk.paper.phrases import MAX_POSITION, checked, content, known, phrases, store
from desk.paper.rows import PhraseCard

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from desk.importing import Faults, ImportReport, TableRow
    from desk.office.opened import Office

COLUMNS = ("kind", "code", "text", "basis", "procedure", "position", "active", "confidence")
REQUIRED = ("kind", "code", "text")
_YES, _NO = frozenset({"", "1", "true", "x"}), frozenset({"0", "false"})


def export_phrases(office: Office, path: Path) -> int:
    """Write every sentence as a table, removed ones too; answers the number of rows."""
    from desk.importing import write_table
    from desk.paper.targets import check_target, writing

    rows = [
        {
            "kind": card.kind, "code": card.code, "text": card.text, "basis": card.basis,
            "procedure": card.procedure, "position": card.position, "active": card.active,
            "confidence": card.confidence,
        }
        for card in phrases(office, everything=True)
    ]  # fmt: skip
    check_target(office, path, begins=(b"kind,", b"PK"))
    with writing(path):
        return write_table(path, COLUMNS, rows)


def import_phrases(office: Office, path: Path, *, dry_run: bool = False) -> ImportReport:
    """Read a table of sentences, all rows or none; how sure the shipped ones are is not for a table to say.

    Raises:
        InputError: the file is no such table at all; `auth.role`.
    """
    from desk.importing import Faults, ImportReport, read_table
    from desk.office.staff import must_administer

    must_administer(office)
    faults = Faults(lang=office.lang)
    rows = read_table(path, columns=COLUMNS, required=REQUIRED)
    cards = _read(rows, faults)
    with office.read() as session:
        held = known(session)
    new = [card for card in cards if _differs(held, card)]
    if faults.errors:
        return ImportReport(0, 0, errors=faults.errors, dry_run=dry_run)
    if new and not dry_run:
        with office.write("phrase.import") as uow:
            now = known(uow.session)
            for card in new:
                store(uow, now, card)
            uow.commit()
    return ImportReport(imported=len(new), skipped=len(cards) - len(new), dry_run=dry_run)


def _differs(held: Mapping[tuple[str, str], PhraseCard], card: PhraseCard) -> bool:
    before = held.get((card.kind, card.code))
    return before is None or content(before) != content(card)


def _read(rows: Iterable[TableRow], faults: Faults) -> list[PhraseCard]:
    """The rows as sentences; a wrong cell is named by row and column."""
    found: dict[tuple[str, str], PhraseCard] = {}
    for row in rows:
        card = _card(row, faults)
        if card is None:
            continue
        if (card.kind, card.code) in found:
            faults.add(row.number, "code", "phrase.twice", phrase=card.code)
        found[card.kind, card.code] = card
    return list(found.values())


_COLUMN_OF = {
    "phrase.unknown_kind": "kind", "phrase.bad_code": "code", "phrase.bad_text": "text",
    "phrase.bad_basis": "basis", "phrase.no_basis": "basis", "phrase.bad_procedure": "procedure",
    "phrase.bad_position": "position",
}  # fmt: skip


def _card(row: TableRow, faults: Faults) -> PhraseCard | None:
    values = row.values
    position = values["position"] or "0"
    if not (position.isascii() and position.isdigit() and len(position) <= 4):
        faults.add(row.number, "position", "phrase.bad_position", phrase=values["code"], limit=MAX_POSITION)
        return None
    active = values["active"].lower()
    if active not in _YES | _NO:
        faults.add(row.number, "active", "phrase.bad_active")
        return None
    card = PhraseCard(
        kind=values["kind"], code=values["code"], text=values["text"], basis=values["basis"],
        procedure=values["procedure"], position=int(position), active=active in _YES,
    )  # fmt: skip
    try:
        return checked(card)
    except InputError as failure:
        faults.add(row.number, _COLUMN_OF[failure.code], failure.code, **failure.details)
        return None
