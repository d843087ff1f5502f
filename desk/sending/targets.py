"""Nơi nhận: where closed days go, declared once in the office setting `sync.targets`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy.orm import Session

SETTING = "sync.targets"
FOLDER, HTTPS, POSTGRES, DHIS2 = "folder", "https", "postgres", "dhis2"
# What each kind must have, and what it may have beside; secrets stand in the keyring (`desk secret`) or in
# files that only their owner reads.
_TLS = frozenset({"token_file", "ca_file", "cert_file", "key_file", "proxy"})
_KEYS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    FOLDER: (frozenset({"path"}), frozenset({"marker"})),
    HTTPS: (frozenset({"url"}), _TLS),
    POSTGRES: (frozenset(), frozenset({"url_file"})),
    DHIS2: (frozenset({"url", "mapping_file"}), _TLS),
}
_MOST = 20
_LONGEST = 500
# Always on, also without any network: a folder beside the record, to be carried or fetched from there.
DEFAULT: list[dict[str, str]] = [{"name": "collector", "kind": FOLDER, "path": "outgoing"}]


@dataclass(frozen=True, slots=True)
class Target:
    """One place that collects: its name in the outbox, its kind, and how to reach it."""

    name: str
    kind: str
    options: Mapping[str, str] = field(default_factory=dict)


def targets(session: Session) -> tuple[Target, ...]:
    """The office's targets in their order."""
    from desk.office import settings

    return tuple(
        Target(
            name=one["name"],
            kind=one["kind"],
            options={key: value for key, value in one.items() if key not in {"name", "kind"}},
        )
        for one in settings.value(session, SETTING)
    )


def is_undeclared(target: Target) -> bool:
    """Whether this is the folder an office has before it declared any place: nobody fetches from there."""
    return {"name": target.name, "kind": target.kind, **target.options} == DEFAULT[0]


def accepted(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    """Accept a list of targets, none named twice, each with what its kind needs and nothing unknown."""
    if not isinstance(value, list) or len(value) > _MOST or not all(_is_target(one) for one in value):
        return False
    return len({one["name"] for one in value}) == len(value)


def _is_target(one: Any) -> bool:  # noqa: ANN401 - any JSON value
    return isinstance(one, dict) and not faults(one)


def faults(one: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with a target, field by field, in one word; nothing where it can be kept.

    The words: `kind`, `missing`, `unknown`, `text`, `name`, `address`, `proxy`, `marker`.
    """
    must, may = keys_of(str(one.get("kind", "")))
    if not must:
        return {"kind": "kind"}
    found = {key: "missing" for key in (*must, "name") if not one.get(key)}
    for key, value in one.items():
        if key not in {"name", "kind", *must, *may}:
            found[key] = "unknown"
        elif key not in found and (fault := _fault(key, value)):
            found[key] = fault
    return found


def _fault(key: str, value: object) -> str:
    if not isinstance(value, str) or not _is_text(value):
        return "text"
    check, word = _CHECKS.get(key, (_is_text, "text"))
    return "" if check(value) else word


def keys_of(kind: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a target of a kind must name, the kind first, and what it may; nothing for a kind unknown."""
    if kind not in _KEYS:
        return (), ()
    must, may = _KEYS[kind]
    return ("kind", *sorted(must)), tuple(sorted(may))


def _is_name(text: str) -> bool:
    return text.isascii() and text.replace("-", "").replace("_", "").isalnum() and len(text) <= 40


def _is_marker(text: str) -> bool:
    return not set(text) & set("/\\:")


def interval(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    """Accept minutes between two turns of sending, or nought for none."""
    return type(value) is int and (value == 0 or 5 <= value <= 1440)


def is_proxy(text: str) -> bool:
    """Whether this names a proxy: `system`, or `http://host:port` without anybody's password in it."""
    from urllib.parse import urlsplit

    if text == "system":
        return True
    try:
        parts = urlsplit(text)
        return parts.scheme == "http" and bool(parts.hostname and parts.port) and not parts.username
    except ValueError:
        return False


def is_safe_address(url: str) -> bool:
    """Whether an address is HTTPS, or plain HTTP that never leaves this machine."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if not parts.hostname or parts.query or parts.fragment or parts.username:
        return False
    return parts.scheme == "https" or (
        parts.scheme == "http" and parts.hostname in {"127.0.0.1", "localhost", "::1"}
    )


def _is_text(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    return isinstance(value, str) and 0 < len(value) <= _LONGEST and value.isprintable()


_CHECKS: Mapping[str, tuple[Callable[[str], bool], str]] = {
    "name": (_is_name, "name"),
    "url": (is_safe_address, "address"),
    "proxy": (is_proxy, "proxy"),
    "marker": (_is_marker, "marker"),
}
