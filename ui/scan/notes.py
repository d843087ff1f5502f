"""What the scan station has to say, by importance: one note at a time, none forgotten meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.failures import explain
from ui.i18n import tr
from ui.scan.note_bar import NoteAct, NoteBar, SpokenNote
from ui.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk.rows import Note, Taken
    from ui.keys import KeyMap

SLOTS = (
    "journal",
    "fault",
    "plan",
    "stacks",
    "refused",
    "watch",
    "recover",
    "page",
)  # the first speaks first
SHOWN_REFUSED = 2


class StationNotes(QObject):
    """Keeps a note for each concern and shows the weightiest."""

    def __init__(self, bar: NoteBar, keys: KeyMap, parent: QObject) -> None:
        super().__init__(parent)
        self._bar, self._keys = bar, keys
        self._notes: dict[str, SpokenNote] = {}

    def put(
        self,
        slot: str,
        text: str,
        tone: Tone = Tone.INFO,
        *,
        first: tuple[str, Callable[[], object]] | None = None,
        second: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        """Say something about a concern, with up to two answers; the first has the key of the bar."""
        acts = []
        if first is not None:
            acts.append(NoteAct(first[0], self._keys.cap("scan.answer"), first[1]))
        if second is not None:
            acts.append(NoteAct(second[0], "", second[1]))
        self._notes[slot] = SpokenNote(text, tone, tuple(acts))
        self._show()

    def take(self, slot: str) -> None:
        """Nothing is to be said about a concern any more."""
        if self._notes.pop(slot, None) is not None:
            self._show()

    def says(self, slot: str) -> str:
        """What is said about a concern, shown or waiting."""
        return self._notes[slot].text if slot in self._notes else ""

    def _show(self) -> None:
        self._bar.say(next((self._notes[slot] for slot in SLOTS if slot in self._notes), None))

    # ---- known sentences ------------------------------------------------------------------------

    def fault(self, error: Exception) -> None:
        """Something failed; pages that are there are safe."""
        self.put("fault", explain(error), Tone.BAD, second=(tr("Đóng"), lambda: self.take("fault")))

    def refused(self, taken: Taken) -> None:
        """Name what was not taken, each with its reason; the rest by number."""
        rows = taken.refused
        if not rows:
            self.take("refused")
            return
        said = [f"{row.name}: {row.why.message}" for row in rows[:SHOWN_REFUSED]]
        if len(rows) > SHOWN_REFUSED:
            said.append(tr("và {count} tệp nữa", count=len(rows) - SHOWN_REFUSED))
        text = tr("Không nhận {count} tệp. {said}", count=len(rows), said=" ".join(said))
        self.put("refused", text, Tone.WARN, second=(tr("Đóng"), lambda: self.take("refused")))

    def journal(self, note: Note | None) -> None:
        """Whether pages would survive a power cut."""
        if note is None:
            self.take("journal")
        else:
            self.put("journal", note.message, Tone.BAD)
