"""The certification as a screen: view and presenter tied together, plugged into the window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.rows import IdentityCard
from ui import format as say
from ui.certify import words
from ui.certify.draft import Draft
from ui.certify.kind_pane import KEYED
from ui.certify.presenter import CertifyPresenter, CertifyState
from ui.certify.view import CertifyView
from ui.failures import explain
from ui.i18n import tr
from ui.keys import bind
from ui.shell.screen import BannerSpec, ScreenContext, ScreenPage, ToastAction, ToastSpec
from ui.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk.certify.rows import Certified, Struck
    from ui.tokens import LayoutKind

NOT_PRINTED = "print.failed"
PAPER_RECEIPT = "giay_tiep_nhan"


class CertifyPage(ScreenPage):
    """Chứng thực: a card fills the person, Enter walks the papers, F9 certifies and hands over."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.setObjectName("certify")
        self._context = context
        self._last: Certified | None = None
        self.presenter = CertifyPresenter(context, self)
        self.view = CertifyView(context.keys, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self._connect()
        self._bind()
        self.view.show_state(self.presenter.state)

    def _connect(self) -> None:
        presenter, view = self.presenter, self.view
        presenter.changed.connect(self._show)
        presenter.certified.connect(self._on_certified)
        presenter.struck.connect(self._on_struck)
        presenter.failed.connect(self._on_failed)
        view.person.typed.connect(lambda changes: presenter.type_person(**changes))
        view.person.cleared.connect(self._other_person)
        view.person.left.connect(view.papers.setFocus)
        view.kind.chosen.connect(presenter.choose_kind)
        view.papers.typed.connect(lambda row, what, text: presenter.type_paper(row, **{what: text}))
        view.papers.name_picked.connect(lambda row, name: presenter.type_paper(row, name=name))
        view.papers.add_asked.connect(self.add_paper)
        view.papers.remove_asked.connect(self._remove)
        view.papers.kind_asked.connect(self._turn_kind)
        view.signer.typed.connect(lambda text: presenter.choose(signer=text))
        view.fee.method_chosen.connect(lambda key: presenter.choose(method=key))
        view.fee.receipt_chosen.connect(lambda on: presenter.choose(receipt=on))
        view.fee.days_chosen.connect(lambda days: presenter.choose(extra_days=days))
        view.recent.opened.connect(lambda code: self._context.desktop.go("dossier", code))
        view.recent.strike_asked.connect(presenter.strike)
        view.commit.clicked.connect(partial(self.commit, dated=False))
        view.dated.clicked.connect(partial(self.commit, dated=True))

    def _bind(self) -> None:
        keys, view = self._context.keys, self.view
        acts: dict[str, Callable[[], object]] = {
            "certify.commit": self.commit,
            "certify.dated": partial(self.commit, dated=True),
            "certify.add": self.add_paper,
            "certify.remove": lambda: self._remove(view.papers.row),
            "certify.electronic": lambda: self._turn_kind(view.papers.row),
            "certify.receipt": lambda: self.presenter.choose(receipt=not self.presenter.state.draft.receipt),
            "certify.strike": self._strike,
            "certify.step.1": self._to_person,
            "certify.step.2": view.kind.setFocus,
            "certify.step.3": view.papers.setFocus,
            "certify.step.4": view.fee.method.setFocus,
            "certify.step.5": view.recent.setFocus,
            **{f"certify.kind.{at + 1}": partial(self._choose_kind, at) for at in range(KEYED)},
        }
        for key, act in acts.items():
            bind(self, key, act, keys=keys, window=True)

    # ---- the shell's questions ------------------------------------------------------------------

    def shown(self) -> None:
        """Read what is new and stand where work is."""
        self.presenter.load()
        self.focus_step()

    def lay_out(self, kind: LayoutKind) -> None:
        """Arrange for the room there is."""
        self.view.lay_out(kind)
        self.view.show_state(self.presenter.state)

    def open_with(self, payload: object) -> None:
        """A card fills the person."""
        if isinstance(payload, IdentityCard):
            self.view.banner.clear()
            if self.presenter.take_card(payload):
                told = tr("Đã bắt đầu người mới.")
                again = tr("Lấy lại người trước: {cap}", cap=self._context.keys.cap("undo"))
                self.view.banner.say(told, again, tone=Tone.INFO)
            self.focus_step()

    def take_scan(self, recognised: object) -> bool:
        """A card read while this screen is in front belongs here; a receipt opens its dossier."""
        card = getattr(recognised, "card", None)
        if isinstance(card, IdentityCard):
            self.open_with(card)
            return True
        return False

    def print_current(self) -> bool:
        """Ctrl+P: the receipt of the certification just done, for who asks for one."""
        if self._last is None:
            return False
        self._print(self._last.code)
        return True

    def undo(self) -> bool:
        """Bring back a removed row, or the citizen before; what was certified is struck from its toast."""
        if not self.presenter.undo():
            return False
        self.view.banner.clear()
        return True

    def back(self) -> bool:
        """Esc: close the question; the draft stays."""
        return self.view.recent.end_strike()

    def keep(self) -> object:
        """The draft, for a window built anew."""
        return self.presenter.state.draft

    def restore(self, kept: object) -> None:
        """Go on with a draft kept before."""
        if isinstance(kept, Draft):
            self.presenter.resume(kept)

    def panes(self) -> tuple[QWidget, ...]:
        """Person, kind, papers, fee, today, commit."""
        view = self.view
        person = view.person.id_field if self.presenter.state.draft.person.card is None else view.person.other
        return (person, view.kind, view.papers, view.fee.method, view.recent, view.commit)

    # ---- acting ---------------------------------------------------------------------------------

    def commit(self, _pressed: bool = False, *, dated: bool = False) -> None:
        """F9 or F8; where something is missing, say it and stand in the gap."""
        draft = self.presenter.state.draft
        gap = draft.gap
        self.view.papers.marked = (gap.row, gap.what) if gap and gap.where == "papers" else (-1, "")
        if gap is None:
            self.view.banner.clear()
            self.presenter.commit(dated=dated)
            return
        title, text = words.gap(gap, draft)
        self.view.banner.say(title, text, tone=Tone.WARN)
        self.view.show_state(self.presenter.state)
        if gap.where == "person":
            if draft.person.card is None:
                self.view.person.gap_field(gap.what).setFocus()
        else:
            self.view.papers.stand(gap.row, gap.what)

    def add_paper(self) -> None:
        """A further row, ready to type its name."""
        self.view.papers.stand(self.presenter.add_paper(), "name")

    def _remove(self, row: int) -> None:
        self.presenter.remove_paper(row)
        last = len(self.presenter.state.draft.papers) - 1
        self.view.papers.stand(min(row, last), "name")

    def _turn_kind(self, row: int) -> None:
        papers = self.presenter.state.draft.papers
        if row < len(papers):
            self.presenter.type_paper(row, electronic=not papers[row].electronic)

    def _choose_kind(self, at: int) -> None:
        kinds = self.presenter.state.kinds
        if at < len(kinds):
            self.presenter.choose_kind(kinds[at].procedure)

    def _to_person(self) -> None:
        draft = self.presenter.state.draft
        (self.view.person.id_field if draft.person.card is None else self.view.person.other).setFocus()

    def _other_person(self) -> None:
        self.presenter.forget_person()
        self.view.person.id_field.setFocus()

    def _strike(self) -> None:
        self.view.recent.begin_strike()

    def _strike_last(self) -> None:
        """Take back what was just done, as a further official act: the number stays, struck."""
        if self._last is not None:
            code, self._last = self._last.code, None
            self.presenter.strike(code, "")

    def focus_step(self) -> None:
        """Stand where work is."""
        if self.presenter.state.draft.person.gap:
            self._to_person()
        else:
            self.view.papers.setFocus()

    # ---- answers --------------------------------------------------------------------------------

    def _show(self, state: CertifyState) -> None:
        gap = state.draft.gap
        if gap is None or (gap.row, gap.what) != self.view.papers.marked:
            self.view.papers.marked = (-1, "")
        if gap is None and not state.saving and self.view.banner.isVisible():
            self.view.banner.clear()
        self.view.show_state(state)

    def _on_certified(self, done: Certified, draft: Draft) -> None:
        self._last = done
        self._context.desktop.kept(self._context.services.now())
        title, text = words.certified(done)
        actions = [ToastAction(tr("In giấy tiếp nhận"), "print", partial(self._print, done.code))]
        if done.lines[0].number is not None:
            actions.append(ToastAction(tr("Hủy số này"), "undo", self._strike_last))
        self._context.desktop.toast(ToastSpec(f"{title} · {draft.person.full_name}", text, tuple(actions)))
        if done.receipt_pdf is not None:
            self._context.desktop.print_pdf(done.receipt_pdf.read_bytes(), done.code)
        for one in done.warnings:
            if one.code == NOT_PRINTED:
                self._context.desktop.banner(BannerSpec(one.message, tone=Tone.WARN, action=actions[0]))
        self.focus_step()

    def _on_struck(self, done: Struck) -> None:
        title = tr("Đã hủy số {numbers}", numbers=words.span(done.lines))
        refund = tr("Trả lại {amount} cho công dân.", amount=say.money(done.refund)) if done.refund else ""
        self._context.desktop.toast(ToastSpec(title, f"{tr('Số vẫn nằm trong sổ.')} {refund}".strip()))

    def _on_failed(self, error: Exception) -> None:
        self.view.banner.say(explain(error), tone=Tone.BAD)

    def _print(self, code: str) -> None:
        services = self._context.services

        def work() -> bytes:
            return services.print_form(PAPER_RECEIPT, code, paper="").read_bytes()

        self._context.runner.submit(
            "desk",
            work,
            owner=self,
            done=lambda pdf: self._context.desktop.print_pdf(pdf, code),
            failed=self._on_failed,
        )


class CertifyScreen:
    """Builds the certification."""

    def build(self, context: ScreenContext) -> ScreenPage:
        """Build the page."""
        return CertifyPage(context)
