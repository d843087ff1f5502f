"""One citizen, several procedures, one card: by keys over a real office, to the papers that are printed."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.clock import parse_moment
from desk.finding.codes import payload
from desk.office.bootstrap import open_office
from desk.rows import DossierView, IdentityCard, Match
from desk.services import DeskServices
from tests.helpers.office_window import CTRL, NOW, Clerk, Sits, clerks
from ui.reception.draft import Draft
from ui.scan.pane import CAMERA_ENV
from ui.search.screen import SearchPage

MARRIAGE, BIRTH, DEATH = "1.004873", "1.001193", "1.000656"
HUONG = IdentityCard("999192004518", None, "NGUYỄN THỊ MẪU HƯỜNG", None, "female", "12 Đường Mẫu", None)
BAO = IdentityCard("999088001234", None, "TRẦN QUỐC MẪU BẢO", None, "male", "7 Đường Mẫu", None)
SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "sample"
Seated = Callable[..., Clerk]


@pytest.fixture
def sits(qtbot: QtBot, qapp: QApplication) -> Iterator[Sits]:
    with clerks(qtbot, qapp) as sit:
        yield sit


@pytest.fixture
def seated(
    practice_office: Path, data_folder: Path, sits: Sits, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Seated]:
    """Seats a clerk at a practice office that prints a visit as told, the reception in front."""
    monkeypatch.delenv(CAMERA_ENV, raising=False)
    shutil.copytree(practice_office, data_folder)
    made: list[Clerk] = []

    def sit(paper: str = "beside", **look: object) -> Clerk:
        from desk.office import settings

        office = open_office(data_folder, now=parse_moment(NOW), user="quan-tri-mau")
        if paper != "beside":
            with office.write("setting.set") as uow:
                settings.change(uow, "receipt.visit", paper)
                uow.commit()
        clerk = sits(DeskServices(office), **look)
        clerk.key(Qt.Key.Key_F2)
        made.append(clerk)
        return clerk

    yield sit
    for clerk in made:
        clerk.reception.closing()


def draft(clerk: Clerk) -> Draft:
    return clerk.reception.presenter.state.draft


def begin(clerk: Clerk, procedure: str = MARRIAGE, card: IdentityCard | None = HUONG) -> None:
    if card is not None:
        clerk.reception.open_with(card)
        clerk.settle()
        clerk.reception.presenter.type_person(phone="0999000118")
    clerk.reception.presenter.choice.choose(procedure)
    clerk.settle()
    for at, paper in enumerate(draft(clerk).papers):
        if paper.missing and draft(clerk).applies(paper):
            clerk.reception.presenter.papers.toggle(at)
    clerk.settle()


def visit_of(clerk: Clerk) -> list[DossierView]:
    """The dossiers of the newest visit, by the record."""
    last = clerk.reception.visiting.last
    assert last is not None
    view = clerk.services.show(last.first)
    return [view, *(clerk.services.show(one.code) for one in view.sisters)]


def test_after_f9_one_key_opens_the_next_procedure_for_the_same_person(seated: Seated) -> None:
    clerk = seated()
    begin(clerk)
    clerk.key(Qt.Key.Key_F9)
    first = clerk.printed[-1]
    clerk.key(Qt.Key.Key_F2, CTRL)
    assert (draft(clerk).person.id_number, draft(clerk).person.phone) == (HUONG.number, "0999000118")
    assert draft(clerk).person.from_card
    assert draft(clerk).visit == first
    assert clerk.focus == "procedure.search"
    begin(clerk, BIRTH, card=None)
    assert clerk.reception.view.commit.text() == "Lưu và in danh sách"
    clerk.key(Qt.Key.Key_F9)
    views = visit_of(clerk)
    assert [one.procedure.code for one in views] == [MARRIAGE, BIRTH]
    assert views[0].visit_no == views[1].visit_no == "LN-261123-001"
    assert clerk.printed == [first, views[1].code, "Danh sách 2 hồ sơ"]


def test_ctrl_f2_saves_what_is_in_front_and_goes_on_until_f9_ends_the_visit(seated: Seated) -> None:
    clerk = seated()
    begin(clerk)
    keys = clerk.keys
    clerk.key(Qt.Key.Key_F2, CTRL)
    begin(clerk, BIRTH, card=None)
    clerk.key(Qt.Key.Key_F2, CTRL)
    begin(clerk, DEATH, card=None)
    clerk.key(Qt.Key.Key_F9)
    assert clerk.keys - keys == 3
    views = visit_of(clerk)
    assert [one.procedure.code for one in views] == [MARRIAGE, BIRTH, DEATH]
    assert {one.phone for one in views} == {"0999000118"}
    assert clerk.printed[-1] == "Danh sách 3 hồ sơ"
    assert len([one for one in clerk.printed if one.startswith("Danh sách")]) == 1
    assert draft(clerk).empty
    assert draft(clerk).visit == ""
    assert clerk.services.day_sheet(clerk.services.now().date()).total.counter == 3


def test_the_list_alone_is_printed_where_the_office_wants_it_instead(seated: Seated) -> None:
    clerk = seated("instead")
    begin(clerk)
    clerk.key(Qt.Key.Key_F2, CTRL)
    begin(clerk, BIRTH, card=None)
    clerk.key(Qt.Key.Key_F9)
    assert clerk.printed == ["Danh sách 2 hồ sơ"]
    assert all((clerk.services.print_form("giay_tiep_nhan", one.code, paper="a5")) for one in visit_of(clerk))


def test_no_list_is_printed_where_the_office_wants_none_but_ctrl_l_still_does(seated: Seated) -> None:
    clerk = seated("list_off")
    begin(clerk)
    clerk.key(Qt.Key.Key_F2, CTRL)
    begin(clerk, BIRTH, card=None)
    clerk.key(Qt.Key.Key_F9)
    assert len(clerk.printed) == 2
    clerk.key(Qt.Key.Key_L, CTRL)
    assert clerk.printed[-1] == "Danh sách 2 hồ sơ"


def test_whom_they_act_for_is_kept_for_the_next_procedure(seated: Seated) -> None:
    clerk = seated()
    begin(clerk)
    clerk.reception.presenter.act_for(
        "other", name="Nguyễn Văn Mẫu Cha", number="999060000001", authority="UQ 12"
    )
    clerk.reception.presenter.papers.toggle(3)
    clerk.settle()
    clerk.key(Qt.Key.Key_F2, CTRL)
    now = draft(clerk)
    assert (now.acting, now.on_behalf_name, now.on_behalf_id, now.authority) == (
        "other", "Nguyễn Văn Mẫu Cha", "999060000001", "UQ 12",
    )  # fmt: skip


def test_a_paper_scanned_in_this_visit_need_not_be_scanned_again(seated: Seated) -> None:
    clerk = seated()
    begin(clerk)
    clerk.reception.presenter.papers.select(0)
    clerk.reception.view.scan.pages.take([SAMPLE / "to-khai-1.jpg"])
    clerk.settle()
    name = draft(clerk).papers[0].name
    clerk.key(Qt.Key.Key_F2, CTRL)
    clerk.reception.presenter.choice.choose(MARRIAGE)  # the same form asked for once more, for another use
    clerk.settle()
    paper = draft(clerk).papers[0]
    assert paper.name == name
    assert paper.offer is not None
    clerk.reception.presenter.papers.use_again(0)
    clerk.key(Qt.Key.Key_F9)
    second = visit_of(clerk)[1]
    assert [row.pages for row in second.attachments] == [1]
    assert second.components[0].reused


def test_the_next_citizens_card_ends_the_visit(seated: Seated) -> None:
    clerk = seated()
    begin(clerk)
    clerk.key(Qt.Key.Key_F2, CTRL)
    clerk.reception.open_with(BAO)
    clerk.settle()
    now = draft(clerk)
    assert (now.person.full_name, now.person.phone, now.visit) == (BAO.full_name, "", "")
    assert clerk.reception.parking.rows == ()  # nothing was typed: nothing is parked


def test_a_visit_goes_on_after_a_parked_reception(seated: Seated) -> None:
    clerk = seated()
    begin(clerk)
    clerk.key(Qt.Key.Key_F2, CTRL)
    begin(clerk, BIRTH, card=None)
    clerk.key(Qt.Key.Key_H, CTRL)
    begin(clerk, DEATH, BAO)
    clerk.key(Qt.Key.Key_F9)
    clerk.key(Qt.Key.Key_H, CTRL)
    clerk.key(Qt.Key.Key_F9)
    views = visit_of(clerk)
    assert [one.procedure.code for one in views] == [MARRIAGE, BIRTH]
    assert {one.applicant_name for one in views} == {HUONG.full_name}
    assert clerk.printed[-1] == "Danh sách 2 hồ sơ"


def test_ctrl_f2_with_nothing_received_says_so(seated: Seated) -> None:
    clerk = seated()
    clerk.key(Qt.Key.Key_F2, CTRL)
    assert clerk.toasts == ["Chưa có hồ sơ nào vừa tiếp nhận để thêm thủ tục."]


def test_a_gap_is_named_before_anything_is_saved(seated: Seated) -> None:
    clerk = seated()
    clerk.reception.open_with(HUONG)
    clerk.settle()
    clerk.reception.presenter.close_search()
    clerk.reception.presenter.fields.note("x")
    clerk.key(Qt.Key.Key_F2, CTRL)
    assert "Chưa chọn thủ tục" in clerk.reception.view.banner.title.text()
    assert clerk.printed == []


def test_ctrl_f2_pressed_twice_at_once_receives_once(seated: Seated) -> None:
    clerk = seated()
    begin(clerk)
    handle = clerk.shell.windowHandle()
    QTest.keyClick(handle, Qt.Key.Key_F2, CTRL)
    QTest.keyClick(handle, Qt.Key.Key_F2, CTRL)
    clerk.settle()
    assert clerk.services.day_sheet(clerk.services.now().date()).total.counter == 1
    assert draft(clerk).visit


def several(clerk: Clerk) -> list[DossierView]:
    """Two dossiers of one visit, received by keys."""
    begin(clerk)
    clerk.key(Qt.Key.Key_F2, CTRL)
    begin(clerk, BIRTH, card=None)
    clerk.key(Qt.Key.Key_F9)
    return visit_of(clerk)


def test_the_list_scanned_opens_every_dossier_of_the_visit(seated: Seated) -> None:
    clerk = seated()
    views = several(clerk)
    office, number = clerk.services._office, views[0].visit_no
    assert number == "LN-261123-001"
    for text in (payload(office.card.code, office.keys.receipt, number), number):
        clerk.key(Qt.Key.Key_F4)
        clerk.scan(text)
        assert clerk.shell.current_name == "search"
        page = clerk.shell.page_of("search")
        assert isinstance(page, SearchPage)
        shown = {line.what.code for line in page.view.list.choices if isinstance(line.what, Match)}
        assert shown == {one.code for one in views}
        clerk.key(Qt.Key.Key_F12)
    clerk.scan(f"{number}.BCFGHJKL")  # no office made this
    assert clerk.shell.current_name == "home"
    assert clerk.shell.banner.isVisible()
