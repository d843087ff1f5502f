"""Receptions kept while they are typed: parked and taken up by Ctrl+H, offered again, lost by nothing."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from desk.clock import parse_moment
from desk.intake import draft_keeper
from desk.office.bootstrap import open_office
from desk.record.durable import write_file
from desk.rows import IdentityCard
from desk.services import DeskServices
from tests.helpers.office_window import CTRL, NOW, Clerk, Sits, clerks
from ui.reception.draft import Draft
from ui.reception.reminding import remind
from ui.scan.pane import CAMERA_ENV

MARRIAGE = "1.004873"
SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "sample"
HUONG = IdentityCard("999192004518", None, "NGUYỄN THỊ MẪU HƯỜNG", None, "female", "12 Đường Mẫu", None)
BAO = IdentityCard("999088001234", None, "TRẦN QUỐC MẪU BẢO", None, "male", "7 Đường Mẫu", None)


@pytest.fixture
def data(practice_office: Path, data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A practice office of one test; drafts are written without the pause between two."""
    monkeypatch.delenv(CAMERA_ENV, raising=False)
    monkeypatch.setattr(draft_keeper, "PAUSE_SECONDS", 0.01)
    monkeypatch.setattr(draft_keeper, "RETRY_SECONDS", 0.05)
    shutil.copytree(practice_office, data_folder)
    return data_folder


@pytest.fixture
def sits(qtbot: QtBot, qapp: QApplication) -> Iterator[Sits]:
    """Seats clerks at windows."""
    with clerks(qtbot, qapp) as sit:
        yield sit


class Desks:
    """Windows of one office, one after the other; what they kept is let go at the end."""

    def __init__(self, data: Path, sits: Sits) -> None:
        self._data, self._sits = data, sits
        self.seated: list[Clerk] = []

    def sit(self, *, user: str | None = None, later: float = 0, **look: object) -> Clerk:
        """Open the window with the reception in front."""
        moment = parse_moment(NOW) + timedelta(minutes=later)
        office = open_office(self._data, now=moment, user=user)
        clerk = self._sits(DeskServices(office), **look)
        self.seated.append(clerk)
        clerk.key(Qt.Key.Key_F2)
        return clerk


@pytest.fixture
def desks(data: Path, sits: Sits) -> Iterator[Desks]:
    """Somewhere to sit."""
    made = Desks(data, sits)
    yield made
    for clerk in made.seated:
        clerk.reception.closing()


def draft(clerk: Clerk) -> Draft:
    return clerk.reception.presenter.state.draft


def names(clerk: Clerk) -> list[str]:
    return [row.name for row in clerk.reception.parking.rows]


def fill(clerk: Clerk, card: IdentityCard = HUONG) -> Draft:
    """What a clerk enters of one reception, everywhere it can be entered."""
    page = clerk.reception
    page.open_with(card)
    clerk.settle()
    page.presenter.choice.choose(MARRIAGE)
    clerk.settle()
    page.presenter.type_person(phone="0999000118")
    page.presenter.papers.toggle(0)
    page.presenter.papers.change_copies(0, 1)
    page.presenter.papers.turn_kind(1)
    page.presenter.fields.purpose("mua nhà")
    for ask in (draft(clerk).procedure or pytest.fail("no procedure")).asks:
        page.presenter.fields.answer(ask.key, f"trả lời {ask.key}")
    page.presenter.fields.copies(3)
    page.presenter.fields.note("Gọi trước 11 giờ")
    page.presenter.fields.return_by("postal")
    page.presenter.fields.fee_method("online")
    page.presenter.fields.channel("postal")
    clerk.settle()
    return draft(clerk)


def told(given: Draft) -> tuple[object, ...]:
    """All that was entered."""
    ticks = tuple((one.no, one.received, one.kind, one.copies, len(one.pages)) for one in given.papers)
    return (
        given.command_id, given.person, given.procedure and given.procedure.code, ticks, given.purpose,
        dict(given.answers), given.copies, given.note, given.return_by, given.fee_method, given.channel,
        given.selected,
    )  # fmt: skip


