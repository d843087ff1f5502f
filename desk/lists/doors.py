"""The window's doors to this shelf, bound to one open office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from desk.lists.rows import CallDone, CallItem, WorkList
    from desk.office.opened import Office


@dataclass(frozen=True, slots=True)
class ListDoors:
    """What waits for a human hand, and whom to call."""

    _office: Office

    def work_list(self, kind: str, *, holder: str = "", unit: str = "", limit: int = 500) -> WorkList:
        """One list of what waits, the nearest deadline first, also of one holder or unit only."""
        from desk.lists.worklists import work_list

        return work_list(self._office, kind, holder=holder, unit=unit, limit=limit)

    def counts(self) -> Mapping[str, int]:
        """How many dossiers each list holds, by its name."""
        from desk.lists.worklists import counts

        return counts(self._office)

    def calls(self, kinds: Sequence[str] = ()) -> tuple[CallItem, ...]:
        """Whom to tell what today, with the words and what was tried before."""
        from desk.lists.calls import calls

        return calls(self._office, kinds)

    def record_call(
        self, code: str, kind: str, *, outcome: str, channel: str = "phone", note: str = ""
    ) -> CallDone:
        """Record one attempt and how it ended."""
        from desk.lists.calls import record_call

        return record_call(self._office, code, kind, outcome=outcome, channel=channel, note=note)

    def export_calls(self, path: Path, kinds: Sequence[str] = ()) -> int:
        """Write numbers and texts for an SMS gateway and record each as told; answers how many."""
        from desk.lists.calls import export_calls

        return export_calls(self._office, path, kinds).rows
