"""The citizen's window beside a clerk who works by real keys on a real practice office."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desk.clock import LOCAL
from desk.office.citizen_screen import CitizenScreen
from desk.rows import IdentityCard, Received, State
from desk.services import DeskServices
from tests.helpers.citizen_desk import WALL, Desk, Sits, desks, draw
from tests.helpers.ink import ink_rows, picture
from tests.helpers.office_window import CTRL, Practice
from ui.citizen import stage as stages
from ui.citizen import words
from ui.citizen.big import step
from ui.citizen.faces import Entering, Fee, PaperLine, Rate, Sign, Thanks, Visit
from ui.citizen.monitors import Monitor
from ui.citizen.window import CitizenWindow
from ui.i18n import catalogue
from ui.reception.draft import Draft
from ui.theme import apply
from ui.tokens import Tone, Type
from ui.widgets.label import Label
from ui.widgets.text import draw_line

NUMBER = "999190000001"
CARD = IdentityCard(NUMBER, None, "NGUYỄN THỊ MẪU B", None, "female", "12 Đường Mẫu", None)


@pytest.fixture(scope="session")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Practice:
    """An office with one result to hand over."""
    return Practice.found(tmp_path_factory.mktemp("citizen") / "Phường Mẫu")


@pytest.fixture
def services(practice: Practice) -> Iterator[DeskServices]:
    with practice.at() as opened:
        (opened._office.data / "citizen.json").unlink(missing_ok=True)
        yield opened


@pytest.fixture
def sit(qtbot: QtBot, qapp: QApplication) -> Iterator[Sits]:
    with desks(qtbot, qapp) as build:
        yield build


@pytest.fixture
def desk(sit: Sits, services: DeskServices) -> Desk:
    """Both sides, the citizen's monitor plugged in."""
    made = sit(services)
    made.turn_on()
    return made


def ready(practice: Practice, number: int) -> str:
    """A dossier whose result waits at the counter."""
    code = practice.receive("2026-11-20T09:00:00+07:00", number)
    practice.act("2026-11-20T10:00:00+07:00", code, "result-ready")
    return code


def begin(desk: Desk) -> None:
    """A card on the reader, a procedure chosen."""
    desk.clerk.key(Qt.Key.Key_F2)
    desk.reception.open_with(CARD)
    desk.clerk.settle()
    desk.reception.presenter.choice.choose("1.004873")
    desk.catch_up()


def receive_all(desk: Desk) -> None:
    """Tick every paper that is asked for."""
    act = desk.reception.presenter
    for at, paper in enumerate(act.state.draft.papers):
        if paper.missing:
            act.papers.toggle(at)
    desk.catch_up()


# ---- coming and going --------------------------------------------------------------------------------


def test_the_window_comes_with_its_monitor_and_goes_with_it_and_the_keys_stay_where_they_are(
    desk: Desk,
) -> None:
    desk.clerk.key(Qt.Key.Key_F2)
    field, window = QApplication.focusWidget(), desk.window
    assert field is not None
    assert window.geometry() == WALL.rect
    desk.table.plug()
    assert desk.side.window is None
    desk.clerk.settle()
    for _ in range(3):
        desk.table.plug(WALL)
        assert desk.window.isVisible()
        desk.clerk.settle()
        assert desk.clerk.shell.isActiveWindow()
        assert QApplication.focusWidget() is field
        desk.table.plug()
        desk.clerk.settle()
    desk.clerk.type("999")
    assert QApplication.focusWidget() is field


def test_a_machine_without_a_chosen_monitor_opens_no_window(sit: Sits, services: DeskServices) -> None:
    made = sit(services)
    made.table.plug(WALL)
    made.side.load()
    made.clerk.settle()
    assert made.side.window is None
    assert not made.clerk.shell.desktop.facing.able.on


def test_the_window_moves_with_its_monitor(desk: Desk) -> None:
    moved = replace(WALL, rect=QRect(0, -1080, 1920, 1080))
    desk.table.plug(moved)
    assert desk.window.geometry() == moved.rect


def test_what_was_chosen_is_found_again_at_the_next_start(desk: Desk, services: DeskServices) -> None:
    desk.table.plug(Monitor("DP-9", QRect(800, 0, 800, 600)), WALL)
    assert services.house.citizen_screen().name == "HDMI-1"
    desk.side.load()
    desk.clerk.settle()
    assert desk.window.geometry() == WALL.rect


def test_the_window_takes_no_key_even_where_it_was_clicked(desk: Desk) -> None:
    desk.clerk.key(Qt.Key.Key_F2)
    field = QApplication.focusWidget()
    QTest.mouseClick(desk.window, Qt.MouseButton.LeftButton)
    desk.clerk.settle()
    assert QApplication.focusWidget() is field
    assert desk.window.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert [one.objectName() for one in desk.window.findChildren(QWidget) if one.focusPolicy()] == []


