"""The desk home in the states a made office is not in by itself, each drawn from its fixture."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QWidget

    from desk.rows import DeskHome, IndicatorValue
    from ui.shell.window import Shell


def of_home(window: Shell) -> Iterator[tuple[str, QWidget, Callable[[], object]]]:
    """First run, all clear, targets not set, figures older than minutes, the record that cannot be read."""
    from desk.wording import sentence
    from ui.home.model import HomeState, Phase
    from ui.home.screen import HomePage
    from ui.i18n import language

    now = window.services.now()
    full = window.services.desk_home()
    bare = _bare(full)

    def show(phase: Phase, home: DeskHome | None, **more: object) -> None:
        """Put a state in front."""
        window.toast.dismiss()
        window.go("home")
        page = window.page_of("home")
        if isinstance(page, HomePage):
            state = HomeState(phase=phase, home=home, loaded_at=now, now=now)
            page.presenter.hold(replace(state, **more))  # type: ignore[arg-type]

    yield "home-first", window, lambda: show(Phase.EMPTY, bare)
    yield "home-clear", window, lambda: show(Phase.CLEAR, replace(full, work=()))
    unset = replace(full, online_share=replace(full.online_share, target=None, met=None),
                    on_time=replace(full.on_time, target=None, met=None))  # fmt: skip
    yield "home-no-targets", window, lambda: show(Phase.READY, unset)
    old = now - timedelta(minutes=12)
    yield "home-old", window, lambda: show(Phase.READY, full, loaded_at=old)
    busy = sentence("data.busy", language())
    yield "home-unread", window, lambda: show(Phase.FAILED, None, loaded_at=None, failure=busy)


def _bare(home: DeskHome) -> DeskHome:
    """The very first morning: nothing received, nothing to count."""

    def nothing(one: IndicatorValue) -> IndicatorValue:
        """The indicator before anything was counted."""
        return replace(one, numerator=0, denominator=0, rate=None, met=None)

    bars = tuple(None for _ in home.online_bars)
    return replace(
        home, received_today=0, received_online_today=0, due_today=0, due_within_4h=0, overdue=0,
        supplement=0, supplement_over_5d=0, pickup=0, work=(), online_bars=bars, on_time_bars=bars,
        online_waiting=(), counts=dict.fromkeys(home.counts, 0), calls=(), calls_total=0,
        online_share=nothing(home.online_share), on_time=nothing(home.on_time),
    )  # fmt: skip
