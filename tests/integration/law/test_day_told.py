"""What is said while a day is closed: cash counted, opened again with a reason, days nobody closed."""

import json
import subprocess
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from desk.clock import LOCAL, FrozenClock
from desk.errors import InputError
from desk.numbers.chain import verify_chain
from desk.numbers.closing import close_day, day_sheet, reopen_day, verify_file
from desk.numbers.day_gaps import run_of
from desk.numbers.tally_paper import tally_pdf
from desk.office.bootstrap import create_office, open_office
from desk.office.keys import facts
from desk.office.opened import Office
from desk.rows import ClosingSaid, MissedDay, NumberRun
from models.event import Event
from models.tally_file import TallyFile
from tests.helpers.cli import DeskRun
from tests.integration.law.life import record_lives
from tests.integration.law.test_day_sheet import life, points

MORNING = datetime(2026, 11, 23, 9, tzinfo=LOCAL)
DAY = MORNING.date()


def received(office: Office, *, fee: int = 15_000, at: datetime = MORNING, **facts_: Any) -> None:
    """One dossier paid in cash."""
    record_lives(office, [life(fee=fee, fee_method="cash", received_at=at, **facts_)])


def log(office: Office, verb: str) -> list[dict[str, Any]]:
    """The details of every event of a verb, oldest first."""
    with office.read() as session:
        found = session.scalars(select(Event.details).where(Event.verb == verb).order_by(Event.seq))
        return [json.loads(text) for text in found]


def events(office: Office) -> int:
    with office.read() as session:
        return int(session.scalar(select(func.count()).select_from(Event)) or 0)


# ---- cash -----------------------------------------------------------------------------------------


def test_cash_that_fits_needs_no_reason_and_is_told_in_the_log(office: Office) -> None:
    received(office)
    close_day(office, DAY, ClosingSaid(cash=15_000))
    told = day_sheet(office, DAY)
    assert told.counted is not None
    assert (told.counted.counted, told.counted.expected, told.counted.difference) == (15_000, 15_000, 0)
    assert points(told)["cash"].done
    assert log(office, "day.cash_counted") == [
        {"date": "2026-11-23", "expected": 15_000, "counted": 15_000, "difference": 0}
    ]


def test_a_difference_without_a_reason_closes_nothing(office: Office) -> None:
    received(office)
    before = events(office)
    with pytest.raises(InputError, match=r"close\.cash_reason"):
        close_day(office, DAY, ClosingSaid(cash=10_000, cash_reason="  "))
    assert events(office) == before
    assert day_sheet(office, DAY).closed is None


def test_the_reason_of_a_difference_is_kept_beside_the_log_and_not_in_it(office: Office) -> None:
    received(office)
    close_day(office, DAY, ClosingSaid(cash=10_000, cash_reason="Trả lại  bà Mẫu 5.000 đ"))
    told = day_sheet(office, DAY).counted
    assert told is not None
    assert (told.difference, told.reason) == (-5_000, "Trả lại bà Mẫu 5.000 đ")
    assert "Mẫu" not in json.dumps(log(office, "day.cash_counted"), ensure_ascii=False)


def test_the_same_count_again_leaves_no_event(office: Office) -> None:
    received(office)
    close_day(office, DAY, ClosingSaid(cash=10_000, cash_reason="thiếu"))
    before = events(office)
    again = close_day(office, DAY, ClosingSaid(cash=10_000))
    assert again.repeated
    assert events(office) == before


def test_money_that_came_after_the_count_asks_to_count_again(office: Office) -> None:
    received(office)
    close_day(office, DAY, ClosingSaid(cash=15_000))
    received(office, fee=8_000)
    point = points(day_sheet(office, DAY))["cash"]
    assert (point.done, "đếm lại" in point.text) == (False, True)
    with pytest.raises(InputError, match=r"close\.cash_reason"):
        close_day(office, DAY, ClosingSaid(cash=15_000))


@pytest.mark.parametrize("amount", [-1, 10**13])
def test_an_impossible_amount_is_refused(office: Office, amount: int) -> None:
    with pytest.raises(InputError, match=r"close\.bad_cash"):
        close_day(office, DAY, ClosingSaid(cash=amount))


def test_cash_not_counted_is_an_open_point_only_where_there_is_cash(office: Office) -> None:
    assert "cash" not in points(day_sheet(office, DAY))
    received(office)
    assert not points(day_sheet(office, DAY))["cash"].done


# ---- opened again ---------------------------------------------------------------------------------


