"""Ties what a screen may ask of the window to the parts of the window that do it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ui.i18n import tr
from ui.keys import bind
from ui.scan.camera_reader import CameraReader
from ui.shell.scans import TYPED, ScanRouter
from ui.shell.screen import ToastSpec
from ui.shell.searching import Searching

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.help.wish import WhyWish
    from ui.shell.window import Shell


def join_desktop(shell: Shell) -> None:
    """Connect every signal of the `Desktop`; called once, when the parts of the window stand."""
    desktop = shell.desktop
    desktop.toast_asked.connect(shell.toast.show_spec)
    shell.overlay.covered.connect(shell.toast.wait)
    desktop.banner_asked.connect(shell.show_banner)
    desktop.go_asked.connect(shell.go)
    shell.shown.connect(lambda _name: desktop.lending.forget())
    desktop.saved.connect(shell.teller.saved)
    desktop.drafted.connect(shell.teller.drafted)
    desktop.parked.connect(shell.teller.parked)
    desktop.mark_asked.connect(shell.bar.marks.set)
    desktop.commands_asked.connect(shell.show_commands)
    desktop.keys_changed.connect(shell.show_keys)
    desktop.why_asked.connect(partial(show_why, shell))
    desktop.field_asked.connect(shell.focus_scan)
    desktop.field_filled.connect(shell.bar.scan.setText)
    desktop.look_asked.connect(shell.look_asked)
    desktop.know_commands(shell.commands)
    shell.command_list.looked_up.connect(partial(shell.go, "search"))


def show_why(shell: Shell, wish: WhyWish) -> None:
    """Open the reckoning of a due date over the screen."""
    from ui.help.why import WhyWindow

    window = WhyWindow(wish, shell.context, shell)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.open()


def join_scans(shell: Shell) -> None:
    """Build what hears scans and searches, and let what they find lead somewhere."""
    shell.router = ScanRouter(shell.services, shell.runner, first=shell.offer, parent=shell)
    shell.router.opens.connect(shell.go)
    shell.router.genuine.connect(lambda: shell.toast.show_spec(ToastSpec(tr("Giấy hẹn thật: mã kiểm khớp"))))
    shell.router.card.connect(lambda card: shell.go("reception", card))
    shell.router.strange.connect(lambda spec, _text, _looks: shell.teller.passing(spec))
    shell.changes.changed.connect(lambda _changes, _by: shell.teller.pass_over())
    shell.desktop.scan_asked.connect(shell.take_scan)
    bar, page = shell.bar.scan, lambda: shell.page
    shell.search = Searching(
        shell.services, shell.runner, bar=bar, popup=shell.popup, page=page, parent=shell
    )
    shell.search.opens.connect(lambda code: shell.go("dossier", code))
    shell.search.submitted.connect(lambda text: shell.take_scan(text, TYPED))
    shell.search.stepped_out.connect(partial(shell.to_pane, 1))
    shell.search.left.connect(shell.back)
    shell.camera_reader = CameraReader(shell.context, bar, page=page, parent=shell)
    shell.camera_reader.card_seen.connect(shell.router.take_card)


def join_reader(shell: Shell) -> None:
    """Let the reader's mark lead to where it is put right."""
    shell.bar.reader.clicked.connect(lambda: shell.go("admin", "readers"))


def join_keys(shell: Shell) -> None:
    """Bind the keys that work everywhere."""
    for entry in shell.docks.entries.values():
        bind(shell, entry.key, partial(_go, shell, entry.name), keys=shell.keys, window=True)
    acts: dict[str, Callable[[], object]] = {
        "find": shell.focus_scan,
        "help": shell.show_help,
        "pane.next": partial(shell.to_pane, 1),
        "pane.previous": partial(shell.to_pane, -1),
        "undo": shell.undo,
        "redo": shell.redo,
        "print": shell.print_current,
        "prints": shell.desktop.prints_asked.emit,
        "park": shell.park,
        "commands": shell.show_commands,
    }
    for key_id, act in acts.items():
        bind(shell, key_id, act, keys=shell.keys, window=True)


def _go(shell: Shell, name: str) -> None:
    shell.go(name, shell.page.carried.get(name) if shell.page is not None else None)
    shell.queue.control.after_commit(name)
