"""Numbers without gap or double: of the day and unit, provisional ones, and the register of the year."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from desk.clock import LOCAL
from desk.office import settings
from desk.office.bootstrap import create_office, open_office
from desk.office.opened import Office
from desk.office.profiles import set_profile
from desk.record.checking import check
from desk.record.register import enter
from models.tables import Dossier
from tests.integration.record.making import NOW, a_dossier, numbered

ROOT = Path(__file__).resolve().parents[3]
TURNS, DESKS = 11, 3
REAL = """
[office]
code = "VN-26734"
name = "Trung tâm Phục vụ hành chính công phường Mẫu"
counter = "A"
[[staff]]
username = "lan"
full_name = "Nguyễn Thị Lan Mẫu"
role = "head"
"""


def _rows(office: Office) -> list[Dossier]:
    with office.read() as session:
        rows = list(session.scalars(select(Dossier).order_by(Dossier.id)))
        session.expunge_all()
        return rows


def _all_at_once(folder: Path) -> list[str]:
    """Three desks as processes of their own, let go at the same moment; answers every code they kept."""
    programs = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.integration.record.numbering_clerk", str(folder), str(TURNS)],
            cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        for _ in range(DESKS)
    ]  # fmt: skip
    for program in programs:
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
    for program in programs:
        assert program.stdin is not None
        program.stdin.write("go\n")
        program.stdin.flush()
    answers = [program.communicate(timeout=60) for program in programs]
    assert [program.returncode for program in programs] == [0] * DESKS, answers
    return [code for out, _ in answers for code in out.split()]


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
@pytest.mark.parametrize("own", [False, True], ids=["provisional", "own-register"])
def test_several_desks_at_once_leave_no_gap_and_no_double(
    data_folder: Path, tmp_path: Path, request: pytest.FixtureRequest, engine: str, own: bool
) -> None:
    file = tmp_path / "office.toml"
    file.write_text(REAL, encoding="utf-8")
    database = request.getfixturevalue("postgres_url") if engine == "postgresql" else ""
    create_office(data_folder, training=False, office_file=file, database=database)
    with open_office(data_folder) as office:
        day = office.clock.now().date()
        with office.write("setting.change") as uow:
            settings.change(uow, "register.own_numbers", own, day - timedelta(days=1))
            uow.commit()
        kept = _all_at_once(data_folder)
        rows = _rows(office)
        per_desk = sum(1 for turn in range(TURNS) if turn % 5 != 3)
        assert len(kept) == len(set(kept)) == len(rows) == DESKS * per_desk
        assert {row.provisional for row in rows} == {not own}
        days = sorted({row.received_at.date() for row in rows})
        for one in days:  # one day, or two where midnight passed meanwhile
            codes = sorted(row.code for row in rows if row.received_at.date() == one)
            series = f"{'VN-26734' if own else 'TAM-A'}-{one:%y%m%d}"
            assert codes == [f"{series}-{n:04d}" for n in range(1, len(codes) + 1)]
        if len({one.year for one in days}) == 1:
            assert sorted(row.register_no or 0 for row in rows) == [*range(1, len(rows) + 1)]
        assert check(office).problems == ()


def test_a_new_unit_code_starts_its_own_series_and_the_register_runs_on(either_office: Office) -> None:
    office = either_office
    with office.write("office.profile") as uow:
        set_profile(uow, valid_from=date(2026, 11, 25), code="H19.34")
        uow.commit()
    moments = [NOW + timedelta(days=n) for n in (0, 0, 2, 2, 3)]
    with office.write("dossier.receive") as uow:
        rows = [numbered(uow, at=moment) for moment in moments]
        uow.commit()
    assert [row.code for row in rows] == [
        "VN-MAU-01-261123-0001",
        "VN-MAU-01-261123-0002",
        "H19.34-261125-0001",
        "H19.34-261125-0002",
        "H19.34-261126-0001",
    ]
    assert [row.register_no for row in rows] == [1, 2, 3, 4, 5]
    assert check(office).problems == ()


def test_a_dossier_waiting_for_acceptance_takes_no_place_in_the_register(either_office: Office) -> None:
    """Accepted in another order than registered: the register counts acceptances, without a gap."""
    with either_office.write("dossier.receive") as uow:
        waiting = [numbered(uow, accepted=False) for _ in range(3)]
        now = numbered(uow)
        uow.commit()
    assert [row.register_no for row in waiting] == [None, None, None]
    assert now.register_no == 1
    for key, number in ((waiting[2].id, 2), (waiting[0].id, 3)):
        with either_office.write("act.accept") as uow:
            row = uow.session.get_one(Dossier, key)
            row.state = 2
            enter(uow, row)
            enter(uow, row)
            uow.record(
                "dossier.accepted", subject=row.code, dossier_id=key, details={"code": row.code, "state": 2}
            )
            uow.commit()
        assert row.register_no == number
    assert check(either_office).problems == ()


def test_a_place_given_up_goes_to_the_next(office: Office) -> None:
    with office.write("dossier.receive") as uow:
        assert numbered(uow).register_no == 1
    with office.write("dossier.receive") as uow:
        assert numbered(uow).register_no == 1
        uow.commit()


def test_every_year_has_a_register_of_its_own(office: Office) -> None:
    ends = [
        datetime(2026, 12, 31, 16, 59, tzinfo=LOCAL),
        datetime(2027, 1, 1, 0, 0, 1, tzinfo=LOCAL),
        datetime(2027, 1, 4, 8, 0, tzinfo=LOCAL),
        datetime(2026, 12, 31, 17, 0, tzinfo=LOCAL),
    ]
    with office.write("dossier.receive") as uow:
        rows = [numbered(uow, at=moment) for moment in ends]
        uow.commit()
    assert [(row.register_year, row.register_volume, row.register_no) for row in rows] == [
        (2026, 1, 1),
        (2027, 1, 1),
        (2027, 1, 2),
        (2026, 1, 2),
    ]


def test_the_same_number_twice_in_a_year_is_refused_by_the_record_itself(either_office: Office) -> None:
    with either_office.write("dossier.receive") as uow:
        codes = [a_dossier(uow), a_dossier(uow)]
        for row in uow.session.scalars(select(Dossier).where(Dossier.code.in_(codes))):
            row.register_year, row.register_no, row.register_volume = 2026, 7, 1
        with pytest.raises(IntegrityError):
            uow.session.flush()


@pytest.mark.parametrize(
    ("rules", "volumes"),
    [
        ({0: 0}, [1, 1, 1, 1, 1, 1, 1]),
        ({0: 3}, [1, 1, 1, 2, 2, 2, 3]),
        ({0: 1}, [1, 2, 3, 4, 5, 6, 7]),
        ({0: 0, 4: 2}, [1, 1, 1, 1, 2, 2, 3]),  # the first volume is closed where the rule begins
        ({0: 2, 3: 4}, [1, 1, 2, 2, 2, 2, 3]),  # never back to an older volume
        ({0: 2, 5: 0}, [1, 1, 2, 2, 3, 3, 3]),
    ],
)
def test_volumes_follow_the_rule_of_the_day(
    office: Office, rules: dict[int, int], volumes: list[int]
) -> None:
    first = NOW.date()
    with office.write("dossier.receive") as uow:
        for offset, per_volume in rules.items():
            settings.change(uow, "register.per_volume", per_volume, first + timedelta(days=offset))
        rows = [numbered(uow, at=NOW + timedelta(days=n)) for n in range(7)]
        uow.commit()
    assert [row.register_volume for row in rows] == volumes
    assert [row.register_no for row in rows] == [*range(1, 8)]


def test_volumes_are_filled_one_after_the_other_whatever_the_rule_does(office: Office) -> None:
    """Against a naive count: a volume is closed when it holds as many entries as the rule of the day says."""
    chance = Random(7)
    day, wanted, volume, inside = NOW, [], 1, 0
    with office.write("dossier.receive") as uow:
        rows, per_volume = [], 0
        for _ in range(60):
            day += timedelta(hours=3)
            if chance.random() < 0.2:
                day += timedelta(days=1)
                per_volume = chance.choice([0, 1, 2, 3, 5])
                settings.change(uow, "register.per_volume", per_volume, day.date())
                if day.year != NOW.year:
                    break
            if per_volume and inside >= per_volume:
                volume, inside = volume + 1, 0
            inside += 1
            wanted.append(volume)
            rows.append(numbered(uow, at=day))
        uow.commit()
    assert [row.register_volume for row in rows] == wanted
    assert volume > 10


def test_a_dossier_registered_in_december_and_accepted_in_january_stands_in_the_new_years_book(
    office: Office,
) -> None:
    with office.write("dossier.receive") as uow:
        row = numbered(uow, at=datetime(2026, 12, 31, 16, 0, tzinfo=LOCAL), accepted=False)
        numbered(uow, at=datetime(2026, 12, 31, 16, 5, tzinfo=LOCAL))
        enter(uow, row, on=date(2027, 1, 4))
        uow.commit()
    assert (row.register_year, row.register_no) == (2027, 1)
