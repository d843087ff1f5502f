"""How a dossier reads: countdowns, acts with their keys, side-states, every event of the record."""

from __future__ import annotations

import ast
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import desk
from desk.rows import Countdown, NextAct, SideStates
from tests.helpers.returns_demo import a_dossier, an_event
from tests.helpers.ui_demo import LOCAL, MORNING
from ui.dossier import history, words
from ui.dossier.panels import ELSEWHERE, panel
from ui.tokens import Tone

DUE = datetime(2026, 11, 23, 17, 0, tzinfo=LOCAL)


def line(level: str, minutes: int, *, due: datetime = DUE, over: int = 0) -> tuple[str, Tone]:
    """The chip of a countdown seen on Monday morning."""
    one = Countdown("due", "Hẹn trả", "NĐ 118/2025/NĐ-CP", due, minutes, level, over)
    shown = words.countdown(one, MORNING)
    assert shown.basis == "NĐ 118/2025/NĐ-CP"
    return shown.left.text, shown.left.tone


@pytest.mark.parametrize(
    ("level", "minutes", "due", "over", "said", "tone"),
    [
        ("soon", 48, DUE, 0, "Còn 48 phút", Tone.WARN),
        ("soon", 200, DUE, 0, "Còn 3 giờ 20 phút", Tone.WARN),
        ("ok", 2000, DUE + timedelta(days=4), 0, "Còn 4 ngày", Tone.INFO),
        ("late", 0, DUE - timedelta(days=2), 900, "Quá 2 ngày", Tone.BAD),
        ("late", 0, MORNING - timedelta(minutes=30), 30, "Quá 30 phút", Tone.BAD),
    ],
)
def test_a_countdown_says_how_long_in_words_and_tone(
    level: str, minutes: int, due: datetime, over: int, said: str, tone: Tone
) -> None:
    assert line(level, minutes, due=due, over=over) == (said, tone)


def test_every_act_shows_the_key_that_begins_it() -> None:
    acts = tuple(NextAct(verb, verb) for verb in ("hand-over", "refuse", "correct", "note"))
    lines = words.act_lines(acts, {"refuse": "F7", "note": "Ctrl+N"})
    assert [one.cap for one in lines] == ["1", "F7", "2", "Ctrl+N"]
    assert [one.tone for one in lines] == [Tone.PLAIN, Tone.BAD, Tone.PLAIN, Tone.PLAIN]


def test_an_act_beyond_its_limit_says_what_it_takes() -> None:
    (one,) = words.act_lines((NextAct("extend", "Hẹn lại", needs_override=True),), {})
    assert "người cho phép" in one.note


def test_side_states_are_five_and_keep_their_order() -> None:
    side = SideStates("none", "unpaid", "provisional", "partial", "late", {"finance": "Chưa thu"})
    shown = words.sides(replace(a_dossier(), side=side))
    assert [one.title for one in shown] == ["Giao trả", "Lệ phí", "Mã hồ sơ", "Số hóa", "Thời hạn"]
    assert shown[1].text == "Chưa thu"
    assert shown[4].tone is Tone.BAD
    assert all(one.icon for one in shown)


def test_old_and_official_number_and_register_stand_under_the_code() -> None:
    view = replace(
        a_dossier(), code="TAM-1-261123-0001", official_code="000.00.01.H29-261123-0042",
        register="Quyển 01, số 0123/2026", group_no="N-7",
    )  # fmt: skip
    said = words.numbers(view)
    assert "000.00.01.H29-261123-0042" in said
    assert "Quyển 01, số 0123/2026" in said
    assert "N-7" in said


def verbs_on_record() -> set[str]:
    """Every dossier event that `desk` can write, read from its source."""
    found = set()
    for file in Path(desk.__file__).parent.rglob("*.py"):
        if "trial" in file.parts:
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                text = node.value
                if text.startswith("dossier.") and text.replace("dossier.", "").replace("_", "").isalpha():
                    found.add(text)
    return found


def test_every_event_of_a_life_has_its_words() -> None:
    told = {
        "dossier.received", "dossier.registered", "dossier.accepted", "dossier.handed_over",
        "dossier.supplement_requested", "dossier.supplemented", "dossier.refused", "dossier.paid",
        "dossier.payment_awaited", "dossier.extended", "dossier.withdrawn", "dossier.resumed",
        "dossier.stopped", "dossier.result_ready", "dossier.returned", "dossier.corrected",
        "dossier.reconciled", "dossier.rated", "dossier.noted", "dossier.originals_given_back",
    }  # fmt: skip
    assert told <= verbs_on_record()
    assert told <= set(history.VERBS)


@pytest.mark.parametrize(
    ("verb", "details", "part"),
    [
        ("dossier.extended", {"due_current": "2026-11-30T17:00:00+07:00"}, "Hẹn 17:00 30/11"),
        ("dossier.paid", {"amount": 250_000}, "250.000 đ"),
        ("dossier.rated", {"score": 5}, "5/5"),
        ("dossier.handed_over", {"to": "Tư pháp – Hộ tịch"}, "Tư pháp – Hộ tịch"),
        ("dossier.reconciled", {"official_code": "H29-0042"}, "H29-0042"),
        ("call.recorded", {"outcome": "no_answer"}, "không nghe máy"),
    ],
)
def test_an_event_tells_what_it_changed(verb: str, details: dict[str, Any], part: str) -> None:
    view = replace(a_dossier(), events=(an_event(verb, MORNING, **details),))
    assert part in history.moments(view, {})[0].note


def test_no_act_is_shouted_and_every_commit_says_what_it_does() -> None:
    from desk.life.states import VERBS

    for verb in VERBS:
        if verb in ELSEWHERE:
            continue
        spec = panel(NextAct(verb, verb), a_dossier().state)
        assert spec.commit not in ("", verb)
        assert spec.done
        assert not {"!", "vui lòng"} & {spec.commit, spec.note.lower()}
        assert "!" not in spec.commit + spec.note
