"""Keeps what one window has unfinished as drafts: on its own thread, at most once a second, until written."""

from __future__ import annotations

import threading
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desk.errors import DeskError, InputError
from desk.intake import drafts as folders
from desk.intake.draft_file import FILE, KeptDraft, draft_bytes
from desk.record.durable import write_file
from desk.record.failures import surroundings
from desk.rows.drafts import DraftList
from desk.wording import note

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from desk.office.opened import Office
    from desk.rows import Note
    from desk.rows.drafts import Unfinished

PAUSE_SECONDS = 1.0  # between two writings
RETRY_SECONDS = 5.0  # a full disk may have room again


@dataclass(slots=True)
class _Held:
    """One draft this window has: its newest state, and whether that is on the disk."""

    kept: KeptDraft | None  # None: to be removed
    waits: bool = True
    hold: ExitStack = field(default_factory=ExitStack)
    written: bool = False


class DraftKeeper:
    """The drafts of one window. `keep` and `drop` never wait; `rows` and `take_up` touch the disk.

    Guarantees: what was kept is on the disk within a second or `told` says why not, and it is tried again;
    no other window is offered a draft this one has; a draft dropped while it was being written is gone.
    """

    def __init__(self, office: Office) -> None:
        self._office = office
        self._turn = threading.Condition()
        self._drafts: dict[str, _Held] = {}
        self._thread: threading.Thread | None = None
        self._closed = False
        self._writing = ""
        self._trouble: Note | None = None
        self._told: Callable[[datetime | None, Note | None], None] | None = None

    def on_kept(self, told: Callable[[datetime | None, Note | None], None]) -> None:
        """Have `told` called, on the writing thread, with the moment kept or with what stands in the way."""
        self._told = told

    # ---- asked by the window --------------------------------------------------------------------

    def keep(self, draft: Unfinished) -> None:
        """Have the newest state of a draft written; answers at once."""
        actor = self._office.actor
        kept = KeptDraft(draft, self._office.clock.now(), actor.username, actor.full_name)
        with self._turn:
            held = self._drafts.setdefault(draft.key, _Held(kept))
            held.kept, held.waits = kept, True
            self._office.seat.hold(draft.key)
            self._start()

    def drop(self, key: str) -> None:
        """Have a draft removed: it was saved, or the clerk does not want it; answers at once."""
        with self._turn:
            held = self._drafts.get(key)
            if held is not None:
                held.kept, held.waits = None, True
                self._start()

    def rows(self) -> DraftList:
        """Everything unfinished: what is of this window, then what no window has open."""
        found = folders.unfinished(self._office)
        with self._turn:
            here = [
                folders.row_of(self._office, held.kept, here=True)
                for held in self._drafts.values()
                if held.kept is not None
            ]
        known = {row.key for row in here}
        others = (row for row in found.rows if row.key not in known)
        return DraftList(folders.ordered((*here, *others)), found.damaged)

    def take_up(self, key: str) -> Unfinished:
        """Take a draft up again, from this window or from the disk.

        Raises:
            InputError: `draft.gone`, `draft.busy`, `draft.damaged`.
        """
        with self._turn:
            held = self._drafts.get(key)
            if held is not None and held.kept is not None:
                return held.kept.draft
            if held is not None:
                raise InputError("draft.gone")
        hold = ExitStack()
        try:
            kept = folders.take_draft(self._office, key, hold)
        except BaseException:
            hold.close()
            raise
        with self._turn:
            self._drafts[key] = _Held(kept, waits=False, hold=hold, written=True)
            self._office.seat.hold(key)
        return kept.draft

    def flush(self, seconds: float) -> bool:
        """Wait until everything is on the disk; False where it is not by then."""
        with self._turn:
            return self._turn.wait_for(lambda: not self._writing and not self._waiting(), seconds)

    def close(self, seconds: float = 3.0) -> None:
        """Write what waits, for so long; then let go: the drafts are offered again at the next start."""
        with self._turn:
            self._closed = True
            self._turn.notify_all()
            thread = self._thread
        if thread is not None:
            thread.join(seconds)
        for held in self._drafts.values():
            held.hold.close()
        self._drafts.clear()

    # ---- on the writing thread ------------------------------------------------------------------

    def _start(self) -> None:
        if self._thread is None or not self._thread.is_alive():
            self._closed = False
            self._thread = threading.Thread(target=self._run, name="draft-keeper", daemon=True)
            self._thread.start()
        self._turn.notify_all()

    def _waiting(self) -> list[str]:
        return [key for key, held in self._drafts.items() if held.waits]

    def _run(self) -> None:
        while True:
            with self._turn:
                self._turn.wait_for(lambda: self._closed or self._waiting())
                keys = self._waiting()
                if not keys:
                    return
            failed = len([key for key in keys if not self._settled(key)]) > 0
            with self._turn:
                if self._closed and (failed or not self._waiting()):
                    return
                self._turn.wait_for(lambda: self._closed, RETRY_SECONDS if failed else PAUSE_SECONDS)

    def _settled(self, key: str) -> bool:
        """Bring one draft to the disk as it stands; False where that failed and must be tried again."""
        with self._turn:
            held = self._drafts[key]
            kept, held.waits, self._writing = held.kept, False, key
        trouble = self._written(held, key, kept)
        with self._turn:
            self._writing = ""
            held.waits = held.waits or trouble is not None
            if kept is None and not held.waits:
                self._drafts.pop(key, None)
                self._office.seat.release(key)
            self._turn.notify_all()
        if kept is not None or trouble is not None or self._trouble is not None:
            self._tell(kept.saved_at if kept is not None and trouble is None else None, trouble)
        self._trouble = trouble
        return trouble is None

    def _tell(self, moment: datetime | None, trouble: Note | None) -> None:
        if self._told is not None:
            with suppress(RuntimeError):  # the window that listened is gone; the draft is kept all the same
                self._told(moment, trouble)

    def _written(self, held: _Held, key: str, kept: KeptDraft | None) -> Note | None:
        folder = self._office.paths.drafts / key
        try:
            with surroundings():
                if kept is None:
                    folders.remove_draft(folder)
                    held.hold.close()
                    return None
                if not held.written:
                    folders.hold_draft(self._office, key, held.hold)
                write_file(folder / FILE, draft_bytes(kept), mode=0o600)
                held.written = True
        except DeskError as failure:
            if not held.written:
                with suppress(OSError):
                    held.hold.close()
            code = {"data.disk_full": "draft.disk_full", "draft.busy": "draft.busy"}.get(failure.code)
            return note(code or "draft.not_kept", self._office.lang)
        return None