def test_a_closed_day_is_opened_again_with_a_reason_and_late_entries_make_the_next_revision(
    office: Office, at_time: Callable[[Office, str], Office]
) -> None:
    received(office)
    first = close_day(office, DAY)
    bytes_of_first = first.file.read_bytes()
    opened = reopen_day(at_time(office, "2026-12-02T08:30"), DAY, "Nhập muộn một hồ sơ giấy")
    assert (opened.revision, opened.reason, opened.by) == (
        1,
        "Nhập muộn một hồ sơ giấy",
        office.actor.full_name,
    )
    assert opened.at == datetime(2026, 12, 2, 8, 30, tzinfo=LOCAL)
    assert log(office, "day.reopened") == [{"date": "2026-11-23", "revision": 1}]
    received(office)
    sheet = day_sheet(office, DAY)
    assert sheet.reopened == opened
    assert sheet.changed_since
    second = close_day(office, DAY)
    assert (second.revision, second.previous_sha256) == (2, first.sha256)
    assert first.file.read_bytes() == bytes_of_first
    assert verify_file(second.file, facts(office.keys).public_key).ok
    after = day_sheet(office, DAY)
    assert after.reopened is None
    assert after.reopenings == (opened,)


def test_a_day_opened_again_and_left_as_it_was_answers_its_revision_and_leaves_no_further_event(
    office: Office,
) -> None:
    received(office)
    first = close_day(office, DAY)
    reopen_day(office, DAY, "Xem lại tiền mặt")
    before = events(office)
    again = close_day(office, DAY)
    assert (again.revision, again.sha256, again.repeated) == (1, first.sha256, True)
    assert events(office) == before
    assert day_sheet(office, DAY).reopened is None


def test_opening_twice_keeps_the_first_reason(office: Office) -> None:
    received(office)
    close_day(office, DAY)
    first = reopen_day(office, DAY, "một")
    assert reopen_day(office, DAY, "hai") == first
    assert len(log(office, "day.reopened")) == 1


def test_a_day_is_not_opened_again_without_reason_or_before_it_was_closed(office: Office) -> None:
    received(office)
    with pytest.raises(InputError, match=r"close\.not_closed"):
        reopen_day(office, DAY, "vì sao không")
    close_day(office, DAY)
    with pytest.raises(InputError, match=r"close\.reopen_reason"):
        reopen_day(office, DAY, " ")
    with pytest.raises(InputError, match=r"close\.reason_long"):
        reopen_day(office, DAY, "x" * 501)
    assert log(office, "day.reopened") == []


def test_a_reason_given_with_changed_numbers_opens_and_closes_in_one_step(office: Office) -> None:
    received(office)
    close_day(office, DAY)
    received(office)
    second = close_day(office, DAY, ClosingSaid(reason="Hồ sơ nhận lúc 17:05"))
    assert second.revision == 2
    assert [told["revision"] for told in log(office, "day.reopened")] == [1]
    assert [told["revision"] for told in log(office, "day.closed")] == [1, 2]
    assert day_sheet(office, DAY).reopenings[0].reason == "Hồ sơ nhận lúc 17:05"


def test_a_reason_given_with_equal_numbers_leaves_no_event(office: Office) -> None:
    received(office)
    close_day(office, DAY)
    before = events(office)
    assert close_day(office, DAY, ClosingSaid(reason="thừa")).repeated
    assert events(office) == before


# ---- days gone by ---------------------------------------------------------------------------------


def test_days_with_work_and_no_tally_are_told_and_late_after_72_hours(
    office: Office, at_time: Callable[[Office, str], Office]
) -> None:
    received(office)
    received(office, at=MORNING + timedelta(days=3))
    received(office, at=MORNING + timedelta(days=4))
    now = at_time(office, "2026-11-27T09:00")
    # the 23rd ends at midnight; 72 hours after it is the midnight that begins the 27th
    assert day_sheet(now, date(2026, 11, 27)).missed == (
        MissedDay(date(2026, 11, 23), late=True),
        MissedDay(date(2026, 11, 26), late=False),
    )
    close_day(now, DAY)
    assert [one.date for one in day_sheet(now, DAY).missed] == [date(2026, 11, 26)]


def test_the_edge_of_72_hours_is_still_in_time(
    office: Office, at_time: Callable[[Office, str], Office]
) -> None:
    received(office)
    assert not day_sheet(at_time(office, "2026-11-27T00:00"), DAY).missed[0].late
    assert day_sheet(at_time(office, "2026-11-27T00:00:01"), DAY).missed[0].late


def test_a_day_closed_late_says_so_and_a_later_revision_of_a_day_in_time_does_not(
    office: Office, at_time: Callable[[Office, str], Office]
) -> None:
    received(office)
    received(office, at=MORNING + timedelta(days=1))
    assert not close_day(at_time(office, "2026-11-24T17:00"), DAY + timedelta(days=1)).late
    assert close_day(at_time(office, "2026-12-01T17:00"), DAY).late
    received(office, at=MORNING + timedelta(days=1))
    second = close_day(at_time(office, "2026-12-01T17:00"), DAY + timedelta(days=1))
    assert (second.revision, second.late) == (2, False)
    with office.read() as session:
        assert session.scalar(select(func.count()).select_from(TallyFile)) == 3


# ---- numbers --------------------------------------------------------------------------------------


