"""Internal processes: in force from a day on, compared with the legal term, in and out as a table."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from desk.catalogue.doors import CatalogueDoors
from desk.errors import InputError
from desk.importing import write_table
from desk.office.opened import Office
from desk.process.doors import ProcessDoors
from desk.process.steps import resolving_unit
from tests.helpers.cli import call_desk
from tests.integration.process.lives import CODE, received

STEPS = [
    {"name": "Thẩm định", "unit": "Phòng Kinh tế", "hours": 20},
    {"name": "Ký duyệt", "unit": "Lãnh đạo UBND", "minutes": 150, "holder": "Trần Thử"},
]
ROW: dict[str, object] = {
    "procedure": CODE, "valid_from": "2026-12-01", "no": 1, "name": "Thẩm định", "unit": "Phòng Kinh tế",
    "holder": "", "minutes": 60,
}  # fmt: skip


def where_to(office: Office, code: str) -> str:
    from desk.record.dossiers import by_code

    with office.read() as session:
        return resolving_unit(session, by_code(session, office, code))


def test_without_a_plan_a_dossier_goes_to_the_resolving_unit_and_back(office: Office) -> None:
    plan = ProcessDoors(office).steps(CODE)

    assert plan.valid_from is None
    assert [step.unit for step in plan.steps] == [
        "Bộ phận Một cửa", "Bộ phận chuyên môn (Hộ tịch)", "Bộ phận Một cửa",
    ]  # fmt: skip
    assert (plan.total_minutes, plan.legal_minutes) == (None, 3 * 450)


def test_a_plan_holds_from_its_day_on_and_the_one_before_until_then(either_office: Office) -> None:
    doors = ProcessDoors(either_office)
    doors.save_steps(CODE, STEPS)
    doors.save_steps(CODE, STEPS[:1], valid_from=date(2026, 12, 1))

    now, then = doors.steps(CODE), doors.steps(CODE, on=date(2026, 12, 1))

    assert [(step.no, step.unit, step.minutes, step.holder) for step in now.steps] == [
        (1, "Phòng Kinh tế", 1200, ""), (2, "Lãnh đạo UBND", 150, "Trần Thử"),
    ]  # fmt: skip
    assert len(then.steps) == 1
    assert now.versions == (date(2026, 11, 23), date(2026, 12, 1))
    doors.save_steps(CODE, [], valid_from=date(2026, 12, 1))
    assert doors.steps(CODE, on=date(2026, 12, 1)).steps == now.steps


def test_steps_that_fill_the_legal_term_pass_and_a_minute_more_warns(office: Office) -> None:
    doors = ProcessDoors(office)

    exact = doors.save_steps(CODE, STEPS)  # 20 hours and 150 minutes = three days of 450 minutes
    longer = doors.save_steps(CODE, [*STEPS, {"name": "Thêm", "unit": "Công an xã", "minutes": 1}])

    assert (exact.total_minutes, exact.legal_minutes, exact.warnings) == (1350, 1350, ())
    assert [one.code for one in longer.warnings] == ["process.too_long"]


def test_the_legal_term_is_told_in_working_minutes_of_every_unit(office: Office) -> None:
    catalogue, doors = CatalogueDoors(office), ProcessDoors(office)
    for limit, unit, minutes in (
        (4, "working_hour", 240),
        (1, "same_day", 450),
        (2, "working_day", 900),
        (8, "calendar_day", 5 * 450),  # from Monday 23/11: Wed 25, Thu 26, Fri 27, Mon 30, Tue 01/12
    ):
        catalogue.save(
            {"code": "1.999001", "name": "Thử", "field": "Thử", "time_limit": limit, "time_unit": unit}
        )
        assert doors.steps("1.999001").legal_minutes == minutes, unit
    catalogue.save({"code": "1.999001", "time_limit": None, "time_unit": None})
    assert doors.steps("1.999001").legal_minutes is None


def test_where_a_dossier_goes_by_itself(office: Office) -> None:
    catalogue = CatalogueDoors(office)
    plain, police = received(office), received(office, "1.004222")
    assert where_to(office, plain) == "Bộ phận chuyên môn (Hộ tịch)"
    assert where_to(office, police) == "Công an xã"

    ProcessDoors(office).save_steps(
        CODE, [{"name": "Nhận", "unit": "Bộ phận Một cửa", "minutes": 10}, *STEPS]
    )
    assert where_to(office, plain) == "Phòng Kinh tế"

    catalogue.save({"code": CODE, "resolving_unit": "Phòng Văn hóa - Xã hội"})
    assert where_to(office, plain) == "Phòng Văn hóa - Xã hội"


@pytest.mark.parametrize(
    ("step", "code", "key"),
    [
        ({"unit": "A", "minutes": 5}, "process.missing_key", "steps[0].name"),
        ({"name": "A", "minutes": 5}, "process.missing_key", "steps[0].unit"),
        ({"name": "A", "unit": "A"}, "process.missing_key", "steps[0].minutes"),
        ({"name": "A", "unit": "A", "minutes": 0}, "process.bad_value", "steps[0].minutes"),
        ({"name": "A", "unit": "A", "minutes": 5, "no": 2}, "process.bad_value", "steps[0].no"),
        ({"name": "A", "unit": "A", "minutes": 5, "colour": 1}, "process.unknown_key", "steps[0].colour"),
    ],
)
def test_a_bad_step_is_refused_by_its_key(
    office: Office, step: dict[str, object], code: str, key: str
) -> None:
    with pytest.raises(InputError) as caught:
        ProcessDoors(office).save_steps(CODE, [step])

    assert (caught.value.code, caught.value.details["key"]) == (code, key)
    assert ProcessDoors(office).steps(CODE).valid_from is None


@pytest.mark.parametrize("name", ["quy trình.csv", "quy trình.xlsx"])
def test_plans_come_back_from_their_table(either_office: Office, tmp_path: Path, name: str) -> None:
    doors = ProcessDoors(either_office)
    doors.save_steps(CODE, STEPS)
    doors.save_steps(CODE, STEPS[:1], valid_from=date(2026, 12, 1))
    file = tmp_path / name

    assert doors.export_file(file) == 3
    assert (doors.import_file(file).imported, doors.import_file(file).skipped) == (0, 3)
    doors.save_steps(CODE, [])
    assert (doors.import_file(file).imported, doors.steps(CODE).total_minutes) == (2, 1350)


@pytest.mark.parametrize(
    ("change", "column", "code"),
    [
        ({"procedure": "9.999999"}, "procedure", "procedure.unknown"),
        ({"unit": "Phòng Không Có"}, "unit", "unit.unknown"),
        ({"minutes": "lâu"}, "minutes", "catalogue.bad_value"),
        ({"minutes": "0"}, "minutes", "process.bad_value"),
        ({"no": 3}, "no", "process.bad_value"),
        ({"no": 1}, "no", "process.bad_value"),
        ({"valid_from": "mai"}, "valid_from", "catalogue.bad_value"),
    ],
)
def test_a_bad_row_refuses_the_table(
    office: Office, tmp_path: Path, change: dict[str, object], column: str, code: str
) -> None:
    file = tmp_path / "quy trình.csv"
    write_table(file, list(ROW), [ROW, {**ROW, "no": 2, **change}])

    for dry_run in (True, False):
        errors = ProcessDoors(office).import_file(file, dry_run=dry_run).errors
        assert [(one.row, one.column, one.code) for one in errors] == [(3, column, code)]
    assert ProcessDoors(office).steps(CODE, on=date(2026, 12, 1)).valid_from is None


def test_a_dry_run_writes_nothing(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "quy trình.csv"
    write_table(file, list(ROW), [ROW])

    assert ProcessDoors(office).import_file(file, dry_run=True).imported == 1
    assert ProcessDoors(office).steps(CODE, on=date(2026, 12, 1)).valid_from is None
    assert ProcessDoors(office).import_file(file).imported == 1


def test_the_command_line_says_the_same(office: Office, tmp_path: Path) -> None:
    code = received(office)
    office.close()
    now = "2026-11-23T10:00:00+07:00"
    file = tmp_path / "quy trình.json"
    file.write_text(
        json.dumps({"procedure": CODE, "valid_from": "2026-11-23", "steps": STEPS}), encoding="utf-8"
    )

    made = call_desk("process", "set", file, data=office.data, now=now).ok()
    listed = call_desk("process", "list", CODE, data=office.data, now=now).ok()
    assert (made["total_minutes"], made["default"]) == (1350, False)
    assert listed["steps"] == made["steps"]
    assert call_desk("process", "units", data=office.data, now=now).ok()["units"][0] == "Bộ phận Một cửa"

    words = ("handover", "--to", "Phòng Kinh tế", "--command-id", "a", code, "X-1")
    done = call_desk(*words, data=office.data, now=now).ok()
    assert (done["batch"], done["acted"]) == ("BG-261123-001", [code])
    assert [one["code"] for one in done["refused"]] == ["dossier.not_found"]
    assert call_desk(*words, data=office.data, now=now).ok()["repeated"] is True
    loads = call_desk("workload", data=office.data, now=now).ok()["rows"]
    assert [(one["unit"], one["open"]) for one in loads] == [("Phòng Kinh tế", 1)]

    none = call_desk("handover", "--to", "Phòng Kinh tế", "X-1", data=office.data, now=now)
    assert (none.exit_code, none.error_code) == (2, "dossier.not_found")
