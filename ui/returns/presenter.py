"""What the return screen does, free of widgets: open a dossier, check, sign, hand over once."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from ui.changes import Changes, Kind
from ui.i18n import tr
from ui.returns import draft as rules
from ui.returns.draft import HandItem, ReturnDraft

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desk.rows import Acted, DossierView, IdentityCard
    from ui.services import RasterLike, Services
    from ui.tasks import Pool, Task, TaskRunner

PREVIEW_DPI = 110


@dataclass(frozen=True, slots=True)
class ReturnState:
    """Everything the views paint."""

    draft: ReturnDraft
    loading: bool = False
    saving: bool = False
    preview: RasterLike | None = None
    shown_file: Path | None = None

    @property
    def gap(self) -> rules.Gap | None:
        """What forbids F9 now."""
        return rules.gap(self.draft)

    @property
    def stage(self) -> rules.Stage:
        """Where the dossier stands for this screen."""
        return rules.stage(self.draft)

    @property
    def commit_label(self) -> str:
        """What F9 will do, in the clerk's words."""
        return tr("Ghi nhận có kết quả") if self.stage == "waiting" else tr("Xác nhận đã trả")


class ReturnPresenter(QObject):
    """Trả kết quả: GUI thread only.

    Guarantees: one press or ten of F9 hand over once, because the act's command id stays until the dossier
    is opened anew; a failed act leaves everything as it was.
    Signals: `changed(ReturnState)`, `committed(Acted, ReturnDraft)`, `failed(Exception)`.
    """

    changed = Signal(object)
    committed = Signal(object, object)
    failed = Signal(object)

    def __init__(self, services: Services, runner: TaskRunner, changes: Changes) -> None:
        super().__init__()
        self._services = services
        self._runner = runner
        self._changes = changes
        self._state = ReturnState(draft=_fresh(None))
        self._newest = 0

    @property
    def state(self) -> ReturnState:
        """What the views paint now."""
        return self._state

    def open(self, code: str) -> None:
        """Open a dossier by its code or its receipt's text; of two in a row the newest wins."""
        self._newest += 1
        number = self._newest
        self._show(loading=True)

        def take(view: DossierView) -> None:
            if number == self._newest:
                self._state = ReturnState(draft=_fresh(view))
                self.changed.emit(self._state)
                self._first_picture(view)

        self._later("desk", self._services.show, code, done=take)

    def clear(self) -> None:
        """Close the dossier; nothing was changed by having it open."""
        self._newest += 1
        self._state = ReturnState(draft=_fresh(None))
        self.changed.emit(self._state)

    def show_file(self, path: Path) -> None:
        """Show the first page of a stored PDF."""
        self._show(shown_file=path, preview=None)

        def draw() -> RasterLike:
            return self._services.raster(path.read_bytes(), PREVIEW_DPI)

        def take(raster: RasterLike) -> None:
            if self._state.shown_file == path:
                self._show(preview=raster)

        self._later("cpu", draw, done=take)

    def _first_picture(self, view: DossierView) -> None:
        files = sorted(view.attachments, key=lambda row: (row.role != "result", row.component))
        if files:
            self.show_file(files[0].file)

    # ---- checking -------------------------------------------------------------------------------
    def toggle(self, index: int) -> None:
        """Tick one thing to hand over."""
        self._edit(rules.toggled(self._state.draft, index))

    def tick_all(self) -> None:
        """Tick everything."""
        self._edit(rules.all_ticked(self._state.draft))

    def take_card(self, card: IdentityCard) -> None:
        """Compare the card of the person at the counter with the applicant."""
        draft = self._state.draft
        if draft.dossier is None:
            return
        if draft.authorised:
            self._edit(replace(draft, receiver_name=card.full_name, receiver_id=card.number))
            return
        self._edit(replace(draft, card_matches=card.number == draft.dossier.id_number))

    def set_receiver(self, *, authorised: bool, name: str = "", id_number: str = "") -> None:
        """Say who collects."""
        draft = replace(self._state.draft, authorised=authorised, receiver_name=name, receiver_id=id_number)
        self._edit(draft if authorised else replace(draft, receiver_name="", receiver_id=""))

    def set_signing(self, how: rules.Signing) -> None:
        """Sign on the pad or on paper."""
        self._edit(replace(self._state.draft, signing=how))

    def set_signature(self, image: Path | None) -> None:
        """Take the signature's picture, or take it away."""
        self._edit(replace(self._state.draft, signature=image))

    def set_by(self, by: str) -> None:
        """Hand over at the counter, by post or electronically."""
        self._edit(replace(self._state.draft, by=by))

    # ---- the result that arrives ----------------------------------------------------------------
    def set_result(self, **changes: Any) -> None:  # noqa: ANN401 - fields of ResultDraft
        """Take the number, title or pages of a result that has arrived."""
        draft = self._state.draft
        self._edit(replace(draft, result=replace(draft.result, **changes)))

    def add_result_page(self, page: Path) -> None:
        """Add a captured page to the result."""
        self.set_result(pages=(*self._state.draft.result.pages, page))

    def remove_result_page(self, at: int) -> None:
        """Take a captured page of the result away."""
        pages = self._state.draft.result.pages
        self.set_result(pages=pages[:at] + pages[at + 1 :])

    # ---- commit ---------------------------------------------------------------------------------
    def commit(self) -> None:
        """F9: record that the result is here, or hand it over. A second press while saving does nothing."""
        state = self._state
        if state.saving or state.gap is not None or state.draft.dossier is None:
            return
        draft, dossier = state.draft, state.draft.dossier
        if state.stage == "waiting":
            today = self._services.now().date().isoformat()
            verb, payload = "result-ready", rules.result_payload(draft, today)
        else:
            verb, payload = "return", rules.return_payload(draft)
        self._show(saving=True)

        def take(acted: Acted) -> None:
            self._changes.tell(Kind.DOSSIER, codes=(acted.code,), by=self)
            self._show(saving=False)
            self.committed.emit(acted, draft)
            self.open(acted.code)

        def work() -> Acted:
            return self._services.act(dossier.code, verb, payload, command_id=draft.command_id)

        self._later("desk", work, done=take)

    def _show(self, **changes: Any) -> None:  # noqa: ANN401 - fields of ReturnState
        self._state = replace(self._state, **changes)
        self.changed.emit(self._state)

    def _edit(self, draft: ReturnDraft) -> None:
        if draft != self._state.draft and not self._state.saving:
            self._show(draft=draft)

    def _later(
        self, pool: Pool, work: Callable[..., Any], *args: object, done: Callable[[Any], None]
    ) -> Task:
        return self._runner.submit(pool, work, *args, owner=self, done=done, failed=self._on_failed)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._show(saving=False, loading=False)
        self.failed.emit(error)


def hand_items(view: DossierView) -> tuple[HandItem, ...]:
    """What goes back: the result and the originals that do not stay in the file."""
    result = view.result or {}
    number = result.get("number")
    note = tr("Số {number}", number=number) if number else tr("Kết quả giải quyết")
    items = [HandItem("result", result.get("title") or view.procedure.name, note)]
    items += [
        HandItem(f"original.{row.no}", row.name, tr("Trả lại bản gốc công dân đã nộp"))
        for row in view.components
        if row.kind == "original" and _goes_back(row.name)
    ]
    return tuple(items)


def _goes_back(name: str) -> bool:
    """A declaration stays in the file; other originals go home with the citizen."""
    return not name.lower().startswith(("tờ khai", "đơn ", "phiếu "))


def _fresh(view: DossierView | None) -> ReturnDraft:
    items = hand_items(view) if view is not None and "return" in view.next_acts else ()
    by = view.return_by if view is not None else "counter"
    return ReturnDraft(command_id=str(uuid.uuid4()), dossier=view, items=items, by=by)
