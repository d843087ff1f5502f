"""Đổi khóa mã kiểm: a new key for receipts' check tags; those made before stay genuine.

The new key waits beside the others until the record tells of it, then it is renamed into use. Whatever stops
the program in between, no tag was made with a key the record does not know, and none is lost that it does.
"""

from __future__ import annotations

import json
import secrets
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk.clock import LOCAL
from desk.office.keys import ReceiptKey, later_file
from desk.office.staff import must_administer

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from desk.office.opened import Office
    from desk.record.uow import UnitOfWork

VERB = "key.rotated"
_WAITING = ".pending"
_LENGTH = 32


@dataclass(frozen=True, slots=True)
class KeyCard:
    """What may be told of a key of check tags: its id and the days it made tags on, as ISO dates or empty."""

    key_id: str
    since: str
    until: str


def receipt_keys(office: Office) -> tuple[KeyCard, ...]:
    """The keys of check tags, the one in use first."""
    return tuple(
        KeyCard(one.key_id, _iso(one.since), _iso(one.until)) for one in office.keys.ring.keys
    )  # fmt: skip


def rotate(office: Office) -> KeyCard:
    """Make a new key the one in use and answer it; receipts printed before are verified as before.

    Raises:
        InputError: `auth.role`; nothing was changed.
        SurroundingsError: the disk or the record failed; the key before is still the one in use.
    """
    must_administer(office)
    folder = office.paths.keys
    with office.write("key.rotate") as uow:
        _finish(office, uow.session)
        _forget_unrecorded(folder)
        made = _announced(uow, office.keys.ring.keys[0])
        waiting = folder / f"{later_file(made.number, made.since)}{_WAITING}"
        _write(waiting, made.secret)
        uow.commit()
    _into_use(waiting)
    return receipt_keys(office)[0]


def finish_rotation(office: Office) -> None:
    """Bring a key into use that the record knows and a power cut kept waiting."""
    if office.reading or not any(office.paths.keys.glob(f"*{_WAITING}")):
        return
    with office.read() as session:
        _finish(office, session)


def _announced(uow: UnitOfWork, before: ReceiptKey) -> ReceiptKey:
    """The new key, told of in the record; its first day is never before one the record has seen."""
    from desk.record import events

    seen = events.head(uow.session).at
    today = uow.now.date() if seen is None else max(uow.now.date(), seen.astimezone(LOCAL).date())
    made = ReceiptKey(secrets.token_bytes(_LENGTH), before.number + 1, f"{today:%y%m%d}")
    details = {
        "key_id": made.key_id,
        "number": made.number,
        "from": today.isoformat(),
        "before": before.key_id,
    }
    uow.record(VERB, subject="receipt", details=details)
    return made


def _finish(office: Office, session: Session) -> None:
    known = _recorded(session)
    for waiting in office.paths.keys.glob(f"*{_WAITING}"):
        with suppress(FileNotFoundError):  # another window was quicker
            if ReceiptKey(waiting.read_bytes()).key_id in known:
                _into_use(waiting)


def _recorded(session: Session) -> set[str]:
    from sqlalchemy import select

    from models.event import Event

    rows = session.scalars(select(Event.details).where(Event.verb == VERB))
    return {json.loads(details)["key_id"] for details in rows}


def _forget_unrecorded(folder: Path) -> None:
    """What is still waiting no record knows: it made no tag."""
    for waiting in folder.glob(f"*{_WAITING}"):
        waiting.unlink(missing_ok=True)


def _write(path: Path, secret: bytes) -> None:
    from desk.record.durable import write_file
    from desk.record.failures import surroundings

    with surroundings():
        write_file(path, secret, mode=0o600)


def _into_use(waiting: Path) -> None:
    from desk.record.durable import move_file
    from desk.record.failures import surroundings

    with surroundings(), suppress(FileNotFoundError):  # another window was quicker
        move_file(waiting, waiting.with_suffix(""))


def _iso(day: str) -> str:
    return f"20{day[:2]}-{day[2:4]}-{day[4:]}" if day else ""
