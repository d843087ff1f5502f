"""Máy quét tried on the spot: one page through a scan button, shown, measured, and thrown away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk.errors import DeskError
from ui import format as say
from ui.admin.parts.fields import Choice
from ui.failures import explain
from ui.i18n import tr
from ui.spoken import announce
from ui.tokens import Role, Tone
from ui.widgets.buttons import SecondaryButton
from ui.widgets.card import Card, SectionHead
from ui.widgets.chip import Chip
from ui.widgets.label import Label
from ui.widgets.paint import ChipSpec
from ui.widgets.slip import SlipPreview, image_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desk.imaging.rows import ScanProfile, ScanTrial
    from ui.shell.screen import ScreenContext
    from ui.tasks import Task, Token

CANCELLED = "scanner.cancelled"
ENOUGH = 0.97  # of the dots an inch asked for, or of those the rules ask for
RULE_DPI = 200


class ScannerCard(Card):
    """One choice, one button, one page. `start()` reads the scan buttons, `stop()` ends a scan under way.

    GUI thread only; the scanner is met on the device pool. The page is nobody's: it is never kept.
    """

    def __init__(self, context: ScreenContext, parent: QWidget) -> None:
        super().__init__(name="devices.scanner", margins=(14, 10, 14, 12), parent=parent)
        self._context = context
        self._profiles: tuple[ScanProfile, ...] = ()
        self._task: Task | None = None
        self._build()

    def _build(self) -> None:
        head = SectionHead(tr("Máy quét"), parent=self)
        self.chip = Chip(parent=head)
        head.add(self.chip)
        self.body.addWidget(head)
        self.choice = Choice((), name="devices.profile", title=tr("Nút quét để thử"), parent=self)
        self.body.addWidget(self.choice)
        self.test = SecondaryButton(tr("Quét thử"), name="devices.scan", icon="scan-line", parent=self)
        self.test.clicked.connect(self.press)
        row = QHBoxLayout()
        row.addWidget(self.test)
        row.addStretch(1)
        self.body.addLayout(row)
        self.page = SlipPreview(tr("Trang vừa quét thử"), name="devices.page", parent=self)
        self.body.addWidget(self.page, 1)
        self.measured = Label("", Role.MEDIUM, wraps=True, lines=3, parent=self)
        self.body.addWidget(self.measured)
        self.judged = Label("", Role.CAPTION, Tone.MUTED, wraps=True, lines=3, parent=self)
        self.body.addWidget(self.judged)
        self._idle()

    # ---- acts -----------------------------------------------------------------------------------

    def start(self) -> None:
        """Read the scan buttons of this machine."""
        self._context.runner.submit(
            "cpu", self._context.services.imaging.profiles, owner=self, done=self._on_profiles,
            failed=self._on_failed,
        )  # fmt: skip

    def stop(self) -> None:
        """End a scan under way; the scanner is let go within two seconds."""
        if self._task is not None:
            self._task.cancel()

    def press(self) -> None:
        """Scan one page, or stop the scan under way."""
        if self._task is not None:
            self.test.setEnabled(False)
            self.test.say(tr("Đang dừng…"))
            self._task.cancel()
            return
        profile = next((one for one in self._profiles if one.key == self.choice.value), None)
        if profile is None:
            return
        self._tell("", "")
        self.page.say(tr("Đang quét một trang…"))
        self.chip.set(ChipSpec(tr("Đang quét"), Tone.INFO, "hourglass"))
        self.test.say(tr("Dừng"), icon="circle-stop")
        self._task = self._context.runner.submit(
            "device", self._scan, profile, owner=self, done=self._on_done, failed=self._on_failed,
            with_token=True,
        )  # fmt: skip
        self._task.cancelled.connect(self._on_cancelled)

    def _scan(self, profile: ScanProfile, token: Token) -> ScanTrial:
        """On the pool's thread."""
        return self._context.services.imaging.try_scan(profile, cancelled=lambda: token.cancelled)

    # ---- answers --------------------------------------------------------------------------------

    def _on_profiles(self, found: Sequence[ScanProfile]) -> None:
        self._profiles = tuple(found)
        self.choice.set_choices([(one.key, one.name) for one in found])
        self.test.setEnabled(bool(found))

    def _on_done(self, trial: ScanTrial) -> None:
        self._ready()
        self.page.set_image(image_of(trial.picture))
        tone, words = verdict(trial)
        self._tell(figures(trial), words, tone)
        good = ChipSpec(tr("Quét được"), Tone.OK, "circle-check")
        self.chip.set(good if tone is Tone.OK else ChipSpec(tr("Cần xem lại"), tone, "triangle-alert"))

    def _on_cancelled(self) -> None:
        self._ready()
        self._idle()

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, DeskError) and error.code == CANCELLED:
            self._on_cancelled()
            return
        self._ready()
        self.chip.set(ChipSpec(tr("Không quét được"), Tone.BAD, "circle-alert"))
        self.page.say(explain(error))
        self._tell("", tr("Xử lý xong thì bấm Quét thử để thử lại."))
        announce(self, explain(error), now=True)

    def _tell(self, measured: str, judged: str, tone: Tone = Tone.OK) -> None:
        """What came, in words; what has nothing to say leaves its room to the picture."""
        self.measured.setText(measured)
        self.judged.setText(judged)
        self.judged.set_tone(Tone.MUTED if tone is Tone.OK else tone)
        self.measured.setVisible(bool(measured))
        self.judged.setVisible(bool(judged))
        if measured:
            announce(self, f"{measured}. {judged}")

    def _ready(self) -> None:
        self._task = None
        self.test.setEnabled(True)
        self.test.say(tr("Quét thử"), icon="scan-line")

    def _idle(self) -> None:
        self._tell("", "")
        self.chip.set(ChipSpec(tr("Chưa thử"), Tone.MUTED, "scan-line"))
        self.page.say(
            tr("Đặt một tờ giấy có chữ vào máy, chọn nút quét rồi bấm Quét thử. Trang thử không được lưu.")
        )


