"""How this machine's code readers are judged; kept beside the record in `readers.json`.

It belongs to the machine, not to the record: another desk has another reader.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from desk.errors import InputError
from desk.jsonform import Form
from desk.rows.readers import ENDS, LEAST_GAP, MOST_GAP, USUAL_GAP, PortMark, ReaderSettings, WedgeRules

if TYPE_CHECKING:
    from desk.office.opened import Office

FILE = "readers.json"
MOST_AROUND = 8  # letters a reader puts before or after a code
_BAUDS = (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200)
_LONGEST = 300


def reader_settings(office: Office) -> ReaderSettings:
    """What is set for this machine; the usual where nothing is.

    Raises:
        InputError: `readers.bad_value`, `file.*` where the file is damaged.
    """
    from desk.jsonfile import read_json_object

    file = office.data / FILE
    if not file.exists():
        return ReaderSettings()
    form = Form(read_json_object(file), code="readers")
    port = None
    if device := form.text("device", limit=_LONGEST):
        port = PortMark(
            device=device,
            vendor=form.whole("vendor", lowest=0, highest=0xFFFF, default=0),
            product=form.whole("product", lowest=0, highest=0xFFFF, default=0),
            serial=form.text("serial", limit=_LONGEST) or "",
            name=form.text("name", limit=_LONGEST) or "",
        )
    wedge = WedgeRules(
        gap_ms=form.whole("gap_ms", lowest=LEAST_GAP, highest=MOST_GAP, default=USUAL_GAP),
        end=form.choice("end", ENDS, default="any"),
        prefix=form.text("prefix", limit=MOST_AROUND) or "",
        suffix=form.text("suffix", limit=MOST_AROUND) or "",
    )
    return ReaderSettings(wedge, port, form.whole("baud", lowest=1200, highest=115_200, default=9600))


def set_reader_settings(office: Office, settings: ReaderSettings) -> ReaderSettings:
    """Keep other settings; they hold at once for who asks anew.

    Raises:
        InputError: `readers.bad_value` naming the key.
        SurroundingsError: `data.*`.
    """
    from desk.record.durable import write_file
    from desk.record.failures import surroundings

    kept = _checked(settings)
    with surroundings():
        write_file(
            office.data / FILE, (json.dumps(kept, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
        )
    return settings


def _checked(settings: ReaderSettings) -> dict[str, str | int]:
    wedge, port = settings.wedge, settings.port
    good = {
        "gap_ms": LEAST_GAP <= wedge.gap_ms <= MOST_GAP,
        "end": wedge.end in ENDS,
        "prefix": _around(wedge.prefix),
        "suffix": _around(wedge.suffix),
        "baud": settings.baud in _BAUDS,
        "device": port is None or (0 < len(port.device) <= _LONGEST and port.device.isprintable()),
    }
    for key, fits in good.items():
        if not fits:
            raise InputError("readers.bad_value", key=key, lowest=LEAST_GAP, highest=MOST_GAP)
    kept: dict[str, str | int] = {
        "gap_ms": wedge.gap_ms,
        "end": wedge.end,
        "prefix": wedge.prefix,
        "suffix": wedge.suffix,
        "baud": settings.baud,
    }
    if port is not None:
        kept |= {"device": port.device, "vendor": port.vendor, "product": port.product}
        kept |= {"serial": port.serial, "name": port.name}
    return kept


def _around(text: str) -> bool:
    return len(text) <= MOST_AROUND and text.isprintable() and text == text.strip()
