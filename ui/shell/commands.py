"""Which commands there are now: the screen in front first, then screens, lists, settings, the window."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QShortcut

from desk.office.looks import SCALES
from ui import i18n
from ui.i18n import tr
from ui.shell.command import Command
from ui.theme import current

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ui.shell.window import Shell

_SHELL_KEYS = (
    ("find", "scan-line"), ("undo", "undo-2"), ("redo", "redo-2"), ("print", "printer"), ("help", "keyboard"),
)  # fmt: skip


def gather(shell: Shell) -> tuple[Command, ...]:
    """Everything that can be done now, the screen in front first."""
    found = [*_of_page(shell), *_keys_of_page(shell), *_screens(shell), *_lists(shell), *_sections(shell)]
    found += shell.queue.commands()
    found += shell.printing.commands()
    found += shell.sending.commands()
    return (*found, *_window(shell))


def _of_page(shell: Shell) -> tuple[Command, ...]:
    return shell.page.commands() if shell.page is not None else ()


def _keys_of_page(shell: Shell) -> Iterator[Command]:
    """The keys of the screen in front that act at once; a key bound to nothing visible is no command."""
    page = shell.page
    if page is None:
        return
    named = {one.objectName(): one for one in page.findChildren(QShortcut)}
    told = {command.cap for command in _of_page(shell) if command.cap}
    group = tr("Màn hình này")
    for key in shell.keys.rows:
        shortcut = named.get(f"key.{key.id}")
        if shortcut is None or not shortcut.isEnabled() or key.caps in told or key.id in _QUIET:
            continue
        yield Command(tr(key.label), shortcut.activated.emit, group, "keyboard", key.caps)


_QUIET = frozenset({"admin.view.1", "admin.view.2", "admin.view.3", "admin.view.4"})


def _screens(shell: Shell) -> Iterator[Command]:
    group = tr("Mở màn hình")
    for entry in shell.docks.entries.values():
        if entry.name == shell.current_name:
            continue
        act = partial(shell.go, entry.name)
        yield Command(tr(entry.title), act, group, entry.icon, shell.keys.cap(entry.key), words=entry.title)


def _lists(shell: Shell) -> Iterator[Command]:
    from ui.worklist.model import CALLS, NAMES

    if "worklist" not in shell.docks.entries:
        return
    group = tr("Danh sách việc")
    for name, (title, icon) in NAMES.items():
        words = "danh bạ gọi điện thoại" if name == CALLS else ""
        yield Command(tr(title), partial(shell.go, "worklist", name), group, icon, words=words)


def _sections(shell: Shell) -> Iterator[Command]:
    from ui.admin.sections import sections

    if "admin" not in shell.docks.entries:
        return
    group = tr("Thiết lập")
    for section in sections():
        act = partial(shell.go, "admin", section.name)
        yield Command(tr(section.title), act, group, "settings", note=tr(section.words), words=section.title)


def _camera(shell: Shell) -> Command:
    words, cap = "camera quét thẻ giấy hẹn mã QR", f"{shell.keys.cap('find')} {shell.keys.cap('find')}"
    return Command(
        tr("Quét bằng camera"), shell.camera_reader.open_reader, tr("Cửa sổ"), "camera", cap, words=words
    )


def _window(shell: Shell) -> Iterator[Command]:
    group = tr("Cửa sổ")
    acts = {
        "find": shell.focus_scan, "undo": shell.undo, "redo": shell.redo, "print": shell.print_current,
        "help": shell.show_help,
    }  # fmt: skip
    for key_id, icon in _SHELL_KEYS:
        key = shell.keys.key(key_id)
        yield Command(tr(key.label), acts[key_id], group, icon, key.caps)
    yield _camera(shell)
    tour = partial(_start_tour, shell)
    yield Command(
        tr("Hướng dẫn năm phút"), tour, group, "graduation-cap", words="huong dan tap lam quen tour"
    )
    yield from _looks(shell)


def _start_tour(shell: Shell) -> None:
    from ui.help.tour import tour_of

    tour_of(shell).start()


def _looks(shell: Shell) -> Iterator[Command]:
    """Another theme, language or text size than the one in force."""
    group, asked = tr("Cửa sổ"), shell.look_asked
    for name, text, icon in (
        ("light", tr("Giao diện sáng"), "sun"),
        ("dark", tr("Giao diện tối"), "moon"),
        ("contrast", tr("Giao diện tương phản cao"), "contrast"),
    ):
        if current().tokens.name != name:
            yield Command(text, partial(asked.emit, name), group, icon)
    speech, lang = ("English", "en") if i18n.language() == "vi" else ("Tiếng Việt", "vi")
    yield Command(speech, partial(asked.emit, lang), group, "languages", words="ngôn ngữ tiếng language")
    for scale in SCALES:
        look = replace(shell.desktop.look, scale=scale)
        if scale != shell.desktop.look.scale:
            text = tr("Cỡ chữ {percent}%", percent=round(scale * 100))
            yield Command(text, partial(asked.emit, look), group, "a-large-small")
