"""Keeps how this machine's readers are judged, lists ports, and tries readers out without routing a scan."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from ui.admin.parts.offer import Offer, nothing_to_save
from ui.admin.parts.presenter import SectionPresenter
from ui.admin.readers import model
from ui.admin.readers.model import ReadersState
from ui.changes import Kind
from ui.i18n import tr
from ui.scan.listening import Listening
from ui.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QObject

    from desk.rows.readers import Heard, PortRow, ReaderSettings
    from ui.services import RecognisedLike, Services
    from ui.shell.screen import ScreenContext

FIND_SECONDS = 30
Read = tuple["ReaderSettings", tuple["PortRow", ...]]


def read(services: Services) -> Read:
    """What is kept, and the ports there are (desk pool; a list of ports takes some milliseconds)."""
    return services.readers.settings(), services.readers.ports()


class ReadersPresenter(SectionPresenter[ReadersState]):
    """This machine's code readers. GUI thread only. What was typed stays until it is saved."""

    def __init__(self, context: ScreenContext, parent: QObject | None = None) -> None:
        super().__init__(context, ReadersState(), parent)
        self._kept: ReaderSettings | None = None
        self._listening: Listening | None = None
        self._limit = QTimer(self, singleShot=True, interval=FIND_SECONDS * 1000)
        self._limit.timeout.connect(self._not_found)

    def load(self) -> None:
        """Read what is kept; drafts stay."""
        self.ask("read", partial(read, self.services), self._on_read, self._fail)

    def _on_read(self, found: Read) -> None:
        settings, ports = found
        self._kept = settings
        stored = model.values_of(settings, ports)
        values = self.state.values if self.state.changed else stored
        self.show(replace(self.state, values=values, stored=stored, ports=ports))

    def _fail(self, sentence: str) -> None:
        self.show(replace(self.state, failure=sentence, busy=False))

    def put(self, key: str, text: str) -> None:
        """Type; a listed port and a typed address exclude each other."""
        values = {**self.state.values, key: text}
        other = {"port": "address", "address": "port"}.get(key)
        if other is not None and text:
            values[other] = ""
        self.show(replace(self.state, values=values, failure=""))

    def undo(self) -> bool:
        """Back to what is kept."""
        if not self.state.changed:
            return False
        self.show(replace(self.state, values=self.state.stored, failure=""))
        return True

    # ---- trying ---------------------------------------------------------------------------------

    @property
    def can_try(self) -> bool:
        """Whether this window hears readers at all."""
        return Listening.here() is not None

    def turn_trying(self) -> None:
        """Begin a try, or end it."""
        if self.state.trying or self.state.finding:
            self.end_trying()
        else:
            self._begin(finding=False)

    def find_port(self) -> None:
        """Listen to every port; the first that reads something is this desk's."""
        self._begin(finding=True)

    def _begin(self, *, finding: bool) -> None:
        listening = Listening.here()
        if listening is None:
            return
        self.end_trying()
        self._listening = listening
        listening.heard.connect(self._on_heard)
        ports = self.state.ports
        if finding and not ports:
            told = tr("Máy này chưa có cổng COM nào. Cắm đầu đọc, chuyển nó sang chế độ USB-COM rồi tìm lại.")
            self.show(replace(self.state, told=told))
            self.end_trying()
            return
        listening.try_out(on=True, marks=tuple(one.mark for one in ports) if finding else None)
        if finding:
            self._limit.start()
        told = tr("Quét một mã bất kỳ trong 30 giây.") if finding else ""
        self.show(replace(self.state, trying=not finding, finding=finding, tried=(), told=told, failure=""))

    def end_trying(self) -> None:
        """Scans go their usual way again."""
        self._limit.stop()
        listening, self._listening = self._listening, None
        if listening is not None:
            listening.heard.disconnect(self._on_heard)
            listening.try_out(on=False)
        if self.state.trying or self.state.finding:
            self.show(replace(self.state, trying=False, finding=False))

    def _not_found(self) -> None:
        self.end_trying()
        told = tr("Chưa cổng nào gửi mã. Đầu đọc có thể đang ở chế độ bàn phím: bấm Quét thử để xem.")
        self.show(replace(self.state, told=told))

    def _on_heard(self, heard: Heard) -> None:
        if self.state.finding:
            if heard.via != "keys":
                self._take_port(heard)
            return
        services, typed = self.services, heard.via == "keys"

        def show(found: RecognisedLike) -> None:
            rows = (model.tried(heard, found), *self.state.tried)[: model.KEPT_ROWS]
            self.show(replace(self.state, tried=rows))

        self.ask("recognise", lambda: services.recognise(heard.text, typed=typed), show, self._fail)

    def _take_port(self, heard: Heard) -> None:
        self.end_trying()
        self.put("port", heard.device)
        told = tr("Đầu đọc ở cổng {device}. Bấm F9 để lưu.", device=heard.device)
        self.show(replace(self.state, told=told))

    def take_wished(self) -> None:
        """Type the pause that suits the reader that was tried."""
        if self.state.wished_gap is not None:
            self.put("gap", str(self.state.wished_gap))

    # ---- saving ---------------------------------------------------------------------------------

    def offer(self) -> Offer:
        """What F9 would do now."""
        if self.state.busy:
            return Offer(tr("Đang lưu…"), enabled=False, icon="hourglass")
        if not self.state.changed:
            return nothing_to_save(tr("Chỉ áp dụng cho máy này."))
        return Offer(tr("Lưu cho máy này"), note=tr("Có hiệu lực ngay, không cần mở lại."), tone=Tone.MUTED)

    def commit(self) -> None:
        """F9."""
        if not self.offer().enabled:
            return
        self.end_trying()
        services, kept = self.services, self._kept
        new = model.settings_of(self.state.values, self.state.ports, kept.port if kept else None)
        self.show(replace(self.state, busy=True, failure=""))

        def save() -> Read:
            services.readers.set_settings(new)
            return read(services)

        self.ask("save", save, self._on_saved, self._fail)

    def _on_saved(self, found: Read) -> None:
        settings, ports = found
        self._kept = settings
        stored: Mapping[str, str] = model.values_of(settings, ports)
        self.show(replace(self.state, busy=False, values=stored, stored=stored, ports=ports))
        listening = Listening.here()
        if listening is not None:
            listening.obey(settings)
        self.told(Kind.OFFICE, tr("Đã lưu cài đặt đầu đọc của máy này"))

    def restore(self, kept: ReadersState) -> None:
        """Take back what was typed."""
        self.show(replace(kept, busy=False, trying=False, finding=False))
