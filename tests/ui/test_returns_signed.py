"""Signing for a result otherwise than on the pad: the scanned slip, a refusal with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk.rows.strip import GivenPage
from tests.helpers.returns_demo import CODE, ReturnServices, a_dossier
from tests.helpers.returns_window import CTRL, Opened
from tests.ui.test_returns import counter as counter  # noqa: PLC0414 - the same window

if TYPE_CHECKING:
    from pathlib import Path


def test_a_refused_signature_needs_its_reason_and_hands_over(counter: Opened) -> None:
    desk = counter()
    desk.open()
    desk.key(Qt.Key.Key_A, CTRL)
    desk.page.view.receiver.how.buttons[2].click()
    desk.settle()
    desk.key(Qt.Key.Key_F9)
    assert desk.page.view.receiver.refusal.hasFocus()
    assert "ghi lý do" in desk.page.view.banner.accessibleName()
    QTest.keyClicks(desk.page.view.receiver.refusal, "Khong dong y")
    desk.key(Qt.Key.Key_F9)
    ((verb, payload),) = desk.services.acts.values()
    assert (verb, payload["signature"]) == ("return", {"kind": "refused", "reason": "Khong dong y"})
    desk.services.dossier = a_dossier()
    desk.open(again=True)
    assert desk.page.presenter.state.draft.signing == "pad"  # the next citizen is asked to sign


def test_the_slip_signed_on_paper_is_scanned_and_goes_with_the_return(
    counter: Opened, tmp_path: Path
) -> None:
    desk = counter()
    desk.open()
    view = desk.page.view
    assert not view.scan.isVisible()
    view.receiver.how.buttons[1].click()
    desk.settle()
    assert view.scan.isVisible()
    assert view.files.isHidden()
    assert "In phiếu, mời ký" in view.receiver.paper.text()
    page = GivenPage(tmp_path / "phieu.jpg")
    desk.page.presenter.take_pages({1: (page,)})
    assert "Đã quét 1 trang phiếu ký" in view.receiver.paper.text()
    desk.key(Qt.Key.Key_A, CTRL)
    desk.key(Qt.Key.Key_F9)
    ((_verb, payload),) = desk.services.acts.values()
    assert payload["signature"] == {"kind": "paper", "pages": [page.as_json()]}


def test_the_sheet_to_sign_is_printed_by_ctrl_l_once_there_is_a_result(
    counter: Opened, tmp_path: Path
) -> None:
    slip = tmp_path / "phieu-tra.pdf"
    slip.write_bytes(b"%PDF-1.7")
    desk = counter(ReturnServices(paper=slip))
    desk.open()
    desk.key(Qt.Key.Key_L, CTRL)
    assert ("print_form", ("phieu_tra", CODE, "a5")) in desk.services.calls
    assert desk.printed == [CODE]
