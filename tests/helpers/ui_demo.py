"""The counter of the pictures: a fixed Monday with plainly fictional citizens, no office behind it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from desk.errors import InputError, SurroundingsError
from desk.folding import fold
from desk.imaging.capture import CameraCard, CaptureSource, Frame
from desk.imaging.digitising import Code
from desk.imaging.seen_codes import CardFilm
from desk.paper.receipts import Printed
from desk.rows import (
    Acted,
    ChecklistPoint,
    CitizenHistory,
    ClosedDay,
    ClosingSaid,
    ComponentCard,
    DayRow,
    DaySheet,
    DeskHome,
    DossierView,
    DuePromise,
    Found,
    GivenPage,
    IdentityCard,
    IndicatorValue,
    Match,
    Note,
    OfficeCard,
    OnlineWaiting,
    PreparedPage,
    ProcedureCard,
    ProcedureHit,
    Received,
    Reopened,
    StaffCard,
    State,
    Taken,
    WorkRow,
)
from tests.helpers.imaging_demo import DemoImaging, take_files
from tests.helpers.intake_demo import DemoIntake
from tests.helpers.print_demo import DemoPrinting
from tests.helpers.send_demo import DemoSending
from tests.helpers.ui_demo_shelves import (
    DemoNumbers,
    DemoPaying,
    DemoPeople,
    DemoQueue,
    DemoReaders,
    DemoReports,
    DemoWords,
)

LOCAL = timezone(timedelta(hours=7))
MONDAY = date(2026, 11, 23)
MORNING = datetime(2026, 11, 23, 9, 41, 12, tzinfo=LOCAL)
EVENING = datetime(2026, 11, 23, 16, 58, 3, tzinfo=LOCAL)
CARD_TEXT = "079192004518|024123456|NGUYỄN THỊ THU HƯỜNG|14031992|Nữ|12/4 Đường Mẫu, phường Mẫu|01052021"

_WORK = (
    ("Trần Quốc Bảo", "261118-0031", "Cấp giấy phép xây dựng nhà ở riêng lẻ", "Đất đai – Xây dựng",
     State.PROCESSING, "overdue", "Quá 1 ngày", "Phạm Hữu Đức", "Địa chính"),
    ("Lý Ngọc Ánh", "261117-0008", "Trợ cấp hưu trí xã hội hằng tháng", "Bảo trợ xã hội",
     State.PROCESSING, "overdue", "Quá 2 ngày", "Ngô Thị Yến", "Văn hóa – Xã hội"),
    ("Nguyễn Hữu Phước", "261123-0011", "Đăng ký khai sinh", "Hộ tịch",
     State.PROCESSING, "due_today", "Còn 48 phút", "Lê Thị Mai", "Tư pháp – Hộ tịch"),
    ("Phan Thị Bích Liễu", "261120-0027", "Cấp Giấy xác nhận tình trạng hôn nhân", "Hộ tịch",
     State.PROCESSING, "due_today", "Còn 3 giờ 20 phút", "Lê Thị Mai", "Tư pháp – Hộ tịch"),
    ("Đỗ Minh Khuê", "261119-0040", "Đăng ký biến động đất đai", "Đất đai – Xây dựng",
     State.PROCESSING, "due_today", "Hôm nay 16:30", "Phạm Hữu Đức", "Địa chính"),
    ("Công ty TNHH Ẩm thực Gió Đông", "261120-0002", "Đăng ký hộ kinh doanh", "Kinh tế",
     State.PROCESSING, "due_today", "Hôm nay 16:30", "Võ Thanh Tùng", "Kinh tế"),
    ("Huỳnh Thị Ngọc Ẩn", "261120-0033", "Cấp bản sao Trích lục hộ tịch", "Hộ tịch",
     State.PROCESSING, "due_today", "Hôm nay 17:00", "Lê Thị Mai", "Tư pháp – Hộ tịch"),
    ("Bùi Thế Dũng", "261123-0036", "Xác nhận thông tin về cư trú", "Cư trú",
     State.SUPPLEMENT, "supplement", "Bổ sung, 6 ngày", "Lê Thị Mai", "Tư pháp – Hộ tịch"),
    ("Đặng Thùy Ngân", "261121-0005", "Cấp bản sao Trích lục hộ tịch", "Hộ tịch",
     State.READY, "pickup", "Chờ nhận, 2 ngày", "Lê Thị Mai", "Tư pháp – Hộ tịch"),
    ("Trương Vĩnh Kỳ", "261121-0014", "Trợ cấp xã hội hằng tháng", "Bảo trợ xã hội",
     State.READY, "pickup", "Chờ nhận, hôm nay", "Ngô Thị Yến", "Văn hóa – Xã hội"),
)  # fmt: skip


def work_rows() -> tuple[WorkRow, ...]:
    """The ten lines of the pictures' work list."""
    return tuple(
        WorkRow(
            code=f"H29.26.112-{code}", applicant=who, procedure=what, field=area, state=state,
            due_at=MORNING + timedelta(hours=at if at < 4 else 6), kind=kind, chip=chip, holder=holder,
            holder_unit=unit,
        )
        for at, (who, code, what, area, state, kind, chip, holder, unit) in enumerate(_WORK)
    )  # fmt: skip


