"""Khóa của đơn vị: what may be told of every key, and the public one as a file for whoever collects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk.office.key_rotation import KeyCard, receipt_keys
from desk.office.keys import KeyFacts, facts

if TYPE_CHECKING:
    from pathlib import Path

    from desk.office.opened import Office


@dataclass(frozen=True, slots=True)
class KeyStanding:
    """The keys as they may be told: the one that signs tallies, those of check tags, the one in use first.

    `viewing`: the office is open for looking only, so no key can be changed. Nothing secret is in here.
    """

    tally: KeyFacts
    tags: tuple[KeyCard, ...]
    viewing: bool = False


def standing(office: Office) -> KeyStanding:
    """How the office's keys stand now.

    Raises:
        SurroundingsError: `key.missing`, `key.damaged`.
    """
    return KeyStanding(facts(office.keys), receipt_keys(office), viewing=bool(office.reading))


def check_public_key(office: Office, path: Path) -> None:
    """Refuse a target that holds something else than this public key.

    Raises:
        InputError: `file.exists`, `file.in_record`.
    """
    from desk.paper.targets import check_target

    check_target(office, path, begins=(facts(office.keys).public_key.encode("ascii"),))


def write_public_key(office: Office, path: Path) -> KeyFacts:
    """Write the public key of the tallies, one line of base64; the private one leaves its folder nowhere.

    Raises:
        InputError: `file.exists`, `file.in_record`.
        SurroundingsError: `data.disk_full`, `file.open_elsewhere`, `file.unwritable`.
    """
    from desk.paper.targets import writing
    from desk.record.durable import write_file

    check_public_key(office, path)
    tally = facts(office.keys)
    with writing(path):
        write_file(path, f"{tally.public_key}\n".encode("ascii"))
    return tally
