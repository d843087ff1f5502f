"""Giới thiệu as a section of Thiết lập: what an IT person asks first, to be copied without anyone's name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desk.version import VERSION
from ui import format as say
from ui.admin.parts.frame import SectionPage
from ui.admin.parts.offer import Offer
from ui.failures import explain
from ui.i18n import language, tr
from ui.shell.screen import ToastSpec
from ui.tokens import LayoutKind, Role, Tone
from ui.widgets.buttons import SecondaryButton
from ui.widgets.card import Card, SectionHead
from ui.widgets.label import Label
from ui.widgets.table import Cell, Column, DossierTable

if TYPE_CHECKING:
    from desk.office.diagnosis import Diagnosis, Work
    from ui.shell.screen import ScreenContext


class AboutSection(SectionPage):
    """Giới thiệu: for everyone."""

    guarded = False
    saves = False

    def __init__(self, context: ScreenContext) -> None:
        said = tr("Phiên bản, sổ, máy này, và giấy phép của mọi phần mềm đi cùng.")
        super().__init__(context, name="about", title=tr("Giới thiệu"), words=said)
        self.found: Diagnosis | None = None
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._build_facts(), 5)
        row.addWidget(self._build_works(), 6)
        self.body.addLayout(row, 1)

    def _build_facts(self) -> QWidget:
        card = Card(name="about.facts", margins=(16, 12, 16, 14), spacing=6, parent=self.content)
        card.body.addWidget(Label("Quầy Một Cửa", Role.TITLE, tall=True, parent=card))
        self.version = Label(tr("Phiên bản {version}", version=VERSION), Role.STRONG, parent=card)
        card.body.addWidget(self.version)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        card.body.addLayout(grid)
        self.facts: dict[str, Label] = {}
        self.titles: dict[str, Label] = {}
        for at, (key, title) in enumerate(_TITLES):
            low = Qt.AlignmentFlag.AlignTop
            self.titles[key] = Label(tr(title), Role.BODY, Tone.MUTED, parent=card)
            grid.addWidget(self.titles[key], at, 0, low)
            role = Role.CODE if key in ("database", "schema", "system") else Role.MEDIUM
            self.facts[key] = Label("–", role, wraps=True, lines=4, parent=card)
            grid.addWidget(self.facts[key], at, 1)
        card.body.addStretch(1)
        self.folder = SecondaryButton(
            tr("Mở thư mục dữ liệu"), name="about.folder", icon="folder-open", parent=card
        )
        self.folder.clicked.connect(self.open_folder)
        line = QHBoxLayout()
        self.give_keys(self.folder)
        line.addWidget(self.folder)
        line.addStretch(1)
        card.body.addLayout(line)
        return card

    def _build_works(self) -> QWidget:
        card = Card(name="about.works.card", margins=(1, 10, 1, 8), parent=self.content)
        head = SectionHead(tr("Phần mềm và phông chữ đi cùng"), parent=card)
        head.row.setContentsMargins(14, 0, 14, 0)
        self.count = head
        card.body.addWidget(head)
        self.works = DossierTable(
            (Column(tr("Tên, giấy phép"), _name_cell, share=1, least=240),),
            name="about.works",
            title=tr("Phần mềm và phông chữ đi cùng"),
            parent=card,
        )
        card.body.addWidget(self.works, 1)
        said = tr("Chương trình theo giấy phép Apache-2.0. Văn bản giấy phép nằm trong thư mục licences.")
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 2, 14, 0)
        foot.addWidget(Label(said, Role.CAPTION, Tone.MUTED, wraps=True, lines=2, parent=card))
        card.body.addLayout(foot)
        return card

    # ---- reading --------------------------------------------------------------------------------

    def shown(self) -> None:
        """Gather the facts."""
        house = self.context.services.house

        def work() -> tuple[Diagnosis, tuple[Work, ...]]:
            return house.diagnosis(), house.works()

        self.context.runner.submit(
            "desk", work, owner=self, done=self._show, failed=lambda error: self.say_failure(explain(error))
        )

    def _show(self, answer: tuple[Diagnosis, tuple[Work, ...]]) -> None:
        self.found, works = answer
        found = self.found
        self.say_failure("")
        office = self.context.services.office()
        training = f" · {tr('tập huấn')}" if found.training else ""
        values = {
            "office": f"{office.code} · {office.name}{training}",
            "folder": str(found.folder),
            "disk": tr("còn {size}", size=say.size(found.free)) if found.free >= 0 else "–",
            "record": tr(
                "{dossiers} hồ sơ, {events} việc đã ghi",
                dossiers=say.number(found.dossiers),
                events=say.number(found.events),
            ),
            "schema": found.schema,
            "database": found.database,
            "system": f"{found.system}, Python {found.python}, Qt {_qt()}",
            "words": tr("có") if found.words else tr("chưa có; xem tài liệu cài đặt"),
        }
        for key, text in values.items():
            self.facts[key].setText(text)
        self.works.set_rows(works)
        self.count.say(str(len(works)))
        self.refresh()

    # ---- acting ---------------------------------------------------------------------------------

    def offer(self) -> Offer:
        """F9 copies the diagnosis."""
        note = tr("Chép để gửi người phụ trách máy; không có tên hay số của ai.")
        return Offer(tr("Chép thông tin chẩn đoán"), enabled=self.found is not None, note=note, icon="copy")

    def commit(self) -> None:
        """Copy the diagnosis."""
        if self.found is None:
            return
        QGuiApplication.clipboard().setText(self.found.copied((("qt", _qt()), *_screen())))
        self.context.desktop.toast(
            ToastSpec(tr("Đã chép thông tin chẩn đoán"), tr("Dán vào thư hay tin nhắn."))
        )

    def open_folder(self) -> None:
        """Show the data folder in the system's own window."""
        if self.found is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.found.folder)))

    def start(self) -> None:
        """Walk the licences."""
        self.works.setFocus()

    def panes(self) -> tuple[QWidget, ...]:
        """The folder, the licences."""
        return (self.folder, self.works)

    def lay_out(self, kind: LayoutKind) -> None:
        """Low rows where there is little room."""
        super().lay_out(kind)
        crowded = kind is LayoutKind.COMPACT
        for key in _TECHNICAL:
            self.titles[key].setVisible(not crowded)
            self.facts[key].setVisible(not crowded)
        self.works.set_row_height(42 if kind is LayoutKind.COMPACT else 46)


