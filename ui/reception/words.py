"""How a reception reads on screen: terms, channels, counts, in the clerk's words."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from ui import format as say
from ui.i18n import phrase, tr
from ui.reception.fees import FEE_GAPS

if TYPE_CHECKING:
    from desk.rows import DuePromise, ProcedureCard
    from ui.reception.draft import Draft, Gap, Paper, Person

_DAY = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})")
_PLAIN_DAY = re.compile(r"(\d{2})(\d{2})(\d{4})")


def term(card: ProcedureCard) -> str:
    """The legal term: `3 ngày làm việc`, `Trong ngày`, or a dash where the procedure has none."""
    if card.time_unit == "same_day":
        return tr("Trong ngày")
    if card.time_limit is None or card.time_unit is None:
        return "–"
    if card.time_unit == "working_hour":
        return tr("{count} giờ làm việc", count=card.time_limit)
    if card.time_unit == "working_day":
        return tr("{count} ngày làm việc", count=card.time_limit)
    return tr("{count} ngày", count=card.time_limit)


def fee(card: ProcedureCard) -> str:
    """The fee: an amount, free, or to be looked up where the catalogue does not know it."""
    if card.fee is None:
        return tr("Theo biểu phí")
    return say.money(card.fee) if card.fee else tr("Không thu")


def known_fee(card: ProcedureCard) -> str:
    """The fee while procedures are compared: nothing where the catalogue does not know it."""
    return fee(card) if card.fee is not None else ""


def online(card: ProcedureCard) -> str:
    """The level of the online service."""
    level = {"toàn trình": tr("Toàn trình"), "một phần": tr("Một phần")}
    return level.get(card.online_level, tr("Không"))


def kind(name: str) -> str:
    """How a paper was handed in."""
    words = {
        "original": tr("Bản chính"),
        "certified_copy": tr("Bản chứng thực"),
        "copy": tr("Bản sao"),
        "electronic": tr("Điện tử"),
    }
    return words.get(name, name)


def sex(name: str) -> str:
    """Nam or Nữ."""
    return {"male": tr("Nam"), "female": tr("Nữ")}.get(name, "")


def birth(person: Person) -> str:
    """The birth date as people write it, or as far as it was typed."""
    if person.birth_typed:
        return person.birth_typed
    return f"{date.fromisoformat(person.birth_date):%d/%m/%Y}" if person.birth_date else ""


def parse_birth(text: str) -> str | None:
    """Read a typed birth date (`5/3/1990`, `05031990`) as ISO; empty stays empty, None is not a date."""
    plain = text.strip()
    if not plain:
        return ""
    found = _DAY.fullmatch(plain) or _PLAIN_DAY.fullmatch(plain)
    if found is None:
        return None
    day, month, year = (int(part) for part in found.groups())
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def person_line(person: Person) -> str:
    """Number, birth date, sex in one line."""
    parts = (say.grouped_id(person.id_number), birth(person), sex(person.sex))
    return "  ·  ".join(part for part in parts if part)


_NOT_ASKED = {
    "on_behalf": "Chỉ khi nộp thay",
    "organisation": "Chỉ với tổ chức",
    "group": "Chỉ khi nộp theo nhóm",
}


def paper_note(paper: Paper, *, asked: bool = True) -> str:
    """The second line of a paper: its condition, where it came from, or that nobody has to bring it."""
    if paper.from_database:
        return tr("Không yêu cầu công dân nộp")
    if paper.offer is not None and not paper.received:
        day = f"{paper.offer.digitised_on:%d/%m/%Y}"
        return tr("Đã số hóa {day} ở hồ sơ {code}", day=day, code=paper.offer.from_code)
    if paper.keep_original:
        return tr("Giữ bản chính, trả lại sau")
    if not asked:
        return _NOT_ASKED.get(paper.applies, "") and tr(_NOT_ASKED[paper.applies])
    if paper.condition:
        condition = phrase(paper.condition)
        return condition[:1].upper() + condition[1:]
    return tr("Bắt buộc") if paper.mandatory else tr("Khi có")


def papers_summary(draft: Draft) -> str:
    """`2/2 bắt buộc · 3 trang đã quét`."""
    done, asked = draft.mandatory
    pages = tr("{count} trang", count=draft.page_count)
    return f"{tr('{done}/{asked} bắt buộc', done=done, asked=asked)} · {pages}"


def due_date(promise: DuePromise | None) -> str:
    """`Thứ Năm 26/11/2026`, or what is still to be chosen."""
    if promise is None:
        return tr("Chọn thủ tục để có ngày hẹn")
    return say.long_date(promise.due_at) if promise.due_at else tr("Không có thời hạn")


def due_reason(promise: DuePromise | None, draft: Draft) -> tuple[str, ...]:
    """The hour with the term, then what moved the date: days off, the 15:00 rule, an unconfirmed year."""
    if promise is None or draft.procedure is None:
        return ()
    first = ""
    if promise.due_at is not None:
        clock = say.clock(promise.due_at)
        first = _hour_and_term(clock, draft.procedure, promise.counted_from)
    moved = tuple(phrase(line) for line in (promise.told or promise.reason)[1:-1])
    return tuple(line for line in (first, *moved, *(note.message for note in promise.warnings)) if line)


def _hour_and_term(clock: str, card: ProcedureCard, begins: date | None) -> str:
    """`trước 17:00 · 3 ngày làm việc kể từ Thứ Ba 01/12`: from the day that is really counted from."""
    if card.time_unit == "same_day":
        return tr("trước {clock} · {term}", clock=clock, term=term(card))
    if begins is None:
        return tr("trước {clock} · {term} kể từ hôm nay", clock=clock, term=term(card))
    day = f"{say.weekday(begins)} {say.short_date(begins)}"
    return tr("trước {clock} · {term} kể từ {day}", clock=clock, term=term(card), day=day)


def gap(what: Gap, draft: Draft) -> str:
    """What is missing before F9 can save, and what to do."""
    if what == "person" and draft.person.id_number:
        return tr("Chưa có họ tên người nộp. Gõ họ và tên như trên giấy tờ.")
    if what == "person":
        return tr("Chưa có người nộp. Quét thẻ căn cước, hoặc gõ số định danh và họ tên.")
    if what == "id_length":
        return _number_words(len(draft.person.id_number))
    if what == "birth":
        return tr(
            "Ngày sinh chưa đúng: {typed}. Gõ ngày/tháng/năm, hoặc bỏ trống.", typed=draft.person.birth_typed
        )
    if what == "phone":
        return tr(
            "Số điện thoại chưa đúng: {typed}. Sửa lại, hoặc bỏ trống.", typed=draft.person.phone.strip()[:40]
        )
    if what == "represented_id":
        have = len(draft.on_behalf_id)
        return tr(
            "Số định danh của người được nộp thay đang có {have} chữ số, cần 12. Sửa, hoặc bỏ trống.",
            have=have,
        )
    if what == "represented" and draft.acting == "organisation":
        return tr("Nộp cho tổ chức nào? Gõ tên tổ chức.")
    if what == "represented":
        return tr("Nộp thay ai? Gõ họ tên người được nộp thay.")
    if what == "tax_code":
        return tr("Mã số thuế của tổ chức gồm 10, 12 hoặc 13 chữ số.")
    if what in FEE_GAPS:
        return _fee_gap(what, draft)
    if what == "pages":
        count = sum(page.blank != "drop" for page in draft.loose)
        return tr("{count} trang chưa xếp vào giấy tờ nào. Chọn trang rồi bấm số của giấy tờ.", count=count)
    return tr("Chưa chọn thủ tục. Gõ vài chữ của tên thủ tục (Alt+2).")


def _fee_gap(what: Gap, draft: Draft) -> str:
    if what == "fee_amount":
        return tr("Số tiền chưa đúng: {typed}. Gõ số đồng, ví dụ 15.000.", typed=draft.fee_typed.strip()[:20])
    if what == "fee_reason":
        return tr("Miễn lệ phí thì phải ghi lý do. Chọn trong danh sách hoặc gõ.")
    return tr("Số biên lai phải kết thúc bằng chữ số. Sửa lại, hoặc bỏ trống.")


def _number_words(have: int) -> str:
    """What an identity number of so many figures lacks."""
    if not have:
        return tr("Chưa có số định danh. Quét thẻ căn cước, hoặc gõ đủ 12 số trên giấy tờ.")
    if have < 12:
        return tr("Số định danh thiếu {count} chữ số (đang có {have}, cần 12).", count=12 - have, have=have)
    return tr("Số định danh phải gồm đúng 12 chữ số.")
