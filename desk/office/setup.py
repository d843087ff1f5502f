"""Lập đơn vị lần đầu: what the first-run wizard asks before there is an office, and how it founds one.

Nothing here needs an open office. What was typed is kept in the person's own folder until the office
stands, so that a power cut in between loses nothing.
"""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desk.errors import InputError
from desk.office.paths import DataPaths, pointer_file, settings_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desk.clock import Clock
    from desk.office.bootstrap import OfficeCreated

DRAFT = "setup.json"
LOW, LEAST = 2 << 30, 200 << 20  # bytes: a few days of scans; what founding itself needs with room
_NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs", "ncpfs"})
_STAFF = ("username", "full_name", "role")


@dataclass(frozen=True, slots=True)
class FolderLook:
    """How a folder stands as a home for the data.

    `state` is empty | holds | office | training | half | unwritable | file | full | network | missing_drive:
    `holds` has other files already, `half` is a founding that was broken off. `free` is in bytes, -1 unknown.
    """

    path: Path
    state: str
    free: int = -1

    @property
    def usable(self) -> bool:
        """Whether an office may be founded there."""
        return self.state in ("empty", "holds", "half")

    @property
    def low(self) -> bool:
        """Whether there is little room."""
        return 0 <= self.free < LOW


def look_at_folder(path: Path) -> FolderLook:
    """Look at a folder that may not exist yet; makes nothing that stays."""
    path = path.expanduser().absolute()
    root = _nearest(path)
    if root is None:
        return FolderLook(path, "missing_drive")
    free = _free(root)
    if path.exists() and not path.is_dir():
        return FolderLook(path, "file", free)
    if DataPaths(path).config.is_file():
        return FolderLook(path, "training" if _is_training(path) else "office", free)
    if not is_writable(root):
        return FolderLook(path, "unwritable", free)
    if 0 <= free < LEAST:
        return FolderLook(path, "full", free)
    if _kind_of_disk(root) in _NETWORK:
        return FolderLook(path, "network", free)
    if not path.exists() or not _others(path):
        return FolderLook(path, "empty", free)
    half = any(path.glob(".init-*")) or DataPaths(path).database.exists()
    return FolderLook(path, "half" if half else "holds", free)


def _others(folder: Path) -> bool:
    """Whether something lies in a folder that the program did not put there before founding."""
    own = {DRAFT, pointer_file().name, "look.json", "logs"}
    return any(one.name not in own for one in folder.iterdir())


def _nearest(path: Path) -> Path | None:
    for one in (path, *path.parents):
        if one.is_dir():
            return one
    return None


def _free(folder: Path) -> int:
    import shutil

    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return -1


def is_writable(folder: Path) -> bool:
    """Try it: rights on Windows, read-only disks and quotas cannot be read off beforehand."""
    probe = folder / f".qmc-{secrets.token_hex(4)}"
    try:
        probe.write_bytes(b"1")
        probe.unlink()
    except OSError:
        return False
    return True


def _is_training(folder: Path) -> bool:
    from desk.office import config

    try:
        return config.load(DataPaths(folder).config).training
    except InputError:
        return False


def _kind_of_disk(folder: Path) -> str:
    """The file system a folder lies on, where the system says so; else empty."""
    if os.name == "nt":
        import ctypes

        drive = os.path.splitdrive(folder)[0]
        remote = drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == 4  # type: ignore[attr-defined,unused-ignore]
        return "cifs" if remote else ""
    try:
        rows = [line.split() for line in Path("/proc/mounts").read_text("utf-8").splitlines()]
    except OSError:
        return ""
    fitting = [row for row in rows if len(row) > 2 and folder.is_relative_to(row[1].replace("\\040", " "))]
    return max(fitting, key=lambda row: len(row[1]))[2] if fitting else ""


def training_folder() -> Path:
    """Where the training office of this person lies, beside the real data and never in it."""
    return settings_folder().with_name(f"{settings_folder().name}-tap-huan")


# ---- what was typed ------------------------------------------------------------------------------


