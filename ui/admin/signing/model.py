"""The office's keys as frozen data: one row each, what is told of it, what a change would mean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ui.admin.parts.reading import day_text
from ui.i18n import tr
from ui.tokens import Tone
from ui.widgets.paint import ChipSpec
from ui.widgets.table import Cell

if TYPE_CHECKING:
    from desk.office.key_standing import KeyStanding

TAGS, TALLY = "tags", "tally"
GROUP = 4


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One key: what it does, its id, its days (None: since the founding; still in use), its public half."""

    does: str
    key_id: str
    since: date | None = None
    until: date | None = None
    public: str = ""

    @property
    def used(self) -> bool:
        """Whether it makes anything today."""
        return self.until is None


@dataclass(frozen=True, slots=True)
class SigningState:
    """Everything the view paints. `asking` says that a change is being decided upon."""

    rows: tuple[KeyRow, ...] = ()
    viewing: bool = False
    asking: bool = False
    busy: bool = False
    failure: str = ""
    failed: str = ""  # what could not be done, over the sentence

    @property
    def read(self) -> bool:
        """Whether the keys are known."""
        return bool(self.rows)


def rows_of(now: KeyStanding) -> tuple[KeyRow, ...]:
    """The keys in use, then those that only verify, the newest first."""
    tags = tuple(KeyRow(TAGS, one.key_id, _day(one.since), _day(one.until)) for one in now.tags)
    return (tags[0], KeyRow(TALLY, now.tally.key_id, public=now.tally.public_key), *tags[1:])


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def fingerprint(key_id: str) -> str:
    """An id in groups of four, as one reads it out on the telephone."""
    return " ".join(key_id[at : at + GROUP] for at in range(0, len(key_id), GROUP))


def name_of(row: KeyRow) -> str:
    """What the key is called."""
    return tr("Khóa ký bảng kê") if row.does == TALLY else tr("Khóa mã kiểm")


def name_cell(row: KeyRow) -> Cell:
    """The name over the fingerprint."""
    return Cell(name_of(row), sub=fingerprint(row.key_id))


def days_cell(row: KeyRow) -> Cell:
    """Since when, and until when."""
    since = tr("từ {day}", day=day_text(row.since)) if row.since else tr("từ đầu")
    until = tr("đến {day}", day=day_text(row.until)) if row.until else ""
    return Cell(since, sub=until, strong=False)


def state_cell(row: KeyRow) -> Cell:
    """Whether it is in use."""
    if row.used:
        return Cell(chip=ChipSpec(tr("Đang dùng"), Tone.OK, "circle-check"))
    return Cell(chip=ChipSpec(tr("Đã thay"), Tone.MUTED, "history"))


def told(row: KeyRow) -> tuple[str, ...]:
    """What there is to say of a key, one paragraph each; which one and since when stands first."""
    days = days_cell(row)
    named = tr(
        "Dấu nhận {id}, dùng {days}.", id=fingerprint(row.key_id), days=f"{days.text} {days.sub}".strip()
    )
    return (named, *_worth(row))


def _worth(row: KeyRow) -> tuple[str, ...]:
    secret = tr("Phần bí mật nằm trong thư mục keys, không hiện và không xuất được.")
    if row.does == TALLY:
        return (
            tr("Ký bảng kê mỗi lần chốt ngày. Nơi nhận kiểm chữ ký bằng khóa công khai dưới đây."),
            secret,
        )
    if row.used:
        return (
            tr("Làm mã kiểm trên giấy tiếp nhận, phiếu lượt và thẻ QR của người dân."),
            tr("Chỉ đơn vị này kiểm được mã của mình; không gửi khóa này cho ai, kể cả tỉnh."),
            secret,
        )
    until = day_text(row.until)
    return (
        tr("Giấy in đến hết ngày {day} vẫn là thật: khóa này được giữ để kiểm chúng.", day=until),
        tr("Với giấy của ngày sau đó nó không có giá trị, nên ai lấy được cũng không làm giả được giấy mới."),
    )


def meaning(today: date) -> tuple[str, ...]:
    """What changing the key of check tags would mean, one paragraph each."""
    return (
        tr(
            "Giấy đã in vẫn kiểm được. Khóa đang dùng được giữ lại để kiểm giấy có mã đến hết ngày {day}.",
            day=day_text(today),
        ),
        tr("Giấy in sau khi thay mang mã của khóa mới. Mọi cửa sổ đang mở dùng khóa mới ngay."),
        tr("Không phải gửi gì cho tỉnh: khóa ký bảng kê giữ nguyên, khóa công khai tỉnh đã có vẫn dùng."),
        tr("Sau khi thay, sao lưu thư mục keys; máy chung sổ mà thư mục riêng thì chép tệp khóa mới sang."),
    )
