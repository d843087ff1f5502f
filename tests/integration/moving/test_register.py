"""A register taken over: counted as it says, once only, whole or not at all, and given away unchanged."""

import csv
import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from desk.errors import InputError
from desk.importing import ImportReport
from desk.intake.receive import commit_reception
from desk.intake.receive_file import command_from
from desk.life.act import act
from desk.life.show import show
from desk.moving.cells import COLUMNS
from desk.moving.incoming import import_register
from desk.moving.moments import moment_of
from desk.moving.outgoing import export_register
from desk.numbers.closing import close_day
from desk.numbers.tally import tally
from desk.office.opened import Office
from desk.paper.book import write_register
from desk.record.canonical import canonical
from desk.record.checking import check
from desk.wording import sentence
from tests.integration.moving.conftest import row
from tests.unit.law import naive_register

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
PERIODS = [YEAR, (date(2026, 3, 1), date(2026, 3, 31)), (date(2026, 4, 2), date(2026, 4, 2)),
           (date(2025, 12, 1), date(2026, 1, 15)), (date(2026, 12, 31), date(2026, 12, 31))]  # fmt: skip
FIELDS = ["Hộ tịch", "Chứng thực", "Đất đai", "Bảo trợ xã hội"]


def random_rows(dice: random.Random, count: int) -> list[dict[str, str]]:
    """Rows as registers have them: known and unknown procedures, every channel, some states spelt out."""
    rows = []
    for number in range(count):
        received = datetime.fromisoformat("2025-12-20T07:30") + timedelta(
            minutes=dice.randrange(360 * 24 * 60)
        )
        due = received + timedelta(days=dice.randrange(1, 12), minutes=dice.randrange(300))
        finished = received + timedelta(minutes=dice.randrange(14 * 24 * 60))
        returned = finished + timedelta(minutes=dice.randrange(5 * 24 * 60))
        ended = dice.choice(["returned"] * 6 + ["finished", "open", "3", "8", "5", "6", "7", "1"])
        state = ended if ended.isdigit() else ""
        has_finish = ended in {"returned", "finished", "3", "8"}
        rows.append(
            {
                "code": f"M-{number:06}",
                "procedure_code": dice.choice(["", "1.004873", "9.999999"]),
                "procedure_name": dice.choice(["Thủ tục A", "Thủ tục B"]),
                "field": dice.choice(FIELDS),
                "applicant_name": f"NGƯỜI MẪU SỐ {dice.randrange(count)}",
                "id_number": dice.choice(["", f"0790900{dice.randrange(count):05}"]),
                "channel": dice.choice(["1", "2", "3"]),
                "received_at": f"{received:%Y-%m-%dT%H:%M}",
                "due_at": f"{due:%Y-%m-%dT%H:%M}",
                "finished_at": f"{finished:%Y-%m-%dT%H:%M}" if has_finish else "",
                "returned_at": f"{returned:%Y-%m-%dT%H:%M}" if ended == "returned" else "",
                "return_channel": dice.choice(["", "counter", "postal", "electronic"]),
                "state": state,
                "fee": dice.choice(["", "0", "8000", "15000"]),
                "fee_method": dice.choice(["", "cash", "online", "exempt", "none"]),
                "digitised": dice.choice(["", "0", "1"]),
                "reused": dice.choice(["0", "1"]),
                "address": "Số 1 Phố Mẫu",
                "phone": "0900000000",
                "note": "",
            }
        )
    return rows


@pytest.mark.parametrize("seed", [1, 2])
def test_the_tally_of_a_register_is_what_its_rows_say(
    office: Office, table: Callable[..., Path], seed: int
) -> None:
    rows = random_rows(random.Random(seed), 400)
    done = import_register(office, table(rows))
    assert (done.imported, done.skipped, done.errors) == (400, 0, ())
    for first, last in PERIODS:
        counted = tally(office, first, last)
        wanted = naive_register.balance(rows, first, last)
        got = {key: counted.total[key] for key in naive_register_keys() if counted.total[key]}
        assert got == wanted, (first, last)
        assert (
            counted.total["received_total"] == counted.total["settled_total"] + counted.total["pending_total"]
        )
        for name in FIELDS:
            part = naive_register.balance([one for one in rows if one["field"] == name], first, last)
            told = next((one for one in counted.by_field if one["field"] == name), {})
            assert told.get("received_total", 0) == part.get("received_total", 0), name
        shown = {one.key: (one.numerator, one.denominator) for one in counted.indicators}
        for key, share in naive_register.shares(rows, first, last).items():
            assert shown[key] == share, (key, first, last)
    assert check(office).ok


