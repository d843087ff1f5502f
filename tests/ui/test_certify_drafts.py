"""Certifications kept while they are typed: parked by Ctrl+H, back after a kill, mended by Ctrl+Z."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.clock import parse_moment
from desk.intake import draft_keeper
from desk.office.bootstrap import open_office
from desk.rows import IdentityCard
from desk.services import DeskServices
from tests.helpers.office_window import CTRL, NOW, SHIFT, Clerk, Sits, clerks
from ui.certify.draft import Draft
from ui.certify.screen import CertifyPage
from ui.reception.reminding import remind

CARD = "001192004518|024123456|NGUYỄN THỊ MẪU|14031992|Nữ|12 Đường Mẫu, phường Mẫu|01052021"
OTHER = "001090001234|025123456|TRẦN VĂN THỬ|05031990|Nam|3 Đường Thử, phường Mẫu|01052021"
BAO = IdentityCard("999088001234", None, "TRẦN QUỐC MẪU BẢO", None, "male", "7 Đường Mẫu", None)
Key = Qt.Key


@pytest.fixture
def data(practice_office: Path, data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A practice office of one test; drafts are written without the pause between two."""
    monkeypatch.setattr(draft_keeper, "PAUSE_SECONDS", 0.01)
    shutil.copytree(practice_office, data_folder)
    return data_folder


class Desks:
    """Windows of one office, one after the other."""

    def __init__(self, sits: Sits) -> None:
        self._sits = sits
        self.seated: list[Clerk] = []

    def sit(self, data: Path, *, later: float = 0, **look: object) -> Clerk:
        """Open the window with the certification in front."""
        office = open_office(data, now=parse_moment(NOW) + timedelta(minutes=later))
        clerk = self._sits(DeskServices(office), **look)
        self.seated.append(clerk)
        clerk.key(Key.Key_F2, SHIFT)
        return clerk


@pytest.fixture
def desks(qtbot: QtBot, qapp: QApplication) -> Iterator[Desks]:
    """Somewhere to sit; what is kept is let go at the end."""
    with clerks(qtbot, qapp) as sit:
        made = Desks(sit)
        yield made
        for clerk in made.seated:
            page_of(clerk).closing()


def page_of(clerk: Clerk) -> CertifyPage:
    page = clerk.shell.page_of("certify")
    assert isinstance(page, CertifyPage)
    return page


def draft(clerk: Clerk) -> Draft:
    return page_of(clerk).presenter.state.draft


def names(clerk: Clerk) -> list[str]:
    return [row.name for row in page_of(clerk).parking.rows]


def fill(clerk: Clerk, card: str = CARD) -> Draft:
    """What a clerk types of one certification, everywhere something can be typed, wrong numbers too."""
    act = page_of(clerk).presenter
    clerk.scan(card)
    clerk.key(Key.Key_3, CTRL)
    act.type_paper(0, name="Giấy khai sinh", pages="4", copies="3", electronic=True)
    act.add_paper()
    act.type_paper(1, name="Bằng tốt nghiệp", pages="ba")
    act.choose(method="online", receipt=True, extra_days=2, signer="Trần Mẫu, Phó Chủ tịch")
    clerk.settle()
    return draft(clerk)


def killed(clerk: Clerk, at: Path) -> Path:
    """The folder as a power cut leaves it once the keeper wrote: another place, no window has it."""
    assert page_of(clerk).parking.keeper.flush(10)
    shutil.copytree(clerk.services._office.data, at)
    return at


def told(given: Draft) -> tuple[object, ...]:
    """All that was typed; of the card what the certification needs."""
    card = given.person.card
    read = card and (card.number, card.full_name, card.birth_date, card.sex, card.address)
    return (
        given.command_id, given.person.id_number, given.person.full_name, read, given.kind, given.papers,
        given.method, given.receipt, given.extra_days, given.signer,
    )  # fmt: skip


def test_a_certification_outlives_a_kill_with_everything_typed(
    desks: Desks, data: Path, tmp_path: Path
) -> None:
    before = fill(desks.sit(data))
    again = desks.sit(killed(desks.seated[0], tmp_path / "sau"), later=12)
    remind(again.shell)
    again.settle()
    assert again.shell.banner.title.text() == "Còn 1 hồ sơ nhập dở chưa lưu"
    assert "12 phút trước" in again.shell.banner.text.text()
    assert "001192004518" not in again.shell.banner.text.text()
    again.key(Key.Key_H, CTRL)
    assert told(draft(again)) == told(before)
    assert page_of(again).view.person.name.text() == "NGUYỄN THỊ MẪU"


