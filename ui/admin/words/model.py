"""Standard sentences as frozen data: what is listed, what was typed, what saving would do."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ui.admin.parts.sheet import ON, Col, Kind, Problem, Sheet
from ui.i18n import tr
from ui.keys import cap_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from desk.paper.rows import PhraseCard

KINDS = ("supplement", "refuse", "stop", "late", "note", "call", "exempt", "abbreviation")
NEEDS_BASIS = frozenset({"refuse"})  # Mẫu 03: the reason is a legal one
_CODE = re.compile(r"[\w.-]{1,40}")


def kind_choices() -> tuple[tuple[str, str], ...]:
    """The kinds of sentences."""
    return (
        ("supplement", tr("Lý do yêu cầu bổ sung")),
        ("refuse", tr("Lý do từ chối")),
        ("stop", tr("Lý do dừng giải quyết")),
        ("late", tr("Lý do trễ hẹn")),
        ("note", tr("Ghi chú thường dùng")),
        ("call", tr("Lời gọi điện, nhắn tin")),
        ("exempt", tr("Lý do miễn phí, lệ phí")),
        ("abbreviation", tr("Viết tắt")),
    )


def phrase_cols() -> tuple[Col, ...]:
    """The columns of the sentences."""
    return (
        Col("code", tr("Mã"), share=0, least=146),
        Col("text", tr("Câu mẫu"), share=8, least=170),
        Col("basis", tr("Căn cứ"), share=4, least=100),
        Col("procedure", tr("Riêng thủ tục"), share=0, least=100, hint=tr("mọi thủ tục")),
        Col("active", tr("Dùng"), Kind.FLAG, share=0, least=56),
        Col("own", tr("Nguồn"), Kind.FIXED, share=0, least=74),
    )


def phrase_row(card: PhraseCard) -> dict[str, str]:
    """A sentence as it is typed."""
    return {
        "code": card.code,
        "text": card.text,
        "basis": card.basis,
        "procedure": card.procedure,
        "active": ON if card.active else "",
        "own": tr("đơn vị") if card.own else tr("có sẵn"),
        "position": str(card.position),
    }


def sheet_of(cards: Iterable[PhraseCard]) -> Sheet:
    """The sentences of a kind as a table."""
    return Sheet.of(phrase_cols(), (phrase_row(card) for card in cards))


def cards_of(kind: str, sheet: Sheet) -> tuple[PhraseCard, ...]:
    """The sentences that saving would set; one taken out is no longer offered, and can come back."""
    from desk.paper.rows import PhraseCard

    positions = _positions(sheet)
    moved = {line.id for line in sheet.lines if line.value("position") != str(positions[line.id])}
    keeps = set() if _in_order(sheet) else moved
    return tuple(
        PhraseCard(
            kind=kind,
            code=line.value("code").strip(),
            text=line.value("text").strip(),
            basis=line.value("basis").strip(),
            procedure=line.value("procedure").strip(),
            position=positions[line.id] if line.id in keeps or line.new else int(line.value("position") or 0),
            active=line.value("active") == ON and not line.gone,
        )
        for line in sheet.lines
        if line.changed or line.id in keeps
    )


def _positions(sheet: Sheet) -> dict[int, int]:
    return {line.id: 10 * at for at, line in enumerate(sheet.lines, start=1)}


def _in_order(sheet: Sheet) -> bool:
    return list(sheet.stored_order) == sorted(sheet.stored_order)


def problems(kind: str, sheet: Sheet) -> tuple[Problem, ...]:
    """What is wrong in the sentences, cell by cell."""
    found = []
    codes = [line.value("code").strip() for line in sheet.standing]
    for line in (line for line in sheet.standing if line.changed):
        code = line.value("code").strip()
        if not _CODE.fullmatch(code):
            words = tr("Mã gồm chữ, số, dấu chấm, gạch nối, không có dấu cách.")
            found.append(Problem(line.id, "code", words))
        elif codes.count(code) > 1:
            found.append(Problem(line.id, "code", tr("Mã {code} có hai dòng.", code=code)))
        elif line.stored is not None and code != line.stored.get("code"):
            words = tr(
                "Mã đã dùng thì giữ nguyên. Thêm câu mới ({add}), rồi bỏ câu cũ ({drop}).",
                add=cap_of("admin.add"),
                drop=cap_of("admin.drop"),
            )
            found.append(Problem(line.id, "code", words))
        if not line.value("text").strip():
            found.append(Problem(line.id, "text", tr("Thiếu câu mẫu.")))
        if kind in NEEDS_BASIS and not line.value("basis").strip():
            found.append(Problem(line.id, "basis", tr("Lý do từ chối phải có căn cứ pháp lý.")))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class WordsState:
    """Everything the views paint."""

    kind: str = KINDS[0]
    sheets: Mapping[str, Sheet] = field(default_factory=dict)
    busy: bool = False
    failure: str = ""

    @property
    def sheet(self) -> Sheet:
        """The sentences of the kind in front."""
        return self.sheets.get(self.kind) or Sheet(phrase_cols())

    @property
    def dirty(self) -> bool:
        """Whether any sentence is not saved."""
        return any(sheet.dirty for sheet in self.sheets.values())
