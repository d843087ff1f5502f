"""What can go wrong on the way to paper, each with a stable code."""

from __future__ import annotations

from typing import Any


class PrintingError(Exception):
    """A known printing failure: stable dotted `code`, structured `details`, never a citizen's data.

    `environment` tells whether the machine failed (a font is missing) or the request was wrong
    (an unknown paper); `desk` answers exit code 3 or 2 by it.
    """

    def __init__(self, code: str, *, environment: bool = False, **details: Any) -> None:  # noqa: ANN401
        super().__init__(code)
        self.code = code
        self.environment = environment
        self.details = details
