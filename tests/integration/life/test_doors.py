"""What screens and the command line are told: acts offered, proposals, countdowns, a clock set back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desk.clock import parse_moment
from desk.errors import InputError
from desk.life.act import commit_act
from desk.life.show import show
from desk.office.opened import Office
from desk.services import DeskServices
from tests.helpers.cli import call_desk
from tests.integration.life.conftest import a_reception, receive

OpenAt = Callable[..., Office]


@pytest.fixture
def code(office: Office) -> str:
    return receive(office)


def test_the_window_gets_the_same_acts_as_the_view(office: Office, code: str) -> None:
    offered = DeskServices(office).life.next_acts(code)

    assert offered == show(office, code).actions
    assert sorted(one.verb for one in offered) == sorted(show(office, code).next_acts)
    assert offered[-1].verb == "paid"  # nobody owes anything: it is allowed, and offered last
    refuse = next(one for one in offered if one.verb == "refuse")
    assert (refuse.label, refuse.form, refuse.confirm) == ("Từ chối", "phieu_tu_choi", True)
    assert refuse.required == ("reason", "legal_basis")


def test_a_proposed_date_may_be_given(office: Office, code: str) -> None:
    doors = DeskServices(office).life

    due = doors.propose_due(code).due_at

    assert due == parse_moment("2026-12-02T17:00")  # three working days after Friday 27/11
    commit_act(office, code, "extend", {"due_at": due.isoformat(), "reason": "x"})
    assert show(office, code).due_at == due


def test_without_a_date_none_is_proposed(office: Office) -> None:
    with pytest.raises(InputError) as caught:
        DeskServices(office).life.propose_due(receive(office, procedure="T.5"))
    assert caught.value.code == "extend.no_due"


def test_a_supplement_may_ask_for_the_checklist_and_for_what_was_brought_beside_it(office: Office) -> None:
    code = receive(office, procedure="1.004873", components=[{"no": 88, "name": "Giấy ngoài danh mục"}])

    cards = DeskServices(office).life.supplement_choices(code)

    checklist = DeskServices(office).procedure("1.004873").components
    assert [one.no for one in cards] == sorted([88, *(one.no for one in checklist)])
    assert cards[-1].name == "Giấy ngoài danh mục"


class TestCountdowns:
    def levels(self, office: Office, code: str) -> dict[str, str]:
        return {one.key: one.level for one in show(office, code).countdowns}

    def test_they_come_nearer_and_end_or_stay_late(self, open_at: OpenAt, code: str) -> None:
        # Monday 09:41, three working days: Friday 27/11 17:00; Tuesday is a holiday
        assert self.levels(open_at(), code) == {
            "transfer": "ok", "late_notice": "ok", "unfit": "ok", "due": "ok",
        }  # fmt: skip
        assert self.levels(open_at("2026-11-23T14:00"), code)["transfer"] == "soon"
        assert self.levels(open_at("2026-11-25T08:00"), code)["transfer"] == "late"
        thursday = self.levels(open_at("2026-11-26T17:00"), code)
        assert (thursday["late_notice"], thursday["due"]) == ("soon", "ok")
        friday = self.levels(open_at("2026-11-27T13:30"), code)
        assert "late_notice" not in friday
        assert friday["due"] == "soon"
        assert self.levels(open_at("2026-11-30T08:00"), code) == {"transfer": "late", "due": "late"}

    def test_minutes_are_working_minutes_and_never_below_zero(self, open_at: OpenAt, code: str) -> None:
        early = next(one for one in show(open_at(), code).countdowns if one.key == "due")
        late = next(one for one in show(open_at("2026-11-30T08:10"), code).countdowns if one.key == "due")

        assert (early.minutes_left, early.minutes_over) == (319 + 3 * 450, 0)
        assert (late.minutes_left, late.minutes_over) == (0, 40)
        assert show(open_at("2026-11-30T08:10"), code).side.warning == "late"

    def test_each_names_its_law(self, office: Office, code: str) -> None:
        assert all("118/2025" in one.basis for one in show(office, code).countdowns)

    def test_a_settled_dossier_counts_nothing_down(self, office: Office, code: str) -> None:
        commit_act(office, code, "result-ready")

        assert show(office, code).countdowns == ()


class TestCommandLine:
    def file(self, folder: Path, data: dict[str, Any]) -> Path:
        path = folder / "act.json"
        path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        return path

    def test_an_act_answers_what_the_contract_promises(self, folder: Path, tmp_path: Path) -> None:
        received = call_desk(
            "receive", self.file(tmp_path, a_reception()), data=folder, now="2026-11-23T09:41"
        ).ok()

        asked = {"components": [{"no": 1}], "reason": "mờ", "smell": "x"}
        answer = call_desk(
            "act", received["code"], "request-supplement", "--file", self.file(tmp_path, asked),
            data=folder, now="2026-11-23T10:00",
        ).ok()  # fmt: skip

        assert (answer["code"], answer["state"]) == (received["code"], 5)
        assert answer["state_name"] == "Yêu cầu bổ sung giấy tờ"
        assert [Path(one).is_absolute() and Path(one).is_file() for one in answer["printed"]] == [True]
        assert isinstance(answer["event_seq"], int)
        assert [one["code"] for one in answer["warnings"]] == ["act.unknown_key"]

    def test_a_clock_behind_the_last_event_is_told_and_the_act_done(
        self, folder: Path, tmp_path: Path
    ) -> None:
        received = call_desk(
            "receive", self.file(tmp_path, a_reception()), data=folder, now="2026-11-23T09:41"
        ).ok()

        answer = call_desk("act", received["code"], "hand-over", data=folder, now="2026-11-20T08:00").ok()

        assert answer["warnings"][0]["code"] == "clock.behind_last_event"
        shown = call_desk("show", received["code"], data=folder, now="2026-11-23T12:00").ok()
        assert [one["verb"] for one in shown["events"]] == ["dossier.received", "dossier.handed_over"]
        assert shown["state"] == 4
        assert shown["clock"]["used_minutes"] == 109

    def test_a_repeat_answers_what_was_told_of_the_clock_the_first_time(
        self, folder: Path, tmp_path: Path
    ) -> None:
        call_desk("receive", self.file(tmp_path, a_reception()), data=folder, now="2026-11-23T09:41").ok()
        file, early = self.file(tmp_path, a_reception()), "2026-11-20T08:00"

        first = call_desk("receive", file, data=folder, now=early).ok()
        again = call_desk("receive", file, data=folder, now=early).ok()
        later = call_desk("receive", file, data=folder, now="2026-11-26T08:00").ok()

        assert first["warnings"][0]["code"] == "clock.behind_last_event"
        assert again == later == {**first, "repeated": True}

    def test_a_repeated_act_too(self, folder: Path, tmp_path: Path) -> None:
        code = call_desk(
            "receive", self.file(tmp_path, a_reception()), data=folder, now="2026-11-23T09:41"
        ).ok()["code"]
        handing = "act", code, "hand-over", "--command-id", "one"

        first = call_desk(*handing, data=folder, now="2026-11-20T08:00").ok()
        again = call_desk(*handing, data=folder, now="2026-11-26T08:00").ok()

        assert first["warnings"][0]["code"] == "clock.behind_last_event"
        assert again == {**first, "repeated": True}

    def test_a_repeat_warns_of_a_clock_that_runs_behind_now(self, folder: Path, tmp_path: Path) -> None:
        file = self.file(tmp_path, a_reception())
        first = call_desk("receive", file, data=folder, now="2026-11-23T09:41").ok()

        again = call_desk("receive", file, data=folder, now="2026-11-20T08:00").ok()

        codes = [one["code"] for one in again["warnings"]]
        assert codes == ["clock.behind_last_event", *(one["code"] for one in first["warnings"])]

    def test_show_tells_the_whole_life(self, folder: Path, tmp_path: Path) -> None:
        received = call_desk(
            "receive", self.file(tmp_path, a_reception()), data=folder, now="2026-11-23T09:41"
        ).ok()

        shown = call_desk("show", received["code"], data=folder, now="2026-11-23T10:00").ok()

        assert {"actions", "countdowns", "side", "holdings", "remarks", "corrections", "register"} <= set(
            shown
        )
        assert shown["side"]["finance"] == "none"
        assert shown["register"] == "Quyển 01, số 0001/2026"
        assert {"start_at", "pauses", "due_original", "due_current", "finished_at", "returned_at"} <= set(
            shown["clock"]
        )
        assert shown["actions"][0]["verb"] == shown["next_acts"][0]
        text = call_desk(
            "show", received["code"], data=folder, now="2026-11-23T10:00", as_json=False, lang="en"
        ).stdout
        assert "What can be done next: Hand over (hand-over)" in text
        assert "Result due: 17:00 27/11/2026 (In time)" in text

    @pytest.mark.parametrize("verb", ["refuse", "supplement", "stop", "fly"])
    def test_what_cannot_be_done_exits_2_and_leaves_no_trace(
        self, folder: Path, tmp_path: Path, verb: str
    ) -> None:
        received = call_desk(
            "receive", self.file(tmp_path, a_reception()), data=folder, now="2026-11-23T09:41"
        ).ok()

        run = call_desk("act", received["code"], verb, data=folder, now="2026-11-23T10:00")

        assert run.exit_code == 2
        assert run.error_code in {"act.missing_key", "act.wrong_state", "act.unknown_verb"}
        shown = call_desk("show", received["code"], data=folder, now="2026-11-23T10:00").ok()
        assert len(shown["events"]) == 1
