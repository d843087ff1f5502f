"""A long book to PDF bytes page by page: each page is packed when it is full, its foot follows at the end.

A register of a year has thousands of pages. What is held of each is its packed stream, some kilobytes; the
foot, which tells how many pages there are, is a second stream of the page.
"""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from printing.draw import ENGINE, first_face, opened, put
from printing.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from printing.flow import Leaf

_LAID, _FOOTED = 0.9, 0.95  # how far the work is when all pages are there, and when they have their feet
_OFTEN = 20  # pages between two words


class _Kept(io.BytesIO):
    """Keeps the document as the engine hands it over, once, without copying it."""

    body = b""

    def write(self, data: Any, /) -> int:  # noqa: ANN401 - bytes of any kind
        """Take the whole document."""
        self.body += bytes(data)
        return len(data)


@dataclass(slots=True)
class _Held:
    """What is kept of a page until all are there."""

    leaf: Leaf
    page: Any
    body: Any


def draw_book(
    leaves: Iterable[Leaf], *, title: str, tell: Callable[[float], None] | None = None
) -> tuple[bytes, int]:
    """The book as PDF and how many pages it has; `leaves` tell how far they are, here the rest is told.

    What `tell` raises ends the drawing, also while the document is put together.
    """
    hear = tell if tell is not None else _nobody
    with ENGINE:
        out = _Kept()
        found = iter(leaves)
        first = next(found)
        canvas = opened(out, title=title, face=first_face((first.page,)))
        held = [_laid(canvas, leaf) for leaf in chain((first,), found)]
        counts = Counter(one.leaf.book for one in held)
        for place, one in enumerate(held):
            if place % _OFTEN == 0:
                hear(_LAID + (_FOOTED - _LAID) * place / len(held))
            _foot(canvas, one, counts[one.leaf.book])
            if place % _OFTEN == 0:
                one.body.hear = _hearing(hear, place / len(held))
        canvas.save()
        pages = len(held)
    return out.body, pages


def share(tell: Callable[[float], None] | None) -> Callable[[float], None] | None:
    """What leaves tell, as a share of the whole work."""
    return None if tell is None else lambda done: tell(done * _LAID)


def _nobody(done: float) -> None:
    del done


def _hearing(hear: Callable[[float], None], done: float) -> Callable[[], None]:
    return lambda: hear(_FOOTED + (1 - _FOOTED) * done)


def _laid(canvas: Any, leaf: Leaf) -> _Held:  # noqa: ANN401 - the engine's canvas
    """A page drawn and packed; what it was made of is let go."""
    from dataclasses import replace

    put(canvas, leaf.page)
    canvas.showPage()
    page = canvas._doc.Pages.pages[-1]  # noqa: SLF001 - the engine has no other door to a page it closed
    body = _packed(page.stream)
    page.stream = None
    return _Held(replace(leaf, page=Page(leaf.page.width, leaf.page.height, ())), page, body)


def _foot(canvas: Any, one: _Held, count: int) -> None:  # noqa: ANN401
    """The foot as a stream of its own after the page's."""
    from reportlab.pdfbase.pdfdoc import PDFArray

    size = one.leaf.page
    put(canvas, Page(size.width, size.height, one.leaf.foot_ops(count)))
    code = "\n".join(canvas._code)  # noqa: SLF001 - what would become a page
    canvas._restartAccumulators()  # noqa: SLF001
    canvas.init_graphics_state()
    one.page.Contents = PDFArray([one.body, _packed(code + " \n")])


def _packed(code: str) -> Any:  # noqa: ANN401 - the engine's stream
    """A content stream packed now, not when the document is saved."""
    from reportlab.pdfbase.pdfdoc import PDFZCompress

    kind, packed = _stream()
    made = kind(content=PDFZCompress.encode(code), filters=[])
    made.dictionary["Filter"] = packed
    return made


@cache
def _stream() -> tuple[Any, Any]:
    """The kind of every such stream and how it is packed: one for all, for a book has thousands."""
    from reportlab.pdfbase.pdfdoc import PDFArray, PDFName, PDFStream

    class Packed(PDFStream):  # type: ignore[misc,name-defined,unused-ignore]
        """Says that it is being written, and is let go once it is."""

        hear: Callable[[], None] | None = None

        def format(self, document: Any) -> bytes:  # noqa: ANN401
            if self.hear is not None:
                self.hear()
            written = bytes(super().format(document))
            self.content = b""
            return written

    return Packed, PDFArray([PDFName("FlateDecode")])
