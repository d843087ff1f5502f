"""Bản nháp on the disk: what is unfinished, taken up by one window at a time, swept when old.

Each draft has a folder `drafts/<command id>/` that its window holds, whatever the work is; the file in it is
readable by its owner only and written whole or not at all. Personal data stands there and nowhere else; it
goes when the work is saved, when the clerk drops it, or when it is older than `drafts.keep_days`.
"""

from __future__ import annotations

from contextlib import ExitStack, suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from desk.errors import DeskError, InputError
from desk.intake.draft_file import FILE, KEY, KeptDraft, read_draft
from desk.people.masking import masked
from desk.record.commands import was_done
from desk.record.durable import locked, make_folder
from desk.record.failures import surroundings
from desk.rows.drafts import CertificationDraft, DraftList, DraftRow, ReceptionDraft

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from desk.office.opened import Office
    from desk.rows.drafts import Unfinished

__all__ = ["count_drafts", "hold_draft", "remove_draft", "sweep_drafts", "take_draft", "unfinished"]


def unfinished(office: Office) -> DraftList:
    """Every draft that no window has open; saved and too old ones are removed, damaged ones set aside."""
    rows, damaged = [], 0
    with surroundings():
        for folder in _folders(office):
            try:
                with locked(folder):
                    kept, fate = _judged(office, folder)
                    if fate == "gone":
                        remove_draft(folder)
            except (DeskError, OSError):  # another window has it
                continue
            if fate == "damaged":
                damaged += _set_aside(office, folder)
            elif kept is not None and fate == "kept":
                rows.append(row_of(office, kept))
    return DraftList(ordered(rows), damaged)


def ordered(rows: Iterable[DraftRow]) -> tuple[DraftRow, ...]:
    """The clerk's own first, newest first."""
    newest = sorted(rows, key=lambda row: (row.saved_at, row.key), reverse=True)
    return tuple(sorted(newest, key=lambda row: not row.mine))


def row_of(office: Office, kept: KeptDraft, *, here: bool = False) -> DraftRow:
    """A draft as lists show it."""
    draft = kept.draft
    name, number = _whose(draft)
    received = draft if isinstance(draft, ReceptionDraft) else None
    return DraftRow(
        key=draft.key,
        name=" ".join(name.split()),
        id_masked=masked(number) or "",
        procedure=draft.procedure_name,
        pages=received.pages if received else 0,
        saved_at=kept.saved_at,
        clerk=kept.clerk_name,
        mine=kept.clerk == office.actor.username,
        here=here,
        strip=received.strip if received else "",
        kind=draft.kind,
    )


def _whose(draft: Unfinished) -> tuple[str, str]:
    """The name and the number it is listed under: the organisation's, else the person's."""
    if isinstance(draft, CertificationDraft) or draft.acting != "organisation":
        return draft.person.full_name, draft.person.id_number
    named = bool(draft.on_behalf_name.strip())
    return (
        (draft.on_behalf_name, draft.on_behalf_id)
        if named
        else (draft.person.full_name, draft.person.id_number)
    )


def hold_draft(office: Office, key: str, hold: ExitStack) -> Path:
    """The folder of a draft, made where it is not there, held until `hold` is closed.

    Raises:
        InputError: `draft.busy` where another window has it.
    """
    folder = office.paths.drafts / key
    make_folder(folder.parent, mode=0o700)
    make_folder(folder, mode=0o700)
    try:
        hold.enter_context(locked(folder))
    except InputError as held:
        raise InputError("draft.busy") from held
    return folder


def take_draft(office: Office, key: str, hold: ExitStack) -> KeptDraft:
    """Take a draft up again; no other window can while `hold` is open.

    Raises:
        InputError: `draft.gone`, `draft.busy`, `draft.damaged`; a damaged one is set aside.
    """
    if not KEY.fullmatch(key) or not (office.paths.drafts / key).is_dir():
        raise InputError("draft.gone")
    with surroundings():
        folder = hold_draft(office, key, hold)
        kept, fate = _judged(office, folder)
        if fate == "kept" and kept is not None:
            return kept
        hold.close()
        if fate == "damaged":
            _set_aside(office, folder)
            raise InputError("draft.damaged")
        remove_draft(folder)
    raise InputError("draft.gone")


def remove_draft(folder: Path) -> None:
    """Remove a draft with its file; what is there besides stays."""
    with suppress(OSError):
        for entry in folder.iterdir():
            if entry.name != ".lock" and (entry.name == FILE or entry.name.endswith(".part")):
                entry.unlink(missing_ok=True)
        (folder / ".lock").unlink(missing_ok=True)
    with suppress(OSError):
        folder.rmdir()


def count_drafts(office: Office) -> int:
    """How many receptions lie unfinished on this machine, those open in a window included."""
    return sum((folder / FILE).is_file() and not was_done(office, folder.name) for folder in _folders(office))


def sweep_drafts(office: Office) -> None:
    """Remove what is too old or saved already; what a window has open stays."""
    unfinished(office)


def _folders(office: Office) -> Iterator[Path]:
    drafts = office.paths.drafts
    for entry in sorted(drafts.iterdir()) if drafts.is_dir() else ():
        if KEY.fullmatch(entry.name) and entry.is_dir() and not entry.is_symlink():
            yield entry


def _judged(office: Office, folder: Path) -> tuple[KeptDraft | None, str]:
    """What is to become of a folder: `kept`, `gone` or `damaged`."""
    from desk.office import settings

    if not (folder / FILE).exists() or was_done(office, folder.name):
        return None, "gone"
    kept = read_draft(folder)
    if kept is None:
        return None, "damaged"
    with office.read() as session:
        days = settings.value(session, "drafts.keep_days")
    old = office.clock.now() - kept.saved_at > timedelta(days=days)
    return kept, "gone" if old else "kept"


def _set_aside(office: Office, folder: Path) -> int:
    """Keep a damaged draft where nothing offers it; it goes with the quarantine."""
    from desk.record.store import set_aside

    with suppress(OSError):
        (folder / ".lock").unlink(missing_ok=True)
    day = office.clock.now().strftime("%Y-%m-%d")
    with suppress(DeskError), surroundings():
        set_aside(office.paths, folder.relative_to(office.data).as_posix(), day)
        return 1
    return 0
