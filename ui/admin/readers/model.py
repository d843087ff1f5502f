"""Code readers of this machine as frozen data: what was typed, which ports there are, what was read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desk.rows.readers import LEAST_GAP, MOST_GAP, PortMark, ReaderSettings, WedgeRules
from ui.admin.parts.spec import Control, Spec
from ui.i18n import tr
from ui.scan import reader_words
from ui.shell.scan_words import named
from ui.tokens import Tone
from ui.widgets.paint import ChipSpec
from ui.widgets.table import Cell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desk.rows.readers import Heard, PortRow
    from ui.services import RecognisedLike

KEPT_ROWS = 12  # scans of one try that are shown
ROOM = 1.5  # how much longer a pause may be than the longest one seen
BAUDS = ("9600", "19200", "38400", "57600", "115200", "4800", "2400", "1200")


def specs() -> tuple[Spec, ...]:
    """The fields, in reading order."""
    return (
        Spec("end", tr("Đầu đọc kết thúc mã bằng"), Control.CHOICE, span=7, choices=ends()),
        Spec("gap", tr("Nghỉ lâu nhất (ms)"), Control.CODE, span=5, hint="35"),
        Spec("prefix", tr("Ký tự thêm trước mã"), Control.CODE, span=6, hint=tr("để trống là không có")),
        Spec("suffix", tr("Ký tự thêm sau mã"), Control.CODE, span=6, hint=tr("để trống là không có")),
        Spec("port", tr("Cổng COM của đầu đọc"), Control.CHOICE, span=12, choices=port_choices(())),
        Spec("address", tr("Hoặc nhập tên cổng"), Control.CODE, span=7, hint="COM7"),
        Spec("baud", tr("Tốc độ"), Control.CHOICE, span=5, choices=tuple((one, one) for one in BAUDS)),
    )


def ends() -> tuple[tuple[str, str], ...]:
    """What may end a code."""
    return (
        ("any", tr("Tự nhận: Enter, Tab, ngừng gửi")),
        ("enter", tr("Enter hoặc xuống dòng")),
        ("tab", "Tab"),
        ("none", tr("Không gửi gì: ngừng gửi là hết")),
    )


def port_choices(ports: Sequence[PortRow]) -> tuple[tuple[str, str], ...]:
    """No port, then every port by name."""
    rows = tuple((one.device, f"{one.name} ({one.device})" if one.name else one.device) for one in ports)
    return (("", tr("Không dùng cổng COM")), *rows)


@dataclass(frozen=True, slots=True)
class Tried:
    """One scan of a try: what it is, how it came, whether it is one of ours."""

    heard: Heard
    words: str
    ours: bool
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class ReadersState:
    """Everything the view paints."""

    values: Mapping[str, str] = field(default_factory=dict)
    stored: Mapping[str, str] = field(default_factory=dict)
    ports: tuple[PortRow, ...] = ()
    tried: tuple[Tried, ...] = ()
    trying: bool = False
    finding: bool = False  # listening to every port until one of them reads something
    told: str = ""  # what the last search for a port came to
    busy: bool = False
    failure: str = ""

    @property
    def changed(self) -> bool:
        """Whether anything typed is not saved."""
        return any(self.values.get(key, "") != text for key, text in self.stored.items())

    @property
    def wished_gap(self) -> int | None:
        """A pause that suits the reader that was tried, where the one typed does not."""
        slowest = max((one.heard.slowest_ms for one in self.tried if one.heard.via == "keys"), default=0.0)
        wished = min(MOST_GAP, max(LEAST_GAP, round(slowest * ROOM / 5) * 5))
        typed = self.values.get("gap", "")
        enough = typed.isascii() and typed.isdigit() and int(typed) >= slowest * 1.15
        return None if not slowest or enough else wished


def values_of(settings: ReaderSettings, ports: Sequence[PortRow]) -> dict[str, str]:
    """What is kept, as it is typed."""
    chosen = next((one.device for one in ports if one.chosen), "")
    device = settings.port.device if settings.port is not None else ""
    listed = chosen or (device if any(one.device == device for one in ports) else "")
    return {
        "end": settings.wedge.end,
        "gap": str(settings.wedge.gap_ms),
        "prefix": settings.wedge.prefix,
        "suffix": settings.wedge.suffix,
        "port": listed,
        "address": "" if listed else device,
        "baud": str(settings.baud),
    }


def settings_of(values: Mapping[str, str], ports: Sequence[PortRow], kept: PortMark | None) -> ReaderSettings:
    """The settings as typed; a pause that is no number is refused where it is kept."""
    gap = values.get("gap", "").strip()
    typed = values.get("address", "").strip()
    chosen = values.get("port", "")
    mark = next((one.mark for one in ports if one.device == chosen), None) if chosen else None
    if mark is None and typed:
        mark = kept if kept is not None and kept.device == typed else PortMark(device=typed)
    return ReaderSettings(
        wedge=WedgeRules(
            gap_ms=int(gap) if gap.isascii() and gap.isdigit() and len(gap) < 6 else 0,
            end=values.get("end", "any"),
            prefix=values.get("prefix", ""),
            suffix=values.get("suffix", ""),
        ),
        port=mark,
        baud=int(values.get("baud", "9600")),
    )


def tried(heard: Heard, found: RecognisedLike) -> Tried:
    """What a scan of a try is, in words; of a card no more than whether its name has marks."""
    ours = found.kind != "unknown"
    doubtful = found.card is not None and found.card.full_name.isascii()
    if found.card is not None:
        words = tr("Thẻ căn cước, tên không có dấu") if doubtful else tr("Thẻ căn cước, đọc đủ")
    elif found.code:
        words = tr("Mã hồ sơ {code}", code=found.code)
    else:
        words = named(heard.text, found.looks)
    return Tried(heard, words, ours, doubtful)


# ---- the list ---------------------------------------------------------------------------------------


def what_cell(row: Tried) -> Cell:
    """What it is over how it came."""
    return Cell(row.words, sub=reader_words.path(row.heard))


def state_cell(row: Tried) -> Cell:
    """Whether it could be used."""
    if row.doubtful:
        return Cell(chip=ChipSpec(tr("Mất dấu"), Tone.WARN, "triangle-alert"))
    if row.ours:
        return Cell(chip=ChipSpec(tr("Đọc được"), Tone.OK, "circle-check"))
    return Cell(chip=ChipSpec(tr("Không phải của ta"), Tone.WARN, "triangle-alert"))