# ---- reading along -----------------------------------------------------------------------------------


def test_the_citizen_reads_along_and_the_number_is_masked(desk: Desk) -> None:
    begin(desk)
    seen = desk.seen()
    assert CARD.full_name in seen
    assert "999*******01" in seen
    assert "tình trạng hôn nhân" in seen
    assert NUMBER not in desk.said()
    assert "Đường Mẫu" not in desk.said()
    assert "trước 17:00" not in seen  # nothing is promised while papers are missing
    receive_all(desk)
    assert "trước 17:00" in desk.seen()


def test_after_f9_the_fee_then_thanks_and_nothing_of_the_person(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stages, "FEE_MS", 40)
    begin(desk)
    fee = desk.reception.presenter.state.draft.procedure
    assert fee is not None
    receive_all(desk)
    desk.clerk.key(Qt.Key.Key_F9)
    expected = Fee if (fee.fee or 0) > 0 else Thanks
    assert isinstance(desk.side.stage.face, expected)
    assert CARD.full_name not in desk.said()
    assert "0001" not in desk.said()
    qtbot.waitUntil(lambda: isinstance(desk.side.stage.face, Thanks))
    assert "Hẹn trả trước 17:00" in desk.seen()


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_F12, Qt.Key.Key_F10])
def test_nothing_of_the_person_stays_when_the_clerk_leaves_the_screen(desk: Desk, key: Qt.Key) -> None:
    begin(desk)
    desk.clerk.key(key)
    while desk.clerk.shell.current_name == "reception":
        desk.clerk.key(key)
    assert desk.side.stage.face is None
    assert CARD.full_name not in desk.said()
    desk.clerk.key(Qt.Key.Key_F2)
    assert CARD.full_name in desk.seen()  # the draft was kept, and so is what the citizen reads


def test_nothing_of_the_person_stays_when_nobody_types_any_more(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stages, "IDLE_MS", 50)
    begin(desk)
    qtbot.waitUntil(lambda: desk.side.stage.face is None)
    assert CARD.full_name not in desk.said()


def test_where_names_are_kept_short_others_in_the_queue_read_initials(desk: Desk) -> None:
    desk.turn_on(short_name=True)
    begin(desk)
    assert "NGUYỄN T. M. B." in desk.seen()
    assert CARD.full_name not in desk.said()


# ---- signing and rating ------------------------------------------------------------------------------


def test_a_signature_made_on_the_citizens_monitor_is_the_one_on_record(
    desk: Desk, practice: Practice, services: DeskServices
) -> None:
    desk.turn_on(touch="yes")
    code = ready(practice, 2)
    desk.clerk.shell.go("returns", code)
    desk.clerk.settle()
    assert isinstance(desk.side.stage.face, Entering)
    desk.clerk.key(Qt.Key.Key_A, CTRL)
    assert isinstance(desk.side.stage.face, Sign)
    assert desk.window.sign.pad.isVisible()
    desk.sign()
    assert desk.returns.presenter.state.draft.signature is not None
    assert desk.returns.view.receiver.pad.enough
    desk.clerk.key(Qt.Key.Key_R, CTRL)  # the clerk wipes it on both sides
    assert not desk.window.sign.pad.signed
    assert desk.returns.presenter.state.draft.signature is None
    desk.sign()
    desk.clerk.key(Qt.Key.Key_F9)
    view = services.show(code)
    assert view.state is State.RETURNED
    [signature] = [one for one in view.attachments if one.role == "signature"]
    assert len(signature.sha256) == 64
    assert not desk.window.sign.pad.signed


@pytest.mark.parametrize("there", [True, False], ids=["citizen's monitor", "clerk's pad"])
def test_something_too_small_to_be_a_signature_is_refused_in_words(
    desk: Desk, practice: Practice, services: DeskServices, *, there: bool
) -> None:
    desk.turn_on(touch="yes")
    code = ready(practice, 3 if there else 4)
    desk.clerk.shell.go("returns", code)
    desk.clerk.settle()
    desk.clerk.key(Qt.Key.Key_A, CTRL)
    if there:
        desk.sign(small=True)
        assert "Nét ký nhỏ quá" in desk.seen()
    else:
        draw(desk.returns.view.receiver.pad, reach=0)
        desk.clerk.settle()
    desk.clerk.key(Qt.Key.Key_F9)
    banner = desk.returns.view.banner
    assert banner.isVisible()
    assert "Nét ký nhỏ quá" in " ".join(one.text() for one in banner.findChildren(Label))
    assert services.show(code).state is State.READY
    desk.clerk.key(Qt.Key.Key_R, CTRL)
    assert not desk.returns.view.receiver.pad.signed


