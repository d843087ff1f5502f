"""The part of Windows that scanners need, gathered in one place so that a test can stand in for it."""

from __future__ import annotations

import importlib
from types import SimpleNamespace
from typing import Any

from scanning.errors import ScanningError

_NEEDED = {
    "winrt.windows.devices.scanners": (
        "ImageScanner",
        "ImageScannerColorMode",
        "ImageScannerFormat",
        "ImageScannerScanSource",
        "ImageScannerAutoCroppingMode",
    ),
    "winrt.windows.devices.enumeration": ("DeviceInformation",),
    "winrt.windows.storage": ("StorageFolder",),
    "winrt.windows.foundation": ("AsyncStatus",),
}


def winrt_surface() -> Any:  # noqa: ANN401 - foreign classes that exist on Windows only
    """The classes of WinRT by their names; blocking calls are allowed after this.

    Raises:
        ScanningError: `scanner.no_wia` where they are not installed.
    """
    found: dict[str, Any] = {}
    try:
        for module, names in _NEEDED.items():
            held = importlib.import_module(module)
            found.update({name: getattr(held, name) for name in names})
        runtime = importlib.import_module("winrt.runtime")
        runtime.init_apartment(runtime.ApartmentType.MULTI_THREADED)
    except (ImportError, OSError) as failure:
        raise ScanningError("scanner.no_wia", environment=True) from failure
    return SimpleNamespace(**found)