def kept(clerk: Clerk) -> None:
    assert clerk.reception.parking.keeper.flush(10)


# ---- parking and taking up again ----------------------------------------------------------------


def test_ctrl_h_parks_a_reception_and_the_next_ctrl_h_brings_it_back_whole(desks: Desks) -> None:
    clerk = desks.sit()
    before = fill(clerk)
    clerk.key(Qt.Key.Key_H, CTRL)
    assert draft(clerk).empty
    assert draft(clerk).command_id != before.command_id
    assert clerk.toasts[-1] == f"Đã gác hồ sơ của {HUONG.full_name}"
    assert clerk.focus == "person.id"
    clerk.key(Qt.Key.Key_H, CTRL)
    assert told(draft(clerk)) == told(before)
    assert draft(clerk).promise is not None
    clerk.key(Qt.Key.Key_F9)
    assert len(clerk.printed) == 1
    kept(clerk)
    assert list((clerk.services._office.paths.drafts).iterdir()) == []


def test_ctrl_z_after_parking_brings_it_back_too(desks: Desks) -> None:
    clerk = desks.sit()
    before = fill(clerk)
    clerk.key(Qt.Key.Key_H, CTRL)
    clerk.key(Qt.Key.Key_Z, CTRL)
    assert told(draft(clerk)) == told(before)


