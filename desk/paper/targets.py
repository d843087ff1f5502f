"""Where a print or an export may be written: never over a file of another kind, never into the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desk.office.opened import Office

PDF = (b"%PDF-",)
_KEPT = ("attachments", "originals", "keys", "tallies", "staging", "quarantine")


def check_target(office: Office, path: Path, *, begins: Sequence[bytes]) -> None:
    """Refuse a target that holds something else than what would be written, or lies in the record's folders.

    Raises:
        InputError: `file.exists`, `file.in_record`.
    """
    try:
        inside = path.absolute().resolve()
        kept = any(inside.is_relative_to((office.data / name).resolve()) for name in _KEPT)
        if kept:
            raise InputError("file.in_record", file=path.name)
        if not path.exists():
            return
        if not path.is_file():
            raise InputError("file.exists", file=path.name)
        with path.open("rb") as file:
            head = file.read(64).removeprefix(b"\xef\xbb\xbf")
    except OSError as failure:
        raise InputError("file.exists", file=path.name) from failure
    if head and not any(head.startswith(one) for one in begins):
        raise InputError("file.exists", file=path.name)
