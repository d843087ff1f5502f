"""A double of the Windows classes that scan: names, types and order of calls as PyWinRT 4 projects them.

Behind them lies a stack of paper and some luck. Files are written by a thread, as Windows does, and each
is called finished only after it is whole. Lengths are inches, errors are HRESULTs.
"""

from __future__ import annotations

import enum
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from PIL import Image, ImageDraw

HRESULT = {
    "scanner.jammed": 0x80210002,
    "scanner.no_paper": 0x80210003,
    "scanner.busy": 0x80210006,
    "scanner.io_error": 0x8021000A,
    "scanner.cover_open": 0x80210010,
    "scanner.no_access": 0x80070005,
}
FULL_ID = r"\\?\SWD#Escl#mau#{scanner}"
NAME = "Máy quét mẫu WIA"
_FIELDS = {
    "format", "color_mode", "desired_resolution", "auto_cropping_mode", "selected_scan_region", "duplex",
    "max_number_of_pages", "auto_detect_page_size", "scan_ahead",
}  # fmt: skip


class AsyncStatus(enum.IntEnum):
    STARTED = 0
    COMPLETED = 1
    CANCELED = 2
    ERROR = 3


class ImageScannerColorMode(enum.IntEnum):
    COLOR = 0
    GRAYSCALE = 1
    MONOCHROME = 2
    AUTO_COLOR = 3


class ImageScannerFormat(enum.IntEnum):
    JPEG = 0
    PNG = 1
    DEVICE_INDEPENDENT_BITMAP = 2
    TIFF = 3
    PDF = 6


class ImageScannerScanSource(enum.IntEnum):
    DEFAULT = 0
    FLATBED = 1
    FEEDER = 2
    AUTO_CONFIGURED = 3


class ImageScannerAutoCroppingMode(enum.IntEnum):
    DISABLED = 0
    SINGLE_REGION = 1


class WindowsError_(OSError):  # noqa: N801, N818 - Linux has no OSError with a winerror
    """What PyWinRT raises: an OSError that carries the HRESULT as a signed number."""

    def __init__(self, code: int) -> None:
        super().__init__(22, "refused", None)
        self.winerror = code - (1 << 32) if code & 0x80000000 else code


class Done:
    """An operation that is over; `get` blocks until then, which is at once."""

    def __init__(self, value: Any = None, error: int = 0) -> None:
        self._value, self._error = value, error

    def get(self) -> Any:
        if self._error:
            raise WindowsError_(self._error)
        return self._value


@dataclass
class Luck:
    """What lies in the feeder and what will happen."""

    sheets: int = 3
    fault: str = ""
    after: int = 0
    pace: float = 0.0
    half: bool = False  # a fault leaves half a file behind


class Configuration:
    """Settings of the glass or the feeder; unknown names are refused, as the real classes do."""

    can_scan_duplex = True
    can_scan_ahead = True
    can_auto_detect_page_size = True
    min_resolution = SimpleNamespace(dpi_x=75.0, dpi_y=75.0)
    max_resolution = SimpleNamespace(dpi_x=600.0, dpi_y=600.0)
    max_scan_area = SimpleNamespace(width=8.5, height=14.0)

    def __init__(self) -> None:
        self.desired_resolution: tuple[float, float] = (300.0, 300.0)
        self.duplex = False
        self.max_number_of_pages = 0
        self.color_mode = ImageScannerColorMode.COLOR
        self.format = ImageScannerFormat.JPEG
        self.selected_scan_region = (0.0, 0.0, 8.5, 11.0)

    def __setattr__(self, name: str, value: Any) -> None:
        if name not in _FIELDS:
            raise AttributeError(name)
        object.__setattr__(self, name, value)

    @property
    def actual_resolution(self) -> SimpleNamespace:
        return SimpleNamespace(dpi_x=self.desired_resolution[0], dpi_y=self.desired_resolution[1])

    def is_format_supported(self, value: ImageScannerFormat) -> bool:
        return value in {ImageScannerFormat.DEVICE_INDEPENDENT_BITMAP, ImageScannerFormat.JPEG}

    def is_color_mode_supported(self, value: ImageScannerColorMode) -> bool:
        return value is not ImageScannerColorMode.AUTO_COLOR

    def is_auto_cropping_mode_supported(self, value: ImageScannerAutoCroppingMode) -> bool:
        return value is ImageScannerAutoCroppingMode.DISABLED


