"""Trang in thử: shows at a glance whether a printer prints Vietnamese whole, to scale, and a readable QR."""

from __future__ import annotations

from dataclasses import dataclass

from printing.clean import cleaned
from printing.draw import draw
from printing.flow import paginate
from printing.layouts import common, place
from printing.page import MM, PAPERS, Block, Modules, gap
from printing.render import Rendered

RULER_MM = 50
_CAPITALS = "ẪỖỄẬỰ NGUYỄN HỮU PHƯỚC"
_DIGITS = "0123456789 · 15.000 đ"


@dataclass(frozen=True, slots=True)
class TrialSheet:
    """What the page says beside its marks; nothing of a person."""

    title: str
    lines: tuple[str, ...]
    qr: str


def render_test(sheet: TrialSheet) -> Rendered:
    """The page, as wide as an 80 mm roll so that every paper takes it; same sheet, same bytes."""
    at = common.look(PAPERS["k80"])
    safe, lost = cleaned(sheet, (at.regular, at.bold))
    symbol = place.qr(safe.qr, x=at.x, y=0, at_least=20 * MM, most=at.width)
    blocks = [
        *at.lines(safe.title, at.bold, size=at.size + 4),
        *at.lines(_CAPITALS, at.bold, size=at.size + 2),
        *at.lines(_DIGITS, at.regular, size=at.size + 2),
        *(line for text in safe.lines for line in at.lines(text, at.regular)),
        gap(3 * MM),
        _ruler(at.x),
        *at.lines(f"{RULER_MM} mm", at.regular, size=at.small),
        gap(3 * MM),
        Block(height=symbol.height + 2 * MM, ops=(symbol,)),
    ]
    pages = paginate(blocks, at.paper, top=_nothing, foot=_nothing)
    return Rendered(pdf=draw(pages, title=safe.title), pages=len(pages), substituted=lost)


def _ruler(x: float) -> Block:
    """Every millimetre a tick, longer at five and ten; measured by hand tells whether it was scaled."""
    thin = 0.25 * MM
    cells = tuple(
        (mm * MM - thin / 2, 0.0, thin, (5.0 if mm % 10 == 0 else 3.5 if mm % 5 == 0 else 2.0) * MM)
        for mm in range(RULER_MM + 1)
    )
    ruler = Modules(x=x, y=0, width=RULER_MM * MM, height=5 * MM, cells=cells)
    return Block(height=6 * MM, ops=(ruler,))


def _nothing(_number: int, _count: int) -> Block:
    """The page has neither head nor foot."""
    return Block(height=0)
