"""The wizard's window: steps on the left, one page beside them, back and on by keys."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QWidget

from ui.i18n import tr
from ui.keys import KEYS, KeyMap, bind
from ui.shell.frame import TITLE
from ui.theme import current, scaled
from ui.tokens import WINDOW_MIN, Role, Tone
from ui.widgets.banner import Banner
from ui.widgets.buttons import CommitButton, SecondaryButton
from ui.widgets.card import Card, StepHeader, StepState
from ui.widgets.label import Label
from ui.widgets.text import text_width
from ui.wizard import model
from ui.wizard.pages import FolderPage, FormPage, ReviewPage, StartPage
from ui.wizard.presenter import WizardPresenter

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent

    from ui.admin.devices.pane import DevicesPane
    from ui.shell.screen import ScreenContext
    from ui.tasks import TaskRunner
    from ui.wizard.model import WizardState

SIDE, COLUMN = 236, 1060
Page = StartPage | FormPage | FolderPage | ReviewPage


class Wizard(QWidget):
    """Lập đơn vị lần đầu. F9 or Enter goes on, Esc or Alt+← goes back; nothing typed is lost.

    Signals: `opens(Path, training)`, `done()` when the clerk goes to work, `left()` when it was closed.
    """

    opens = Signal(object, bool)
    done = Signal()
    left = Signal()

    def __init__(self, runner: TaskRunner, folder: Path, *, keys: KeyMap = KEYS) -> None:
        super().__init__()
        self.setObjectName("wizard")
        self.setWindowTitle(f"{TITLE} · {tr('Lập sổ lần đầu')}")
        self.setMinimumSize(*WINDOW_MIN)
        self._keys, self._step = keys, ""
        self._devices: DevicesPane | None = None
        self._gaps: frozenset[str] = frozenset()
        self.presenter = WizardPresenter(runner, folder, self)
        self._build()
        self._connect()
        self._show(self.presenter.state)

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 18, 18, 16)
        row.setSpacing(16)
        side = Card(name="wizard.side", margins=(14, 16, 14, 16), spacing=10, parent=self)
        words = max(text_width(one, Role.MEDIUM) for one in model.titles()) + scaled(34)
        side.setFixedWidth(max(SIDE, round(max(words, text_width(TITLE, Role.TITLE))) + 32))
        side.body.addWidget(Label(TITLE, Role.TITLE, tall=True, parent=side))
        self.marks = [StepHeader(at + 1, words, parent=side) for at, words in enumerate(model.titles())]
        for mark in self.marks:
            mark.title.set_role(Role.MEDIUM)
            side.body.addWidget(mark)
        side.body.addStretch(1)
        row.addStretch(1)  # on a wide monitor both stand together in the middle
        row.addWidget(side)
        card = Card(name="wizard.card", margins=(22, 18, 22, 16), spacing=10, parent=self)
        card.setMaximumWidth(COLUMN)
        self.title = Label("", Role.TITLE, tall=True, parent=card)
        self.words = Label("", Role.BODY, Tone.MUTED, wraps=True, lines=2, parent=card)
        card.body.addWidget(self.title)
        card.body.addWidget(self.words)
        self.stack = QStackedWidget(card)
        self.pages: dict[str, Page] = {
            "start": StartPage(self.stack),
            "office": FormPage(model.office_specs(), name="wizard.office", parent=self.stack),
            "folder": FolderPage(self.stack),
            "staff": FormPage(model.staff_specs(), name="wizard.staff", parent=self.stack),
            "review": ReviewPage(self.stack),
        }
        for page in self.pages.values():
            self.stack.addWidget(page)
        card.body.addWidget(self.stack, 1)
        self.banner = Banner(name="wizard.banner", parent=card)
        card.body.addWidget(self.banner)
        card.body.addLayout(self._build_foot(card))
        row.addWidget(card, 1000)
        row.addStretch(1)

    def _build_foot(self, card: Card) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(12)
        self.back_button = SecondaryButton(
            tr("Quay lại"), name="wizard.back", icon="arrow-left", cap=self._keys.cap("back"), parent=card
        )
        self.back_button.clicked.connect(self._back)
        foot.addWidget(self.back_button)
        self.note = Label("", Role.BODY, Tone.MUTED, wraps=True, lines=2, parent=card)
        foot.addWidget(self.note, 1, Qt.AlignmentFlag.AlignVCenter)
        self.commit = CommitButton("", name="wizard.commit", cap=self._keys.cap("commit"), parent=card)
        self.commit.clicked.connect(self.presenter.forward)
        foot.addWidget(self.commit)
        return foot

    def _connect(self) -> None:
        act = self.presenter
        act.changed.connect(self._show)
        act.opens.connect(self.opens)
        act.done.connect(self.done)
        start, folder = self.pages["start"], self.pages["folder"]
        if isinstance(start, StartPage) and isinstance(folder, FolderPage):
            start.chosen.connect(self._begin)
            folder.edited.connect(lambda path: act.type("folder", path))
        for form in self.pages.values():
            if isinstance(form, FormPage):
                form.edited.connect(act.type)
        bind(self, "commit", act.forward, keys=self._keys, window=True)

    def _back(self) -> None:
        self.presenter.back()

    def _begin(self, way: str) -> None:
        if way == "new":
            self.presenter.found_new()
        elif way == "training":
            self.presenter.try_out()
        else:
            chosen = QFileDialog.getExistingDirectory(self, tr("Chọn thư mục dữ liệu"))
            if chosen:
                self.presenter.open_folder(Path(chosen))

    # ---- showing --------------------------------------------------------------------------------

    def _show(self, state: WizardState) -> None:
        for at, mark in enumerate(self.marks):
            done = at < state.number
            now = StepState.CURRENT if at == state.number else StepState.AHEAD
            mark.set_state(StepState.DONE if done else now)
        self.title.setText(model.titles()[state.number])
        self.words.setText(
            model.words(state.step, busy=state.busy or (state.made and state.step == "review"))
        )
        page = self.pages.get(state.step)
        if page is not None:
            page.show_state(state)
            self.stack.setCurrentWidget(page)
        self.commit.say(model.commit_words(state))
        self.commit.setVisible(state.step != "start")
        self.commit.setEnabled(not state.busy)
        self.back_button.setVisible(state.number > 0 and not state.made)
        self.note.setText(self._note(state))
        if state.failure:
            self.banner.say(tr("Chưa xong bước này"), state.failure)
        else:
            self.banner.clear()
        gaps = [key for key in state.wrong if key not in self._gaps]
        self._gaps = frozenset(state.wrong)
        if state.step != self._step:
            self._step = state.step
            self._settle()
        elif gaps and isinstance(page, FormPage):
            page.stand_on(next(key for key in page.controls if key in gaps))  # as they are read

    @staticmethod
    def _note(state: WizardState) -> str:
        if state.resumed and state.step in ("office", "folder", "staff", "review"):
            return tr("Đã giữ lại những gì khai lần trước.")
        return tr("Điều đã gõ được giữ lại, kể cả khi mất điện.") if state.step == "office" else ""

    def _settle(self) -> None:
        """Stand where the step's work starts."""
        page = self.pages.get(self._step)
        if self._step in ("review", "devices"):
            self.commit.setFocus()
        elif page is not None:
            page.start()

    def office_open(self, context: ScreenContext) -> None:
        """The founded office is open: try its devices."""
        from ui.admin.devices.pane import DevicesPane

        self._devices = DevicesPane(context, self.stack)
        self.stack.addWidget(self._devices)
        self.stack.setCurrentWidget(self._devices)
        self.presenter.office_open()
        self._devices.start()

    # ---- Qt -------------------------------------------------------------------------------------

    def showEvent(self, event: object) -> None:
        """The work starts at once."""
        del event
        self._settle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on from a field, Esc and Alt+← go back."""
        key = event.key()
        back = key == Qt.Key.Key_Left and event.modifiers() & Qt.KeyboardModifier.AltModifier
        if key == Qt.Key.Key_Escape or back:
            self.presenter.back()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.presenter.forward()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """What was typed is kept for the next start."""
        if self._devices is not None:
            self._devices.stop()
        self.presenter.keep()
        self.left.emit()
        super().closeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), current().colour("bg"))
        painter.end()