def check_office(values: Mapping[str, str], staff: Mapping[str, str]) -> dict[str, str]:
    """Return the code of what is wrong, by field; empty where an office can be founded."""
    from desk.office import office_file as form
    from desk.office.staff import USERNAME

    text = {key: form.clean(value) for key, value in {**values, **staff}.items()}
    wrong = {key: "setup.too_long" for key, value in text.items() if value is None}
    for key in ("code", "name", "username", "full_name"):
        if not wrong.get(key) and not text.get(key):
            wrong[key] = "setup.missing"
    code = (text.get("code") or "").upper()
    if code and (len(code) > form.MAX_CODE or not form.CODE.fullmatch(code)):
        wrong["code"] = "setup.bad_code"
    counter = (text.get("counter") or "1").upper()
    if not form.COUNTER.fullmatch(counter):
        wrong["counter"] = "setup.bad_counter"
    if not form.LOOKUP.fullmatch(text.get("lookup_url") or ""):
        wrong["lookup_url"] = "setup.bad_url"
    username = text.get("username") or ""
    if username and not USERNAME.fullmatch(username):
        wrong["username"] = "auth.bad_name"
    return wrong


def username_of(full_name: str) -> str:
    """Propose a user name: the given name, then the first letters of the others (`mai.lt`)."""
    from desk.folding import fold

    words = ["".join(letter for letter in word if letter.isascii() and letter.isalnum())
             for word in fold(full_name).split()]  # fmt: skip
    words = [word for word in words if word]
    if not words:
        return ""
    heads = "".join(word[0] for word in words[:-1])
    return (f"{words[-1]}.{heads}" if heads else words[-1])[:40]


def found_office(
    folder: Path, values: Mapping[str, str], staff: Mapping[str, str], *, clock: Clock | None = None
) -> OfficeCreated:
    """Found a real office with its first member of staff; all of it or nothing.

    Raises:
        InputError: `office.exists`, or what is wrong with what was typed.
        SurroundingsError: the disk refused; nothing is left behind.
    """
    from desk.office.bootstrap import create_office

    settings_folder().mkdir(parents=True, exist_ok=True)
    file = settings_folder() / f"office-{secrets.token_hex(4)}.toml"
    try:
        file.write_text(_office_file(values, staff), encoding="utf-8")
        made = create_office(folder, training=False, office_file=file, clock=clock)
    finally:
        file.unlink(missing_ok=True)
    return made


def _office_file(values: Mapping[str, str], staff: Mapping[str, str]) -> str:
    from desk.office.config import dumps

    office = {key: value.strip() for key, value in values.items()}
    person = {key: staff[key].strip() for key in _STAFF if staff.get(key)}
    return f"[office]\n{dumps(office)}\n[[staff]]\n{dumps(person)}"


# ---- between two starts ----------------------------------------------------------------------------


def keep_draft(values: Mapping[str, str]) -> None:
    """Keep what was typed so far; a disk that refuses loses only the convenience."""
    from desk.record.durable import make_folder, surroundings, write_file

    with surroundings():
        make_folder(settings_folder())
        write_file(
            settings_folder() / DRAFT, json.dumps(dict(values), ensure_ascii=False).encode(), mode=0o600
        )


def read_draft() -> dict[str, str]:
    """What an earlier run had typed; empty where there is none or it is damaged."""
    from desk.jsonfile import read_json_object

    try:
        kept = read_json_object(settings_folder() / DRAFT)
    except InputError:
        return {}
    return {key: value for key, value in kept.items() if isinstance(value, str)}


def drop_draft() -> None:
    """The office stands: nothing typed is kept any longer."""
    (settings_folder() / DRAFT).unlink(missing_ok=True)


def use_folder(folder: Path) -> None:
    """Let this person's program open `folder` from now on."""
    from desk.record.durable import make_folder, surroundings, write_file

    with surroundings():
        make_folder(settings_folder())
        write_file(pointer_file(), str(folder.absolute()).encode("utf-8"))