_TECHNICAL = ("disk", "schema", "database", "system")  # F9 copies them too: little room leaves them out
_TITLES = (
    ("office", "Đơn vị"), ("folder", "Thư mục dữ liệu"), ("disk", "Ổ đĩa"), ("record", "Sổ hồ sơ"),
    ("schema", "Cấu trúc sổ"), ("database", "Cơ sở dữ liệu"), ("system", "Máy này"),
    ("words", "Đọc chữ trên giấy"),
)  # fmt: skip


def _qt() -> str:
    from PySide6 import __version__ as qt

    return qt


def _screen() -> tuple[tuple[str, str], ...]:
    """The screens of this machine by size and ratio."""
    sizes = (
        f"{one.size().width()}x{one.size().height()}@{one.devicePixelRatio():g}"
        for one in QGuiApplication.screens()
    )
    return (("screens", ", ".join(sizes)),)


def _name_cell(row: Work) -> Cell:
    use = f" · {row.use}" if language() == "en" else ""  # kept in English only
    return Cell(_read(row.name), sub=f"{_read(row.licence)}{use}")


def _read(text: str) -> str:
    """What stands between names of works and licences, in the window's language; the file is English."""
    words = (
        (r"\balso GPL, commercial\b", tr("hoặc GPL, thương mại")), (r"\bzlib-style\b", tr("kiểu zlib")),
        (r"\bpublic domain\b", tr("phạm vi công cộng")),
        (r"\bPostgreSQL licence\b", tr("giấy phép PostgreSQL")),
        (r"\band others\b", tr("và loại khác")), (r"\bbundled libraries\b", tr("thư viện kèm theo")),
        (r"\bsee below\b", tr("xem dòng dưới")), (r"\bicons below\b", tr("biểu tượng ở dưới")),
        (r"\bas in the package that brings it\b", tr("theo gói mang nó")), (r"\bportions\b", tr("một phần")),
        (r"\bmodel and code\b", tr("mô hình và mã")), (r"\bcode MIT\b", tr("mã theo MIT")),
        (r"\bparts\b", tr("phần")), (r"\band\b", tr("và")), (r"\bwith\b", tr("kèm")),
        (r"\bor\b(?!-)(?<!-or)", tr("hoặc")),
    )  # fmt: skip
    for english, said in words:
        text = re.sub(english, said, text)
    return text
