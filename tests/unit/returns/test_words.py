"""How a return reads: chips, history, sentences for what is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from desk.rows import State
from tests.helpers.returns_demo import DUE, FINISHED, a_dossier, an_event
from tests.helpers.ui_demo import MORNING
from ui.returns import words
from ui.tokens import Tone

NAMES = {"lemai": "Lê Thị Mai"}


def chip(
    state: State = State.READY, now_later: timedelta = timedelta(0), **clock: object
) -> tuple[str, Tone]:
    """The words and the tone of the chip about time."""
    view = a_dossier(state)
    view = replace(view, clock={**view.clock, **clock})
    spec = words.chips(view, MORNING + now_later)[1]
    return spec.text, spec.tone


def test_the_first_chip_is_the_state() -> None:
    assert words.chips(a_dossier(), MORNING)[0].text == "Có kết quả, chờ trả"


@pytest.mark.parametrize(
    ("finished", "said", "tone"),
    [
        (FINISHED, "Trước hạn 1 ngày", Tone.INFO),
        (DUE - timedelta(minutes=1), "Đúng hạn", Tone.OK),
        (DUE, "Đúng hạn", Tone.OK),
        (DUE + timedelta(minutes=1), "Trễ hạn trong ngày", Tone.BAD),
        (DUE + timedelta(days=2), "Trễ hạn 2 ngày", Tone.BAD),
    ],
)
def test_a_result_is_early_on_time_or_late_against_the_first_promise(
    finished: object, said: str, tone: Tone
) -> None:
    assert chip(finished_at=finished) == (said, tone)


def test_lateness_is_judged_by_the_first_promise_not_by_an_extended_one() -> None:
    view = a_dossier()
    extended = replace(
        view,
        due_at=DUE + timedelta(days=9),
        clock={**view.clock, "due_current": DUE + timedelta(days=9), "finished_at": DUE + timedelta(days=1)},
    )
    assert words.chips(extended, MORNING)[1].text == "Trễ hạn 1 ngày"


@pytest.mark.parametrize(
    ("later", "said", "tone"),
    [
        (timedelta(0), "Còn 3 ngày", Tone.INFO),
        (DUE - MORNING - timedelta(hours=1), "Hạn 16:30 hôm nay", Tone.WARN),
        (DUE - MORNING + timedelta(minutes=5), "Quá hạn hôm nay", Tone.BAD),
        (DUE - MORNING + timedelta(days=2), "Quá hạn 2 ngày", Tone.BAD),
    ],
)
def test_before_the_result_the_chip_says_how_long_is_left(later: timedelta, said: str, tone: Tone) -> None:
    assert chip(State.PROCESSING, later) == (said, tone)


def test_a_procedure_without_a_term_has_no_chip_about_time() -> None:
    view = a_dossier(State.PROCESSING, due_at=None)
    assert len(words.chips(view, MORNING)) == 1
    assert words.due_note(view) == "Không có thời hạn"


def test_a_fee_still_owed_is_told() -> None:
    owed = words.chips(a_dossier(fee_paid=False), MORNING)
    assert owed[-1].text == "Chưa nộp 15.000 đ"
    assert len(words.chips(a_dossier(fee_paid=False, fee_method="exempt"), MORNING)) == 2


def test_the_history_is_told_newest_first_with_names_where_known() -> None:
    moments = words.moments(a_dossier(State.RETURNED), NAMES)
    assert [one.title for one in moments] == [
        "Đã trả kết quả",
        "Có kết quả tại quầy",
        "Chuyển chuyên môn",
        "Tiếp nhận hồ sơ",
    ]
    assert moments[0].note == "Chính chủ nhận · Lê Thị Mai"
    assert moments[2].note == "tuphap"
    assert moments[3].note == "Hẹn 16:30 26/11 · Lê Thị Mai"
    assert moments[3].at == "09:41 23/11"


def test_an_event_of_a_later_version_is_told_too_never_left_out() -> None:
    view = a_dossier()
    odd = replace(view, events=(*view.events, an_event("dossier.something_later", FINISHED)))
    assert next(one.title for one in words.moments(odd, NAMES)) == "Thay đổi khác"
    assert len(words.moments(odd, NAMES)) == len(view.events) + 1


def test_who_took_the_result_and_when_is_told() -> None:
    view = a_dossier(State.RETURNED)
    assert words.returned(view, NAMES) == (
        "16:12 Thứ Tư 25/11/2026",
        "Chính chủ nhận · Người trả: Lê Thị Mai",
    )


@pytest.mark.parametrize(
    ("kind", "by", "said"),
    [
        ("self", "counter", "Chính chủ nhận"),
        ("authorised", "counter", "Người được ủy quyền nhận"),
        ("self", "postal", "Trả qua bưu chính"),
        ("self", "electronic", "Trả bản điện tử"),
    ],
)
def test_each_way_out_has_its_words(kind: str, by: str, said: str) -> None:
    assert words.handed_to(kind, by) == said


@pytest.mark.parametrize(
    ("state", "part"),
    [
        (State.RETURNED, "Kết quả đã trả"),
        (State.SUPPLEMENT, "chờ công dân bổ sung"),
        (State.PAYMENT, "Ghi nhận đã nộp"),
        (State.REFUSED, "bị từ chối"),
        (State.STOPPED, "đã dừng xử lý"),
    ],
)
def test_a_dossier_that_cannot_be_handed_over_says_why(state: State, part: str) -> None:
    assert part in words.not_now(a_dossier(state))
    assert part in words.gap("state", a_dossier(state))


@pytest.mark.parametrize("gap", ["items", "receiver", "wrong_person", "lost_id", "signature", "dossier"])
def test_every_gap_says_what_to_do_without_raising_its_voice(gap: str) -> None:
    said = words.gap(gap, a_dossier())  # type: ignore[arg-type]
    assert said.count(".") >= 2 or "hoặc" in said
    assert "!" not in said
    assert "vui lòng" not in said.lower()


def test_a_phone_is_grouped_as_it_is_read_aloud_and_a_foreign_one_is_left() -> None:
    assert words.phone("0903118264") == "0903 118 264"
    assert words.phone("+84 903") == "+84 903"


def test_the_head_names_procedure_citizen_and_grouped_number() -> None:
    assert words.subject(a_dossier()) == (
        "Cấp Giấy xác nhận tình trạng hôn nhân · NGUYỄN THỊ THU HƯỜNG · 079 192 004 518"
    )
    assert words.subject(a_dossier(id_number=None)).endswith("NGUYỄN THỊ THU HƯỜNG")
