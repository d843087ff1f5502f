"""Display list to PDF bytes: fonts embedded as subsets, language and title set, nothing of the clock."""

from __future__ import annotations

import io
import threading
from itertools import groupby
from typing import TYPE_CHECKING, Any

from printing.page import DOT, Frame, Modules, Op, Page, Rule, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_TOUCHING = 0.01  # points: what sums of heights may differ by
ENGINE = threading.Lock()  # the PDF engine keeps a font's state while a document is open


def draw(pages: Sequence[Page], *, title: str, tell: Callable[[float], None] | None = None) -> bytes:
    """The pages as one PDF; the same pages give the same bytes in any process, locale and time zone.

    `tell` hears the share that is done before each page; what it raises ends the drawing.
    """
    with ENGINE:
        out = io.BytesIO()
        canvas = opened(out, title=title, face=first_face(pages))
        for number, page in enumerate(pages):
            if tell is not None:
                tell(number / len(pages))
            put(canvas, page)
            canvas.showPage()
        canvas.save()
    return out.getvalue()


def opened(out: io.BytesIO, *, title: str, face: str | None) -> Any:  # noqa: ANN401 - the engine's canvas
    """A document to draw on, whose bytes depend on what is drawn alone; `ENGINE` is to be held meanwhile."""
    from reportlab import rl_config
    from reportlab.pdfgen.canvas import Canvas

    rl_config.useA85 = 0  # binary streams: a quarter smaller
    canvas = Canvas(
        out, pageCompression=1, invariant=1, lang="vi-VN", pdfVersion=(1, 5), initialFontName=face
    )
    canvas.setTitle(title)
    canvas.setCreator("Quầy Một Cửa")
    canvas.setAuthor("")
    canvas.setSubject("")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas


def put(canvas: Any, page: Page) -> None:  # noqa: ANN401 - the engine's canvas
    """Everything of a page onto the canvas."""
    canvas.setPageSize((page.width, page.height))
    for written, ops in groupby(without_seams(page.ops), key=lambda op: isinstance(op, Text)):
        if written:
            _write(canvas, ops, page.height)
            continue
        for op in ops:
            _put(canvas, op, page.height)


def without_seams(ops: Sequence[Op]) -> Sequence[Op]:
    """The same page with upright lines that touch made one, and no line drawn twice.

    A table draws the edges of each row: a page of the register has some four hundred pieces of thirty lines.
    Where something is filled, the order of things is part of the picture, and nothing is touched.
    """
    if any(isinstance(op, Frame) and op.fill is not None for op in ops):
        return ops
    upright: dict[tuple[float, float], list[Rule]] = {}
    kept: dict[Rule, None] = {}
    others: list[Op] = []
    for op in ops:
        if not isinstance(op, Rule):
            others.append(op)
        elif op.x == op.x2 and op.y <= op.y2:
            upright.setdefault((op.x, op.width), []).append(op)
        else:
            kept[op] = None
    for pieces in upright.values():
        kept |= dict.fromkeys(_joined(pieces))
    return [*kept, *others]


def _joined(pieces: list[Rule]) -> list[Rule]:
    """Pieces of one upright line, those that touch as one."""
    pieces.sort(key=lambda one: one.y)
    found = [pieces[0]]
    for piece in pieces[1:]:
        last = found[-1]
        if piece.y <= last.y2 + _TOUCHING:
            found[-1] = Rule(last.x, last.y, last.x2, max(last.y2, piece.y2), last.width)
        else:
            found.append(piece)
    return found


def first_face(pages: Sequence[Page]) -> str | None:
    """An embedded face to start with: the engine's own default would leave a font that is not embedded."""
    return next((op.face.name for page in pages for op in page.ops if isinstance(op, Text)), None)


def _write(canvas: Any, ops: Iterable[Op], height: float) -> None:  # noqa: ANN401 - the engine's canvas
    """Letters that follow each other as one text object: face and grey are told only where they change."""
    text = canvas.beginText()
    now: tuple[str, float, float] | None = None
    spread = 0.0
    for op in ops:
        assert isinstance(op, Text)
        wanted = (op.face.name, op.size, op.grey)
        if wanted != now:
            text.setFillGray(op.grey)
            text.setFont(op.face.name, op.size)
            now = wanted
        if op.spread != spread:
            text.setWordSpace(op.spread)
            spread = op.spread
        text.setTextOrigin(op.x, height - op.y)
        text.textLine(op.text)
    if spread:
        text.setWordSpace(0)  # it would hold for the letters of the next text object too
    canvas.drawText(text)


def _put(canvas: Any, op: Op, height: float) -> None:  # noqa: ANN401 - the engine's canvas
    """One thing onto the page; y turns from the top edge to the bottom edge here."""
    match op:
        case Rule():
            canvas.setLineWidth(op.width)
            canvas.line(op.x, height - op.y, op.x2, height - op.y2)
        case Frame():
            _put_frame(canvas, op, height)
        case Modules():
            _put_modules(canvas, op, height)


def _put_frame(canvas: Any, op: Frame, height: float) -> None:  # noqa: ANN401
    """A rectangle, its grey under its outline."""
    canvas.setLineWidth(op.line)
    if op.fill is not None:
        canvas.setFillGray(op.fill)
    outlined, filled = int(op.line > 0), int(op.fill is not None)
    canvas.rect(op.x, height - op.y - op.height, op.width, op.height, stroke=outlined, fill=filled)
    canvas.setFillGray(0)


def _put_modules(canvas: Any, op: Modules, height: float) -> None:  # noqa: ANN401
    """All dark modules as one filled path, so that no seam shows; its corner on a printer dot."""
    x, y = round(op.x / DOT) * DOT, round(op.y / DOT) * DOT
    path = canvas.beginPath()
    for left, top, width, tall in op.cells:
        path.rect(x + left, height - y - top - tall, width, tall)
    canvas.setFillGray(0)
    canvas.drawPath(path, stroke=0, fill=1)
