"""The lines that a cell's words stand in: where they break, and how far apart they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.tokens import Role
from ui.widgets.text import line_height, wrap

if TYPE_CHECKING:
    from ui.widgets.table_model import Cell


def is_code(text: str) -> bool:
    """Whether a second line is a code: it is shown whole or it says nothing."""
    return text.replace(".", "").replace("-", "").isalnum() and any(one.isdigit() for one in text)


def lines_of(cell: Cell, width: float, *, wraps: int) -> tuple[list[str], list[str]]:
    """The lines of a cell's words and of what is said under them, as its column lets them wrap."""
    role = Role.STRONG if cell.strong else Role.BODY
    below = Role.CAPTION_CODE if is_code(cell.sub) else Role.CAPTION
    text = wrap(cell.text, role, width, most=2 if wraps else 1)
    return text, wrap(cell.sub, below, width, most=max(1, wraps)) if cell.sub else []


def line_step() -> float:
    """From one line in a cell to the next."""
    return line_height(Role.BODY) * 0.86
