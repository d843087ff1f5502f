"""What can go wrong at the counter, each with a stable code; the sentence is chosen at the edge."""

from __future__ import annotations

from typing import Any


class DeskError(Exception):
    """A known failure with a stable dotted `code` and structured `details`.

    Details never hold a name, an identity number or an address: they reach logs and answers.
    The sentence for people is found by code in `desk.wording`.
    """

    exit_code = 1

    def __init__(self, code: str, /, **details: Any) -> None:  # noqa: ANN401 - details are JSON values of any kind
        super().__init__(code)
        self.code = code
        self.details = details


class InputError(DeskError):
    """The request or the input is wrong; nothing was changed (exit 2)."""

    exit_code = 2


class SurroundingsError(DeskError):
    """Disk, printer, device or server failed; nothing is lost (exit 3)."""

    exit_code = 3
