"""Chuỗi bảng tổng hợp: whether an office's signed files follow one another without a gap, a double or a fork.

Every file names the hash of the one its office closed just before, whatever its day or revision;
a collector so sees what is missing without asking the office.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desk.errors import InputError
from desk.numbers.signing import key_id_of, load_public_key
from desk.numbers.verify import MOST_BYTES, verify_file

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    from desk.numbers.verify import Verdict

PATTERN = "tally-*.json"


@dataclass(frozen=True, slots=True)
class ChainLink:
    """Một bảng trong chuỗi: a sound file and what it says it follows."""

    file: str
    day: date
    revision: int
    sha256: str
    previous: str | None


@dataclass(frozen=True, slots=True)
class ChainVerdict:
    """Kết quả đối chiếu chuỗi: what is sound, and every place where something is missing or too much.

    `gaps`: files whose forerunner is not there (an earlier file was lost, or never sent). `forks`: files that
    follow the same one (two records of one office went on side by side, or a backup was gone on with).
    `heads`: files nothing follows; more than one means that a gap or a fork lies before them.
    """

    office: str
    links: tuple[ChainLink, ...]
    bad: tuple[tuple[str, Verdict], ...] = ()
    strangers: tuple[str, ...] = ()  # sound files of another office
    gaps: tuple[ChainLink, ...] = ()
    forks: tuple[tuple[ChainLink, ...], ...] = ()
    heads: tuple[ChainLink, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the whole folder is one sound chain of one office."""
        return bool(self.links) and not (self.bad or self.strangers or self.gaps or self.forks)


def verify_chain(folder: Path, keys: Sequence[str], *, lang: str = "vi") -> ChainVerdict:
    """Judge every tally file of a folder against the keys an office registered, then how they follow another.

    The office is the one of the first sound file by name. A file is judged by the key its `key_id` names.

    Raises:
        InputError: `key.unusable` for a key that is none, `tally.no_folder`.
    """
    if not folder.is_dir():
        raise InputError("tally.no_folder", folder=folder.name)
    known = {key_id_of(key): key for key in (load_public_key(one) for one in keys)}
    links: list[ChainLink] = []
    bad: list[tuple[str, Verdict]] = []
    strangers: list[str] = []
    office = ""
    for file in sorted(folder.glob(PATTERN)):
        told = _read(file)
        verdict = verify_file(file, _fitting(told, known), lang=lang)
        if not verdict.ok or verdict.date is None or verdict.revision is None or verdict.office is None:
            bad.append((file.name, verdict))
            continue
        office = office or verdict.office
        if verdict.office != office:
            strangers.append(file.name)
            continue
        links.append(_link(file, verdict.date, verdict.revision, told))
    links = list({one.sha256: one for one in reversed(links)}.values())  # the same file twice is one
    links.sort(key=lambda one: (one.day, one.revision, one.file))
    return ChainVerdict(
        office, tuple(links), tuple(bad), tuple(strangers), _gaps(links), _forks(links), _heads(links)
    )


def _read(file: Path) -> Any:  # noqa: ANN401 - any JSON value
    """What a file holds; nothing where it cannot be read, `verify_file` says what is wrong with it."""
    try:
        return json.loads(file.read_bytes()) if file.stat().st_size <= MOST_BYTES else {}
    except (OSError, ValueError, RecursionError):
        return {}


def _fitting(told: Any, known: Mapping[str, Ed25519PublicKey]) -> Ed25519PublicKey:  # noqa: ANN401 - as above
    """The key a file says it is signed with; one that is not known is judged by the first, and fails."""
    named = told.get("key_id") if isinstance(told, dict) else None
    return known.get(str(named), next(iter(known.values())))


def _link(file: Path, day: date, revision: int, told: Mapping[str, Any]) -> ChainLink:
    previous = told["tally"]["previous_sha256"]
    return ChainLink(
        file.name, day, revision, told["sha256"], previous if isinstance(previous, str) else None
    )


def _gaps(links: Sequence[ChainLink]) -> tuple[ChainLink, ...]:
    there = {one.sha256 for one in links}
    return tuple(one for one in links if one.previous is not None and one.previous not in there)


def _forks(links: Sequence[ChainLink]) -> tuple[tuple[ChainLink, ...], ...]:
    """Files that follow the same one; two that follow none are two beginnings."""
    after: dict[str | None, list[ChainLink]] = defaultdict(list)
    for one in links:
        after[one.previous].append(one)
    return tuple(tuple(some) for some in after.values() if len(some) > 1)


def _heads(links: Sequence[ChainLink]) -> tuple[ChainLink, ...]:
    followed = {one.previous for one in links}
    return tuple(one for one in links if one.sha256 not in followed)
