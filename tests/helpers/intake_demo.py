"""Unfinished receptions without an office: kept in memory at once, with rows a test puts there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone

from desk.errors import InputError
from desk.rows import Note
from desk.rows.drafts import DraftList, DraftRow, ReceptionDraft

NOW = datetime(2026, 11, 23, 9, 41, 12, tzinfo=timezone(timedelta(hours=7)))
Told = Callable[[datetime | None, Note | None], None]


@dataclass
class DemoKeeper:
    """Meets `desk.intake.draft_keeper.DraftKeeper`; `trouble` makes every keeping fail."""

    drafts: dict[str, ReceptionDraft] = field(default_factory=dict)
    listed: dict[str, DraftRow] = field(default_factory=dict)
    trouble: Note | None = None
    damaged: int = 0
    kept: int = 0
    told: Told = field(default=lambda _moment, _trouble: None)

    def on_kept(self, told: Told) -> None:
        self.told = told

    def keep(self, draft: ReceptionDraft) -> None:
        self.kept += 1
        self.drafts[draft.key] = draft
        self.told(None if self.trouble else NOW, self.trouble)

    def drop(self, key: str) -> None:
        self.drafts.pop(key, None)

    def rows(self) -> DraftList:
        damaged, self.damaged = self.damaged, 0
        return DraftList(tuple(self._row(draft) for draft in self.drafts.values()), damaged)

    def _row(self, draft: ReceptionDraft) -> DraftRow:
        given = self.listed.get(draft.key)
        if given is not None:
            return given
        number = draft.person.id_number
        return DraftRow(
            draft.key, draft.person.full_name, f"{number[:3]}*******{number[-2:]}" if number else "",
            draft.procedure_name, draft.pages, NOW, "Lê Thị Mai", mine=True, here=True, strip=draft.strip,
        )  # fmt: skip

    def take_up(self, key: str) -> ReceptionDraft:
        if key not in self.drafts:
            raise InputError("draft.gone")
        return self.drafts[key]

    def flush(self, seconds: float) -> bool:
        del seconds
        return True

    def close(self, seconds: float = 3.0) -> None:
        del seconds


@dataclass
class DemoIntake:
    """Meets `desk.intake.doors.IntakeDoors`."""

    kept: DemoKeeper = field(default_factory=DemoKeeper)
    paper: str = "beside"
    asks_scans: bool = True

    def scans_required(self) -> bool:
        """Whether the office wants every paper scanned."""
        return self.asks_scans

    def visit_paper(self) -> str:
        return self.paper

    def keeper(self) -> DemoKeeper:
        return self.kept

    def unfinished(self) -> DraftList:
        rows = self.kept.rows()
        return replace(rows, rows=tuple(replace(row, here=False) for row in rows.rows))