def desk_home() -> DeskHome:
    """The desk of the pictures."""
    return DeskHome(
        received_today=27, received_online_today=9, due_today=5, due_within_4h=2, overdue=2, supplement=4,
        supplement_over_5d=1, pickup=8, work=work_rows(),
        online_share=IndicatorValue("online_simple", 250, 350, 71.4, 70.0, met=True),
        on_time=IndicatorValue("on_time_settled", 481, 500, 96.2, 98.0, met=False),
        online_bars=(58.0, 61.0, 59.5, 63.0, 66.0, 64.5, 68.0, 69.0, 67.0, 70.0, 73.0, 71.4),
        on_time_bars=(97.5, 97.0, 96.4, 96.9, 97.4, 96.0, 95.6, 95.9, 96.4, 96.0, 95.4, 96.2),
        online_waiting=(
            OnlineWaiting("H29.26.112-261123-0043", "Phùng Khắc Điệp", "Đăng ký khai tử", 70),
            OnlineWaiting("H29.26.112-261123-0044", "Trịnh Thị Hạ", "Cấp bản sao Trích lục hộ tịch", 25),
            OnlineWaiting("H29.26.112-261123-0045", "Mã Văn Lượng", "Đăng ký thường trú", 4),
        ),
        unsent=3, counts={"acceptance": 3, "transfer": 4, "late_notice": 0}, calls_total=2,
    )  # fmt: skip


def empty_home() -> DeskHome:
    """The first morning of an office."""
    none = IndicatorValue("online_simple", 0, 0, None, None, None)
    return DeskHome(0, 0, 0, 0, 0, 0, 0, 0, (), none, none, (None,) * 12, (None,) * 12)


def closed_day(revision: int = 1) -> ClosedDay:
    """The signed tally of the demo's Monday."""
    return ClosedDay(
        date=MONDAY, revision=revision, file=Path(f"tally-H29.26.112-2026-11-23-r{revision}.json"),
        sha256="5b1f6c0e9a7d43d2b8e1c4f7a0936d5e2c8b71f4a69d0e3c5b7281946fdeab30",
        signature="c2lnbmVk",
        previous_sha256="9c41e0b7d25f8a3360b1c7ee4a0d9f5b8273c6a1e0fb49d2175c38ea60d4b719",
    )  # fmt: skip


