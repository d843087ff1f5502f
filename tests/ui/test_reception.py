"""The reception, by keys alone, on a real training office and on the pictures' demo."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from desk.clock import parse_moment
from desk.errors import InputError, SurroundingsError
from desk.office.bootstrap import create_office, open_office
from desk.rows import IdentityCard
from desk.services import DeskServices
from tests.helpers.ui_demo import DemoServices
from ui import i18n
from ui.changes import Changes
from ui.reception.screen import ReceptionPage
from ui.shell.screen import Desktop, ScreenContext, ToastSpec
from ui.tasks import InlineRunner
from ui.tokens import LayoutKind
from ui.widgets.label import Label

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.usefixtures("nothing_left_behind")

NOW = "2026-11-23T09:41:00+07:00"
SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "sample"
CARD = IdentityCard("079192004518", None, "NGUYỄN THỊ MẪU", date(1992, 3, 14), "female", "12 Đường Mẫu", None)
BUDGET_KEYS = 25


class Counter:
    """A reception page on an office, with what it told the window."""

    def __init__(self, page: ReceptionPage, services: object, runner: InlineRunner) -> None:
        self.page = page
        self.runner = runner
        self.services = services
        self.drafts = page.context.desktop.drafts
        self.toasts: list[ToastSpec] = []
        self.printed: list[str] = []
        self.keys = 0

    def settle(self) -> None:
        """Let every answer arrive."""
        QApplication.processEvents()
        while self.runner.running:
            QApplication.processEvents()

    def card(self, card: IdentityCard = CARD) -> None:
        """Read a card."""
        self.page.open_with(card)
        self.settle()

    def choose(self, code: str = "1.004873") -> None:
        """Choose a procedure by its code."""
        self.page.presenter.choice.choose(code)
        self.settle()

    def leave(self) -> None:
        """Go as a window goes: what is typed is on the disk, its threads have ended."""
        self.settle()
        if isValid(self.page):  # a test may have closed it
            self.page.closing()
        self.drafts.close()
        self.settle()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press one key where the focus is."""
        self.keys += 1
        target = QApplication.focusWidget() or self.page
        QTest.keyClick(target, key, modifier)
        self.settle()

    def type(self, text: str) -> None:
        """Type letters where the focus is."""
        for letter in text:
            self.keys += 1
            QTest.keyClicks(QApplication.focusWidget() or self.page, letter)
            self.settle()


def _counter(qtbot: QtBot, services: object) -> Counter:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    desktop = Desktop(app)
    runner = InlineRunner(app)
    context = ScreenContext(services, runner, Changes(app), desktop)  # type: ignore[arg-type]
    page = ReceptionPage(context)
    made = Counter(page, services, runner)
    desktop.toast_asked.connect(made.toasts.append)
    desktop.print_asked.connect(lambda _pdf, title: made.printed.append(title))
    qtbot.addWidget(page)
    page.resize(1264, 590)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    page.shown()
    made.settle()
    return made


@pytest.fixture(scope="module")
def office_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One training office for the module; each test receives its own dossiers."""
    folder = tmp_path_factory.mktemp("office") / "Phường Mẫu"
    create_office(folder, training=True)
    return folder


@pytest.fixture
def real(qtbot: QtBot, office_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter]:
    """The reception on a real office, with its clock stopped on a Monday morning."""
    monkeypatch.delenv("QMC_CAMERA", raising=False)
    with open_office(office_folder, now=parse_moment(NOW)) as office:
        made = _counter(qtbot, DeskServices(office))
        yield made
        made.leave()


@pytest.fixture
def demo_counter(qtbot: QtBot, demo: DemoServices) -> Iterator[Counter]:
    """The reception on the demo's services."""
    made = _counter(qtbot, demo)
    yield made
    made.leave()


def dossiers(counter: Counter) -> int:
    """How many dossiers the office has for the card's number."""
    services = counter.services
    assert isinstance(services, DeskServices)
    return len(services.find(CARD.number[-4:], 50).matches)


def test_a_whole_reception_needs_no_mouse_and_few_keys(real: Counter) -> None:
    before = dossiers(real)
    real.card()
    assert QApplication.focusWidget() is real.page.view.search.field
    real.type("xnt")
    real.key(Qt.Key.Key_Return)
    assert real.page.presenter.state.draft.procedure is not None
    assert real.page.presenter.state.draft.procedure.code == "1.004873"
    real.key(Qt.Key.Key_Space)
    real.key(Qt.Key.Key_F9)
    assert dossiers(real) == before + 1
    assert real.keys <= BUDGET_KEYS
    assert len(real.toasts) == len(real.printed) == 1
    assert real.printed[0] in real.toasts[0].text
    assert "26/11/2026" not in real.toasts[0].title
    assert real.page.presenter.state.draft.empty