def returned(desk: Desk, practice: Practice, number: int) -> str:
    """A result handed over, signed on paper."""
    code = ready(practice, number)
    desk.clerk.shell.go("returns", code)
    desk.clerk.settle()
    desk.returns.presenter.set_signing("paper")
    desk.clerk.key(Qt.Key.Key_A, CTRL)
    desk.clerk.key(Qt.Key.Key_F9)
    return code


def rated(services: DeskServices, code: str) -> list[dict[str, object]]:
    """What the record says of the rating."""
    return [dict(one.details) for one in services.show(code).events if one.verb == "dossier.rated"]


def test_a_touch_rates_once_and_is_recorded_as_the_citizens(
    desk: Desk, practice: Practice, services: DeskServices
) -> None:
    desk.turn_on(touch="yes")
    code = returned(desk, practice, 5)
    assert isinstance(desk.side.stage.face, Rate)
    rate = desk.window.rate
    QTest.mouseClick(rate.faces[3], Qt.MouseButton.LeftButton)
    QTest.mouseClick(rate.faces[0], Qt.MouseButton.LeftButton)
    desk.clerk.settle()
    assert [(one["score"], one["by"]) for one in rated(services, code)] == [(4, "citizen")]
    assert isinstance(desk.side.stage.face, Thanks)
    assert "Công dân tự bấm" in " ".join(one.text() for one in desk.returns.view.rating.findChildren(Label))


def test_the_citizens_number_pad_rates_and_the_clerks_keys_do_not(
    desk: Desk, practice: Practice, services: DeskServices
) -> None:
    desk.turn_on(touch="no", keypad=True)
    code = returned(desk, practice, 6)
    desk.clerk.key(Qt.Key.Key_F2)
    assert isinstance(desk.side.stage.face, Rate)
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClick(field, Qt.Key.Key_2)
    desk.clerk.settle()
    assert rated(services, code) == []
    pad = Qt.KeyboardModifier.KeypadModifier
    before = desk.reception.presenter.state.draft
    QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_5, pad, "5"))
    desk.clerk.settle()
    assert [(one["score"], one["by"]) for one in rated(services, code)] == [(5, "citizen")]
    assert desk.reception.presenter.state.draft == before
    QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_5, pad, "5"))
    desk.clerk.settle()
    assert len(rated(services, code)) == 1


def test_a_rating_nobody_gives_runs_out_and_the_clerk_waits_for_nothing(
    desk: Desk, practice: Practice, services: DeskServices, qtbot: QtBot
) -> None:
    desk.turn_on(touch="yes")
    desk.side.stage.rating_ms = 150
    code = returned(desk, practice, 7)
    begin(desk)  # the next citizen is served meanwhile
    assert isinstance(desk.side.stage.face, Entering)
    assert rated(services, code) == []
    desk.side.stage.clear()
    code = returned(desk, practice, 8)
    qtbot.waitUntil(lambda: isinstance(desk.side.stage.face, Thanks))
    assert rated(services, code) == []
    assert "Công dân bỏ qua" in " ".join(one.text() for one in desk.returns.view.rating.findChildren(Label))


def test_what_the_clerk_keys_is_recorded_as_the_clerks(
    sit: Sits, practice: Practice, services: DeskServices
) -> None:
    single = sit(services)  # one monitor: everything works without a citizen's window
    code = returned(single, practice, 9)
    rating = single.returns.view.rating
    assert rating.isVisible()
    rating.setFocus()
    single.clerk.key(Qt.Key.Key_3)
    assert [(one["score"], one["by"]) for one in rated(services, code)] == [(3, "clerk")]
    assert "Cán bộ bấm thay" in " ".join(one.text() for one in rating.findChildren(Label))


# ---- looks -------------------------------------------------------------------------------------------

MARKS = "ẪỖỄẬỰ NGUYỄN HỮU PHƯỚC"


