"""How a screen plugs into the window: what it is called, how it is built, what the shell asks of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desk.office.looks import Look
from ui.citizen.facing import Facing
from ui.drafts.window import WindowDrafts
from ui.keys import KEYS, KeyMap
from ui.shell.lending import Lending
from ui.shell.panes import walk
from ui.tokens import LayoutKind, Tone

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from desk.paper.receipts import Printed
    from ui.changes import Changes
    from ui.help.wish import WhyWish
    from ui.services import Services
    from ui.shell.command import Command
    from ui.tasks import TaskRunner
    from ui.widgets.paint import ChipSpec


@dataclass(frozen=True, slots=True)
class ToastAction:
    """One action of a toast: words, the id of its key, what it does."""

    text: str
    key: str
    act: Callable[[], object]


@dataclass(frozen=True, slots=True)
class ToastSpec:
    """What a toast says after a commit: it confirms, it never warns."""

    title: str
    text: str = ""
    actions: tuple[ToastAction, ...] = ()
    tone: Tone = Tone.OK


@dataclass(frozen=True, slots=True)
class BannerSpec:
    """A sentence that stays until solved: what happened, what is safe, what to do."""

    title: str
    text: str = ""
    tone: Tone = Tone.BAD
    action: ToastAction | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class StateMark:
    """A state in the top bar: chip, the whole sentence behind it, and the way out that a press opens."""

    chip: ChipSpec
    said: str = ""
    act: Callable[[], object] | None = None


@dataclass(frozen=True, slots=True)
class PrintHow:
    """Which form it is, and whether a print job was queued with it."""

    form: str = ""
    queued: bool = False


PARKED = "parked"  # given to the reception: show what can be taken up again


@dataclass(frozen=True, slots=True)
class DraftWish:
    """What another screen asks for: take up this draft again."""

    key: str


class Desktop(QObject):
    """What a screen may ask of the window. GUI thread only.

    Signals: `toast_asked(ToastSpec)`, `banner_asked(BannerSpec or None)`, `go_asked(name, payload)`,
    `saved(datetime)` after something was kept on this machine, `print_asked(pdf bytes, title, PrintHow)`,
    `drafted(datetime or None, trouble)` after what is being typed was kept or could not be, `parked(count)`
    of drafts that can be taken up, `sending_asked()` for the panel of closed days on their way,
    `prints_asked()` for that of what waits for paper,
    `look_asked(Look)` for another look of the window, which is kept for the clerk (`look` is the one in
    force), `mark_asked(name, StateMark or None)`, `why_asked(WhyWish)`,
    `commands_asked()` for the list of everything that can be
    done now, `keys_changed()` where the keys that do something are others now,
    `field_asked()` for the focus in the scan bar, `field_filled(text)` to put words into it,
    `scan_asked(text, via)` of a code read by a camera that a screen has open. What the citizen
    is shown goes through `facing`, what is typed is kept through `drafts`.
    """

    toast_asked = Signal(object)
    banner_asked = Signal(object)
    go_asked = Signal(str, object)
    saved = Signal(object)
    print_asked = Signal(object, str, object)
    drafted = Signal(object, str)
    parked = Signal(int)
    sending_asked = Signal()
    prints_asked = Signal()
    look_asked = Signal(object)
    mark_asked = Signal(str, object)
    commands_asked = Signal()
    keys_changed = Signal()
    why_asked = Signal(object)
    field_asked = Signal()
    field_filled = Signal(str)
    scan_asked = Signal(str, str)

    def __init__(self, parent: QObject | None = None, look: Look | None = None) -> None:
        super().__init__(parent)
        self.look = look if look is not None else Look()
        self._commands: Callable[[], tuple[Command, ...]] = tuple
        self.facing = Facing(self)
        self.lending, self.drafts = Lending(self), WindowDrafts(self)
        self.drafts.told.connect(self.drafted)

    def know_commands(self, source: Callable[[], tuple[Command, ...]]) -> None:
        """Tell where the commands of the window come from; the shell does it once."""
        self._commands = source

    def all_commands(self) -> tuple[Command, ...]:
        """Everything that can be done now in the window."""
        return self._commands()

    def toast(self, spec: ToastSpec) -> None:
        """Confirm something that was done."""
        self.toast_asked.emit(spec)

    def banner(self, spec: BannerSpec | None) -> None:
        """Show a sentence that stays until solved, or take it away with None."""
        self.banner_asked.emit(spec)

    def go(self, name: str, payload: object = None) -> None:
        """Open another screen, with something to open there."""
        self.go_asked.emit(name, payload)

    def kept(self, moment: datetime) -> None:
        """Tell the key bar that work was saved on this machine."""
        self.saved.emit(moment)

    def scanned(self, text: str, via: str) -> None:
        """Route a code that was read, as every other scan."""
        self.scan_asked.emit(text, via)

    def print_pdf(self, pdf: bytes, title: str, *, form: str = "", queued: bool = False) -> None:
        """Send a PDF to this desk's printer; the shell tells what became of it.

        `form` chooses the printer; `queued`: it waits for the printer already, with the act it belongs to.
        """
        self.print_asked.emit(pdf, title, PrintHow(form, queued=queued))

    def print_made(self, made: Printed, title: str, form: str) -> None:
        """Send a form just made to the printer."""
        self.print_pdf(made.file.read_bytes(), title, form=form, queued=made.job is not None)

    def why(self, wish: WhyWish) -> None:
        """Open the reckoning of a due date."""
        self.why_asked.emit(wish)

    def mark(self, name: str, mark: StateMark | None) -> None:
        """Show a state under a name of its own in the top bar, or take it away with None."""
        self.mark_asked.emit(name, mark)


@dataclass(frozen=True, slots=True)
class ScreenContext:
    """Everything a screen is built with."""

    services: Services
    runner: TaskRunner
    changes: Changes
    desktop: Desktop
    keys: KeyMap = field(default=KEYS)


class ScreenPage(QWidget):
    """A built screen. The shell calls these; a screen overrides what concerns it.

    The focus is in the scan bar when `shown` is called; a screen moves it to where its work starts.
    `carried` is what it gives along when another screen is gone to by its key, by that screen's name;
    `standing` the code of what is open, for the list it came from.
    """

    carried: Mapping[str, object] = MappingProxyType({})
    standing = ""

    def shown(self) -> None:
        """The screen came to the front: load or refresh, and move the focus to where work starts."""

    def lay_out(self, kind: LayoutKind) -> None:
        """The window's room changed."""

    def open_with(self, payload: object) -> None:
        """Open what another screen or a scan asked for (a dossier code, an `IdentityCard`)."""

    def take_scan(self, recognised: object) -> bool:
        """Take a scan meant for this screen while it is in front; False lets the shell route it."""
        del recognised
        return False

    def look_up(self, text: str) -> bool:
        """Look for what is typed in the scan bar; False lets the shell show its list under the bar."""
        del text
        return False

    def submit(self, text: str) -> bool:
        """Enter in the scan bar while this screen looks up itself; False makes it a scan."""
        del text
        return False

    def step(self, by: int) -> bool:
        """An arrow in the scan bar; False lets the shell walk its own list."""
        del by
        return False

    def print_current(self) -> bool:
        """Ctrl+P: print what is open; False when there is nothing to print."""
        return False

    def undo(self) -> bool:
        """Ctrl+Z: take back the last local act; False when there is nothing."""
        return False

    def redo(self) -> bool:
        """Ctrl+Y: do again what was taken back last; False when there is nothing."""
        return False

    def park(self, *, arrived: bool = False) -> bool:
        """Ctrl+H: put the work in front aside, or take one up again; False where this screen parks nothing.

        `arrived`: the clerk came from another screen to go on with something.
        """
        del arrived
        return False

    def bar_keys(self, usual: tuple[str, ...]) -> tuple[str, ...]:
        """Which keys the key bar shows now, by id, of those usual here: none that does nothing."""
        return usual

    def closing(self) -> None:
        """The window goes for good: bring what is unfinished to the disk."""

    def back(self) -> bool:
        """Esc: close what is open inside the screen; False lets the shell go to the desk."""
        return False

    def next_pane(self, step: int) -> None:
        """F6 and Shift+F6: move the focus to the next or previous pane."""
        walk(self.panes(), self.focusWidget(), step)

    def commands(self) -> tuple[Command, ...]:
        """What can be done here beside its keys, for the command list (Ctrl+K): its first group."""
        return ()

    def keep(self) -> object:
        """Give what must survive a rebuilt window (a change of language): a draft, or None."""
        return None

    def restore(self, kept: object) -> None:
        """Take back what `keep` gave."""

    def panes(self) -> tuple[QWidget, ...]:
        """The widgets that F6 walks through, in reading order; each takes the focus itself or by proxy."""
        return ()


class Screen(Protocol):
    """A screen before it is built."""

    def build(self, context: ScreenContext) -> ScreenPage:
        """Build the widgets; called once, on the GUI thread, when the screen is first shown."""
        ...


@dataclass(frozen=True, slots=True)
class ScreenEntry:
    """One line of the rail: name, title, icon, key, how to get at the screen; `foot`: at the bottom."""

    name: str
    title: str
    icon: str
    key: str
    load: Callable[[], Screen]
    foot: bool = False
