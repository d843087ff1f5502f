"""Máy quét at the desk: list, choose, scan; every finished page is on the disk before anybody hears of it.

Faults are `SurroundingsError` by the codes of `scanning.devices.driver`, with the number of finished
`pages` and their `files`. Calls may take long and belong on the device pool.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.errors import InputError, SurroundingsError
from desk.imaging.digitising import scanning_failures
from desk.imaging.rows import PAPERS, ScanDone, ScannedSheet, ScannerList, ScannerRow
from desk.wording import note

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from desk.imaging.rows import ScanProfile
    from desk.office.opened import Office
    from scanning.devices.station import Station

    Sheet = Callable[[ScannedSheet], None]
    Found = Callable[[tuple[ScannerRow, ...]], None]

SAMPLE = "sample"  # the driver of the training office's own scanner
TRUST = "scanner-certificates.json"
UNPROVEN = {"wia": "scanner.unproven", "escl": "scanner.unproven_network"}
"""Drivers that no real device was tried with; the row says so."""


def station(
    office: Office | None = None, *, only: str | None = None, addresses: Sequence[str] | None = None
) -> Station:
    """The drivers of this machine, each in child processes.

    Args:
        office: whose remembered addresses are asked, and whose training scanner is offered.
        only: the one driver wanted.
        addresses: network scanners to ask instead of the remembered ones.

    Raises:
        InputError: `scan.unknown_driver`.
    """
    from desk.imaging import scan_profiles
    from scanning.devices.drivers import makers
    from scanning.devices.station import Station

    if addresses is None:
        addresses = () if office is None else scan_profiles.addresses(office)
    known = makers(
        training=office is not None and office.card.training,
        addresses=tuple(addresses),
        trust=None if office is None else office.data / TRUST,
    )
    if only is not None and only not in known:
        raise InputError("scan.unknown_driver", driver=only[:20], allowed=[*known])
    return Station({name: make for name, make in known.items() if only in {None, name}})


def scanners(
    through: Station, *, lang: str = "vi", found: Found | None = None, only: tuple[str, ...] | None = None
) -> ScannerList:
    """The scanners that answer now; `found` gets those of each driver as soon as it answers."""

    def told(_: str, some: tuple[Any, ...]) -> None:
        if found is not None and some:
            found(tuple(_row(one, lang) for one in some))

    from scanning.devices.again import merged

    listing = through.scanners(only, found=told)
    troubles = dict.fromkeys(
        (code if code.startswith("scanner.no_") else "scanner.driver_silent", name)
        for name, code in listing.troubles.items()
    )
    return ScannerList(
        tuple(_row(one, lang) for one in merged(listing.scanners)),
        tuple(note(code, lang, driver=name) for code, name in troubles),
    )


def scan(
    through: Station,
    profile: ScanProfile,
    folder: Path,
    *,
    page: Sheet,
    cancelled: Callable[[], bool] = lambda: False,
    limit: int | None = None,
    lang: str = "vi",
) -> ScanDone:
    """Scan as a button says into `folder`; `page` is told each sheet in this thread, once it is durable.

    Args:
        through: the drivers.
        profile: source, resolution, colour, paper, and the scanner meant (None: the first that fits).
        folder: where the pages land; made where it is missing.
        page: told each finished page.
        cancelled: asked several times a second; true stops within two seconds, finished pages stay.
        limit: sheets at most; None empties the feeder.
        lang: of notes.

    Raises:
        SurroundingsError: a fault by its code, with `pages` and `files` that are safe; `data.*`.
    """
    from desk.record.durable import make_folder
    from desk.record.failures import surroundings

    with surroundings():
        make_folder(folder)
    device = _device(through, profile, cancelled)
    sheets: list[ScannedSheet] = []

    def told(one: Any) -> None:  # noqa: ANN401 - a scanning.devices.driver.ScannedPage
        sheets.append(ScannedSheet(one.file, one.number, one.dpi, back=one.back))
        page(sheets[-1])

    try:
        with scanning_failures():
            through.scan(device, _settings(profile, limit), folder, page=told, cancelled=cancelled)
    except SurroundingsError as failure:
        failure.details.update(pages=len(sheets), files=[str(one.file) for one in sheets])
        raise
    return ScanDone(_row(device, lang), tuple(sheets))


def scanner_at(office: Office, address: str) -> ScannerRow:
    """A network scanner by the address a clerk typed, asked what it is; takes some seconds at most.

    Raises:
        InputError: `scanner.bad_address`.
        SurroundingsError: `scanner.no_answer`, `scanner.locked`, `scanner.not_trusted`, `scanner.busy`.
    """
    from scanning.devices.escl import EsclDriver

    try:
        with scanning_failures():
            return _row(EsclDriver(trust=office.data / TRUST).ask(address), office.lang)
    except SurroundingsError as failure:
        if failure.code in {"scanner.not_found", "scanner.timeout"}:
            raise SurroundingsError("scanner.no_answer", address=address[:80]) from failure
        raise


def trust_again(office: Office, address: str) -> None:
    """Take the certificate a network scanner shows next as its own: it was replaced or reset."""
    from scanning.devices.escl_address import bases
    from scanning.devices.escl_trust import Trust

    with scanning_failures():
        for place in bases(address):
            Trust(office.data / TRUST).forget(place.host)


def _device(through: Station, profile: ScanProfile, cancelled: Callable[[], bool]) -> Any:  # noqa: ANN401
    """The scanner a button means: the remembered one as it is, else the first that has its source."""
    from scanning.devices.driver import ScannerInfo

    meant = profile.scanner
    if meant is not None:
        return ScannerInfo(
            driver=meant.driver,
            device=meant.key.partition(":")[2],
            name=meant.name,
            model=meant.model,
            address=meant.address,
            sources=_sources(meant.sources),
            resolutions=meant.resolutions,
        )
    return _first(through, profile.source, cancelled)


def _first(through: Station, source: str, cancelled: Callable[[], bool]) -> Any:  # noqa: ANN401 - a ScannerInfo
    """The first scanner with this source; the sample scanner only where nothing else has it."""
    there: list[Any] = []

    def fitting() -> Any:  # noqa: ANN401 - as above
        return next((one for one in there if source in one.sources and one.driver != SAMPLE), None)

    through.scanners(
        found=lambda _, some: there.extend(some), until=lambda: fitting() is not None or cancelled()
    )
    if cancelled():
        raise SurroundingsError("scanner.cancelled", pages=0, files=[])
    found = fitting() or next((one for one in there if source in one.sources), None)
    if found is None:
        raise SurroundingsError("scanner.unsupported" if there else "scanner.none", pages=0, files=[])
    return found


def _sources(names: tuple[str, ...]) -> tuple[Any, ...]:
    return names


def _settings(profile: ScanProfile, limit: int | None) -> Any:  # noqa: ANN401 - a ScanSettings
    from scanning.devices.driver import ScanSettings

    width, height = PAPERS[profile.paper]
    return ScanSettings(
        source=profile.source,  # type: ignore[arg-type]
        dpi=profile.dpi,
        colour=profile.colour,  # type: ignore[arg-type]
        width_mm=width,
        height_mm=height,
        limit=limit,
    )


def _row(one: Any, lang: str) -> ScannerRow:  # noqa: ANN401 - a scanning.devices.driver.ScannerInfo
    return ScannerRow(
        key=f"{one.driver}:{one.device}",
        driver=one.driver,
        name=one.name,
        model=one.model,
        address=one.address,
        sources=tuple(one.sources),
        resolutions=tuple(one.resolutions),
        note=note(UNPROVEN[one.driver], lang) if one.driver in UNPROVEN else None,
    )
