"""What the window says and prints of a reception just saved, and its slip printed once more."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ui import format as say
from ui.dossier import way_back
from ui.i18n import tr
from ui.shell.screen import BannerSpec, ToastAction, ToastSpec
from ui.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject

    from desk.paper.receipts import Printed
    from desk.rows import Received
    from ui.reception.draft import Draft
    from ui.shell.screen import ScreenContext

NOT_PRINTED = "print.failed"
OLDER_WORDS = "template.passed_over"  # printed, with the last good words


def announce(
    context: ScreenContext,
    owner: QObject,
    received: Received,
    draft: Draft,
    failed: Callable[[Exception], None],
    *,
    more: ToastAction,
    single: bool = True,
) -> None:
    """Confirm with what can be done now, and print the slip; a slip that was not made is said.

    `more` is what goes on from here; without `single` the slip is made and kept, but not sent to the printer.
    """
    desktop = context.desktop
    desktop.kept(received.received_at)
    due = tr("chờ bổ sung giấy tờ")
    if received.due_at is not None:
        clock, day = say.clock(received.due_at), say.long_date(received.due_at.date())
        due = tr("trả {clock} {day}", clock=clock, day=day)
    title = tr("Đã lưu hồ sơ của {name}", name=draft.person.full_name)
    slip = received.due_at is not None
    form, words = ("giay_tiep_nhan", tr("In giấy hẹn")) if slip else ("phieu_bo_sung", tr("In phiếu bổ sung"))
    sent = received.receipt_pdf is not None and (single or not slip)
    words = tr("In lại") if sent else words
    prints = partial(print_again, context, owner, received, draft.paper_format, failed, first=not sent)
    again = ToastAction(words, "print", prints)
    back = way_back.offered("receive", partial(way_back.mend, desktop, received.code, "receive"))
    actions = (*((back,) if back is not None else ()), again, more)
    desktop.toast(ToastSpec(title, f"{received.code} · {due}", actions))
    if received.receipt_pdf is not None and sent:
        pdf = received.receipt_pdf.read_bytes()
        desktop.print_pdf(pdf, received.code, form=form, queued=received.job is not None)
    for one in received.warnings:
        if one.code == NOT_PRINTED:
            desktop.banner(BannerSpec(one.message, tone=Tone.WARN, action=again))
        elif one.code == OLDER_WORDS:
            desktop.banner(BannerSpec(one.message, tone=Tone.WARN))


def print_again(
    context: ScreenContext,
    owner: QObject,
    received: Received,
    paper: str,
    failed: Callable[[Exception], None],
    *,
    first: bool = False,
) -> None:
    """Print the slip, or the supplement list where papers are missing; `failed` is told on the GUI thread.

    `first`: none was on paper before, so this is no copy.
    """
    form = "giay_tiep_nhan" if received.due_at is not None else "phieu_bo_sung"

    def work() -> Printed:
        return context.services.print_form(form, received.code, paper=paper, queued=True, first=first)

    def done(made: Printed) -> None:
        context.desktop.print_made(made, received.code, form)

    context.runner.submit("desk", work, owner=owner, done=done, failed=failed)