def naive_register_keys() -> list[str]:
    from desk.numbers.tally import BALANCE_KEYS

    return list(BALANCE_KEYS)


@pytest.mark.parametrize("kind", [".csv", ".xlsx"])
def test_export_and_import_into_a_new_office_gives_the_same_tally(
    make_office: Callable[[str], Office], table: Callable[..., Path], tmp_path: Path, kind: str
) -> None:
    first, second = make_office("a"), make_office("b")
    rows = random_rows(random.Random(7), 250)
    import_register(first, table(rows))
    out = tmp_path / f"ra{kind}"
    assert export_register(first, out).rows == 250
    assert import_register(second, out).imported == 250
    for begin, end in PERIODS:
        assert canonical(tally(second, begin, end).numbers()) == canonical(tally(first, begin, end).numbers())
    again = tmp_path / f"lại{kind}"
    export_register(second, again)
    if kind == ".csv":
        assert again.read_bytes() == out.read_bytes()
        header = next(csv.reader(out.read_text("utf-8-sig").splitlines()))
        assert tuple(header) == COLUMNS


def test_the_same_file_twice_changes_nothing(
    office: Office, table: Callable[..., Path], tmp_path: Path
) -> None:
    file = table([row(1), row(2, channel="2"), row(3, finished_at="", returned_at="")])
    assert import_register(office, file).imported == 3
    before = canonical(tally(office, *YEAR).numbers()), close_day(office, date(2026, 3, 4)).sha256
    assert import_register(office, file) == ImportReport(0, 3)
    act(office, "M-00003", "result-ready", {})
    assert import_register(office, file) == ImportReport(0, 3)
    out = tmp_path / "ra.csv"
    export_register(office, out)
    assert import_register(office, out) == ImportReport(0, 3)
    assert close_day(office, date(2026, 3, 4)).sha256 == before[1]
    assert show(office, "M-00003").state == 9


def test_other_content_under_a_code_is_refused_and_nothing_is_changed(
    office: Office, table: Callable[..., Path]
) -> None:
    import_register(office, table([row(1)]))
    done = import_register(office, table([row(2), row(1, channel="2")]))
    assert (done.imported, done.skipped) == (0, 0)
    assert [(one.row, one.column, one.code) for one in done.errors] == [(3, "code", "register.other_content")]
    assert tally(office, *YEAR).total["received_total"] == 1
    part = import_register(office, table([row(2), row(1, channel="2")]), partial=True)
    assert (part.imported, len(part.errors)) == (1, 1)
    twice = import_register(office, table([row(5), row(5, field="Đất đai"), row(5)]), dry_run=True)
    assert [(one.row, one.code) for one in twice.errors] == [(3, "register.other_content")]


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ({"code": ""}, "code", "register.missing"),
        ({"code": "M 1"}, "code", "register.bad_code"),
        ({"field": ""}, "field", "register.missing"),
        ({"applicant_name": ""}, "applicant_name", "register.missing"),
        ({"channel": ""}, "channel", "register.missing"),
        ({"channel": "4"}, "channel", "register.bad_choice"),
        ({"received_at": "hôm qua"}, "received_at", "register.bad_moment"),
        (
            {"received_at": "2027-03-02T08:00", "finished_at": "", "returned_at": ""},
            "received_at",
            "register.future",
        ),
        ({"due_at": ""}, "due_at", "register.missing"),
        ({"due_at": "05/03/26"}, "due_at", "register.short_year"),
        ({"due_at": "8h05 5-3-26"}, "due_at", "register.short_year"),
        ({"due_at": "ngày 5 tháng 3 năm 26"}, "due_at", "register.short_year"),
        ({"due_at": "03/25/2026"}, "due_at", "register.bad_moment"),
        ({"due_at": "5/3/2026 8h5"}, "due_at", "register.bad_moment"),
        ({"due_at": "260305"}, "due_at", "register.bad_moment"),
        ({"due_at": "20260305"}, "due_at", "register.bad_moment"),
        ({"due_at": "2026-02-30"}, "due_at", "register.bad_moment"),
        ({"finished_at": "2026-03-01T08:00"}, "finished_at", "register.order"),
        ({"returned_at": "2026-03-03T08:00"}, "returned_at", "register.order"),
        ({"state": "11"}, "state", "register.bad_choice"),
        ({"fee": "-5"}, "fee", "register.bad_number"),
        ({"fee_method": "thẻ"}, "fee_method", "register.bad_choice"),
        ({"digitised": "có"}, "digitised", "register.bad_choice"),
        ({"return_channel": "bưu điện"}, "return_channel", "register.bad_choice"),
        ({"applicant_name": '=HYPERLINK("http://mau.invalid")'}, "applicant_name", "table.formula"),
    ],
)
def test_a_wrong_cell_is_named_by_row_and_column_and_nothing_is_imported(
    office: Office, table: Callable[..., Path], cells: dict[str, Any], column: str, code: str
) -> None:
    file = table([row(1), row(2, **cells), row(3)])
    done = import_register(office, file)
    assert done.imported == 0
    assert [(one.row, one.column, one.code) for one in done.errors] == [(3, column, code)]
    assert tally(office, *YEAR).total["received_total"] == 0
    assert import_register(office, file, partial=True).imported == 2


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026-11-23T09:41", "2026-11-23T09:41:00+07:00"),
        ("2026-11-23 09:41:05", "2026-11-23T09:41:05+07:00"),
        ("2026-11-23T02:41:00Z", "2026-11-23T09:41:00+07:00"),
        ("2026-11-23T09:41:00+07:00", "2026-11-23T09:41:00+07:00"),
        ("23/11/2026 09:41", "2026-11-23T09:41:00+07:00"),
        ("23-11-2026 9:41", "2026-11-23T09:41:00+07:00"),
        ("3.1.2026", "2026-01-03T00:00:00+07:00"),
        ("09:41 23/11/2026", "2026-11-23T09:41:00+07:00"),
        ("2-3-2026 8h05", "2026-03-02T08:05:00+07:00"),
        ("2/3/2026 8h", "2026-03-02T08:00:00+07:00"),
        ("8 giờ 05 phút, ngày 2/3/2026", "2026-03-02T08:05:00+07:00"),
        ("8 giờ 5 phút, ngày 2 tháng 3 năm 2026", "2026-03-02T08:05:00+07:00"),
        ("Ngày 2 tháng 3 năm 2026", "2026-03-02T00:00:00+07:00"),
        ("ngày 02 tháng 03, năm 2026 14g30", "2026-03-02T14:30:00+07:00"),
        ("46083", "2026-03-02T00:00:00+07:00"),  # =DATE(2026;3;2) of a spreadsheet
        ("46083.5", "2026-03-02T12:00:00+07:00"),
        ("46083.40347222222", "2026-03-02T09:41:00+07:00"),
    ],
)
def test_moments_are_read_in_the_styles_people_write(text: str, iso: str) -> None:
    found = moment_of(text)
    assert found is not None
    assert found.at.isoformat() == iso


