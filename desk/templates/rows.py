"""Frozen rows of the template editor: forms, their texts, what is wrong with them, versions, drafts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from desk.rows import Note

ERROR, WARNING = "error", "warning"


@dataclass(frozen=True, slots=True)
class FormText:
    """Một mẫu giấy tờ: a form as the editor lists it."""

    form: str
    title: str
    number: str
    papers: tuple[str, ...]
    since: date  # from when the words that print today hold
    own: bool  # those words are the office's own
    later: date | None  # from when others will hold
    broken: bool  # the newest version cannot be printed
    drafts: int


@dataclass(frozen=True, slots=True)
class Placeholder:
    """Chỗ điền: what the program writes into a text, by its name; a text may need it."""

    name: str
    meaning: str
    needed: bool


@dataclass(frozen=True, slots=True)
class TextSpec:
    """Một mục chữ: one place of a form's wording; a list has one item a line.

    `kind`: head | choice | text | list. `items` is how many lines a list must have; 0 = as many as one likes.
    """

    place: str
    name: str
    kind: str
    most: int
    placeholders: tuple[Placeholder, ...] = ()
    choices: tuple[str, ...] = ()
    items: int = 0


@dataclass(frozen=True, slots=True)
class Fault:
    """Điều chưa ổn: where, since which letter, a stable code, what to do; a warning hinders nothing."""

    place: str
    code: str
    message: str
    at: int = 0
    level: str = ERROR


@dataclass(frozen=True, slots=True)
class VersionRow:
    """Một bản của mẫu: `no` 1, 2, … of the office's own; 0, −1, … of those that came with the program."""

    form: str
    no: int
    valid_from: date
    number: str
    title: str
    sha256: str
    source: str  # shipped | editor | file | pack | revert
    reason: str = ""
    made_at: datetime | None = None
    made_by: str = ""
    in_force: bool = False
    replaced: bool = False  # another version begins on the same day
    broken: bool = False


@dataclass(frozen=True, slots=True)
class TextChange:
    """Một chỗ khác nhau giữa hai bản: "" where one of them has no such text."""

    place: str
    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class DraftMark:
    """Ai cũng đang sửa: a draft of the same form by somebody else, or at another counter."""

    key: str
    who: str
    counter: str
    at: datetime
    changes: int


@dataclass(frozen=True, slots=True)
class DraftView:
    """Bản nháp: the words it began from, those changed, and what has happened around it since.

    `key` is empty until it is kept. `overtaken` is a version published after it began.
    """

    form: str
    key: str
    revision: int
    based_on: int
    specs: tuple[TextSpec, ...]
    base: Mapping[str, str]  # every text as it began
    words: Mapping[str, str]  # those changed
    seen_no: int = 0  # the newest version there was when it began
    begins: str = ""
    reason: str = ""
    changed_at: datetime | None = None
    others: tuple[DraftMark, ...] = ()
    overtaken: VersionRow | None = None
    clashes: tuple[TextChange, ...] = ()  # after `follow`: texts both changed; ours stand

    def text(self, place: str) -> str:
        """A text as it stands in the draft."""
        return self.words.get(place, self.base.get(place, ""))


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft was kept. `split`: another window had changed it, so this one went on under its own key."""

    key: str
    revision: int
    split: bool = False
    others: tuple[DraftMark, ...] = ()
    overtaken: VersionRow | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """A version was published: which, and what to mind."""

    version: VersionRow
    warnings: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class SamplePage:
    """Trang xem trước: the example drawn with the words of a draft, and what the paper says of them."""

    pdf: bytes
    pages: int
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class PackLine:
    """Một bản trong gói: what taking it over would do.

    `does`: add | have | clash | held | broken. `clash` and `held` name the version here of that day.
    `filled` are texts the pack does not know, which are taken as the program ships them.
    """

    form: str
    title: str
    valid_from: date
    does: str
    message: str
    changes: int = 0
    filled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PackReport:
    """Gói mẫu: where it is from, whether its signature stands, and each version in it."""

    office: str
    made_at: str
    key_id: str
    ours: bool  # signed with this office's own key
    lines: tuple[PackLine, ...]
    imported: int
    skipped: int
    refused: int
    dry_run: bool
    warnings: tuple[Note, ...] = ()
