"""Every key of the window in one table: what it does, where it works, how its cap reads.

Screens bind by id and the key bar, the caps on buttons and the F1 overlay read the same rows, so a
remapped key changes everywhere at once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from ui.i18n import put_key_words, tr
from ui.key_bars import BARS
from ui.keymap import portable, pretty, reworded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Key:
    """One key: id, Qt's portable sequence, Vietnamese words, scope, whether the key bar shows it."""

    id: str
    sequence: str
    label: str
    scope: str = "everywhere"
    bar: bool = False
    cap: str = ""

    def at(self, sequence: str) -> Key:
        """The same act at another key; a cap of its own goes with the key it was for."""
        return self if sequence == self.sequence else replace(self, sequence=sequence, cap="")

    @property
    def caps(self) -> str:
        """What is printed on the cap."""
        return tr(self.cap) if self.cap else pretty(self.sequence)


_ROWS = (
    Key("go.reception", "F2", "Tiếp nhận mới"),
    Key("go.certify", "Shift+F2", "Chứng thực"),
    Key("find", "F3", "Quét, tra cứu"),
    Key("go.returns", "F4", "Trả kết quả"),
    Key("go.dossier", "Shift+F3", "Hồ sơ đang mở"),
    Key("go.worklist", "F10", "Theo hạn"),
    Key("go.handover", "Ctrl+B", "Bàn giao"),
    Key("go.closing", "F11", "Chốt ngày"),
    Key("go.figures", "Shift+F11", "Số liệu"),
    Key("go.home", "F12", "Bàn làm việc"),
    Key("go.admin", "Ctrl+,", "Thiết lập"),
    Key("go.search", "Ctrl+F", "Tra cứu"),
    Key("commands", "Ctrl+K", "Mọi lệnh"),
    Key("tour.next", "Ctrl+.", "Bước kế của hướng dẫn", "tour"),
    Key("tour.leave", "Shift+Esc", "Dừng hướng dẫn", "tour"),
    Key("help", "F1", "Phím tắt"),
    Key("pane.next", "F6", "Khung kế"),
    Key("pane.previous", "Shift+F6", "Khung trước"),
    Key("back", "Esc", "Quay lại"),
    Key("undo", "Ctrl+Z", "Hoàn tác"),
    Key("redo", "Ctrl+Y", "Làm lại"),
    Key("print", "Ctrl+P", "In, in lại"),
    Key("park", "Ctrl+H", "Gác lại, mở lại"),
    Key("commit", "F9", "Xác nhận và in"),
    Key("queue.next", "Ctrl+F9", "Gọi số tiếp theo", "queue"),
    Key("queue.recall", "Ctrl+Shift+F9", "Gọi lại số đang mời", "queue"),
    Key("queue.panel", "Ctrl+F3", "Bảng số thứ tự", "queue"),
    Key("queue.park", "P", "Tạm gác số", "queue"),
    Key("queue.no_show", "V", "Ghi vắng mặt", "queue"),
    Key("queue.done", "X", "Xong, không gọi tiếp", "queue"),
    Key("queue.send", "C", "Chuyển loại việc, chuyển quầy", "queue"),
    Key("queue.issue", "1", "Phát số theo loại việc", "queue", cap="1–9"),
    Key("home.counter.1", "Alt+1", "Đã tiếp nhận hôm nay", "home"),
    Key("home.counter.2", "Alt+2", "Đến hạn hôm nay", "home"),
    Key("home.counter.3", "Alt+3", "Quá hạn", "home"),
    Key("home.counter.4", "Alt+4", "Chờ bổ sung", "home"),
    Key("home.counter.5", "Alt+5", "Chờ công dân nhận", "home"),
    Key("home.list.calls", "Alt+6", "Gọi điện hôm nay", "home"),
    Key("home.list.acceptance", "Alt+7", "Chờ tiếp nhận", "home"),
    Key("home.list.transfer", "Alt+8", "Chờ bàn giao", "home"),
    Key("home.list.late_notice", "Alt+9", "Phải báo trễ hạn", "home"),
    Key("home.rows", "Up", "Chọn hồ sơ", "home", cap="Lên/Xuống"),
    Key("home.open", "Return", "Mở", "home", cap="Enter"),
    Key("search.kind.1", "Alt+1", "Tất cả kết quả", "search"),
    Key("search.kind.2", "Alt+2", "Chỉ hồ sơ", "search"),
    Key("search.kind.3", "Alt+3", "Chỉ chữ trong giấy tờ", "search"),
    Key("search.kind.4", "Alt+4", "Chỉ công dân", "search"),
    Key("search.kind.5", "Alt+5", "Chỉ thủ tục", "search"),
    Key("search.kind.6", "Alt+6", "Chỉ lệnh", "search"),
    Key("search.rows", "Up", "Chọn dòng", "search", cap="Lên/Xuống"),
    Key("search.open", "Return", "Mở", "search", cap="Enter"),
    Key("closing.rows", "Up", "Chọn dòng", "closing", cap="Lên/Xuống"),
    Key("closing.previous", "Alt+Left", "Ngày trước", "closing", cap="Alt+←"),
    Key("closing.next", "Alt+Right", "Ngày sau", "closing", cap="Alt+→"),
    Key("closing.missed", "Alt+Home", "Ngày chưa chốt", "closing"),
    Key("closing.reopen", "F7", "Mở lại ngày đã chốt", "closing"),
    Key("closing.print", "Ctrl+P", "In bảng kê", "closing"),
    Key("closing.commit", "F9", "Chốt ngày", "closing"),
    Key("figures.months", "Alt+1", "12 tháng", "figures"),
    Key("figures.days", "Alt+2", "12 ngày", "figures"),
    Key("figures.marks", "Left", "Xem từng cột, từng ô", "figures", cap="←→↑↓"),
    Key("figures.tables", "Ctrl+T", "Hình hay bảng số", "figures"),
    Key("figures.export", "Ctrl+E", "Lưu hình", "figures"),
    Key("reception.step.1", "Alt+1", "Người nộp", "reception"),
    Key("reception.step.2", "Alt+2", "Thủ tục", "reception"),
    Key("reception.step.3", "Alt+3", "Giấy tờ đã nhận", "reception"),
    Key("reception.step.4", "Alt+4", "Hẹn trả", "reception"),
    Key("reception.favourite.1", "Ctrl+1", "Thủ tục hay dùng 1", "reception"),
    Key("reception.favourite.2", "Ctrl+2", "Thủ tục hay dùng 2", "reception"),
    Key("reception.favourite.3", "Ctrl+3", "Thủ tục hay dùng 3", "reception"),
    Key("reception.favourite.4", "Ctrl+4", "Thủ tục hay dùng 4", "reception"),
    Key("reception.favourite.5", "Ctrl+5", "Thủ tục hay dùng 5", "reception"),
    Key("reception.favourite.6", "Ctrl+6", "Thủ tục hay dùng 6", "reception"),
    Key("reception.receive", "Space", "Nhận giấy tờ", "reception"),
    Key("reception.copies", "+", "Số bản", "reception", cap="+ −"),
    Key("reception.kind", "T", "Bản chính, bản sao", "reception"),
    Key("reception.capture", "F5", "Chụp trang", "reception"),
    Key("reception.retake", "Shift+F5", "Chụp lại trang", "reception"),
    Key("reception.rotate", "R", "Xoay trang", "reception"),
    Key("reception.remove", "Del", "Xóa trang", "reception"),
    Key("scan.source", "Ctrl+F5", "Camera hay máy quét", "scan"),
    Key("scan.zoom", "Return", "Xem trang, chỉnh mép", "scan", cap="Enter"),
    Key("scan.mark", "Shift+Right", "Chọn nhiều trang", "scan", cap="Shift+←→"),
    Key("scan.move", "Alt+Right", "Đổi chỗ trang", "scan", cap="Alt+←→"),
    Key("scan.insert", "Ins", "Chèn trước trang", "scan"),
    Key("scan.split", "T", "Từ trang này là giấy tờ khác", "scan"),
    Key("scan.send", "1", "Chuyển sang giấy tờ số", "scan", cap="1–9"),
    Key("scan.keep", "G", "Giữ trang trắng", "scan"),
    Key("scan.whole", "0", "Chỉnh mép: giữ cả khung", "scan"),
    Key("scan.found", "M", "Chỉnh mép: theo máy tìm", "scan"),
    Key("scan.walk", "PgDown", "Chỉnh mép: trang kế, trang trước", "scan", cap="PgUp/PgDn"),
    Key("scan.camera", "Alt+F5", "Đổi camera, thử lại, chọn tệp", "scan"),
    Key("scan.answer", "Ctrl+Return", "Làm theo gợi ý dưới dải trang", "scan", cap="Ctrl+Enter"),
    Key("reception.suggestion", "Alt+Return", "Nhận gợi ý từ giấy", "reception", cap="Alt+Enter"),
    Key("reception.history", "Alt+H", "Hồ sơ trước của công dân", "reception"),
    Key("reception.group", "Ctrl+G", "Nộp theo nhóm", "reception"),
    Key("reception.keep", "G", "Giữ bản chính", "reception"),
    Key("reception.reuse", "U", "Dùng lại bản đã số hóa", "reception"),
    Key("reception.why", "Ctrl+D", "Vì sao hẹn ngày này", "reception"),
    Key("reception.note", "Ctrl+N", "Ghi chú", "reception"),
    Key("reception.another", "Ctrl+F2", "Lưu, thêm thủ tục cho người này", "reception"),
    Key("reception.visit_list", "Ctrl+L", "In danh sách hồ sơ cùng lượt", "reception"),
    Key("reception.discard", "Ctrl+Del", "Bỏ hồ sơ đang nhập", "reception"),
    Key("reception.commit", "F9", "Lưu và in giấy hẹn", "reception"),
    Key("certify.step.1", "Alt+1", "Người yêu cầu", "certify"),
    Key("certify.step.2", "Alt+2", "Việc chứng thực", "certify"),
    Key("certify.step.3", "Alt+3", "Giấy tờ", "certify"),
    Key("certify.step.4", "Alt+4", "Phí, cách thu", "certify"),
    Key("certify.step.5", "Alt+5", "Hôm nay", "certify"),
    Key("certify.kind.1", "Ctrl+1", "Việc chứng thực 1", "certify"),
    Key("certify.kind.2", "Ctrl+2", "Việc chứng thực 2", "certify"),
    Key("certify.kind.3", "Ctrl+3", "Việc chứng thực 3", "certify"),
    Key("certify.kind.4", "Ctrl+4", "Việc chứng thực 4", "certify"),
    Key("certify.kind.5", "Ctrl+5", "Việc chứng thực 5", "certify"),
    Key("certify.next", "Return", "Ô kế, giấy tờ kế", "certify", cap="Enter"),
    Key("certify.add", "Ins", "Thêm giấy tờ", "certify"),
    Key("certify.remove", "Alt+Del", "Bỏ giấy tờ", "certify"),
    Key("certify.electronic", "Ctrl+E", "Bản giấy, bản điện tử", "certify"),
    Key("certify.receipt", "Ctrl+R", "In giấy tiếp nhận", "certify"),
    Key("certify.strike", "F7", "Hủy số", "certify"),
    Key("certify.discard", "Ctrl+Del", "Bỏ bản đang gõ", "certify"),
    Key("certify.dated", "F8", "Nhận và hẹn trả", "certify"),
    Key("certify.commit", "F9", "Chứng thực và trả ngay", "certify"),
    Key("returns.tick", "1", "Soát giấy tờ", "returns", cap="1–9"),
    Key("returns.all", "Ctrl+A", "Soát hết", "returns"),
    Key("returns.sign_again", "Ctrl+R", "Ký lại", "returns"),
    Key("returns.capture", "F5", "Chụp trang kết quả", "returns"),
    Key("returns.retake", "Shift+F5", "Chụp lại trang", "returns"),
    Key("returns.slip_to_sign", "Ctrl+L", "In phiếu trả để ký", "returns"),
    Key("returns.page", "PgDown", "Lật trang", "returns", cap="PgUp/PgDn"),
    Key("returns.suggestion", "Alt+Return", "Nhận gợi ý từ giấy", "returns", cap="Alt+Enter"),
    Key("returns.commit", "F9", "Xác nhận đã trả", "returns"),
    Key("admin.rows", "Up", "Chọn mục, chọn ô", "admin", cap="Lên/Xuống"),
    Key("admin.edit", "Return", "Vào mục, sửa ô", "admin", cap="Enter"),
    Key("admin.add", "Ins", "Thêm dòng", "admin"),
    Key("admin.drop", "Del", "Xóa dòng, bỏ xóa", "admin"),
    Key("admin.up", "Alt+Up", "Đưa dòng lên", "admin"),
    Key("admin.down", "Alt+Down", "Đưa dòng xuống", "admin"),
    Key("admin.view.1", "Alt+1", "Trang thứ nhất của mục", "admin"),
    Key("admin.view.2", "Alt+2", "Trang thứ hai", "admin"),
    Key("admin.view.3", "Alt+3", "Trang thứ ba", "admin"),
    Key("admin.view.4", "Alt+4", "Trang thứ tư", "admin"),
    Key("admin.previous", "Alt+Left", "Lùi lại", "admin", cap="Alt+←"),
    Key("admin.next", "Alt+Right", "Sang tiếp", "admin", cap="Alt+→"),
    Key("admin.import", "Ctrl+O", "Nhập từ tệp", "admin"),
    Key("admin.export", "Ctrl+E", "Xuất ra tệp", "admin"),
    Key("admin.commit", "F9", "Lưu thay đổi", "admin"),
    Key("dossier.supplement", "F8", "Yêu cầu bổ sung, hẹn lại", "dossier"),
    Key("dossier.extend", "Shift+F8", "Hẹn lại, xin lỗi", "dossier"),
    Key("dossier.refuse", "F7", "Từ chối, dừng", "dossier"),
    Key("dossier.stop", "Shift+F7", "Dừng xử lý", "dossier"),
    Key("dossier.begin", "Return", "Làm việc đang chọn", "dossier", cap="Enter"),
    Key("dossier.tick", "1", "Chọn dòng", "dossier", cap="1–9"),
    Key("dossier.section.1", "Alt+1", "Giấy tờ đã nộp", "dossier"),
    Key("dossier.section.2", "Alt+2", "Bản quét", "dossier"),
    Key("dossier.section.3", "Alt+3", "Thông tin hồ sơ", "dossier"),
    Key("dossier.section.4", "Alt+4", "Giao nhận", "dossier"),
    Key("dossier.section.5", "Alt+5", "Ghi chú và đính chính", "dossier"),
    Key("dossier.section.6", "Alt+6", "Biểu mẫu để in", "dossier"),
    Key("dossier.section.7", "Alt+7", "Tiến trình (cửa sổ nhỏ)", "dossier"),
    Key("dossier.why", "Ctrl+D", "Vì sao hẹn ngày này", "dossier"),
    Key("dossier.note", "Ctrl+N", "Ghi chú nội bộ", "dossier"),
    Key("dossier.capture", "F5", "Chụp trang", "dossier"),
    Key("dossier.retake", "Shift+F5", "Chụp lại trang", "dossier"),
    Key("dossier.before", "Alt+PgUp", "Hồ sơ trước", "dossier"),
    Key("dossier.following", "Alt+PgDown", "Hồ sơ kế", "dossier", cap="Alt+PgDn"),
    Key("worklist.rows", "Up", "Chọn danh sách, chọn dòng", "worklist", cap="Lên/Xuống"),
    Key("worklist.open", "Return", "Vào danh sách, mở hồ sơ", "worklist", cap="Enter"),
    Key("worklist.act", "F8", "Làm việc của dòng", "worklist"),
    Key("worklist.group", "Ctrl+G", "Theo người giữ", "worklist"),
    Key("worklist.call", "1", "Kết quả cuộc gọi", "worklist", cap="1–3"),
    Key("worklist.codes", "Ctrl+O", "Nhập mã từ tệp", "worklist"),
    Key("worklist.export", "Ctrl+E", "Xuất danh sách nhắn tin", "worklist"),
    Key("handover.to", "Alt+1", "Bộ phận nhận", "handover"),
    Key("handover.rows", "Alt+2", "Hồ sơ đã quét", "handover"),
    Key("handover.remove", "Del", "Bỏ khỏi lô", "handover"),
    Key("handover.commit", "F9", "Bàn giao và in", "handover"),
    Key("dossier.commit", "F9", "Lưu việc đang làm", "dossier"),
)

