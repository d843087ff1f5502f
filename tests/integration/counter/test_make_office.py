"""The large practice office is made by the record's own rules."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from desk.clock import LOCAL
from desk.errors import InputError
from desk.life.show import show
from desk.lists.home import desk_home
from desk.numbers.tally import tally
from desk.office.bootstrap import open_office
from desk.record.checking import check
from desk.rows import State
from desk.trial.make_office import make_office
from models.tables import Dossier, Event

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=LOCAL)
COUNT = 400


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large") / "office"
    made = make_office(folder, dossiers=COUNT, years=1, seed=7, now=NOW)
    assert made.dossiers == COUNT
    return folder


def columns(folder: Path, *names: Any) -> list[tuple[Any, ...]]:
    with open_office(folder, now=NOW) as office, office.read() as session:
        return [tuple(row) for row in session.execute(select(*names).order_by(Dossier.id))]


def test_the_chain_holds_and_nothing_is_missing(large: Path) -> None:
    with open_office(large, now=NOW) as office:
        found = check(office)

    assert (found.ok, found.dossiers) == (True, COUNT)
    assert found.events > 2 * COUNT


def test_events_are_in_the_order_of_time(large: Path) -> None:
    with open_office(large, now=NOW) as office, office.read() as session:
        moments = list(session.scalars(select(Event.at).order_by(Event.seq)))

    assert moments == sorted(moments)
    assert moments[-1] <= NOW


def test_every_dossiers_state_is_that_of_its_last_event(large: Path) -> None:
    with open_office(large, now=NOW) as office:
        for code, state in columns(large, Dossier.code, Dossier.state)[::20]:
            view = show(office, code)
            assert view.state == state == view.events[-1].details["state"]


def test_the_mix_is_lively(large: Path) -> None:
    states = {state for (state,) in columns(large, Dossier.state)}
    channels = {channel for (channel,) in columns(large, Dossier.channel)}
    procedures = {code for (code,) in columns(large, Dossier.procedure_code)}

    assert {State.RETURNED, State.READY, State.SUPPLEMENT} <= states
    assert channels == {"direct", "online", "postal"}
    assert len(procedures) > 30


def test_numbers_go_on_where_it_ends(large: Path) -> None:
    from desk.intake.receive import commit_reception
    from desk.intake.receive_file import command_from
    from tests.integration.counter.conftest import a_command

    with open_office(large, now=NOW) as office:
        with office.read() as session:
            used = session.scalar(
                select(func.count()).select_from(Dossier).where(Dossier.code.like("VN-MAU-01-261123-%"))
            )
        row = commit_reception(office, command_from(a_command(), base=large))

    assert row.code == f"VN-MAU-01-261123-{(used or 0) + 1:04d}"


def test_the_tally_balances_and_the_desk_has_work(large: Path) -> None:
    with open_office(large, now=NOW) as office:
        total = tally(office, date(2026, 1, 1), date(2026, 11, 23)).total
        home = desk_home(office)

    assert total["received_total"] == total["settled_total"] + total["pending_total"]
    assert total["received_total"] > COUNT / 2
    assert total["settled_late"] > 0
    assert home.work


def test_the_same_seed_makes_the_same_office(tmp_path: Path) -> None:
    seen = []
    for name in ("one", "two"):
        make_office(tmp_path / name, dossiers=30, seed=3, now=NOW)
        seen.append(
            columns(tmp_path / name, Dossier.code, Dossier.procedure_code, Dossier.state, Dossier.due_current)
        )

    assert seen[0] == seen[1]


def test_an_office_already_there_is_left_alone(large: Path) -> None:
    with pytest.raises(InputError) as caught:
        make_office(large, dossiers=1, now=NOW)

    assert caught.value.code == "office.exists"
