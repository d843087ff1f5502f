"""A day in a DHIS2 double: taken without conflict, completed, read back; everything else is no proof.

The double's shapes are those of DHIS2's documentation; nothing here was compared with a live server.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desk.numbers.closing import close_day
from desk.office.opened import Office
from desk.sending.dhis2 import judged
from desk.sending.sync import sync
from desk.sending.wire import Answer
from tests.helpers.dhis2 import Dhis2, dhis2
from tests.integration.sending.conftest import DAYS, aim


@pytest.fixture
def server() -> Iterator[Dhis2]:
    with dhis2() as one:
        yield one


FIELDS = ["Hộ tịch", "Chứng thực", "Hộ kinh doanh"]


@pytest.fixture
def target(server: Dhis2, tmp_path: Path) -> dict[str, str]:
    (tmp_path / "token").write_text("d2pat_mau\n", encoding="utf-8")
    combos = "\n".join(f'"{name}" = "C{place}"' for place, name in enumerate(FIELDS))
    (tmp_path / "map.toml").write_text(
        'data_set = "QMC_DAILY"\norg_unit = "26734"\n[elements]\nreceived_total = "QMC_RECEIVED"\n'
        f'pending_late = "QMC_LATE"\n[combos]\n{combos}\n',
        encoding="utf-8",
    )
    return {
        "name": "dhis2", "kind": "dhis2", "url": server.url, "token_file": str(tmp_path / "token"),
        "mapping_file": str(tmp_path / "map.toml"),
    }  # fmt: skip


def test_a_day_is_sent_when_taken_completed_and_read_back(
    office: Office,
    server: Dhis2,
    target: dict[str, str],
) -> None:
    aim(office, target)
    closed = close_day(office, DAYS[3])
    assert sync(office).sent == 1
    tally = json.loads(closed.file.read_bytes())["tally"]
    received = sum(int(value) for key, value in server.values.items() if key[2] == "QMC_RECEIVED")
    assert received == tally["total"]["received_total"] > 0
    assert len(server.values) == 2 * len(FIELDS)
    assert server.completed == ["20261119"]
    assert server.tokens == {"ApiToken d2pat_mau"}


def test_a_conflict_is_shown_with_its_rows_and_waits_for_a_person(
    office: Office,
    server: Dhis2,
    target: dict[str, str],
) -> None:
    aim(office, target)
    close_day(office, DAYS[3])
    conflict = {"errorCode": "E8103", "value": "Value #0 data element not found: `QMC_X`", "indexes": [0]}
    server.answers = [(409, {"httpStatusCode": 409, "response": {"status": "ERROR", "conflicts": [conflict], "rejectedIndexes": [0]}})]  # fmt: skip # noqa: E501
    done = sync(office)
    assert [(one.code, one.told.split()[0]) for one in done.failed] == [("sync.conflicts", "E8103")]
    assert server.completed == []
    assert sync(office, retry=True).sent == 1


def test_a_field_without_a_code_refuses_the_day_before_anything_is_sent(
    office: Office,
    server: Dhis2,
    target: dict[str, str],
) -> None:
    mapping = Path(target["mapping_file"])
    mapping.write_text(mapping.read_text("utf-8").replace('"Hộ tịch" = "C0"\n', ""), encoding="utf-8")
    aim(office, target)
    close_day(office, DAYS[3])
    assert [one.code for one in sync(office).failed] == ["sync.not_mapped"]
    assert server.asked == []


@pytest.mark.parametrize(
    ("status", "body", "result"),
    [
        (200, {"response": {"status": "SUCCESS", "conflicts": [], "rejectedIndexes": []}}, None),
        (200, {"status": "SUCCESS", "importCount": {"ignored": 3}}, None),  # unchanged, on older servers
        (200, {"response": {"status": "WARNING", "conflicts": [{"errorCode": "E8020"}]}}, "refused"),
        (200, {"response": {"status": "SUCCESS", "rejectedIndexes": [2]}}, "refused"),
        (409, {"response": {"status": "WARNING"}}, "refused"),
        (401, {}, "denied"),
        (503, {}, "again"),
        (200, {}, "again"),
    ],
)
def test_an_answer_is_judged_by_conflicts_never_by_counts(
    status: int, body: dict[str, Any], result: str | None
) -> None:
    found = judged(Answer(status, {}, json.dumps(body).encode()))
    assert (None if found is None else found.result) == result


@pytest.mark.parametrize("part", ["api/dataValueSets?", "completeDataSetRegistrations", "dataValueSets.json"])
def test_an_answer_lost_at_any_of_the_three_steps_goes_again_and_leaves_one_day(
    office: Office, server: Dhis2, target: dict[str, str], part: str
) -> None:
    aim(office, target)
    closed = close_day(office, DAYS[3])
    server.lost = {part}
    first = sync(office)
    assert [(one.code, first.sent) for one in first.failed] == [("sync.cut_off", 0)]
    assert sync(office).sent == 1
    tally = json.loads(closed.file.read_bytes())["tally"]
    received = sum(int(value) for key, value in server.values.items() if key[2] == "QMC_RECEIVED")
    assert received == tally["total"]["received_total"]
    assert set(server.completed) == {"20261119"}


def test_a_dry_run_shows_the_days_that_wait_to_the_server_and_writes_nothing(
    office: Office, server: Dhis2, target: dict[str, str]
) -> None:
    aim(office, target)
    for day in DAYS[2:4]:
        close_day(office, day)
    assert sync(office, dry_run=True).failed == ()
    assert (server.dry, server.values, server.completed) == (2, {}, [])
    conflict = {"errorCode": "E8103", "value": "Value #0 data element not found: `QMC_X`", "indexes": [0, 3]}
    server.answers = [(409, {"response": {"status": "ERROR", "conflicts": [conflict]}})]
    (failed,) = sync(office, dry_run=True).failed
    assert (failed.date, failed.code) == ("2026-11-18", "sync.conflicts")
    assert failed.told == "E8103 Value #0 data element not found: `QMC_X` [0, 3]"
    assert sync(office).sent == 2  # nothing was held against them


def test_what_the_server_said_stays_with_the_row_until_it_goes(
    office: Office, server: Dhis2, target: dict[str, str]
) -> None:
    from desk.sending.doors import SendDoors

    aim(office, target)
    close_day(office, DAYS[3])
    conflicts = [{"errorCode": f"E810{at}", "value": f"Value #{at}", "indexes": [at]} for at in range(8)]
    server.answers = [(409, {"response": {"status": "ERROR", "conflicts": conflicts}})]
    sync(office)
    doors = SendDoors(office)
    (row,) = doors.state().rows
    assert (row.state, row.error) == ("refused", "sync.conflicts")
    assert row.told.startswith("E8100 Value #0 [0]; ")
    assert row.told.endswith("; +3")
    assert doors.day(DAYS[3]) == (row,)
    assert doors.send(urgent=(row.key,)).sent == 1
    (row,) = doors.state().rows
    assert (row.state, row.error, row.told, row.failed_since) == ("sent", "", "", None)


def test_without_a_key_nothing_is_asked(office: Office, server: Dhis2, target: dict[str, str]) -> None:
    aim(office, {key: value for key, value in target.items() if key != "token_file"})
    close_day(office, DAYS[3])
    assert [one.code for one in sync(office).failed] == ["sync.no_token"]
    assert server.asked == []