def test_f9_pressed_twice_makes_one_dossier_and_one_print(real: Counter) -> None:
    before = dossiers(real)
    real.card()
    real.choose()
    real.page.presenter.papers.toggle(0)
    real.key(Qt.Key.Key_F9)
    real.key(Qt.Key.Key_F9)
    assert dossiers(real) == before + 1
    assert len(real.printed) == 1


def test_missing_papers_turn_f9_into_a_supplement_request(real: Counter) -> None:
    real.card()
    real.choose()
    assert real.page.view.commit.text() == "Lưu và in phiếu bổ sung"
    real.key(Qt.Key.Key_F9)
    services = real.services
    assert isinstance(services, DeskServices)
    newest = services.find(CARD.number[-4:], 1).matches[0]
    assert int(newest.state) == 5
    assert newest.due_at is None
    assert "chờ bổ sung" in real.toasts[0].text


def test_f9_with_nothing_valid_stands_in_the_gap_and_says_it(demo_counter: Counter) -> None:
    counter = demo_counter
    counter.key(Qt.Key.Key_F9)
    assert counter.page.view.banner.isVisible()
    assert QApplication.focusWidget() is counter.page.view.person.id_field
    counter.type("07919200451")
    counter.page.view.person.name_field.setFocus()
    counter.type("A")
    counter.key(Qt.Key.Key_F9)
    assert "thiếu 1 chữ số" in counter.page.view.banner.title.text()
    assert counter.page.view.person.id_field.hasFocus()


def test_a_failed_save_keeps_the_draft_and_says_what_is_safe(qtbot: QtBot, demo: DemoServices) -> None:
    demo.broken["receive"] = SurroundingsError("disk.full")
    counter = _counter(qtbot, demo)
    counter.card()
    counter.choose()
    for at in range(len(counter.page.presenter.state.draft.papers)):
        counter.page.presenter.papers.toggle(at)
    before = counter.page.presenter.state.draft
    counter.key(Qt.Key.Key_F9)
    assert counter.page.presenter.state.draft == before
    assert counter.page.view.banner.isVisible()
    assert counter.page.view.banner.title.text()
    assert not counter.toasts
    del demo.broken["receive"]
    counter.key(Qt.Key.Key_F9)
    assert len(counter.toasts) == 1
    sent = [value for name, value in demo.calls if name == "receive"]
    assert sent[0]["command_id"] == sent[1]["command_id"]  # type: ignore[index]


def test_keys_of_the_checklist_tick_count_and_turn(demo_counter: Counter) -> None:
    counter = demo_counter
    counter.card()
    counter.choose()
    papers = counter.page.view.papers
    papers.focus_row(0)
    before = counter.page.presenter.state.draft.papers[0].received
    counter.key(Qt.Key.Key_Space)
    assert counter.page.presenter.state.draft.papers[0].received is not before
    counter.key(Qt.Key.Key_Plus)
    assert counter.page.presenter.state.draft.papers[0].copies == 2
    counter.key(Qt.Key.Key_T)
    assert counter.page.presenter.state.draft.papers[0].kind == "certified_copy"
    counter.key(Qt.Key.Key_Down)
    assert papers.rows[1].hasFocus()
    counter.key(Qt.Key.Key_1)
    assert papers.rows[0].hasFocus()


def test_ctrl_z_takes_back_a_tick_but_never_the_person(demo_counter: Counter) -> None:
    page = demo_counter.page
    demo_counter.card()
    demo_counter.choose()
    page.presenter.papers.toggle(0)
    ticked = page.presenter.state.draft.papers[0].received
    assert page.undo()
    assert page.presenter.state.draft.papers[0].received is not ticked
    assert page.presenter.state.draft.person.full_name == CARD.full_name


def test_pages_from_files_land_on_the_selected_paper(demo_counter: Counter) -> None:
    page = demo_counter.page
    demo_counter.card()
    demo_counter.choose()
    page.presenter.papers.select(1)
    pictures = sorted(SAMPLE.glob("*.jpg"))[:2]
    page.view.scan.add_files([*pictures, SAMPLE / "sample.json"])

    def taken() -> list[Path]:
        return [given.file for given in page.presenter.state.draft.papers[1].pages]

    demo_counter.settle()
    assert taken() == pictures
    assert "sample.json" in page.view.scan.notes.says("refused")
    page.view.scan.pages.strip.removed.emit((0,))
    assert taken() == pictures[1:]
    assert page.undo()
    assert taken() == pictures
    assert page.redo()
    assert taken() == pictures[1:]