def test_several_are_parked_and_chosen_from_a_list_by_arrow_and_enter(desks: Desks) -> None:
    clerk = desks.sit()
    fill(clerk)
    clerk.key(Qt.Key.Key_H, CTRL)
    second = fill(clerk, BAO)
    clerk.key(Qt.Key.Key_H, CTRL)
    clerk.key(Qt.Key.Key_H, CTRL)
    parked = clerk.reception.parked
    assert parked.isVisible()
    assert clerk.focus == "parked.list"
    said = [str(parked.list.model().index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for at in range(2)]
    assert all("vừa xong" in text and "Cấp Giấy xác nhận tình trạng hôn nhân" in text for text in said)
    assert any("999*******34" in text and BAO.full_name in text for text in said)
    assert not any(BAO.number in text or HUONG.number in text for text in said)
    at = next(at for at, row in enumerate(parked.rows) if row.name == BAO.full_name)
    for _ in range(at):
        clerk.key(Qt.Key.Key_Down)
    clerk.key(Qt.Key.Key_Return)
    assert not parked.isVisible()
    assert told(draft(clerk)) == told(second)
    assert names(clerk) == [HUONG.full_name]
    assert clerk.shell.key_bar.parked is not None


def test_taking_one_up_parks_what_was_begun_meanwhile(desks: Desks) -> None:
    clerk = desks.sit()
    fill(clerk)
    clerk.key(Qt.Key.Key_H, CTRL)
    clerk.reception.open_with(BAO)
    clerk.settle()
    clerk.reception.parking.resume(clerk.reception.parking.rows[0].key)
    clerk.settle()
    assert draft(clerk).person.full_name == HUONG.full_name
    assert names(clerk) == [BAO.full_name]


def test_ctrl_h_with_nothing_parked_says_so(desks: Desks) -> None:
    clerk = desks.sit()
    clerk.key(Qt.Key.Key_H, CTRL)
    assert clerk.toasts == ["Không có hồ sơ nào đang gác lại."]


def test_ctrl_h_on_another_screen_goes_to_the_parked_reception(desks: Desks) -> None:
    clerk = desks.sit()
    before = fill(clerk)
    clerk.key(Qt.Key.Key_H, CTRL)
    clerk.key(Qt.Key.Key_F12)
    clerk.key(Qt.Key.Key_H, CTRL)
    assert clerk.shell.current_name == "reception"
    assert told(draft(clerk)) == told(before)


def test_esc_closes_the_list_and_discards_nothing(desks: Desks) -> None:
    clerk = desks.sit()
    for card in (HUONG, BAO):
        fill(clerk, card)
        clerk.key(Qt.Key.Key_H, CTRL)
    clerk.key(Qt.Key.Key_H, CTRL)
    clerk.key(Qt.Key.Key_Escape)
    assert not clerk.reception.parked.isVisible()
    assert len(names(clerk)) == 2
    clerk.reception.open_with(BAO)
    clerk.settle()
    for _ in range(3):
        clerk.key(Qt.Key.Key_Escape)
    clerk.key(Qt.Key.Key_F2)
    assert draft(clerk).person.full_name == BAO.full_name


def test_the_card_of_the_next_citizen_parks_the_reception_before(desks: Desks) -> None:
    clerk = desks.sit()
    before = fill(clerk)
    clerk.reception.open_with(BAO)
    clerk.settle()
    assert draft(clerk).person.full_name == BAO.full_name
    assert draft(clerk).procedure is None
    assert names(clerk) == [before.person.full_name]


def test_the_same_card_read_twice_starts_one_reception(desks: Desks) -> None:
    clerk = desks.sit()
    before = fill(clerk)
    clerk.reception.open_with(HUONG)
    clerk.settle()
    assert draft(clerk).command_id == before.command_id
    assert draft(clerk).procedure is not None
    assert names(clerk) == []


# ---- dropping -----------------------------------------------------------------------------------


def test_ctrl_del_drops_what_is_in_front_and_ctrl_z_brings_it_back(desks: Desks) -> None:
    clerk = desks.sit()
    before = fill(clerk)
    clerk.key(Qt.Key.Key_Delete, CTRL)
    assert draft(clerk).empty
    kept(clerk)
    assert list(clerk.services._office.paths.drafts.iterdir()) == []
    clerk.key(Qt.Key.Key_Z, CTRL)
    assert told(draft(clerk)) == told(before)


def test_del_in_the_list_drops_one_and_leaves_the_others(desks: Desks) -> None:
    clerk = desks.sit()
    for card in (HUONG, BAO):
        fill(clerk, card)
        clerk.key(Qt.Key.Key_H, CTRL)
    clerk.key(Qt.Key.Key_H, CTRL)
    first = clerk.reception.parked.rows[0].name
    clerk.key(Qt.Key.Key_Delete)
    assert clerk.toasts[-1] == f"Đã bỏ bản nháp của {first}"
    assert first not in names(clerk)
    assert len(names(clerk)) == 1
    clerk.key(Qt.Key.Key_Z, CTRL)
    assert draft(clerk).person.full_name == first


# ---- the next start -----------------------------------------------------------------------------


def test_closing_with_a_parked_draft_asks_nothing_and_loses_nothing(desks: Desks) -> None:
    clerk = desks.sit()
    before = fill(clerk)
    clerk.key(Qt.Key.Key_H, CTRL)
    clerk.reception.open_with(BAO)
    clerk.settle()
    assert clerk.shell.close()
    again = desks.sit(later=12)
    assert set(names(again)) == {HUONG.full_name, BAO.full_name}
    again.key(Qt.Key.Key_H, CTRL)
    at = [row.name for row in again.reception.parked.rows].index(HUONG.full_name)
    for _ in range(at):
        again.key(Qt.Key.Key_Down)
    again.key(Qt.Key.Key_Return)
    assert told(draft(again)) == told(before)


def test_the_next_start_says_on_any_screen_what_is_unfinished(desks: Desks) -> None:
    clerk = desks.sit()
    fill(clerk)
    assert clerk.shell.close()
    again = desks.sit(later=12)
    again.key(Qt.Key.Key_F12)
    remind(again.shell)
    again.settle()
    assert again.shell.banner.isVisible()
    assert again.shell.banner.title.text() == "Còn 1 hồ sơ nhập dở chưa lưu"
    assert "12 phút trước" in again.shell.banner.text.text()
    assert HUONG.number not in again.shell.banner.text.text()
    again.key(Qt.Key.Key_H, CTRL)
    assert draft(again).person.full_name == HUONG.full_name


def test_pages_come_back_in_place_with_their_papers_turns_and_order(desks: Desks) -> None:
    pictures = sorted(SAMPLE.glob("*.jpg"))[:3]
    clerk = desks.sit()
    fill(clerk)
    page = clerk.reception
    page.view.scan.pages.take(pictures[:2])
    clerk.settle()
    page.presenter.papers.select(1)
    clerk.settle()
    page.view.scan.pages.take(pictures[2:])
    clerk.settle()
    acts = page.view.scan.pages.acts
    acts.strip.rotate(acts.state.keys[:1])
    clerk.settle()
    before = acts.state
    assert [one.component for one in before.pages] == [1, 1, 2]
    clerk.key(Qt.Key.Key_H, CTRL)
    assert page.view.scan.pages.pages == ()
    clerk.key(Qt.Key.Key_H, CTRL)
    assert page.view.scan.pages.acts.state == before
    clerk.key(Qt.Key.Key_H, CTRL)
    assert clerk.shell.close()
    again = desks.sit()
    assert not again.reception.view.scan.bar.isVisible()  # offered with the draft, not beside it
    again.key(Qt.Key.Key_H, CTRL)
    after = again.reception.view.scan.pages.acts.state
    assert [(one.file.name, one.component, one.turn) for one in after.pages] == [
        (one.file.name, one.component, one.turn) for one in before.pages
    ]
    assert [len(one.pages) for one in draft(again).papers][:2] == [2, 1]


def test_another_clerks_draft_is_listed_with_whose_it_is_and_not_opened_unasked(desks: Desks) -> None:
    clerk = desks.sit()
    fill(clerk)
    whose = clerk.services.staff().full_name
    assert clerk.shell.close()
    other = desks.sit(user="quan-tri-mau")
    other.key(Qt.Key.Key_H, CTRL)
    assert draft(other).empty
    assert other.reception.parked.isVisible()
    text = str(other.reception.parked.list.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole))
    assert f"do {whose} nhập" in text
    other.key(Qt.Key.Key_Return)
    assert draft(other).person.full_name == HUONG.full_name


