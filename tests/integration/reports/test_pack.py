"""The summary for the head of the office: two pages whose every number is the tally's and is defined."""

import re
import subprocess
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from desk.numbers.tally import tally
from desk.office.opened import Office
from desk.reports.periods import period_before
from desk.reports.writing import build, write_report
from printing.layouts.report import compose
from printing.page import Frame, paper
from tests.integration.law import raw_count

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


def test_its_indicators_are_those_a_recount_of_the_raw_log_gives(office: Office) -> None:
    with office.read() as session:

        def ask(query: str) -> Iterable[Any]:
            return session.execute(text(query))

        told = raw_count.recount(ask, FIRST, LAST)
    report = build(office, "pack", FIRST, LAST)
    pairs = [(row["numerator"], row["denominator"]) for row in report.tables[0].rows]
    assert pairs == [told[key] for key in report.words.items("indicators")]


def test_bars_parts_and_fields_are_the_tallys_of_their_days(office: Office) -> None:
    report = build(office, "pack", FIRST, LAST)
    counted = tally(office, FIRST, LAST)
    shares = {one.key: one.rate for one in counted.indicators}
    on_time, online = report.charts
    assert (len(on_time.values), on_time.labels[0], on_time.labels[-1]) == (12, "12/25", "11/26")
    assert (on_time.values[-1], online.values[-1]) == (shares["on_time_settled"], shares["online_simple"])
    assert report.parts is not None
    assert sum(number for _, number in report.parts.parts) == counted.total["received_total"]
    for table in report.tables[1:]:
        assert table.sum_of("received") == table.sum_of("settled") + table.sum_of("pending")
        assert table.totals["online_share"] == shares["online_simple"]
        assert table.totals["on_time_share"] == shares["on_time_settled"]


def test_it_is_two_pages_that_define_each_number_and_name_nobody_who_came(
    office: Office, tmp_path: Path
) -> None:
    out = tmp_path / "tóm tắt.pdf"
    write_report(office, "pack", FIRST, LAST, out)
    said = subprocess.run(["pdftotext", "-layout", str(out), "-"], capture_output=True, check=True)
    pages = said.stdout.decode().split("\f")[:-1]
    assert len(pages) == 2
    whole = " ".join(" ".join(pages).split())
    for place in range(1, 11):
        assert f"({place}) " in whole
    assert whole.count("QĐ 766/QĐ-TTg") >= 6
    assert re.search(r"NGƯỜI MẪU|0790900|Phố Mẫu", whole) is None


def test_everything_stands_on_the_paper(office: Office) -> None:
    from desk.reports.sheet import report_sheet

    report = build(office, "pack", FIRST, LAST)
    sheet = report_sheet(office, report, period="Kỳ", notes=report.notes)
    for page in compose(sheet, paper("a4")):
        for op in page.ops:
            left, top, right, bottom = op.box
            assert min(left, top) >= 0, op
            assert (right <= page.width - 20, bottom <= page.height) == (True, True), op
    frames = [op for page in compose(sheet, paper("a4")) for op in page.ops if isinstance(op, Frame)]
    told = [value for chart in report.charts for value in chart.values if value]
    assert report.parts is not None
    assert len([one for one in frames if one.fill is not None]) >= len(told) + len(report.parts.parts)


@pytest.mark.parametrize(
    ("first", "last", "before"),
    [
        ("2026-11-01", "2026-11-30", ("2026-10-01", "2026-10-31")),
        ("2026-01-01", "2026-03-31", ("2025-10-01", "2025-12-31")),
        ("2026-10-15", "2026-11-14", ("2026-09-15", "2026-10-14")),
        ("2026-11-16", "2026-11-20", ("2026-11-11", "2026-11-15")),
    ],
)
def test_the_period_before_is_of_the_same_kind(first: str, last: str, before: tuple[str, str]) -> None:
    days = date.fromisoformat
    assert period_before(days(first), days(last)) == (days(before[0]), days(before[1]))