def test_half_a_number_and_half_a_name_are_kept_too(desks: Desks, data: Path, tmp_path: Path) -> None:
    clerk = desks.sit(data)
    clerk.type("00119")
    clerk.key(Key.Key_Return)
    clerk.type("NGUYEN TH")
    page_of(clerk).presenter.type_paper(0, pages="")
    again = desks.sit(killed(clerk, tmp_path / "sau"))
    again.key(Key.Key_H, CTRL)
    person, paper = draft(again).person, draft(again).papers[0]
    assert (person.id_number, person.full_name, person.card, paper.pages) == ("00119", "NGUYEN TH", None, "")
    assert page_of(again).view.person.id_field.text() == "00119"


def test_f9_after_a_kill_certifies_once_and_leaves_no_draft(desks: Desks, data: Path, tmp_path: Path) -> None:
    clerk = desks.sit(data)
    fill(clerk)
    page_of(clerk).presenter.type_paper(1, pages="3")
    clerk.settle()
    folder = killed(clerk, tmp_path / "sau")
    again = desks.sit(folder)
    again.key(Key.Key_H, CTRL)
    again.key(Key.Key_F9)
    assert len(again.services.certify.recent()) == 1
    assert page_of(again).parking.keeper.flush(10)
    assert list((folder / "drafts").iterdir()) == []


def test_ctrl_h_parks_and_the_next_ctrl_h_brings_it_back(desks: Desks, data: Path) -> None:
    clerk = desks.sit(data)
    before = fill(clerk)
    clerk.key(Key.Key_H, CTRL)
    assert not draft(clerk).begun
    assert clerk.toasts[-1] == "Đã gác hồ sơ của NGUYỄN THỊ MẪU"
    assert clerk.focus == "certify.id"
    assert clerk.shell.key_bar.parked is not None
    clerk.key(Key.Key_H, CTRL)
    assert told(draft(clerk)) == told(before)
    assert clerk.shell.key_bar.parked is None


def test_several_are_chosen_from_a_list_and_esc_leaves_them(desks: Desks, data: Path) -> None:
    clerk = desks.sit(data)
    fill(clerk)
    clerk.key(Key.Key_H, CTRL)
    second = fill(clerk, OTHER)
    clerk.key(Key.Key_H, CTRL)
    clerk.key(Key.Key_H, CTRL)
    assert page_of(clerk).parked.isVisible()
    clerk.key(Key.Key_Escape)
    assert not page_of(clerk).parked.isVisible()
    assert clerk.shell.current_name == "certify"
    clerk.key(Key.Key_H, CTRL)
    for _ in range(names(clerk).index("TRẦN VĂN THỬ")):
        clerk.key(Key.Key_Down)
    clerk.key(Key.Key_Return)
    assert told(draft(clerk)) == told(second)
    assert names(clerk) == ["NGUYỄN THỊ MẪU"]


def test_the_card_of_the_next_citizen_parks_what_was_typed_for_the_one_before(
    desks: Desks, data: Path
) -> None:
    clerk = desks.sit(data)
    before = fill(clerk)
    clerk.scan(OTHER)
    assert draft(clerk).person.full_name == "TRẦN VĂN THỬ"
    assert draft(clerk).papers[0].blank
    assert names(clerk) == ["NGUYỄN THỊ MẪU"]
    clerk.key(Key.Key_Z, CTRL)
    assert told(draft(clerk)) == told(before)
    assert names(clerk) == ["TRẦN VĂN THỬ"]  # nobody is lost by that either


def test_ctrl_del_drops_and_ctrl_z_brings_back(desks: Desks, data: Path) -> None:
    clerk = desks.sit(data)
    before = fill(clerk)
    clerk.key(Key.Key_Delete, CTRL)
    assert not draft(clerk).begun
    assert page_of(clerk).parking.keeper.flush(10)
    assert list((data / "drafts").iterdir()) == []
    clerk.key(Key.Key_Z, CTRL)
    assert told(draft(clerk)) == told(before)