def test_a_draft_of_a_procedure_withdrawn_since_keeps_everything_and_asks_for_another(
    desks: Desks, data: Path
) -> None:
    clerk = desks.sit()
    before = fill(clerk)
    clerk.reception.view.scan.pages.take(sorted(SAMPLE.glob("*.jpg"))[:1])
    clerk.settle()
    clerk.key(Qt.Key.Key_H, CTRL)
    with closing(sqlite3.connect(data / "office.db")) as base, base:
        base.execute("UPDATE procedure SET valid_to = '2026-11-20' WHERE code = ?", (MARRIAGE,))
    clerk.key(Qt.Key.Key_H, CTRL)
    now = draft(clerk)
    assert now.procedure is None
    assert (now.person, now.note, now.purpose, now.copies) == (before.person, before.note, "mua nhà", 3)
    assert now.page_count == 1
    assert "không còn áp dụng" in clerk.reception.view.banner.title.text()
    assert clerk.focus == "procedure.search"


def test_a_checklist_changed_since_keeps_the_ticks_that_still_mean_the_same(desks: Desks, data: Path) -> None:
    clerk = desks.sit()
    before = fill(clerk)
    first, second = before.papers[0], before.papers[1]
    clerk.reception.presenter.papers.select(1)
    clerk.reception.view.scan.pages.take(sorted(SAMPLE.glob("*.jpg"))[:1])
    clerk.settle()
    clerk.key(Qt.Key.Key_H, CTRL)
    with closing(sqlite3.connect(data / "office.db")) as base, base:
        base.execute(
            "UPDATE procedure_component SET name = 'Giấy tờ khác hẳn' WHERE no = ? AND procedure_id IN "
            "(SELECT id FROM procedure WHERE code = ?)",
            (second.no, MARRIAGE),
        )
    clerk.key(Qt.Key.Key_H, CTRL)
    papers = {one.no: one for one in draft(clerk).papers}
    assert (papers[first.no].received, papers[first.no].copies) == (True, first.copies)
    assert not papers[second.no].received
    assert papers[second.no].pages == ()
    assert len(draft(clerk).loose) == 1
    assert second.name in clerk.reception.view.banner.title.text()
    clerk.key(Qt.Key.Key_F9)  # says which pages have no paper
    assert clerk.printed == []


