"""Chứng thực trả ngay: one transaction, three events, one number a paper, counted as the law counts."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from desk.certify.books import damage, lines_of
from desk.certify.given import certify_command
from desk.errors import InputError, SurroundingsError
from desk.life import act as acting
from desk.life.act import act
from desk.life.show import show
from desk.numbers.day_sheet import day_sheet
from desk.numbers.tally import tally
from desk.office.house import set_rule
from desk.office.opened import Office
from desk.record.checking import check
from desk.rows import State
from desk.services import DeskServices
from models.tables import Certification, Dossier, Event
from tests.integration.certify.conftest import SIGNATURE, certified, paper, request_of

DAY = date(2026, 11, 23)


def numbers(office: Office, book: str = "copies") -> list[int]:
    with office.read() as session:
        query = select(Certification.number).where(Certification.book == book)
        return sorted(one for one in session.scalars(query) if one is not None)


def row_of(office: Office, code: str) -> dict[str, Any]:
    return next(dict(one) for one in tally(office, DAY, DAY).rows if one["procedure"] == code)


def indicator(office: Office, key: str) -> tuple[int, int]:
    found = next(one for one in tally(office, DAY, DAY).indicators if one.key == key)
    return found.numerator, found.denominator


def test_one_visit_is_received_certified_and_handed_over_in_three_events(office: Office) -> None:
    done = certified(office, paper("Giấy khai sinh", 4, 3), paper("Bằng tốt nghiệp", 1, 2))
    assert [(one.verb, one.details["state"]) for one in done.events] == [
        ("dossier.received", 2),
        ("dossier.result_ready", 9),
        ("dossier.returned", 10),
    ]
    assert done.state == State.RETURNED
    assert {one.at for one in done.events} == {office.clock.now()}
    # 4 trang: 2×2.000 + 2×1.000 = 6.000, ba bản 18.000; 1 trang 2.000, hai bản 4.000
    assert [(one.number, one.fee) for one in done.lines] == [(1, 18_000), (2, 4000)]
    assert (done.fee, done.fee_method, done.fee_paid) == (22_000, "cash", True)
    assert done.lines[0].text == "1, quyển số 01/2026-SCT/BS"
    assert done.warnings == ()
    assert done.receipt_pdf is None
    assert check(office).problems == ()


def test_the_log_and_the_tally_name_neither_the_citizen_nor_the_papers(office: Office) -> None:
    certified(office, paper("Giấy khai sinh của NGUYỄN VĂN CON"))
    with office.read() as session:
        said = " ".join(session.scalars(select(Event.details)))
    assert "CON" not in said
    assert "MẪU" not in said
    assert "999090001234" not in said


def test_the_same_command_is_done_once_and_answers_the_same(office: Office) -> None:
    first = certified(office, paper(), command_id="f9")
    again = certified(office, paper(), command_id="f9")
    assert again.repeated
    assert (again.code, again.lines, again.events) == (first.code, first.lines, first.events)
    assert numbers(office) == [1]


def test_the_same_person_with_the_same_paper_is_one_visit_today_and_another_tomorrow(
    open_at: Callable[..., Office],
) -> None:
    today = certified(open_at(), paper())
    assert certified(open_at("2026-11-23T16:00"), paper()).code == today.code
    assert certified(open_at("2026-11-25T08:00"), paper()).lines[0].number == 2


def test_copies_and_signatures_have_books_of_their_own_unless_the_office_keeps_one(office: Office) -> None:
    certified(office, paper())
    signed = certified(office, paper("Đơn đề nghị"), procedure=SIGNATURE)
    assert (signed.lines[0].book, signed.lines[0].number) == ("signatures", 1)
    assert signed.lines[0].text == "1, quyển số 01/2026-SCT/CK,ĐC"
    assert signed.fee == 10_000
    set_rule(office, "certification.separate_books", value=False)
    one = certified(office, paper("Hộ chiếu"))
    other = certified(office, paper("Giấy cam đoan"), procedure=SIGNATURE)
    assert [(line.book, line.number) for line in (one.lines[0], other.lines[0])] == [("all", 1), ("all", 2)]


def test_a_number_may_be_taken_for_the_visit_and_volumes_have_a_size(office: Office) -> None:
    set_rule(office, "certification.number_per", "visit")
    set_rule(office, "certification.per_volume", 2)
    done = [certified(office, paper("Học bạ"), paper(f"Bằng {n}")).lines for n in range(1, 6)]
    assert [[(one.number, one.volume) for one in lines] for lines in done] == [
        [(1, 1), (1, 1)], [(2, 1), (2, 1)], [(3, 2), (3, 2)], [(4, 2), (4, 2)], [(5, 3), (5, 3)],
    ]  # fmt: skip
    assert check(office).problems == ()


def test_a_new_year_begins_a_new_book(open_at: Callable[..., Office]) -> None:
    certified(open_at("2026-12-31T09:00"), paper())
    later = certified(open_at("2027-01-04T09:00"), paper())
    assert (later.lines[0].number, later.lines[0].year) == (1, 2027)


@pytest.mark.parametrize(
    ("moment", "due", "early", "on_time"),
    [
        ("2026-11-23T14:59", "2026-11-23", 0, 1),
        ("2026-11-23T15:00", "2026-11-23", 0, 1),
        # after 15:00 the promise is the next working day (Tuesday 24/11 is a holiday); done today is early
        ("2026-11-23T15:01", "2026-11-25", 1, 0),
    ],
)
def test_what_is_done_at_once_counts_as_the_contract_says(
    open_at: Callable[..., Office], moment: str, due: str, early: int, on_time: int
) -> None:
    office = open_at(moment)
    done = certified(office, paper(pages=3, copies=2))
    assert done.due_at is not None
    assert done.due_at.date().isoformat() == due
    counted = row_of(office, "2.000815")
    assert (counted["settled_early"], counted["settled_on_time"], counted["settled_late"]) == (
        early,
        on_time,
        0,
    )
    assert counted["received_total"] == counted["settled_total"] == counted["returned"] == 1


def test_cash_is_in_the_day_and_neither_receipt_nor_scan_is_missed(office: Office) -> None:
    certified(office, paper(pages=4, copies=3))
    certified(office, paper("Bảng điểm"), fee={"method": "online"})
    certified(office, paper("Học bạ"), fee={"method": "exempt"})
    sheet = day_sheet(office, DAY)
    assert (sheet.cash_expected, sheet.paid_online) == (18_000, 2000)
    assert [one.key for one in sheet.points if not one.done] == ["cash"]  # to be counted at the closing


def test_electronic_copies_are_counted_copy_by_copy(office: Office) -> None:
    certified(office, paper(copies=3), paper("Học bạ", electronic=True))
    assert indicator(office, "certified_electronic") == (1, 4)
    assert indicator(office, "electronic_result") == (1, 1)
    wrong = certified(office, paper("Bảng điểm", copies=5))
    DeskServices(office).certify.strike(wrong.code, "Nhầm bản chính")
    assert indicator(office, "certified_electronic") == (1, 4)


def test_what_the_clerk_was_shown_must_be_what_the_table_says_today(office: Office) -> None:
    with pytest.raises(InputError) as caught:
        certified(office, paper(), fee={"method": "cash", "amount": 1000})
    assert (caught.value.code, caught.value.details) == ("certify.fee_differs", {"given": 1000, "due": 2000})
    with pytest.raises(InputError) as caught:
        certified(office, paper(), fee={"method": "none"})
    assert caught.value.code == "certify.fee_open"
    assert numbers(office) == []


def test_a_new_fee_holds_from_its_day_on(open_at: Callable[..., Office]) -> None:
    office = open_at()
    table = [{"procedure": "2.000815", "book": "copies", "amount": 3000, "source": "NQ HĐND"}]
    set_rule(office, "certification.fees", table, valid_from=date(2026, 12, 1))
    assert certified(office, paper(pages=5)).fee == 7000
    assert certified(open_at("2026-12-01T08:00"), paper(pages=5)).fee == 15_000
    assert [one.procedure for one in DeskServices(open_at("2026-12-01T08:00")).certify.kinds()] == [
        "2.000815"
    ]


def test_whatever_fails_on_the_way_leaves_no_dossier_no_event_and_no_number(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = acting.act_in

    def fails(uow: Any, code: str, verb: str, payload: Any) -> None:
        if verb == "return":
            raise OSError(5, "the disk went away")
        real(uow, code, verb, payload)

    monkeypatch.setattr(acting, "act_in", fails)
    with pytest.raises(OSError, match="went away"):
        certified(office, paper(), command_id="once")
    monkeypatch.undo()
    with office.read() as session:
        assert session.scalar(select(func.count()).select_from(Dossier)) == 0
    done = certified(office, paper(), command_id="once")
    assert (done.lines[0].number, done.repeated) == (1, False)
    assert done.code.endswith("-0001")
    assert check(office).problems == ()


def test_two_counters_at_once_get_numbers_without_gap_or_double(either_office: Office) -> None:
    def counter(hand: int) -> None:
        for turn in range(4):
            certified(either_office, paper(f"Giấy {hand}"), paper(), command_id=f"{hand}-{turn}")

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(counter, range(6)))
    assert numbers(either_office) == list(range(1, 49))
    assert check(either_office).problems == ()


def test_f9_twice_at_the_same_moment_is_one_certification(either_office: Office) -> None:
    with ThreadPoolExecutor(4) as pool:
        codes = set(pool.map(lambda _: certified(either_office, paper(), command_id="f9").code, range(4)))
    assert len(codes) == 1
    assert numbers(either_office) == [1]


def test_a_dated_one_is_an_ordinary_dossier_that_gets_its_number_with_its_result(
    open_at: Callable[..., Office],
) -> None:
    office = open_at("2026-11-23T15:30")
    done = certified(office, paper("Hồ sơ đất", 200, 5), dated=True, extra_days=2, fee={"method": "none"})
    assert (done.state, done.lines[0].number, done.fee_paid) == (State.RECEIVED, None, False)
    assert [one.verb for one in done.events] == ["dossier.received"]
    # after 15:00 → Wednesday 25/11 (24/11 is off), two working days more → Friday 27/11
    assert done.due_at is not None
    assert done.due_at.isoformat() == "2026-11-27T17:00:00+07:00"
    assert "thêm 2 ngày làm việc" in " ".join(done.due_reason)
    assert done.receipt_pdf is not None
    assert numbers(office) == []
    later = open_at("2026-11-25T10:00")
    act(later, done.code, "result-ready", {})
    assert numbers(later) == [1]
    act(later, done.code, "return", {})
    with later.read() as session:
        dossier = session.scalars(select(Dossier)).one()
        assert lines_of(session, dossier.id)[0].text == "1, quyển số 01/2026-SCT/BS"
    view = show(later, done.code)
    assert (view.results[0].number, view.certified[0].number) == ("1, quyển số 01/2026-SCT/BS", 1)


def test_more_days_than_the_law_allows_are_refused(office: Office) -> None:
    with pytest.raises(InputError) as caught:
        certified(office, paper(), dated=True, extra_days=3)
    assert (caught.value.code, caught.value.details["highest"]) == ("certify.bad_value", 2)
    with pytest.raises(InputError):
        certified(office, paper(), extra_days=1)


def test_a_struck_number_stays_in_the_book_and_the_next_one_follows_it(
    open_at: Callable[..., Office],
) -> None:
    office = open_at()
    wrong = certified(office, paper(copies=2), command_id="a")
    services = DeskServices(office)
    done = services.certify.strike(wrong.code, "Nhầm người yêu cầu", command_id="undo")
    assert (done.state, done.refund, done.refund_method) == (State.STOPPED, 4000, "cash")
    assert [one.verb for one in done.events] == [
        "dossier.certification_struck", "dossier.paid", "dossier.corrected", "dossier.stopped",
    ]  # fmt: skip
    assert services.certify.strike(wrong.code, "Nhầm người yêu cầu", command_id="undo").repeated
    with pytest.raises(InputError) as caught:
        services.certify.strike(wrong.code, "lần nữa")
    assert caught.value.code == "certify.nothing_to_strike"
    assert certified(office, paper(), command_id="b").lines[0].number == 2
    assert day_sheet(office, DAY).cash_expected == 2000
    view = show(office, wrong.code)
    assert view.certified[0].struck_reason == "Nhầm người yêu cầu"
    assert check(office).problems == ()


def test_a_damaged_book_stops_before_a_double_and_runs_on_with_the_lost_numbers_struck(
    office: Office,
) -> None:
    for n in range(3):
        certified(office, paper(f"Giấy {n}"))
    with office.write("test.damage") as uow:  # lines are lost, e.g. by a restore of an older copy
        rows = uow.session.scalars(select(Certification).where(Certification.number >= 2)).all()
        for row in rows:
            uow.session.delete(row)
        uow.commit()
    with pytest.raises(SurroundingsError) as caught:
        certified(office, paper("Hộ chiếu"), command_id="later")
    assert caught.value.code == "certify.book_damaged"
    assert (caught.value.details["last"], caught.value.details["counted"]) == (1, 3)
    assert [one.code for one in check(office).problems] == ["check.certification_gap"]
    dated = certified(office, paper("Hộ chiếu"), dated=True)  # the counter is not stopped
    assert dated.state == State.RECEIVED
    from desk.certify.striking import mend_book

    done = mend_book(office, "copies", "Mất dòng sau khi phục hồi")
    assert (done.last, done.struck) == (3, (2, 3))
    assert certified(office, paper("Hộ chiếu"), command_id="later").lines[0].number == 4
    assert check(office).problems == ()
    with pytest.raises(InputError) as refused:
        mend_book(office, "copies", "lần nữa")
    assert refused.value.code == "certify.book_sound"
    with office.read() as session:
        assert list(damage(session)) == []


@pytest.mark.parametrize(
    ("values", "code", "key"),
    [
        ({"documents": [paper(pages=0)]}, "certify.bad_value", "documents[0].pages"),
        ({"documents": [paper(copies=9999)]}, "certify.bad_value", "documents[0].copies"),
        ({"documents": [paper(copies=0)]}, "certify.bad_value", "documents[0].copies"),
        ({"documents": [paper(name="")]}, "certify.missing_key", "documents[0].name"),
        ({"documents": [paper(name="x" * 301)]}, "certify.bad_value", "documents[0].name"),
        ({"documents": []}, "certify.missing_key", "documents"),
        ({"documents": [paper() for _ in range(21)]}, "certify.bad_value", "documents"),
        ({"documents": [{"pages": "2", "name": "A"}]}, "certify.bad_value", "documents[0].pages"),
        ({"applicant": {}}, "certify.missing_key", "applicant.full_name"),
        ({"applicant": None}, "certify.missing_key", "applicant"),
        ({"procedure": "9.999999"}, "procedure.unknown", ""),
        ({"procedure": "1.004873"}, "certify.not_express", ""),
        ({"fee": {"method": "barter"}}, "certify.bad_value", "fee.method"),
        ({"applicant": {"id_card": "https://vi.du/abc"}}, "idcard.not_a_card", ""),
    ],
)
def test_what_cannot_be_certified_is_refused_by_its_place_and_changes_nothing(
    office: Office, values: dict[str, Any], code: str, key: str
) -> None:
    with pytest.raises(InputError) as caught:
        certified(office, **values)
    assert caught.value.code == code
    assert caught.value.details.get("key", "") == key
    assert numbers(office) == []


def test_a_command_id_of_another_act_is_refused(office: Office) -> None:
    from desk.intake.receive import commit_reception
    from desk.intake.receive_file import command_from
    from tests.integration.counter.conftest import a_command

    commit_reception(office, command_from(a_command(command_id="taken"), base=office.data))
    with pytest.raises(InputError) as caught:
        certified(office, paper(), command_id="taken")
    assert caught.value.code == "command.other_verb"


def test_a_misspelt_key_is_told_and_a_late_day_is_another_command(office: Office) -> None:
    done = certified(office, paper(), coppies=3)
    assert [one.code for one in done.warnings] == ["receive.unknown_key"]
    first = certify_command(request_of(), base=office.data, day=DAY.isoformat())
    second = certify_command(request_of(), base=office.data, day=(DAY + timedelta(days=1)).isoformat())
    assert first.command_id != second.command_id
