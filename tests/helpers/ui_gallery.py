"""Every widget once, on one sheet: to look at, and to ask the same questions of all of them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from tests.helpers.ui_demo import work_rows
from ui.tokens import Role, Tone
from ui.widgets.banner import Banner, EmptyState
from ui.widgets.bars import BulletBar, MiniBars, StackBar
from ui.widgets.buttons import ButtonKind, CommitButton, KeyButton, LinkButton, SecondaryButton
from ui.widgets.card import Card, SectionHead, StepHeader, StepState
from ui.widgets.chip import Chip
from ui.widgets.counter import CounterCard
from ui.widgets.due import DueCard
from ui.widgets.fields import Field, TextField
from ui.widgets.keycap import KeyCap
from ui.widgets.label import Label
from ui.widgets.live import LiveView
from ui.widgets.pages import PageSpec, PageStrip
from ui.widgets.paint import ChipSpec
from ui.widgets.paper_row import PaperRow, PaperSpec
from ui.widgets.rating import RatingRow
from ui.widgets.scanbar import ScanBar
from ui.widgets.seg import Seg
from ui.widgets.signature import SignaturePad
from ui.widgets.slip import SlipPreview
from ui.widgets.table import Cell, Column, DossierTable
from ui.widgets.timeline import Moment, Timeline

RATINGS = ("Rất không hài lòng", "Không hài lòng", "Bình thường", "Hài lòng", "Rất hài lòng")


def page_image() -> QImage:
    """A sheet with lines, as a captured page."""
    made = QImage(300, 420, QImage.Format.Format_RGB32)
    made.fill(QColor("#FDFCF8"))
    painter = QPainter(made)
    painter.setPen(QColor("#555555"))
    for y in range(60, 380, 22):
        painter.drawLine(40, y, 260, y)
    painter.end()
    return made


def _papers(parent: QWidget) -> Card:
    card = Card(name="papers", parent=parent)
    card.set_current(True)
    head = StepHeader(3, "Giấy tờ đã nhận", note="2/2 bắt buộc · 3 trang đã quét", parent=card)
    head.set_state(StepState.CURRENT)
    head.say("2/2 bắt buộc · 3 trang đã quét", Tone.OK)
    card.body.addWidget(head)
    specs = (
        PaperSpec(1, "Tờ khai xác nhận tình trạng hôn nhân", "Theo mẫu, in sẵn bằng Ctrl+M", "1", "Bản chính",
                  ChipSpec("2 trang", Tone.OK, "scan-line")),
        PaperSpec(2, "Trích lục ghi chú ly hôn", "Nếu đã ly hôn ở nước ngoài", "1", "Bản sao",
                  ChipSpec("1 trang", Tone.OK, "scan-line")),
        PaperSpec(3, "Giấy chứng tử của vợ hoặc chồng", "Nếu vợ/chồng đã mất",
                  chip=ChipSpec("Không có", Tone.MUTED, "minus")),
        PaperSpec(5, "Thông tin cư trú, căn cước", "Không yêu cầu công dân nộp",
                  chip=ChipSpec("Đã có trong CSDL", Tone.INFO), info=True),
    )  # fmt: skip
    for at, spec in enumerate(specs):
        row = PaperRow(spec, name=f"paper.{spec.no}", parent=card)
        row.setChecked(at < 2)
        row.set_current(at == 1)
        card.body.addWidget(row)
    boxed = PaperRow(
        PaperSpec(1, "Giấy xác nhận tình trạng hôn nhân", "2 bản chính · số 482", cap="1"),
        name="result.1", boxed=True, parent=card,
    )  # fmt: skip
    boxed.setChecked(True)
    card.body.addWidget(boxed)
    return card


def _table(parent: QWidget) -> DossierTable:
    columns = (
        Column("Công dân, mã hồ sơ", lambda row: Cell(row.applicant, row.code), share=2, least=150),
        Column("Thủ tục", lambda row: Cell(row.procedure, row.field), share=3, least=120),
        Column("Hạn", lambda row: Cell(chip=ChipSpec(row.chip, Tone.WARN, "timer")), share=0),
        Column("Phí", lambda _row: Cell("15.000", number=True), share=0, right=True),
    )
    table = DossierTable(columns, name="table", title="Việc cần làm", parent=parent)
    table.set_rows(work_rows()[:4])
    table.setMinimumHeight(230)
    return table


def _buttons(parent: QWidget) -> Card:
    card = Card(name="buttons", parent=parent)
    card.body.addWidget(SectionHead("Nút bấm", note="F9 ở góc phải dưới", parent=card))
    card.body.addWidget(CommitButton("Lưu và in giấy hẹn", name="commit", icon="printer", parent=card))
    row = QHBoxLayout()
    row.addWidget(SecondaryButton("Yêu cầu bổ sung", name="supplement", cap="F8", parent=card))
    row.addWidget(
        KeyButton("Chụp", name="capture", kind=ButtonKind.SOFT, icon="camera", cap="F5", parent=card)
    )
    row.addWidget(
        KeyButton("Xoá", name="remove", kind=ButtonKind.DANGER, icon="trash-2", cap="Del", parent=card)
    )
    row.addWidget(LinkButton("Đổi", name="change", cap="Alt+2", parent=card))
    off = SecondaryButton("Từ chối", name="refuse", cap="F7", parent=card)
    off.setEnabled(False)
    row.addWidget(off)
    card.body.addLayout(row)
    line = QHBoxLayout()
    line.addWidget(Seg((("self", "Bản thân"), ("other", "Nộp thay")), name="seg", parent=card))
    line.addWidget(Chip("Đọc từ thẻ", Tone.OK, "badge-check", card))
    line.addWidget(Chip("Quá 2 ngày", Tone.BAD, "clock-alert", card))
    line.addWidget(KeyCap("Ctrl+Z", card))
    line.addStretch(1)
    card.body.addLayout(line)
    card.body.addWidget(Label("NGUYỄN THỊ ẪỖỄẬỰ THU HƯỜNG", Role.NAME, parent=card))
    card.body.addWidget(
        Field("Điện thoại", TextField(name="phone", title="Điện thoại", code=True), above=False)
    )
    card.body.addWidget(ScanBar("Quét giấy hẹn…", name="scan", cap="F3", parent=card))
    return card


def _results(parent: QWidget) -> Card:
    card = Card(name="results", parent=parent)
    timeline = Timeline(name="timeline", parent=card)
    timeline.set(
        (
            Moment(
                "Có kết quả tại quầy",
                "Bản giấy 2 · bản điện tử đã ký số",
                "15:12 25/11",
                "package-check",
                Tone.OK,
            ),
            Moment(
                "Tiếp nhận tại Quầy 2", "Hẹn trả 16:30 Thứ Năm 26/11", "09:41 23/11", "inbox", Tone.PRIMARY
            ),
        )
    )
    card.body.addWidget(timeline)
    pad = SignaturePad("Ký nhận", parent=card)
    pad.set_caption("Nguyễn Thị Thu Hường")
    pad._strokes.append([QPointF(80 + at * 6, 40 + (at % 5) * 6) for at in range(20)])
    card.body.addWidget(pad)
    rating = RatingRow(RATINGS, parent=card)
    rating.set_score(5)
    card.body.addWidget(rating)
    counter = CounterCard("Đến hạn hôm nay", name="counter", cap="Alt+2", tone=Tone.WARN, parent=card)
    counter.set("5", "2 trong 4 giờ tới")
    card.body.addWidget(counter)
    bullet, bars, stack = (
        BulletBar(name="bullet", parent=card),
        MiniBars(name="bars", parent=card),
        StackBar(name="stack"),
    )
    bullet.set(71.4, 70, "Chỉ tiêu 70%")
    bars.set((50, 55, None, 60, 71), "Năm ngày")
    stack.set(((46, "ok"), (2, "info"), (1, "bad")), "Gửi")
    for one in (bullet, bars, stack):
        card.body.addWidget(one)
    return card


def gallery() -> QWidget:
    """Build the sheet."""
    sheet = QWidget()
    grid = QGridLayout(sheet)
    left, middle, right = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
    left.addWidget(_papers(sheet))
    left.addWidget(_table(sheet))
    middle.addWidget(_buttons(sheet))
    due = DueCard("Hẹn trả", edit="Sửa", cap="Alt+4", parent=sheet)
    due.say("Thứ Năm 26/11/2026", ("trước 16:30 · 3 ngày làm việc kể từ hôm nay",))
    middle.addWidget(due)
    banner = Banner(parent=sheet)
    banner.say("Hồ sơ 0040 chưa gửi được", "Mã thủ tục không còn hiệu lực. Hồ sơ vẫn ở trên máy này.",
               action="Chọn lại thủ tục", cap="Enter")  # fmt: skip
    middle.addWidget(banner)
    middle.addWidget(EmptyState("inbox", "Chưa có hồ sơ. Bấm F2 hoặc quét thẻ để bắt đầu.", name="empty",
                                caps="F2", action="Tiếp nhận", parent=sheet))  # fmt: skip
    live = LiveView("Camera", parent=sheet)
    live.set_frame(page_image())
    live.set_quad(((20, 20), (280, 30), (270, 400), (15, 390)))
    live.set_top("Nét · đủ sáng", Tone.OK)
    live.set_low("Giữ yên 0,4 giây", Tone.WARN)
    middle.addWidget(live)
    right.addWidget(_results(sheet))
    strip = PageStrip(name="strip", add="Thêm", columns=4, parent=sheet)
    strip.set_pages([PageSpec(page_image(), "Giấy 1"), PageSpec(page_image(), "Mờ", tone=Tone.WARN)])
    strip.choose(0)
    strip.setMinimumHeight(110)
    right.addWidget(strip)
    slip = SlipPreview("Xem trước giấy hẹn", parent=sheet)
    slip.set_image(page_image())
    right.addWidget(slip)
    for at, column in enumerate((left, middle, right)):
        grid.addLayout(column, 0, at, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(at, 1)
    return sheet
