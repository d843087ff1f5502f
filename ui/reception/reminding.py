"""At the start: receptions of before that were never saved are offered, on whatever screen is in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.drafts import parked_words as words
from ui.i18n import tr
from ui.shell.screen import BannerSpec, ToastAction
from ui.tokens import Tone

if TYPE_CHECKING:
    from desk.rows.drafts import DraftList
    from ui.shell.window import Shell

NAMED = 3


def remind(window: Shell) -> None:
    """Say above the screen what is unfinished and which key takes it up; nothing where nothing is."""

    def take(found: DraftList) -> None:
        window.desktop.parked.emit(len(found.rows))
        if found.rows:
            now = window.services.now()
            told = [f"{words.title(row)} · {words.ago(row.saved_at, now)}" for row in found.rows[:NAMED]]
            rest = len(found.rows) - len(told)
            told += [tr("và {count} hồ sơ nữa", count=rest)] if rest else []
            title = tr("Còn {count} hồ sơ nhập dở chưa lưu", count=len(found.rows))
            action = ToastAction(tr("Mở lại"), "park", window.park)
            window.show_banner(BannerSpec(title, "; ".join(told), tone=Tone.INFO, action=action))

    def pass_by(error: Exception) -> None:
        """The reception itself looks again and says what is wrong."""
        del error

    def work() -> DraftList:
        return window.services.intake.unfinished()  # asked for on the desk pool, where the office opens

    window.runner.submit("desk", work, owner=window, done=take, failed=pass_by)
