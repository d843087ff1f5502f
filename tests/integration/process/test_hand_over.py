"""Hand-over by batch: what can go goes once, under one number; what cannot is named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from desk.errors import InputError
from desk.finding.codes import payload
from desk.life.act import commit_act
from desk.life.show import show
from desk.office.opened import Office
from desk.process.doors import ProcessDoors
from desk.process.handover import hand_over
from desk.rows import State
from tests.integration.process.lives import at, received

UNIT = "Phòng Kinh tế"


def verbs_of(office: Office) -> list[str]:
    from sqlalchemy import select

    from models.tables import Event

    with office.read() as session:
        return list(session.scalars(select(Event.verb).order_by(Event.seq)))


def test_scanned_receipts_go_together_under_one_number(either_office: Office) -> None:
    codes = [received(either_office) for _ in range(3)]
    scanned = [payload(either_office.card.code, either_office.keys.receipt, code, None) for code in codes]

    done = hand_over(either_office, [*scanned, codes[0]], to=UNIT, holder="Lê Văn Thử")

    assert (done.batch, done.acted, done.refused) == ("BG-261123-001", tuple(codes), ())
    for code in codes:
        view = show(either_office, code)
        assert (view.state, view.holdings[-1].to_unit, view.holdings[-1].to_holder) == (
            State.PROCESSING, UNIT, "Lê Văn Thử",
        )  # fmt: skip
        assert view.holdings[-1].batch == done.batch
    assert hand_over(either_office, codes, to="Lãnh đạo UBND").batch == "BG-261123-002"


def test_what_cannot_go_is_named_and_holds_up_nothing(office: Office) -> None:
    good, ready = received(office), received(office)
    commit_act(office, ready, "result-ready", {})

    done = hand_over(office, ["VN-MAU-01-261123-9999", ready, good], to=UNIT)

    assert done.acted == (good,)
    assert [(code, one.code) for code, one in done.refused] == [
        ("VN-MAU-01-261123-9999", "dossier.not_found"),
        (ready, "act.wrong_state"),
    ]
    assert show(office, ready).state == State.READY


def test_nothing_that_can_go_takes_no_number(office: Office) -> None:
    done = hand_over(office, ["X-1"], to=UNIT)

    assert (done.batch, done.acted, done.list_pdf) == (None, (), None)
    assert "handover.listed" not in verbs_of(office)
    assert hand_over(office, [received(office)], to=UNIT).batch == "BG-261123-001"


def test_a_request_refused_whole_leaves_nothing_and_is_looked_at_anew(office: Office) -> None:
    from models.tables import Command

    assert hand_over(office, ["X-1"], to=UNIT, command_id="lô 9").acted == ()
    with office.read() as session:
        assert session.get(Command, "lô 9") is None
    code = received(office)
    assert hand_over(office, [code], to=UNIT, command_id="lô 9").acted == (code,)


def test_a_repeat_answers_the_first_answer_and_changes_nothing(either_office: Office) -> None:
    codes = [received(either_office), "X-1"]
    first = hand_over(either_office, codes, to=UNIT, command_id="lô 1")
    before = verbs_of(either_office)
    codes[1] = received(either_office)

    again = hand_over(either_office, codes, to="Công an xã", command_id="lô 1")

    assert again.repeated
    assert (again.batch, again.to, again.acted, again.refused) == (
        first.batch, UNIT, first.acted, first.refused,
    )  # fmt: skip
    assert verbs_of(either_office) == [*before, "dossier.received"]


def test_a_batch_cut_short_goes_on_under_its_number(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    import desk.life.act as acting

    codes = [received(office) for _ in range(3)]
    real = acting.commit_act
    calls = iter((real, None))

    def dies_at_the_second(*args: object, **keys: object) -> object:
        step = next(calls)
        if step is None:
            raise OSError("power")
        return step(*args, **keys)  # type: ignore[arg-type]

    monkeypatch.setattr(acting, "commit_act", dies_at_the_second)
    with pytest.raises(OSError, match="power"):
        hand_over(office, codes, to=UNIT, command_id="lô 1")
    monkeypatch.setattr(acting, "commit_act", real)

    done = hand_over(office, codes, to=UNIT, command_id="lô 1")

    assert (done.batch, done.acted, done.repeated) == ("BG-261123-001", tuple(codes), False)
    assert [len(show(office, code).holdings) for code in codes] == [1, 1, 1]
    assert verbs_of(office).count("handover.listed") == 1


def test_a_unit_nobody_named_before_is_a_warning(office: Office) -> None:
    done = hand_over(office, [received(office)], to="Phòng Chưa Ai Biết")

    assert [one.code for one in done.warnings] == ["handover.new_unit"]
    assert done.acted
    alone = commit_act(office, received(office), "hand-over", {"to": "Phòng Cũng Chưa Ai Biết"})
    assert [one.code for one in alone.warnings] == ["handover.new_unit"]
    usual = commit_act(office, received(office), "hand-over", {})
    assert usual.warnings == ()


def test_a_known_unit_is_written_as_it_is_known(office: Office) -> None:
    done = hand_over(office, [received(office)], to="  phong KINH te ")

    assert (done.to, done.warnings) == (UNIT, ())


@pytest.mark.parametrize(
    ("codes", "to", "command_id", "code"),
    [
        (["X"], " ", None, "handover.no_unit"),
        ([], UNIT, None, "handover.no_codes"),
        (["X"] * 501, UNIT, None, "handover.too_many"),
        (["X"], UNIT, "", "command.bad_id"),
        (["X"], UNIT, "a\nb", "command.bad_id"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused(
    office: Office, codes: list[str], to: str, command_id: str | None, code: str
) -> None:
    with pytest.raises(InputError) as caught:
        hand_over(office, codes, to=to, command_id=command_id)

    assert caught.value.code == code


def test_the_id_of_another_command_is_refused(office: Office) -> None:
    code = received(office)
    commit_act(office, code, "note", {"text": "thử"}, command_id="đã dùng")

    with pytest.raises(InputError) as caught:
        hand_over(office, [code], to=UNIT, command_id="đã dùng")

    assert caught.value.code == "command.other_verb"
    assert show(office, code).state == State.RECEIVED


def test_the_list_is_printed_and_names_every_dossier(office: Office, tmp_path: Path) -> None:
    from tests.integration.printing.readers import text_of

    codes = [received(office) for _ in range(2)]
    done = hand_over(office, codes, to=UNIT)

    assert done.list_pdf is not None
    told = text_of(done.list_pdf.read_bytes(), tmp_path)
    assert all(code in told for code in codes)
    assert "BG-261123-001" in told


def test_a_printer_that_fails_undoes_nothing(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    import desk.paper.handing as printer

    def broken(*_: object) -> Path:
        raise OSError("paper")

    monkeypatch.setattr(printer, "write_handover", broken)
    code = received(office)

    done = hand_over(office, [code], to=UNIT)

    assert (done.list_pdf, [one.code for one in done.warnings]) == (None, ["print.failed"])
    assert show(office, code).state == State.PROCESSING


def test_no_name_of_a_person_reaches_the_log(office: Office) -> None:
    from sqlalchemy import select

    from models.tables import Event

    hand_over(office, [received(office)], to=UNIT, holder="Lê Văn Thử")

    with office.read() as session:
        assert not [text for text in session.scalars(select(Event.details)) if "Lê Văn Thử" in text]


def test_workload_counts_who_holds_what_and_what_is_late(either_office: Office) -> None:
    late, soon, waiting, ready, fresh = (received(either_office) for _ in range(5))
    hand_over(either_office, [late, soon, waiting, ready], to=UNIT, holder="Lê Văn Thử")
    commit_act(either_office, waiting, "request-supplement", {"components": [{"no": 1}], "reason": "thiếu"})
    commit_act(either_office, ready, "result-ready", {})
    assert fresh

    with at(either_office, "27 15:00") as then:  # 3 working days: 27/11 17:00, for 24/11 is off
        rows = {(row.unit, row.holder): row for row in ProcessDoors(then).workload()}
    held = rows[(UNIT, "Lê Văn Thử")]
    assert (held.open, held.soon, held.late, held.waiting) == (3, 2, 0, 1)
    assert (rows[("Bộ phận Một cửa", "Nguyễn Thị Mẫu")].open, len(rows)) == (1, 2)

    with at(either_office, "28 08:00") as then:
        held = ProcessDoors(then).workload()[0]
    assert (held.unit, held.soon, held.late) == (UNIT, 0, 2)
    assert f"{held.oldest_due:%d/%m %H:%M}" == "27/11 17:00"


def test_the_counter_is_one_holder_though_the_office_got_a_new_code(office: Office) -> None:
    from desk.office.doors import HouseDoors

    received(office)
    HouseDoors(office).set_profile({"code": "VN-MAU-02"}, valid_from=date(2026, 11, 25))
    with at(office, "25 09:00") as then:
        received(then)
        rows = ProcessDoors(then).workload()

    assert [(row.unit, row.open) for row in rows] == [("Bộ phận Một cửa", 2)]