def day_sheet(*, closed: ClosedDay | None = None, changed: bool = False) -> DaySheet:
    """The closing screen of the pictures."""
    rows = (
        DayRow("Hộ tịch", 14, 5, 11, 8, 3, 0, 165_000),
        DayRow("Chứng thực", 9, 0, 9, 9, 0, 0, 248_000),
        DayRow("Cư trú", 6, 4, 5, 4, 1, 0, 0),
        DayRow("Đất đai – Xây dựng", 3, 1, 2, 0, 1, 1, 0),
        DayRow("Bảo trợ xã hội", 4, 2, 3, 1, 1, 1, 0),
        DayRow("Kinh tế – Hộ kinh doanh", 1, 2, 1, 1, 0, 0, 100_000),
    )
    codes = ("H29.26.112-261123-0017", "H29.26.112-261123-0029")
    return DaySheet(
        date=MONDAY, rows=rows, total=DayRow("Cộng", 37, 14, 31, 23, 6, 2, 513_000),
        cash_expected=413_000, paid_online=100_000,
        points=(
            ChecklistPoint("receipts_printed", done=True, text="37 giấy hẹn đã in đủ"),
            ChecklistPoint("digitised", done=False, text="2 hồ sơ thiếu bản quét", codes=codes),
            ChecklistPoint("overdue", done=False, text="1 hồ sơ quá hạn", codes=("H29.26.112-261118-0031",)),
            ChecklistPoint("returned", done=True, text="31 kết quả đã trả có ký nhận"),
        ),
        closed=closed, changed_since=changed,
    )  # fmt: skip


def card() -> IdentityCard:
    """A card that reads well."""
    return IdentityCard(
        number="079192004518", old_number="024123456", full_name="NGUYỄN THỊ THU HƯỜNG",
        birth_date=date(1992, 3, 14), sex="female", address="12/4 Đường Mẫu, phường Mẫu",
        issued_on=date(2021, 5, 1),
    )  # fmt: skip


