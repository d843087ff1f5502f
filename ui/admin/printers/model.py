"""Printers of this machine as frozen data: the form stood on, what was chosen for it, which there are."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from desk.printing.rows import PDF_ONLY, FormPrinter, PrintSettings
from desk.printing.settings import FORMS, roll_key, roll_text
from ui.admin.parts.spec import Control, Spec
from ui.i18n import tr
from ui.printing import words
from ui.tokens import Tone
from ui.widgets.paint import ChipSpec
from ui.widgets.table import Cell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desk.printing.rows import PrinterInfo

USUAL = ""
ROWS = (USUAL, *FORMS)
_PAPERS = (("a5", "A5"), ("a4", "A4"), ("k80", "80 mm"), ("k58", "58 mm"))
_MOST = 4


def specs() -> tuple[Spec, ...]:
    """The fields, in reading order; their choices come with the printers."""
    return (
        Spec("printer", tr("In trên máy"), Control.CHOICE, span=12),
        Spec("tray", tr("Khay giấy"), Control.CHOICE, span=5),
        Spec("paper", tr("Khổ giấy"), Control.CHOICE, span=4),
        Spec("copies", tr("Số bản"), Control.CHOICE, span=3),
        Spec("fallback", tr("Máy dự phòng, khi máy trên không in được"), Control.CHOICE, span=12),
        Spec(
            "rolls",
            tr("Máy in nhiệt: địa chỉ mạng, thiết bị; mỗi dòng một"),
            Control.TEXT,
            span=12,
            lines=2,
            hint="192.168.1.50",
        ),
    )


@dataclass(frozen=True, slots=True)
class FormRow:
    """One line of the list: a form, where it goes, and whether that is set for it alone."""

    form: str
    title: str
    place: str
    own: bool


@dataclass(frozen=True, slots=True)
class PrintersState:
    """Everything the view paints. `asked`: printers were looked for at least once."""

    settings: PrintSettings = field(default_factory=PrintSettings)
    stored: PrintSettings = field(default_factory=PrintSettings)
    rolls: str = ""  # as typed
    form: str = USUAL
    printers: tuple[PrinterInfo, ...] = ()
    asked: bool = False
    busy: bool = False
    failure: str = ""
    told: str = ""

    @property
    def changed(self) -> bool:
        """Whether anything chosen is not saved."""
        return self.settings != self.stored

    @property
    def chosen(self) -> FormPrinter:
        """What is chosen for the form stood on."""
        if self.form == USUAL:
            return self.settings.usual
        return self.settings.forms.get(self.form, FormPrinter())

    @property
    def printer(self) -> PrinterInfo | None:
        """The printer the form stood on would go to, where it is there."""
        key = self.settings.of(self.form).printer if self.form else self.settings.usual.printer
        return next((one for one in self.printers if (one.key == key if key else one.default)), None)


def values_of(state: PrintersState) -> dict[str, str]:
    """What is chosen, as the fields show it."""
    one = state.chosen
    return {
        "rolls": state.rolls,
        "printer": one.printer, "tray": one.tray, "paper": one.paper,
        "copies": str(one.copies) if one.copies else "", "fallback": one.fallback,
    }  # fmt: skip


def kept(state: PrintersState, stored: PrintSettings) -> PrintersState:
    """What is kept is what is shown."""
    rolls = "\n".join(roll_text(key) for key in stored.rolls)
    return replace(state, settings=stored, stored=stored, rolls=rolls, failure="", busy=False)


def put(state: PrintersState, key: str, text: str) -> PrintersState:
    """Choose something for the form stood on."""
    if key == "rolls":
        rolls = tuple(dict.fromkeys(roll_key(line) for line in text.splitlines() if line.strip()))
        return replace(state, rolls=text, settings=replace(state.settings, rolls=rolls), failure="")
    value: str | int = int(text or 0) if key == "copies" else text
    new = replace(state.chosen, **{key: value})  # type: ignore[arg-type]
    if key == "printer":
        new = replace(new, tray="")
    if state.form == USUAL:
        return replace(state, settings=replace(state.settings, usual=new), failure="")
    forms = {form: one for form, one in state.settings.forms.items() if form != state.form}
    if new != FormPrinter():
        forms[state.form] = new
    return replace(state, settings=replace(state.settings, forms=forms), failure="")


def choices(state: PrintersState) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """What each field offers now; a printer that is gone stays to be seen."""
    usual = state.form == USUAL
    empty = tr("Máy in mặc định của hệ thống") if usual else tr("Như mặc định")
    known = [(one.key, words.printer(one)) for one in state.printers]
    chosen = state.chosen
    gone = [
        (key, tr("{name} (không còn)", name=bare(key)))
        for key in dict.fromkeys((chosen.printer, chosen.fallback))
        if key and key != PDF_ONLY and key not in dict(known)
    ]
    printers = (("", empty), *known, *gone, (PDF_ONLY, tr("Không in, chỉ lưu PDF")))
    there = state.printer
    trays = there.trays if there is not None else ()
    kept = (chosen.tray,) if chosen.tray and chosen.tray not in trays else ()
    none = tr("Không có") if usual else tr("Như mặc định")
    return {
        "printer": printers,
        "tray": (("", tr("Tự chọn")), *((one, one) for one in (*trays, *kept))),
        "paper": (("", tr("Theo mẫu")), *_PAPERS),
        "copies": (
            ("", "1" if usual else tr("Như mặc định")),
            *((str(n), str(n)) for n in range(1, _MOST + 1)),
        ),
        "fallback": (("", none), *known, *gone),
    }


def rows(state: PrintersState) -> tuple[FormRow, ...]:
    """The usual printer, then every form."""
    return tuple(_row(state, form) for form in ROWS)


def _row(state: PrintersState, form: str) -> FormRow:
    title = tr("Mặc định cho mọi mẫu") if form == USUAL else words.form(form)
    own = form != USUAL and form in state.settings.forms
    key = state.settings.of(form).printer if form else state.settings.usual.printer
    return FormRow(form, title, _place(state, key), own)


def bare(key: str) -> str:
    """What is left to call a printer by that is not there: its name, a folder's last part."""
    return key.partition(":")[2].rstrip("/").rpartition("/")[2] or key


def _place(state: PrintersState, key: str) -> str:
    if key == PDF_ONLY:
        return tr("Chỉ lưu PDF")
    found = next((one for one in state.printers if (one.key == key if key else one.default)), None)
    if found is not None:
        return found.name
    return bare(key) if key else tr("Máy in hệ thống")


def form_cell(row: FormRow) -> Cell:
    """The form over where it goes."""
    return Cell(row.title, sub=row.place)


def own_cell(row: FormRow) -> Cell:
    """Whether the form has a printer of its own."""
    return Cell(chip=ChipSpec(tr("Riêng"), Tone.INFO, "printer")) if row.own else Cell("")


def warning(state: PrintersState) -> str:
    """What will not go well with what is chosen."""
    there, paper = state.printer, state.chosen.paper
    if state.asked and not state.printers:
        return tr("Máy này chưa thấy máy in nào. Bật máy in, cài đặt rồi bấm Tìm máy in.")
    if there is not None and paper in ("a4", "a5") and there.papers and paper not in there.papers:
        return tr("{name} không báo có khổ {paper}; giấy in ra sẽ giữ đúng cỡ chữ trên khổ của máy.",
                  name=there.name, paper=paper.upper())  # fmt: skip
    if there is not None and there.key.startswith("qt:"):
        return tr(
            "In qua Windows chưa được thử trên máy in thật. In trang thử và đo thước 50 mm trước khi dùng."
        )
    return ""
