"""Shows the office's keys and changes the one of check tags, after a question, off the GUI thread."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ui.admin.parts.offer import Offer, nothing_to_save
from ui.admin.parts.presenter import SectionPresenter
from ui.admin.signing import model
from ui.admin.signing.model import SigningState
from ui.changes import Kind
from ui.i18n import tr
from ui.tokens import Tone

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desk.office.key_standing import KeyStanding
    from ui.shell.screen import ScreenContext


class SigningPresenter(SectionPresenter[SigningState]):
    """The office's keys. GUI thread only. A key is changed only by F9 while the question stands."""

    def __init__(self, context: ScreenContext, parent: QObject | None = None) -> None:
        super().__init__(context, SigningState(), parent)

    def load(self) -> None:
        """Read how the keys stand; another window may have changed one."""
        services = self.services

        def read() -> KeyStanding:
            return services.house.keys()  # the shelf itself may wait for the office to open

        self.ask("read", read, self._on_read, self._unread)

    def _on_read(self, now: KeyStanding) -> None:
        failed = self.state.failed if self.state.failure and self.state.read else ""
        failure = self.state.failure if failed else ""
        rows = model.rows_of(now)
        self.show(replace(self.state, rows=rows, viewing=now.viewing, failure=failure, failed=failed))

    def _unread(self, sentence: str) -> None:
        said = tr("Chưa đọc được khóa")
        self.show(replace(self.state, rows=(), asking=False, busy=False, failure=sentence, failed=said))

    # ---- changing -------------------------------------------------------------------------------

    @property
    def may_change(self) -> bool:
        """Whether this person may change a key here and now."""
        state = self.state
        return self.may_edit and state.read and not state.viewing and not state.busy

    def consider(self) -> None:
        """Put the question."""
        if self.may_change and not self.state.asking:
            self.show(replace(self.state, asking=True, failure="", failed=""))

    def keep_key(self) -> bool:
        """Leave the key as it is; False where nothing was asked."""
        if not self.state.asking or self.state.busy:
            return False
        self.show(replace(self.state, asking=False))
        return True

    def offer(self) -> Offer:
        """What F9 would do now."""
        if self.state.busy:
            return Offer(tr("Đang thay khóa…"), enabled=False, icon="hourglass")
        if self.state.asking:
            note = tr("Giấy đã in vẫn kiểm được. Không quay lại khóa cũ được.")
            return Offer(tr("Thay khóa mã kiểm"), note=note, tone=Tone.WARN, icon="key-round")
        return nothing_to_save(self._why_not())

    def _why_not(self) -> str:
        if self.state.viewing:
            return tr("Sổ đang mở chỉ để xem: không thay khóa được, vẫn xuất được khóa công khai.")
        if not self.may_edit:
            return tr("Chỉ lãnh đạo hoặc người quản trị của đơn vị thay khóa được. Bạn xem và xuất được.")
        return tr("Nên thay mỗi năm một lần, và ngay khi người ngoài có thể đã xem thư mục keys.")

    def commit(self) -> None:
        """F9: change the key the question is about."""
        if not self.state.asking or not self.may_change:
            return
        services = self.services

        def change() -> KeyStanding:
            return services.house.rotate_key()

        self.show(replace(self.state, busy=True, failure="", failed=""))
        self.ask("change", change, self._on_changed, self._unchanged)

    def _unchanged(self, sentence: str) -> None:
        said = tr("Chưa thay khóa")
        self.show(replace(self.state, busy=False, asking=False, failure=sentence, failed=said))
        self.load()

    def _on_changed(self, now: KeyStanding) -> None:
        self.show(SigningState(model.rows_of(now), viewing=now.viewing))
        self.told(Kind.OFFICE, tr("Đã thay khóa mã kiểm"), tr("Giờ hãy sao lưu thư mục keys."))
