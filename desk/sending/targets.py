"""Nơi nhận: where closed days go, declared once in the office setting `sync.targets`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

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


def accepted(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    """Accept a list of targets, none named twice, each with what its kind needs and nothing unknown."""
    if not isinstance(value, list) or len(value) > _MOST or not all(_is_target(one) for one in value):
        return False
    return len({one["name"] for one in value}) == len(value)


def _is_target(one: Any) -> bool:  # noqa: ANN401 - any JSON value
    if not isinstance(one, dict) or not all(_is_text(part) for pair in one.items() for part in pair):
        return False
    must, may = _KEYS.get(one.get("kind", ""), (None, frozenset()))
    if must is None or not {"name", "kind", *must} <= set(one) <= {"name", "kind", *must, *may}:
        return False
    name = one["name"]
    if not (name.isascii() and name.replace("-", "").replace("_", "").isalnum() and len(name) <= 40):
        return False
    if "proxy" in one and not is_proxy(one["proxy"]):
        return False
    if "marker" in one and set(one["marker"]) & set("/\\:"):
        return False
    return "url" not in one or is_safe_address(one["url"])


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
