"""Scanners and the watched folder of this machine as frozen data: what was typed, what answered."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ui.admin.parts.sheet import ON
from ui.admin.parts.spec import Control, Spec
from ui.i18n import tr
from ui.tokens import Tone
from ui.widgets.paint import ChipSpec
from ui.widgets.table import Cell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desk.imaging.rows import ScannerRow
    from desk.rows import WatchSettings

NOT_TRUSTED = "scanner.not_trusted"


def specs() -> tuple[Spec, ...]:
    """The fields, in reading order."""
    return (
        Spec(
            "folder", tr("Thư mục chờ: nơi máy photo gửi bản quét tới"), Control.CODE, span=12,
            hint=tr("để trống là không dùng"),
        ),
        Spec("move", tr("Chuyển tệp đã nhận vào thư mục “Đã nhận”"), Control.FLAG, span=12),
        Spec("subfolders", tr("Nhận cả tệp trong thư mục con"), Control.FLAG, span=12),
        Spec(
            "addresses", tr("Địa chỉ máy quét mạng, mỗi dòng một máy"), Control.TEXT, span=12, lines=4,
            hint="192.168.1.20",
        ),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answered:
    """A scanner that answered, or a typed address and why nothing usable did; `code` is the failure's."""

    name: str
    where: str
    words: str
    code: str = ""
    note: str = ""  # what must be known before relying on it

    @property
    def told(self) -> str:
        """All there is to say of it."""
        return f"{self.words}. {self.note}" if self.note else self.words


@dataclass(frozen=True, slots=True)
class MachineState:
    """Everything the view paints. `asked` says that scanners were looked for at least once."""

    values: Mapping[str, str] = field(default_factory=dict)
    stored: Mapping[str, str] = field(default_factory=dict)
    found: tuple[Answered, ...] = ()
    asked: bool = False
    looking: bool = False
    busy: bool = False
    failure: str = ""

    @property
    def changed(self) -> bool:
        """Whether anything typed is not saved."""
        return any(self.values.get(key, "") != text for key, text in self.stored.items())


def values_of(watch: WatchSettings | None, addresses: Sequence[str]) -> dict[str, str]:
    """What is kept, as it is typed."""
    return {
        "folder": "" if watch is None else str(watch.folder),
        "move": ON if watch is None or watch.move else "",
        "subfolders": ON if watch is not None and watch.subfolders else "",
        "addresses": "\n".join(addresses),
    }


def watch_of(values: Mapping[str, str]) -> WatchSettings | None:
    """The folder as typed; None where none is."""
    from desk.rows import WatchSettings

    folder = values.get("folder", "").strip()
    if not folder:
        return None
    return WatchSettings(
        Path(folder), move=values.get("move") == ON, subfolders=values.get("subfolders") == ON
    )


def addresses_of(values: Mapping[str, str]) -> tuple[str, ...]:
    """The addresses as typed, each once."""
    lines = (line.strip() for line in values.get("addresses", "").splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))


def scanner_words(row: ScannerRow) -> str:
    """What a scanner can do."""
    names = {"flatbed": tr("mặt kính"), "feeder": tr("khay nạp"), "duplex": tr("hai mặt")}
    able = ", ".join(names[one] for one in row.sources if one in names)
    return tr("{name}: {able}", name=row.name, able=able)


# ---- the list ---------------------------------------------------------------------------------------


def name_cell(row: Answered) -> Cell:
    """The name over its address."""
    return Cell(row.name, sub=row.where)


def state_cell(row: Answered) -> Cell:
    """Whether it answers."""
    if row.code:
        return Cell(chip=ChipSpec(tr("Chưa dùng được"), Tone.BAD, "circle-alert"))
    return Cell(chip=ChipSpec(tr("Trả lời"), Tone.OK, "circle-check"))