class Operation:
    """A scan under way in a thread of its own."""

    def __init__(self, work: Callable[[Operation], int]) -> None:
        self.status = AsyncStatus.STARTED
        self.error_code = 0
        self.progress: Callable[[Operation, int], None] | None = None
        self.stopped = threading.Event()
        self._work = work
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        error = self._work(self)
        self.error_code = error - (1 << 32) if error & 0x80000000 else error
        if self.stopped.is_set():
            self.status = AsyncStatus.CANCELED
        else:
            self.status = AsyncStatus.ERROR if error else AsyncStatus.COMPLETED

    def tell(self, finished: int) -> None:
        if self.progress is not None:
            self.progress(self, finished)

    def cancel(self) -> None:
        self.stopped.set()

    def get_results(self) -> Any:
        return SimpleNamespace(scanned_files=[])


class ImageScanner:
    """One device, as `from_id_async` hands it out."""

    def __init__(self, luck: Luck) -> None:
        self._luck = luck
        self.flatbed_configuration = Configuration()
        self.feeder_configuration = Configuration()

    def is_scan_source_supported(self, value: ImageScannerScanSource) -> bool:
        return value is not ImageScannerScanSource.AUTO_CONFIGURED

    def scan_files_to_folder_async(self, source: ImageScannerScanSource, folder: Path) -> Operation:
        feeding = source is ImageScannerScanSource.FEEDER
        config = self.feeder_configuration if feeding else self.flatbed_configuration
        return Operation(lambda operation: self._feed(operation, config, folder, feeding=feeding))

    def _feed(self, operation: Operation, config: Configuration, folder: Path, *, feeding: bool) -> int:
        luck = self._luck
        sides = 2 if config.duplex else 1
        sheets = luck.sheets if feeding else 1
        pages = min(sheets * sides, config.max_number_of_pages or sheets * sides) if feeding else 1
        for number in range(pages):
            if luck.fault and number == luck.after * sides:
                if luck.half:
                    (folder / f"half{number:03d}.bmp").write_bytes(b"BM half a picture")
                return HRESULT[luck.fault]
            if operation.stopped.wait(luck.pace):
                return 0
            _draw(config, number).save(folder / f"Scan_{number:03d}.bmp")
            operation.tell(number + 1)
        if luck.fault:
            return HRESULT[luck.fault]
        return 0 if pages else HRESULT["scanner.no_paper"]


def _draw(config: Configuration, number: int) -> Image.Image:
    dpi = config.desired_resolution[0]
    size = tuple(round(length * dpi) for length in config.selected_scan_region[2:])
    picture = Image.new("RGB", size, (250, 248, 240))  # type: ignore[arg-type]
    ImageDraw.Draw(picture).rectangle((20, 20, 60 + number * 10, 60), fill=(200, 20, 30))
    mode = {"COLOR": "RGB", "GRAYSCALE": "L", "MONOCHROME": "1"}[config.color_mode.name]
    return picture.convert(mode)


@dataclass
class Surface:
    """The classes by their names, as `scanning.devices.wia_surface` gathers them, with luck of their own."""

    luck: Luck = field(default_factory=Luck)

    def __call__(self) -> Any:
        luck = self.luck

        def from_id_async(device_id: str) -> Done:
            return Done(ImageScanner(luck)) if device_id == FULL_ID else Done(error=0x80070002)

        def find_all_async(selector: str, additional: object) -> Done:
            assert (selector, additional) == ("System.Devices.InterfaceClassGuid", None)
            row = SimpleNamespace(id=FULL_ID, name=NAME, is_enabled=True)
            off = SimpleNamespace(id="off", name="Máy đã tắt", is_enabled=False)
            return Done([row, off])

        return SimpleNamespace(
            ImageScanner=SimpleNamespace(
                from_id_async=from_id_async,
                get_device_selector=lambda: "System.Devices.InterfaceClassGuid",
            ),
            ImageScannerColorMode=ImageScannerColorMode,
            ImageScannerFormat=ImageScannerFormat,
            ImageScannerScanSource=ImageScannerScanSource,
            ImageScannerAutoCroppingMode=ImageScannerAutoCroppingMode,
            DeviceInformation=SimpleNamespace(find_all_async=find_all_async),
            StorageFolder=SimpleNamespace(get_folder_from_path_async=lambda path: Done(Path(path))),
            AsyncStatus=AsyncStatus,
        )
