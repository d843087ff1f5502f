"""Every table in one import, for migrations, checks and the mapper's names."""

from __future__ import annotations

from models.applicant import Applicant
from models.attachment import Attachment, Original
from models.base import Base
from models.calendar_day import CalendarDay
from models.certification import Certification
from models.citizen import Citizen, CitizenMerge
from models.citizen_code import CitizenCode
from models.closing import CashCount, Reopening
from models.command import Command
from models.counter import Counter
from models.dossier import Component, Dossier
from models.event import Event
from models.fee_receipt import FeeReceipt
from models.office import OfficeProfile, ReceptionPoint
from models.open_desk import OpenDesk
from models.outbox import Outbox, SyncTurn
from models.paper_text import PaperText
from models.print_job import PrintJob
from models.procedure import Procedure, ProcedureComponent
from models.process import Holding, ProcessStep
from models.queue import QueueTicket
from models.remark import Call, Correction, Remark
from models.result import Result
from models.setting import Setting
from models.staff import Staff
from models.tally_file import TallyFile
from models.wording import FormTemplate, Phrase, TemplateDraft

__all__ = [
    "Applicant", "Attachment", "Base", "CalendarDay", "Call", "CashCount", "Certification", "Citizen",
    "CitizenCode", "CitizenMerge", "Command", "Component", "Correction", "Counter", "Dossier", "Event",
    "FeeReceipt", "FormTemplate", "Holding", "OfficeProfile", "OpenDesk", "Original", "Outbox",
    "PaperText", "Phrase", "PrintJob", "Procedure", "ProcedureComponent", "ProcessStep", "QueueTicket",
    "ReceptionPoint", "Remark", "Reopening", "Result", "Setting", "Staff", "SyncTurn", "TallyFile",
    "TemplateDraft",
]  # fmt: skip
