"""Machine settings of an office, the flat file `office.toml` in its data folder."""

from __future__ import annotations

import json
import tomllib
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from desk.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MAX_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class OfficeConfig:
    """What this machine knows of its office before the record is open.

    `database` is empty for the file `office.db` beside it, else a PostgreSQL address; `point` is the
    reception point this machine stands at, empty at the main seat; the camera of this desk is known again
    by any two of its three marks, wherever it is plugged in.
    """

    office: str
    training: bool
    counter: str = "1"
    language: str = "vi"
    database: str = ""
    point: str = ""
    camera_name: str = ""
    camera_model: str = ""
    camera_address: str = ""


def read_toml(path: Path) -> dict[str, Any]:
    """Read a small TOML file; a broken one is an input error that names the file, never a crash.

    Raises:
        InputError: `config.unreadable`.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError("config.unreadable", file=path.name, reason="size")
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError("config.unreadable", file=path.name, reason=type(error).__name__) from error


def load(path: Path) -> OfficeConfig:
    """Read `office.toml`.

    Raises:
        InputError: `config.unreadable` or `config.bad_value` naming the key.
    """
    values = read_toml(path)
    known = {name: values[name] for name in OfficeConfig.__dataclass_fields__ if name in values}
    for name, value in known.items():
        wanted = bool if name == "training" else str
        if type(value) is not wanted:
            raise InputError("config.bad_value", file=path.name, key=name)
    for name in ("office", "training"):
        if name not in known:
            raise InputError("config.bad_value", file=path.name, key=name)
    return OfficeConfig(**known)


def save(path: Path, config: OfficeConfig) -> None:
    """Write `office.toml` durably."""
    from desk.record.durable import write_file

    write_file(path, dumps(asdict(config)).encode("utf-8"))


def dumps(values: Mapping[str, str | bool | int]) -> str:
    """Return flat TOML: strings, booleans and whole numbers only.

    A JSON string is a valid TOML basic string as long as DEL is escaped too.
    """
    lines = []
    for key, value in values.items():
        if isinstance(value, bool):
            text = "true" if value else "false"
        elif isinstance(value, int):
            text = str(value)
        else:
            text = json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        lines.append(f"{key} = {text}\n")
    return "".join(lines)
