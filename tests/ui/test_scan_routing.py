"""Where scans go in the window: each once and in order, nothing moves for what is not ours, plain words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.finding.codes import payload
from desk.finding.scanned import read_scan
from desk.rows import State
from tests.helpers.ui_demo import CARD_TEXT, DemoServices
from tests.helpers.ui_window import open_window, stub
from ui import i18n
from ui.services import RecognisedLike
from ui.shell.scan_words import strange_banner
from ui.shell.scans import CAMERA, KEYS, TYPED, ScanRouter
from ui.shell.window import Shell
from ui.tasks import InlineRunner

RECEIPT = "H29.26.112-261123-0042.BCFGHJKL"
LOOKS = (
    "half_card", "half_receipt", "glued", "other_office", "damaged", "too_long", "empty", "sealed", "garbled",
    "url", "wifi", "payment", "contact", "event", "phone", "email", "place", "secret", "passport",
    "id_number", "insurance", "tax_code", "product", "digits", "text", "",
)  # fmt: skip


@dataclass
class Time:
    """A clock the test moves."""

    now: float = 10.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Routed:
    """A router on its own, and what it told."""

    router: ScanRouter
    time: Time
    demo: DemoServices
    told: list[str] = field(default_factory=list)
    offered: list[str] = field(default_factory=list)
    taken: bool = False

    def take(self, text: str, via: str = KEYS, *, after: float = 0.1) -> bool:
        self.time.now += after
        return self.router.take(text, via)


@pytest.fixture
def routed(qapp: QApplication, demo: DemoServices) -> Iterator[Routed]:
    owner, time = QObject(), Time()
    runner = InlineRunner(qapp)

    def first(found: RecognisedLike) -> bool:
        made.offered.append(found.kind)
        return made.taken

    made = Routed(ScanRouter(demo, runner, first=first, parent=owner, clock=time), time, demo)
    made.router.opens.connect(lambda screen, code: made.told.append(f"{screen} {code}"))
    made.router.card.connect(lambda card: made.told.append(f"card {card.number}"))
    made.router.strange.connect(lambda spec, _text, looks: made.told.append(f"strange {looks}"))
    yield made
    runner.deleteLater()
    owner.deleteLater()


def settle(qtbot: QtBot, routed: Routed) -> None:
    qtbot.waitUntil(lambda: not routed.router._busy)


def test_three_scans_at_once_arrive_each_in_order(qtbot: QtBot, routed: Routed) -> None:
    for text in (CARD_TEXT, RECEIPT, "https://example.vn"):
        routed.take(text, after=0.01)
    settle(qtbot, routed)
    assert routed.told == ["card 079192004518", "dossier H29.26.112-261123-0042", "strange "]


def test_the_same_scan_within_a_second_counts_once_however_often_it_comes(
    qtbot: QtBot, routed: Routed
) -> None:
    assert routed.take(RECEIPT)
    assert [routed.take(RECEIPT, after=0.3) for _ in range(9)] == [False] * 9
    settle(qtbot, routed)
    assert len(routed.told) == 1
    assert routed.take(RECEIPT, after=1.1)
    settle(qtbot, routed)
    assert len(routed.told) == 2


def test_a_slip_that_proved_itself_is_said_to_be_genuine_and_a_bare_code_is_not(
    qtbot: QtBot, routed: Routed, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(routed.demo, "show", lambda _code: SimpleNamespace(state=State.READY))
    routed.router.genuine.connect(lambda: said.append("genuine"))
    routed.take(RECEIPT)
    settle(qtbot, routed)
    assert said == ["genuine"]
    routed.take(RECEIPT.partition(".B")[0], after=2)
    settle(qtbot, routed)
    assert said == ["genuine"]
    assert len(routed.told) == 2


def test_what_a_person_types_twice_is_looked_up_twice(qtbot: QtBot, routed: Routed) -> None:
    assert routed.take(RECEIPT, TYPED)
    assert routed.take(RECEIPT, TYPED)
    settle(qtbot, routed)
    assert len(routed.told) == 2


def test_a_bare_code_that_is_not_on_record_moves_nothing_and_says_so(qtbot: QtBot, routed: Routed) -> None:
    """CODE128 of another office holds no check tag: only the record knows that it is none of ours."""
    routed.take("H19.35-261122-0003")
    settle(qtbot, routed)
    assert routed.told == ["strange missing"]


def test_a_card_a_camera_read_already_goes_the_same_way_once(qtbot: QtBot, routed: Routed) -> None:
    card = routed.demo.parse_card(CARD_TEXT)
    for _ in range(5):
        routed.time.now += 0.1
        routed.router.take_card(card)
    assert routed.told == ["card 079192004518"]
    assert routed.offered == ["card"]


def test_only_what_came_as_keys_is_read_as_keys(
    qtbot: QtBot, routed: Routed, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    before = routed.demo.recognise

    def recognise(text: str, *, typed: bool = False) -> RecognisedLike:
        asked.append(typed)
        return before(text)

    monkeypatch.setattr(routed.demo, "recognise", recognise)
    for via in (KEYS, CAMERA, "port", "port_damaged", TYPED):
        routed.take(f"xin chao {via}", via)
    settle(qtbot, routed)
    assert asked == [True, False, False, True, False]


def test_a_failing_recognition_does_not_stop_the_next_scan(qtbot: QtBot, routed: Routed) -> None:
    routed.demo.broken["recognise"] = RuntimeError("x")
    routed.take("a-1")
    settle(qtbot, routed)
    del routed.demo.broken["recognise"]
    routed.take(RECEIPT)
    settle(qtbot, routed)
    assert routed.told == ["strange ", "dossier H29.26.112-261123-0042"]


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("looks", LOOKS)
def test_whatever_was_read_is_said_with_what_to_do_and_without_anybodys_number(
    qapp: QApplication, looks: str, lang: str
) -> None:
    i18n.install(qapp, lang)
    banner = strange_banner("079192004518", looks)
    assert banner.title
    assert len(banner.text) > 20
    assert "079192004518" not in banner.title + banner.text


def test_every_word_for_a_foreign_code_is_known_to_the_window() -> None:
    office, key = "VN-MAU-01", bytes(range(32))
    texts = ("WIFI:S:x;;", "000201x", "BEGIN:VCARD", "tel:1", "mailto:a@b.vn", "geo:1,2", "8934563138165")
    found = {read_scan(one, codes=(office,), key=key).looks for one in texts}
    found |= {read_scan(payload("H19", bytes(32), "H19-261122-0003"), codes=(office,), key=key).looks}
    assert found <= set(LOOKS)


def test_a_scan_while_the_screen_still_loads_arrives_when_it_is_there(
    qtbot: QtBot, demo: DemoServices
) -> None:
    shell: Shell = open_window(qtbot, demo)
    shell.go("reception")
    shell.take_scan(RECEIPT)  # nothing of the screen before has answered yet
    qtbot.waitUntil(lambda: shell.current_name == "dossier")
    assert stub(shell, "dossier").opened == ["H29.26.112-261123-0042"]


def test_what_a_strange_scan_reads_and_what_to_do_are_two_sentences() -> None:
    assert strange_banner("A Pao", "text").text == "Đọc được: “A Pao”. Quét lại, hoặc gõ mã (F3)."
