"""Máy quét mạng: scanners that speak eSCL over the network, found by themselves or by a typed address.

Works without a maker's driver on every system. Proved against an own double and, that, by an independent
client; not yet against real devices.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from scanning.devices import escl_xml
from scanning.devices.driver import ScannerInfo
from scanning.devices.escl_address import bases, scanner_at
from scanning.devices.escl_faults import fault
from scanning.devices.escl_find import LISTEN, listen
from scanning.devices.escl_http import (
    Client,
    LateError,
    Limits,
    LostError,
    Patience,
    StoppedError,
    UnreachableError,
)
from scanning.devices.escl_job import Job
from scanning.devices.escl_request import COLOURS, UNITS, Request
from scanning.devices.escl_trust import ChangedError, Trust
from scanning.devices.landing import Landing
from scanning.errors import ScanningError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from scanning.devices.driver import ScannedPage, ScanSettings
    from scanning.devices.escl_address import Base
    from scanning.devices.escl_page import Arrived
    from scanning.devices.escl_xml import Capabilities, Tray

__all__ = ["NAME", "EsclDriver", "Limits", "scanner_at"]

NAME = "escl"
FORMATS = ("image/jpeg", "image/png", "image/tiff", "application/pdf")
"""What is asked for, the first a device offers; PDF only where there is nothing else."""
_PROBES = 12
_PROBE_SECONDS = 6.0
_INCH = 25.4


@dataclass(frozen=True, slots=True)
class EsclDriver:
    """Lists and scans eSCL devices.

    `addresses` are those people typed; `trust` is a file where certificates are remembered; `interfaces` are
    own addresses to listen on (default: every network), none at all listens nowhere.
    """

    addresses: tuple[str, ...] = ()
    trust: Path | None = None
    interfaces: tuple[str, ...] | None = None
    listening: float = LISTEN
    limits: Limits = field(default_factory=Limits)
    name: str = NAME

    def scanners(self) -> tuple[ScannerInfo, ...]:
        """Those that answer now: typed addresses first, then what announces itself; one device, one row."""
        typed: list[tuple[Base, ...]] = []
        for address in self.addresses:
            try:
                typed.append(bases(address))
            except ScanningError:
                continue  # was refused where it was typed; a file edited by hand must not hide the others
        with ThreadPoolExecutor(_PROBES) as pool:
            asked = [pool.submit(self._first, places) for places in typed]
            heard = listen(self.listening, self.interfaces)
            asked += [pool.submit(self._first, one.places, one.name) for one in heard]
            found = [one.result() for one in asked]  # each ends by itself
        return merged(one for one in found if one is not None)

    def ask(self, address: str) -> ScannerInfo:
        """What stands at a typed address.

        Raises:
            ScanningError: `scanner.bad_address`, or why nothing usable answered there.
        """
        return self._reach(bases(address), lambda: False)[2]

    def scan(
        self,
        scanner: ScannerInfo,
        settings: ScanSettings,
        folder: Path,
        *,
        page: Callable[[ScannedPage], None],
        cancelled: Callable[[], bool],
    ) -> int:
        """Scan into `folder`; as `ScannerDriver.scan`."""
        places = bases(scanner.device)
        known = "://" in scanner.device  # told by the device itself, not by a person
        base, can, _ = self._reach(places[:1] if known else places, cancelled)
        asked = request(settings, can)
        landing = Landing(folder, page=page)
        sides = 2 if asked.source == "duplex" else 1
        most = None if settings.limit is None else settings.limit * sides

        def take(one: Arrived) -> bool:
            back = sides == 2 and landing.count % 2 == 1
            landing.put(one.data, suffix=one.suffix, dpi=one.dpi, back=back)
            return most is None or landing.count < most

        Job(self._client(), base, asked, can.version, cancelled).run(take)
        return landing.count

    # ---- finding the way ------------------------------------------------------------------------

    def _client(self) -> Client:
        return Client(Trust(self.trust), self.limits)

    def _reach(
        self, places: Sequence[Base], cancelled: Callable[[], bool]
    ) -> tuple[Base, Capabilities, ScannerInfo]:
        """The first place that answers as a scanner, and what it says."""
        worst = fault("scanner.not_found", 0)
        dead: set[str] = set()
        for place in places:
            if place.host in dead:
                continue
            try:
                base, can = self._woken(place, cancelled)
            except StoppedError as reason:
                raise fault("scanner.cancelled", 0) from reason
            except ChangedError as reason:
                raise fault("scanner.not_trusted", 0) from reason
            except LateError:
                worst = fault("scanner.timeout", 0)
                dead.add(place.host)
            except ScanningError as reason:
                worst = reason
            except UnreachableError as reason:
                if reason.asleep:
                    dead.add(place.host)
            except LostError:
                continue
            else:
                return base, can, _info(base, can)
        raise worst

    def _woken(self, place: Base, cancelled: Callable[[], bool]) -> tuple[Base, Capabilities]:
        """As `_look`; a device that says nothing at all is asked once more: the first call wakes it."""
        try:
            return self._look(place, cancelled)
        except UnreachableError as reason:
            if not reason.asleep:
                raise
        return self._look(place, cancelled)

    def _look(self, place: Base, cancelled: Callable[[], bool]) -> tuple[Base, Capabilities]:
        limits = self.limits
        patience = Patience(limits.document, limits.silence, cancelled)
        answer = self._client().ask(place, "GET", place.path("ScannerCapabilities"), patience=patience)
        if answer.status in {401, 403}:
            raise fault("scanner.locked", 0)
        if answer.status == 503:
            raise fault("scanner.busy", 0)
        if answer.status != 200:
            raise LostError(f"status {answer.status}")
        try:
            can = escl_xml.capabilities(answer.body)
        except escl_xml.BadXmlError as reason:
            raise LostError(str(reason)) from reason
        root = answer.path.strip("/").removesuffix("ScannerCapabilities").strip("/")
        return replace(answer.base, root=root), can

    def _first(self, places: Sequence[Base], called: str = "") -> Seen | None:
        """The device, by the first of its places that answers; None where none does."""
        end = time.monotonic() + _PROBE_SECONDS
        for place in places:
            try:
                base, can = self._look(place, lambda: time.monotonic() > end)
            except ChangedError:  # shown, so that choosing it says why it is not used
                info = ScannerInfo(
                    driver=NAME, device=place.url, name=called or place.host, address=place.host
                )
                return Seen(info, "")
            except (ScanningError, UnreachableError, LostError, LateError):
                continue
            except StoppedError:
                return None
            return Seen(_info(base, can, called), _identity(can))
        return None


@dataclass(frozen=True, slots=True)
class Seen:
    """A device that answered, and what makes it this one wherever it answers; empty where it does not say."""

    info: ScannerInfo
    identity: str


def _identity(can: Capabilities) -> str:
    """Makers fill identifiers with zeros or give a whole series the same, so all that is known counts."""
    own = [one for one in (can.uuid, can.serial) if one.strip("0-xX ")]
    return "|".join((can.model, *own)).casefold() if own else ""


def _info(base: Base, can: Capabilities, called: str = "") -> ScannerInfo:
    return ScannerInfo(
        driver=NAME,
        device=base.url,
        name=can.name or called or can.model or base.host,
        model=can.model,
        address=base.host,
        sources=can.sources,
        resolutions=can.resolutions or (200, 300),
    )


def merged(found: Iterable[Seen]) -> tuple[ScannerInfo, ...]:
    """One row for each device: heard twice, at two addresses or typed as well, the first counts."""
    rows: list[ScannerInfo] = []
    known: set[object] = set()
    for one in found:
        info = one.info
        marks = {(info.name.casefold(), info.model.casefold(), info.address.casefold()), one.identity} - {""}
        if known.isdisjoint(marks):
            rows.append(info)
        known |= marks
    return tuple(rows)


def request(settings: ScanSettings, can: Capabilities) -> Request:
    """What to ask a device for, within what it can do.

    Raises:
        ScanningError: `scanner.unsupported` where it cannot scan so at all.
    """
    tray = can.trays.get(settings.source)
    if tray is None:
        raise fault("scanner.unsupported", 0, source=settings.source)
    form = next((one for one in FORMATS if one in tray.formats), "" if tray.formats else FORMATS[0])
    if not form:
        raise fault("scanner.unsupported", 0, what="format")
    return Request(
        source=settings.source,
        dpi=tray.nearest(settings.dpi),
        colour=_colour(settings, tray, form),
        form=form,
        width=min(round(settings.width_mm / _INCH * UNITS), tray.width),
        height=min(round(settings.height_mm / _INCH * UNITS), tray.height),
        extended=tray.extended,
    )


def _colour(settings: ScanSettings, tray: Tray, form: str) -> str:
    """The device's word for a colour; black and white is asked as grey of JPEG pages, which have none."""
    wanted = COLOURS[settings.colour]
    if settings.colour == "lineart" and (form == "image/jpeg" or wanted not in tray.colours):
        wanted = COLOURS["grey"]
    if tray.colours and wanted not in tray.colours:
        raise fault("scanner.unsupported", 0, colour=settings.colour)
    return wanted
