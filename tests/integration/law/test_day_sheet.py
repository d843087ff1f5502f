"""The closing screen's figures: by field, money, the points to look at."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from desk.clock import LOCAL
from desk.numbers.closing import close_day, day_sheet
from desk.office.opened import Office
from desk.printing.jobs import came_out
from desk.printing.queue import enqueue, settle, take
from desk.rows import ChecklistPoint, DayRow, DaySheet
from models.tables import Component, Dossier
from tests.integration.law.life import record_lives
from tests.unit.law.naive_tally import SAME

MORNING = datetime(2026, 11, 23, 9, tzinfo=LOCAL)
DAY = MORNING.date()
DUE = MORNING.replace(hour=17)


Move = tuple[datetime, str, int, dict[str, Any]]


def life(*moves: Move, **facts: Any) -> dict[str, Any]:
    """A dossier received at nine and due at five, with further moves."""
    start = facts.pop("received_at", MORNING)
    due = facts.pop("due", DUE)
    return {
        "procedure": "1.1", "name": "Thủ tục", "field": "Hộ tịch", "channel": "direct", "fee": 0,
        "fee_method": "none", "person": 1, "received_at": start,
        "steps": [(start, "receive", 2, due), *((at, verb, state, SAME) for at, verb, state, _ in moves)],
        "details": [{}, *(details for *_, details in moves)],
        **facts,
    }  # fmt: skip


def ready(moment: datetime) -> Move:
    return (moment, "ready", 9, {"finished_at": moment.isoformat(), "electronic": False, "result_files": 1})


def back(moment: datetime) -> Move:
    return (moment, "return", 10, {"returned_at": moment.isoformat(), "by": "counter"})


def handed() -> Move:
    return (MORNING + timedelta(hours=1), "hand", 4, {})


def points(sheet: DaySheet) -> dict[str, ChecklistPoint]:
    return {point.key: point for point in sheet.points}


def test_a_day_is_told_by_field_with_its_total(office: Office) -> None:
    yesterday = MORNING - timedelta(days=3)
    record_lives(
        office,
        [
            life(
                ready(MORNING + timedelta(hours=1)),
                back(MORNING + timedelta(hours=2)),
                fee=15000,
                fee_method="cash",
            ),
            life(handed(), fee=8000, fee_method="online", channel="online"),
            life(field="Đất đai", channel="postal", fee=2000, fee_method="cash"),
            life(
                ready(yesterday + timedelta(hours=1)),
                back(MORNING + timedelta(hours=1)),
                received_at=yesterday,
                field="Chứng thực",
            ),
            life(ready(MORNING), received_at=yesterday, due=yesterday, field="Chứng thực"),
        ],
    )
    sheet = day_sheet(office, DAY)
    assert sheet.date == DAY
    assert sheet.rows == (
        DayRow(field="Chứng thực", counter=0, online=0, returned=1, early=0, on_time=0, late=1, fee=0),
        DayRow(field="Hộ tịch", counter=1, online=1, returned=1, early=0, on_time=1, late=0, fee=23000),
        DayRow(field="Đất đai", counter=1, online=0, returned=0, early=0, on_time=0, late=0, fee=2000),
    )
    assert sheet.total == DayRow(
        field="Cộng", counter=2, online=1, returned=2, early=0, on_time=1, late=1, fee=25000
    )
    assert (sheet.cash_expected, sheet.paid_online) == (17000, 8000)


def test_an_empty_day_has_every_point_done(office: Office) -> None:
    sheet = day_sheet(office, DAY)
    assert sheet.rows == ()
    assert sheet.total == DayRow(
        field="Cộng", counter=0, online=0, returned=0, early=0, on_time=0, late=0, fee=0
    )
    assert [point.key for point in sheet.points] == ["receipts", "handover", "scans", "overdue", "fees"]
    assert all(point.done and point.text and not point.codes for point in sheet.points)
    assert (sheet.closed, sheet.changed_since) == (None, False)


def test_open_points_name_their_dossiers(office: Office) -> None:
    record_lives(office, [life(fee=8000, person=2), life(handed(), person=1)])
    first, second = "T-261123-00001", "T-261123-00002"
    found = points(day_sheet(office, DAY))
    assert found["receipts"].codes == (first, second)
    assert found["handover"].codes == (first,)
    assert found["scans"].codes == (first,)
    assert found["overdue"].codes == (first, second)
    assert found["fees"].codes == (first,)
    assert found["overdue"].text == "2 hồ sơ quá hạn chưa xong"
    assert not found["fees"].done


def test_one_paper_without_a_page_leaves_the_scans_open_though_another_has_some(office: Office) -> None:
    half = life(person=1)
    half["details"][0] = {"digitised": 1}  # one paper of two was scanned
    record_lives(office, [half])
    code = "T-261123-00001"
    with office.write("test.papers") as uow:
        row = uow.session.scalars(select(Dossier)).one()
        for no, kind, pages in ((1, "original", 2), (2, "copy", 0), (3, "reused", 0), (4, "electronic", 0)):
            row.components.append(Component(no=no, name=f"Giấy {no}", kind=kind, pages=pages))
        uow.commit()
    point = points(day_sheet(office, DAY))["scans"]
    assert (point.done, point.codes, point.text) == (False, (code,), "1 hồ sơ thiếu bản quét")
    with office.write("test.scanned") as uow:
        uow.session.scalars(select(Component).where(Component.no == 2)).one().pages = 1
        uow.commit()
    assert points(day_sheet(office, DAY))["scans"].done


def test_papers_the_office_has_as_files_already_need_no_scan(office: Office) -> None:
    record_lives(office, [life(person=1)])
    with office.write("test.papers") as uow:
        row = uow.session.scalars(select(Dossier)).one()
        for no, kind in ((1, "reused"), (2, "electronic")):
            row.components.append(Component(no=no, name=f"Giấy {no}", kind=kind, pages=0))
        uow.commit()
    assert points(day_sheet(office, DAY))["scans"].done


def test_a_dossier_accepted_today_though_received_before_is_looked_at_for_its_scans(office: Office) -> None:
    yesterday = MORNING - timedelta(days=3)
    came = life(handed(), received_at=yesterday, due=None)
    came["steps"][0] = (yesterday, "receive", 1, None)
    came["steps"][1] = (MORNING, "hand", 4, DUE)
    came["details"][0] = {"digitised": 1}
    record_lives(office, [came])
    with office.write("test.papers") as uow:
        row = uow.session.scalars(select(Dossier)).one()
        for no, pages in ((1, 2), (2, 0)):
            row.components.append(Component(no=no, name=f"Giấy {no}", kind="original", pages=pages))
        uow.commit()
    sheet = day_sheet(office, DAY)
    assert sheet.total.counter == 1
    assert points(sheet)["scans"].codes == ("T-261120-00001",)


def test_a_printed_receipt_is_a_done_point(office: Office) -> None:
    record_lives(office, [life()])
    office.paths.prints.mkdir(exist_ok=True)
    (office.paths.prints / "T-261123-00001_giay_tiep_nhan.pdf").write_bytes(b"%PDF")
    point = points(day_sheet(office, DAY))["receipts"]
    assert (point.done, point.text) == (True, "1 giấy hẹn mới có tệp PDF, chưa thấy ra giấy")
    settled(office, print_job(office, "giay_tiep_nhan", "T-261123-00001"), "done")
    point = points(day_sheet(office, DAY))["receipts"]
    assert (point.done, point.text) == (True, "1 giấy hẹn đã in đủ")


def test_papers_that_wait_are_counted_and_named_by_kind(office: Office) -> None:
    record_lives(office, [life(person=1)])
    code = "T-261123-00001"
    office.paths.prints.mkdir(exist_ok=True)
    for form in ("giay_tiep_nhan", "phieu_bo_sung"):
        (office.paths.prints / f"{code}_{form}.pdf").write_bytes(b"%PDF")
        print_job(office, form, code)
    point = points(day_sheet(office, DAY))["receipts"]
    assert point.text == f"1 giấy hẹn + 1 phiếu bổ sung còn chờ máy in: {code}"
    assert point.codes == (code,)


def test_a_receipt_that_waits_for_the_printer_is_not_said_to_be_printed(office: Office) -> None:
    record_lives(office, [life(person=1), life(person=2)])
    first, second = "T-261123-00001", "T-261123-00002"
    office.paths.prints.mkdir(exist_ok=True)
    for code in (first, second):
        (office.paths.prints / f"{code}_giay_tiep_nhan.pdf").write_bytes(b"%PDF")
    jobs = [print_job(office, "giay_tiep_nhan", code) for code in (first, second)]
    settled(office, jobs[1], "failed")
    found = points(day_sheet(office, DAY))
    assert (found["receipts"].done, found["receipts"].codes) == (False, (first, second))
    assert found["receipts"].text == f"2 giấy hẹn còn chờ máy in: {first}, {second}"
    assert "prints" not in found
    settled(office, jobs[0], "done")
    assert points(day_sheet(office, DAY))["receipts"].text == f"1 giấy hẹn còn chờ máy in: {second}"
    (office.paths.prints / f"{first}_giay_tiep_nhan.pdf").unlink()
    both = points(day_sheet(office, DAY))["receipts"].text
    assert both == f"2 hồ sơ chưa in giấy hẹn, 1 còn chờ máy in: {second}"
    came_out(office, jobs[1])
    assert points(day_sheet(office, DAY))["receipts"].text == "1 hồ sơ chưa in giấy hẹn"


def test_of_many_papers_that_wait_one_is_named_whole_and_the_others_are_counted(office: Office) -> None:
    record_lives(office, [life(person=number) for number in range(1, 5)])
    codes = [f"T-261123-0000{number}" for number in range(1, 5)]
    office.paths.prints.mkdir(exist_ok=True)
    for code in codes:
        (office.paths.prints / f"{code}_giay_tiep_nhan.pdf").write_bytes(b"%PDF")
        print_job(office, "giay_tiep_nhan", code)
    point = points(day_sheet(office, DAY))["receipts"]
    assert point.text == f"4 giấy hẹn còn chờ máy in: {codes[0]} và 3 nữa"
    assert point.codes == tuple(codes)


def test_another_paper_that_waits_for_the_printer_is_a_point_of_its_own(office: Office) -> None:
    record_lives(office, [life()])
    job, today = print_job(office, "vb_xin_loi", "T-261123-00001"), office.clock.now().date()
    point = points(day_sheet(office, today))["prints"]
    assert (point.done, point.text) == (False, "1 giấy khác chưa in xong: T-261123-00001")
    assert "prints" not in points(day_sheet(office, DAY))  # it was wanted on another day
    settled(office, job, "done")
    assert "prints" not in points(day_sheet(office, today))


def print_job(office: Office, form: str, code: str) -> int:
    with office.write("form.print") as uow:
        job = enqueue(uow, form=form, code=code, paper="a5")
        uow.commit()
    assert job is not None
    return job


def settled(office: Office, job: int, state: str) -> None:
    assert take(office, job, "máy-1", "in-mau")
    assert settle(office, job, "máy-1", state)


def test_a_closed_day_is_shown_closed_and_told_when_its_numbers_change(
    office: Office, at_time: Callable[[Office, str], Office]
) -> None:
    record_lives(office, [life()])
    closed = close_day(office, DAY)
    sheet = day_sheet(at_time(office, "2026-12-02T08:00"), DAY)
    assert sheet.closed is not None
    assert (sheet.closed.revision, sheet.closed.sha256, sheet.changed_since) == (1, closed.sha256, False)
    record_lives(office, [life(person=9, received_at=MORNING + timedelta(hours=3))])
    changed = day_sheet(office, DAY)
    assert changed.changed_since
    assert changed.closed is not None
    assert changed.closed.revision == 1
    assert close_day(office, DAY).revision == 2
    assert not day_sheet(office, DAY).changed_since


def test_what_is_due_later_today_is_not_overdue_yet(
    office: Office, at_time: Callable[[Office, str], Office]
) -> None:
    record_lives(office, [life()])
    assert points(day_sheet(at_time(office, "2026-11-23T10:00"), DAY))["overdue"].done
    assert points(day_sheet(at_time(office, "2026-11-23T17:00:00"), DAY))["overdue"].done
    assert not points(day_sheet(at_time(office, "2026-11-23T17:00:01"), DAY))["overdue"].done
    assert not points(day_sheet(office, DAY))["overdue"].done
