"""The dossier laid out: history left, its parts or the open panel in the middle, clocks and acts right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.dossier import draft as rules
from ui.dossier import words
from ui.dossier.acts_pane import ActsPane
from ui.dossier.clock_list import CountdownList
from ui.dossier.facts_pane import FactsCard, HistoryCard, NotesCard
from ui.dossier.head_pane import DossierHead
from ui.dossier.history import moments
from ui.dossier.letter import WITH_LETTER
from ui.dossier.lists import forms_card, holdings_card, papers_card
from ui.dossier.panel_pane import PanelPane
from ui.i18n import tr
from ui.returns.files_pane import FilesPane
from ui.scan.pane import ScanPane
from ui.scan.strip_acts import PaperTag
from ui.theme import scaled
from ui.tokens import LayoutKind, Role, Tone
from ui.widgets.banner import Banner, EmptyState
from ui.widgets.buttons import CommitButton, LinkButton
from ui.widgets.card import Card, SectionHead
from ui.widgets.clearing import release
from ui.widgets.label import Label
from ui.widgets.seg import Seg
from ui.widgets.stack import FrontStack

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from ui.dossier.state import DossierState
    from ui.returns.files import FilesState
    from ui.shell.screen import ScreenContext

LEFT, RIGHT, GAP, COMPACT_RIGHT, ANY_WIDTH = 312, 372, 12, 348, 16777215
SECTIONS = ("papers", "scans", "facts", "holdings", "notes", "forms", "history")


class DossierViewPane(QWidget):
    """Widgets and layout only; every decision is the presenter's. Signal `section_chosen(name)`."""

    section_chosen = Signal(str)

    def __init__(self, context: ScreenContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        keys = context.keys
        self._kind = LayoutKind.STANDARD
        self._find, self._look = keys.cap("find"), keys.cap("print")
        self._section = "papers"
        self.head = DossierHead(self)
        self.history = HistoryCard(self)
        self.papers = papers_card(self)
        self.files = FilesPane(self)
        self.facts = FactsCard(self)
        self.holdings = holdings_card(self)
        self.notes = NotesCard(self)
        self.forms = forms_card(self)
        self.acts = ActsPane(keys, self)
        self.panel = PanelPane(self)
        self.scan = ScanPane(context, title=tr("Quét giấy bổ sung"), screen="dossier", parent=self)
        self.banner = Banner(name="dossier_banner", parent=self)
        self.banner.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.banner.spoke.connect(lambda on: self.after_text.setVisible(not (self.compact and on)))
        self.commit = CommitButton(
            "", name="dossier.commit", icon="check", cap=keys.cap("dossier.commit"), parent=self
        )
        self.leave = LinkButton(
            tr("Đóng, giữ nội dung đang gõ"), name="dossier.leave", cap=keys.cap("back"), parent=self
        )
        self.nothing = Card(name="dossier.none", parent=self)
        self.empty = EmptyState(
            "search", "", name="dossier.empty", action=tr("Quét, tra cứu"), parent=self.nothing
        )
        self.nothing.body.addWidget(self.empty)
        self._build()
        self.lay_out(LayoutKind.STANDARD)
        self.say_empty()

    # ---- building -------------------------------------------------------------------------------

    def _build(self) -> None:
        self._build_middle()
        self._build_right()
        self._work = QWidget(self)
        self._column = QVBoxLayout(self._work)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.head)
        self._low = QHBoxLayout()
        self._column.addLayout(self._low, 1)
        self._stack = FrontStack(self)
        self._stack.addWidget(self.nothing)
        self._stack.addWidget(self._work)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def _build_middle(self) -> None:
        self._parts = QWidget(self)
        column = QVBoxLayout(self._parts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.sections = Seg((), name="dossier.sections", parent=self._parts)
        self.sections.setAccessibleName(tr("Phần của hồ sơ"))
        self.sections.chosen.connect(self.section_chosen)
        row = QHBoxLayout()
        row.addWidget(self.sections)
        row.addStretch(1)
        column.addLayout(row)
        self._pages = FrontStack(self._parts)
        self.parts: dict[str, Card] = {
            "papers": self.papers, "scans": self.files, "facts": self.facts, "holdings": self.holdings,
            "notes": self.notes, "forms": self.forms,
        }  # fmt: skip
        for part in self.parts.values():
            self._pages.addWidget(part)
        column.addWidget(self._pages, 1)
        self._asked = QWidget(self)
        self._asked_column = asked = QVBoxLayout(self._asked)
        asked.setContentsMargins(0, 0, 0, 0)
        asked.addWidget(self.panel, 4)
        asked.addWidget(self.scan, 4)
        self.scan.room_asked.connect(lambda on: asked.setStretch(1, 7 if on else 4))
        self._middle = FrontStack(self)
        self._middle.addWidget(self._parts)
        self._middle.addWidget(self._asked)

    def _build_right(self) -> None:
        self._right = QWidget(self)
        column = QVBoxLayout(self._right)
        column.setContentsMargins(0, 0, 0, 0)
        self._right_column = column
        self.clock = Card(name="dossier.clock", spacing=2, margins=(14, 8, 14, 6), parent=self._right)
        self.clock_head = SectionHead(tr("Thời hạn"), parent=self.clock)
        self.clock.body.addWidget(self.clock_head)
        self.countdowns = CountdownList(name="dossier.countdowns", parent=self.clock)
        self.clock.body.addWidget(self.countdowns)
        column.addWidget(self.clock)
        column.addWidget(self.acts, 1)
        self.after = Card(name="dossier.after", spacing=4, parent=self._right)
        head = SectionHead(tr("Khi bấm F9"), role=Role.SUBSECTION, parent=self.after)
        self.letter = LinkButton(tr("Xem văn bản"), name="dossier.letter", cap=self._look, parent=self.after)
        head.row.addWidget(self.letter)
        self.after.body.addWidget(head)
        self.after_text = Label("", Role.BODY, Tone.MUTED, wraps=True, parent=self.after)
        self.after.body.addWidget(self.after_text)
        column.addWidget(self.after)
        self._air = QWidget(self._right)
        column.addWidget(self._air, 1)
        for part in (self.banner, self.commit):
            column.addWidget(part)
        self._foot = QWidget(self._right)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(self.leave, 1, Qt.AlignmentFlag.AlignRight)
        column.addWidget(self._foot)

    # ---- arranging ------------------------------------------------------------------------------

    def lay_out(self, kind: LayoutKind) -> None:
        """Arrange for the room there is: three columns, or two with the history among the parts."""
        self._kind = kind
        compact, wide = kind is LayoutKind.COMPACT, kind is LayoutKind.WIDE
        release(self._low)
        gap = 10 if compact else GAP
        for one in (self._column, self._low, self._right_column, self._asked_column):
            one.setSpacing(gap)
        for part in (self.head, self.panel, self.scan):
            part.lay_out(kind)
        self.countdowns.set_dense(on=compact)
        self.files.lay_out(kind, narrow=False)
        self.history.head.setVisible(not compact)
        if compact:
            self.history.setMinimumWidth(0)
            self.history.setMaximumWidth(ANY_WIDTH)
            self._pages.addWidget(self.history)
        else:
            self.history.setFixedWidth(scaled(LEFT + 70 if wide else LEFT))
            self._low.addWidget(self.history)
        self._low.addWidget(self._middle, 1)
        self._low.addWidget(self._right)
        self._right.setFixedWidth(scaled(COMPACT_RIGHT if compact else RIGHT + 60 if wide else RIGHT))
        self.history.setVisible(True)
        if not compact and self._section == "history":
            self._section = "papers"

    @property
    def compact(self) -> bool:
        """Whether the history stands among the parts."""
        return self._kind is LayoutKind.COMPACT

    @property
    def section(self) -> str:
        """The part in front."""
        return self._section

    def part(self, name: str) -> Card:
        """A part by its name."""
        return self.history if name == "history" else self.parts[name]

    def show_section(self, name: str) -> None:
        """Bring a part to the front."""
        if name not in SECTIONS or (name == "history" and not self.compact):
            return
        self._section = name
        self.sections.set_value(name)
        self._pages.setCurrentWidget(self.part(name))

    # ---- painting -------------------------------------------------------------------------------

    def show_state(
        self, state: DossierState, *, names: Mapping[str, str], caps: Mapping[str, str], now: datetime
    ) -> None:
        """Paint a state."""
        view = state.view
        self._stack.setCurrentWidget(self._work if view is not None else self.nothing)
        if view is None:
            if state.loading:
                self.empty.say("hourglass", tr("Đang mở…"))
            return
        self.head.show_state(state)
        self.history.show_moments(moments(view, names))
        self.papers.show_rows(view.components)
        self.facts.show_view(view)
        self.holdings.show_rows(view.holdings)
        self.notes.show_view(view, names)
        self.forms.show_rows(state.forms)
        self._show_sections(state)
        self.countdowns.set(tuple(words.countdown(one, now) for one in view.countdowns))
        self.clock.setVisible(bool(view.countdowns) and not (self.compact and state.draft is not None))
        self.acts.set_acts(words.act_lines(view.actions, caps))
        self._show_panel(state)

    def _show_sections(self, state: DossierState) -> None:
        view = state.view
        if view is None:
            return
        choices = words.sections(view, history=self.compact)
        self.sections.set_choices(choices, self._section)
        self.show_section(self._section)

    def _show_panel(self, state: DossierState) -> None:
        draft, view = state.draft, state.view
        asking = draft is not None and view is not None
        filling = asking and draft is not None and not draft.spec.bare
        self._middle.setCurrentWidget(self._asked if filling else self._parts)
        self.head.fold(on=self.compact and filling)
        self.acts.setVisible(not asking)
        wide = asking and draft is not None and bool(draft.spec.papers)  # papers need the history's room
        self.history.setVisible(self.compact or not wide)
        for part in (self.after, self._air, self.commit, self._foot):
            part.setVisible(asking)
        self._place_banner(beside=asking)
        self.scan.setVisible(asking and draft is not None and draft.spec.papers == "handed")
        if draft is None or view is None:
            return
        self.panel.show_state(state)
        told = words.consequence(draft, view)
        if draft.spec.bare and draft.spec.note:
            told = (tr(draft.spec.note), *told)
        self.after_text.setText("\n".join(told))
        self.after.setVisible(bool(told))
        self.letter.setVisible(state.draft is not None and state.draft.verb in WITH_LETTER)
        label = tr(draft.spec.commit)
        if draft.armed:
            label = tr("Bấm lần nữa: {what}", what=label[:1].lower() + label[1:])
        self.commit.setEnabled(not state.saving)
        self.commit.say(tr("Đang lưu…") if state.saving else label, icon=draft.spec.icon)
        if draft.spec.papers == "handed":
            target = draft.papers[draft.selected].no if draft.selected < len(draft.papers) else None
            self.scan.pages.set_papers(
                [PaperTag(one.no, one.name, ticked=one.received) for one in draft.papers], target
            )
        if not rules.gap(draft):
            self.panel.fields.mark("")

    def _place_banner(self, *, beside: bool) -> None:
        """Beside the button while an act is asked for, else over the whole width: acts keep their room."""
        if beside and self._right_column.indexOf(self.banner) < 0:
            self._column.removeWidget(self.banner)
            self._right_column.insertWidget(self._right_column.indexOf(self.commit), self.banner)
        elif not beside and self._column.indexOf(self.banner) < 0:
            self._right_column.removeWidget(self.banner)
            self._column.insertWidget(1, self.banner)

    def show_files(self, state: FilesState) -> None:
        """Paint the viewer."""
        self.files.show_state(state)

    def say_empty(self, text: str = "", *, bad: bool = False) -> None:
        """Say what to do where no dossier is open, or why the one asked for is not."""
        usual = tr("Quét giấy hẹn, hoặc gõ tên, số điện thoại, mã hồ sơ (F3)")
        icon, tone = ("search-x", Tone.WARN) if bad else ("search", Tone.MUTED)
        self.empty.say(icon, text or usual, tone=tone, action=tr("Quét, tra cứu"), cap=self._find)
