"""A printer or a camera that fails in the middle of a reception, told in plain sentences."""

from __future__ import annotations

import pytest

from tests.helpers.cups import Spooler
from tests.helpers.story import Story


@pytest.fixture
def printing(story: Story, spooler: Spooler) -> Story:
    """A story whose counter prints through a CUPS server of its own."""
    story.printers = spooler
    return story


def test_a_printer_without_paper_holds_up_nobody_and_prints_once_when_it_has_some(printing: Story) -> None:
    printing("""
        the counter prints on a printer that has no paper
        the program is opened
        the clerk scans the card of Dụ
        the clerk types “xntt”
        the clerk presses Enter, and it is seen
        the clerk presses Space
        the page under the camera is kept
        the clerk presses F9
        Dụ has 1 dossier on record
        the screen says “Hết giấy”
        1 paper waits for the printer
        nothing has come out of the printer
        the clerk scans the card of Mẫu
        the clerk types “xntt”
        the clerk presses Enter, and it is seen
        the clerk presses Space, F9
        the screen says “Chưa quét: Tờ khai”
        the clerk presses F9
        Mẫu has 1 dossier on record
        2 papers wait for the printer
        paper is put into the printer
        2 papers have come out of the printer
        the last paper does not read “Bản in lại”
        0 papers wait for the printer
        the clerk presses Ctrl+P
        3 papers have come out of the printer
        the last paper reads “Bản in lại lần 1”
        the history of Dụ tells once: dossier.received
        the history of Mẫu tells once: dossier.received
        the record is whole
    """)


@pytest.mark.long
def test_a_printer_that_was_stopped_prints_what_waited_when_it_goes_again(printing: Story) -> None:
    printing("""
        the counter prints on a printer that goes
        the program is opened
        the clerk scans the card of Thử
        the clerk types “xntt”
        the clerk presses Enter, and it is seen
        the printer is stopped
        the clerk presses Space
        the page under the camera is kept
        the clerk presses F9
        Thử has 1 dossier on record
        the screen says “Tạm dừng”
        1 paper waits for the printer
        nothing has come out of the printer
        the printer goes again
        1 paper has come out of the printer
        the last paper does not read “Bản in lại”
        0 papers wait for the printer
        the history of Thử tells once: dossier.received
        the record is whole
    """)


@pytest.mark.long
def test_printing_that_is_gone_and_a_window_closed_meanwhile_lose_no_paper(printing: Story) -> None:
    printing("""
        the counter prints on a printer that goes
        the program is opened
        the clerk scans the card of Thử
        the clerk types “xntt”
        the clerk presses Enter, and it is seen
        the computer's printing is gone
        the clerk presses Space
        the page under the camera is kept
        the clerk presses F9
        Thử has 1 dossier on record
        the screen says “Chưa có máy in”
        1 paper waits for the printer
        the program is closed
        the computer's printing is back
        nothing has come out of the printer
        the program is opened
        1 paper has come out of the printer
        the last paper does not read “Bản in lại”
        the history of Thử tells once: dossier.received
        the record is whole
    """)


def test_a_camera_that_hangs_then_dies_leaves_all_that_was_typed_and_captured(story: Story) -> None:
    story("""
        a sheet lies under the desk's camera
        the program is opened
        the clerk scans the card of Mẫu
        the clerk types “xntt”
        the clerk presses Enter, and it is seen
        the clerk presses Space, F5
        1 page has been captured
        the clerk presses Ctrl+N
        the clerk types “goi lai”
        the camera stops answering
        the clerk types “ sau”
        the camera comes back by itself
        the camera's driver dies
        the clerk types “ bay gio”
        the camera comes back by itself
        the clerk presses F9
        Mẫu has 1 dossier on record
        the record tells of Mẫu: state 2; note goi lai sau bay gio; attachments.0.pages 1
        the history of Mẫu tells once: dossier.received
        the record is whole
    """)


@pytest.mark.long
def test_a_covered_camera_is_told_and_the_reception_goes_on_without_it(story: Story) -> None:
    story("""
        the desk's camera sees nothing but darkness
        the program is opened
        the clerk scans the card of Thử
        the clerk types “xntt”
        the clerk presses Enter, and it is seen
        the screen says “Mở nắp ống kính”
        the clerk presses Space, F9
        Thử has 1 dossier on record
        the record tells of Thử: state 2; phone ""
        the record is whole
    """)
