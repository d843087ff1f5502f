"""What the clerk has in mind before handing over stands beside the receiver, in the room that is left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.life.rows import NextAct, RemarkRow
from desk.rows import ComponentRow, State
from desk.rows.dossier import SisterRow
from tests.helpers.returns_demo import CODE, DUE, FINISHED, ReturnServices, a_dossier, an_event
from tests.helpers.returns_window import SIZES, Counter, Opened, counters
from tests.helpers.walk import settle

pytestmark = pytest.mark.usefixtures("nothing_left_behind")


@pytest.fixture
def counter(qtbot: QtBot, qapp: QApplication) -> Iterator[Opened]:
    with counters(qtbot, qapp) as opened:
        yield opened


def opened(counter: Opened, size: tuple[int, int] = SIZES[2], **changes: Any) -> Counter:
    """The return with this dossier in front."""
    services = ReturnServices()
    services.dossier = replace(services.dossier, **changes)
    desk = counter(services, size=size)
    desk.open(CODE)
    settle(desk.runner)  # what changes deep in a page reaches the window one widget a round
    return desk


def read(desk: Counter) -> str:
    return "\n".join(desk.page.view.notice.lines)


def test_who_may_collect_is_named_with_a_masked_number(counter: Opened) -> None:
    said = read(opened(counter))
    assert "NGUYỄN THỊ THU HƯỜNG" in said
    assert "079*******18" in said
    assert "079192004518" not in said.replace(" ", "")
    assert "người được ủy quyền" in said


def test_whose_result_it_is_where_another_handed_it_in(counter: Opened) -> None:
    said = read(opened(counter, on_behalf_of={"full_name": "TRẦN QUỐC THỬ", "id_number": "999088005678"}))
    assert "nộp thay TRẦN QUỐC THỬ" in said
    assert "999088005678" not in said


def test_a_fee_still_due_comes_first_and_names_the_act(counter: Opened) -> None:
    act = NextAct(verb="paid", label="Thu tiền", key="U")
    desk = opened(counter, fee_paid=False, actions=(act,))
    first = desk.page.view.notice.lines[0]
    assert "15.000 đ" in first
    assert "Ctrl+K, “Thu tiền”" in first


def test_a_late_result_says_whether_the_citizen_was_apologised_to(counter: Opened) -> None:
    late = FINISHED + timedelta(days=5)
    clock = {"due_original": DUE, "due_current": DUE, "finished_at": late, "pauses": [], "start_at": None}
    assert "chưa có thư xin lỗi" in read(opened(counter, clock=clock))
    events = (*a_dossier().events, an_event("dossier.extended", DUE, due_current="2026-11-30T16:30:00+07:00"))
    assert "có thư xin lỗi 26/11" in read(opened(counter, clock=clock, events=events))


def test_originals_kept_sisters_and_notes_are_told(counter: Opened) -> None:
    said = read(
        opened(
            counter,
            components=(ComponentRow(1, "Sổ hộ tịch cũ", "original", 1, 1, original_kept=True),),
            sisters=(SisterRow("H29.26.112-261123-0043", "Khai sinh", "1.001193", State.READY, DUE),),
            remarks=(RemarkRow(3, FINISHED, "lemai", "Gọi trước khi đến"),),
            note="Nhận thay con",
        )
    )
    for words in ("đang giữ 1 giấy", "H29.26.112-261123-0043", "Gọi trước khi đến", "Nhận thay con"):
        assert words in said


def test_sent_by_post_the_address_stands_there_instead(counter: Opened) -> None:
    desk = opened(counter)
    desk.page.presenter.set_by("postal")
    desk.settle()
    assert "12/4 Đường Mẫu" in read(desk)
    assert "ủy quyền" not in read(desk)


@pytest.mark.parametrize("size", SIZES)
def test_what_does_not_fit_gives_way_from_the_end_and_nothing_is_cut(
    counter: Opened, size: tuple[int, int]
) -> None:
    desk = opened(counter, size, fee_paid=False, note="Nhận thay con " * 12)
    view = desk.page.view
    assert view.receiver.height() >= view.receiver.minimumSizeHint().height()
    card = view.notice.card
    if card.isVisible():
        assert card.geometry().bottom() < view.notice.height()
        assert "Chưa thu" in view.notice.lines[0]
    if size[1] > 600:
        assert card.isVisible()
