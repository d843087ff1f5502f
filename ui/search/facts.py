"""Beside the list: all that a line tells without asking the record again, and what its keys do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.rows import Match, ProcedureHit
from ui import format as say
from ui.i18n import phrase, tr
from ui.search import model
from ui.shell.command import Command
from ui.shell.states import state_chip
from ui.theme import scaled
from ui.tokens import Role, Tone
from ui.widgets.card import Card
from ui.widgets.chip import Chip
from ui.widgets.clearing import empty
from ui.widgets.keycap import KeyHint
from ui.widgets.label import Label

if TYPE_CHECKING:
    from ui.keys import KeyMap

APART = 8  # px between two facts, more than between a caption and its fact


class FactsCard(Card):
    """One thing found, in a few lines. Not interactive: Enter in the list opens it."""

    def __init__(self, keys: KeyMap, parent: QWidget | None = None) -> None:
        super().__init__(name="search.facts", margins=(16, 14, 16, 14), spacing=6, parent=parent)
        self._keys = keys
        self.head = Label("", Role.SECTION, wraps=True, parent=self)
        self.body.addWidget(self.head)
        row = QHBoxLayout()
        self.chip = Chip(parent=self)
        row.addWidget(self.chip)
        row.addStretch(1)
        self.body.addLayout(row)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.body.addLayout(self._rows)
        self._labels: list[QWidget] = []
        self.body.addStretch(1)
        self.hint = KeyHint("Enter", tr("Mở"), self)
        self.body.addWidget(self.hint)

    def show_thing(self, what: object) -> None:
        """Show a thing found; None shows nothing."""
        head, chip = "", None
        rows: tuple[tuple[str, str], ...] = ()
        if what is None or isinstance(what, model.Group):
            pass
        elif isinstance(what, Match):
            head, chip, rows = what.applicant, state_chip(what.state), dossier_rows(what)
        elif isinstance(what, ProcedureHit):
            head, chip, rows = phrase(what.card.name), model.procedure_line(what).chip, procedure_rows(what)
        elif isinstance(what, Command):
            head, rows = what.text, ((tr("Nhóm"), what.group),)
        else:
            line = model.person_line(what)  # type: ignore[arg-type]
            head, chip, rows = line.text, line.chip, person_rows(what)
        self.head.setText(head)
        self.chip.setVisible(chip is not None)
        if chip is not None:
            self.chip.set(chip)
        self._fill(rows)
        self.hint.setVisible(bool(head))
        self.hint.say(tr("Tiếp nhận thủ tục này") if isinstance(what, ProcedureHit) else tr("Mở"))
        self.setAccessibleName("; ".join((head, *(f"{title}: {text}" for title, text in rows))))

    def _fill(self, rows: tuple[tuple[str, str], ...]) -> None:
        empty(self._rows)
        self._labels = []
        for title, text in rows:
            if not text:
                continue
            caption = Label(title, Role.CAPTION, Tone.MUTED, parent=self)
            plain = not any(letter.isalpha() and letter.islower() for letter in text)
            words = Label(text, Role.CODE_STRONG if plain else Role.MEDIUM, wraps=True, lines=5, parent=self)
            if self._labels:
                self._rows.addSpacing(scaled(APART))
            for label in (caption, words):
                self._rows.addWidget(label)
                label.show()
            self._labels += [caption, words]


def dossier_rows(match: Match) -> tuple[tuple[str, str], ...]:
    """What a match tells."""
    due = f"{say.clock(match.due_at)} {say.long_date(match.due_at)}" if match.due_at else ""
    return (
        (tr("Mã hồ sơ"), match.code),
        (tr("Thủ tục"), phrase(match.procedure)),
        (tr("Hồ sơ của"), match.owner),
        (tr("Giấy tờ của người nộp"), match.id_masked or ""),
        (tr("Hẹn trả"), due),
        (tr("Chữ trong giấy tờ"), match.snippet),
    )


def procedure_rows(hit: ProcedureHit) -> tuple[tuple[str, str], ...]:
    """What must be known of a procedure before one begins."""
    card = hit.card
    papers = [part for part in card.components if part.mandatory]
    names = "\n".join(f"{part.no}. {phrase(part.name)}" for part in papers[:6])
    return (
        (tr("Mã thủ tục"), card.code),
        (tr("Lĩnh vực"), phrase(card.field)),
        (tr("Thời hạn, lệ phí"), model.term(hit)),
        (tr("Giấy tờ bắt buộc"), names or tr("Không có")),
        (tr("Cơ quan có thẩm quyền"), phrase(card.competent_unit)),
        (tr("Đã nhận ở đơn vị"), tr("{count} lần", count=hit.uses) if hit.uses else ""),
    )


def person_rows(card: object) -> tuple[tuple[str, str], ...]:
    """What tells two people apart, masked."""
    born = getattr(card, "birth_date", None)
    seen = getattr(card, "last_seen_at", None)
    return (
        (tr("Ngày sinh"), f"{born:%d/%m/%Y}" if born else ""),
        (tr("Số giấy tờ"), getattr(card, "number_masked", "") or ""),
        (tr("Điện thoại"), getattr(card, "phone_masked", "") or ""),
        (tr("Đến quầy gần nhất"), say.long_date(seen) if seen else ""),
    )
