"""Every table in one import, for migrations, checks and the mapper's names."""

from __future__ import annotations

from models.applicant import Applicant
from models.attachment import Attachment, Original
from models.base import Base
from models.calendar_day import CalendarDay
from models.command import Command
from models.counter import Counter
from models.dossier import Component, Dossier
from models.event import Event
from models.office import OfficeProfile
from models.outbox import Outbox
from models.procedure import Procedure, ProcedureComponent
from models.setting import Setting
from models.staff import Staff
from models.tally_file import TallyFile

__all__ = [
    "Applicant", "Attachment", "Base", "CalendarDay", "Command", "Component", "Counter", "Dossier", "Event",
    "OfficeProfile", "Original", "Outbox", "Procedure", "ProcedureComponent", "Setting", "Staff", "TallyFile",
]  # fmt: skip
