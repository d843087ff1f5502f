"""Scanners of SANE, through `scanimage` as a child: a hanging or dying backend is only a kill away.

Pages are taken while the feeder runs: `scanimage` writes each into a spool beside the pages, tells its
name, and it lands as a picture with its true resolution. Only what the device lists is asked for.
"""

from __future__ import annotations

import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scanning.devices import sane_options as asked
from scanning.devices.driver import ScannerInfo
from scanning.devices.landing import Landing, disk_failures, spool
from scanning.devices.sane_pages import read_page
from scanning.devices.sane_run import Run, said
from scanning.errors import ScanningError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from scanning.devices.driver import ScannedPage, ScanSettings
    from scanning.devices.sane_options import Option

NAME = "sane"
LIST_SECONDS = 18.0
OPTION_SECONDS = 8.0
SILENCE = 90.0
"""Seconds without a byte from `scanimage`: an old lamp may warm up for a minute."""
_LISTED = "%d\t%v\t%m\t%t\n"
_CAMERAS = ("v4l:",)  # SANE lists webcams too
_PROTOCOLS = {"escl", "wsd"}  # what the network backends give for a maker's name
_HOST = re.compile(r"(?:\bip=|//|\bnet:)(?P<host>\[[0-9a-fA-F:]+\]|[\w.-]+)")
_REFUSED = re.compile(
    r"(?:setting of option|inactive option|unrecognized option|scanimage: option)"
    r" '?-*(?:br-|tl-)?(?P<name>[\w-]+)"
)
_ATTEMPTS = 4
_ROOM = 64 << 20  # bytes: with less, no sheet is pulled in that could not be kept


@dataclass(slots=True)
class SaneDriver:
    """Every scanner that SANE on this machine knows.

    `extra` are further options of one device as `scanimage` takes them; `silence` is how many seconds
    without a sign of life a scan is waited for.
    """

    extra: tuple[str, ...] = ()
    silence: float = SILENCE
    name: str = NAME

    def scanners(self) -> tuple[ScannerInfo, ...]:
        """The devices SANE lists, each asked what it offers; one that does not tell is taken for a flatbed.

        Raises:
            ScanningError: `scanner.no_sane`, `scanner.timeout`.
        """
        rows = [line.split("\t") for line in said(["-f", _LISTED], seconds=LIST_SECONDS).splitlines()]
        rows = [row for row in rows if len(row) == 4 and not row[0].startswith(_CAMERAS)]
        if not rows:
            return ()
        with ThreadPoolExecutor(min(8, len(rows))) as side_by_side:
            return tuple(side_by_side.map(_described, rows))

    def scan(
        self,
        scanner: ScannerInfo,
        settings: ScanSettings,
        folder: Path,
        *,
        page: Callable[[ScannedPage], None],
        cancelled: Callable[[], bool],
    ) -> int:
        """Feed the stack, or scan the glass once; see `scanning.devices.driver`."""
        _room(folder)
        words, dpi = arguments(_options(scanner.device), settings)
        landing = Landing(folder, page=page)
        place = spool(folder)
        try:
            for _ in range(_ATTEMPTS):
                run = Run(
                    [*_batch(scanner, settings), *(word for group in words for word in group), *self.extra],
                    place,
                    silence=self.silence,
                )
                _feed(run, landing, settings, dpi, cancelled=cancelled)
                less = _without_refused(words, run.text)
                if landing.count or len(less) == len(words):
                    break
                words = less
            run.raise_fault(landing.count, feeding=settings.source != "flatbed")
        except ScanningError as failure:
            failure.details["pages"] = landing.count
            raise
        finally:
            shutil.rmtree(place, ignore_errors=True)
        return landing.count


def arguments(options: Mapping[str, Option], settings: ScanSettings) -> tuple[list[tuple[str, ...]], int]:
    """What asks a device for these settings, in the order it must be set, and the resolution it will be.

    Raises:
        ScanningError: `scanner.unsupported`.
    """
    source = asked.source_arguments(options).get(settings.source)
    mode = asked.mode_arguments(options, settings.colour)
    if source is None or mode is None:
        raise ScanningError("scanner.unsupported", environment=True)
    resolution, dpi = asked.resolution_arguments(options, settings.dpi)
    area = asked.area_arguments(options, settings, dpi)
    groups = [source, mode, resolution, *zip(area[::2], area[1::2], strict=True)]
    return [group for group in groups if group], dpi


def _batch(scanner: ScannerInfo, settings: ScanSettings) -> list[str]:
    words = ["-d", scanner.device, "--format=pnm", "--batch=%06d.pnm", "--batch-print", "--progress"]
    sheets = 1 if settings.source == "flatbed" else settings.limit
    sides = 2 if settings.source == "duplex" else 1
    return words if sheets is None else [*words, f"--batch-count={sheets * sides}"]


def _feed(
    run: Run, landing: Landing, settings: ScanSettings, dpi: int, *, cancelled: Callable[[], bool]
) -> None:
    """Land every page of a run as it comes; whatever goes wrong ends the run first."""
    with closing(run.pages(cancelled)) as files:
        for file in files:
            with disk_failures(landing.count):
                picture = read_page(file, pages=landing.count)
                file.unlink()
            back = settings.source == "duplex" and landing.count % 2 == 1
            landing.put_picture(picture, dpi=run.dpi or dpi, back=back)


def _without_refused(words: Sequence[tuple[str, ...]], text: str) -> list[tuple[str, ...]]:
    """The arguments without the one a device listed and then refused; source and mode are never left out."""
    refused = _REFUSED.search(text)
    needed = {"--source", "--mode"}
    return [
        group
        for group in words
        if group[0] in needed or refused is None or group[0].lstrip("-") != refused["name"]
    ]


def _options(device: str) -> dict[str, Option]:
    return asked.read_options(said(["-d", device, "-A"], seconds=OPTION_SECONDS))


def _described(row: Sequence[str]) -> ScannerInfo:
    """A listed device with what it offers, as far as it tells."""
    device, maker, model, kind = (one.strip() for one in row)
    try:
        options = _options(device)
    except ScanningError:  # busy or asleep: it is there all the same
        options = {}
    host = _HOST.search(kind) or _HOST.search(device)
    own = maker.lower() in _PROTOCOLS or model.lower().startswith(maker.lower())
    like = ScannerInfo(driver=NAME, device=device, name="")
    return ScannerInfo(
        driver=NAME,
        device=device,
        name=model if own else f"{maker} {model}",
        model=model,
        address=host["host"].strip("[]") if host else "",
        sources=tuple(asked.source_arguments(options)) if options else like.sources,
        resolutions=asked.resolutions(options) or like.resolutions,
    )


def _room(folder: Path) -> None:
    with disk_failures(0):
        free = shutil.disk_usage(folder).free
    if free < _ROOM:
        raise ScanningError("scanner.disk_full", environment=True, pages=0)