def unclipped(kind: Type) -> int:
    """Rows of ink of the word painted with plenty of room."""
    image = QImage(1900, 400, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    ground = image.copy()
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_line(painter, 20, 250, MARKS, kind, QColor("black"))
    painter.end()
    return ink_rows(image, ground)


@pytest.mark.parametrize("px", [26, 36, 54, 76, 84])
@pytest.mark.parametrize("unit", [0.53, 0.71, 1.0])
def test_no_tone_mark_is_clipped_at_any_size(qtbot: QtBot, px: float, unit: float) -> None:
    kind = step(px, unit, weight=600)
    label = Label(MARKS, kind, Tone.PLAIN)
    qtbot.addWidget(label)
    label.resize(label.sizeHint())
    image = picture(label)
    ground = image.copy()
    ground.fill(Qt.GlobalColor.white)
    assert ink_rows(image, ground) == unclipped(kind)


@pytest.mark.parametrize("look", ["light", "dark", "contrast"])
@pytest.mark.parametrize("mode", ["vi_en", "vi", "en"])
@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080), (1024, 768), (1280, 1024)])
def test_everything_has_its_room_on_every_monitor(
    qtbot: QtBot, qapp: QApplication, look: str, mode: str, size: tuple[int, int]
) -> None:
    """No label is cut below or shortened, in any state, but the longest names."""
    apply(qapp, look, scale=1.3)  # the clerk's own text size does not reach the citizen
    window = CitizenWindow(preview=True)
    qtbot.addWidget(window)
    window.resize(*size)
    window.dress(CitizenScreen(languages=mode), office="Trung tâm PVHCC phường Mẫu", here=True)
    window.show()
    qtbot.waitExposed(window)
    due = datetime(2026, 11, 26, 17, tzinfo=LOCAL)
    papers = tuple(PaperLine(f"Giấy tờ {n}", done=True) for n in range(4))
    entering = Entering("NGUYỄN HỮU PHƯỚC", "079*******18", "Đăng ký khai sinh", papers, due, 15000, "cash")
    for face in (None, entering, Fee(12_150_000), Sign("Mẫu"), Sign("Mẫu", True), Rate(), Thanks(due)):
        window.show_face(face)
        QApplication.processEvents()
        QApplication.processEvents()
        for label in window.findChildren(Label):
            if label.isVisible() and label.text():
                place = label.mapTo(window, label.rect().bottomRight())
                assert window.rect().contains(place), (face, label.text())
                assert not label.shortened, (face, label.text())


def test_every_word_the_citizen_reads_has_english() -> None:
    folder = Path(words.__file__).parent
    asked: set[str] = set()
    for file in folder.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "both":
                asked |= {str(one.value) for one in ast.walk(node.args[0]) if isinstance(one, ast.Constant)}
    assert len(asked) > 25
    assert sorted(one for one in asked if one not in catalogue("en")) == []


# ---- two real screens --------------------------------------------------------------------------------


def test_on_two_screens_the_program_fills_the_second_one_and_keeps_the_keys_on_the_first(
    practice: Practice, tmp_path: Path
) -> None:
    from tests.helpers.cli import child_environment

    screens = tmp_path / "screens.json"
    usual = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    screens.write_text(
        json.dumps(
            {
                "screens": [
                    {"name": "CLERK", "x": 0, "y": 0, "width": 1366, "height": 768, **usual},
                    {"name": "WALL", "x": 1366, "y": 0, "width": 1920, "height": 1080, **usual},
                ]
            }
        )
    )
    done = subprocess.run(
        [sys.executable, "-m", "tests.helpers.citizen_child", str(practice.data)],
        env=child_environment({"QT_QPA_PLATFORM": f"offscreen:configfile={screens}"}),
        cwd=Path(__file__).resolve().parents[2], capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout)
    assert told["clerk"] == "CLERK"
    assert told["citizen"] == {"screen": "WALL", "rect": [1366, 0, 1920, 1080]}
    assert told["keys"] is True
    assert told["before"] is False
    assert told["typed"] == "999"


# ---- one visit, several dossiers -----------------------------------------------------------------


def test_the_end_of_a_visit_shows_every_code_and_date_and_what_it_costs_together(desk: Desk) -> None:
    begin(desk)
    receive_all(desk)
    desk.clerk.key(Qt.Key.Key_F2, CTRL)
    desk.reception.presenter.choice.choose("2.000908")
    desk.catch_up()
    receive_all(desk)
    desk.clerk.key(Qt.Key.Key_F9)
    face = desk.side.stage.face
    assert isinstance(face, Visit)
    views = [desk.clerk.services.show(line.code) for line in face.lines]
    assert [one.procedure.code for one in views] == ["1.004873", "2.000908"]
    assert [line.due for line in face.lines] == [one.due_at for one in views]
    assert face.fee == sum(one.fee_amount for one in views)
    told = desk.window.visit.lines.accessibleName()
    for view in views:
        assert view.code in told
        assert view.due_at is not None
        assert f"{view.due_at:%d/%m/%Y}" in told
    assert "NGUYỄN" not in desk.said()
    desk.side.stage._on_end()
    assert isinstance(desk.side.stage.face, Thanks)
    assert views[0].code not in desk.said()


def test_a_visit_told_late_is_not_shown_to_the_next_citizen(desk: Desk) -> None:
    begin(desk)
    receive_all(desk)
    said: list[tuple[Received, Draft]] = []
    desk.reception.presenter.committed.connect(lambda received, draft: said.append((received, draft)))
    desk.clerk.key(Qt.Key.Key_F9)
    begin(desk)  # the next one stands there
    desk.reception.facing.tell_visit(*said[0])
    desk.catch_up()
    assert isinstance(desk.side.stage.face, Entering)
