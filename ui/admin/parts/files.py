"""Tables in and out by file: looked at first, taken over only when nothing is wrong."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QObject, QStandardPaths, Signal

from desk.errors import InputError
from ui.admin.parts.offer import Offer
from ui.admin.parts.presenter import SectionPresenter
from ui.i18n import tr
from ui.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk.importing import ImportReport
    from ui.shell.screen import ScreenContext

    Importer = Callable[[Path, bool], ImportReport]
    Exporter = Callable[[Path], object]


@dataclass(frozen=True, slots=True)
class FileState:
    """Where a file's way in or out stands; `looked_at` is the path the report is about."""

    mode: str = ""  # "" | import | export
    path: str = ""
    busy: bool = False
    report: ImportReport | None = None
    looked_at: str = ""
    there: str = ""  # export: this path exists already
    failure: str = ""
    touched: str = ""  # what taking the file over would touch, in a sentence
    option: bool = False  # what the section lets one choose beside the file

    @property
    def report_holds(self) -> bool:
        """Whether the report is about the path as it stands."""
        return self.report is not None and self.looked_at == self.path

    @property
    def clean(self) -> bool:
        """Whether the file may be taken over as it is."""
        return self.report is not None and self.report_holds and not self.report.errors


def export_to(path: Path, exporter: Exporter, *, replacing: bool) -> object | None:
    """Write a file; None where one stands there already and replacing it was not asked for (desk pool)."""
    if path.is_dir():
        raise InputError("file.is_folder", file=path.name)
    if not path.exists():
        return exporter(path)
    if not replacing:
        return None
    beside = path.with_name(f"{path.stem}.{uuid4().hex[:8]}{path.suffix}")
    try:
        answer = exporter(beside)  # the doors never write over a file; the old one goes when the new is whole
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return answer


class FileFlow(SectionPresenter[FileState]):
    """Import: look, then take over. Export: write, asking before a file is replaced.

    Signals: `imported(report)`, `exported(path, answer)`.
    """

    imported = Signal(object)
    exported = Signal(object, object)

    def __init__(
        self,
        context: ScreenContext,
        *,
        importer: Importer,
        exporter: Exporter,
        file_name: Callable[[], str],
        option: str = "",
        kinds: Callable[[], tuple[str, str]] = lambda: ("", ""),
        touches: Callable[[Path], str] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(context, FileState(), parent)
        self._import, self._export, self._file_name = importer, exporter, file_name
        self.option = option
        self._touches = touches
        self.kinds = kinds  # the files' filter and what is said of them; empty means tables

    def open(self, mode: str) -> None:
        """Open the panel; an export proposes a name among the person's documents."""
        path = ""
        if mode == "export":
            folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
            path = str(Path(folder) / self._file_name())
        self.show(FileState(mode=mode, path=path))

    def close(self) -> None:
        """Close the panel; nothing was changed unless F9 said so."""
        self.show(FileState())

    def set_path(self, path: str) -> None:
        """Another file."""
        if path != self.state.path:
            self.show(replace(self.state, path=path, failure=""))

    def set_option(self, on: bool) -> None:
        """Choose what the section offers beside the file; what was found before no longer holds."""
        self.show(replace(self.state, option=on, report=None))

    def offer(self) -> Offer:
        """What F9 would do with the file."""
        state = self.state
        if not state.path.strip():
            return Offer(_look_words(state.mode), enabled=False, note=tr("Chọn tệp trước."), icon="file")
        if state.busy:
            return Offer(_look_words(state.mode), enabled=False, note=tr("Đang đọc tệp…"), icon="hourglass")
        if state.mode == "export":
            if state.there == state.path:
                note = tr("Tệp này đã có. Xuất sẽ thay tệp cũ.")
                return Offer(tr("Thay tệp đang có"), note=note, tone=Tone.WARN, icon="file-down")
            return Offer(
                tr("Xuất ra tệp"),
                icon="file-down",
                note=self.kinds()[1] or tr("CSV hoặc XLSX, theo đuôi tệp."),
            )
        if state.report is None or not state.report_holds:
            return Offer(_look_words(state.mode), icon="file-search", note=tr("Kiểm tra trước, chưa đổi gì."))
        offer = _import_offer(state.report)
        return replace(offer, note=state.touched, tone=Tone.WARN) if state.touched else offer

    def commit(self) -> None:
        """F9: look at the file, take it over, or write it."""
        state = self.state
        if state.busy or not state.path.strip():
            return
        path = Path(state.path.strip()).expanduser()
        self.show(replace(state, busy=True, failure=""))
        if state.mode == "export":
            replacing = state.there == state.path
            self.ask("file", lambda: export_to(path, self._export, replacing=replacing), self._out, self._bad)
            return
        dry = not state.clean
        self.ask(
            "file", lambda: self._look(path, dry=dry), lambda found: self._in(*found, dry=dry), self._bad
        )

    def _look(self, path: Path, *, dry: bool) -> tuple[ImportReport, str]:
        """Look at a file, or take it over (desk pool)."""
        report = self._import(path, dry)
        told = dry and not report.errors and self._touches is not None
        return report, self._touches(path) if told and self._touches is not None else ""

    def _in(self, report: ImportReport, touched: str, *, dry: bool) -> None:
        if not dry and not report.errors:
            self.close()
            self.imported.emit(report)
            return
        self.show(replace(self.state, busy=False, report=report, looked_at=self.state.path, touched=touched))

    def _out(self, answer: object) -> None:
        if answer is None:
            self.show(replace(self.state, busy=False, there=self.state.path))
            return
        path = Path(self.state.path.strip()).expanduser()
        self.close()
        self.exported.emit(path, answer)

    def _bad(self, sentence: str) -> None:
        self.show(replace(self.state, busy=False, failure=sentence))


def _look_words(mode: str) -> str:
    return tr("Xuất ra tệp") if mode == "export" else tr("Kiểm tra tệp")


def _import_offer(report: ImportReport) -> Offer:
    if report.errors:
        note = tr(
            "Chưa nhập dòng nào. Sửa {count} lỗi trong tệp, rồi kiểm tra lại.", count=len(report.errors)
        )
        return Offer(tr("Kiểm tra lại"), note=note, tone=Tone.BAD, icon="file-search")
    if not report.imported:
        return Offer(
            tr("Kiểm tra lại"), icon="file-search",
            note=tr("Tệp không có gì mới: {count} dòng đã có sẵn.", count=report.skipped),
        )  # fmt: skip
    note = tr("Tệp không có lỗi. Bỏ qua {count} dòng đã có sẵn.", count=report.skipped)
    return Offer(tr("Nhập {count} dòng", count=report.imported), note=note, tone=Tone.OK, icon="file-up")
