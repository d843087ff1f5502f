"""JSON files from outside: size, encoding, single keys, finite numbers are checked before a value is read."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from desk.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

MAX_FILE = 4 << 20


def check_bounded(path: Path, *, most: int) -> None:
    """Accept an ordinary file of at most so many bytes.

    Raises:
        InputError: `file.not_found`, `file.is_folder`, `file.too_large`, `file.unreadable`.
    """
    try:
        if path.is_dir():
            raise InputError("file.is_folder", file=path.name)
        if not path.is_file():
            raise InputError("file.not_found", file=path.name)
        if path.stat().st_size > most:
            raise InputError("file.too_large", file=path.name, limit_mb=most >> 20)
    except OSError as failure:
        raise InputError("file.unreadable", file=path.name) from failure


def bounded_bytes(path: Path, *, most: int) -> bytes:
    """Read an ordinary file of at most so many bytes; refused as by `check_bounded`."""
    check_bounded(path, most=most)
    try:
        return path.read_bytes()
    except OSError as failure:
        raise InputError("file.unreadable", file=path.name) from failure


def read_json_object(path: Path) -> dict[str, Any]:
    """Read one JSON object from `path`; codes `file.not_found`, `file.too_large`, `file.not_json`."""
    data = read_json(path)
    if not isinstance(data, dict):
        raise InputError("file.not_json", file=path.name, reason="object")
    return data


def read_json(path: Path) -> Any:  # noqa: ANN401 - JSON may hold anything
    """Read any JSON value from an ordinary file; numbers must be finite, keys single."""
    raw = bounded_bytes(path, most=MAX_FILE)
    try:
        return json.loads(
            raw.decode("utf-8-sig"),
            parse_constant=_no_constant,
            parse_float=_finite,
            object_pairs_hook=_single_keys,
        )
    except (ValueError, RecursionError) as failure:
        raise InputError("file.not_json", file=path.name) from failure


def _no_constant(name: str) -> float:
    raise ValueError(name)


def _finite(digits: str) -> float:
    """A number; one past every limit (1e999) would become infinity, which no record can hold."""
    number = float(digits)
    if math.isinf(number):
        raise ValueError(digits)
    return number


def _single_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found
