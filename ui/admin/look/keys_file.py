"""Phím tắt in and out by file: a small JSON object of key ids and sequences, judged before it is taken."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from desk.errors import InputError
from desk.importing import ImportReport, RowError
from desk.office.looks import key_changes
from ui.i18n import tr
from ui.keymap import Refusal, judge, sound
from ui.keys import KEYS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NAME = "phim-tat.json"
FORM = "quay-mot-cua/keys/1"


def write(path: Path, changes: Mapping[str, str]) -> None:
    """Write the changed keys; a table in which nothing was changed is written too."""
    from desk.record.durable import write_file
    from desk.record.failures import surroundings

    text = json.dumps({"form": FORM, "keys": dict(changes)}, ensure_ascii=False, indent=1) + "\n"
    with surroundings():
        write_file(path, text.encode("utf-8"))


def read(path: Path) -> dict[str, str]:
    """Read changed keys.

    Raises:
        InputError: `file.*` where it is no such file.
    """
    from desk.jsonfile import read_json_object

    kept = read_json_object(path)
    if kept.get("form") != FORM:
        raise InputError("file.not_json", file=path.name, reason="form")
    return key_changes(kept.get("keys"))


def report(changes: Mapping[str, str], now: Mapping[str, str]) -> ImportReport:
    """What a file would change, and every row of it that cannot be."""
    good = sound(KEYS, changes)
    keys = KEYS.remapped({**good, **{name: key for name, key in changes.items() if _known(name)}})
    wrong = []
    for at, (name, sequence) in enumerate(changes.items(), start=1):
        if name in good:
            continue
        if not _known(name):
            wrong.append(
                RowError(at, name, "key.unknown", tr("Bản này không có phím tên “{name}”.", name=name))
            )
            continue
        verdict = judge(keys, KEYS, keys.key(name), sequence)
        wrong.append(
            RowError(at, tr(KEYS.key(name).label), "key.refused", why_not(verdict.refusal, sequence))
        )
    new = sum(1 for name, sequence in good.items() if now.get(name) != sequence)
    return ImportReport(0 if wrong else new, len(good) - new, tuple(wrong))


def _known(name: str) -> bool:
    return any(row.id == name for row in KEYS.rows)


def why_not(refusal: Refusal | None, sequence: str, other: str = "") -> str:
    """The sentence for a key that an act cannot have."""
    if refusal is Refusal.FIXED:
        return tr("Phím của danh sách và ô chọn giống nhau ở mọi phần mềm, nên giữ nguyên.")
    if refusal is Refusal.TYPING:
        return tr("{key} dùng để gõ chữ. Chọn phím F, hoặc phím kèm Ctrl hay Alt.", key=sequence)
    if refusal is Refusal.TAKEN and other:
        return tr(
            "{key} đang là phím của “{act}”. Bấm phím khác, hoặc đổi cho nhau.", key=sequence, act=other
        )
    if refusal is Refusal.TAKEN:
        return tr("{key} đã có việc khác dùng ở cùng màn hình.", key=sequence)
    return tr("{key} là phím của hệ thống hoặc của ô chữ. Bấm phím khác.", key=sequence)
