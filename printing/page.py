"""Papers and the display list: what stands where on each page, before any PDF exists.

Lengths are points; `y` runs down from the top edge. Layouts only make these; `printing.draw` turns
them into PDF, and tests can measure every box.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from printing.errors import PrintingError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from printing.fonts import Face, Kind

MM = 72 / 25.4
DOT = 25.4 / 203.2 * MM
"""One dot of a 203-dpi (8 dots a millimetre) printer: symbols stand on this grid on every paper."""


@dataclass(frozen=True, slots=True)
class Paper:
    """Khổ giấy: size, margins and the base size of its letters; `height` 0 = a roll, as long as needed."""

    name: str
    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    size: float
    kind: Kind

    @property
    def inner(self) -> float:
        """Width between the margins."""
        return self.width - self.left - self.right

    @property
    def roll(self) -> bool:
        """Whether the paper is cut to length."""
        return self.height == 0

    def turned(self) -> Paper:
        """The same sheet lying on its side, margins turning with it."""
        return replace(self, width=self.height, height=self.width)


def _paper(
    name: str,
    size: tuple[float, float],
    margins: tuple[float, float, float, float],
    letters: float,
    kind: Kind,
) -> Paper:
    """A paper from millimetres: size, then margins left, right, top, bottom."""
    left, right, top, bottom = (value * MM for value in margins)
    return Paper(
        name=name, width=size[0] * MM, height=size[1] * MM, left=left, right=right, top=top, bottom=bottom,
        size=letters, kind=kind,
    )  # fmt: skip


# A4 margins and letters by NĐ 30/2020 (left 30, right 15, top and bottom 20; 13 pt); A5 scales them.
# Receipt printers print the middle 72 mm of an 80 mm roll and the middle 48 mm of a 58 mm one.
PAPERS = {
    "a4": _paper("a4", (210, 297), (30, 15, 20, 20), 13, "serif"),
    "a5": _paper("a5", (148, 210), (11, 9, 8, 8), 10.5, "serif"),
    "k80": _paper("k80", (80, 0), (4, 4, 3, 8), 8.5, "sans"),
    "k58": _paper("k58", (58, 0), (5, 5, 3, 8), 8.0, "sans"),
}


def paper(name: str) -> Paper:
    """The paper of that name; an unknown one is refused."""
    try:
        return PAPERS[name]
    except KeyError:
        raise PrintingError("printing.paper_unknown", paper=name) from None


def spaces_in(text: str) -> int:
    """How many spaces `spread` widens: the engine writes a hard space as a plain one."""
    return text.count(" ") + text.count("\xa0")


@dataclass(frozen=True, slots=True)
class Text:
    """Letters on a baseline."""

    x: float
    y: float
    text: str
    face: Face
    size: float
    grey: float = 0.0
    spread: float = 0.0  # what every space is wider than it is

    def moved(self, dx: float, dy: float) -> Text:
        """The same letters elsewhere."""
        return Text(self.x + dx, self.y + dy, self.text, self.face, self.size, self.grey, self.spread)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of the ink at most."""
        said = self.text.rstrip()
        width = self.face.width(said, self.size) + self.spread * spaces_in(said)
        return self.x, self.y - 0.95 * self.size, self.x + width, self.y + 0.24 * self.size


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line."""

    x: float
    y: float
    x2: float
    y2: float
    width: float = 0.6

    def moved(self, dx: float, dy: float) -> Rule:
        """The same line elsewhere."""
        return Rule(self.x + dx, self.y + dy, self.x2 + dx, self.y2 + dy, self.width)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        return min(self.x, self.x2), min(self.y, self.y2), max(self.x, self.x2), max(self.y, self.y2)


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle: outlined, filled with a grey, or both."""

    x: float
    y: float
    width: float
    height: float
    line: float = 0.6
    fill: float | None = None

    def moved(self, dx: float, dy: float) -> Frame:
        """The same rectangle elsewhere."""
        return replace(self, x=self.x + dx, y=self.y + dy)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        return self.x, self.y, self.x + self.width, self.y + self.height


@dataclass(frozen=True, slots=True)
class Modules:
    """Dark modules of a QR or a barcode as rectangles relative to (x, y); drawn on printer dots."""

    x: float
    y: float
    width: float
    height: float
    cells: tuple[tuple[float, float, float, float], ...]

    def moved(self, dx: float, dy: float) -> Modules:
        """The same symbol elsewhere."""
        return replace(self, x=self.x + dx, y=self.y + dy)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of the dark modules."""
        return self.x, self.y, self.x + self.width, self.y + self.height


Op = Text | Rule | Frame | Modules


@dataclass(frozen=True, slots=True)
class Page:
    """One page ready to be drawn."""

    width: float
    height: float
    ops: tuple[Op, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A strip of the page that is never cut: its height and what stands in it, y from its own top.

    `keep` holds it on one page with the next block; `head` is repeated above it where a page begins.
    """

    height: float
    ops: tuple[Op, ...] = ()
    keep: bool = False
    head: Block | None = None

    def moved(self, dx: float, dy: float = 0.0) -> Block:
        """The same strip with everything in it shifted."""
        return replace(self, ops=moved(self.ops, dx, dy))


def moved(ops: Iterable[Op], dx: float, dy: float) -> tuple[Op, ...]:
    """All of `ops` shifted."""
    return tuple(op.moved(dx, dy) for op in ops)


def gap(height: float, *, keep: bool = False) -> Block:
    """White space; it vanishes at the top of a page."""
    return Block(height=height, keep=keep)


def stacked(blocks: Iterable[Block]) -> Block:
    """Several blocks one under the other as one that is never cut."""
    ops: list[Op] = []
    y = 0.0
    for block in blocks:
        ops += moved(block.ops, 0, y)
        y += block.height
    return Block(height=y, ops=tuple(ops))


def beside(*blocks: Block) -> Block:
    """Blocks on the same strip; each already holds its own x."""
    return Block(
        height=max(block.height for block in blocks), ops=tuple(op for block in blocks for op in block.ops)
    )


def held(blocks: Iterable[Block]) -> list[Block]:
    """The blocks tied together, the last one free."""
    found = list(blocks)
    return [replace(block, keep=True) for block in found[:-1]] + found[-1:]
