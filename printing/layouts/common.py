"""What every form shares: Decree 30 header, title, marks, symbols, signatures, foot."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from printing.fonts import Face, face
from printing.page import MM, Block, Frame, Op, Page, Paper, Rule, beside, gap, stacked
from printing.text import Align, balanced, leader, line_width, paragraph, wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from printing.flow import Edge
    from printing.sheets import CodedSheet, Header, MarkedSheet
    from printing.words import Words

# Sizes tried to stay on one page.
_STEPS = {"a4": (12.5, 12.0, 11.5, 11.0, 10.0, 9.5), "a5": (10.0, 9.5, 9.2, 8.4, 8.0)}
_SMALLEST = 0.83  # never below this part of the form's own size


@dataclass(frozen=True, slots=True)
class Look:
    """The typefaces and sizes of one paper, and the column that text stands in."""

    paper: Paper
    regular: Face
    bold: Face
    italic: Face
    size: float
    x: float
    width: float

    @property
    def head(self) -> float:
        """Size of quốc hiệu and of the names at the left: 12 on A4 however small the rest is set."""
        return 12.0 if self.paper.name == "a4" else self.size - 1

    @property
    def motto(self) -> float:
        """Size of tiêu ngữ, number, place and day: 13 on A4 however small the rest is set."""
        return 13.0 if self.paper.name == "a4" else self.size

    @property
    def title(self) -> float:
        """Size of the form's name: 14 on A4, the most NĐ 30/2020 has."""
        return 14.0 if self.paper.name == "a4" else self.size + 2.5

    @property
    def small(self) -> float:
        """Size of captions and notes."""
        return self.size - (0.5 if self.paper.roll else 1.7)

    @property
    def tiny(self) -> float:
        """Size of the template mark at the foot."""
        return max(6.5, self.size * 0.68)

    def lines(
        self, text: str, style: Face | None = None, *, size: float = 0, align: Align = "left", grey: float = 0
    ) -> list[Block]:
        """Plain text over the whole column."""
        return paragraph(
            [(text, style or self.regular)],
            size or self.size,
            x=self.x,
            width=self.width,
            align=align,
            grey=grey,
        )


def fitted(
    paper: Paper, make: Callable[[Paper], tuple[Page, ...]], *, least: float = 0.0
) -> tuple[Page, ...]:
    """One page where slightly smaller letters, not below `least`, make it fit, else the paper's own size."""
    first = make(paper)
    if len(first) != 2 or paper.roll:
        return first
    for size in _STEPS.get(paper.name, ()):
        if not max(least, _SMALLEST * paper.size) <= size < paper.size:
            continue
        pages = make(replace(paper, size=size))
        if len(pages) == 1:
            return pages
    return first


def look(paper: Paper) -> Look:
    """Typefaces and text column of `paper`."""
    return Look(
        paper=paper,
        regular=face(paper.kind, "regular"),
        bold=face(paper.kind, "bold"),
        italic=face(
            paper.kind, "regular" if paper.roll else "italic"
        ),  # slanted letters blur on thermal paper
        size=paper.size,
        x=paper.left,
        width=paper.inner,
    )


def header(at: Look, names: Header, words: Words) -> list[Block]:
    """Thể thức NĐ 30/2020: authority left over a short rule, quốc hiệu and tiêu ngữ right over a full one."""
    size = at.head
    nation, motto = words.text("nation"), words.text("motto")
    right_width = at.bold.width(nation, size) + 2
    left_width = at.width - right_width - 2 * MM
    right_x = at.x + at.width - right_width
    left = [
        *paragraph([(names.parent, at.regular)], size, x=at.x, width=left_width, align="center"),
        *paragraph([(names.issuer, at.bold)], size, x=at.x, width=left_width, align="center"),
        _rule(at.x + left_width / 2, _widest(names.issuer, at.bold, size, left_width) * 0.42),
    ]
    right = [
        *paragraph([(nation, at.bold)], size, x=right_x, width=right_width, align="center"),
        *paragraph([(motto, at.bold)], at.motto, x=right_x, width=right_width, align="center"),
        _rule(right_x + right_width / 2, at.bold.width(motto, at.motto)),
    ]
    place = paragraph([(names.place_date, at.italic)], at.motto, x=right_x, width=right_width, align="center")
    if not names.number:
        return [beside(stacked(left), stacked([*right, *place]))]
    number = paragraph([(names.number, at.regular)], at.motto, x=at.x, width=left_width, align="center")
    return [beside(stacked(left), stacked(right)), beside(stacked(number), stacked(place))]


