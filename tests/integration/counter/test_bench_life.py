"""Every measurement of a dossier's life really does what it times, on a small office."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from desk.office.bootstrap import open_office
from desk.record.checking import check
from desk.trial.bench import NOW, Bench
from desk.trial.bench_life import LARGE
from desk.trial.make_office import make_office


@pytest.fixture(scope="module")
def office_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bench") / "office"
    make_office(folder, dossiers=60, now=NOW)
    return folder


@pytest.mark.parametrize(
    "bench", [one for one in LARGE if one.name != "handover_batch_50"], ids=lambda bench: bench.name
)
def test_it_times_what_it_says(office_folder: Path, monkeypatch: pytest.MonkeyPatch, bench: Bench) -> None:
    from desk.trial import bench_life

    monkeypatch.setattr(bench_life, "TIMES", 1)
    monkeypatch.setattr(bench_life, "LISTS", 2)
    values = bench.run(office_folder)
    assert values
    assert min(values) > 0


def test_fifty_are_handed_over_in_one_batch(office_folder: Path) -> None:
    from desk.trial.bench_life import hand_over_batch

    assert len(hand_over_batch(office_folder)) == 3
    with open_office(office_folder, now=NOW + timedelta(days=1)) as office:
        assert check(office).ok
