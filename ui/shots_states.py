"""The states no made office is in by itself, each drawn from its fixture: first run, look-up, commands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ui.shots_acts import of_certify, of_dossier
from ui.shots_admin import of_keys, of_printing, of_sections, of_sending, of_targets
from ui.shots_citizen import of_citizen, of_queue
from ui.shots_days import of_days, of_signing
from ui.shots_figures import of_figures
from ui.shots_home import of_home
from ui.shots_reports import of_reports
from ui.shots_scan import of_scan
from ui.shots_staff import of_staff
from ui.shots_templates import of_slips, of_templates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QWidget

    from ui.shell.window import Shell
    from ui.tasks import TaskRunner

Scene = tuple[str, "QWidget", "Callable[[], object]"]
TYPED = {
    "code": "H99.01", "name": "Trung tâm Phục vụ hành chính công phường Mẫu", "parent": "UBND phường Mẫu",
    "place": "Phường Mẫu", "address": "Số 1 đường Mẫu, phường Mẫu, tỉnh Mẫu", "hotline": "1900 0000",
    "full_name": "Lê Thị Mẫu", "username": "mau.lt",
}  # fmt: skip


def of_wizard(runner: TaskRunner) -> Iterator[tuple[str, QWidget, Callable[[], object]]]:
    """Every step of the first run, with its folder in every state that hinders."""
    from dataclasses import replace

    from desk.office.setup import FolderLook
    from desk.wording import sentence
    from ui.i18n import language
    from ui.wizard.window import Wizard

    wizard = Wizard(runner, Path("Hồ sơ"))
    act = wizard.presenter

    def show(step: str, *, filled: bool = True, look: str = "", **more: object) -> None:
        """Put a step in front."""
        values = {"role": "head", "counter": "1", "folder": "D:/Hồ sơ một cửa", **(TYPED if filled else {})}
        found = FolderLook(
            Path("D:/Hồ sơ một cửa"), look or "empty", 180 << 20 if look == "full" else 48 << 30
        )
        act.show(replace(act.state, step=step, values=values, look=found, failure="", wrong={}))
        act.show(replace(act.state, **more))  # type: ignore[arg-type]

    yield "wizard-start", wizard, lambda: show("start")
    yield "wizard-office", wizard, lambda: show("office")
    missing = {"code": sentence("setup.missing", language())}
    yield "wizard-office-gap", wizard, lambda: show("office", filled=False, wrong=missing)
    for state in ("empty", "office", "unwritable", "full", "network"):
        yield f"wizard-folder-{state}", wizard, lambda state=state: show("folder", look=state)  # type: ignore[misc]
    yield "wizard-staff", wizard, lambda: show("staff")
    yield "wizard-review", wizard, lambda: show("review")
    failed = sentence("data.disk_full", language())
    yield "wizard-failed", wizard, lambda: show("review", failure=failed)


def of_window(window: Shell) -> Iterator[tuple[str, QWidget, Callable[[], object]]]:
    """What lies over the window, and the look-up in its states."""

    def look_up(text: str) -> None:
        """Look for a text."""
        window.command_list.dismiss()
        window.go("search", text)

    def commands(typed: str) -> None:
        """Open the command list."""
        window.command_list.dismiss()
        window.go("home")
        window.show_commands()
        window.command_list.field.setText(typed)

    def why() -> QWidget:
        """The reckoning of a date over the days of Tết."""
        from desk.clock import parse_moment
        from ui.help.why import WhyWindow
        from ui.help.wish import WhyWish

        received = parse_moment("2026-04-28T09:00:00+07:00")
        return WhyWindow(WhyWish("1.004884", received), window.context, window)

    yield "why", why(), lambda: None
    yield from _of_toasts(window)
    yield "search-idle", window, lambda: look_up("")
    yield "search-people", window, lambda: look_up("anh")
    yield "search-procedure", window, lambda: look_up("khai sinh")
    yield "search-none", window, lambda: look_up("zzzz")
    yield "commands", window, lambda: commands("")
    yield "commands-typed", window, lambda: commands("danh ba")
    yield from of_sections(window)
    yield from of_staff(window)
    yield from of_home(window)
    yield from of_days(window)
    yield from of_signing(window)
    yield from of_figures(window)
    yield from of_reports(window)
    yield from of_templates(window)
    yield from of_slips(window)
    yield from of_dossier(window)
    yield from of_certify(window)
    yield from of_scan(window)
    yield from _of_help(window)
    yield from _of_troubles(window)
    yield from of_printing(window)
    yield from of_sending(window)
    yield from of_targets(window)
    yield from of_keys(window)
    yield from of_citizen(window)
    yield from of_queue(window)


def _of_help(window: Shell) -> Iterator[Scene]:
    """The keys, the tour, the window after a fault."""
    from ui.crash_window import CrashWindow
    from ui.help.tour import tour_of

    def keys(typed: str) -> None:
        """Open the overlay and narrow it."""
        window.overlay.close_overlay()
        window.go("reception")
        window.show_help()
        window.overlay.narrow(typed)

    def tour(step: int) -> None:
        """Stand on a step of the tour."""
        window.overlay.close_overlay()
        tour_of(window).go(step)

    def about() -> None:
        """The licences."""
        tour_of(window).leave()
        window.toast.dismiss()
        window.go("admin", "about")

    yield "keys", window, lambda: keys("")
    yield "keys-typed", window, lambda: keys("trang")
    yield "tour-0", window, lambda: tour(0)
    yield "tour-4", window, lambda: tour(4)
    yield "tour-last", window, lambda: tour(len(tour_of(window).steps))
    yield "about", window, about
    crash = CrashWindow(Path("logs"), window)
    yield "crash", crash, lambda: crash.tell("ValueError\n  reception/screen.py:120 commit")


def _of_toasts(window: Shell) -> Iterator[Scene]:
    """A confirmation over screens whose main act or list lies low."""
    from functools import partial

    from ui.i18n import tr
    from ui.shell.screen import ToastAction, ToastSpec
    from ui.shots import payload_of

    ways = (ToastAction(tr("In lại"), "print", bool), ToastAction(tr("Hoàn tác"), "undo", bool))
    told = ToastSpec("Đã in giấy hẹn cho Bùi Thế Mẫu", "H99.01-261123-0041 · trả 10:00 Thứ Ba 24/11", ways)

    def toast(name: str) -> None:
        """Confirm over a screen."""
        window.command_list.dismiss()
        window.go(name, payload_of(window.services, name))
        window.toast.show_spec(told)

    for name in ("home", "reception", "returns", "closing"):
        yield f"toast-{name}", window, partial(toast, name)


def _of_troubles(window: Shell) -> Iterator[Scene]:
    """Everything that may be wrong around the record, in the top bar and above the screen."""
    from desk.office.health import Trouble
    from desk.wording import sentence
    from ui.i18n import language

    low = Trouble("disk.low", sentence("disk.low", language(), free="1,2"), free=1_200_000_000)
    codes = ("data.viewing", "clock.behind_last_event", "data.busy")
    said_as = {"data.busy": "data.held"}  # what is said while another program writes
    said = {"clock.behind_last_event": {"last": "23/11/2026 15:35"}}
    more = tuple(
        Trouble(code, sentence(said_as.get(code, code), language(), **said.get(code, {})), stops=at == 0)
        for at, code in enumerate(codes)
    )

    def trouble(rows: tuple[Trouble, ...], pressed: str) -> None:
        """Show troubles and press one."""
        window.go("home")
        window.health.show(rows)
        window.bar.marks.press(f"health.{pressed}")

    yield "disk-low", window, lambda: trouble((low,), "disk.low")
    yield "viewing", window, lambda: trouble(more[:1], "data.viewing")
    yield "clock-behind", window, lambda: trouble(more[1:2], "clock.behind_last_event")
    yield "busy", window, lambda: trouble((low, *more[1:]), "data.busy")
