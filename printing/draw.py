"""Display list to PDF bytes: fonts embedded as subsets, language and title set, nothing of the clock."""

from __future__ import annotations

import io
import threading
from typing import TYPE_CHECKING, Any

from printing.page import DOT, Frame, Modules, Op, Page, Rule, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

_ENGINE = threading.Lock()  # the PDF engine keeps a font's state while a document is open


def draw(pages: Sequence[Page], *, title: str) -> bytes:
    """The pages as one PDF; the same pages give the same bytes in any process, locale and time zone."""
    from reportlab import rl_config
    from reportlab.pdfgen.canvas import Canvas

    with _ENGINE:
        rl_config.useA85 = 0  # binary streams: a quarter smaller
        out = io.BytesIO()
        canvas = Canvas(
            out,
            pageCompression=1,
            invariant=1,
            lang="vi-VN",
            pdfVersion=(1, 5),
            initialFontName=_first_face(pages),
        )
        canvas.setTitle(title)
        canvas.setCreator("Quầy Một Cửa")
        canvas.setAuthor("")
        canvas.setSubject("")
        canvas.setViewerPreference("DisplayDocTitle", "true")
        for page in pages:
            canvas.setPageSize((page.width, page.height))
            for op in page.ops:
                _put(canvas, op, page.height)
            canvas.showPage()
        canvas.save()
    return out.getvalue()


def _first_face(pages: Sequence[Page]) -> str | None:
    """An embedded face to start with: the engine's own default would leave a font that is not embedded."""
    return next((op.face.name for page in pages for op in page.ops if isinstance(op, Text)), None)


def _put(canvas: Any, op: Op, height: float) -> None:  # noqa: ANN401 - the engine's canvas
    """One thing onto the page; y turns from the top edge to the bottom edge here."""
    match op:
        case Text():
            canvas.setFillGray(op.grey)
            canvas.setFont(op.face.name, op.size)
            canvas.drawString(op.x, height - op.y, op.text)
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
