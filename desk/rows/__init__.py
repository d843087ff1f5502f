"""Frozen rows that leave `desk`: what screens, the command line and the forms may see.

No row holds a database object, so nothing is loaded lazily while a window paints. Moments are
aware datetimes at +07:00; money is integer đồng.
"""

from __future__ import annotations

from desk.life.rows import CorrectionRow, Countdown, NextAct, RemarkRow, SideStates
from desk.rows.basics import Note, OfficeCard, StaffCard, State
from desk.rows.day import (
    ChecklistPoint,
    ClosedDay,
    DayRow,
    DaySheet,
    DeskHome,
    IndicatorValue,
    OnlineWaiting,
    WorkRow,
)
from desk.rows.dossier import (
    Acted,
    AttachmentRow,
    CitizenHistory,
    ComponentRow,
    DossierView,
    EventRow,
    Found,
    Match,
    PaperRow,
    Received,
    ResultRow,
    SisterRow,
)
from desk.rows.offered import (
    AskCard,
    ComponentCard,
    DuePromise,
    IdentityCard,
    PreparedPage,
    ProcedureCard,
    ProcedureHit,
    RefusedFile,
    Taken,
    TakenFile,
)
from desk.rows.strip import (
    GivenPage,
    PagePicture,
    RecoverableStrip,
    SplitMark,
    SplitPlan,
    StripPage,
    StripState,
)
from desk.rows.suggested import Suggestion
from desk.rows.watching import WatchNews, WatchSettings

__all__ = [
    "Acted",
    "AskCard",
    "AttachmentRow",
    "ChecklistPoint",
    "CitizenHistory",
    "ClosedDay",
    "ComponentCard",
    "ComponentRow",
    "CorrectionRow",
    "Countdown",
    "DayRow",
    "DaySheet",
    "DeskHome",
    "DossierView",
    "DuePromise",
    "EventRow",
    "Found",
    "GivenPage",
    "IdentityCard",
    "IndicatorValue",
    "Match",
    "NextAct",
    "Note",
    "OfficeCard",
    "OnlineWaiting",
    "PagePicture",
    "PaperRow",
    "PreparedPage",
    "ProcedureCard",
    "ProcedureHit",
    "Received",
    "RecoverableStrip",
    "RefusedFile",
    "RemarkRow",
    "ResultRow",
    "SideStates",
    "SisterRow",
    "SplitMark",
    "SplitPlan",
    "StaffCard",
    "State",
    "StripPage",
    "StripState",
    "Suggestion",
    "Taken",
    "TakenFile",
    "WatchNews",
    "WatchSettings",
    "WorkRow",
]
