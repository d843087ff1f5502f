"""Questions asked of every screen and state at once: its language, its names, its focus, its room."""

from __future__ import annotations

import ast
import re
import sqlite3
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

import ui
from desk.office.looks import Look
from desk.office.settings import DECLARED
from resources import path as resource
from tests.helpers.rings import area, picture, stands_out
from tests.helpers.walk import KNOWN, Stop, activate, shown, stopping, visit, walking, words_of
from ui.i18n import catalogue
from ui.shell.window import Shell
from ui.shots import made_office
from ui.theme import current
from ui.tokens import Role
from ui.widgets.buttons import TARGET, CommitButton
from ui.widgets.cell_lines import is_code
from ui.widgets.counter import CounterCard
from ui.widgets.label import Label
from ui.widgets.table import DossierTable
from ui.widgets.text import text_width

MARKS = set("ăâđêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ")
OWN_NAMES = {"Tiếng Việt", "English"}  # each language is offered in its own words
SIGN = "Quầy Một Cửa"
LONG = partial(pytest.param, marks=pytest.mark.long)
Walk = tuple[Shell, tuple[Stop, ...]]
LAW = re.compile(  # laws, their fees, registers, forms by their names
    r"NĐ-CP|Điều \d|Quyển \d|^số \d|^đề nghị giải quyết thủ tục|^Danh sách hồ sơ đã tiếp nhận"
    r"|/trang từ trang|^tối đa .*/bản"
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made office with work of every kind on its desk."""
    return made_office(tmp_path_factory.mktemp("walk"), dossiers=400)


@pytest.fixture(scope="module")
def usual_window(qapp: QApplication, office: Path) -> Iterator[Walk]:
    """The window as most clerks have it, walked again and again."""
    QAccessible.setActive(True)  # from the first list on, or what it says would be out of date later
    with walking(office, Look("vi", "light")) as walk:
        yield walk
    QAccessible.setActive(False)


@pytest.fixture
def usual(usual_window: Walk) -> Walk:
    """The same, in front of every other window."""
    activate(usual_window[0])
    return usual_window


# ---- language -------------------------------------------------------------------------------------


def _docstrings(tree: ast.AST) -> set[int]:
    return {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


ROOM = Path(ui.__file__).parent
PRINTED = [*ROOM.rglob("shots_*.py"), *ROOM.rglob("trying.py")]  # made up
NOT_SHOWN = {  # read from tables and files, compared or searched for, never shown; or data and signs
    "đóng", "toàn trình", "một phần", "còn lại", "xã", "đ", " đ", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm",
    "Thứ Sáu", "Thứ Bảy", "Chủ Nhật", " ngày", " phút", " giờ", "tờ khai", "đơn ", "phiếu ", "TỜ KHAI",
    "NGUYỄN THỊ MẪU", "Hồ sơ thử", "Thiếu: ", "Ký nhận kết quả giải quyết hồ sơ", SIGN, "Tiếng Việt",
    "Hoàn tác lần đính chính vừa ghi", "danh bạ gọi điện thoại", "ngôn ngữ tiếng language",
    "máy in giấy chờ in hàng đợi print queue", "gửi bảng kê tổng hợp nơi nhận đồng bộ sync send biên nhận",
    r"Điều (\w+)(?: khoản (\w+))?", r"^Quyển (\w+), số ",  # what `ui.format` knows an article, a volume by
}  # fmt: skip


def test_every_vietnamese_word_of_the_window_has_english() -> None:
    known = set(catalogue("en")) | NOT_SHOWN
    left = []
    for file in sorted(set(ROOM.rglob("*.py")) - set(PRINTED)):
        tree = ast.parse(file.read_text("utf-8"))
        told = _docstrings(tree)
        left += [
            f"{file.name}:{node.lineno} {node.value}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in told
            and MARKS & set(node.value.lower())
            and node.value not in known
            and not node.value.isupper()
            and not (file.name == "commands.py" and node.value[0].islower())  # what an act is found by
            and "|" not in node.value  # names and cards of people who do not exist
        ]
    assert left == []


def _patterns(sentences: Iterator[str]) -> re.Pattern[str]:
    """Matches any of these sentences with anything in their places."""
    whole = []
    for sentence in sentences:
        parts = re.split(r"\{[^}]*\}", sentence)
        if any(len(part.strip()) > 2 for part in parts):
            whole.append(".*".join(re.escape(part) for part in parts))
    return re.compile("|".join(f"(?:{one})" for one in whole), re.DOTALL)


def _data(office: Path) -> str:
    """Every text of record and law: names, procedures, units, forms, sources; the same in any language."""
    files = [one for shelf in ("forms", "phrases") for one in resource(shelf).glob("*.toml")]
    files += resource("catalogue").glob("*.csv")
    found = [file.read_text("utf-8").replace("\\n", " ") for file in files]  # a title broken in two lines
    found += [one.source or "" for one in DECLARED]
    with sqlite3.connect(office / "office.db") as record:
        for (table,) in record.execute("select name from sqlite_master where type='table'").fetchall():
            try:
                rows = record.execute(f'select * from "{table}"').fetchall()
            except sqlite3.OperationalError:
                continue  # a full-text index of the record's own library; its words stand in other tables
            found += [one for row in rows for one in row if isinstance(one, str)]
    plain = (re.sub(r"\\u([0-9a-f]{4})", lambda hit: chr(int(hit.group(1), 16)), one) for one in found)
    return "\n".join([*plain, KNOWN]).casefold()


def _said(shell: Shell) -> set[str]:
    return {said.strip() for one in shown(shell) for said in words_of(one) if said.strip()}


def _fragments(said: str) -> list[str]:
    """The pieces a sentence is put together from, without a row's number or a sum of money."""
    parts = re.split(r" · |\n|: |, |; | \(|\)", re.sub(r"\d[ \xa0]đ", "", said))
    return [re.sub(r"^(\d+\.|for) ", "", part.strip(" .")) for part in parts]  # “…, for an organisation”


def test_in_english_no_vietnamese_word_is_left_but_names_of_the_record(office: Path) -> None:
    ours, data = set(catalogue("en")), _data(office)
    left: dict[str, str] = {}
    with walking(office, Look("en", "light")) as (shell, walk):
        for stop in walk:
            visit(shell, stop)
            for said in _said(shell):
                for part in _fragments(said):
                    marked = MARKS & set(part.lower())
                    named = (
                        "|" in part
                        or part.casefold() in data
                        or part in OWN_NAMES
                        or SIGN in part
                        or LAW.search(part)
                    )
                    told = part in ours and catalogue_says_otherwise(part) and not named
                    if told or (marked and not named):
                        left[part] = stop.name
    assert left == {}


def catalogue_says_otherwise(part: str) -> bool:
    """Whether a Vietnamese sentence has other words in English (a few are the same in both)."""
    return catalogue("en")[part] != part and bool(MARKS & set(part.lower()))


def test_in_vietnamese_no_english_sentence_is_left(usual: Walk) -> None:
    english = catalogue("en")
    only_english = {en for vi, en in english.items() if len(en) > 6 and en not in english and vi != en}
    left: dict[str, str] = {}
    shell, walk = usual
    for stop in walk:
        visit(shell, stop)
        for said in _said(shell):
            left.update({part: stop.name for part in [said, *_fragments(said)] if part in only_english})
    assert left == {}


# ---- names, roles, states -------------------------------------------------------------------------

SPEECHLESS = {QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Pane}


def test_every_place_where_tab_stops_tells_name_role_and_state(usual: Walk) -> None:
    bad: dict[str, str] = {}
    seen = 0
    shell, walk = usual
    for stop in walk:
        visit(shell, stop)
        for one in stopping(shell):
            seen += 1
            told = QAccessible.queryAccessibleInterface(one)
            name = told.text(QAccessible.Text.Name)
            label = f"{stop.name}: {type(one).__name__} {one.objectName()}"
            if not name.strip():
                bad[label] = "no name"
            if told.role() in SPEECHLESS:
                bad[label] = f"role {told.role().name}"
            if not told.state().focusable:
                bad[label] = "not focusable"
            if isinstance(one, QAbstractButton) and one.isCheckable() and not told.state().checkable:
                bad[label] = "does not tell that it is ticked"
    assert seen > 200
    assert bad == {}


def test_cells_of_tables_are_read_with_all_their_words(usual: Walk) -> None:
    shell, walk = usual
    visit(shell, next(stop for stop in walk if stop.screen == "home"))
    table = shell.findChild(QWidget, "work_table")
    assert table is not None
    told = QAccessible.queryAccessibleInterface(table)
    assert told.role() == QAccessible.Role.Table
    cells = [told.child(at) for at in range(told.childCount())]
    said = [one.text(QAccessible.Text.Name) for one in cells if one.role() == QAccessible.Role.Cell]
    assert isinstance(table, DossierTable)
    rows = [[column.cell(row).said for column in table.rows_model.columns] for row in table.rows_model.rows]
    assert len(said) >= 8
    assert said == [cell for row in rows for cell in row][: len(said)]


# ---- focus ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", ["light", LONG("dark"), LONG("contrast")])
def test_the_focus_is_seen_on_every_place_where_tab_stops(office: Path, theme: str) -> None:
    unseen: dict[str, int] = {}
    looked: set[str] = set()
    with walking(office, Look("vi", theme)) as (shell, walk):
        for stop in walk:
            visit(shell, stop)
            for one in stopping(shell):
                kind = f"{type(one).__name__} {re.sub('[0-9]+', '', one.objectName())}"
                if kind in looked or not one.isVisible() or one.visibleRegion().isEmpty():
                    continue
                looked.add(kind)
                other = shell.bar.scan if one is not shell.bar.scan else shell.bar.clerk
                other.setFocus()
                QApplication.processEvents()
                place = area(one)
                before = picture(shell, place)
                one.setFocus(Qt.FocusReason.TabFocusReason)
                QApplication.processEvents()
                if one.hasFocus() and one.isVisible():
                    seen = stands_out(before, picture(shell, place))
                    if seen < 20:
                        unseen[f"{stop.name}: {kind}"] = seen
    assert len(looked) > 40
    assert unseen == {}


def test_tab_reaches_everything_and_is_never_caught(usual: Walk) -> None:
    caught: dict[str, str] = {}
    shell, walk = usual
    for stop in walk:
        visit(shell, stop)
        for key, held in ((Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier),
                          (Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)):  # fmt: skip
            shell.bar.scan.setFocus()
            reached: set[int] = set()
            for _ in range(400):
                focus = QApplication.focusWidget()
                assert focus is not None, stop.name
                if id(focus) in reached and focus is shell.bar.scan:
                    break
                reached.add(id(focus))
                QTest.keyClick(shell.windowHandle(), key, held)
            else:
                caught[stop.name] = "Tab does not come round"
            missed = [one.objectName() for one in stopping(shell) if id(one) not in reached]
            missed = [name for name in missed if not _in_a_group(shell, name)]
            if missed:
                caught[f"{stop.name} {key.name}"] = ", ".join(missed)
    assert caught == {}


def _in_a_group(shell: Shell, name: str) -> bool:
    """A choice of a group is reached by the arrows, as in every radio group; Tab stops at the chosen one."""
    from ui.widgets.seg import Seg

    one = shell.findChild(QWidget, name)
    return one is not None and isinstance(one.parentWidget(), Seg)


def test_f6_walks_panes_and_comes_round(usual: Walk) -> None:
    shell, walk = usual
    for stop in walk:
        visit(shell, stop)
        page = shell.page
        assert page is not None
        places = stopping(shell)
        panes = [
            pane
            for pane in page.panes()
            if pane.isVisible() and any(one is pane or pane.isAncestorOf(one) for one in places)
        ]
        shell.bar.scan.setFocus()
        met = set()
        for _ in range(2 * len(panes) + 2):
            page.next_pane(1)
            focus = QApplication.focusWidget()
            met |= {at for at, pane in enumerate(panes) if focus is pane or pane.isAncestorOf(focus or pane)}
        assert len(met) == len(panes), f"{stop.name}: {[pane.objectName() for pane in panes]}, met {met}"


# ---- room -----------------------------------------------------------------------------------------


def test_every_target_is_large_enough_to_hit(office: Path) -> None:
    small: dict[str, str] = {}
    with walking(office, Look("vi", "light"), (1093, 560)) as (shell, walk):
        for stop in walk:
            visit(shell, stop)
            for one in stopping(shell):
                if min(one.height(), one.width()) < TARGET:
                    small[f"{stop.name}: {type(one).__name__} {one.objectName()}"] = (
                        f"{one.width()}x{one.height()}"
                    )
    assert small == {}


def _cut(shell: Shell) -> Iterator[str]:
    for one in shown(shell):
        if one is shell or one.visibleRegion().isEmpty():
            continue
        mandatory = not getattr(one, "may_shorten", False)
        if isinstance(one, Label | QAbstractButton | CounterCard) and mandatory:
            if getattr(one, "shortened", False):
                yield f"{type(one).__name__} {one.objectName()} {one.text()!r}"
            elif hasattr(one, "shortened"):
                continue
            elif isinstance(one, QAbstractButton) and one.minimumSizeHint().width() > one.width() + 1:
                yield f"{type(one).__name__} {one.objectName()} {one.text()!r} {one.width()}"


def _overlaps(shell: Shell) -> Iterator[str]:
    """Widgets of one parent that lie over each other though a layout put them side by side."""
    for parent in shown(shell):
        layout = parent.layout()
        if layout is None or parent is shell:
            continue
        items = [layout.itemAt(at) for at in range(layout.count())]
        rects = [item.geometry() for item in items if item is not None and not item.isEmpty()]
        for at, one in enumerate(rects):
            for other in rects[at + 1 :]:
                over = one.intersected(other)
                if over.width() > 1 and over.height() > 1 and not one.contains(other):
                    yield f"{type(parent).__name__} {parent.objectName()}: {one} over {other}"


NAMED = {"admin.sections", "worklist.nav"}  # lists whose every line names a place to go to


def _cells_cut(shell: Shell) -> Iterator[str]:
    """Codes, and names of places to go to, that a list shows in part."""
    for table in shell.findChildren(DossierTable):
        if not table.isVisible():
            continue
        for at, column in enumerate(table.rows_model.columns):
            if table.isColumnHidden(at):
                continue  # it gave its room to the others
            room = table.columnWidth(at) - current().px(17)
            for cell in map(column.cell, table.rows_model.rows[:30]):
                if is_code(cell.sub) and text_width(cell.sub, Role.CAPTION_CODE) > room + 1:
                    yield f"{table.objectName()} {cell.sub}"
                if table.objectName() in NAMED and not cell.number:
                    role = Role.STRONG if cell.strong else Role.BODY
                    if text_width(cell.text, role) > room + 1:
                        yield f"{table.objectName()} {cell.text}"


def _commit_out_of_sight(shell: Shell) -> Iterator[str]:
    """F9 is always to be seen, with what it will do (law 2), without scrolling."""
    for button in shell.findChildren(CommitButton):
        if button.isVisible() and button.visibleRegion().boundingRect() != button.rect():
            yield f"{button.objectName()} {button.visibleRegion().boundingRect()} of {button.rect()}"


SIZES = [
    ((1366, 697), 1.0), ((1366, 697), 1.15), ((1366, 697), 1.3), ((1366, 697), 1.5), ((1093, 560), 1.0),
    ((1920, 1017), 1.0), ((1920, 1017), 1.5),
]  # fmt: skip


ROOMS = [(size, scale, lang) for size, scale in SIZES for lang in ("vi", "en")]
HARDEST = {((1366, 697), 1.5, "en"), ((1093, 560), 1.0, "vi")}


@pytest.mark.parametrize(
    ("size", "scale", "lang"),
    [pytest.param(*one, marks=[] if one in HARDEST else [pytest.mark.long]) for one in ROOMS],
    ids=[f"{size[0]}x{size[1]}-{scale:g}-{lang}" for size, scale, lang in ROOMS],
)
def test_nothing_is_cut_and_nothing_lies_over_another(
    office: Path, size: tuple[int, int], scale: float, lang: str
) -> None:
    bad: dict[str, str] = {}
    with walking(office, Look(lang, "light", scale), size) as (shell, walk):
        assert (shell.width(), shell.height()) == size
        for stop in walk:
            visit(shell, stop)
            for finder in (_cut, _overlaps, _cells_cut, _commit_out_of_sight):
                bad.update(dict.fromkeys(finder(shell), stop.name))
    assert bad == {}
