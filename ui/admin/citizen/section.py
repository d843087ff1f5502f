"""Màn hình công dân and Số thứ tự as sections, with a trial on the spot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from ui.admin.citizen import model
from ui.admin.citizen.model import FormState
from ui.admin.citizen.presenter import QueuePresenter, ScreenPresenter
from ui.admin.parts.form import FormGrid
from ui.admin.parts.frame import SectionPage
from ui.citizen.monitors import SystemMonitors
from ui.i18n import tr
from ui.widgets.buttons import SecondaryButton
from ui.widgets.card import Card

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from ui.admin.citizen.presenter import FormPresenter
    from ui.admin.parts.offer import Offer
    from ui.admin.parts.spec import Spec
    from ui.citizen.monitors import Monitor
    from ui.citizen.trying import Trial
    from ui.citizen.window import CitizenWindow
    from ui.shell.screen import ScreenContext


class FormSection(SectionPage):
    """One form in a card, saved by F9."""

    presenter: FormPresenter

    def build(self, specs: Sequence[Spec], *, name: str, first: str) -> None:
        """Lay the form out."""
        self._first = first
        self.card = Card(name=f"{name}.card", margins=(14, 10, 6, 10), parent=self.content)
        self.form = FormGrid(specs, name=f"{name}.form", parent=self.card)
        self.card.body.addWidget(self.form)
        self.body.addWidget(self.card, 1)
        self.form.edited.connect(self.presenter.put)
        self.presenter.state_changed.connect(self.show_state)

    def show_state(self, state: FormState) -> None:
        """Paint a state."""
        wrong = self.presenter.wrong() if state.changed else {}
        self.form.show_values(state.values, wrong)
        self.say_failure(state.failure)
        self.refresh()

    def offer(self) -> Offer:
        """What F9 would do."""
        return self.presenter.offer()

    def to_gap(self) -> None:
        """Stand in the first field that cannot be saved."""
        for key in self.presenter.wrong():
            if self.form.stand_on(key):
                return

    @property
    def dirty(self) -> bool:
        """Whether something typed is not saved."""
        return self.presenter.state.changed

    def start(self) -> None:
        """Begin at the switch."""
        self.form.setFocus()

    def undo(self) -> bool:
        """Back to what is kept."""
        return self.presenter.undo()

    def panes(self) -> tuple[QWidget, ...]:
        """What F6 walks."""
        return (self.form.controls[self._first],)

    def keep(self) -> object:
        """What was typed."""
        return self.presenter.state

    def restore(self, kept: object) -> None:
        """Take back what was typed."""
        if isinstance(kept, FormState):
            self.presenter.restore(kept)


class ScreenSection(FormSection):
    """The citizen's monitor of this machine, so its clerk may set it."""

    guarded = False
    presenter: ScreenPresenter

    def __init__(self, context: ScreenContext) -> None:
        said = tr("Màn hình thứ hai cho công dân đọc, ký và đánh giá. Chỉ áp dụng cho máy này.")
        super().__init__(context, name="citizen", title=tr("Màn hình công dân"), words=said)
        self.presenter = ScreenPresenter(context, self)
        self.monitors = SystemMonitors(self)
        self.preview: CitizenWindow | None = None
        self._trial: Trial | None = None
        self.try_here = SecondaryButton(tr("Xem thử"), name="citizen.try_here", icon="eye", parent=self)
        self.try_there = SecondaryButton(
            tr("Thử trên màn hình đó"), name="citizen.try_there", icon="monitor-check", parent=self
        )
        for button in (self.try_here, self.try_there):
            self.tools.addWidget(button)
        self.give_keys(self.try_here, self.try_there)
        self.build(model.screen_specs(), name="citizen", first="on")
        self.try_here.clicked.connect(self._try_here)
        self.try_there.clicked.connect(lambda: context.desktop.facing.tried.emit(self.presenter.typed))
        self.monitors.changed.connect(lambda: self.presenter.load(self._others()))
        self.show_state(self.presenter.state)

    def _others(self) -> list[Monitor]:
        screen = self.window().screen()
        taken = (screen.name(), screen.geometry()) if screen is not None else None
        return [one for one in self.monitors.all() if (one.name, one.rect) != taken]

    def shown(self) -> None:
        """Read what is kept and which monitors there are."""
        self.presenter.load(self._others())

    def commit(self) -> None:
        """F9."""
        self.presenter.commit()

    def show_state(self, state: FormState) -> None:
        """Paint a state, with the monitors there are."""
        self.form.set_choices("monitor", model.choices(state))
        super().show_state(state)
        self.try_there.setEnabled(bool(self.presenter.typed.name))

    def _try_here(self) -> None:
        """A window to look at on this monitor: every state in turn, nothing saved, nobody's data."""
        from ui.citizen.trying import Trial
        from ui.citizen.window import CitizenWindow

        if self.preview is not None:
            self.preview.close()
        window = self.preview = CitizenWindow(preview=True)
        window.setParent(self.window(), window.windowFlags())
        window.setWindowTitle(tr("Xem thử màn hình công dân"))
        window.resize(960, 540)
        services = self.context.services
        window.dress(
            self.presenter.typed,
            office=services.office().name,
            here=True,
            training=services.office().training,
        )
        window.show_time(services.now())
        window.show()
        self._trial = Trial(window, services.now(), window)
        self._trial.over.connect(lambda: QTimer.singleShot(0, window.close))


class QueueSection(FormSection):
    """The office's queue numbers."""

    presenter: QueuePresenter

    def __init__(self, context: ScreenContext) -> None:
        said = tr("Cho cơ quan chưa có máy lấy số: phát số, gọi số, in phiếu số. Tắt thì không hiện ở đâu.")
        super().__init__(context, name="queue", title=tr("Số thứ tự"), words=said)
        self.presenter = QueuePresenter(context, self)
        self.build(model.queue_specs(), name="queue", first="on")
        self.show_state(self.presenter.state)

    def shown(self) -> None:
        """Read what holds."""
        self.presenter.load()

    def commit(self) -> None:
        """F9."""
        self.presenter.commit()