def one_line(at: Look, text: str, *, size: float) -> list[Block]:
    """Bold text centred on a single line, in smaller letters where it is long: a code is never broken."""
    while size > 5 and at.bold.width(text, size) > at.width:
        size -= 0.25
    return at.lines(text, at.bold, size=size, align="center")


def roll_header(at: Look, names: Header) -> list[Block]:
    """The roll's short header: authority and office, centred."""
    return [
        *at.lines(names.parent, at.regular, size=at.size, align="center"),
        *at.lines(names.issuer, at.bold, size=at.size, align="center"),
    ]


def title(at: Look, words: Words, *, width: float, size: float) -> list[Block]:
    """Tên biểu mẫu, bold capitals, centred: on one line where it fits, else as the template breaks it."""
    whole = words.title.replace("\n", " ")
    text = whole if at.bold.width(whole, size) <= width else words.title
    return paragraph([(text, at.bold)], size, x=at.x, width=width, align="center")


def field(at: Look, label: str, value: str, *, bold: bool = False, fill_in: bool = True) -> list[Block]:
    """A labelled line; an empty value leaves dots to fill in, or nothing."""
    if value:
        return paragraph(
            [(f"{label} ", at.regular), (value, at.bold if bold else at.regular)],
            at.size,
            x=at.x,
            width=at.width,
        )
    return leader(label, at.regular, at.size, x=at.x, width=at.width) if fill_in else []


def tail_kept(text: str) -> str:
    """The text with two words in closing brackets held on one line: "(mã 1.004873)"."""
    return re.sub(r"\((\S+) (\S+)\)$", "(\\1\xa0\\2)", text)


def reached(at: Look, words: Words, phone: str, email: str) -> list[Block]:
    """Telephone and e-mail on one line where both fit; a missing e-mail is left out."""
    if not (phone and email):
        return [*field(at, words.text("phone"), phone), *field(at, words.text("email"), email, fill_in=False)]
    parts = [f"{words.text('phone')} {phone}", f"{words.text('email')} {email}"]
    start = max(at.width / 2, at.regular.width(parts[0], at.size) + 4 * MM)
    if start + at.regular.width(parts[1], at.size) > at.width:
        return [block for part in parts for block in at.lines(part)]
    second = paragraph([(parts[1], at.regular)], at.size, x=at.x + start, width=at.width - start)
    return [beside(stacked(at.lines(parts[0])), stacked(second))]


def strip(at: Look, sheet: MarkedSheet, *, left: str = "") -> list[Block]:
    """The marks of a dossier's form: which copy, training, which reprint."""
    words = sheet.words
    said = words.text("reprint", n=sheet.reprint) if sheet.reprint else ""
    if getattr(sheet, "lost", False):
        said = " · ".join(part for part in (words.text("lost"), said) if part)
    return marks(at, left=left, center=words.text("training") if sheet.training else "", right=said)


def code_line(at: Look, sheet: CodedSheet) -> list[Block]:
    """Mã hồ sơ in clear, centred, with the mark of a provisional number; nothing where there is no code."""
    if not sheet.code:
        return []
    words = sheet.words
    spans = [(words.text("code") + " ", at.regular), (sheet.code, at.bold)]
    lines = paragraph(spans, at.size, x=at.x, width=at.width, align="center")
    if sheet.provisional:
        lines += [gap(1), *boxed(at, words.text("provisional"), size=at.size)]
    return lines


