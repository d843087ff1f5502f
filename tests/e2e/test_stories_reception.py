"""What happens at a ward's counter while papers are handed in, told in plain sentences."""

from __future__ import annotations

import pytest

from tests.helpers.story import Story


def test_a_returning_citizen_brings_the_usual_procedure(story: Story) -> None:
    story("""
        Mẫu handed in 1.004873 on 12/11/2026 at 08:30
        the program is opened
        the clerk scans the card of Mẫu
        the screen says “1 hồ sơ trước”
        the clerk presses Ctrl+1, and it is seen
        the clerk presses Space
        the page under the camera is kept
        the clerk presses F9
        Mẫu has 2 dossiers on record
        the record tells of Mẫu: state 2; procedure 1.004873; phone 0999000234; return_by counter
        the record tells of Mẫu: due_at 2026-11-27T17:00:00+07:00; components.0.kind original
        the history of Mẫu tells once: dossier.received
        the tally of the day counts: received_total 2, received_other 1, carried_in 1
        the record is whole
    """)


def test_f9_twice_and_the_card_twice_make_one_dossier_and_one_slip(story: Story) -> None:
    story("""
        the program is opened
        the clerk scans the card of Dụ
        the clerk scans the card of Dụ again at once
        the clerk types “xntt”
        the clerk presses Enter, and it is seen
        the clerk presses Space
        the page under the camera is kept
        the clerk presses F9 twice at once
        Dụ has 1 dossier on record
        the screen says “Đã lưu hồ sơ”
        the history of Dụ tells once: dossier.received
        Dụ has 1 dossier on record
        1 paper giay_tiep_nhan was made
        the record is whole
    """)


@pytest.mark.long
def test_one_visit_with_two_procedures_has_two_dossiers_and_one_list(story: Story) -> None:
    story("""
        the program is opened
        the clerk scans the card of Thử
        the clerk types “xntt”
        the clerk presses Enter, and it is seen
        the clerk presses Space
        the page under the camera is kept
        the clerk presses Ctrl+F2, and it is seen
        Thử has 1 dossier on record
        the record tells of Thử: procedure 1.004873; state 2
        the clerk types “khai tu”
        the clerk presses Enter, and it is seen
        the clerk presses Space, F9
        Thử has 2 dossiers on record
        the screen says “Danh sách”
        the record tells of Thử: procedure 1.000656; visit_no LN-261123-001
        the record is whole
    """)


def test_english_and_large_letters_in_the_middle_of_a_reception_lose_nothing(story: Story) -> None:
    story("""
        the program is opened
        the clerk scans the card of Mẫu
        the clerk types “xntt”
        the clerk presses Enter, and it is seen
        the clerk presses Space, Ctrl+N
        the clerk types “goi lai”
        the clerk presses Ctrl+K
        the clerk types “english”
        the clerk presses Enter, and it is seen
        the window built anew has the keys
        the screen says “Papers received”
        the clerk presses F5, and it is seen
        the clerk presses Ctrl+K
        the clerk types “150”
        the clerk presses Enter, and it is seen
        the window built anew has the keys
        the screen says “Papers received”
        the clerk presses F9
        Mẫu has 1 dossier on record
        the record tells of Mẫu: state 2; note goi lai; procedure 1.004873
        the history of Mẫu tells once: dossier.received
        the record is whole
    """)


def test_a_disk_that_takes_nothing_in_the_middle_of_a_reception_is_told_and_nothing_is_lost(
    story: Story,
) -> None:
    story("""
        the program is opened
        the clerk scans the card of Dụ
        the clerk types “xntt”
        the clerk presses Enter, and it is seen
        the clerk presses Space
        the disk takes nothing more
        the clerk presses F9
        the screen says “ổ đĩa”
        Dụ has 0 dossiers on record
        the disk takes everything again
        the clerk presses F9
        Dụ has 1 dossier on record
        the history of Dụ tells once: dossier.received
        the record tells of Dụ: state 2
        the record is whole
    """)


@pytest.mark.long
def test_a_clock_set_back_is_told_and_the_counter_works_on(story: Story) -> None:
    story("""
        Mẫu handed in 1.004873 on 23/11/2026 at 10:30
        it is 23/11/2026 at 08:05
        the program is opened
        the screen says “Giờ máy chậm”
        the clerk scans the card of Dụ
        the clerk types “xntt”
        the clerk presses Enter, and it is seen
        the clerk presses Space
        the page under the camera is kept
        the clerk presses F9
        Dụ has 1 dossier on record
        the record tells of Dụ: state 2; received_at 2026-11-23T08:05:00+07:00
        it is 23/11/2026 at 16:00
        the tally of the day counts: received_total 2
        the record is whole
    """)
