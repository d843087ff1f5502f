"""What can go wrong between the program and its record; `desk` wraps these by code."""

from __future__ import annotations

from typing import Any


class RecordError(Exception):
    """A failure of the record with a stable dotted `code`; `environment` tells disk from input."""

    def __init__(self, code: str, *, environment: bool = True, **details: Any) -> None:  # noqa: ANN401 - JSON values
        super().__init__(code)
        self.code = code
        self.environment = environment
        self.details = details
