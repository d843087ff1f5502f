"""Satisfaction, digitisation, fees, apologies and the 07a dimensions against a recount of the raw log."""

import json
import subprocess
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import text

from desk.errors import InputError
from desk.numbers.tally import tally
from desk.office.opened import Office
from desk.reports.counting import EXTRA_KEYS, alike, further
from desk.reports.known import BY_TEMPLATE
from desk.reports.layout import formulas_of
from desk.reports.periods import named_period
from desk.reports.writing import build, write_report
from printing.errors import PrintingError
from printing.words import Words
from tests.integration.law import raw_count

FIRST, LAST = date(2026, 11, 19), date(2026, 11, 22)
PERIODS = [(FIRST, LAST), (date(2026, 11, 16), date(2026, 11, 30)), (date(2026, 11, 21), date(2026, 11, 21))]


def asking(session: Any) -> Callable[[str], Iterable[Any]]:
    return lambda query: session.execute(text(query))


def raw_sums(office: Office, first: date, last: date) -> dict[str, int]:
    """The further keys in all, told from the raw log by other code."""
    start = datetime(first.year, first.month, first.day, tzinfo=raw_count.ZONE)
    end = datetime(last.year, last.month, last.day, tzinfo=raw_count.ZONE) + timedelta(days=1)
    found = dict.fromkeys(EXTRA_KEYS, 0)
    with office.read() as session:
        ask = asking(session)
        told = raw_count.recount(ask, first, last)
        for one in raw_count.dossiers(ask):
            seen = raw_count.at_end(one, end)
            if seen is None:
                continue
            if seen["rated"] is not None and start <= seen["rated"] < end:
                score = seen["score"]
                found["rated"] += 1
                found["rated_liked"] += score in (4, 5)
                found["rated_neither"] += score == 3
                found["rated_disliked"] += score in (1, 2)
            if seen["state"] == 1 or seen["accepted"] is None or seen["accepted"] < start:
                continue
            found["received_new"] += 1
            method, fee = seen["method"], seen["fee"]
            if method == "exempt":
                found["fee_exempt"] += 1
            elif fee > 0:
                how = {"cash": "fee_cash", "online": "fee_online"}.get(method, "fee_unpaid")
                for key, number in (
                    ("fee_due", 1),
                    (how, 1),
                    ("fee_due_amount", fee),
                    (f"{how}_amount", fee),
                ):
                    found[key] += number
    found["results_digitised"], found["results"] = told["digitised"]
    return found


@pytest.mark.parametrize(("first", "last"), PERIODS)
def test_what_reports_count_beside_the_tally_is_what_the_raw_log_tells(
    office: Office, first: date, last: date
) -> None:
    raw = raw_sums(office, first, last)
    for form in ("satisfaction", "digitisation", "fees"):
        main, detail = build(office, form, first, last).tables
        for key in {one.key for one in main.columns} & raw.keys() - {"results_electronic"}:
            assert (main.sum_of(key), detail.sum_of(key)) == (raw[key], raw[key]), (form, key)


@pytest.mark.parametrize(("first", "last"), PERIODS)
def test_the_log_and_the_derived_rows_give_the_same_further_numbers(
    office: Office, first: date, last: date
) -> None:
    from desk.numbers.fast import material
    from desk.numbers.history_load import period

    with office.read() as session:
        ready = material(office, session, first, last)
        assert ready is not None
        sums = []
        for source in (ready, None):
            found = dict.fromkeys(EXTRA_KEYS, 0)
            for one, count, fee in alike(session, first, last, ready=source):
                for key, number in further(one, period(first, last), count=count, fee=fee).items():
                    found[key] += number
            sums.append(found)
    assert sums[0] == sums[1]


def test_shares_are_the_indicators_of_the_same_period(office: Office) -> None:
    told = {one.key: one.rate for one in tally(office, FIRST, LAST).indicators}
    (liked, *_), (digital, *_) = (
        build(office, form, FIRST, LAST).tables for form in ("satisfaction", "digitisation")
    )
    assert liked.totals["liked_share"] == told["satisfied"]
    assert digital.totals["digitised_share"] == told["digitised"]
    assert digital.totals["reused_share"] == told["reused"]


def test_fees_and_the_07a_dimensions_are_the_tallys(office: Office) -> None:
    total = tally(office, FIRST, LAST).total
    fees, wide = (build(office, form, FIRST, LAST).tables[0] for form in ("fees", "07a"))
    assert fees.sum_of("fee_cash") == total["fee_paid_cash"]
    assert fees.sum_of("fee_online") == total["fee_paid_online"]
    paid = fees.sum_of("fee_cash_amount") + fees.sum_of("fee_online_amount")
    assert paid == total["fee_amount"]
    for column in wide.columns:
        if column.key in total:
            assert wide.sum_of(column.key) == total[column.key], column.key


