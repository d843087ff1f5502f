"""What can go wrong with a picture, each with a stable code; the sentence is chosen at the edge."""

from __future__ import annotations

import errno
from typing import Any

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class ScanningError(Exception):
    """A known imaging failure with a stable dotted `code` and structured `details`.

    `environment` tells a failing machine (disk, device, missing model) from a wrong input.
    Details never hold what was read from a paper: they reach logs and answers.
    """

    def __init__(self, code: str, *, environment: bool = False, **details: Any) -> None:  # noqa: ANN401 - JSON values
        super().__init__(code)
        self.code = code
        self.environment = environment
        self.details = details


def not_written(reason: OSError) -> ScanningError:
    """The disk's refusal of a file in the making: `pdf.disk_full`, else `pdf.not_written`."""
    if reason.errno in _FULL:
        return ScanningError("pdf.disk_full", environment=True)
    return ScanningError("pdf.not_written", environment=True, reason=reason.strerror or "")
