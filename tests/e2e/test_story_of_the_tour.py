"""The guided tour from its first bubble to its last, by the keys it asks for, on a practice office."""

from __future__ import annotations

import pytest

from tests.helpers.story import Story


@pytest.mark.long
def test_the_tour_is_walked_whole_by_the_keys_it_asks_for(story: Story) -> None:
    story("""
        the desk has no camera
        the program is opened
        the clerk presses Ctrl+K
        the clerk types “tour”
        the clerk presses Enter
        the screen says “Bước 1/10”
        the clerk presses F2
        the screen says “Bước 2/10”
        the clerk presses Ctrl+.
        the screen says “Bước 3/10”
        the clerk presses Alt+2
        the clerk types “tinh trang hon nhan”
        the clerk presses Enter
        the screen says “Bước 4/10”
        the clerk presses Alt+3
        the clerk presses Space
        the screen says “Bước 5/10”
        the clerk presses Ctrl+D
        the clerk closes the little window with Esc
        the screen says “Bước 6/10”
        the clerk presses F9
        the screen says “rồi gõ vo ngoc”
        the clerk presses F3
        the clerk types “vo ngoc”
        the screen says “Quên phím thì bấm”
        the clerk presses Ctrl+K
        the screen says “Bấm F11 để xem”
        the clerk presses Esc
        the clerk presses F11
        the screen says “Hết hướng dẫn”
        the clerk presses F1
        the screen says “Gõ chữ để tìm phím”
        the citizen of the sample has 1 dossier on record
        the record is whole
    """)
