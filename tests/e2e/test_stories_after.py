"""What happens to a dossier after it was handed in, told in plain sentences."""

from __future__ import annotations

import pytest

from tests.helpers.story import Story


@pytest.mark.long
def test_a_lost_slip_is_found_by_name_and_the_result_goes_to_an_authorised_person(story: Story) -> None:
    story("""
        Dụ handed in 1.004873 on 12/11/2026 at 08:30
        the result for Dụ came on 16/11/2026 at 10:00
        the program is opened
        the clerk presses F3
        the clerk types “vox ngocj thi”
        the screen says “Có kết quả”
        the clerk presses Enter, and it is seen
        the screen says “Việc làm được”
        the clerk presses Enter, and it is seen
        the screen says “Trả cho công dân”
        the clerk presses Ctrl+A, F6, Right, Tab
        the clerk types “Le Van Mau”
        the clerk presses Tab
        the clerk types “999085003333”
        the clerk presses Tab, Right, Tab
        the clerk presses Tab, Tab, Tab, Right
        the clerk presses F9
        the screen says “ghi lý do lãnh”
        the dossier of Dụ is in state 9
        the clerk types “Lanh dao dong y”
        the clerk presses F9
        the dossier of Dụ is in state 10
        the record tells of Dụ: returned_to.kind authorised; returned_to.name Le Van Mau
        the history of Dụ tells once: dossier.returned
        the tally of the day counts: received_total 0, returned 1
        the record is whole
    """)


def test_what_is_missing_is_asked_for_once_and_brought_with_a_new_date(story: Story) -> None:
    story("""
        Thử handed in 1.004873 on 20/11/2026 at 08:30
        the program is opened
        the clerk scans the slip of Thử
        the screen says “Việc làm được”
        the clerk presses F8, and it is seen
        the clerk presses Space, F9
        the screen says “Chưa có lý do”
        the clerk types “Thieu chu ky”
        the clerk presses F9
        the dossier of Thử is in state 5
        1 paper phieu_bo_sung was made
        the screen says “Chờ bổ sung”
        the clerk presses F8
        the clerk presses Enter, and it is seen
        the clerk presses Space
        the clerk presses F9
        the dossier of Thử is in state 2
        the record tells of Thử: due_at 2026-11-27T17:00:00+07:00
        the history of Thử tells once: dossier.supplement_requested, dossier.supplemented
        the record is whole
    """)


def test_a_late_dossier_gets_a_new_date_and_a_letter_that_says_sorry(story: Story) -> None:
    story("""
        Thử handed in 1.004873 on 12/11/2026 at 08:30
        the program is opened
        the clerk presses F10, and it is seen
        the clerk presses Ctrl+K
        the clerk types “qua han”
        the clerk presses Enter
        the screen says “Quá 6 ngày”
        the clerk presses F8, and it is seen
        the screen says “Hẹn lại và in thư xin lỗi”
        the clerk presses Enter, F9
        the history of Thử tells once: dossier.extended
        the screen says “Đã hẹn lại”
        1 paper vb_xin_loi was made
        the record tells of Thử: state 2; clock.due_original 2026-11-17T17:00:00+07:00
        the tally of the day counts: received_total 1, pending_late 1
        the record is whole
    """)


def test_a_refusal_takes_two_steps_and_a_reason(story: Story) -> None:
    story("""
        Mẫu handed in 1.004873 on 23/11/2026 at 08:30
        the program is opened
        the clerk scans the slip of Mẫu
        the screen says “Việc làm được”
        the clerk presses F7, and it is seen
        the clerk presses F9
        the screen says “Chưa có lý do”
        the clerk presses Shift+Tab
        the clerk presses Enter
        the clerk presses F9
        the screen says “không lấy lại được”
        the dossier of Mẫu is in state 2
        the clerk presses F9
        the dossier of Mẫu is in state 3
        1 paper phieu_tu_choi was made
        the history of Mẫu tells once: dossier.refused
        the tally of the day counts: received_total 1, settled_total 1, refused 1
        the record is whole
    """)


@pytest.mark.long
def test_two_counters_at_once_give_two_numbers_and_return_a_result_once(story: Story) -> None:
    story("""
        Dụ handed in 1.004873 on 12/11/2026 at 08:30
        the result for Dụ came on 16/11/2026 at 10:00
        the program is opened at counter 1
        the program is opened at counter 2
        at counter 1:
        the clerk scans the card of Mẫu
        the clerk types “xntt”
        the clerk presses Enter, and it is seen
        the clerk presses Space
        at counter 2:
        the clerk scans the card of Thử
        the clerk types “xntt”
        the clerk presses Enter, and it is seen
        the clerk presses Space
        both counters press F9 at once
        Mẫu has 1 dossier on record
        Thử has 1 dossier on record
        the dossiers of Mẫu and Thử have different numbers
        both counters scan the slip of Dụ
        at counter 1:
        the clerk presses Ctrl+A, F6, F6, F6, Right
        at counter 2:
        the clerk presses Ctrl+A, F6, F6, F6, Right
        both counters press F9 at once
        the dossier of Dụ is in state 10
        the history of Dụ tells once: dossier.returned
        the record is whole
    """)


def test_a_number_is_called_served_and_the_citizen_rates_on_the_other_monitor(story: Story) -> None:
    story("""
        Dụ handed in 1.004873 on 12/11/2026 at 08:30
        the result for Dụ came on 16/11/2026 at 10:00
        the office has set queue.on to true
        a monitor for the citizen stands beside the clerk's
        the program is opened
        the clerk presses Ctrl+F3, and it is seen
        the clerk presses 2
        the screen says “B01”
        the clerk presses Esc
        the clerk presses Ctrl+F9
        the citizen reads “B01”
        the screen says “Số B01”
        the clerk scans the slip of Dụ
        the clerk scans the card of Dụ
        the clerk presses Ctrl+A, F6, F6, F6, Right, F9
        the dossier of Dụ is in state 10
        the citizen touches the face 4
        the history of Dụ tells once: dossier.returned, dossier.rated
        the citizen reads “Cảm ơn”
        the last event of Dụ tells: score 4; by citizen
        the record is whole
    """)


def test_a_result_goes_by_post_with_its_slip_and_the_number_of_the_parcel(story: Story) -> None:
    story("""
        the program is opened
        the clerk scans the card of Mẫu
        the clerk types “xntt”
        the clerk presses Enter, and it is seen
        the clerk presses Space
        the page under the camera is kept
        the clerk presses Alt+4, Right, F9
        Mẫu has 1 dossier on record
        the record tells of Mẫu: state 2; return_by postal
        the clerk scans the slip of Mẫu
        the clerk presses F4, and it is seen
        the slip of Mẫu stands on the screen
        the clerk presses F9
        the screen says “Trả qua bưu chính”
        the clerk presses Ctrl+L
        1 paper buu_chinh was made
        the clerk scans the bars “EE123456789VN”
        the clerk presses Ctrl+A, F9
        the dossier of Mẫu is in state 10
        the record tells of Mẫu: returned_to.by postal; returned_to.parcel EE123456789VN
        the history of Mẫu tells once: dossier.result_ready, dossier.returned
        the tally of the day counts: received_total 1, returned_postal 1
        the record is whole
    """)
