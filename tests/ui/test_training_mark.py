"""A training office is told from a real one on every screen, by clerk and citizen alike."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from pytestqt.qtbot import QtBot

from desk.office.citizen_screen import CitizenScreen
from tests.helpers.ui_demo import DemoServices
from tests.helpers.ui_window import open_window
from ui.citizen.window import CitizenWindow
from ui.main import entries
from ui.shell.screen import StateMark
from ui.tokens import Tone
from ui.widgets.paint import ChipSpec


@pytest.mark.parametrize(("lang", "words"), [("vi", "Tập huấn"), ("en", "Training")])
@pytest.mark.parametrize("training", [True, False])
def test_every_screen_of_a_training_office_and_of_no_other_is_marked(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, lang: str, words: str, training: bool
) -> None:
    services = DemoServices()
    card = replace(services.office(), training=training)
    monkeypatch.setattr(services, "office", lambda: card)
    shell = open_window(qtbot, services, lang=lang, size=(949, 512))
    for entry in entries():
        shell.go(entry.name)
        assert shell.bar.training.isVisible() is training, entry.name
    assert shell.bar.training.spec.text == words
    assert shell.bar.scan.width() > 200  # what everything is done with keeps its room


def test_states_give_their_words_up_before_the_scan_bar_is_squeezed(qtbot: QtBot) -> None:
    shell = open_window(qtbot, DemoServices(), size=(949, 512))
    bar = shell.bar
    bar.set_mark(bar.printer, "Chưa có máy in", Tone.WARN)
    for name, tone in (("sending", Tone.BAD), ("queue", Tone.INFO)):
        chip = ChipSpec("Hai mươi bảng kê bị hệ thống tỉnh trả lại", tone, "circle-alert")
        bar.marks.set(name, StateMark(chip))
    bar.set_training(True)
    qtbot.waitUntil(lambda: bar.minimumSizeHint().width() <= bar.width())
    seen = (bar.title, bar.training, bar.scan, bar.printer, bar.marks, bar.clerk)
    ends = [(one.geometry().left(), one.geometry().right()) for one in seen if one.isVisible()]
    assert all(right < left for (_, right), (left, _) in pairwise(ends))
    assert shell.width() == 949


@pytest.mark.parametrize(
    ("mode", "words"), [("vi_en", "Tập huấn · Training"), ("vi", "Tập huấn"), ("en", "Training")]
)
def test_the_citizen_reads_it_in_the_languages_of_the_monitor(qtbot: QtBot, mode: str, words: str) -> None:
    window = CitizenWindow(preview=True)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.dress(CitizenScreen(languages=mode), office="Trung tâm mẫu", here=True, training=True)
    assert window.training.isVisible()
    assert window.training.text() == words
    window.dress(CitizenScreen(languages=mode), office="Trung tâm mẫu", here=True)
    assert window.training.isHidden()
