"""Mẫu 03, 04, 05 from the acts they tell of: every fact of the act stands on the paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from desk.errors import InputError
from desk.office.opened import Office
from desk.paper.receipts import print_form, write_form
from tests.integration.paper.conftest import receive, tell, words_of

REASON = "Hồ sơ không đủ điều kiện giải quyết theo quy định của thủ tục hành chính"
BASIS = "điểm c khoản 1 Điều 17 Nghị định 118/2025/NĐ-CP"


@pytest.mark.parametrize("paper", ["a5", "a4", "k80"])
def test_the_refusal_tells_its_reason_and_its_law(
    office: Office, received: str, paper: str, tmp_path: Path
) -> None:
    tell(office, received, "dossier.refused", state=3, reason=REASON, legal_basis=BASIS)

    words = words_of(write_form(office, "phieu_tu_choi", received, paper=paper, out=tmp_path / "x.pdf").file)

    for value in (
        "TỪ CHỐI TIẾP NHẬN", received, "NGUYỄN VĂN MẪU", "12 đường Mẫu, phường Mẫu",
        "0999118264", REASON, BASIS,
        "thông báo không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau:", "NGƯỜI NỘP HỒ SƠ",
        "NGƯỜI TIẾP NHẬN HỒ SƠ", "Nguyễn Thị Mẫu", "Mẫu nội bộ",
    ):  # fmt: skip
        assert value in words, value


def test_the_apology_names_the_old_and_the_new_moment(open_at: Callable[..., Office]) -> None:
    code = receive(open_at())  # due 17:00 on Friday 27/11/2026
    office = open_at("2026-11-25T10:00")
    tell(
        office, code, "dossier.extended", state=4, reason="Chờ kết quả xác minh của cơ quan khác",
        due_current="2026-12-03T17:00:00+07:00", due_original="2026-11-27T17:00:00+07:00",
    )  # fmt: skip

    words = words_of(print_form(office, "vb_xin_loi", code).file)

    for value in (
        "XIN LỖI", "GIA HẠN THỜI GIAN GIẢI QUYẾT", "/PXL", "Kính gửi: Ông/Bà NGUYỄN VĂN MẪU",
        "Ngày 23/11/2026,",
        "(lĩnh vực: Hộ tịch)", f"mã số: {code}", "thời gian hẹn trả kết quả: 17 giờ 00 phút, ngày 27/11/2026",
        "dự kiến chưa trả được kết quả đúng thời hạn", "Chờ kết quả xác minh của cơ quan khác",
        "sẽ trả kết quả vào 17 giờ 00 phút, ngày 03/12/2026", "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ", "Nơi nhận:",
        "ngày 25 tháng 11 năm 2026",
    ):  # fmt: skip
        assert value in words, value


def test_an_apology_after_the_moment_does_not_speak_of_the_future(open_at: Callable[..., Office]) -> None:
    code = receive(open_at())
    office = open_at("2026-11-30T10:00")
    tell(office, code, "dossier.extended", state=4, reason="Chậm", due_current="2026-12-03T17:00:00+07:00")

    words = words_of(print_form(office, "vb_xin_loi", code).file)

    assert "Tuy nhiên đến nay," in words
    assert "dự kiến" not in words


def test_the_stop_notice_says_who_asked_and_what_becomes_of_money(open_at: Callable[..., Office]) -> None:
    office = open_at()
    code = receive(office)
    tell(office, code, "dossier.handed_over", state=4)
    tell(open_at("2026-11-25T08:15"), code, "dossier.withdrawn", state=7)
    later = open_at("2026-11-25T09:30")
    tell(later, code, "dossier.stopped", state=8, reason="Người nộp đề nghị dừng", legal_basis="Điều 21")

    words = words_of(print_form(later, "tb_dung", code).file)

    for value in (
        "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ", "Người đề nghị dừng: NGUYỄN VĂN MẪU",
        "Ngày đề nghị: 08 giờ 15 phút, ngày 25/11/2026", "Đang xử lý", "từ 09 giờ 30 phút, ngày 25/11/2026",
        "Người nộp đề nghị dừng", "Điều 21", "15.000 đồng", "Không giữ bản chính nào",
    ):  # fmt: skip
        assert value in words, value


@pytest.mark.parametrize("form", ["phieu_tu_choi", "vb_xin_loi", "tb_dung", "phieu_bo_sung"])
def test_a_form_of_an_act_that_never_happened_is_refused(office: Office, received: str, form: str) -> None:
    with pytest.raises(InputError) as caught:
        print_form(office, form, received)
    assert caught.value.code == "form.wrong_state"


@pytest.mark.parametrize("form", ["vb_xin_loi", "tb_dung"])
def test_a_letter_of_the_head_is_not_for_the_roll(office: Office, received: str, form: str) -> None:
    with pytest.raises(InputError) as caught:
        print_form(office, form, received, paper="k80")
    assert caught.value.code == "form.paper_unsuitable"
    assert caught.value.details["allowed"] == ["a4", "a5"]