_PROPERTY = "qmc_keys"
_WITH_STRIP = ("reception", "dossier", "returns")  # screens with pages; their keys work where these stand


@dataclass(frozen=True, slots=True)
class KeyMap:
    """The table in force: the defaults, with the office's own keys put over them by id."""

    rows: tuple[Key, ...] = _ROWS

    def remapped(self, changes: Mapping[str, str]) -> KeyMap:
        """Return the table with other sequences for some ids; their caps follow."""
        return KeyMap(tuple(row.at(changes.get(row.id, row.sequence)) for row in self.rows))

    def key(self, key_id: str) -> Key:
        """Find a key by id; an unknown id is a bug (`KeyError`)."""
        for row in self.rows:
            if row.id == key_id:
                return row
        raise KeyError(key_id)

    def pressed(self, event: QKeyEvent, key_id: str) -> bool:
        """Whether an event is the key of a row that works inside a pane."""
        return portable(event) == self.key(key_id).sequence

    def cap(self, key_id: str) -> str:
        """What the cap of a key reads."""
        return self.key(key_id).caps

    def bar(self, screen: str) -> tuple[Key, ...]:
        """The keys shown in the key bar of a screen, in reading order."""
        return tuple(self.key(key_id) for key_id in BARS.get(screen, ("find", "help")))

    def overlay(self, screen: str, *, queue: bool = False) -> tuple[tuple[str, tuple[Key, ...]], ...]:
        """Everything valid on a screen, grouped: this screen first, its strip, the queue, then everywhere."""
        own = tuple(row for row in self.rows if row.scope == screen)
        taken = {row.sequence for row in own}
        common = tuple(row for row in self.rows if row.scope == "everywhere" and row.sequence not in taken)
        strip = tuple(row for row in self.rows if row.scope == "scan") if screen in _WITH_STRIP else ()
        numbers = tuple(row for row in self.rows if row.scope == "queue") if queue else ()
        groups = ((screen, own), ("scan", strip), ("queue", numbers), ("everywhere", common))
        return tuple((name, rows) for name, rows in groups if rows or name not in ("scan", "queue"))

    def put_in_force(self, app: QCoreApplication) -> None:
        """Make this the table that widgets without a screen of their own ask."""
        app.setProperty(_PROPERTY, self)
        put_key_words(app, reworded(KEYS, self))


KEYS = KeyMap()


def in_force() -> KeyMap:
    """The table in force in the program; before a window is built it is the default one."""
    app = QCoreApplication.instance()
    found = app.property(_PROPERTY) if app is not None else None
    return found if isinstance(found, KeyMap) else KEYS


def cap_of(key_id: str) -> str:
    """What the cap of a key reads now, for widgets that are given no table."""
    return in_force().cap(key_id)


def bind(
    widget: QWidget, key_id: str, act: Callable[[], object], *, keys: KeyMap = KEYS, window: bool = False
) -> QShortcut:
    """Make a key of the table work while `widget` or a child of it has the focus (or its whole window)."""
    context = Qt.ShortcutContext.WindowShortcut if window else Qt.ShortcutContext.WidgetWithChildrenShortcut
    made = QShortcut(QKeySequence(keys.key(key_id).sequence), widget)
    made.setContext(context)
    made.setObjectName(f"key.{key_id}")
    made.setAutoRepeat(False)
    made.activated.connect(act)
    return made