@pytest.mark.parametrize("form", BY_TEMPLATE)
def test_a_share_in_the_spreadsheet_is_a_formula_over_its_neighbours(
    office: Office, tmp_path: Path, form: str
) -> None:
    out = tmp_path / "b.xlsx"
    write_report(office, form, FIRST, LAST, out)
    formulas, values = load_workbook(out).worksheets, load_workbook(out, data_only=True).worksheets
    checked = 0
    for sheet, shown in zip(formulas, values, strict=True):
        for cell in (one for line in sheet.iter_rows() for one in line if one.data_type == "f"):
            worth = str(cell.value)
            if worth.startswith("=IF("):
                above, below = worth.split("ROUND(")[1].split("*", maxsplit=1)[0].split("/")
                top, bottom = shown[above].value, shown[below].value
                rate = round(top / bottom * 100, 2) if bottom else None
                given = shown[cell.coordinate].value or None
                assert (given or 0) == pytest.approx(rate or 0, abs=0.0051), cell.coordinate
                checked += 1
    assert checked > 0 or form in {"07a", "II.06a"}


def test_late_dossiers_have_their_letter_or_have_none(office: Office) -> None:
    first, last = date(2026, 11, 16), date(2026, 11, 30)
    total = tally(office, first, last).total
    listed, fields = build(office, "apologies", first, last).tables
    assert len(listed.rows) == total["settled_late"] + total["pending_late"] > 0
    assert fields.sum_of("late") == fields.sum_of("with_letter") + fields.sum_of("without_letter")
    with office.read() as session:
        query = "select subject, details from event where verb = 'dossier.extended' and at < '2026-12-01'"
        having = {code for code, told in session.execute(text(query)) if json.loads(told)}
    for row in listed.rows:
        assert (row["letter"] == "Có") == (row["code"] in having), row["code"]
    settled = [
        row for row in listed.rows if row["letter"] == "Có" and row["finished_at"] != "đang giải quyết"
    ]
    assert len(settled) == total["late_with_apology"]


@pytest.mark.parametrize("form", [*BY_TEMPLATE, "apologies"])
def test_no_person_stands_in_these_reports(office: Office, tmp_path: Path, form: str) -> None:
    write_report(office, form, FIRST, LAST, tmp_path / "b.csv")
    write_report(office, form, FIRST, LAST, tmp_path / "b.pdf")
    page = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "b.pdf"), "-"], capture_output=True, check=True
    ).stdout.decode()
    said = (tmp_path / "b.csv").read_text("utf-8-sig") + page
    for word in ("NGƯỜI MẪU", "0790900", "0900000000", "Phố Mẫu", "HYPERLINK"):
        assert word not in said
    assert "BẢN TẬP HUẤN" in page


def test_a_template_that_asks_for_anything_but_sums_differences_and_shares_is_refused() -> None:
    for formula in ('a = HYPERLINK("x")', "a = b * c", "a = b / c / d", "a = b - c - d", "=1+1"):
        words = Words(
            "bc_thu", date(2026, 1, 1), "1", "t", "b", "M", "nội bộ", lists={"formulas": (formula,)}
        )
        with pytest.raises(PrintingError):
            formulas_of(words)


def test_periods_go_by_the_calendar_or_from_the_15th_to_the_14th() -> None:
    days = date.fromisoformat
    assert named_period("2026-02") == (days("2026-02-01"), days("2026-02-28"))
    assert named_period("2026-q4") == (days("2026-10-01"), days("2026-12-31"))
    assert named_period("2026") == (days("2026-01-01"), days("2026-12-31"))
    assert named_period("2026-01@15") == (days("2025-12-15"), days("2026-01-14"))
    assert named_period("2026-Q1@15") == (days("2025-12-15"), days("2026-03-14"))
    assert named_period("2026@15") == (days("2025-12-15"), days("2026-12-14"))
    for name in ("2026-13", "2026-Q5", "26-01", "2026-01@16", ""):
        with pytest.raises(InputError) as refused:
            named_period(name)
        assert refused.value.code == "report.bad_period_name"


def test_the_command_takes_a_period_by_name_and_never_both_ways(
    office: Office, tmp_path: Path, run_desk: Any
) -> None:
    out = tmp_path / "b.csv"
    done = run_desk(
        "report", "fees", "--period", "2026-11", "-o", out, data=office.data, now="2026-12-31T17:00"
    )
    assert done.ok()["file"] == str(out)
    both = run_desk(
        "report", "fees", "--period", "2026-11", "--to", "2026-11-30", "-o", out, data=office.data,
        now="2026-12-31T17:00",
    )  # fmt: skip
    assert (both.exit_code, both.error_code) == (2, "usage")
