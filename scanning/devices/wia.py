"""Scanners of Windows (WIA 2 drivers, on Windows 11 also eSCL devices), without any dialog.

Tested against a double of the Windows classes; no real device was tried with it, and the scanner's row
says so. Windows writes the pages into a spool and tells how many are finished; each lands as they come.
"""

from __future__ import annotations

import shutil
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scanning.devices.driver import USUAL_DPI, ScannerInfo
from scanning.devices.landing import Landing, disk_failures, spool
from scanning.devices.wia_surface import winrt_surface
from scanning.errors import ScanningError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PIL import Image

    from scanning.devices.driver import ScannedPage, ScanSettings, Source

NAME = "wia"
SILENCE = 90.0
_TICK = 0.05
_STOP = 1.2  # seconds for a cancelled scan to end by itself
_INCH = 25.4
_FAULTS = {
    0x80210002: "scanner.jammed",
    0x80210003: "scanner.no_paper",
    0x80210004: "scanner.jammed",  # "paper problem"
    0x80210005: "scanner.not_found",  # offline
    0x80210006: "scanner.busy",
    0x80210007: "scanner.busy",  # warming up
    0x80210008: "scanner.cover_open",  # "user intervention"
    0x80210009: "scanner.not_found",
    0x8021000A: "scanner.io_error",
    0x8021000C: "scanner.unsupported",
    0x8021000D: "scanner.busy",  # locked by another
    0x8021000E: "scanner.crashed",  # the driver threw
    0x8021000F: "scanner.crashed",
    0x80210010: "scanner.cover_open",
    0x80210011: "scanner.io_error",  # lamp off
    0x80210013: "scanner.busy",  # network reservation
    0x80210015: "scanner.not_found",  # no device
    0x80210020: "scanner.jammed",  # two sheets at once
    0x80070002: "scanner.not_found",
    0x80070005: "scanner.no_access",
    0x80070057: "scanner.unsupported",
    0x80070070: "scanner.disk_full",
    0x800704C7: "scanner.cancelled",
}
_RICHER = {
    "lineart": ("MONOCHROME", "GRAYSCALE", "COLOR"),
    "grey": ("GRAYSCALE", "COLOR"),
    "colour": ("COLOR",),
}
_FORMATS = ("DEVICE_INDEPENDENT_BITMAP", "PNG", "TIFF", "JPEG")


@dataclass(slots=True)
class WiaDriver:
    """Every scanner Windows knows; `silence` is how many seconds a scan may make no progress."""

    surface: Callable[[], Any] = winrt_surface
    silence: float = SILENCE
    name: str = NAME

    def scanners(self) -> tuple[ScannerInfo, ...]:
        """The devices Windows lists, each asked what it offers.

        Raises:
            ScanningError: `scanner.no_wia`, or what Windows refuses with.
        """
        windows = self.surface()
        with _failures():
            selector = windows.ImageScanner.get_device_selector()
            listed = windows.DeviceInformation.find_all_async(selector, None).get()
            return tuple(_described(windows, one) for one in listed if one.is_enabled)

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
        windows = self.surface()
        device = _opened(windows, scanner.device)
        place = spool(folder)
        landing = Landing(folder, page=page)
        try:
            with _failures():
                source, dpi = _configured(windows, device, settings)
                target = windows.StorageFolder.get_folder_from_path_async(str(place)).get()
                operation = device.scan_files_to_folder_async(source, target)
            job = _Job(windows, operation, place, landing, settings, dpi)
            job.follow(cancelled, silence=self.silence)
        except ScanningError as failure:
            failure.details["pages"] = landing.count
            if failure.code == "scanner.no_paper" and landing.count:
                return landing.count
            raise
        finally:
            shutil.rmtree(place, ignore_errors=True)
        if not landing.count:
            code = "scanner.io_error" if settings.source == "flatbed" else "scanner.no_paper"
            raise ScanningError(code, environment=True, pages=0)
        return landing.count


class _Job:
    """One scan under way: its finished files land, its end is told."""

    def __init__(
        self,
        windows: Any,  # noqa: ANN401 - foreign objects
        operation: Any,  # noqa: ANN401 - as above
        place: Path,
        landing: Landing,
        settings: ScanSettings,
        dpi: int,
    ) -> None:
        self._started = windows.AsyncStatus.STARTED
        self._completed = windows.AsyncStatus.COMPLETED
        self._operation = operation
        self._place = place
        self._landing = landing
        self._settings = settings
        self._dpi = dpi
        self._finished = 0
        operation.progress = self._progress

    def _progress(self, _: object, finished: int) -> None:
        self._finished = int(finished)  # told in a thread of Windows

    def follow(self, cancelled: Callable[[], bool], *, silence: float) -> None:
        """Land pages until the end.

        Raises:
            ScanningError: how the scan ended, if not well.
        """
        moved = time.monotonic()
        while self._operation.status == self._started:
            if self._land(self._finished):
                moved = time.monotonic()
            if cancelled():
                self._stop()
                raise ScanningError("scanner.cancelled", environment=True)
            if time.monotonic() - moved > silence:
                self._stop()
                raise ScanningError("scanner.timeout", environment=True)
            time.sleep(_TICK)
        if self._operation.status == self._completed:
            with _failures():
                self._operation.get_results()
            self._land(None)
            return
        self._land(None, doubtful=True)
        raise _failure(int(self._operation.error_code))

    def _stop(self) -> None:
        """Ask Windows to stop, and keep what was finished until then."""
        with suppress(OSError):
            self._operation.cancel()
        end = time.monotonic() + _STOP
        while self._operation.status == self._started and time.monotonic() < end:
            time.sleep(_TICK)
        self._land(self._finished)

    def _land(self, finished: int | None, *, doubtful: bool = False) -> bool:
        """Land files up to the number Windows calls finished; doubtful ones as long as they are whole."""
        due = None if finished is None else finished - self._landing.count
        files = sorted(self._place.iterdir(), key=lambda file: (file.stat().st_ctime_ns, file.name))
        files = files[: max(0, due)] if due is not None else files
        for file in files:
            try:
                picture = _picture(file, self._settings)
            except (OSError, SyntaxError, ValueError) as failure:
                if doubtful:
                    return True
                raise ScanningError("scanner.io_error", environment=True) from failure
            back = self._settings.source == "duplex" and self._landing.count % 2 == 1
            self._landing.put_picture(picture, dpi=self._dpi, back=back)
            with disk_failures(self._landing.count):
                file.unlink()
        return bool(files)


