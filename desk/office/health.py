"""Sức khỏe của sổ: what is not as it should be around an open office, before it stops a reception."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk.office.opened import VIEWING
from desk.office.setup import LOW, is_writable
from desk.wording import sentence

if TYPE_CHECKING:
    from desk.office.opened import Office

ALMOST_FULL = LOW // 8


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is wrong: its code, the sentence to say, whether work already stands still.

    `code` is disk.low | data.disk_full | data.unwritable | data.busy | clock.behind_last_event |
    point.not_here | data.viewing | data.viewing_newer | template.passed_over. `free` is in bytes where the
    disk is meant.
    """

    code: str
    message: str
    stops: bool = False
    free: int = 0


def health(office: Office) -> tuple[Trouble, ...]:
    """Look at folder, disk, record and clock now; nothing waits longer than a moment."""
    found: list[Trouble] = []
    free = _free(office)
    if free is not None and free < LOW:
        code = "data.disk_full" if free < ALMOST_FULL else "disk.low"
        shown = f"{free / 1e9:.1f}".replace(".", "," if office.lang == "vi" else ".")
        said = sentence("disk.low", office.lang, free=shown)
        found.append(Trouble(code, said, stops=free < ALMOST_FULL, free=free))
    if office.reading:
        code = VIEWING[office.reading]
        found.append(Trouble(code, sentence(code, office.lang), stops=True))
    elif not is_writable(office.data):
        found.append(Trouble("data.unwritable", sentence("data.unwritable", office.lang), stops=True))
    elif _held(office):
        found.append(Trouble("data.busy", sentence("data.held", office.lang)))
    found.extend(Trouble(one.code, one.message) for one in office.warnings())
    found.extend(_templates(office))
    return tuple(found)


def _free(office: Office) -> int | None:
    try:
        return shutil.disk_usage(office.data).free
    except OSError:
        return None


def _templates(office: Office) -> tuple[Trouble, ...]:
    """Words of a form that cannot be printed; its papers carry the last good ones until they are mended."""
    from desk.paper.forms import shipped
    from desk.paper.template_store import broken

    with office.read() as session:
        found = broken(session, office.clock.now().date())
    return tuple(
        Trouble(
            "template.passed_over",
            sentence(
                "template.passed_over",
                office.lang,
                title=shipped(form)[-1].title.replace("\n", " "),
                day=f"{day:%d/%m/%Y}",
            ),
        )
        for form, day in found[:1]  # one mark says it; the editor shows them all
    )


def _held(office: Office) -> bool:
    """Whether another program holds the record for writing just now; never asked of a server."""
    from models.engine import is_held

    if office.engine.dialect.name != "sqlite":
        return False
    return is_held(office.paths.database)
