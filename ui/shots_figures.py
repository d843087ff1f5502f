"""The figures against their targets, a number's dossiers, a period that is empty or cannot be counted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ui.shots_waiting import settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QWidget

    from ui.shell.window import Shell

    Scene = tuple[str, QWidget, Callable[[], object]]


def of_figures(window: Shell) -> Iterator[Scene]:
    """Alt+3 one step after the other; at the end the pictures stand there as before."""
    from desk.wording import sentence
    from ui.figures.aims_model import AimSpan
    from ui.figures.model import Span
    from ui.figures.screen import FiguresPage
    from ui.i18n import language

    def page() -> FiguresPage:
        """Stand at the targets of this year, counted."""
        window.go("figures")
        found = window.page_of("figures")
        assert isinstance(found, FiguresPage)
        found.presenter.choose(Span.AIMS)
        found.aims.choose(AimSpan.YEAR)
        settle(window)
        return found

    def guess() -> None:
        """What twenty more would bring."""
        view = page().view.aims
        view.table.selectRow(1)
        view.detail.good.setText("20")
        view.detail.other.setText("3")

    def behind() -> None:
        """The dossiers that count against the number."""
        found = page()
        sheet = found.aims.state.sheet
        counting = (aim for aim in sheet.aims if aim.counts_dossiers) if sheet is not None else ()
        key = next((aim.key for aim in counting if aim.value.numerator < aim.value.denominator), "")
        found.aims.look_behind(key)

    def unread() -> None:
        """The record could not be read."""
        act = page().aims
        failed = replace(act.state, failure=sentence("data.busy", language()))
        act.state_changed.emit(failed)

    def left() -> None:
        """Back to the pictures."""
        page().presenter.choose(Span.MONTHS)

    yield "figures-aims", window, page
    yield "figures-aims-guess", window, guess
    yield "figures-aims-behind", window, behind
    yield "figures-aims-unread", window, unread
    yield "figures-aims-left", window, left
