"""Page workers: side by side, replaced when they die or hang, gone when closed."""

from __future__ import annotations

import multiprocessing
from dataclasses import replace
from pathlib import Path

import pytest

from scanning.errors import ScanningError
from scanning.work.job import PageJob
from scanning.work.pool import PagePool
from tests.helpers import page_workers


def jobs(count: int, *, ocr: bool = True) -> list[PageJob]:
    return [
        PageJob(Path(f"trang-{number}.jpg"), number, profile="text", ocr=ocr, folder=Path(), name=str(number))
        for number in range(count)
    ]


def test_answers_come_in_the_order_of_the_pages_whoever_is_done_first() -> None:
    told: list[int] = []
    with PagePool(workers=2, life=page_workers.answers) as pool:
        done = pool.run(jobs(7), done=lambda number, _page: told.append(number))
    assert [page.sharpness for page in done] == [0, 1, 2, 3, 4, 5, 6]
    assert sorted(told) == list(range(7))


def test_workers_stay_warm_from_one_round_to_the_next() -> None:
    with PagePool(workers=1, life=page_workers.answers) as pool:
        first, second = pool.run(jobs(1)), pool.run(jobs(1))
    assert first[0].ms == second[0].ms  # the number of the process


def test_a_round_that_is_to_be_narrow_ends_the_workers_it_does_not_need() -> None:
    with PagePool(workers=3, life=page_workers.answers) as pool:
        pool.warm()
        assert len(pool.workers) == 3
        done = pool.run(jobs(5), abreast=1)
        assert len(pool.workers) == 1
        assert len({page.ms for page in done}) == 1  # one process did them all
        pool.run(jobs(3))
        assert len(pool.workers) == 3


def test_pages_that_come_one_by_one_do_not_keep_the_workers_a_file_needed() -> None:
    with PagePool(workers=3, life=page_workers.answers) as pool:
        pool.run(jobs(3))
        assert len(pool.workers) == 3
        pool.run(jobs(1), background=True)
        assert len(pool.workers) == 1
        pool.run(jobs(3))
        pool.warm(1)  # as the window does where papers begin to come in
        assert len(pool.workers) == 1


def test_workers_give_way_to_the_counter() -> None:
    with PagePool(workers=1, life=page_workers.tells_its_priority) as pool:
        [page] = pool.run(jobs(1))
    assert page.ms > page_workers.priority()


def test_a_page_whose_reading_kills_the_worker_is_kept_without_text() -> None:
    with PagePool(workers=1, life=page_workers.dies_reading) as pool:
        done = pool.run(jobs(2))
    assert [page.warnings for page in done] == [("ocr.failed",), ("ocr.failed",)]


def test_a_page_whose_reading_never_ends_is_kept_without_text() -> None:
    with PagePool(workers=1, life=page_workers.hangs_reading, page_seconds=2.0) as pool:
        done = pool.run(jobs(1))
    assert done[0].warnings == ("ocr.failed",)
    assert pool.page_seconds == 4.0  # a machine that is only busy gets further the next time


def test_a_page_that_had_too_little_time_is_tried_once_more_also_where_it_is_not_read(tmp_path: Path) -> None:
    job = replace(jobs(1, ocr=False)[0], folder=tmp_path)
    with PagePool(workers=1, life=page_workers.hangs_at_first, page_seconds=2.0) as pool:
        [page] = pool.run([job])
    assert page.warnings == ()


def test_a_page_that_never_ends_is_named() -> None:
    with (
        PagePool(workers=1, life=page_workers.never_answers, page_seconds=0.5) as pool,
        pytest.raises(ScanningError) as fault,
    ):
        pool.run(jobs(1, ocr=False))
    assert fault.value.code == "page.too_slow"
    assert fault.value.environment


def test_a_page_that_kills_its_worker_even_without_reading_is_named() -> None:
    with PagePool(workers=1, life=page_workers.always_dies) as pool, pytest.raises(ScanningError) as fault:
        pool.run(jobs(1))
    assert fault.value.code == "page.crashed"
    assert fault.value.environment
    assert fault.value.details == {"file": "trang-0.jpg", "page": 1}


def test_a_bug_in_a_worker_is_a_bug_here() -> None:
    with (
        PagePool(workers=1, life=page_workers.has_a_bug) as pool,
        pytest.raises(RuntimeError, match="ZeroDivision"),
    ):
        pool.run(jobs(1))


def test_stopping_ends_the_work_and_the_pool_serves_on() -> None:
    with PagePool(workers=1, life=page_workers.hangs_reading) as pool:
        with pytest.raises(ScanningError) as stopped:
            pool.run(jobs(3), cancelled=lambda: True)
        after = pool.run(jobs(1, ocr=False))
    assert stopped.value.code == "digitise.cancelled"
    assert len(after) == 1


def test_no_process_outlives_the_pool() -> None:
    before = set(multiprocessing.active_children())  # the program's shared pool may be warm from another test
    with PagePool(workers=2, life=page_workers.answers) as pool:
        pool.warm()
        assert len(set(multiprocessing.active_children()) - before) == 2
    assert set(multiprocessing.active_children()) - before == set()


def test_closing_twice_does_no_harm() -> None:
    pool = PagePool(workers=1, life=page_workers.answers)
    pool.run(jobs(1))
    pool.close()
    pool.close()
