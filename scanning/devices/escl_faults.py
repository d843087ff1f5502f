"""What an eSCL feeder complains of, as the faults a scan may end with."""

from __future__ import annotations

from scanning.errors import ScanningError

FEEDER_FAULTS = {
    "ScannerAdfJam": "scanner.jammed",
    "ScannerAdfMispick": "scanner.jammed",
    "ScannerAdfMultipickDetected": "scanner.jammed",
    "ScannerAdfDuplexPageTooShort": "scanner.jammed",
    "ScannerAdfDuplexPageTooLong": "scanner.jammed",
    "ScannerAdfInputTrayFailed": "scanner.jammed",
    "ScannerAdfInputTrayOverloaded": "scanner.jammed",
    "ScannerAdfHatchOpen": "scanner.cover_open",
    "ScannerAdfDoorOpen": "scanner.cover_open",
}


def fault(code: str, pages: int, **details: str | int) -> ScanningError:
    """A fault of the surroundings by its code, with the pages that are safe."""
    return ScanningError(code, environment=True, pages=pages, **details)
