"""Máy in của máy này: which form goes to which printer, kept beside the record in `printers.json`.

It belongs to the machine, not to the record: another desk has other printers. A file that cannot be read is
named, never overwritten.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.errors import InputError
from desk.jsonform import Form
from desk.paper.forms import ALL_PAPERS, DAY_SHEET, KINDS
from desk.printing.rows import FormPrinter, PrintSettings

if TYPE_CHECKING:
    from desk.office.opened import Office

FILE = "printers.json"
TICKET, OTHER = "so_thu_tu", "khac"
FORMS = (*(kind.key for kind in KINDS), DAY_SHEET, TICKET, OTHER)
"""What may have a printer of its own."""
MOST_COPIES = 9
MOST_FOLDERS = 20
_KEY = 250


def settings(office: Office) -> PrintSettings:
    """The printers of this machine.

    Raises:
        InputError: `print.bad_value`, `file.*` where the file is damaged.
    """
    from desk.jsonfile import read_json_object

    file = office.data / FILE
    if not file.exists():
        return PrintSettings()
    form = Form(read_json_object(file), code="print")
    usual = form.child("usual")
    forms = form.child("forms")
    return PrintSettings(
        usual=_printer(usual) if usual is not None else FormPrinter(),
        forms={} if forms is None else {key: _printer(forms.required_child(key)) for key in _known(forms)},
        folders=tuple(form.texts("folders", limit=MOST_FOLDERS)),
        rolls=tuple(form.texts("rolls", limit=MOST_FOLDERS)),
    )


def _known(form: Form) -> list[str]:
    return [key for key in FORMS if form.has(key)]


def _printer(form: Form) -> FormPrinter:
    return FormPrinter(
        printer=form.text("printer", limit=_KEY) or "",
        tray=form.text("tray", limit=120) or "",
        paper=form.choice("paper", ("", *ALL_PAPERS), default=""),
        copies=form.whole("copies", lowest=0, highest=MOST_COPIES, default=0),
        fallback=form.text("fallback", limit=_KEY) or "",
    )


def set_settings(office: Office, new: PrintSettings) -> PrintSettings:
    """Keep the printers of this machine.

    Raises:
        InputError: `print.bad_value`, `print.same_printer` where the spare printer is the printer itself,
            `print.no_folder`, `form.paper_unsuitable`.
        SurroundingsError: `data.*`.
    """
    from desk.record.durable import write_file
    from desk.record.failures import surroundings

    kept = _plain(new)
    checked = _checked(office, new, kept)
    with surroundings():
        write_file(
            office.data / FILE, (json.dumps(kept, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
        )
    return checked


def _plain(new: PrintSettings) -> dict[str, Any]:
    forms = {key: _short(one) for key, one in new.forms.items()}
    return {
        "usual": _short(new.usual),
        "forms": {key: one for key, one in forms.items() if one},
        "folders": list(new.folders),
        "rolls": list(new.rolls),
    }


def _short(one: FormPrinter) -> dict[str, Any]:
    return {key: value for key, value in asdict(one).items() if value}


def _checked(office: Office, new: PrintSettings, kept: dict[str, Any]) -> PrintSettings:
    """What would be read back, judged."""
    from desk.paper.forms import check_paper
    from printing.printers.roll import is_key

    for key, one in ((None, new.usual), *new.forms.items()):
        if key is not None and key not in FORMS:
            raise InputError("print.bad_value", key=f"forms.{key[:40]}", allowed=list(FORMS))
        if one.fallback and one.fallback == (one.printer or new.usual.printer):
            raise InputError("print.same_printer", form=key or "")
        if one.paper and key in {kind.key for kind in KINDS}:
            check_paper(key or "", one.paper)
    for folder in new.folders:
        if not (Path(folder).is_absolute() and Path(folder).is_dir()):
            raise InputError("print.no_folder", folder=folder[:120])
    for roll in new.rolls:
        if not is_key(roll):
            raise InputError("print.bad_value", key="rolls", given=roll[:60], expected="roll")
    form = Form(kept, code="print")
    usual, forms = form.required_child("usual"), form.required_child("forms")
    return PrintSettings(
        usual=_printer(usual),
        forms={key: _printer(forms.required_child(key)) for key in _known(forms)},
        folders=tuple(form.texts("folders", limit=MOST_FOLDERS)),
        rolls=tuple(form.texts("rolls", limit=MOST_FOLDERS)),
    )


def roll_key(text: str) -> str:
    """The key of a receipt printer as people write it: an address or a device, `k58` before it if small."""
    words = text.split()
    small = len(words) > 1 and words[0] in ("k58", "k80")
    return f"roll:{words[0]}:{' '.join(words[1:])}" if small else f"roll:k80:{text.strip()}"


def roll_text(key: str) -> str:
    """A receipt printer's key as people write it."""
    _, size, where = (*key.split(":", 2), "", "")[:3]
    return where if size == "k80" else f"{size} {where}"


def lenient(office: Office) -> PrintSettings:
    """The printers of this machine where a damaged file must not stop a reception: then none are set."""
    try:
        return settings(office)
    except InputError:
        return PrintSettings()
