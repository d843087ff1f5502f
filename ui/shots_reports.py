"""The reports screen: numbers there, being counted, empty, not read; a file being made, saved, refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ui.shots_waiting import settle, until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QWidget

    from ui.reports.screen import ReportsPage
    from ui.shell.window import Shell

    Scene = tuple[str, QWidget, Callable[[], object]]

_FOLDER = Path("D:/Tài liệu/Báo cáo một cửa")


def of_reports(window: Shell) -> Iterator[Scene]:
    """Ctrl+F11 one state after the other; at the end the month's balance stands there as before."""
    from desk.wording import sentence
    from ui.i18n import language
    from ui.reports.model import Job

    def page(name: str = "II.06a", *, span: str = "year") -> ReportsPage:
        """Stand at a report of a period, counted."""
        from ui.reports.screen import ReportsPage

        window.go("reports")
        found = window.page_of("reports")
        assert isinstance(found, ReportsPage)
        act = found.presenter
        until(lambda: bool(act.state.cards))
        act.state = replace(act.state, folder=_FOLDER)
        act.choose_span(span)
        act.choose(name)
        act.look()
        settle(window)
        return found

    def put(name: str = "II.06a", **state: object) -> None:
        """Show a state that a made office is not in by itself."""
        act = page(name).presenter
        act.state_changed.emit(replace(act.state, **state))  # type: ignore[arg-type]

    def empty() -> None:
        """A month nobody came in."""
        found = page()
        found.presenter.type_days("1/3/2019", "31/3/2019")
        found.presenter.look()

    def left() -> None:
        """Back to the balance of this month."""
        page(span="month")

    said = {code: sentence(code, language(), file="bao-cao-II06a_2026.xlsx")
            for code in ("file.open_elsewhere", "data.disk_full", "data.busy")}  # fmt: skip
    saved = _FOLDER / "bao-cao-II06a_2026.xlsx"
    yield "reports-year", window, page
    yield "reports-late", window, lambda: page("overdue")
    yield "reports-pack", window, lambda: page("pack")
    yield "reports-register", window, lambda: page("so_theo_doi")
    yield "reports-counting", window, lambda: put(look=None, looking=True, looked=34)
    yield "reports-empty", window, empty
    yield "reports-days", window, lambda: put(typed=("1/11/2026", "31/1"), look=None)
    yield "reports-unread", window, lambda: put(look=None, unread=said["data.busy"])
    yield "reports-making", window, lambda: put(job=Job.SAVE, done=62)
    yield "reports-saved", window, lambda: put(saved=saved)
    yield "reports-stopped", window, lambda: put(stopped=True)
    yield "reports-locked", window, lambda: put(failure=said["file.open_elsewhere"])
    yield "reports-full", window, lambda: put(failure=said["data.disk_full"])
    yield "reports-left", window, left
