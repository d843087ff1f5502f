"""What a procedure asks, in the clerk's words: papers, term, fee, questions, and where it is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk.catalogue.basis import legal_basis
from ui import format as say
from ui.i18n import phrase, tr
from ui.reception import words

if TYPE_CHECKING:
    from desk.rows import ComponentCard, ProcedureCard
    from desk.rows.fees import FeeLine

_APPLIES = {
    "on_behalf": "Chỉ khi nộp thay",
    "organisation": "Chỉ với tổ chức",
    "group": "Chỉ khi nộp theo nhóm",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One line: what is asked, and under it on which condition."""

    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One heading with its lines."""

    title: str
    lines: tuple[Asked, ...]


def parts(card: ProcedureCard) -> tuple[Part, ...]:
    """Everything a citizen may ask about a procedure, papers first; empty parts are left out."""
    found = (
        Part(tr("Giấy tờ cần nộp"), tuple(_paper(one) for one in card.components)),
        Part(tr("Thời hạn, lệ phí"), _term_and_fee(card)),
        Part(tr("Thủ tục này hỏi thêm"), tuple(_question(one.label, one.choices) for one in card.asks)),
        Part(tr("Nơi giải quyết"), _places(card)),
        Part(tr("Căn cứ"), _sources(card)),
    )
    return tuple(part for part in found if part.lines)


def state(card: ProcedureCard) -> str:
    """What forbids or limits receiving it here now; empty where nothing does."""
    if card.suspended:
        return tr("Thủ tục đang tạm dừng, chưa tiếp nhận được.")
    return tr("Thủ tục thuộc cấp khác, không tiếp nhận ở đây.") if card.other_level else ""


def read_aloud(card: ProcedureCard) -> str:
    """The same as one text, for those who hear the screen."""
    told = [
        f"{part.title}: " + "; ".join(", ".join(filter(None, (one.text, one.note))) for one in part.lines)
        for part in parts(card)
    ]
    return ". ".join(filter(None, (state(card), *told)))


def _paper(one: ComponentCard) -> Asked:
    """`2. Giấy chứng sinh` with whether, how many and of what kind of person."""
    notes = [
        tr("Đã có trong CSDL, không yêu cầu nộp") if one.from_database else _whether(one),
        tr("số bản: {count}", count=one.copies) if not one.from_database else "",
        tr("bản số hóa dùng lại trong {count} ngày", count=one.valid_days) if one.valid_days else "",
    ]
    return Asked(f"{one.no}. {phrase(one.name)}", " · ".join(note for note in notes if note))


def _whether(one: ComponentCard) -> str:
    if one.applies in _APPLIES:
        return tr(_APPLIES[one.applies])
    if one.condition:
        condition = phrase(one.condition)
        return condition[:1].upper() + condition[1:]
    return tr("Bắt buộc") if one.mandatory else tr("Khi có")


def _term_and_fee(card: ProcedureCard) -> tuple[Asked, ...]:
    fee = words.fee(card)
    if card.fee and card.fee_per_page:
        fee = tr("{amount} mỗi trang", amount=fee)
    return (
        Asked(tr("Thời hạn: {term}", term=words.term(card))),
        Asked(tr("Lệ phí: {fee}", fee=fee), " · ".join(_fee_line(one) for one in card.fees)),
        Asked(tr("Trực tuyến: {level}", level=words.online(card))),
    )


def _fee_line(one: FeeLine) -> str:
    amount = say.money(one.amount)
    told = tr("{amount} mỗi bản", amount=amount) if one.per == "copy" else amount
    return f"{phrase(one.name)}: {told}"


def _question(label: str, choices: tuple[str, ...]) -> Asked:
    return Asked(phrase(label), " / ".join(choices))


def _places(card: ProcedureCard) -> tuple[Asked, ...]:
    return tuple(Asked(phrase(name)) for name in (card.resolving_unit, card.competent_unit) if name)


def _sources(card: ProcedureCard) -> tuple[Asked, ...]:
    """The legal documents alone: the panel is read to citizens, notes of the catalogue stay in Thiết lập."""
    found = tuple(Asked(text) for text in legal_basis(card))
    return found or (Asked(tr("Danh mục chưa ghi căn cứ.")),)
