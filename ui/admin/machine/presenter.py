"""Keeps the watched folder and the typed addresses of this machine, and asks which scanners answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ui.admin.machine import model
from ui.admin.machine.model import Answered, MachineState
from ui.admin.parts.offer import Offer, nothing_to_save
from ui.admin.parts.presenter import SectionPresenter
from ui.changes import Kind
from ui.failures import explain
from ui.i18n import tr
from ui.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtCore import QObject

    from desk.imaging.rows import ScannerRow
    from ui.services import Services
    from ui.shell.screen import ScreenContext


def read(services: Services) -> dict[str, str]:
    """What is kept (desk pool)."""
    return model.values_of(services.imaging.watch_settings(), services.imaging.addresses())


def save(services: Services, values: Mapping[str, str]) -> dict[str, str]:
    """Keep what was typed, the folder first: it is what may be refused (desk pool)."""
    services.imaging.set_watch(model.watch_of(values))
    services.imaging.set_addresses(model.addresses_of(values))
    return read(services)


def answers(services: Services, addresses: Sequence[str]) -> tuple[Answered, ...]:
    """The typed addresses, each asked, then every other scanner that answers (device pool, some seconds)."""
    from desk.errors import DeskError

    rows: dict[str, Answered] = {}
    for address in addresses:
        try:
            one = services.imaging.scanner_at(address)
        except DeskError as failure:
            rows[address] = Answered(address, address, explain(failure), failure.code)
        else:
            rows[one.key] = _answered(one, address)
    listed = services.imaging.scanners()
    for one in listed.scanners:
        rows.setdefault(one.key, _answered(one, one.model))
    return tuple(rows.values())


def _answered(one: ScannerRow, where: str) -> Answered:
    note = "" if one.note is None else one.note.message
    return Answered(one.name, one.address or where, model.scanner_words(one), note=note)


class MachinePresenter(SectionPresenter[MachineState]):
    """This machine's scanners. GUI thread only. What was typed stays until it is saved."""

    def __init__(self, context: ScreenContext, parent: QObject | None = None) -> None:
        super().__init__(context, MachineState(), parent)

    def load(self) -> None:
        """Read what is kept; drafts stay."""
        services = self.services
        self.ask("read", lambda: read(services), self._on_read, self._fail)

    def _on_read(self, stored: Mapping[str, str]) -> None:
        values = self.state.values if self.state.changed else stored
        self.show(replace(self.state, values=values, stored=stored))

    def _fail(self, sentence: str) -> None:
        self.show(replace(self.state, failure=sentence, busy=False))

    def put(self, key: str, text: str) -> None:
        """Type."""
        self.show(replace(self.state, values={**self.state.values, key: text}, failure=""))

    def undo(self) -> bool:
        """Back to what is kept."""
        if not self.state.changed:
            return False
        self.show(replace(self.state, values=self.state.stored, failure=""))
        return True

    # ---- looking --------------------------------------------------------------------------------

    def find(self) -> None:
        """Ask the typed addresses, saved or not, and every other way of finding scanners."""
        if self.state.looking:
            return
        services, addresses = self.services, model.addresses_of(self.state.values)
        self.show(replace(self.state, looking=True, failure=""))
        self.context.runner.submit(
            "device",
            lambda: answers(services, addresses),
            owner=self,
            done=self._on_found,
            failed=lambda error: self.show(replace(self.state, looking=False, failure=explain(error))),
        )

    def _on_found(self, found: tuple[Answered, ...]) -> None:
        self.show(replace(self.state, found=found, asked=True, looking=False))

    def trust(self, row: Answered) -> None:
        """Take the certificate a replaced scanner shows as its own, and ask it anew."""
        if row.code != model.NOT_TRUSTED:
            return
        services = self.services
        self.ask("trust", lambda: services.imaging.trust_again(row.where), lambda _: self.find(), self._fail)

    # ---- saving ---------------------------------------------------------------------------------

    def offer(self) -> Offer:
        """What F9 would do now."""
        if self.state.busy:
            return Offer(tr("Đang lưu…"), enabled=False, icon="hourglass")
        if not self.state.changed:
            return nothing_to_save(tr("Chỉ áp dụng cho máy này."))
        return Offer(tr("Lưu cho máy này"), note=self._note(), tone=Tone.MUTED)

    def _note(self) -> str:
        if self.state.values.get("folder", "").strip():
            return tr("Tệp có sẵn trong thư mục chờ không tự vào hồ sơ; cán bộ chọn mới nhận.")
        return ""

    def commit(self) -> None:
        """F9."""
        if not self.offer().enabled:
            return
        services, values = self.services, dict(self.state.values)
        self.show(replace(self.state, busy=True, failure=""))
        self.ask("save", lambda: save(services, values), self._on_saved, self._unsaved)

    def _unsaved(self, sentence: str) -> None:
        self._fail(sentence)
        self.load()  # the folder may be saved although an address was refused

    def _on_saved(self, stored: Mapping[str, str]) -> None:
        self.show(replace(self.state, busy=False, values=stored, stored=stored))
        self.told(Kind.OFFICE, tr("Đã lưu máy quét và thư mục chờ của máy này"))

    def restore(self, kept: MachineState) -> None:
        """Take back what was typed."""
        self.show(replace(kept, busy=False, looking=False))