def _picture(file: Path, settings: ScanSettings) -> Image.Image:
    """The pixels of a file Windows wrote, no richer than asked for."""
    from PIL import Image

    with Image.open(file, formats=("BMP", "DIB", "PNG", "TIFF", "JPEG")) as opened:
        opened.load()
        if opened.mode == "1":
            return opened.copy()
        return opened.convert("RGB" if settings.colour == "colour" else "L")


def _opened(windows: Any, device: str) -> Any:  # noqa: ANN401 - foreign objects
    with _failures(otherwise="scanner.not_found"):
        found = windows.ImageScanner.from_id_async(device).get()
    if found is None:
        raise ScanningError("scanner.not_found", environment=True, pages=0)
    return found


def _configured(windows: Any, device: Any, settings: ScanSettings) -> tuple[Any, int]:  # noqa: ANN401 - as above
    """Set the device as asked; answers Windows' source and the resolution it will really have."""
    feeding = settings.source != "flatbed"
    source = windows.ImageScannerScanSource.FEEDER if feeding else windows.ImageScannerScanSource.FLATBED
    config = device.feeder_configuration if feeding else device.flatbed_configuration
    if not device.is_scan_source_supported(source) or config is None:
        raise ScanningError("scanner.unsupported", environment=True)
    if settings.source == "duplex" and not config.can_scan_duplex:
        raise ScanningError("scanner.unsupported", environment=True)
    config.format = _first(windows.ImageScannerFormat, _FORMATS, config.is_format_supported)
    config.color_mode = _first(
        windows.ImageScannerColorMode, _RICHER[settings.colour], config.is_color_mode_supported
    )
    wanted = min(max(settings.dpi, config.min_resolution.dpi_x), config.max_resolution.dpi_x)
    config.desired_resolution = (wanted, wanted)
    plain = windows.ImageScannerAutoCroppingMode.DISABLED
    if config.is_auto_cropping_mode_supported(plain):
        config.auto_cropping_mode = plain
    if feeding:
        config.duplex = settings.source == "duplex"
        sides = 2 if settings.source == "duplex" else 1
        config.max_number_of_pages = 0 if settings.limit is None else settings.limit * sides  # 0: all
        if config.can_auto_detect_page_size:
            config.auto_detect_page_size = False
        if config.can_scan_ahead:
            config.scan_ahead = settings.limit is None
    largest = config.max_scan_area  # inches, as all lengths here
    size = (min(settings.width_mm / _INCH, largest.width), min(settings.height_mm / _INCH, largest.height))
    config.selected_scan_region = (0.0, 0.0, *size)
    return source, round(config.actual_resolution.dpi_x)


def _first(kinds: Any, names: tuple[str, ...], fits: Callable[[Any], bool]) -> Any:  # noqa: ANN401 - as above
    """The first of the named kinds the device takes."""
    for name in names:
        if fits(getattr(kinds, name)):
            return getattr(kinds, name)
    raise ScanningError("scanner.unsupported", environment=True)


def _described(windows: Any, listed: Any) -> ScannerInfo:  # noqa: ANN401 - as above
    """A listed device with what it offers; one that cannot be opened now is there all the same."""
    plain = ScannerInfo(driver=NAME, device=listed.id, name=listed.name, model=listed.name)
    try:
        device = _opened(windows, listed.id)
    except ScanningError:
        return plain
    kinds = windows.ImageScannerScanSource
    sources: list[Source] = []
    if device.is_scan_source_supported(kinds.FLATBED):
        sources.append("flatbed")
    if device.is_scan_source_supported(kinds.FEEDER):
        sources.append("feeder")
        if device.feeder_configuration.can_scan_duplex:
            sources.append("duplex")
    config = device.flatbed_configuration if "flatbed" in sources else device.feeder_configuration
    resolutions = plain.resolutions
    if config is not None:
        lowest, highest = config.min_resolution.dpi_x, config.max_resolution.dpi_x
        resolutions = tuple(dpi for dpi in USUAL_DPI if lowest <= dpi <= highest) or (round(highest),)
    return ScannerInfo(
        driver=NAME,
        device=listed.id,
        name=listed.name,
        model=listed.name,
        sources=tuple(sources) or plain.sources,
        resolutions=resolutions,
    )


@contextmanager
def _failures(*, otherwise: str = "scanner.io_error") -> Iterator[None]:
    """Turn what Windows refuses with into our faults."""
    try:
        yield
    except OSError as failure:
        raise _failure(getattr(failure, "winerror", None) or 0, otherwise=otherwise) from failure


def _failure(number: int, *, otherwise: str = "scanner.io_error") -> ScanningError:
    return ScanningError(_FAULTS.get(number & 0xFFFFFFFF, otherwise), environment=True)
