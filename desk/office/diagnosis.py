"""Thông tin chẩn đoán: what an IT person needs to know of this machine, without a word about any citizen."""

from __future__ import annotations

import platform
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desk.version import VERSION
from resources import path as resource

if TYPE_CHECKING:
    from desk.office.opened import Office


@dataclass(frozen=True, slots=True)
class Work:
    """Phần mềm, phông chữ của bên khác: its name, licence, and what it is for."""

    name: str
    licence: str
    use: str


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Facts of program, record and machine. `folder` is for the screen; `copied` never names a person."""

    version: str
    schema: str
    database: str
    folder: Path
    free: int
    dossiers: int
    events: int
    training: bool
    system: str
    python: str
    words: bool  # whether words on papers can be read

    def copied(self, more: tuple[tuple[str, str], ...] = ()) -> str:
        """The same as text to send away: the home folder, which bears a name, is left out."""
        rows = (
            ("program", f"Quầy Một Cửa {self.version}"), ("schema", self.schema), ("database", self.database),
            ("folder", _nameless(self.folder)), ("free_bytes", str(self.free)),
            ("dossiers", str(self.dossiers)), ("events", str(self.events)),
            ("training", str(self.training).lower()), ("system", self.system), ("python", self.python),
            ("words_on_papers", str(self.words).lower()), *more,
        )  # fmt: skip
        return "\n".join(f"{name}: {value}" for name, value in rows)


def _nameless(folder: Path) -> str:
    """A path as far as it names no account: below a home only its own last part is told."""
    inside = folder.is_relative_to(Path.home()) or re.search(r"(?i)[/\\](users|home)[/\\]", str(folder))
    return f"~/…/{folder.name}" if inside else f"…/{folder.name}"


def diagnosis(office: Office) -> Diagnosis:
    """Gather the facts of an open office (a few counts, no names)."""
    import shutil

    from sqlalchemy import func, select

    from models.engine import facts
    from models.event import Event
    from models.tables import Dossier
    from models.upgrade import stored_revision
    from scanning.words.ready import ocr_status

    engine = facts(office.engine)
    with office.read() as session:
        dossiers = session.scalar(select(func.count()).select_from(Dossier)) or 0
        events = session.scalar(select(func.count()).select_from(Event)) or 0
    try:
        free = shutil.disk_usage(office.data).free
    except OSError:
        free = -1
    return Diagnosis(
        version=VERSION, schema=stored_revision(office.engine) or "",
        database=f"{engine.driver} · {engine.database} {engine.version}", folder=office.data, free=free,
        dossiers=dossiers, events=events, training=office.card.training,
        system=f"{platform.system()} {platform.release()}", python=platform.python_version(),
        words=ocr_status().available,
    )  # fmt: skip


def works() -> tuple[Work, ...]:
    """Everything of others that travels with the program, from `THIRD_PARTY.md`."""
    try:
        text = (resource().parent / "THIRD_PARTY.md").read_text(encoding="utf-8")
    except OSError:
        return _installed()
    rows = [line.strip("| \n").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    kept = (row for row in rows if len(row) == 3 and row[0] not in ("package", "work"))
    return tuple(Work(*(cell.replace("`", "").strip() for cell in row)) for row in kept)


def _installed() -> tuple[Work, ...]:
    """What the installation itself says, where the file did not travel."""
    from importlib import metadata

    found = {}
    for one in metadata.distributions():
        name = one.metadata["Name"] or ""
        licence = one.metadata["License-Expression"] or one.metadata["License"] or ""
        found[name.lower()] = Work(name, licence.splitlines()[0][:80] if licence else "", one.version)
    return tuple(found[name] for name in sorted(found))
