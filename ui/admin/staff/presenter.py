"""Reads the staff, keeps what is typed, saves it together; a likeness of names is asked about first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ui.admin.parts.offer import Offer, nothing_to_save
from ui.admin.parts.presenter import SheetPresenter
from ui.admin.parts.sheet import Sheet
from ui.admin.staff import model
from ui.admin.staff.model import AT_WORK, LEFT, StaffState
from ui.changes import Kind
from ui.i18n import tr
from ui.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject

    from desk.office.rows import StaffMember, StaffStanding
    from ui.shell.screen import ScreenContext


class StaffPresenter(SheetPresenter[StaffState]):
    """The staff. GUI thread only. What was typed stays until it is saved."""

    def __init__(self, context: ScreenContext, parent: QObject | None = None) -> None:
        super().__init__(context, StaffState(), parent)

    def load(self) -> None:
        """Read the staff; another desk may have changed it. What was typed stays."""
        services = self.services

        def read() -> StaffStanding:
            return services.house.staff_standing()  # the shelf itself may wait for the office to open

        self.ask("read", read, self._on_read, self._fail)

    def _on_read(self, now: StaffStanding) -> None:
        state = replace(
            self.state, read=True, may_change=now.may_change, viewing=now.viewing, account=now.account,
            training=self.services.office().training, failure=self.state.failure if self.state.read else "",
        )  # fmt: skip
        if not state.sheet.dirty:
            state = replace(state, sheet=Sheet.of(model.staff_cols(), map(model.row_of, now.members)))
        self.show(state)

    def _fail(self, sentence: str) -> None:
        self.show(replace(self.state, failure=sentence, busy=False, asked=()))

    # ---- typing ---------------------------------------------------------------------------------

    @property
    def sheet(self) -> Sheet:
        """The people of the counter."""
        return self.state.sheet

    def edit(self, change: Callable[[Sheet], Sheet]) -> None:
        """Change what is typed."""
        if self.state.open and not self.state.busy:
            self.show(replace(self.state, sheet=change(self.state.sheet), asked=(), failure=""))

    def add(self) -> int:
        """Add a person; answers their line."""
        line = self.state.sheet.next_id
        self.edit(lambda sheet: sheet.add({"role": "clerk", "state": AT_WORK}))
        return line

    def turn_state(self, line_id: int) -> None:
        """Let a person leave the counter or come back; one not on record yet goes at once."""
        line = self.state.sheet.line(line_id)
        if line is None:
            return
        if line.new:
            self.edit(lambda sheet: sheet.drop(line_id))
        else:
            state = LEFT if line.value("state") == AT_WORK else AT_WORK
            self.edit(lambda sheet: sheet.put(line_id, "state", state))

    # ---- saving ---------------------------------------------------------------------------------

    def offer(self) -> Offer:
        """What F9 would do now."""
        state = self.state
        if state.busy:
            return Offer(tr("Đang lưu…"), enabled=False, icon="hourglass")
        if not state.sheet.dirty:
            return nothing_to_save(self._rest())
        wrong = model.problems(state.sheet)
        words = tr("Lưu {count} cán bộ", count=len(state.sheet.changes))
        if wrong:
            return Offer(words, enabled=False, note=wrong[0].sentence, tone=Tone.BAD)
        same = model.twins(state.sheet)
        if same:
            note = tr("Đã có cán bộ tên {name}. Kiểm tra lại: có phải người khác không?", name=same[0])
            asked = state.asked == same
            return Offer(tr("Đúng là người khác, lưu") if asked else words, note=note, tone=Tone.WARN)
        note = model.concern(state.sheet, training=state.training)
        return Offer(words, note=note, tone=Tone.WARN if note else Tone.MUTED)

    def _rest(self) -> str:
        state = self.state
        if not state.read:
            return ""
        if state.viewing:
            return tr("Sổ đang mở chỉ để xem: không sửa cán bộ được.")
        if not state.may_change:
            return tr("Chỉ lãnh đạo hoặc người quản trị của đơn vị sửa được cán bộ. Bạn xem được.")
        return tr("Máy này đang chạy bằng tài khoản {account}.", account=state.account)

    def commit(self) -> None:
        """F9; a name somebody has already is asked about once."""
        if not self.state.open or not self.offer().enabled:
            return
        same = model.twins(self.state.sheet)
        if same and self.state.asked != same:
            self.show(replace(self.state, asked=same, failure=""))
            return
        services, changes = self.services, model.changes_of(self.state.sheet)
        self.show(replace(self.state, busy=True, failure=""))
        self.ask(
            "save",
            lambda: services.house.change_staff(changes, another=bool(same)),
            self._on_saved,
            self._fail,
        )

    def _on_saved(self, touched: tuple[StaffMember, ...]) -> None:
        self.show(replace(self.state, busy=False, asked=(), sheet=Sheet(model.staff_cols())))
        self.load()
        self.told(Kind.OFFICE, tr("Đã lưu {count} cán bộ", count=len(touched)))

    def restore(self, kept: StaffState) -> None:
        """Take back what was typed in a window before this one."""
        sheet = kept.sheet.spoken(model.staff_cols(), model.told)
        self.show(replace(kept, sheet=sheet, busy=False, failure="", asked=()))
