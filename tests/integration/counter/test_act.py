"""Result and return: the guards of the one table of verbs, the moments, the papers."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from desk.clock import parse_moment
from desk.errors import InputError
from desk.life.act import act, next_acts, read_payload, verbs
from desk.life.show import show
from desk.office.opened import Office
from desk.record.checking import check
from desk.rows import Acted, State

CONTRACT_VERBS = {
    "request-supplement",
    "supplement",
    "refuse",
    "hand-over",
    "await-payment",
    "paid",
    "result-ready",
    "extend",
    "return",
    "withdraw",
    "stop",
    "resume",
    "correct",
    "reconcile",
    "rate",
    "note",
}


def refused(office: Office, code: str, verb: str, payload: dict[str, Any] | None = None) -> InputError:
    with pytest.raises(InputError) as caught:
        act(office, code, verb, payload)
    return caught.value


@pytest.fixture
def ready(office: Office, received: str) -> str:
    act(office, received, "result-ready")
    return received


def test_every_verb_of_the_contract_is_done() -> None:
    assert set(verbs()) == CONTRACT_VERBS | {"accept"}


@pytest.mark.parametrize("state", list(State))
def test_what_is_allowed_next_follows_from_the_same_table(state: State) -> None:
    for name in next_acts(state):
        assert state in verbs()[name].from_states
    allowed = {State.RECEIVED: {"result-ready"}, State.PROCESSING: {"result-ready"}, State.READY: {"return"}}
    assert {name for name in next_acts(state) if name in {"result-ready", "return"}} == allowed.get(
        state, set()
    )


class TestResultReady:
    def test_settles_the_dossier_at_that_moment(self, open_at: Callable[..., Office], received: str) -> None:
        office = open_at("2026-11-25T10:00")

        row = act(office, received, "result-ready", {"result": {"number": "07/XN", "date": "2026-11-25"}})

        assert (row.code, row.state) == (received, State.READY)
        view = show(office, received)
        assert view.clock["finished_at"] == parse_moment("2026-11-25T10:00")
        assert view.result == {"number": "07/XN", "date": "2026-11-25", "title": None, "electronic": False}
        assert view.events[-1].seq == row.event_seq
        assert view.events[-1].details["finished_at"] == "2026-11-25T10:00:00+07:00"

    def test_keeps_the_result_pages_as_one_pdf(self, office: Office, received: str, photo: Path) -> None:
        row = act(office, received, "result-ready", {"result": {"pages": [str(photo)], "electronic": True}})

        view = show(office, received)
        (paper,) = view.attachments
        assert (paper.role, paper.component, paper.file.name) == ("result", 0, f"{received}_00_ket-qua.pdf")
        assert view.events[-1].details["result_files"] == 1
        assert view.events[-1].details["electronic"] is True
        assert row.warnings == ()
        assert check(office).ok

    def test_without_pages_warns(self, office: Office, received: str) -> None:
        assert [one.code for one in act(office, received, "result-ready").warnings] == ["result.no_pages"]

    def test_with_an_unreadable_page_changes_nothing(
        self, office: Office, received: str, tmp_path: Path
    ) -> None:
        (tmp_path / "a.jpg").write_bytes(b"text named .jpg")

        failure = refused(office, received, "result-ready", {"result": {"pages": [str(tmp_path / "a.jpg")]}})

        assert failure.code == "image.unreadable"
        assert show(office, received).state == State.RECEIVED

    @pytest.mark.parametrize(
        ("result", "key"),
        [("x", "result"), ({"date": "hôm qua"}, "result.date"), ({"electronic": 1}, "result.electronic")],
    )
    def test_a_wrong_value_is_named(self, office: Office, received: str, result: Any, key: str) -> None:
        failure = refused(office, received, "result-ready", {"result": result})

        assert (failure.code, failure.details["key"]) == ("act.bad_value", key)


class TestReturn:
    def test_hands_over_to_the_applicant_by_default(self, open_at: Callable[..., Office], ready: str) -> None:
        office = open_at("2026-11-26T08:00")

        row = act(office, ready, "return")

        view = show(office, ready)
        assert row.state == State.RETURNED
        assert view.clock["returned_at"] == parse_moment("2026-11-26T08:00")
        assert view.events[-1].details["by"] == "counter"
        assert "return" not in view.next_acts

    def test_is_what_the_screen_offers_first(self, office: Office, ready: str) -> None:
        assert show(office, ready).actions[0].verb == "return"

    def test_money_that_nobody_owes_is_offered_last_and_what_is_over_is_rated_or_noted(
        self, office: Office, ready: str
    ) -> None:
        act(office, ready, "return")
        before = [one.verb for one in show(office, ready).actions]
        act(office, ready, "rate", {"score": 5})
        rated = [one.verb for one in show(office, ready).actions]

        assert (before[0], before[-1]) == ("rate", "paid")
        assert rated[0] == "note"
        assert set(rated[-2:]) == {"rate", "paid"}

    def test_money_that_is_waited_for_is_offered_first(self, office: Office, received: str) -> None:
        act(office, received, "hand-over")
        act(office, received, "await-payment", {"amount": 8000})

        assert show(office, received).actions[0].verb == "paid"

    def test_names_of_receivers_stay_out_of_the_history(self, office: Office, ready: str) -> None:
        who = {"kind": "authorised", "name": "LÊ THỊ THỬ", "id_number": "999190004321"}

        act(office, ready, "return", {"to": who, "by": "postal"})

        details = json.dumps(dict(show(office, ready).events[-1].details), ensure_ascii=False)
        assert "authorised" in details
        assert "THỬ" not in details
        assert "999190004321" not in details

    def test_a_signature_is_kept_as_a_paper(self, office: Office, ready: str, photo: Path) -> None:
        act(office, ready, "return", {"signature": str(photo)})

        (paper,) = show(office, ready).attachments
        assert (paper.role, paper.component) == ("signature", -1)

    def test_a_thin_stroke_on_a_white_pad_is_no_blank_page(
        self, office: Office, ready: str, tmp_path: Path
    ) -> None:
        pad = Image.new("RGB", (800, 300), "white")
        ImageDraw.Draw(pad).line([(100, 200), (300, 90), (500, 210), (700, 120)], fill="navy", width=4)
        pad.save(tmp_path / "ký.png")

        row = act(office, ready, "return", {"signature": {"kind": "pad", "file": str(tmp_path / "ký.png")}})

        (paper,) = show(office, ready).attachments
        assert (paper.role, paper.pages) == ("signature", 1)
        assert "digitise.all_blank" not in {one.code for one in row.warnings}

    def test_a_signature_is_kept_as_it_lies_neither_turned_nor_cut(
        self, office: Office, ready: str, tmp_path: Path
    ) -> None:
        from desk.paper.receipts import raster

        pad = Image.new("RGB", (900, 300), "white")
        ImageDraw.Draw(pad).line([(60, 240), (120, 60), (180, 240)], fill="navy", width=6)
        ImageDraw.Draw(pad).rectangle([(300, 20), (880, 280)], outline="grey", width=3)  # like a sheet's edge
        pad.save(tmp_path / "ký.png")

        act(office, ready, "return", {"signature": {"kind": "pad", "file": str(tmp_path / "ký.png")}})

        (paper,) = show(office, ready).attachments
        page = raster(paper.file.read_bytes(), 40)
        assert abs(page.width / page.height - 3) < 0.1
        left = [
            page.rgb[(y * page.width + x) * 3] for y in range(page.height) for x in range(page.width // 4)
        ]
        assert min(left) < 150  # the stroke is still on the left

    def test_a_refused_signature_needs_no_image(self, office: Office, ready: str) -> None:
        row = act(office, ready, "return", {"signature": {"kind": "refused", "reason": "không ký"}})

        assert row.state == State.RETURNED

    @pytest.mark.parametrize(
        ("payload", "code", "key"),
        [
            ({"to": {"kind": "neighbour"}}, "act.bad_value", "to.kind"),
            ({"to": {"kind": "authorised"}}, "act.missing_key", "to.name"),
            ({"by": "drone"}, "act.bad_value", "by"),
            ({"signature": {"kind": "stamp"}}, "act.bad_value", "signature.kind"),
            ({"signature": 7}, "act.bad_value", "signature"),
        ],
    )
    def test_a_wrong_value_is_named(
        self, office: Office, ready: str, payload: dict[str, Any], code: str, key: str
    ) -> None:
        failure = refused(office, ready, "return", payload)

        assert (failure.code, failure.details["key"]) == (code, key)


class TestGuards:
    def test_return_before_the_result_is_refused(self, office: Office, received: str) -> None:
        failure = refused(office, received, "return")

        assert (failure.code, failure.details["state"]) == ("act.wrong_state", 2)
        assert "result-ready" in failure.details["next_acts"]
        assert "return" not in failure.details["next_acts"]

    def test_a_result_twice_is_refused(self, office: Office, ready: str) -> None:
        assert refused(office, ready, "result-ready").code == "act.wrong_state"

    def test_an_unknown_verb(self, office: Office, received: str) -> None:
        assert refused(office, received, "approve").code == "act.unknown_verb"

    def test_an_unknown_dossier(self, office: Office) -> None:
        assert refused(office, "VN-MAU-01-261123-0099", "return").code == "dossier.not_found"

    def test_a_slip_of_another_office_is_refused(self, office: Office, received: str) -> None:
        tail = show(office, received).receipt_payload[-8:]
        wrong = "0" if tail[-1] != "0" else "1"

        assert refused(office, f"{received}.{tail[:-1]}{wrong}", "return").code == "code.tag_mismatch"

    def test_the_slips_text_is_as_good_as_the_code(self, office: Office, received: str) -> None:
        row = act(office, show(office, received).receipt_payload.lower(), "result-ready")

        assert (row.code, row.state) == (received, State.READY)

    def test_a_refusal_leaves_no_event(self, office: Office, received: str) -> None:
        before = show(office, received).events

        refused(office, received, "return")

        assert show(office, received).events == before


class TestCommandIds:
    def test_the_same_id_answers_the_first_answer(self, office: Office, received: str) -> None:
        def again() -> Acted:
            return act(office, received, "result-ready", command_id="one")

        first, second = again(), again()

        assert (first.repeated, second.repeated) == (False, True)
        assert second.event_seq == first.event_seq
        assert sum(event.verb == "dossier.result_ready" for event in show(office, received).events) == 1

    def test_without_an_id_each_call_is_a_new_act(self, office: Office, ready: str) -> None:
        act(office, ready, "return")

        assert refused(office, ready, "return").code == "act.wrong_state"

    def test_an_id_is_not_taken_for_another_verb(self, office: Office, received: str) -> None:
        act(office, received, "result-ready", command_id="one")

        with pytest.raises(InputError) as caught:
            act(office, received, "return", command_id="one")
        assert caught.value.code == "command.other_verb"


def test_page_paths_of_an_act_file_start_from_the_file(
    office: Office, received: str, photo: Path, tmp_path: Path
) -> None:
    file = tmp_path / "act.json"
    file.write_text(json.dumps({"result": {"pages": [photo.name]}}), encoding="utf-8")

    act(office, received, "result-ready", read_payload(file))

    assert len(show(office, received).attachments) == 1


def test_an_unknown_key_is_told(office: Office, received: str) -> None:
    row = act(office, received, "result-ready", {"reslt": {}})

    assert "act.unknown_key" in {one.code for one in row.warnings}