def test_leaving_and_coming_back_keeps_the_draft(demo_counter: Counter) -> None:
    page = demo_counter.page
    demo_counter.card()
    demo_counter.choose()
    draft = page.presenter.state.draft
    page.hide()
    page.show()
    page.shown()
    assert page.presenter.state.draft == draft


def test_only_the_newest_search_is_shown(demo_counter: Counter) -> None:
    page = demo_counter.page
    demo_counter.card()
    page.presenter.search("khai sinh")
    page.presenter.search("xnt")
    demo_counter.settle()
    assert page.presenter.choice.state.query == "xnt"


def test_a_failure_said_while_the_note_is_typed_takes_no_letter_of_it(demo_counter: Counter) -> None:
    counter = demo_counter
    counter.card()
    counter.choose()
    note = counter.page.view.note.text
    note.setFocus()
    counter.type("goi ")
    counter.page.on_failed(SurroundingsError("disk.full"))
    counter.type("lai")
    counter.settle()
    assert counter.page.view.banner.isVisible()
    assert QApplication.focusWidget() is note
    assert counter.page.presenter.state.draft.note == "goi lai"


def test_an_unknown_procedure_is_said_beside_the_cause(qtbot: QtBot, demo: DemoServices) -> None:
    demo.broken["procedure"] = InputError("procedure.unknown", procedure="9.999999")
    counter = _counter(qtbot, demo)
    counter.card()
    counter.choose("9.999999")
    assert counter.page.view.banner.isVisible()


@pytest.mark.parametrize(
    ("kind", "size"), [(LayoutKind.DENSE, (1264, 590)), (LayoutKind.COMPACT, (1009, 446))]
)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_label_that_matters_is_shortened(
    qtbot: QtBot, qapp: QApplication, kind: LayoutKind, size: tuple[int, int], lang: str
) -> None:
    i18n.install(qapp, lang)
    counter = _counter(qtbot, DemoServices())
    page = counter.page
    page.lay_out(kind)
    page.resize(*size)
    counter.card()
    counter.choose()
    view = page.view
    facts = [view.person.name, view.due.date, view.procedure.name]
    if kind is not LayoutKind.COMPACT:
        facts += [view.procedure.term, view.procedure.fee, view.procedure.online]
    assert [label.text() for label in facts if label.shortened] == []


def test_a_sentence_that_must_be_read_hides_neither_the_address_nor_the_commit(
    demo_counter: Counter, qtbot: QtBot
) -> None:
    page, view = demo_counter.page, demo_counter.page.view
    demo_counter.card()
    demo_counter.choose()
    page.presenter.type_person(
        address="Số 14 đường Thử Nghiệm Số Hai, tổ dân phố 12, khu phố Mẫu Ba, phường Mẫu"
    )
    page.resize(1250, 590)
    page.lay_out(LayoutKind.DENSE)
    view.banner.say(
        "Chưa quét: Tờ khai cấp Giấy xác nhận tình trạng hôn nhân.", "Chụp trang (F5), hoặc F9 lần nữa."
    )
    qtbot.waitUntil(lambda: view.person.address.height() > 30)
    assert not view.person.address.shortened
    assert view.minimumSizeHint().height() <= 590
    view.banner.clear()
    qtbot.waitUntil(view.procedure.term.isVisible)


def test_every_control_has_a_name_for_readers(demo_counter: Counter) -> None:
    page = demo_counter.page
    demo_counter.card()
    demo_counter.choose()
    nameless = [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in page.findChildren(QWidget)
        if widget.isVisibleTo(page)
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.accessibleName()
        and widget.objectName() not in {"qt_scrollarea_viewport"}
    ]
    assert nameless == []


def test_english_leaves_no_vietnamese_word_of_ours(qtbot: QtBot, qapp: QApplication) -> None:
    i18n.install(qapp, "en")
    counter = _counter(qtbot, DemoServices())
    legal = {CARD.full_name, CARD.address}
    words = {label.text() for label in counter.page.findChildren(Label)}
    words |= {button.text() for button in (counter.page.view.commit, counter.page.view.scan.shoot)}
    assert {text for text in words - legal if text and _vietnamese(text)} == set()


def _vietnamese(text: str) -> bool:
    return any(
        letter in "ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
        for letter in text.lower()
    )