def test_from_any_screen_ctrl_h_finds_receptions_and_certifications_in_one_list(
    desks: Desks, data: Path
) -> None:
    clerk = desks.sit(data)
    before = fill(clerk)
    clerk.key(Key.Key_H, CTRL)
    clerk.key(Key.Key_F2)
    clerk.reception.open_with(BAO)
    clerk.settle()
    clerk.reception.presenter.type_person(phone="0999000118")
    clerk.key(Key.Key_H, CTRL)
    clerk.key(Key.Key_F12)
    clerk.key(Key.Key_H, CTRL)
    assert clerk.reception.parked.isVisible()
    rows = clerk.reception.parked.rows
    said = [
        str(clerk.reception.parked.list.model().index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole))
        for at in range(len(rows))
    ]
    assert sorted(row.kind for row in rows) == ["certification", "reception"]
    assert sum("Chứng thực chữ ký" in text for text in said) == 1
    assert not any("001192004518" in text for text in said)
    for _ in range([row.kind for row in rows].index("certification")):
        clerk.key(Key.Key_Down)
    clerk.key(Key.Key_Return)
    assert clerk.shell.current_name == "certify"
    assert told(draft(clerk)) == told(before)


def test_with_only_a_reception_parked_ctrl_h_goes_there(desks: Desks, data: Path) -> None:
    clerk = desks.sit(data)
    clerk.key(Key.Key_F2)
    clerk.reception.open_with(BAO)
    clerk.settle()
    clerk.key(Key.Key_H, CTRL)
    clerk.key(Key.Key_F2, SHIFT)
    clerk.key(Key.Key_H, CTRL)
    assert clerk.shell.current_name == "reception"
    assert clerk.reception.presenter.state.draft.person.full_name == BAO.full_name


def test_a_change_of_language_keeps_what_is_typed_and_what_is_parked(desks: Desks, data: Path) -> None:
    clerk = desks.sit(data)
    fill(clerk)
    clerk.key(Key.Key_H, CTRL)
    second = fill(clerk, OTHER)
    kept = clerk.shell.keep()
    english = desks._sits(clerk.services, lang="en")
    desks.seated.append(english)
    english.shell.restore(kept)
    english.shell.go("certify")
    english.settle()
    assert told(draft(english)) == told(second)
    assert names(english) == ["NGUYỄN THỊ MẪU"]


# ---- Ctrl+Z after F9 ------------------------------------------------------------------------------


def certify(clerk: Clerk) -> None:
    clerk.scan(CARD)
    page_of(clerk).presenter.type_paper(0, name="Giấy khai sinh", pages="4", copies="3")
    clerk.settle()
    clerk.key(Key.Key_F9)


def test_ctrl_z_strikes_and_puts_what_was_typed_in_front_to_be_put_right(desks: Desks, data: Path) -> None:
    clerk = desks.sit(data)
    certify(clerk)
    clerk.key(Key.Key_Z, CTRL)
    assert draft(clerk).papers[0].pages == "4"
    page_of(clerk).presenter.type_paper(0, pages="5")
    clerk.settle()
    clerk.key(Key.Key_F9)
    newest, struck = clerk.services.certify.recent()
    assert (newest.struck, newest.lines[0].pages, newest.numbers) == (False, 5, "2")
    assert (struck.struck, struck.numbers) == (True, "1")


def test_once_the_toast_is_gone_ctrl_z_asks_for_the_reason(desks: Desks, data: Path) -> None:
    clerk = desks.sit(data)
    certify(clerk)
    clerk.shell.toast.dismiss()
    clerk.settle()
    clerk.key(Key.Key_Z, CTRL)
    assert clerk.focus == "certify.reason"
    assert not clerk.services.certify.recent()[0].struck
    clerk.type("nham nguoi")
    clerk.key(Key.Key_Return)
    assert clerk.services.certify.recent()[0].lines[0].struck_reason == "nham nguoi"


def test_ctrl_z_after_a_dated_one_begins_its_correction(desks: Desks, data: Path) -> None:
    clerk = desks.sit(data)
    clerk.scan(CARD)
    page_of(clerk).presenter.type_paper(0, name="Giấy khai sinh", pages="40", copies="9")
    clerk.settle()
    clerk.key(Key.Key_F8)
    clerk.key(Key.Key_Z, CTRL)
    assert clerk.shell.current_name == "dossier"
    assert clerk.shell.banner.title.text() == "Việc vừa làm đã vào sổ nên không xóa được."
