"""The office's own calendar: its rows and its settings over what is shipped."""

from datetime import date, datetime, time

from desk.clock import LOCAL
from desk.dates.calendar import office_calendar
from desk.dates.due import Term, promise
from desk.office.opened import Office
from models.calendar_day import CalendarDay
from models.setting import Setting

FRIDAY = datetime(2026, 11, 20, 9, tzinfo=LOCAL)


def test_without_changes_it_is_the_shipped_calendar(office: Office) -> None:
    with office.read() as session:
        calendar = office_calendar(session)
    assert promise(Term(3, "working_day"), FRIDAY, calendar).due_at == datetime(
        2026, 11, 26, 17, tzinfo=LOCAL
    )


def test_the_offices_rows_win_and_are_named_in_the_reason(office: Office) -> None:
    with office.write("test.calendar") as uow:
        uow.session.add(
            CalendarDay(day=date(2026, 11, 23), kind="compensatory", note="Nghỉ hoán đổi", basis="QĐ")
        )
        uow.session.add(CalendarDay(day=date(2026, 11, 28), kind="makeup_workday", note="Làm bù", basis="QĐ"))
        uow.session.add(CalendarDay(day=date(2026, 1, 2), kind="makeup_workday", note="", basis=""))
        uow.commit()
    with office.read() as session:
        calendar = office_calendar(session)
    answer = promise(Term(3, "working_day"), FRIDAY, calendar)
    assert answer.due_at == datetime(2026, 11, 27, 17, tzinfo=LOCAL)
    assert any("23/11/2026 (Nghỉ hoán đổi)" in reason for reason in answer.reason)
    assert calendar.is_worked(date(2026, 11, 28))
    assert calendar.is_worked(date(2026, 1, 2))


def test_the_offices_settings_move_closing_and_cutoff(office: Office) -> None:
    day = [["08:00", "12:00"], ["13:00", "16:00"]]
    with office.write("test.hours") as uow:
        uow.session.add(Setting(key="calendar.hours", value=[day, day, day, day, day, [], []]))
        uow.session.add(Setting(key="calendar.same_day_cutoff", value="10:00"))
        uow.commit()
    with office.read() as session:
        calendar = office_calendar(session)
    assert calendar.closing(FRIDAY.date()).time() == time(16)
    assert promise(Term(None, "same_day"), FRIDAY, calendar).due_at == FRIDAY.replace(hour=16)
    later = FRIDAY.replace(hour=10, minute=1)
    assert promise(Term(None, "same_day"), later, calendar).due_at == datetime(2026, 11, 23, 16, tzinfo=LOCAL)