def test_a_number_that_is_gone_is_named() -> None:
    head = "H99.01-261123"
    codes = [f"{head}-0001", f"{head}-0004", f"{head}-chua"]
    assert run_of(head, codes) == NumberRun(head, 1, 4, (2, 3))
    assert run_of(head, codes, given=6) == NumberRun(head, 1, 6, (2, 3, 5, 6))


def test_numbers_in_a_row_are_told_and_a_gap_is_an_open_point(office: Office) -> None:
    received(office)
    received(office)
    sheet = day_sheet(office, DAY)
    assert sheet.numbers == (NumberRun("T-261123", 1, 2),)
    assert "numbers" not in points(sheet)
    with office.write("test.lose") as uow:
        from models.counter import Counter

        uow.session.add(Counter(key="T-261123", n=3))
        uow.commit()
    lost = points(day_sheet(office, DAY))["numbers"]
    assert (lost.done, "T-261123-0003" in lost.text) == (False, True)


# ---- paper and command line -----------------------------------------------------------------------


def test_the_printed_tally_tells_cash_reasons_numbers_and_what_rolls_over(
    office: Office, tmp_path: Path
) -> None:
    received(office)
    close_day(office, DAY, ClosingSaid(cash=10_000, cash_reason="Trả thiếu"))
    reopen_day(office, DAY, "Nhập muộn")
    received(office, fee=8_000)
    close_day(office, DAY)
    file = tmp_path / "tally.pdf"
    file.write_bytes(tally_pdf(office, DAY))
    said = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True)
    text = " ".join(said.stdout.split())
    for told in (
        "Tiền mặt đếm được: 10.000 đồng (khi hồ sơ ghi 15.000 đồng)", "Chênh lệch: −5.000 đồng",
        "Lý do chênh lệch: Trả thiếu", "Mở lại sau bản 1: Nhập muộn",
        "Số đã cấp trong ngày: T-261123-0001 … 0002",
        "Việc còn lại chuyển sang ngày sau", "– 2 hồ sơ chưa in giấy hẹn", "Chốt muộn quá 72 giờ",
    ):  # fmt: skip
        assert told in text, (told, text)


def test_the_printed_tally_carries_the_days_audit_head_as_file_chain_and_log_have_it(
    office: Office, tmp_path: Path
) -> None:
    received(office)
    first = close_day(office, DAY)
    received(office, fee=8_000)
    second = close_day(office, DAY, ClosingSaid(reason="Nhập muộn"))
    heads = [json.loads(one.file.read_bytes())["tally"]["audit_head"] for one in (first, second)]
    file = tmp_path / "tally.pdf"
    file.write_bytes(tally_pdf(office, DAY))
    said = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True)
    paper = "".join(said.stdout.split())
    assert f"Đầuchuỗinhậtký:{heads[1]}" in paper
    assert heads[0] not in paper
    chain = verify_chain(second.file.parent, [facts(office.keys).public_key])
    assert chain.ok
    (newest,) = chain.heads
    assert (newest.file, newest.revision) == (second.file.name, 2)
    assert newest.sha256 in paper
    with office.read() as session:
        rows = session.execute(select(Event.seq, Event.hash, Event.verb).order_by(Event.seq)).all()
    at = {row.hash: row.seq for row in rows}
    closings = [row.seq for row in rows if row.verb == "day.closed"]
    assert [at[head] < closing for head, closing in zip(heads, closings, strict=True)] == [True, True]
    between = [row.seq for row in rows if at[heads[1]] < row.seq < closings[1]]
    assert between == []  # nothing happened between what the paper vouches for and the closing itself


def test_the_command_line_counts_cash_opens_again_and_shows_the_day(
    data_folder: Path, run_desk: Callable[..., DeskRun]
) -> None:
    create_office(data_folder, training=True, clock=FrozenClock(MORNING.replace(hour=7)))
    with open_office(data_folder, now=MORNING) as office:
        received(office)
    evening = {"data": data_folder, "now": "2026-11-23T17:05:00+07:00"}
    refused = run_desk("close-day", "2026-11-23", "--cash", "10000", **evening)
    assert (refused.exit_code, refused.error_code) == (2, "close.cash_reason")
    why = ("--cash-reason", "Trả thiếu")
    assert run_desk("close-day", "2026-11-23", "--cash", "10000", *why, **evening).ok()["revision"] == 1
    assert run_desk("close-day", "2026-11-23", "--reopen", **evening).error_code == "close.reopen_reason"
    opened = run_desk("close-day", "2026-11-23", "--reopen", "--reason", "Nhập muộn", **evening).ok()
    assert (opened["revision"], opened["reason"]) == (1, "Nhập muộn")
    told = run_desk("day-sheet", "2026-11-23", **evening).ok()
    assert (told["cash"]["difference"], told["reopened"]["reason"]) == (-5_000, "Nhập muộn")
    assert told["closed"]["revision"] == 1
