"""What a screen asks the help about; light, because screens are built with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class WhyWish:
    """Which date is asked about: a procedure received then; `due_at` is what the record promised."""

    procedure: str
    received_at: datetime
    due_at: datetime | None = None