def marriage_card() -> ProcedureCard:
    """The procedure of the pictures' reception."""
    return ProcedureCard(
        code="1.004873", name="Cấp Giấy xác nhận tình trạng hôn nhân", field="Hộ tịch", level="commune",
        time_limit=3, time_unit="working_day", fee=15_000, online_level="full",
        components=(
            ComponentCard(1, "Tờ khai xác nhận tình trạng hôn nhân", mandatory=True),
            ComponentCard(2, "Trích lục ghi chú ly hôn", mandatory=True, condition="Nếu đã ly hôn"),
            ComponentCard(3, "Giấy chứng tử của vợ, chồng", mandatory=False, condition="Nếu đã mất"),
            ComponentCard(4, "Văn bản ủy quyền", mandatory=False, condition="Chỉ khi nộp thay"),
            ComponentCard(5, "Thông tin cư trú, căn cước", mandatory=False, from_database=True),
        ),
        source="demo", confidence="demo",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class DemoRaster:
    """A blank page as pixels."""

    width: int = 120
    height: int = 170
    rgb: bytes = b"\xff" * (120 * 170 * 3)


@dataclass(frozen=True, slots=True)
class DemoRecognised:
    """What a scan turned out to be."""

    kind: str
    code: str | None = None
    card: IdentityCard | None = None
    looks: str = ""


@dataclass
class DemoServices:
    """Meets `ui.services.Services` from memory; `calls` tells what was asked, `broken` makes it fail."""

    home: DeskHome = field(default_factory=desk_home)
    sheet: DaySheet = field(default_factory=day_sheet)
    moment: datetime = MORNING
    calls: list[tuple[str, object]] = field(default_factory=list)
    said: list[ClosingSaid] = field(default_factory=list)
    broken: dict[str, Exception] = field(default_factory=dict)
    life: Any = None  # the shelves are tested on a real training office
    lists: Any = None
    dates: Any = None
    catalogue: Any = None
    process: Any = None
    numbers: Any = field(default_factory=DemoNumbers)
    people: Any = field(default_factory=DemoPeople)
    queue: Any = field(default_factory=DemoQueue)
    printing: Any = field(default_factory=DemoPrinting)
    sending: Any = field(default_factory=DemoSending)
    paying: Any = field(default_factory=DemoPaying)
    words: Any = field(default_factory=DemoWords)
    templates: Any = None
    house: Any = None
    imaging: Any = field(default_factory=DemoImaging)
    reports: Any = field(default_factory=DemoReports)
    readers: Any = field(default_factory=DemoReaders)
    intake: Any = field(default_factory=DemoIntake)
    certify: Any = None  # the certification is tried over real offices only

    def _note(self, name: str, value: object = None) -> None:
        self.calls.append((name, value))
        if name in self.broken:
            raise self.broken[name]

    def count(self, name: str) -> int:
        """How often a call was made."""
        return sum(1 for called, _ in self.calls if called == name)

    def office(self) -> OfficeCard:
        return OfficeCard(
            code="H29.26.112", name="Trung tâm Phục vụ hành chính công phường Mẫu", parent="UBND phường Mẫu",
            place="Phường Mẫu", address="1 Đường Mẫu", hotline="1900 0000", training=True, counter="2",
        )  # fmt: skip

    def staff(self) -> StaffCard:
        return StaffCard("lemai", "Lê Thị Mai", "clerk")

    def now(self) -> datetime:
        return self.moment

    def desk_home(self) -> DeskHome:
        self._note("desk_home")
        return self.home

    def find(self, text: str, limit: int = 20) -> Found:
        self._note("find", text)
        wanted = fold(text)
        rows = [row for row in work_rows() if wanted in fold(f"{row.applicant} {row.code}")]
        return Found(
            tuple(
                Match(row.code, row.applicant, row.procedure, row.state, row.due_at, "079*******18")
                for row in rows[:limit]
            ),
            1.0,
        )

    def show(self, code: str) -> DossierView:
        self._note("show", code)
        raise InputError("dossier.unknown", code=code)

    def recognise(self, text: str, *, typed: bool = False) -> DemoRecognised:
        del typed
        self._note("recognise", text)
        if text.count("|") >= 5:
            return DemoRecognised("card", card=card())
        head = text.rsplit(".", 1)[0] if text.count(".") >= 3 else text
        if "-" in head and head.replace(".", "").replace("-", "").isalnum() and "://" not in text:
            return DemoRecognised("receipt" if head != text else "code", code=head.upper())
        return DemoRecognised("unknown")

    def parse_card(self, text: str) -> IdentityCard:
        self._note("parse_card", text)
        return card()

    def history(self, id_number: str) -> CitizenHistory:
        self._note("history", id_number)
        return CitizenHistory(phone="0903118264", waiting_results=("H29.26.112-261120-0027",))

    def procedure(self, code: str) -> ProcedureCard:
        self._note("procedure", code)
        return marriage_card()

    def search(self, text: str, limit: int = 20) -> Sequence[ProcedureHit]:
        self._note("search", text)
        return (ProcedureHit(marriage_card(), 61, ((9, 10), (13, 14), (18, 19))),)[:limit]

    def favourites(self, limit: int = 6) -> Sequence[ProcedureHit]:
        self._note("favourites")
        return (ProcedureHit(marriage_card(), 61),)[:limit]

    def promise(self, procedure: str, received_at: datetime | None = None) -> DuePromise:
        self._note("promise", procedure)
        del received_at
        due = datetime(2026, 11, 26, 17, 0, tzinfo=LOCAL)
        return DuePromise(due, ("3 ngày làm việc kể từ hôm nay",))

    def receive(
        self,
        command: Mapping[str, Any],
        *,
        base: Path | None = None,
        report: object = None,
        paper: str | None = None,
        queued: bool = False,
    ) -> Received:
        self._note("receive", command)
        del base, report, paper, queued
        due = datetime(2026, 11, 26, 17, 0, tzinfo=LOCAL)
        return Received(
            "H29.26.112-261123-0042", provisional=False, state=State.RECEIVED, received_at=self.moment,
            due_at=due, due_reason=(), receipt_pdf=None, attachments=(),
        )  # fmt: skip

    def act(
        self,
        code: str,
        verb: str,
        payload: Mapping[str, Any] | None = None,
        *,
        command_id: str | None = None,
        queued: bool = False,
    ) -> Acted:
        del queued
        self._note("act", (code, verb, payload, command_id))
        return Acted(code, State.RETURNED, None, 1)

    def day_sheet(self, day: date) -> DaySheet:
        self._note("day_sheet", day)
        return self.sheet

    def close_day(self, day: date, said: ClosingSaid | None = None) -> ClosedDay:
        self._note("close_day", day)
        self.said.append(said or ClosingSaid())
        before = self.sheet.closed
        if before is not None and not self.sheet.changed_since:
            return replace(before, repeated=True)
        made = closed_day((before.revision if before else 0) + 1)
        self.sheet = replace(self.sheet, closed=made, changed_since=False, reopened=None)
        return made

    def reopen_day(self, day: date, reason: str) -> Reopened:
        self._note("reopen_day", (day, reason))
        revision = self.sheet.closed.revision if self.sheet.closed else 0
        opened = Reopened(self.moment, "Trần Minh Khoa", reason, revision)
        self.sheet = replace(self.sheet, reopened=opened)
        return opened

    def receipt_pdf(self, code: str, paper: str) -> bytes:
        self._note("receipt_pdf", (code, paper))
        return b"%PDF-"

    def preview_pdf(self, draft: Mapping[str, Any], paper: str) -> bytes:
        self._note("preview_pdf", (draft, paper))
        return b"%PDF-"

    def print_form(
        self, form: str, code: str, *, paper: str, queued: bool = False, first: bool = False
    ) -> Printed:
        del queued
        self._note("print_form", (form, code, paper))
        return Printed(Path(f"{code}_{form}.pdf"), 1)

    def print_tally(self, day: date) -> Path:
        self._note("print_tally", day)
        return Path(f"bang-ke-{day}.pdf")

    def raster(self, pdf: bytes, dpi: int, page: int = 0) -> DemoRaster:
        self._note("raster", (len(pdf), dpi, page))
        return DemoRaster()

    def pages(self, pdf: bytes) -> int:
        self._note("pages", len(pdf))
        return 1

    def qr_matrix(self, text: str) -> tuple[tuple[bool, ...], ...]:
        self._note("qr_matrix", text)
        return tuple(tuple((row * column) % 3 == 0 for column in range(21)) for row in range(21))

    def cameras(self) -> Sequence[CameraCard]:
        self._note("cameras")
        return tuple(self.imaging.cameras)

    def open_source(self, spec: str) -> CaptureSource:
        self._note("open_source", spec)
        raise SurroundingsError("camera.none")

    def save_frame(self, frame: Frame, folder: Path | None = None) -> Path:
        self._note("save_frame")
        return Path(f"capture-{frame.width}.jpg")

    def take_files(
        self,
        paths: Iterable[str | Path],
        *,
        already: Collection[str] = (),
        report: object = None,
        cancelled: object = None,
    ) -> Taken:
        self._note("take_files", paths)
        del already, report, cancelled
        return take_files(paths)

    def warm(self) -> None:
        self._note("warm")

    def prepare_page(
        self, page: Path | GivenPage, cancelled: Callable[[], bool] | None = None
    ) -> PreparedPage:
        """Judge a page by the name of its file: `blank…`, `blurred…`, `bad…`, `unsure…`."""
        self._note("prepare_page", page)
        file = page if isinstance(page, Path) else page.file
        kind = file.stem.partition("-")[0]
        trouble = Note("image.unreadable", "Không đọc được ảnh.") if kind == "bad" else None
        return PreparedPage(
            file, pages=1, blank=kind == "blank", blurred=kind == "blurred", sharpness=0.8,
            trouble=trouble, unreadable=trouble is not None, unsure=kind == "unsure", rotation=180,
            corners=((10, 10), (90, 12), (88, 130), (12, 128)) if kind == "unsure" else None,
        )  # fmt: skip

    def read_codes(self, image: Path | Frame) -> tuple[Code, ...]:
        del image
        return ()

    def read_card(self, image: Path | Frame, film: CardFilm | None = None) -> IdentityCard | None:
        del film
        self._note("read_card", image)
        return card()
