"""Scenes of Cán bộ in Thiết lập: one who left, an equal name, gaps, a refusal, only looking, not read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ui.shots_waiting import settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QWidget

    from ui.admin.staff.model import StaffState
    from ui.shell.window import Shell

    Scene = tuple[str, QWidget, Callable[[], object]]


def of_staff(window: Shell) -> Iterator[Scene]:
    """Every state of the section over the practice office; nothing is saved."""
    from desk.wording import sentence
    from ui.admin.parts.sheet import Sheet
    from ui.admin.screen import AdminPage
    from ui.admin.staff import model
    from ui.admin.staff.section import StaffSection
    from ui.i18n import language

    def show(change: Callable[[StaffState], StaffState]) -> None:
        """Stand in the section with something typed."""
        window.go("admin", "staff")
        page = window.page_of("admin")
        section = page.section if isinstance(page, AdminPage) else None
        if not isinstance(section, StaffSection):
            return
        settle(window)
        sheet = Sheet.of(model.staff_cols(), map(model.row_of, window.services.house.staff()))
        fresh = model.StaffState(sheet=sheet, read=True, may_change=True, training=True, account="quay1")
        section.presenter.show(change(fresh))
        section.panel.setFocus()

    def typed(state: StaffState, name: str) -> StaffState:
        """A new person of a name."""
        added = {"full_name": name, "role": "clerk", "state": model.AT_WORK, "account": "quay2"}
        return replace(state, sheet=state.sheet.add(added))

    def left(state: StaffState) -> StaffState:
        return replace(state, sheet=state.sheet.put(1, "state", model.LEFT))

    def asked(state: StaffState) -> StaffState:
        found = typed(state, state.sheet.lines[0].value("full_name"))
        return replace(found, asked=model.twins(found.sheet))

    def refused(state: StaffState) -> StaffState:
        return replace(left(state), failure=sentence("staff.last_admin", language()))

    def unread(state: StaffState) -> StaffState:
        failure = sentence("data.connection_lost", language())
        return replace(state, sheet=Sheet(model.staff_cols()), read=False, failure=failure)

    yield "admin-staff-left", window, lambda: show(left)
    yield "admin-staff-asked", window, lambda: show(asked)
    yield "admin-staff-gaps", window, lambda: show(lambda state: typed(state, ""))
    yield "admin-staff-refused", window, lambda: show(refused)
    yield "admin-staff-looking", window, lambda: show(lambda state: replace(state, may_change=False))
    yield "admin-staff-unread", window, lambda: show(unread)