def test_a_workbook_with_dates_in_three_styles_of_text_and_bare_numbers_is_read(
    office: Office, tmp_path: Path
) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(COLUMNS)
    for number, (received, due) in enumerate(
        [
            ("2-3-2026 8h05", "ngày 5 tháng 3 năm 2026"),
            ("02/03/2026 08:05", "2026-03-05"),
            (46083.3368055556, 46086),
            (datetime(2026, 3, 2, 8, 5), date(2026, 3, 5)),  # noqa: DTZ001 - a cell has no offset
        ],
        start=1,
    ):
        cells = row(number, received_at=received, due_at=due, finished_at="", returned_at="")
        sheet.append([cells.get(name, "") for name in COLUMNS])
    book.save(tmp_path / "sổ.xlsx")
    assert import_register(office, tmp_path / "sổ.xlsx").imported == 4
    told = [show(office, f"M-{number:05}") for number in range(1, 5)]
    assert {one.clock["due_original"] for one in told} == {datetime.fromisoformat("2026-03-05T17:00+07:00")}
    assert {one.received_at for one in told} == {datetime.fromisoformat("2026-03-02T08:05+07:00")}


def test_an_old_workbook_is_told_as_what_it_is(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "sổ.xls"
    file.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(4096))  # how every .xls since 1997 begins
    with pytest.raises(InputError) as refused:
        import_register(office, file)
    assert refused.value.code == "table.old_workbook"
    assert ".xlsx" in sentence(refused.value.code, "vi", **refused.value.details)


def test_days_without_hours_are_never_out_of_order(office: Office, table: Callable[..., Path]) -> None:
    days = {"due_at": "05/03/2026", "finished_at": "02/03/2026", "returned_at": "02/03/2026"}
    late = {"due_at": "05/03/2026", "finished_at": "05/03/2026 17:00", "returned_at": ""}
    assert import_register(office, table([row(1, **days), row(2, **late)])).errors == ()
    total = tally(office, *YEAR).total
    assert (total["settled_early"], total["settled_on_time"], total["settled_late"]) == (1, 1, 0)