def test_a_damaged_draft_is_said_and_the_others_are_offered(desks: Desks, data: Path) -> None:
    clerk = desks.sit()
    for card in (HUONG, BAO):
        fill(clerk, card)
        clerk.key(Qt.Key.Key_H, CTRL)
    assert clerk.shell.close()
    spoilt = next(
        file for file in (data / "drafts").rglob("draft.json") if BAO.number in file.read_text("utf-8")
    )
    spoilt.write_bytes(spoilt.read_bytes()[:200])
    again = desks.sit()
    assert names(again) == [HUONG.full_name]
    assert again.shell.banner.isVisible()
    assert "1 bản nháp bị hỏng" in again.shell.banner.title.text()


# ---- saying when it was kept --------------------------------------------------------------------


def test_the_key_bar_says_when_the_draft_was_kept(desks: Desks, qtbot: QtBot) -> None:
    clerk = desks.sit()
    fill(clerk)
    kept(clerk)
    qtbot.waitUntil(lambda: clerk.shell.key_bar.saved.text == "Đã lưu nháp 09:41:00")


def test_a_full_disk_is_said_beside_the_time_and_tried_again(
    desks: Desks, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = desks.sit()
    fill(clerk)
    kept(clerk)
    full = [True]

    def write(path: Path, body: bytes, *, mode: int) -> None:
        if full[0]:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        write_file(path, body, mode=mode)

    monkeypatch.setattr(draft_keeper, "write_file", write)
    clerk.reception.presenter.fields.note("thêm một câu")
    qtbot.waitUntil(lambda: clerk.shell.key_bar.saved.text == "Đĩa đầy, chưa lưu nháp · 09:41")
    assert draft(clerk).note == "thêm một câu"
    full[0] = False
    qtbot.waitUntil(lambda: clerk.shell.key_bar.saved.text == "Đã lưu nháp 09:41:00")
    kept(clerk)
    clerk.key(Qt.Key.Key_H, CTRL)
    clerk.key(Qt.Key.Key_H, CTRL)
    assert draft(clerk).note == "thêm một câu"


def test_what_is_emptied_again_is_kept_no_more(desks: Desks) -> None:
    clerk = desks.sit()
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, "9")
    clerk.settle()
    kept(clerk)
    drafts = clerk.services._office.paths.drafts
    assert len(list(drafts.iterdir())) == 1
    clerk.key(Qt.Key.Key_Backspace)
    kept(clerk)
    assert list(drafts.iterdir()) == []


def test_a_change_of_language_keeps_what_is_parked(desks: Desks, sits: Sits) -> None:
    clerk = desks.sit()
    fill(clerk)
    clerk.key(Qt.Key.Key_H, CTRL)
    second = fill(clerk, BAO)
    kept_all = clerk.shell.keep()
    english = sits(clerk.services, lang="en")
    desks.seated.append(english)
    english.shell.restore(kept_all)
    english.settle()
    english.shell.go("reception")
    english.settle()
    assert told(draft(english)) == told(second)
    assert names(english) == [HUONG.full_name]
    english.key(Qt.Key.Key_H, CTRL)
    english.key(Qt.Key.Key_H, CTRL)
    assert english.reception.parked.isVisible()


def test_the_closing_of_the_day_leads_to_what_was_never_saved(desks: Desks) -> None:
    clerk = desks.sit()
    fill(clerk)
    clerk.key(Qt.Key.Key_H, CTRL)
    kept(clerk)
    clerk.key(Qt.Key.Key_F11)
    link = clerk.shell.page_of("closing").findChild(QAbstractButton, "point.drafts")
    assert link is not None
    link.click()
    clerk.settle()
    assert clerk.shell.current_name == "reception"
    assert draft(clerk).person.full_name == HUONG.full_name
