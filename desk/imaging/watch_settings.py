"""Which folder this machine watches for a copier's files; kept beside the record in `watch.json`.

It belongs to the machine, not to the record: another desk has its own copier, or none.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from desk.errors import InputError
from desk.imaging.names import shown
from desk.jsonform import Form
from desk.rows import WatchSettings

if TYPE_CHECKING:
    from desk.office.opened import Office

FILE = "watch.json"
_LONGEST = 1000


def watch_settings(office: Office) -> WatchSettings | None:
    """What is watched here; None where nothing is.

    Raises:
        InputError: `watch.bad_value`, `file.*` where the file is damaged.
    """
    from desk.jsonfile import read_json_object

    file = office.data / FILE
    if not file.exists():
        return None
    form = Form(read_json_object(file), code="watch")
    folder = form.text("folder", limit=_LONGEST)
    if folder is None:
        return None
    return WatchSettings(
        folder=Path(form.path_text("folder")),
        move=form.flag("move", default=True),
        subfolders=form.flag("subfolders", default=False),
    )


def set_watch(office: Office, settings: WatchSettings | None) -> WatchSettings | None:
    """Watch another folder from the next start of a watch on, or none.

    Raises:
        InputError: `watch.no_folder` where it is not there now, `watch.own_folder` for the office's own data.
        SurroundingsError: `data.*`.
    """
    from desk.record.durable import write_file
    from desk.record.failures import surroundings

    kept = {} if settings is None else _checked(office, settings)
    with surroundings():
        write_file(
            office.data / FILE, (json.dumps(kept, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
        )
    return settings


def _checked(office: Office, settings: WatchSettings) -> dict[str, str | bool]:
    folder = settings.folder
    try:
        there = folder.is_absolute() and folder.is_dir()
        ours = there and _within(folder.resolve(), office.data.resolve())
    except (OSError, ValueError):
        there = ours = False
    if not there:
        raise InputError("watch.no_folder", folder=shown(folder))
    if ours:
        raise InputError("watch.own_folder", folder=shown(folder))
    return {"folder": str(folder), "move": settings.move, "subfolders": settings.subfolders}


def _within(folder: Path, data: Path) -> bool:
    return folder == data or data in folder.parents or folder in data.parents
