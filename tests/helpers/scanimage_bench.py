"""SANE's real test device behind a `scanimage` of our own that adds what the device cannot simulate.

It can fail from the first sheet on, but not in the middle of a stack; it feeds ten sheets and has no
second side. This wrapper calls the real program twice, counts sheets, and names one more source.
"""

from __future__ import annotations

import os
import subprocess
import sys

STATUS = {
    "scanner.jammed": "SANE_STATUS_JAMMED",
    "scanner.cover_open": "SANE_STATUS_COVER_OPEN",
    "scanner.io_error": "SANE_STATUS_IO_ERROR",
    "scanner.busy": "SANE_STATUS_DEVICE_BUSY",
    "scanner.no_access": "SANE_STATUS_ACCESS_DENIED",
    "scanner.unsupported": "SANE_STATUS_UNSUPPORTED",
}
BOTH, FEEDER, GLASS = "ADF Duplex", "Automatic Document Feeder", "Flatbed"


def main() -> int:
    """Behave as `scanimage` would with the device we wish for."""
    real = os.environ["QMC_REAL_SCANIMAGE"]
    words = [FEEDER if word == BOTH else word for word in sys.argv[1:]]
    if "-A" in words:
        listed = subprocess.run([real, *words], check=False, capture_output=True, text=True)
        sys.stdout.write(listed.stdout.replace(f"{GLASS}|{FEEDER}", f"{GLASS}|{FEEDER}|{BOTH}"))
        sys.stderr.write(listed.stderr)
        return listed.returncode
    if FEEDER not in words or "-f" in words:
        os.execv(real, [real, *words])
    sheets = int(os.environ.get("QMC_SHEETS", "3")) * (2 if BOTH in sys.argv else 1)
    counts = [word for word in words if word.startswith("--batch-count=")]
    wanted = int(counts[0].partition("=")[2]) if counts else 99
    words = [word for word in words if word not in counts]
    fault, after = os.environ.get("QMC_FAULT", ""), int(os.environ.get("QMC_AFTER", "0"))
    fed = min(sheets, wanted, after if fault else 99)
    if fed:
        done = subprocess.run([real, *words, f"--batch-count={fed}"], check=False, stderr=subprocess.PIPE)
        sys.stderr.write(done.stderr.decode().replace("Batch terminated", "So far"))
        sys.stderr.flush()
    if fault:
        status = ("--read-return-value", STATUS[fault])
        os.execv(real, [real, *words, f"--batch-start={fed + 1}", *status])
    if fed < wanted:
        sys.stderr.write(
            f"Scanning page {fed + 1}\nscanimage: sane_start: Document feeder out of documents\n"
        )
    sys.stderr.write(f"Batch terminated, {fed} pages scanned\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