def test_a_change_of_language_keeps_the_draft(qtbot: QtBot, demo: DemoServices) -> None:
    first = _counter(qtbot, demo)
    first.card()
    first.choose()
    second = _counter(qtbot, demo)
    second.page.restore(first.page.keep())
    assert second.page.presenter.state.draft == first.page.presenter.state.draft
    second.page.restore(None)
    assert second.page.presenter.state.draft == first.page.presenter.state.draft


@pytest.mark.parametrize(("paper", "pages"), [("k80", 1), ("a5", 2)])
def test_what_is_printed_is_the_paper_that_was_previewed(real: Counter, paper: str, pages: int) -> None:
    printed: list[bytes] = []
    real.page.context.desktop.print_asked.connect(lambda pdf, _title: printed.append(pdf))
    real.card()
    real.choose()
    real.page.presenter.papers.toggle(0)
    real.page.presenter.fields.paper_format(paper)
    real.key(Qt.Key.Key_F9)
    assert isinstance(real.services, DeskServices)
    assert real.services.pages(printed[0]) == pages


def test_after_saving_the_next_citizens_digits_go_into_the_number(real: Counter) -> None:
    real.card()
    real.choose()
    real.page.presenter.papers.toggle(0)
    real.key(Qt.Key.Key_F9)
    assert real.page.view.person.id_field.hasFocus()
    real.type("0791")
    assert real.page.presenter.state.draft.person.id_number == "0791"


def test_typed_fields_give_way_once_the_clerk_moves_on(real: Counter) -> None:
    real.type("079190001234")
    real.page.view.person.name_field.setFocus()
    real.type("LE THI MAU")
    assert real.page.view.person.typing
    real.key(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    real.choose()
    assert not real.page.view.person.typing
    assert real.page.view.person.name.isVisible()
    assert not real.page.view.person.name.shortened


def test_a_number_without_a_name_asks_for_the_name(demo_counter: Counter) -> None:
    demo_counter.type("079190001234")
    demo_counter.key(Qt.Key.Key_F9)
    assert "họ tên" in demo_counter.page.view.banner.title.text()
    assert demo_counter.page.view.person.name_field.hasFocus()


def test_enter_pressed_before_the_answer_takes_what_was_typed_not_an_older_hit(demo_counter: Counter) -> None:
    page = demo_counter.page
    demo_counter.card()
    page.presenter.choice.search("xnt")
    assert not page.presenter.choice.state.answered
    QTest.keyClick(page.view.search.field, Qt.Key.Key_Return)
    assert page.presenter.state.draft.procedure is None
    demo_counter.settle()
    assert page.presenter.state.draft.procedure is not None
    assert demo_counter.services.calls.count(("search", "xnt")) == 1


def test_the_key_after_the_choice_already_ticks_a_paper(real: Counter) -> None:
    real.card()
    real.type("xnt")
    QTest.keyClick(real.page.view.search.field, Qt.Key.Key_Return)  # nothing may have to arrive first
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_Space)
    assert real.page.presenter.state.draft.papers[0].received


def test_a_page_captured_just_before_f9_is_saved_with_the_dossier(
    real: Counter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, services = real.page, real.services
    assert isinstance(services, DeskServices)
    page.hide()
    monkeypatch.setenv("QMC_CAMERA", str(SAMPLE / "to-khai-1.jpg"))
    page.view.scan.controller.auto = False
    page.show()
    page.shown()
    qtbot.waitUntil(lambda: page.view.scan.controller.active, timeout=20_000)
    person = IdentityCard(
        "999192000077", None, "TRẦN THỬ VỘI", date(1992, 3, 14), "female", "1 Đường Mẫu", None
    )
    real.card(person)
    real.choose()
    QTest.keyClick(page, Qt.Key.Key_F5)
    assert page.view.scan.busy
    QTest.keyClick(page, Qt.Key.Key_F9)
    assert services.find("tran thu voi").matches == ()
    qtbot.waitUntil(lambda: len(services.find("tran thu voi").matches) == 1, timeout=5_000)
    view = services.show(services.find("tran thu voi").matches[0].code)
    assert [one.component for one in view.attachments] == [1]
    page.hide()


def test_the_name_read_on_a_scanned_form_is_offered_and_one_key_takes_it(real: Counter) -> None:
    person = real.page.view.person
    real.page.view.scan.add_files([SAMPLE / "to-khai-1.jpg"])
    real.settle()
    assert person.name_field.text() == ""
    person.name_field.setFocus()
    real.key(Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert person.name_field.text() == "VÕ NGỌC THÍ DỤ"
    assert real.page.presenter.state.draft.person.full_name == "VÕ NGỌC THÍ DỤ"
