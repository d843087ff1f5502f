"""The budget of keys of every usual act, pressed one by one in the whole window over a real office.

Only keys and scans touch the window; what a citizen does (signing) is done with the mouse. A letter is a key.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.rows import State
from desk.trial.samples import page_photo
from tests.helpers.office_window import ALT, CTRL, NOW, Clerk, Practice, Sits, clerks
from ui.dossier.committing import ARM_MS

CARD = "999190000001||NGUYỄN THỊ MẪU B|05031990|Nữ|12 Đường Mẫu, Phường Mẫu|01052021"
OTHER = "999190000777||TRẦN VĂN MẪU|07071971|Nam|8 Đường Mẫu, Phường Mẫu|01052021"
EARLIER = "2026-11-12T08:30:00+07:00"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("giấy")
    for seed in (1, 2, 3):
        page_photo(folder / f"{seed}.jpg", kind="easy", seed=seed, size=(1280, 960))
    return folder


@pytest.fixture
def practice(data_folder: Path, pages: Path, monkeypatch: pytest.MonkeyPatch) -> Practice:
    monkeypatch.setenv("QMC_CAMERA", str(pages))
    return Practice.found(data_folder)


@pytest.fixture
def sits(qtbot: QtBot, qapp: QApplication) -> Iterator[Sits]:
    with clerks(qtbot, qapp) as sit:
        yield sit


def writes(clerk: Clerk, text: str) -> None:
    """Letter by letter, each of them counted."""
    for letter in text:
        clerk.keys += 1
        clerk.type(letter)


def test_a_new_citizen_with_two_papers_and_three_pages(qtbot: QtBot, practice: Practice, sits: Sits) -> None:
    with practice.at() as services:
        clerk = sits(services)
        clerk.key(Qt.Key.Key_F2)
        clerk.scan(OTHER)
        clerk.key(Qt.Key.Key_1, ALT)
        writes(clerk, "0999118264")
        clerk.key(Qt.Key.Key_Return)
        writes(clerk, "xnt")
        clerk.key(Qt.Key.Key_Return)
        clerk.key(Qt.Key.Key_Space)
        strip = clerk.reception.view.scan.pages
        qtbot.waitUntil(lambda: len(strip.pages) >= 3, timeout=60_000)  # the camera takes them by itself
        clerk.key(Qt.Key.Key_F9)
        qtbot.waitUntil(lambda: bool(clerk.toasts), timeout=60_000)
        found = services.find("trần văn mẫu").matches
        assert len(found) == 1
        view = services.show(found[0].code)
    assert view.phone == "0999118264"
    assert sum(one.pages for one in view.attachments) >= 3
    assert clerk.keys <= 25, clerk.keys


def receives(qtbot: QtBot, clerk: Clerk) -> None:
    """F9, and once more where it asks; the camera may have a page on its way by then, or none yet."""
    banner = clerk.reception.view.banner

    def said() -> bool:
        return bool(clerk.toasts) or "Chưa quét" in banner.accessibleName()

    clerk.key(Qt.Key.Key_F9)
    qtbot.waitUntil(said, timeout=60_000)
    if not clerk.toasts:
        clerk.key(Qt.Key.Key_F9)
        qtbot.waitUntil(lambda: bool(clerk.toasts), timeout=60_000)


def test_a_citizen_who_comes_again_with_the_usual_procedure(
    qtbot: QtBot, practice: Practice, sits: Sits
) -> None:
    practice.receive(EARLIER, 1)
    with practice.at() as services:
        clerk = sits(services)
        clerk.scan(CARD)
        assert clerk.reception.presenter.state.draft.person.phone == "0999000001"
        clerk.key(Qt.Key.Key_1, CTRL)
        clerk.key(Qt.Key.Key_Space)
        receives(qtbot, clerk)
        assert len(services.find("999190000001").matches) == 2
    assert clerk.keys <= 9, clerk.keys


def test_a_receipt_opens_its_dossier_without_a_key(practice: Practice, sits: Sits) -> None:
    code = practice.receive(EARLIER, 1)
    with practice.at() as services:
        clerk = sits(services)
        clerk.scan(services.show(code).receipt_payload)
        assert clerk.shell.current_name == "dossier"
        assert opened(clerk) == code
    assert clerk.keys == 0


def test_a_lost_slip_is_found_by_a_name(practice: Practice, sits: Sits) -> None:
    code = practice.receive(EARLIER, 1)
    with practice.at() as services:
        clerk = sits(services)
        clerk.key(Qt.Key.Key_F3)
        writes(clerk, "mau b")
        clerk.key(Qt.Key.Key_Return)
        assert opened(clerk) == code
    assert clerk.keys <= 8, clerk.keys


def test_a_result_is_handed_over_and_signed_for(practice: Practice, sits: Sits) -> None:
    code = practice.receive(EARLIER, 1)
    practice.act(EARLIER, code, "result-ready", {"result": {"number": "12/XN"}})
    with practice.at() as services:
        clerk = sits(services)
        clerk.scan(services.show(code).receipt_payload)
        assert clerk.shell.current_name == "returns"
        clerk.scan(CARD)
        clerk.key(Qt.Key.Key_A, CTRL)
        sign(clerk)
        clerk.key(Qt.Key.Key_F9)
        assert services.show(code).state is State.RETURNED
    assert clerk.keys <= 5, clerk.keys


def opened(clerk: Clerk) -> str:
    """The code of the dossier in front."""
    view = clerk.dossier.presenter.state.view
    return view.code if view is not None else ""


def sign(clerk: Clerk) -> None:
    """The citizen draws on the pad."""
    from ui.widgets.signature import SignaturePad

    pad = next(one for one in clerk.shell.findChildren(SignaturePad) if one.isVisible())
    middle = pad.rect().center()
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=middle - QPoint(50, 15))
    for step in range(-45, 50, 5):
        QTest.mouseMove(pad, middle + QPoint(step, (step % 20) - 10))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=middle + QPoint(50, 15))
    clerk.settle()


def test_papers_are_asked_for(practice: Practice, sits: Sits) -> None:
    code = practice.receive(EARLIER, 1)
    with practice.at() as services:
        clerk = sits(services)
        clerk.scan(services.show(code).receipt_payload)
        clerk.key(Qt.Key.Key_F8)
        clerk.key(Qt.Key.Key_Space)
        walk_to(clerk, "dossier.phrases")
        clerk.key(Qt.Key.Key_Return)
        clerk.key(Qt.Key.Key_F9)
        assert services.show(code).state is State.SUPPLEMENT
    assert clerk.keys <= 9, clerk.keys


def walk_to(clerk: Clerk, name: str) -> None:
    """Tab to a widget, each Tab counted."""
    while clerk.focus != name:
        clerk.key(Qt.Key.Key_Tab)
        assert clerk.keys < 40, clerk.focus


def test_a_late_dossier_is_rescheduled_with_an_apology_from_the_list(practice: Practice, sits: Sits) -> None:
    code = practice.receive(EARLIER, 1)
    with practice.at() as services:
        before = services.show(code).due_at
        clerk = sits(services)
        clerk.key(Qt.Key.Key_F10)
        clerk.key(Qt.Key.Key_Down)  # from what is due today to what is overdue
        clerk.key(Qt.Key.Key_F8)
        assert clerk.focus == "dossier.phrases"
        clerk.key(Qt.Key.Key_Return)
        clerk.key(Qt.Key.Key_F9)
        view = services.show(code)
        assert view.due_at is not None
        assert before is not None
        assert view.due_at > before
        assert "dossier.extended" in [event.verb for event in view.events]
        assert any(code in title for title in clerk.printed)
    assert clerk.keys <= 7, clerk.keys


def test_a_refusal_takes_two_steps_and_is_not_the_fastest_path(
    qtbot: QtBot, practice: Practice, sits: Sits
) -> None:
    code = practice.receive("2026-11-23T08:30:00+07:00", 1)
    with practice.at() as services:
        clerk = sits(services)
        clerk.scan(services.show(code).receipt_payload)
        clerk.key(Qt.Key.Key_F7)
        walk_to(clerk, "dossier.phrases")
        clerk.key(Qt.Key.Key_Return)
        clerk.key(Qt.Key.Key_F9)
        qtbot.wait(ARM_MS + 50)  # a bouncing key is no decision
        clerk.key(Qt.Key.Key_F9)
        assert services.show(code).state is State.REFUSED
    assert 4 <= clerk.keys <= 11, clerk.keys


def test_the_last_receipt_is_printed_again(qtbot: QtBot, practice: Practice, sits: Sits) -> None:
    practice.receive(EARLIER, 1)
    with practice.at() as services:
        clerk = sits(services)
        clerk.shell.toast.stays = True  # on a busy machine it was gone, a page of the next citizen there
        clerk.scan(CARD)
        clerk.key(Qt.Key.Key_1, CTRL)
        clerk.key(Qt.Key.Key_Space)
        receives(qtbot, clerk)
        assert len(clerk.printed) == 1
        clerk.keys = 0
        clerk.key(Qt.Key.Key_P, CTRL)
        assert len(clerk.printed) == 2
        assert clerk.printed[0].split()[-1] == clerk.printed[1].split()[-1]
    assert clerk.keys <= 2


def test_a_clean_day_is_closed(practice: Practice, sits: Sits) -> None:
    with practice.at(NOW.replace("09:41", "17:00")) as services:
        clerk = sits(services)
        clerk.key(Qt.Key.Key_F11)
        clerk.key(Qt.Key.Key_F9)
        question = QApplication.activeModalWidget()
        assert question is not None
        clerk.keys += 1
        QTest.keyClick(question, Qt.Key.Key_Return)
        clerk.settle()
        assert services.day_sheet(services.now().date()).closed is not None
    assert clerk.keys <= 9, clerk.keys