def figures(trial: ScanTrial) -> str:
    """What was measured: dots an inch, time, bytes."""
    dpi = tr("không đo được dpi") if trial.dpi is None else tr("{dpi} dpi đo được", dpi=trial.dpi)
    seconds = say.decimal(trial.ms / 1000, 1)
    return tr(
        "{scanner}: {dpi} · {seconds} giây · {size} KB",
        scanner=trial.scanner.name, dpi=dpi, seconds=seconds, size=max(1, round(trial.bytes / 1000)),
    )  # fmt: skip


def verdict(trial: ScanTrial) -> tuple[Tone, str]:
    """What that means, and what to do about it."""
    asked = trial.profile.dpi
    if trial.dark:
        return Tone.BAD, tr("Trang tối đen. Đóng nắp, xem đèn máy quét có sáng không, rồi quét thử lại.")
    if trial.blank:
        return Tone.WARN, tr(
            "Trang trắng. Xem tờ giấy có chữ không và có úp đúng mặt không, rồi quét thử lại."
        )
    if trial.dpi is None:
        return Tone.WARN, tr(
            "Hình không đúng khổ giấy của nút này. Xem lại khổ giấy đặt cho nút và tờ giấy trong máy."
        )
    if trial.dpi < asked * ENOUGH:
        return Tone.WARN, tr(
            "Máy chỉ cho {dpi} dpi dù nút đặt {asked} dpi. Chọn mức mà máy có.", dpi=trial.dpi, asked=asked
        )
    if trial.dpi < RULE_DPI * ENOUGH:
        return Tone.WARN, tr("Dưới 200 dpi mà quy định yêu cầu. Đặt nút này ở 200 dpi trở lên.")
    return Tone.OK, tr("Đạt yêu cầu. Xem hình: đủ dấu chữ, không vệt đen, không mất mép giấy.")
