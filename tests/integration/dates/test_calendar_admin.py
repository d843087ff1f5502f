"""The office's own calendar: changed with its basis, whole or not at all, and never under a printed date."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import pytest
from sqlalchemy import select

from desk.clock import LOCAL
from desk.dates import admin
from desk.dates.affected import affected
from desk.dates.calendar import office_calendar
from desk.dates.doors import DateDoors
from desk.dates.rows import CalendarChange
from desk.errors import InputError
from desk.lists.worklists import counts, work_list
from desk.office.opened import Office
from desk.record.events import of_dossier
from models.tables import CalendarDay, Dossier, Event
from tests.integration.dates.conftest import THREE_DAYS, as_clerk_of_a_real_office, at, do, take_in

CLOSED_THURSDAY = CalendarChange(date(2026, 11, 26), "local_closure", "Mất điện", "TB 12/2026")


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL)


def printed(office: Office, code: str) -> tuple[datetime | None, datetime | None, list[str]]:
    with office.read() as session:
        row = session.scalars(select(Dossier).where(Dossier.code == code)).one()
        return row.due_original, row.due_current, list(row.due_reason)


def events(office: Office, verb: str) -> list[str]:
    with office.read() as session:
        return list(session.scalars(select(Event.details).where(Event.verb == verb).order_by(Event.seq)))


def test_a_changed_calendar_never_moves_a_printed_date_but_names_the_dossier(either_office: Office) -> None:
    office = either_office
    touched = take_in(office, "2026-11-20T09:00")  # three working days: 23, 25, 26/11
    clear = take_in(office, "2026-11-19T09:00")  # 20, 23, 25/11
    before = printed(office, touched)
    assert before[0] == before[1] == moment("2026-11-26T17:00")

    seen = admin.preview(office, [CLOSED_THURSDAY])
    assert admin.own_cards(office) == ()
    done = admin.apply(office, [CLOSED_THURSDAY])

    for answer in (seen, done):
        assert [(one.code, one.due_at, one.would_be) for one in answer.affected] == [
            (touched, moment("2026-11-26T17:00"), moment("2026-11-27T17:00"))
        ]
    assert affected(office) == done.affected
    assert printed(office, touched) == before
    with office.read() as session:
        row = session.scalars(select(Dossier).where(Dossier.code == touched)).one()
        assert [event.verb for event in of_dossier(session, row.id)] == ["dossier.received"]
        assert not office_calendar(session).is_worked(date(2026, 11, 26))
    listed = work_list(office, "calendar_changed")
    assert [(one.code, one.promised_at, one.would_be) for one in listed.rows] == [
        (touched, moment("2026-11-26T17:00"), moment("2026-11-27T17:00"))
    ]
    assert clear not in {one.code for one in listed.rows}


def test_a_dossier_that_waits_for_money_or_has_its_result_put_right_is_named_too(office: Office) -> None:
    paying, wrong = take_in(office, "2026-11-20T09:00"), take_in(office, "2026-11-18T09:00")
    do(office, "2026-11-20T10:00", paying, "hand-over")
    do(office, "2026-11-20T10:00", paying, "await-payment", amount=15000)
    do(office, "2026-11-19T09:00", wrong, "result-ready")
    do(office, "2026-11-19T09:30", wrong, "return", to={"kind": "self"})
    do(office, "2026-11-20T09:00", wrong, "correct", set={}, reason="sai tên", result_error=True)
    due = printed(office, wrong)[1]
    assert due == moment("2026-11-26T17:00")  # three working days to put it right (NĐ 118/2025 Đ.23)
    assert affected(office) == ()
    admin.apply(office, [CLOSED_THURSDAY])
    assert {one.code for one in affected(office)} == {paying, wrong}
    assert {row.code for row in work_list(office, "calendar_changed").rows} == {paying, wrong}
    assert counts(office)["calendar_changed"] == 2


def test_taking_the_change_back_clears_the_list(office: Office) -> None:
    take_in(office, "2026-11-20T09:00")
    admin.apply(office, [CLOSED_THURSDAY])
    admin.apply(office, [CalendarChange(CLOSED_THURSDAY.day, None)])
    assert affected(office) == ()
    assert work_list(office, "calendar_changed").total == 0
    assert admin.own_cards(office) == ()


def test_a_dossier_received_after_the_change_is_not_touched_by_it(office: Office) -> None:
    admin.apply(office, [CLOSED_THURSDAY])
    code = take_in(office, "2026-11-23T09:30")  # 25, 27, 30/11
    assert printed(office, code)[1] == moment("2026-11-30T17:00")
    assert affected(office) == ()


def test_a_dossier_that_is_settled_or_has_no_clock_is_not_touched(office: Office) -> None:
    ready, asked = take_in(office, "2026-11-20T09:00"), take_in(office, "2026-11-20T09:10")
    do(office, "2026-11-23T08:00", ready, "result-ready")
    do(office, "2026-11-23T08:00", asked, "request-supplement", components=[{"no": 1}], reason="thiếu")
    admin.apply(office, [CLOSED_THURSDAY])
    assert affected(office) == ()


def test_a_wait_for_payment_is_no_change_of_the_calendar(office: Office) -> None:
    code = take_in(office, "2026-11-18T09:00")  # due 23/11
    do(office, "2026-11-18T10:00", code, "hand-over")
    do(office, "2026-11-19T09:00", code, "await-payment", amount=15000)
    do(office, "2026-11-23T08:30", code, "paid", method="cash")  # two working days later: 26/11
    assert printed(office, code)[1] == moment("2026-11-26T17:00")
    assert affected(office) == ()
    # with Thursday off, the second of the two days waited is Friday
    admin.apply(office, [CLOSED_THURSDAY])
    assert [(one.code, one.would_be) for one in affected(office)] == [(code, moment("2026-11-27T17:00"))]


def test_a_date_given_anew_is_touched_only_where_it_falls_on_a_day_off(office: Office) -> None:
    code = take_in(office, "2026-11-18T09:00")  # due 23/11
    do(office, "2026-11-20T09:00", code, "extend", due_at="2026-11-26T17:00:00+07:00", reason="chờ xác minh")
    admin.apply(office, [CalendarChange(date(2026, 11, 25), "local_closure", "", "TB 1")])
    assert affected(office) == ()
    admin.apply(office, [CLOSED_THURSDAY])
    assert [(one.code, one.would_be) for one in affected(office)] == [(code, moment("2026-11-27T17:00"))]


def test_a_half_day_moves_the_closing_time_of_what_is_due_that_day(office: Office) -> None:
    code = take_in(office, "2026-11-20T09:00")
    done = admin.apply(office, [CalendarChange(date(2026, 11, 26), "local_closure", "", "TB 1", pm="")])
    assert [(one.code, one.would_be) for one in done.affected] == [(code, moment("2026-11-26T11:30"))]
    assert printed(office, code)[1] == moment("2026-11-26T17:00")


def test_hours_change_from_a_day_on_and_leave_the_days_before_alone(office: Office) -> None:
    day = [["08:00", "12:00"], ["13:00", "16:00"]]
    before = take_in(office, "2026-11-20T09:00")
    cards = DateDoors(office).set_hours(
        [day] * 5 + [[], []], valid_from=date(2026, 12, 1), basis="QĐ 5/QĐ-UBND"
    )
    assert [(card.valid_from, card.in_force, card.basis) for card in cards] == [
        (date(1900, 1, 1), True, ""), (date(2026, 12, 1), False, "QĐ 5/QĐ-UBND"),
    ]  # fmt: skip
    with office.read() as session:
        calendar = office_calendar(session)
    assert calendar.closing(date(2026, 11, 30)).time() == time(17)
    assert calendar.closing(date(2026, 12, 1)).time() == time(16)
    assert printed(office, before)[1] == moment("2026-11-26T17:00")
    later = take_in(office, "2026-11-27T09:00")  # 30/11, 1/12, 2/12 by the new hours
    assert printed(office, later)[1] == moment("2026-12-02T16:00")


def test_every_change_is_told_in_the_log_without_its_free_words(office: Office) -> None:
    admin.apply(
        office, [CLOSED_THURSDAY, CalendarChange(date(2026, 11, 27), "local_closure", "", "TB 12/2026")]
    )
    (told,) = events(office, "calendar.changed")
    assert '"from":"2026-11-26"' in told
    assert '"to":"2026-11-27"' in told
    assert "Mất điện" not in told


def test_the_same_row_again_changes_nothing_and_is_not_told(office: Office) -> None:
    admin.apply(office, [CLOSED_THURSDAY])
    again = admin.apply(office, [CLOSED_THURSDAY])
    assert again.changed == 0
    assert len(events(office, "calendar.changed")) == 1


def test_a_day_without_a_basis_is_kept_with_a_warning(office: Office) -> None:
    done = admin.apply(office, [CalendarChange(date(2026, 12, 25), "local_closure", "Sửa nhà")])
    assert [one.code for one in done.notes] == ["calendar.no_basis"]
    assert "25/12/2026" in done.notes[0].message


@pytest.mark.parametrize(
    ("changes", "code", "column"),
    [
        ([CLOSED_THURSDAY, CLOSED_THURSDAY], "calendar.overlap", "date"),
        ([CalendarChange(date(2026, 12, 1), "picnic")], "calendar.bad_kind", "kind"),
        ([CalendarChange(date(1999, 12, 1), "holiday")], "calendar.bad_day", "date"),
        ([CalendarChange(date(2026, 12, 1), "local_closure", am="7-11")], "calendar.bad_hours", "am"),
        ([CalendarChange(date(2026, 12, 1), "local_closure", am="07:30-15:00")], "calendar.bad_hours", "am"),
        ([CalendarChange(date(2026, 12, 5), "makeup_workday", am="", pm="")], "calendar.bad_hours", "pm"),
        ([CalendarChange(date(2026, 12, 1), "holiday", note="x" * 301)], "calendar.too_long", "note"),
    ],
)
def test_a_wrong_change_is_refused_whole(
    office: Office, changes: list[CalendarChange], code: str, column: str
) -> None:
    good = CalendarChange(date(2026, 12, 24), "local_closure", "", "TB 1")
    with pytest.raises(InputError) as failure:
        admin.apply(office, [good, *changes])
    assert (failure.value.code, failure.value.details["column"]) == (code, column)
    assert admin.own_cards(office) == ()


def test_a_day_that_is_not_the_offices_own_cannot_be_taken_away(office: Office) -> None:
    gone = CalendarChange(date(2026, 11, 24), None)
    for call in (admin.preview, admin.apply):
        with pytest.raises(InputError, match=r"calendar\.no_own_row"):
            call(office, [CLOSED_THURSDAY, gone])
    assert admin.own_cards(office) == ()


def test_only_head_and_administrator_change_the_calendar_of_a_real_office(office: Office) -> None:
    clerk = as_clerk_of_a_real_office(office)
    with pytest.raises(InputError, match=r"auth\.role"):
        admin.apply(clerk, [CLOSED_THURSDAY])
    with pytest.raises(InputError, match=r"auth\.role"):
        DateDoors(clerk).set_hours([[]] * 7, valid_from=date(2026, 12, 1))
    assert admin.own_cards(office) == ()


# the list of a year
def test_the_days_of_a_year_say_where_they_are_known_from(office: Office) -> None:
    admin.apply(office, [CLOSED_THURSDAY, CalendarChange(date(2026, 11, 24), "makeup_workday", "", "TB 3")])
    cards = {card.day: card for card in admin.listed(office, 2026)}
    assert cards[date(2026, 11, 26)].source == "own"
    assert (cards[date(2026, 11, 24)].kind, cards[date(2026, 11, 24)].source) == ("makeup_workday", "own")
    assert (cards[date(2026, 2, 17)].source, cards[date(2026, 2, 17)].confirmed) == ("shipped", True)
    next_year = admin.listed(office, 2027)
    assert {card.source for card in next_year} == {"library"}
    assert not any(card.confirmed for card in next_year)


def test_a_month_shows_how_each_day_is_worked(office: Office) -> None:
    admin.apply(office, [CalendarChange(date(2026, 11, 25), "local_closure", "Họp", "TB 1", am="")])
    days = {card.day.day: card for card in admin.month(office, 2026, 11)}
    assert len(days) == 30
    assert (days[23].kind, days[23].hours) == ("workday", "07:30–11:30, 13:30–17:00")
    assert (days[24].kind, days[24].name, days[24].hours) == ("holiday", "Ngày Văn hóa Việt Nam", "")
    assert (days[25].kind, days[25].hours, days[25].own) == ("local_closure", "13:30–17:00", True)
    assert (days[28].kind, days[28].hours, days[28].own) == ("weekend", "", False)
    with pytest.raises(InputError):
        admin.month(office, 2026, 13)


# files
def test_a_table_is_imported_whole_and_a_second_time_skipped(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "lich.csv"
    file.write_text(
        "from;to;kind;note;basis\n05/02/2027;10/02/2027;nghỉ lễ;Tết Nguyên đán;TB 77\n"
        "26/11/2026;;đóng cửa;Mất điện;TB 12/2026\n",
        encoding="utf-8-sig",
    )
    code = take_in(office, "2026-11-20T09:00")
    tried, seen = admin.import_file(office, file, dry_run=True)
    assert (tried.imported, tried.skipped, tried.errors, tried.dry_run) == (7, 0, (), True)
    assert [one.code for one in seen.affected] == [code]
    assert admin.own_cards(office) == ()
    done, _ = admin.import_file(office, file)
    assert (done.imported, done.skipped) == (7, 0)
    assert len(admin.own_cards(office, 2027)) == 6
    again, _ = admin.import_file(office, file)
    assert (again.imported, again.skipped) == (0, 7)
    assert len(events(office, "calendar.changed")) == 1


def test_a_table_with_one_wrong_row_changes_nothing(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "lich.csv"
    file.write_text(
        "date,kind\n2027-02-05,holiday\n2027-02-31,holiday\n2027-02-05,holiday\n", encoding="utf-8"
    )
    report = DateDoors(office).import_file(file)
    assert report.imported == 0
    assert [(one.row, one.column, one.code) for one in report.errors] == [
        (3, "date", "calendar.bad_day"), (4, "date", "calendar.overlap"),
    ]  # fmt: skip
    assert admin.own_cards(office) == ()
    assert events(office, "calendar.changed") == []


@pytest.mark.parametrize("name", ["lich.csv", "lich.xlsx"])
def test_what_is_exported_can_be_imported_elsewhere(office: Office, tmp_path: Path, name: str) -> None:
    half = CalendarChange(date(2026, 12, 24), "local_closure", "Họp; chi bộ", "TB 9", am=None, pm="")
    admin.apply(office, [CLOSED_THURSDAY, half])
    file = tmp_path / name
    written = admin.export_file(office, file)
    with office.write("test.empty") as uow:
        for row in uow.session.scalars(select(CalendarDay)):
            uow.session.delete(row)
        uow.commit()
    report, _ = admin.import_file(office, file)
    assert (report.imported, report.skipped, report.errors) == (2, written - 2, ())
    assert [(card.day, card.note, card.am, card.pm) for card in admin.own_cards(office)] == [
        (date(2026, 11, 26), "Mất điện", None, None), (date(2026, 12, 24), "Họp; chi bộ", None, ""),
    ]  # fmt: skip


def test_reception_uses_the_offices_rule_for_late_receptions_and_the_procedures_own(office: Office) -> None:
    from desk.office import settings
    from models.tables import Procedure

    late = "2026-11-19T15:30"
    assert printed(office, take_in(office, late))[1] == moment("2026-11-25T17:00")
    with office.write("test.rule") as uow:
        settings.change(uow, "clock.after_cutoff_counts_from", "next_day", date(2026, 11, 1))
        uow.commit()
    moved = take_in(office, late)  # counted from Friday: 23, 25, 26/11
    assert printed(office, moved)[1] == moment("2026-11-26T17:00")
    with office.write("test.procedure") as uow:
        for row in uow.session.scalars(select(Procedure).where(Procedure.code == THREE_DAYS)):
            row.after_cutoff = "same_day"
        uow.commit()
    assert printed(office, take_in(office, late))[1] == moment("2026-11-25T17:00")


def test_the_calendar_changed_since_is_asked_for_only_where_it_was_changed(office: Office) -> None:
    take_in(office, "2026-11-20T09:00")
    assert work_list(at(office, "2026-11-23T10:00"), "calendar_changed").total == 0
