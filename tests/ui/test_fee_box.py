"""Money at the reception by keys: change, the receipt's number, why it is exempt, an unknown fee."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desk.services import DeskServices
from tests.ui.test_reception import Counter, office_folder, real
from ui.widgets.label import Label

if TYPE_CHECKING:
    from desk.rows import DossierView

__all__ = ["office_folder", "real"]
ALT = Qt.KeyboardModifier.AltModifier


def last(counter: Counter) -> DossierView:
    """The dossier received last."""
    services = counter.services
    assert isinstance(services, DeskServices)
    found = max(services.find("4518", 50).matches, key=lambda one: one.code)
    return services.show(found.code)


def asked(counter: Counter) -> int:
    """What the chosen procedure costs by the catalogue."""
    chosen = counter.page.presenter.state.draft.procedure
    assert chosen is not None
    assert chosen.fee
    return chosen.fee


def begin(counter: Counter) -> None:
    """A citizen, a procedure with a fee, its paper ticked."""
    counter.card()
    counter.choose("1.010038")
    counter.page.presenter.papers.toggle(0)
    counter.settle()


def test_the_change_is_reckoned_while_the_money_is_typed(real: Counter) -> None:
    begin(real)
    box = real.page.view.due.fees
    assert not box.isVisible()
    real.key(Qt.Key.Key_5, ALT)
    assert QApplication.focusWidget() is box.given
    owed = asked(real)
    real.type("50.000")
    assert box.change.text() == f"{50_000 - owed:,} đ".replace(",", ".")
    real.key(Qt.Key.Key_5, ALT)
    assert not box.isVisible()


def test_money_is_grouped_once_its_field_is_left_and_what_was_typed_stays(real: Counter) -> None:
    begin(real)
    box = real.page.view.due.fees
    real.key(Qt.Key.Key_5, ALT)
    real.type("50000")
    assert box.given.text() == "50000"
    real.key(Qt.Key.Key_Return)
    assert not box.given.hasFocus()
    assert box.given.text() == "50.000"
    assert box.change.text() == f"{50_000 - asked(real):,} đ".replace(",", ".")
    box.given.setFocus()
    box.given.end(False)
    real.type("0")
    assert box.change.text() == f"{500_000 - asked(real):,} đ".replace(",", ".")


def test_too_little_money_is_said_as_such(real: Counter) -> None:
    begin(real)
    real.key(Qt.Key.Key_5, ALT)
    real.type("1000")
    owed = asked(real)
    assert real.page.view.due.fees.change.text() == f"{owed - 1_000:,} đ".replace(",", ".")
    captions = [label.text() for label in real.page.view.due.fees.findChildren(Label) if label.isVisible()]
    assert "Đưa thiếu" in captions


def test_enter_goes_from_the_money_handed_over_to_the_number_and_out(real: Counter) -> None:
    begin(real)
    real.key(Qt.Key.Key_5, ALT)
    box = real.page.view.due.fees
    real.type("20000")
    real.key(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is box.number
    real.key(Qt.Key.Key_Return)
    assert not box.isVisible()
    assert real.page.presenter.state.draft.fee_given == "20000"


def test_the_number_of_the_receipt_is_saved_with_the_reception(real: Counter) -> None:
    begin(real)
    real.key(Qt.Key.Key_5, ALT)
    real.page.view.due.fees.number.setFocus()
    real.type("AB/26E 0000")
    real.key(Qt.Key.Key_F9)
    assert [one.text for one in last(real).fee_receipts] == ["AB/26E 0000"]


def test_a_receipt_number_without_digits_keeps_the_reception_open(real: Counter) -> None:
    begin(real)
    real.key(Qt.Key.Key_5, ALT)
    real.page.view.due.fees.number.setFocus()
    real.type("AB")
    real.key(Qt.Key.Key_F9)
    assert real.toasts == []
    assert QApplication.focusWidget() is real.page.view.due.fees.number
    real.type(" 7")
    real.key(Qt.Key.Key_F9)
    assert len(real.toasts) == 1


def test_an_exemption_asks_for_its_reason_once_and_keeps_it(real: Counter) -> None:
    begin(real)
    real.page.presenter.fields.fee_method("exempt")
    real.settle()
    box = real.page.view.due.fees
    assert box.isVisible()
    assert box.reason.count() >= 6
    real.key(Qt.Key.Key_F9)
    assert real.toasts == []
    assert "lý do" in real.page.view.banner.accessibleName()
    assert QApplication.focusWidget() is box.reason
    real.key(Qt.Key.Key_Down)
    chosen = box.reason.currentText()
    assert chosen
    real.key(Qt.Key.Key_F9)
    view = last(real)
    assert (view.fee_method, view.fee_reason) == ("exempt", chosen)


def test_a_fee_the_catalogue_does_not_know_is_typed(real: Counter) -> None:
    services = real.services
    assert isinstance(services, DeskServices)
    unknown = next(hit.card for hit in services.search("", 50) if hit.card.fee is None)
    real.card()
    real.choose(unknown.code)
    for at in range(len(unknown.components)):
        real.page.presenter.papers.toggle(at)
    real.settle()
    assert real.page.view.due.amount.text() == "Lệ phí chưa có trong danh mục"
    real.key(Qt.Key.Key_5, ALT)
    assert QApplication.focusWidget() is real.page.view.due.fees.amount
    real.type("abc")
    real.key(Qt.Key.Key_F9)
    assert real.toasts == []
    real.page.view.due.fees.amount.clear()
    real.type("120.000")
    real.key(Qt.Key.Key_F9)
    view = last(real)
    assert (view.fee_amount, view.fee_method, view.fee_paid) == (120_000, "cash", True)


@pytest.mark.parametrize("text", ["50.000", "50000", "50 000 đ"])
def test_an_amount_reads_as_people_type_it(text: str) -> None:
    from ui.format import read_money

    assert read_money(text) == 50_000
