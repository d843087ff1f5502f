"""Địa chỉ máy quét mạng: what a clerk types or a network announces, as addresses to try in order.

Pure: nothing is asked.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote, urlsplit

from scanning.devices.driver import ScannerInfo
from scanning.errors import ScanningError

if TYPE_CHECKING:
    from collections.abc import Iterable

Scheme = Literal["http", "https"]
USUAL: tuple[tuple[Scheme, int], ...] = (("https", 443), ("http", 80), ("http", 8080), ("http", 9095))
"""Where scanners answer when only their host is known, encrypted first; 9095 is one maker's habit."""
_PORTS: dict[Scheme, int] = {"http": 80, "https": 443}
_HOST = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_.-]{0,251}[A-Za-z0-9_.])?")
_ROOT = re.compile(r"[A-Za-z0-9_.~/-]{0,200}")


@dataclass(frozen=True, slots=True)
class Base:
    """Where a scanner's eSCL tree stands; `root` has no slash at its ends and may be empty."""

    scheme: Scheme
    host: str  # a name, or an IP address without brackets
    port: int
    root: str = "eSCL"

    @property
    def netloc(self) -> str:
        """Host and port as an address writes them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def header(self) -> str:
        """Host and port as a request names them: without the interface of this machine."""
        return re.sub(r"%[^\]]*", "", self.netloc)

    @property
    def url(self) -> str:
        """The address as text, the form devices are known by."""
        return f"{self.scheme}://{self.netloc}/{self.root}".rstrip("/")

    def path(self, name: str) -> str:
        """The path of a resource in the tree."""
        return f"/{self.root}/{name}" if self.root else f"/{name}"


def bases(text: str) -> tuple[Base, ...]:
    """The places to try for an address as people write it: host, host:port, IPv6, or a whole address.

    Raises:
        ScanningError: `scanner.bad_address`.
    """
    scheme = re.match(r"(?i)([a-z][a-z0-9+.-]*)://", text.strip())
    if scheme and scheme[1].lower() not in _PORTS:
        raise _bad(text)
    given = text.strip().rstrip("/") if scheme else text.strip().strip("/")
    for prefix in ("escl:", "airscan:"):
        given = given.removeprefix(prefix)
    if _is_ipv6(given):
        given = f"[{given}]"
    whole = given if scheme else f"//{given}"
    try:
        found = urlsplit(whole)
        port, host = found.port, _host(found.hostname or "")
    except ValueError as reason:
        raise _bad(text) from reason
    root = unquote(found.path).strip("/")
    for tail in ("ScannerCapabilities", "ScannerStatus", "ScanJobs"):
        root = root.removesuffix(tail).strip("/")
    if found.username or found.query or found.fragment or not _ROOT.fullmatch(root) or ".." in root:
        raise _bad(text)
    schemes: tuple[Scheme, ...] = ("https",) if found.scheme.lower() == "https" else ("http",)
    places: tuple[tuple[Scheme, int], ...]
    if found.scheme:
        places = tuple((one, port or _PORTS[one]) for one in schemes)
    elif port is not None:
        places = (("https", port), ("http", port)) if port == 443 else (("http", port), ("https", port))
    else:
        places = USUAL
    roots = dict.fromkeys((root or "eSCL", "eSCL"))  # what was copied from a browser may be its web page
    return tuple(Base(scheme, host, at, one) for one in roots for scheme, at in places)


def _is_ipv6(text: str) -> bool:
    try:
        ipaddress.IPv6Address(text)
    except ValueError:
        return False
    return True


def _host(name: str) -> str:
    """A host that may be asked: a name or an IP address, an IPv6 one with its interface."""
    if ":" in name:
        return str(ipaddress.IPv6Address(unquote(name)))
    plain = name.encode("idna").decode() if name and not name.isascii() else name
    if not _HOST.fullmatch(plain) or ".." in plain:
        raise ValueError(name)
    return plain


def _bad(text: str) -> ScanningError:
    return ScanningError("scanner.bad_address", address=text.strip()[:80])


def scanner_at(address: str) -> ScannerInfo:
    """A scanner by its typed address, before it was asked: named by its host, the glass and feeder unknown.

    `EsclDriver.ask` tells what it really is. The device keeps the address as typed, tidied.

    Raises:
        ScanningError: `scanner.bad_address`.
    """
    places = bases(address)
    host = places[0].host
    device = places[0].url if len(places) == 1 else address.strip().strip("/")
    return ScannerInfo(driver="escl", device=device, name=host, address=host)


def announced(
    addresses: Iterable[str], port: int, *, secure: bool, root: str | None, more: Iterable[str] = ()
) -> tuple[Base, ...]:
    """The places to try for a scanner that announced itself, the likeliest first.

    A device with two networks announces addresses that cannot be reached from here, and some announce what
    they had yesterday: each is tried. `more` are hosts it names elsewhere (its own name, its web page).
    """
    hosts = dict.fromkeys([*sorted(addresses, key=_likelihood), *more])
    place = "eSCL" if root is None else root.strip("/")
    if not _ROOT.fullmatch(place) or ".." in place or not 0 < port < 65536:
        return ()
    found = []
    for host in hosts:
        try:
            found.append(Base("https" if secure else "http", _host(host), port, place))
        except ValueError:
            continue
    return tuple(found)


def _likelihood(address: str) -> tuple[int, str]:
    """Private IPv4 first, then any IPv4, then IPv6; addresses a machine gives itself last."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return 4, address
    if found.is_unspecified or found.is_multicast:
        return 9, address
    if found.is_link_local:
        return (3 if "%" in address or found.version == 4 else 8), address
    return (0 if found.version == 4 and found.is_private else found.version - 3), address
