"""What the window says and prints of a certification just done, and what takes it back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ui import format as say
from ui.certify import words
from ui.dossier import way_back
from ui.i18n import tr
from ui.shell.screen import BannerSpec, ToastAction, ToastSpec
from ui.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject

    from desk.certify.rows import Certified, Struck
    from desk.paper.receipts import Printed
    from ui.certify.draft import Draft
    from ui.shell.screen import ScreenContext

NOT_PRINTED = "print.failed"
OLDER_WORDS = "template.passed_over"  # printed, with the last good words
PAPER_RECEIPT = "giay_tiep_nhan"


def announce(
    context: ScreenContext, done: Certified, draft: Draft, *, prints: Callable[[], None],
    strikes: Callable[[], None],
) -> None:  # fmt: skip
    """Confirm with what can be done now, and print the receipt that was asked for."""
    desktop = context.desktop
    desktop.kept(context.services.now())
    title, text = words.certified(done)
    again = ToastAction(tr("In giấy tiếp nhận"), "print", prints)
    back: ToastAction | None = ToastAction(tr("Hủy số này"), "undo", strikes)
    if done.lines[0].number is None:  # an ordinary dossier by now, mended as one
        back = way_back.offered("receive", partial(way_back.mend, desktop, done.code, "receive"))
    actions = (again, *((back,) if back is not None else ()))
    desktop.toast(ToastSpec(f"{title} · {draft.person.full_name}", text, actions))
    if done.receipt_pdf is not None:
        pdf, queued = done.receipt_pdf.read_bytes(), done.job is not None
        desktop.print_pdf(pdf, done.code, form=PAPER_RECEIPT, queued=queued)
    for one in done.warnings:
        if one.code == NOT_PRINTED:
            desktop.banner(BannerSpec(one.message, tone=Tone.WARN, action=again))
        elif one.code == OLDER_WORDS:
            desktop.banner(BannerSpec(one.message, tone=Tone.WARN))


def tell_struck(context: ScreenContext, done: Struck, *, brought_back: bool) -> None:
    """Say which numbers were struck, what the citizen gets back, and what lies in front to be put right."""
    said = [tr("Số vẫn nằm trong sổ.")]
    if done.refund:
        said.append(tr("Trả lại {amount} cho công dân.", amount=say.money(done.refund)))
    if brought_back:
        said.append(tr("Những gì đã gõ ở trước mặt để sửa."))
    title = tr("Đã hủy số {numbers}", numbers=words.span(done.lines))
    context.desktop.toast(ToastSpec(title, " ".join(said)))


def print_receipt(
    context: ScreenContext, owner: QObject, code: str, failed: Callable[[Exception], None]
) -> None:
    """Print the receipt of a certification; `failed` is told on the GUI thread."""

    def work() -> Printed:
        return context.services.print_form(PAPER_RECEIPT, code, paper="", queued=True)

    done = partial(context.desktop.print_made, title=code, form=PAPER_RECEIPT)
    context.runner.submit("desk", work, owner=owner, done=done, failed=failed)
