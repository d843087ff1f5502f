"""The reception where something is left open: papers not scanned, money unfolded, a person read by card."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desk.intake.card_mending import mended_card
from desk.office import settings
from desk.services import DeskServices
from tests.ui.test_reception import CARD, SAMPLE, Counter, demo_counter, dossiers, office_folder, real
from ui.reception.waiting import ARM_MS
from ui.scan.live_pane import LIVE

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest
    from pytestqt.qtbot import QtBot

__all__ = ["demo_counter", "office_folder", "real"]
ALT = Qt.KeyboardModifier.AltModifier


def at_a_camera(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    """A citizen with one paper ticked, at a desk whose camera runs."""
    monkeypatch.setattr(counter.page.view.scan.camera, "state", LIVE)
    counter.card()
    counter.choose("1.010038")
    counter.page.presenter.papers.toggle(0)
    counter.settle()


def test_a_paper_not_scanned_is_asked_about_once_and_f9_again_receives(
    real: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_a_camera(real, monkeypatch)
    view = real.page.view
    before = dossiers(real)
    real.key(Qt.Key.Key_F9)
    assert dossiers(real) == before
    told = view.banner.accessibleName()
    assert "Chưa quét" in told
    assert view.papers.rows[0].spec.name in told
    assert "bấm lần nữa" in told
    assert view.papers.rows[0].hasFocus()
    real.key(Qt.Key.Key_F9)
    assert dossiers(real) == before + 1


def test_a_page_answers_the_question_and_another_unscanned_paper_asks_anew(
    real: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_a_camera(real, monkeypatch)
    page, view = real.page, real.page.view
    before = dossiers(real)
    real.key(Qt.Key.Key_F9)
    view.scan.pages.take((SAMPLE / "to-khai-1.jpg",), origin="file")
    real.settle()
    assert page.presenter.state.draft.papers[0].pages
    assert not view.banner.isVisible()
    real.key(Qt.Key.Key_F9)
    real.settle()
    assert dossiers(real) == before + 1  # scanned: no key more than ever


def on_its_way(monkeypatch: pytest.MonkeyPatch, counter: Counter) -> None:
    """A page was asked of the camera and has not come."""
    monkeypatch.setattr(type(counter.page.view.scan), "busy", property(lambda _pane: True))


def test_nothing_is_asked_while_a_page_is_on_its_way(real: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    at_a_camera(real, monkeypatch)
    page, before = real.page, dossiers(real)
    with monkeypatch.context() as patch:
        on_its_way(patch, real)
        real.key(Qt.Key.Key_F9)
        assert "Đang chờ trang" in page.view.banner.accessibleName()
    page.view.scan.pages.take((SAMPLE / "to-khai-1.jpg",), origin="file")
    real.settle()
    assert dossiers(real) == before + 1  # the page came and answered; no second press


def test_a_key_that_bounces_leaves_no_page_behind(real: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    at_a_camera(real, monkeypatch)
    before = dossiers(real)
    on_its_way(monkeypatch, real)
    real.key(Qt.Key.Key_F9)
    real.key(Qt.Key.Key_F9)
    assert dossiers(real) == before
    assert "Đang chờ trang" in real.page.view.banner.accessibleName()


def test_f9_again_goes_without_the_page_at_once_as_it_says(
    real: Counter, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    at_a_camera(real, monkeypatch)
    before = dossiers(real)
    on_its_way(monkeypatch, real)
    real.key(Qt.Key.Key_F9)
    qtbot.wait(ARM_MS + 50)
    real.key(Qt.Key.Key_F9)
    assert dossiers(real) == before + 1  # not asked a second time about the same paper


def test_an_office_that_does_not_want_scans_is_not_asked(
    real: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    services = real.services
    assert isinstance(services, DeskServices)
    monkeypatch.setattr(settings, "value", lambda _session, key, *_a, **_k: key != "files.scan_required")
    real.page.scans.look()
    real.settle()
    monkeypatch.undo()
    at_a_camera(real, monkeypatch)
    before = dossiers(real)
    real.key(Qt.Key.Key_F9)
    assert dossiers(real) == before + 1


def test_escape_folds_the_money_and_only_then_leaves_the_screen(real: Counter) -> None:
    real.card()
    real.choose("1.010038")
    due = real.page.view.due
    real.key(Qt.Key.Key_5, ALT)
    assert due.fees.isVisible()
    assert real.page.back()
    assert not due.fees.isVisible()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert due.return_by.isAncestorOf(focus)
    assert not real.page.back()


def test_enter_on_edit_opens_the_fields_with_the_focus_and_escape_folds_them(real: Counter) -> None:
    real.card()
    real.choose("1.010038")
    person = real.page.view.person
    person.edit.setFocus()
    real.key(Qt.Key.Key_Return)
    assert person.name_field.hasFocus()
    assert person.name_field.isVisible()
    real.page.presenter.papers.toggle(0)  # whatever changes beside it
    real.settle()
    assert person.name_field.isVisible()
    assert real.page.back()
    assert not person.name_field.isVisible()
    assert person.phone.hasFocus()


def test_alt_1_twice_opens_the_fields_of_a_person_read_by_card(real: Counter) -> None:
    real.card()
    real.choose("1.010038")
    person = real.page.view.person
    real.key(Qt.Key.Key_1, ALT)
    assert person.phone.hasFocus()
    real.key(Qt.Key.Key_1, ALT)
    assert person.name_field.hasFocus()
    assert person.edit.accessibleName()


def test_a_card_whose_reader_lost_letters_says_so() -> None:
    whole = "079192004518|024123456|NGUYỄN THỊ MẪU|14031992|Nữ|12 Đường Mẫu|01052021"
    for text in (whole.replace("Đường", "\ufffdường"), whole.replace("12 Đường Mẫu", "")):
        card = mended_card(text, typed=True)
        assert card is not None
        assert "idcard.damaged" in [one.code for one in card.warnings]
    sound = mended_card(whole, typed=True)
    assert sound is not None
    assert "idcard.damaged" not in [one.code for one in sound.warnings]


def test_a_page_on_its_way_while_a_dossier_is_saved_never_goes_to_the_next_citizen(
    real: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_a_camera(real, monkeypatch)
    controller, session = real.page.view.scan.controller, SimpleNamespace(asked=0)
    monkeypatch.setattr(controller, "_session", session)
    before = dossiers(real)
    real.key(Qt.Key.Key_F9)  # asked about the paper without a page

    monkeypatch.setattr(real.page.presenter, "commit", _meanwhile(session, real.page.presenter.commit))
    real.key(Qt.Key.Key_F9)
    assert dossiers(real) == before + 1
    controller._on_answered("kept", SAMPLE / "to-khai-1.jpg", 1)
    real.settle()
    assert not real.page.view.scan.pages.pages
    assert not real.page.view.scan.busy
    controller._on_answered("kept", SAMPLE / "to-khai-1.jpg", 2)
    real.settle()
    assert len(real.page.view.scan.pages.pages) == 1  # the next citizen's own
    monkeypatch.setattr(controller, "_session", None)


def test_a_page_on_its_way_when_the_next_citizens_card_is_read_never_becomes_theirs(
    real: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_a_camera(real, monkeypatch)
    controller, session = real.page.view.scan.controller, SimpleNamespace(asked=1)
    monkeypatch.setattr(controller, "_session", session)
    real.card(replace(CARD, number="999190000777", full_name="TRẦN VĂN MẪU"))
    assert real.page.presenter.state.draft.person.full_name == "TRẦN VĂN MẪU"
    controller._on_answered("kept", SAMPLE / "to-khai-1.jpg", 1)
    real.settle()
    assert not real.page.view.scan.pages.pages
    assert not real.page.view.scan.busy
    monkeypatch.setattr(controller, "_session", None)


def _meanwhile(session: SimpleNamespace, commit: Callable[[], None]) -> Callable[[], None]:
    """Save, the camera taking a page by itself just then."""

    def run() -> None:
        commit()
        session.asked = 1

    return run


def test_an_address_left_in_keys_is_to_be_compared(real: Counter) -> None:
    real.card()
    real.choose("1.010038")
    person = real.page.view.person
    assert person.chip.accessibleName() == "Đọc từ thẻ"
    real.page.presenter.type_person(address="12 dduwowngf Maaux")
    real.settle()
    assert person.chip.accessibleName() == "Đối chiếu địa chỉ"
    assert "dduwowngf" in person.chip.toolTip()