def marks(at: Look, *, left: str, center: str, right: str) -> list[Block]:
    """The strip above the form: which copy, training, reprint. Empty when there is nothing to say."""
    if not (left or center or right):
        return []
    if at.paper.roll:
        found = boxed(at, center, size=at.size) if center else []
        said = " · ".join(text for text in (left, right) if text)
        told = at.lines(said, at.regular, size=at.small, align="center") if said else []
        return [*found, *told, gap(1 * MM)]
    strips = []
    if center:
        strips += boxed(at, center, size=at.size)
    if left or right:
        ends = [
            stacked(at.lines(left, at.italic, size=at.small)),
            stacked(at.lines(right, at.italic, size=at.small, align="right")),
        ]
        strips.append(beside(*ends))
    return [*strips, gap(1.2 * MM)]


def boxed(at: Look, text: str, *, size: float) -> list[Block]:
    """One bold line in a frame that hugs it, centred; smaller where the frame would touch it."""
    while size > 6 and at.bold.width(text, size) > at.width - 3 * MM:
        size -= 0.25
    body = stacked(paragraph([(text, at.bold)], size, x=at.x, width=at.width, align="center"))
    width = min(at.width, at.bold.width(text, size) + 6 * MM)
    frame = Frame(x=at.x + (at.width - width) / 2, y=0, width=width, height=body.height + 2.4, line=0.9)
    return [Block(height=frame.height + 1.5, ops=(frame, *(op.moved(0, 1.2) for op in body.ops)))]


def edges(at: Look, words: Words, *, code: str, mark: Sequence[Block]) -> tuple[Edge, Edge]:
    """Top and foot of every page: marks; from page 2 code and title; template mark and page number."""

    def top(number: int, _count: int) -> Block:
        if number == 1:
            return stacked(mark)
        said = "  ·  ".join(part for part in (code, words.title.replace("\n", " ")) if part)
        line = at.lines(said, at.bold, size=at.small)
        rule = Block(height=2.5 * MM, ops=(Rule(at.x, 2, at.x + at.width, 2, 0.5),))
        return stacked([*mark, *line, rule])

    def foot(number: int, count: int) -> Block:
        name = "official" if words.official else "internal"
        said = words.text(name, number=words.number, basis=words.basis)
        page = words.text("page", page=number, pages=count)
        if at.paper.roll:
            lines = at.lines(said, size=at.tiny, align="center", grey=0)
            return stacked(
                [gap(1 * MM), *lines, *(at.lines(page, size=at.tiny, align="center") if count > 1 else [])]
            )
        width = at.width - at.regular.width(page, at.tiny) - 4 * MM
        ends = [
            stacked(paragraph([(said, at.regular)], at.tiny, x=at.x, width=width, grey=0.3)),
            stacked(at.lines(page, size=at.tiny, align="right", grey=0.3)),
        ]
        return stacked([gap(1.5 * MM), beside(*ends)])

    return top, foot


def signatures(at: Look, who: Iterable[tuple[str, str, str]], *, room: float) -> Block:
    """Signature columns side by side: (title, hint, name under the room for signing); never cut."""
    people = tuple(who)
    width = at.width / max(2, len(people))
    start = at.x + at.width - width * len(people)
    blocks = []
    for index, (name, hint, person) in enumerate(people):
        x = start + index * width
        blocks.append(
            stacked(
                [
                    *paragraph([(name, at.bold)], at.size, x=x, width=width, align="center"),
                    *paragraph([(hint, at.italic)], at.small + 0.4, x=x, width=width, align="center"),
                    gap(room),
                    *paragraph([(person, at.bold)], at.size, x=x, width=width, align="center"),
                ]
            )
        )
    return beside(*blocks)


def fits(at: Look, text: str, size: float, width: float, *, lines: int) -> bool:
    """Whether `text` takes no more than `lines` lines."""
    return len(wrap([(text, at.bold)], size, width)) <= lines


def _widest(text: str, style: Face, size: float, width: float) -> float:
    """The longest line of a centred text: the rule under it is a third to a half of that (NĐ 30/2020)."""
    return max(line_width(line, size) for line in balanced(((text, style),), size, width))


def _rule(center: float, width: float) -> Block:
    """A short rule under a header line."""
    ops: tuple[Op, ...] = (Rule(center - width / 2, 1.6, center + width / 2, 1.6, 0.7),)
    return Block(height=4.5, ops=ops)
