"""What waits for a hand: each list holds its own, counted down in working time, with its law and next act."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import select, text

from desk.clock import LOCAL
from desk.dates.calendar import office_calendar
from desk.errors import InputError
from desk.life.act import next_acts
from desk.lists import worklists
from desk.lists.home import desk_home
from desk.lists.kinds import KINDS, Horizon, Kind
from desk.lists.rows import WorkItem
from desk.lists.worklists import counts, work_list
from desk.office.opened import Office
from models.tables import Component, Dossier
from tests.helpers.cli import call_desk
from tests.integration.dates.conftest import SAME_DAY, at, do, take_in

LISTS = (
    "acceptance", "transfer", "unfit", "supplement_close", "late_notice", "overdue", "due_today", "payment",
    "pickup", "withdrawing", "originals", "unreconciled", "calendar_changed", "all",
)  # fmt: skip


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL)


def only(office: Office, kind: str) -> WorkItem:
    found = work_list(office, kind)
    assert (found.total, len(found.rows)) == (1, 1)
    return found.rows[0]


def test_the_lists_are_the_ones_promised_and_empty_at_first(either_office: Office) -> None:
    assert tuple(counts(either_office)) == LISTS == tuple(kind.name for kind in KINDS)
    assert set(counts(either_office).values()) == {0}
    for kind in LISTS:
        found = work_list(either_office, kind)
        assert (found.kind, found.rows, found.total) == (kind, (), 0)
        assert found.title
        assert "Điều" in found.basis


def test_an_online_dossier_waits_for_its_acceptance_eight_working_hours(either_office: Office) -> None:
    office = either_office
    code = take_in(office, "2026-11-20T15:00", channel="online", registered=True)
    # 15:00 to 17:00 on Friday are two hours, six of Monday's seven and a half are left: 15:30
    row = only(office, "acceptance")
    assert (row.code, row.due_at, row.next_verb) == (code, moment("2026-11-23T15:30"), "accept")
    assert (row.minutes_left, row.level, row.minutes_over) == (270, "ok", 0)
    assert only(at(office, "2026-11-23T11:30"), "acceptance").level == "soon"
    late = only(at(office, "2026-11-25T07:40"), "acceptance")
    assert (late.level, late.minutes_left, late.minutes_over, late.chip) == ("late", 0, 100, "Quá 2 ngày")


def test_a_received_dossier_is_to_be_handed_over_the_same_day_and_after_three_the_next(
    office: Office,
) -> None:
    early, late = take_in(office, "2026-11-20T09:00"), take_in(office, "2026-11-20T15:01")
    found = work_list(at(office, "2026-11-20T16:00"), "transfer").rows
    assert [(row.code, row.due_at) for row in found] == [
        (early, moment("2026-11-20T17:00")), (late, moment("2026-11-23T11:30")),
    ]  # fmt: skip
    assert {row.next_verb for row in found} == {"hand-over"}
    do(office, "2026-11-20T16:30", early, "hand-over")
    assert only(office, "transfer").code == late


def test_an_unfit_dossier_may_be_sent_back_for_three_working_days(office: Office) -> None:
    code = take_in(office, "2026-11-20T09:00")
    row = only(office, "unfit")
    assert (row.code, row.due_at, row.next_verb) == (
        code, moment("2026-11-26T17:00"), "request-supplement",
    )  # fmt: skip
    assert work_list(at(office, "2026-11-26T17:01"), "unfit").total == 0


def test_a_supplement_nobody_brings_is_closed_after_fifteen_days(office: Office) -> None:
    code = take_in(office, "2026-11-20T09:00")
    do(office, "2026-11-20T10:00", code, "request-supplement", components=[{"no": 1}], reason="thiếu")
    assert work_list(office, "supplement_close").total == 0
    # fifteen days after Friday 20/11 is Saturday 5/12, so Monday 7/12
    near = only(at(office, "2026-12-05T08:00"), "supplement_close")
    assert (near.due_at, near.next_verb, near.level) == (moment("2026-12-07T17:00"), "supplement", "ok")
    past = only(at(office, "2026-12-08T08:00"), "supplement_close")
    assert (past.next_verb, past.level) == ("stop", "late")


def test_lateness_is_to_be_told_on_the_working_day_before_and_once_only(either_office: Office) -> None:
    office = either_office
    code = take_in(office, "2026-11-20T09:00")  # due Thursday 26/11
    assert work_list(office, "late_notice").total == 0
    wednesday = at(office, "2026-11-25T09:00")
    row = only(wednesday, "late_notice")
    assert (row.code, row.due_at, row.promised_at, row.next_verb) == (
        code, moment("2026-11-25T17:00"), moment("2026-11-26T17:00"), "extend",
    )  # fmt: skip
    assert row.minutes_left == 360
    assert work_list(at(office, "2026-11-26T09:00"), "late_notice").total == 0
    do(office, "2026-11-25T10:00", code, "extend", due_at="2026-11-30T17:00:00+07:00", reason="chờ xác minh")
    assert work_list(at(office, "2026-11-27T09:00"), "late_notice").total == 0


def test_due_today_and_overdue_follow_the_hour(office: Office) -> None:
    code = take_in(office, "2026-11-23T08:00", procedure=SAME_DAY)
    row = only(office, "due_today")
    assert (row.code, row.next_verb, row.level, row.chip) == (code, "result-ready", "ok", "Hôm nay 17:00")
    soon = only(at(office, "2026-11-23T14:30"), "due_today")
    assert (soon.level, soon.minutes_left, soon.chip) == ("soon", 150, "Còn 2 giờ 30 phút")
    over = at(office, "2026-11-25T09:00")
    assert work_list(over, "due_today").total == 0
    row = only(over, "overdue")
    assert (row.level, row.minutes_over, row.chip) == ("late", 90, "Quá 2 ngày")


def test_each_state_has_its_list(office: Office) -> None:
    paying, ready, leaving = (take_in(office, f"2026-11-20T09:0{count}") for count in range(3))
    do(office, "2026-11-20T10:00", paying, "hand-over")
    do(office, "2026-11-20T10:00", paying, "await-payment", amount=15000)
    do(office, "2026-11-20T10:00", ready, "result-ready")
    do(office, "2026-11-20T10:00", leaving, "withdraw")
    assert (only(office, "payment").code, only(office, "payment").next_verb) == (paying, "paid")
    assert (only(office, "pickup").code, only(office, "pickup").chip) == (ready, "Chờ 3 ngày")
    assert (only(office, "withdrawing").code, only(office, "withdrawing").next_verb) == (leaving, "stop")
    assert {row.code for row in work_list(office, "all").rows} == {paying, ready, leaving}
    for row in work_list(office, "all").rows:
        assert row.next_verb in next_acts(row.state)


def test_originals_wait_to_be_given_back_once_the_dossier_is_over(office: Office) -> None:
    kept = {"components": [{"no": 1, "kind": "original", "keep_original": True}]}
    code = take_in(office, "2026-11-20T09:00", **kept)
    assert work_list(office, "originals").total == 0
    do(office, "2026-11-20T10:00", code, "result-ready")
    assert (only(office, "originals").code, only(office, "originals").next_verb) == (code, "return")
    do(office, "2026-11-23T08:30", code, "return", to={"kind": "self"}, give_back=[1])
    assert work_list(office, "originals").total == 0


def test_provisional_numbers_wait_to_be_reconciled(either_office: Office) -> None:
    office = either_office
    code = take_in(office, "2026-11-20T09:00")
    plain = take_in(office, "2026-11-20T09:01")
    with office.write("test.provisional") as uow:
        row = uow.session.scalars(select(Dossier).where(Dossier.code == code)).one()
        row.code, row.provisional = "TAM-1-261120-0001", True
        uow.commit()
    found = only(office, "unreconciled")
    assert (found.code, found.next_verb) == ("TAM-1-261120-0001", "reconcile")
    with office.write("test.reconciled") as uow:
        row = uow.session.scalars(select(Dossier).where(Dossier.code == "TAM-1-261120-0001")).one()
        row.official_code = "000.00.01.H19-261120-0001"
        uow.commit()
    assert work_list(office, "unreconciled").total == 0
    assert plain in {row.code for row in work_list(office, "all").rows}


def test_a_list_is_cut_to_the_most_urgent_and_says_how_many_there_are(office: Office) -> None:
    codes = [take_in(office, f"2026-11-{day}T09:00") for day in ("20", "18", "19")]
    found = work_list(office, "all", limit=2)
    assert [row.code for row in found.rows] == [codes[1], codes[2]]
    assert found.total == 3
    for limit in (0, -1, 10_001):
        with pytest.raises(InputError, match=r"worklist\.bad_limit"):
            work_list(office, "all", limit=limit)


def test_a_list_of_one_holder_or_unit_holds_only_theirs(office: Office) -> None:
    mine, others = take_in(office, "2026-11-20T09:00"), take_in(office, "2026-11-20T09:05")
    do(office, "2026-11-20T10:00", mine, "hand-over", to="Phòng Mẫu", holder="MẪU THỬ A")
    do(office, "2026-11-20T10:00", others, "hand-over", to="Phòng Thử", holder="MẪU THỬ B")
    assert [row.code for row in work_list(office, "all", holder="MẪU THỬ A").rows] == [mine]
    by_unit = work_list(office, "all", unit="Phòng Thử")
    assert [(row.code, row.holder) for row in by_unit.rows] == [(others, "MẪU THỬ B")]
    assert by_unit.total == 1
    assert work_list(office, "all", unit="Phòng khác").total == 0


def test_an_unknown_list_is_refused_by_name(office: Office) -> None:
    with pytest.raises(InputError) as failure:
        work_list(office, "everything")
    assert failure.value.code == "worklist.unknown"
    assert list(LISTS) == failure.value.details["allowed"]


def test_the_counts_are_the_totals_of_the_lists_and_stand_on_the_desk(office: Office) -> None:
    ready, asked = take_in(office, "2026-11-20T09:00"), take_in(office, "2026-11-20T09:01")
    take_in(office, "2026-11-23T08:00", procedure=SAME_DAY)
    take_in(office, "2026-11-20T15:00", channel="online", registered=True)
    do(office, "2026-11-20T10:00", ready, "result-ready")
    do(office, "2026-11-20T10:00", asked, "request-supplement", components=[{"no": 1}], reason="thiếu")
    found = counts(office)
    assert found == {kind: work_list(office, kind).total for kind in LISTS}
    assert (found["acceptance"], found["pickup"], found["due_today"], found["all"]) == (1, 1, 1, 4)
    home = desk_home(office)
    assert dict(home.counts) == found
    assert (home.calls_total, {item.code for item in home.calls}) == (2, {ready, asked})


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.name != "calendar_changed"])
def test_no_list_reads_every_dossier(office: Office, kind: Kind) -> None:
    """At 100 000 dossiers a list that reads every row would be felt."""
    with office.read() as session:
        calendar = office_calendar(session)
        horizon = Horizon.of(session, office.clock.now(), calendar)
        where = worklists._conditions(kind, horizon, holder="", unit="", codes={})
        query = (
            select(Dossier.id)
            .where(*where)
            .compile(session.get_bind(), compile_kwargs={"literal_binds": True})
        )
        plan = str(session.execute(text(f"EXPLAIN QUERY PLAN {query}")).all())
    assert "SCAN dossier" not in plan
    assert "USING" in plan


def test_the_command_line_answers_counts_and_a_list(office: Office) -> None:
    code = take_in(office, "2026-11-20T09:00")
    office.close()
    said = call_desk("worklist", data=office.data, now="2026-11-23T09:00").ok()
    assert (said["counts"]["transfer"], said["counts"]["all"]) == (1, 1)
    said = call_desk("worklist", "transfer", data=office.data, now="2026-11-23T09:00").ok()
    assert (said["kind"], said["title"], said["total"]) == ("transfer", "Chờ chuyển bộ phận giải quyết", 1)
    row = said["rows"][0]
    assert (row["code"], row["state"], row["due_at"], row["level"], row["next_verb"]) == (
        code, 2, "2026-11-20T17:00:00+07:00", "late", "hand-over",
    )  # fmt: skip
    refused = call_desk("worklist", "khac", data=office.data, now="2026-11-23T09:00")
    assert (refused.exit_code, refused.error_code) == (2, "worklist.unknown")
    short = call_desk("worklist", "transfer", data=office.data, now="2026-11-23T09:00", as_json=False)
    assert code in short.stdout


def test_a_component_given_back_elsewhere_leaves_the_list(office: Office) -> None:
    kept = {"components": [{"no": 1, "kind": "original", "keep_original": True}]}
    code = take_in(office, "2026-11-20T09:00", **kept)
    do(office, "2026-11-20T10:00", code, "refuse", reason="không thuộc thẩm quyền", legal_basis="NĐ 118/2025")
    assert only(office, "originals").next_verb == "give-back"
    with office.write("test.back") as uow:
        row = uow.session.scalars(select(Component).where(Component.original_kept)).one()
        row.given_back_at = uow.now
        uow.commit()
    assert work_list(office, "originals").total == 0
