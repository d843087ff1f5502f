"""Scanners that announce themselves in the local network (mDNS, `_uscan._tcp` and `_uscans._tcp`).

Listens for a moment on every interface; a machine without a network hears nothing and says so at once.
What a device announces is a claim: `EsclDriver` asks every address before it lists one.
"""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scanning.devices.escl_address import Base, announced

if TYPE_CHECKING:
    from collections.abc import Sequence

SERVICES = ("_uscans._tcp.local.", "_uscan._tcp.local.")
LISTEN = 2.5
"""Seconds; devices answer within one, those that sleep a little later."""
_ASK_MS = 800
_MOST = 100  # announcements; more is a flood


@dataclass(frozen=True, slots=True)
class Announcement:
    """A scanner as it announced itself: what it calls itself, and the places to try."""

    name: str
    uuid: str
    places: tuple[Base, ...]


def listen(seconds: float = LISTEN, interfaces: Sequence[str] | None = None) -> tuple[Announcement, ...]:
    """The announcements heard in that time; `interfaces` are own addresses, by default every network's."""
    own = tuple(interfaces) if interfaces is not None else own_addresses()
    if not own:
        return ()
    from zeroconf import Error, InterfaceChoice, Zeroconf

    choices: tuple[Any, ...] = (
        (list(own),) if interfaces is not None else (list(own), InterfaceChoice.Default)
    )
    for choice in choices:  # one interface that refuses must not make the others deaf
        try:
            radio = Zeroconf(interfaces=choice)
        except OSError:  # no multicast here
            continue
        try:
            return _heard(radio, seconds)
        except (OSError, Error):  # typed addresses are asked all the same
            return ()
        finally:
            radio.close()
    return ()


def own_addresses() -> tuple[str, ...]:
    """This machine's IPv4 addresses in networks; its loopback is none."""
    import ifaddr

    found: list[str] = []
    with suppress(OSError):
        for adapter in ifaddr.get_adapters():
            found += [one.ip for one in adapter.ips if isinstance(one.ip, str)]
    return tuple(dict.fromkeys(ip for ip in found if not ip.startswith(("127.", "0."))))


def _heard(radio: Any, seconds: float) -> tuple[Announcement, ...]:  # noqa: ANN401 - a zeroconf.Zeroconf
    from zeroconf import ServiceBrowser, ServiceInfo

    names: dict[tuple[str, str], None] = {}
    guard = threading.Lock()

    def told(zeroconf: Any, service_type: str, name: str, state_change: Any) -> None:  # noqa: ANN401
        with guard:
            if len(names) < _MOST:
                names[service_type, name] = None

    browser = ServiceBrowser(radio, list(SERVICES), handlers=[told])
    try:
        time.sleep(seconds)
    finally:
        browser.cancel()
    with guard:
        found = sorted(names, key=lambda pair: (SERVICES.index(pair[0]), pair[1]))  # encrypted first
    answers = []
    for service, name in found:
        info = ServiceInfo(service, name)
        if info.load_from_cache(radio) or info.request(radio, _ASK_MS):
            answers.append(announcement(info, service, name))
    return tuple(one for one in answers if one.places)


def announcement(info: Any, service: str, name: str) -> Announcement:  # noqa: ANN401 - a ServiceInfo
    """What one service says, with every host it names in any way."""
    said = {
        key.decode("utf-8", "replace").lower(): (value or b"").decode("utf-8", "replace")
        for key, value in info.properties.items()
    }
    elsewhere = [str(info.server or "").rstrip(".")]
    with suppress(ValueError):
        elsewhere.append(urlsplit(said.get("adminurl", "")).hostname or "")
    places = announced(
        info.parsed_scoped_addresses(),
        info.port or 0,
        secure=service == SERVICES[0],
        root=said.get("rs"),
        more=[one for one in elsewhere if one],
    )
    called = said.get("ty", "").strip() or name.removesuffix(f".{service}")
    return Announcement(called[:80], said.get("uuid", "").lower().removeprefix("urn:uuid:")[:64], places)
