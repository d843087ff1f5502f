"""Keeps the wording being typed, looks at it as printed, publishes it; all of it off the GUI thread."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ui.admin.parts.offer import Offer, nothing_to_save
from ui.admin.parts.presenter import SectionPresenter
from ui.admin.parts.reading import day_text
from ui.admin.templates import model
from ui.admin.templates.model import TemplatesState
from ui.admin.templates.reads import Looked, look, publish, read_versions, save_draft
from ui.changes import Kind
from ui.i18n import tr
from ui.shell.screen import ToastAction
from ui.tokens import Tone

if TYPE_CHECKING:
    from desk.templates.rows import DraftView, FormText, Kept, Published
    from ui.admin.templates.reads import Versions
    from ui.shell.screen import ScreenContext

LOOK_MS, KEEP_MS = 250, 700


class TemplatesPresenter(SectionPresenter[TemplatesState]):
    """The wording of one form. GUI thread only.

    Guarantees: what was typed is drawn within a moment of rest, the newest words win; it is kept as a draft
    after a pause, one keeping after the other; nothing typed is lost by a refusal.
    """

    def __init__(self, context: ScreenContext, parent: QObject | None = None) -> None:
        super().__init__(context, TemplatesState(), parent)
        self._keeping = False
        self._again = self._then = False
        self._look_timer = self._timer(LOOK_MS, self.look)
        self._keep_timer = self._timer(KEEP_MS, self.keep_draft)

    def _timer(self, pause: int, act: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(pause)
        timer.timeout.connect(act)
        return timer

    # ---- forms ----------------------------------------------------------------------------------

    def load(self) -> None:
        """Read the forms; the first time, open the first of them."""
        services = self.services
        self.ask(
            "forms", lambda: (services.templates.forms(), services.now().date()), self._on_forms, self._fail
        )

    def _on_forms(self, answer: tuple[tuple[FormText, ...], object]) -> None:
        forms = answer[0]
        today = self.services.now().date()
        self.show(replace(self.state, forms=forms, today=today))
        if forms and not self.state.form:
            self.choose_form(forms[0].form)

    def _fail(self, sentence: str) -> None:
        self.show(replace(self.state, failure=sentence, busy=False))

    def choose_form(self, form: str) -> None:
        """Another form; what was typed in this one is kept first."""
        if not form or form == self.state.form:
            return
        self.keep_now()
        forms = {one.form: one for one in self.state.forms or ()}
        papers = forms[form].papers if form in forms else ("a4",)
        self.show(
            TemplatesState(
                view=self.state.view, today=self.state.today, forms=self.state.forms, form=form,
                paper=papers[0], page_said=tr("Đang vẽ bản xem trước."),
            )
        )  # fmt: skip
        self.read_draft()
        self.read_versions()

    def read_draft(self) -> None:
        """Open the draft of the form, or the words that print today."""
        services, form = self.services, self.state.form
        self.ask("draft", lambda: services.templates.open_draft(form), self._on_draft, self._fail)

    def _on_draft(self, draft: DraftView) -> None:
        place = self.state.place or (draft.specs[0].place if draft.specs else "")
        told = model.clashes_said(draft.clashes) if draft.clashes else self.state.told
        self.show(
            replace(
                self.state, draft=draft, words=dict(draft.words), steps=(), place=place, told=told,
                begins=draft.begins or self.state.begins, reason=draft.reason or self.state.reason,
                looked=False,
            )
        )  # fmt: skip
        self.look()

    # ---- typing ---------------------------------------------------------------------------------

    def stand_on(self, place: str) -> None:
        """Stand on a text."""
        if place and place != self.state.place:
            self.show(replace(self.state, place=place))

    def type(self, place: str, text: str) -> None:
        """A text as it is typed."""
        state = model.typed(self.state, place, text)
        if state is self.state:
            return
        self.show(state)
        self._look_timer.start()
        self._keep_timer.start()

    def put(self, key: str, text: str) -> None:
        """The day or the reason as it is typed."""
        if getattr(self.state, key) == text:
            return
        state = replace(self.state, failure="")
        self.show(replace(state, begins=text) if key == "begins" else replace(state, reason=text))
        self._keep_timer.start()

    def undo(self) -> bool:
        """One text back."""
        if self.state.view != "words" or not self.state.steps:
            return False
        *steps, words = self.state.steps
        self.show(replace(self.state, words=words, steps=tuple(steps), looked=False))
        self._look_timer.start()
        self._keep_timer.start()
        return True

    # ---- looking --------------------------------------------------------------------------------

    def choose_paper(self, paper: str) -> None:
        """Another paper."""
        self.show(replace(self.state, paper=paper, page_no=0))
        self.look()

    def turn(self, step: int) -> None:
        """Another page of the preview."""
        wanted = self.state.page_no + step
        if 0 <= wanted < self.state.pages:
            self.show(replace(self.state, page_no=wanted))
            self.look()

    def look(self) -> None:
        """Draw the example with the words as they stand, and say what is wrong with them."""
        state, services = self.state, self.services
        draft = state.draft
        if draft is None:
            return
        words, paper, page = dict(state.words), state.paper, state.page_no
        self.ask("look", lambda: look(services, draft, words, paper, page), self._on_look, self._on_no_look)

    def _on_look(self, seen: Looked) -> None:
        said = "" if seen.page is not None else tr("Chưa vẽ được: sửa chỗ báo lỗi trước.")
        page = seen.page if seen.page is not None else self.state.page
        self.show(
            replace(
                self.state, page=page, pages=seen.pages or self.state.pages, page_said=said,
                faults=seen.faults, looked=seen.words == dict(self.state.words),
            )
        )  # fmt: skip

    def _on_no_look(self, sentence: str) -> None:
        self.show(replace(self.state, page=None, page_said=sentence))

    # ---- keeping --------------------------------------------------------------------------------

    def keep_now(self) -> None:
        """Keep at once what is still waiting."""
        if self._keep_timer.isActive():
            self._keep_timer.stop()
            self.keep_draft()

    def keep_draft(self) -> None:
        """Keep the draft; one keeping after the other, so that a draft never overtakes itself."""
        state, services = self.state, self.services
        draft = state.draft
        if draft is None or not self.may_edit or (not state.words and not draft.key):
            return
        if self._keeping:
            self._again = True
            return
        self._keeping = True
        words, begins, reason = dict(state.words), state.begins, state.reason
        self.context.runner.submit(
            "desk", save_draft, services, draft, words, begins, reason, owner=self,
            done=lambda kept: self._on_kept(draft, kept), failed=self._on_not_kept,
        )  # fmt: skip

    def _on_kept(self, draft: DraftView, kept: Kept) -> None:
        self._keeping = False
        self.context.desktop.kept(self.services.now())
        now = self.state.draft
        if now is not None and now.form == draft.form:
            seen = replace(
                now, key=kept.key, revision=kept.revision, others=kept.others, overtaken=kept.overtaken
            )
            said = tr("Bản nháp được sửa ở cửa sổ khác; chữ ở đây giữ riêng thành bản nháp mới.")
            self.show(replace(self.state, draft=seen, told=said if kept.split else self.state.told))
        again, then = self._again, self._then
        self._again = self._then = False
        if then:
            self.commit()
        elif again:
            self.keep_draft()

    def _on_not_kept(self, error: Exception) -> None:
        from ui.failures import explain

        self._keeping = self._again = self._then = False
        self._fail(explain(error))

    def follow(self) -> None:
        """Take over what another desk published."""
        draft, services = self.state.draft, self.services
        if draft is None or self._keeping:
            return
        words, begins, reason = dict(self.state.words), self.state.begins, self.state.reason

        def work() -> DraftView:
            kept = services.templates.keep_draft(draft, words, begins=begins, reason=reason)
            return services.templates.follow(kept.key)

        self.show(replace(self.state, told=tr("Đã lấy chữ mới về. Chữ bạn sửa còn nguyên.")))
        self.ask("draft", work, self._on_draft, self._fail)

    def drop(self) -> None:
        """Throw the draft away; the toast brings it back."""
        draft, services = self.state.draft, self.services
        if draft is None or not self.state.dirty:
            return
        words = dict(self.state.words)
        self._keep_timer.stop()

        def work() -> DraftView:
            services.templates.drop_draft(draft.key)
            return services.templates.open_draft(draft.form)

        def back() -> None:
            for place, text in words.items():
                self.type(place, text)

        def done(opened: DraftView) -> None:
            self.show(replace(self.state, told=""))
            self._on_draft(opened)
            self.load()  # the list no longer says that it is being worded
            again = ToastAction(tr("Lấy lại"), "undo", back)
            self.told(Kind.WORDS, tr("Đã bỏ bản nháp"), actions=(again,))

        self.ask("draft", work, done, self._fail)

    # ---- versions -------------------------------------------------------------------------------

    def look_at(self, view: str) -> None:
        """The words, or the versions."""
        self.keep_now()
        self.show(replace(self.state, view=view, failure=""))
        self.read_versions()

    def read_versions(self, no: int | None = None) -> None:
        """Read the versions of the form, and how one differs from what prints today."""
        services, form = self.services, self.state.form
        if form:
            wanted = self.state.version if no is None else no
            self.ask("versions", lambda: read_versions(services, form, wanted), self._on_versions, self._fail)

    def _on_versions(self, found: Versions) -> None:
        self.show(replace(self.state, versions=found.rows, version=found.no, changes=found.changes))

    def stand_on_version(self, no: int) -> None:
        """Stand on a version."""
        if no != self.state.version:
            self.show(replace(self.state, version=no))
            self.read_versions(no)

    # ---- F9 -------------------------------------------------------------------------------------

    def offer(self) -> Offer:
        """What F9 would do now."""
        state = self.state
        if state.busy:
            return Offer(tr("Đang ban hành…"), enabled=False, icon="hourglass")
        gap = self.gap_said()
        if state.view == "versions":
            row = state.row
            if row is None or row.in_force:
                return nothing_to_save(tr("Chọn một bản cũ để dùng lại. Bản đã dùng không bao giờ bị sửa."))
            words = tr("Dùng lại {name}", name=model.version_cell(row).text.lower())
            return Offer(words, enabled=not gap, note=gap, tone=Tone.WARN, icon="history")
        if not state.dirty:
            return nothing_to_save(tr("Sửa chữ ở giữa; bên phải là giấy in ra. Giấy đã in giữ chữ cũ."))
        if state.errors:
            return Offer(tr("Ban hành"), enabled=False, note=state.errors[0].message, tone=Tone.BAD)
        if gap:
            return Offer(tr("Ban hành"), enabled=False, note=gap, tone=Tone.WARN)
        day = day_text(state.day) if state.day else ""
        return Offer(tr("Ban hành từ {day}", day=day), note=self._past_said())

    def gap_said(self) -> str:
        """Day or reason that is still missing."""
        if self.state.day is None:
            return tr("Chưa ghi từ ngày nào. Giấy trước ngày ấy giữ chữ cũ.")
        if len(self.state.reason.strip()) < 3:
            return tr("Chưa ghi lý do sửa mẫu.")
        return ""

    def _past_said(self) -> str:
        today, day = self.state.today, self.state.day
        if today is None or day is None or day > today:
            return ""
        return tr("Giấy lập từ ngày đó, khi in lại, sẽ theo chữ mới.")

    def commit(self) -> None:
        """F9."""
        state, day = self.state, self.state.day
        if not self.offer().enabled or day is None or state.draft is None:
            return
        if self._keeping:
            self._then = True  # the draft is just being kept: publish what it then is
            return
        self._keep_timer.stop()
        services, draft, reason = self.services, state.draft, state.reason
        self.show(replace(state, busy=True, failure="", told=""))
        if state.view == "versions" and state.version is not None:
            no, form = state.version, state.form
            self.ask(
                "publish", lambda: services.templates.revert(form, no, begins=day, reason=reason),
                self._on_published, self._on_refused,
            )  # fmt: skip
            return
        words, begins = dict(state.words), state.begins
        self.ask(
            "publish", lambda: publish(services, draft, words, (begins, day, reason)), self._on_published,
            self._on_refused,
        )  # fmt: skip

    def _on_published(self, done: Published) -> None:
        self.show(replace(self.state, busy=False, words={}, begins="", reason="", draft=None, faults=()))
        row = done.version
        title = tr("Đã ban hành bản {no} từ {day}", no=row.no, day=day_text(row.valid_from))
        self.told(Kind.WORDS, title, " ".join(one.message for one in done.warnings))
        self.load()
        self.read_draft()
        self.read_versions(row.no)

    def _on_refused(self, sentence: str) -> None:
        self._fail(sentence)
        self.read_marks()

    def read_marks(self) -> None:
        """After a refusal: what happened around the draft, without touching what was typed."""
        services, form = self.services, self.state.form

        def done(draft: DraftView) -> None:
            now = self.state.draft
            if now is not None and draft.form == now.form and draft.key:
                seen = replace(
                    now,
                    key=draft.key,
                    revision=draft.revision,
                    others=draft.others,
                    overtaken=draft.overtaken,
                )
                self.show(replace(self.state, draft=seen))

        self.ask("marks", lambda: services.templates.open_draft(form), done, lambda _said: None)

    def restore(self, kept: TemplatesState) -> None:
        """Take back what was typed in a window before this one."""
        self.show(replace(kept, busy=False, page=None, page_said=tr("Đang vẽ bản xem trước.")))
        self.look()
        self._keep_timer.start()
