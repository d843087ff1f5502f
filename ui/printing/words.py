"""How printing reads: the mark in the top bar, a job's state, a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.i18n import language, tr
from ui.tokens import Tone
from ui.widgets.paint import ChipSpec

if TYPE_CHECKING:
    from desk.printing.rows import JobRow, PrinterInfo, PrintState

_NO_PRINTER = ("printer.none", "printer.no_spooler")
_TONES = {"waiting": Tone.INFO, "printing": Tone.INFO, "failed": Tone.BAD, "unsure": Tone.BAD}
_ICONS = {
    "waiting": "hourglass", "printing": "printer", "failed": "circle-alert", "unsure": "triangle-alert",
    "done": "circle-check", "cancelled": "x",
}  # fmt: skip


def why(reason: str) -> str:
    """The whole sentence of a reason."""
    from desk.wording import sentence

    return sentence(reason, language()) if reason else ""


def form(key: str) -> str:
    """What a form is called in the list."""
    from desk.wording import sentence

    return sentence(f"print.form.{key}", language())


def short(reason: str) -> str:
    """A reason in a word or two, as the printer's state is called; "" where it has none."""
    from desk.wording import known_codes, sentence

    code = f"printer.state.{reason.partition('.')[2]}"
    return sentence(code, language()) if code in known_codes() else ""


def mark(now: PrintState) -> tuple[str, Tone, str]:
    """Word, tone and sentence of the mark in the top bar; what needs a hand comes first."""
    sentence = why(now.reason)
    if now.unsure:
        return tr("{n} không rõ", n=now.unsure), Tone.BAD, sentence
    if now.failed:
        return tr("{n} chưa in được", n=now.failed), Tone.BAD, sentence
    if now.reason in _NO_PRINTER:
        text = tr("Chưa có máy in")
        return (f"{text} · {now.waiting}" if now.waiting else text), Tone.WARN, sentence
    if now.reason:
        text = short(now.reason) or tr("Máy in cần xem")
        return (f"{text} · {now.waiting}" if now.waiting else text), Tone.BAD, sentence
    busy = now.printing + now.waiting - now.stale
    if busy:
        return tr("Đang in {n}", n=busy), Tone.INFO, tr("Đang in {n} giấy", n=busy)
    if now.stale:
        said = tr("{n} giấy từ hôm trước chờ in", n=now.stale)
        return tr("{n} giấy cũ", n=now.stale), Tone.WARN, said
    return tr("Máy in"), Tone.OK, tr("Máy in {name} sẵn sàng", name=now.printer)


def chip(row: JobRow) -> ChipSpec:
    """The state of a job."""
    from desk.wording import sentence

    code = "print.state.stale" if row.stale else f"print.state.{row.state}"
    tone = Tone.WARN if row.stale or (row.state == "waiting" and row.reason) else _TONES.get(row.state)
    return ChipSpec(sentence(code, language()), tone or Tone.MUTED, _ICONS[row.state])


def title(row: JobRow) -> str:
    """The form of a job, with its number where it is a reprint."""
    said = form(row.form)
    return tr("{form} (bản in lại lần {n})", form=said, n=row.reprint) if row.reprint else said


def state(row: PrinterInfo) -> str:
    """How a printer stands."""
    from desk.wording import sentence

    return sentence(f"printer.state.{row.state}", language())


def printer(row: PrinterInfo) -> str:
    """A printer and how it stands."""
    return f"{row.name} · {state(row)}"
