"""One check for every form: nothing leaves the page, no words meet words, rules or symbols."""

from __future__ import annotations

from printing.page import MM, Frame, Modules, Op, Page, Rule, Text

Box = tuple[float, float, float, float]


def faults(pages: tuple[Page, ...], *, margin: float) -> list[str]:
    """Everything wrong on the pages, in words; an empty list is a form fit to print."""
    found: list[str] = []
    for number, page in enumerate(pages, start=1):
        here = [
            *_outside(page, margin),
            *_touching(page),
            *_struck(page),
            *_crowded(page),
            *_crossing(page),
        ]
        found += [f"page {number}: {fault}" for fault in here]
    return found


def ink(text: Text) -> Box:
    """The letters' body without the room for stacked marks: what must never touch."""
    left, _, right, _ = text.box
    return left, text.y - 0.66 * text.size, right, text.y + 0.04 * text.size


def meet(one: Box, two: Box) -> bool:
    """Whether two boxes share more than an edge."""
    return one[0] < two[2] - 0.2 and two[0] < one[2] - 0.2 and one[1] < two[3] and two[1] < one[3]


def _outside(page: Page, margin: float) -> list[str]:
    """What leaves the printable part of the page."""
    found = []
    for op in page.ops:
        left, top, right, bottom = op.box
        beside = left < margin - 0.5 or right > page.width - margin + 0.5
        if beside or top < 2 * MM or bottom > page.height - 4 * MM:
            found.append(f"outside: {_name(op)}")
    return found


def _touching(page: Page) -> list[str]:
    """Words that touch other words; only neighbours in height are compared."""
    boxes = sorted(((ink(op), op) for op in _words(page)), key=lambda pair: pair[0][1])
    found = []
    for place, (one, first) in enumerate(boxes):
        for two, second in boxes[place + 1 :]:
            if two[1] >= one[3]:
                break
            if meet(one, two):
                found.append(f"words touch: {first.text!r} and {second.text!r}")
    return found


def _struck(page: Page) -> list[str]:
    """Rules of a table or a line that strike through words: also what leaves its cell."""
    rules = [op.box for op in page.ops if isinstance(op, Rule)]
    return [
        f"struck: {text.text!r}"
        for text in _words(page)
        if any(meet(ink(text), (x - 0.1, y - 0.1, x2 + 0.1, y2 + 0.1)) for x, y, x2, y2 in rules)
    ]


def _crossing(page: Page) -> list[str]:
    """Words half inside a frame."""
    frames = [op.box for op in page.ops if isinstance(op, Frame)]
    found = []
    for text in _words(page):
        box = ink(text)
        for frame in frames:
            inside = (
                box[0] >= frame[0] - 0.2
                and box[2] <= frame[2] + 0.2
                and box[1] >= frame[1] - 0.2
                and box[3] <= frame[3] + 0.2
            )
            if meet(box, frame) and not inside:
                found.append(f"crosses its frame: {text.text!r}")
    return found


def _crowded(page: Page) -> list[str]:
    """Symbols without their quiet zone."""
    found = []
    for symbol in (op for op in page.ops if isinstance(op, Modules)):
        square = symbol.width == symbol.height
        white = 4 * min(cell[2] for cell in symbol.cells) if square else 0.5 * MM
        left, top, right, bottom = symbol.box
        zone = (left - white, top - white + 0.5, right + white, bottom + white - 0.5)
        for op in page.ops:
            if op is symbol or (isinstance(op, Frame) and _holds(op.box, symbol.box)):
                continue
            if meet(zone, ink(op) if isinstance(op, Text) else op.box):
                found.append(f"crowds a symbol: {_name(op)}")
    return found


def _holds(frame: Box, box: Box) -> bool:
    """Whether a frame stands around a box with room for a quiet zone."""
    return frame[0] < box[0] and frame[1] < box[1] and frame[2] > box[2] and frame[3] > box[3]


def cut_tables(pages: tuple[Page, ...]) -> list[str]:
    """Pages whose table has no closed lower edge, or columns that do not meet it."""
    found = []
    for number, page in enumerate(pages, start=1):
        upright = [op for op in page.ops if isinstance(op, Rule) and op.x == op.x2 and op.y2 > op.y]
        lying = {(round(op.y, 2)) for op in page.ops if isinstance(op, Rule) and op.y == op.y2}
        found += [
            f"page {number}: a column ends at {rule.y2:.1f} without a line"
            for rule in upright
            if not any(abs(rule.y2 - y) < 0.5 for y in lying)
        ]
    return found


def _words(page: Page) -> list[Text]:
    return [op for op in page.ops if isinstance(op, Text) and op.text.strip()]


def _name(op: Op) -> str:
    return repr(op.text) if isinstance(op, Text) else type(op).__name__


def said(page: Page) -> str:
    """Every word of a page in the order it was placed."""
    return " ".join(op.text for op in page.ops if isinstance(op, Text))


def joined(pages: tuple[Page, ...]) -> str:
    """All letters of all pages without white space: long words may have been cut anywhere."""
    return "".join("".join(said(page) for page in pages).split())
