"""Wording a form anew: drafts that outlive their window, two desks at once, nothing lost."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from datetime import date
from pathlib import Path

import pytest

from desk.errors import InputError
from desk.office.opened import Office
from desk.templates.doors import TemplateDoors
from tests.integration.templates.conftest import FORM, NEW, UNIT, Desk

DAY = date(2026, 12, 1)
OTHER = "texts.hotline"
CALL = "Gọi hỏi: {phone}"


def test_two_desks_word_the_same_form_each_is_told_and_neither_loses_a_letter(desk_of: Desk) -> None:
    lan, binh = TemplateDoors(desk_of("lan")), TemplateDoors(desk_of("binh"))
    one, other = lan.open_draft(FORM), binh.open_draft(FORM)
    kept_one = lan.keep_draft(one, {UNIT: NEW})
    kept_other = binh.keep_draft(other, {OTHER: CALL, UNIT: "Nơi nhận:"})
    assert [mark.who for mark in kept_other.others] == ["lan"]
    assert kept_one.key != kept_other.key

    lan.publish(kept_one.key, begins=DAY, reason="Tên mới của bộ phận")
    with pytest.raises(InputError) as refused:
        binh.publish(kept_other.key, begins=DAY, reason="Số gọi hỏi")
    assert refused.value.code == "template.overtaken"
    assert refused.value.details["by"] == "lan"
    mine = binh.open_draft(FORM)
    assert (mine.text(OTHER), mine.text(UNIT)) == (CALL, "Nơi nhận:")
    assert mine.overtaken is not None

    merged = binh.follow(kept_other.key)
    assert [(one.place, one.before, one.after) for one in merged.clashes] == [(UNIT, "Nơi nhận:", NEW)]
    assert (merged.text(OTHER), merged.text(UNIT), merged.overtaken) == (CALL, "Nơi nhận:", None)
    done = binh.publish(kept_other.key, begins=date(2026, 12, 2), reason="Số gọi hỏi")
    assert done.version.no == 2
    assert binh.texts(FORM, 1)[UNIT] == NEW  # the first version stays as it was
    assert (binh.texts(FORM, 2)[OTHER], binh.texts(FORM, 2)[UNIT]) == (CALL, "Nơi nhận:")


def test_a_text_only_the_other_changed_is_taken_over(desk_of: Desk) -> None:
    lan, binh = TemplateDoors(desk_of("lan")), TemplateDoors(desk_of("binh"))
    first = lan.keep_draft(lan.open_draft(FORM), {UNIT: NEW})
    second = binh.keep_draft(binh.open_draft(FORM), {OTHER: CALL})
    lan.publish(first.key, begins=DAY, reason="Tên mới")
    merged = binh.follow(second.key)
    assert merged.clashes == ()
    assert (merged.text(UNIT), merged.words) == (NEW, {OTHER: CALL})


def test_one_person_in_two_windows_keeps_both_texts(office: Office) -> None:
    doors = TemplateDoors(office)
    key = doors.keep_draft(doors.open_draft(FORM), {UNIT: NEW}).key
    here, there = doors.open_draft(FORM), doors.open_draft(FORM)
    assert here.key == there.key == key
    doors.keep_draft(here, {UNIT: "Nơi nhận:"})
    late = doors.keep_draft(there, {UNIT: "Chỗ nhận:"})
    assert late.split
    assert late.key != key
    assert {one.key for one in late.others} == {key}


def test_a_draft_outlives_its_window_being_killed(office: Office, folder: Path) -> None:
    office.close()
    child = textwrap.dedent("""
        import os, sys
        from pathlib import Path
        from desk.clock import parse_moment
        from desk.office.bootstrap import open_office
        from desk.templates.doors import TemplateDoors
        doors = TemplateDoors(open_office(Path(sys.argv[1]), now=parse_moment("2026-11-23T09:41")))
        doors.keep_draft(doors.open_draft("giay_tiep_nhan"), {"texts.unit": sys.argv[2]}, begins="01/12/2026")
        os.kill(os.getpid(), 9)
    """)
    done = subprocess.run([sys.executable, "-c", child, str(folder), NEW], check=False)
    assert done.returncode == -9
    from desk.clock import parse_moment
    from desk.office.bootstrap import open_office

    with open_office(folder, now=parse_moment("2026-11-23T10:00")) as again:
        draft = TemplateDoors(again).open_draft(FORM)
    assert (draft.words, draft.begins) == ({UNIT: NEW}, "01/12/2026")


def test_a_dropped_draft_is_gone_and_the_words_of_today_are_there_again(office: Office) -> None:
    doors = TemplateDoors(office)
    kept = doors.keep_draft(doors.open_draft(FORM), {UNIT: NEW})
    doors.drop_draft(kept.key)
    doors.drop_draft(kept.key)  # twice is no fault
    assert doors.open_draft(FORM).words == {}
    with pytest.raises(InputError) as refused:
        doors.publish(kept.key, begins=DAY, reason="Tên mới")
    assert refused.value.code == "template.no_draft"


def test_only_those_who_administer_word_forms(real_office: Office) -> None:
    doors = TemplateDoors(real_office)
    draft = doors.open_draft(FORM)  # looking is everybody's
    for act in (
        lambda: doors.keep_draft(draft, {UNIT: NEW}),
        lambda: doors.revert(FORM, 0, begins=DAY, reason="Thử"),
        lambda: doors.take_pack(Path("goi.json")),
    ):
        with pytest.raises(InputError) as refused:
            act()
        assert refused.value.code == "auth.role"