def test_a_workbook_with_merged_cells_real_dates_and_a_formula_is_told_cell_by_cell(
    office: Office, tmp_path: Path
) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(COLUMNS)
    good = row(
        1,
        received_at=datetime.fromisoformat("2026-03-02T08:00"),
        due_at=date(2026, 3, 5),
        finished_at="04/03/2026 10:00",
    )
    for number in (1, 2, 3):
        sheet.append([{**good, "code": f"M-{number}"}.get(name, "") for name in COLUMNS])
    sheet.merge_cells("A2:A3")  # the second code vanishes under the first
    sheet["E4"] = '=HYPERLINK("http://mau.invalid","Bấm")'
    book.save(tmp_path / "sổ.xlsx")
    done = import_register(office, tmp_path / "sổ.xlsx", partial=True)
    assert done.imported == 1
    assert {(one.row, one.column, one.code) for one in done.errors} == {
        (3, "code", "register.missing"),
        (4, "applicant_name", "table.formula"),
    }


def test_a_dossier_taken_over_lives_on_like_any_other(office: Office, table: Callable[..., Path]) -> None:
    import_register(office, table([row(1, finished_at="", returned_at="", due_at="2027-01-05T17:00")]))
    act(office, "M-00001", "result-ready", {})
    act(office, "m-00001", "return", {"to": {"kind": "self"}})
    total = tally(office, *YEAR).total
    assert (total["settled_total"], total["returned"]) == (1, 1)
    assert check(office).ok


def test_the_command_line_answers_as_promised(
    table: Callable[..., Path], tmp_path: Path, run_desk: Any
) -> None:
    folder = tmp_path / "dữ liệu"
    at = {"data": folder, "now": "2026-12-31T17:00"}
    run_desk("init", "--training", **at).ok()
    file = table([row(1), row(2)])
    assert run_desk("register", "import", file, "--dry-run", **at).ok()["imported"] == 2
    assert run_desk("register", "import", file, **at).ok()["imported"] == 2
    wrong = run_desk("register", "import", table([row(3, channel="9")], "sai.csv"), **at)
    assert (wrong.exit_code, wrong.answer["errors"][0]["row"]) == (2, 2)
    assert wrong.answer["errors"][0]["column"] == "channel"
    part = run_desk("register", "import", table([row(4), row(3, channel="9")], "sai.csv"), "--partial", **at)
    assert (part.exit_code, part.answer["imported"], len(part.answer["errors"])) == (0, 1, 1)
    out = tmp_path / "ra.xlsx"
    assert run_desk("register", "export", "-o", out, **at).ok() == {"file": str(out), "rows": 3}


def test_the_owner_and_a_later_day_travel_in_words(
    make_office: Callable[[str], Office], tmp_path: Path
) -> None:
    office, other = make_office("a"), make_office("b")
    command = {
        "channel": "direct", "procedure": "1.004873", "note": "gọi trước",
        "applicant": {"full_name": "Nguyễn Văn Nộp Mẫu", "id_number": "999085000111"},
        "on_behalf_of": {"full_name": "Lê Thị Chủ Mẫu", "id_number": "999186000222", "relation": "mẹ"},
    }  # fmt: skip
    code = commit_reception(office, command_from(command, base=office.data)).code
    promised = show(office, code).clock["due_original"]
    act(office, code, "extend", {"due_at": "2027-01-15T17:00", "reason": "Chờ xác minh"})
    export_register(office, tmp_path / "ra.csv")
    (told,) = csv.DictReader((tmp_path / "ra.csv").read_text("utf-8-sig").splitlines())
    assert (told["applicant_name"], told["id_number"]) == ("Nguyễn Văn Nộp Mẫu", "999085000111")
    assert moment_of(told["due_at"]).at == promised  # type: ignore[union-attr]
    assert told["note"] == (
        "gọi trước; Nộp thay cho Lê Thị Chủ Mẫu, số 999186000222; Đã hẹn lại 17:00 15/01/2027"
    )

    assert import_register(office, tmp_path / "ra.csv") == ImportReport(0, 1)
    assert import_register(other, tmp_path / "ra.csv").imported == 1
    export_register(other, tmp_path / "lại.csv")
    assert (tmp_path / "lại.csv").read_bytes() == (tmp_path / "ra.csv").read_bytes()

    write_register(office, *YEAR, tmp_path / "sổ.csv")
    (book,) = list(csv.reader((tmp_path / "sổ.csv").read_text("utf-8-sig").splitlines()))[1:]
    assert book[4] == "Lê Thị Chủ Mẫu (người nộp thay: Nguyễn Văn Nộp Mẫu)"
    assert (book[8], book[12]) == ("15/01/2027 17:00", f"Hẹn ban đầu {promised:%d/%m/%Y %H:%M}")
