"""What stands before the citizen: nothing of a person stays, nothing waits for anybody."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from pytestqt.qtbot import QtBot

from desk.errors import InputError
from desk.office.citizen_screen import FILE, CitizenScreen, read_screen, save_screen
from ui.citizen import stage as stages
from ui.citizen.faces import Entering, Face, Fee, PaperLine, Rate, Sign, Thanks
from ui.citizen.monitors import Monitor, can_sign, chosen, remembered
from ui.citizen.stage import Stage

WHO = Entering(name="NGUYỄN THỊ MẪU", id_number="079*******18")
DUE = datetime(2026, 11, 26, 17, tzinfo=timezone(timedelta(hours=7)))


class Eyes:
    """What the citizen saw, in order."""

    def __init__(self, stage: Stage) -> None:
        self.seen: list[Face | None] = []
        self.skips = 0
        stage.changed.connect(self.seen.append)
        stage.skipped.connect(self._skip)

    def _skip(self) -> None:
        self.skips += 1


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    return Stage()


@pytest.fixture
def eyes(stage: Stage) -> Eyes:
    return Eyes(stage)


def test_typing_repaints_now_and_then_and_the_last_letter_is_always_seen(
    qtbot: QtBot, stage: Stage, eyes: Eyes
) -> None:
    for at in range(1, 12):
        stage.ask("reception", (Entering(name="NGUYỄN THỊ MẪU"[:at]),))
    assert [one.name for one in eyes.seen if isinstance(one, Entering)] == ["N"]
    qtbot.waitUntil(lambda: len(eyes.seen) > 1)
    assert isinstance(eyes.seen[-1], Entering)
    assert eyes.seen[-1].name == "NGUYỄN THỊ "
    assert len(eyes.seen) == 2


def test_taking_away_never_waits_and_nothing_typed_before_comes_back(
    qtbot: QtBot, stage: Stage, eyes: Eyes
) -> None:
    stage.ask("reception", (WHO,))
    stage.ask("reception", (Entering(name="NGUYỄN THỊ MẪU", procedure="Khai sinh"),))
    stage.ask("reception", ())
    assert eyes.seen[-1] is None
    qtbot.waitUntil(lambda: not stage._throttle.isActive())
    assert eyes.seen[-1] is None


@pytest.mark.parametrize("face", [WHO, Sign(name="Nguyễn Thị Mẫu")])
def test_a_person_goes_with_the_clerk_to_another_screen(stage: Stage, face: Face) -> None:
    stage.ask("reception", (face,))
    stage.moved_on("reception")
    assert stage.face == face
    stage.moved_on("home")
    assert stage.face is None


@pytest.mark.parametrize("face", [Fee(15000), Rate(), Thanks()])
def test_what_names_nobody_may_stay_while_the_clerk_goes_on(stage: Stage, face: Face) -> None:
    stage.ask("returns", (face,))
    stage.moved_on("home")
    stage.ask("reception", ())
    assert stage.face == face


def test_one_screen_does_not_take_away_what_another_shows(stage: Stage) -> None:
    stage.ask("returns", (Sign(),))
    stage.ask("reception", ())
    stage.ask("reception", (Entering(),))
    assert stage.face == Sign()


def test_a_person_nobody_types_about_any_more_goes_by_itself(
    qtbot: QtBot, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stages, "IDLE_MS", 30)
    stage.ask("reception", (WHO,))
    qtbot.waitUntil(lambda: stage.face is None)


def test_a_rating_runs_out_and_thanks_follow(qtbot: QtBot, stage: Stage, eyes: Eyes) -> None:
    stage.rating_ms = 30
    stage.ask("returns", (Rate(), Thanks(returned=True)))
    qtbot.waitUntil(lambda: stage.face == Thanks(returned=True))
    assert eyes.skips == 1


def test_a_rating_given_is_thanked_for_and_not_told_as_skipped(
    qtbot: QtBot, stage: Stage, eyes: Eyes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stages, "THANKS_MS", 30)
    stage.ask("returns", (Rate(), Thanks(returned=True)))
    stage.rated()
    assert stage.face == Thanks(returned=True)
    qtbot.waitUntil(lambda: stage.face is None)
    assert eyes.skips == 0


def test_the_next_citizen_ends_the_rating_of_the_one_before(stage: Stage, eyes: Eyes) -> None:
    stage.ask("returns", (Rate(), Thanks()))
    stage.ask("reception", (WHO,))
    assert (stage.face, eyes.skips) == (WHO, 1)


def test_fee_then_thanks_then_the_waiting_screen(
    qtbot: QtBot, stage: Stage, eyes: Eyes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stages, "FEE_MS", 20)
    monkeypatch.setattr(stages, "THANKS_MS", 20)
    stage.ask("reception", (Fee(15000), Thanks(due=DUE)))
    qtbot.waitUntil(lambda: stage.face is None)
    assert eyes.seen == [Fee(15000), Thanks(due=DUE), None]


def test_the_same_again_is_not_painted_again(stage: Stage, eyes: Eyes) -> None:
    for _ in range(3):
        stage.ask("returns", (Sign(name="x"),))
    assert eyes.seen == [Sign(name="x")]


# ---- monitors ----------------------------------------------------------------------------------------

CLERK = Monitor("eDP-1", QRect(0, 0, 1366, 768))
WALL = Monitor("HDMI-1", QRect(1366, 0, 1920, 1080), "Mẫu 22", "SN1")


def test_the_chosen_monitor_is_found_by_name_and_place() -> None:
    kept = remembered(CitizenScreen(on=True), WALL)
    assert chosen(kept, (CLERK, WALL), clerk=CLERK) == WALL


@pytest.mark.parametrize(
    "now",
    [
        Monitor("HDMI-1", QRect(-1920, 0, 1920, 1080), "Mẫu 22", "SN1"),
        Monitor("HDMI-1", QRect(1366, 0, 1280, 720)),
        Monitor("DP-3", QRect(1366, 0, 1920, 1080), "Mẫu 22", "SN1"),
    ],
    ids=["other side", "other resolution", "other socket"],
)
def test_a_moved_monitor_is_known_again(now: Monitor) -> None:
    kept = remembered(CitizenScreen(on=True), WALL)
    assert chosen(kept, (CLERK, now), clerk=CLERK) == now


def test_of_two_alike_the_one_in_its_place_is_taken() -> None:
    twin = Monitor("HDMI-1", QRect(3286, 0, 1920, 1080))
    kept = remembered(CitizenScreen(on=True), Monitor("HDMI-1", QRect(3286, 0, 1920, 1080)))
    assert chosen(kept, (CLERK, WALL, twin), clerk=CLERK) == twin


def test_the_clerks_own_monitor_is_never_taken() -> None:
    kept = remembered(CitizenScreen(on=True), CLERK)
    assert chosen(kept, (CLERK, WALL), clerk=CLERK) is None
    assert chosen(CitizenScreen(on=True), (CLERK, WALL), clerk=CLERK) is None
    assert chosen(kept, (), clerk=None) is None


@pytest.mark.parametrize(
    ("touch", "system", "signs"),
    [("auto", True, True), ("auto", False, False), ("yes", False, True), ("no", True, False)],
)
def test_who_may_sign_there_is_what_the_office_says_else_what_the_system_tells(
    touch: str, system: bool, signs: bool
) -> None:
    assert can_sign(CitizenScreen(touch=touch), Monitor("x", QRect(), touch=system)) is signs


# ---- what this machine keeps -------------------------------------------------------------------------


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    kept = remembered(CitizenScreen(on=True, languages="vi", rating_seconds=45, keypad=True), WALL)
    save_screen(tmp_path, kept)
    assert read_screen(tmp_path) == kept


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"on": 1}',
        '{"languages": "fr"}',
        '{"rating_seconds": 9999}',
        '{"name": "a\\u0000"}',
    ],
)
def test_a_damaged_file_counts_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text)
    assert read_screen(tmp_path) == CitizenScreen()


def test_what_makes_no_sense_is_not_kept(tmp_path: Path) -> None:
    save_screen(tmp_path, CitizenScreen(on=True))
    with pytest.raises(InputError) as caught:
        save_screen(tmp_path, CitizenScreen(rating_seconds=1))
    assert caught.value.code == "citizen.bad_value"
    assert read_screen(tmp_path).on


def test_an_empty_draft_is_nothing_to_show() -> None:
    assert Entering(papers=(PaperLine("x", done=False),)).empty
    assert not Entering(name="x").empty
