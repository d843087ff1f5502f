"""Work away from the window: nothing lost, nothing late, one writer."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import SIGNAL, QObject
from pytestqt.qtbot import QtBot

from desk.errors import InputError
from ui.changes import Changes, ChangeSet, Kind
from ui.crash import LOG
from ui.tasks import CancelledError, Task, TaskRunner, Token


@pytest.fixture
def runner() -> Iterator[TaskRunner]:
    """A runner that is closed after the test."""
    made = TaskRunner()
    yield made
    assert made.close()


def test_an_answer_comes_back_on_the_gui_thread(qtbot: QtBot, runner: TaskRunner) -> None:
    here = threading.get_ident()
    seen: list[tuple[int, int]] = []
    with qtbot.waitSignal(runner.submit("cpu", threading.get_ident, owner=runner).succeeded) as answer:
        pass
    task = runner.submit(
        "cpu", lambda: 3, owner=runner, done=lambda x: seen.append((x, threading.get_ident()))
    )
    with qtbot.waitSignal(task.finished):
        pass
    assert answer.args != [here]
    assert seen == [(3, here)]


def test_an_owner_is_listened_to_once_however_much_it_asks_for(qtbot: QtBot, runner: TaskRunner) -> None:
    owner = QObject()
    listening = set()
    for _ in range(50):
        with qtbot.waitSignal(runner.submit("cpu", threading.get_ident, owner=owner).finished):
            pass
        listening.add(owner.receivers(SIGNAL("destroyed(QObject*)")))
    assert len(listening) == 1


def test_an_owner_may_outlive_the_runner(qtbot: QtBot) -> None:
    parent, owner = QObject(), QObject()
    runner = TaskRunner(parent)
    runner.hold()
    runner.submit("cpu", threading.get_ident, owner=owner)
    assert runner.close()
    with qtbot.waitSignal(parent.destroyed):
        parent.deleteLater()
    with qtbot.waitSignal(owner.destroyed):
        owner.deleteLater()


def test_a_failure_comes_back_as_its_error(qtbot: QtBot, runner: TaskRunner) -> None:
    def work() -> None:
        raise ValueError("once")

    errors: list[Exception] = []
    task = runner.submit("desk", work, owner=runner, failed=errors.append)
    with qtbot.waitSignal(task.finished):
        pass
    assert [type(error) for error in errors] == [ValueError]


def test_a_failure_nobody_listens_to_is_told_by_the_runner(qtbot: QtBot, runner: TaskRunner) -> None:
    def work() -> None:
        raise ValueError("once")

    with qtbot.waitSignal(runner.broke) as told:
        runner.submit("desk", work, owner=runner)
    assert isinstance(told.args[0], ValueError)


@pytest.mark.parametrize(
    ("error", "written"), [(ValueError("NGUYỄN THỊ MẪU"), 1), (InputError("dossier.not_found"), 0)]
)
def test_a_fault_a_screen_tells_in_general_words_is_written_down_without_its_words(
    qtbot: QtBot, runner: TaskRunner, caplog: pytest.LogCaptureFixture, error: Exception, written: int
) -> None:
    def work() -> None:
        raise error

    told: list[Exception] = []
    with caplog.at_level("ERROR", logger="quaymotcua"):
        LOG.addHandler(caplog.handler)
        try:
            runner.submit("cpu", work, owner=runner, failed=told.append)
            qtbot.waitUntil(lambda: told == [error])
        finally:
            LOG.removeHandler(caplog.handler)
    assert len({one.getMessage() for one in caplog.records}) == written
    assert "MẪU" not in caplog.text
    assert not written or ("ValueError" in caplog.text and "test_tasks.py" in caplog.text)


def test_three_hundred_tasks_finish_once_each(qtbot: QtBot, runner: TaskRunner) -> None:
    finished: list[int] = []
    outcomes: list[str] = []

    def work(number: int, token: Token) -> int:
        token.check()
        if number == 150:
            raise ValueError("one of them")
        return number

    def submit(number: int) -> Task:
        task = runner.submit(
            "cpu" if number % 2 else "desk", work, number, owner=runner, with_token=True,
            done=lambda _n: outcomes.append("done"), failed=lambda _e: outcomes.append("failed"),
        )  # fmt: skip
        task.cancelled.connect(lambda: outcomes.append("cancelled"))
        task.finished.connect(lambda: finished.append(number))
        return task

    tasks = [submit(number) for number in range(301)]
    for task in tasks[::50]:
        task.cancel()
    qtbot.waitUntil(lambda: len(finished) == 301, timeout=20_000)
    assert sorted(finished) == list(range(301))
    assert len(outcomes) == 301
    assert runner.running == 0


def test_the_desk_pool_never_overlaps(qtbot: QtBot, runner: TaskRunner) -> None:
    inside = threading.Semaphore(1)
    clashes: list[int] = []
    ended: list[int] = []

    def work(number: int) -> int:
        if not inside.acquire(blocking=False):
            clashes.append(number)
            return number
        threading.Event().wait(0.001)
        inside.release()
        return number

    for number in range(30):
        runner.submit("desk", work, number, owner=runner, done=ended.append)
    qtbot.waitUntil(lambda: len(ended) == 30, timeout=10_000)
    assert clashes == []
    assert ended == list(range(30))


def test_a_late_answer_for_a_gone_owner_is_dropped(qtbot: QtBot, runner: TaskRunner) -> None:
    gate = threading.Event()
    heard: list[object] = []
    owner = QObject()
    runner.submit("cpu", gate.wait, 10, owner=owner, done=heard.append, failed=heard.append)
    with qtbot.waitSignal(owner.destroyed):
        owner.deleteLater()
    gate.set()
    qtbot.waitUntil(lambda: runner.running == 0)
    assert heard == []


def test_a_cancelled_task_ends_between_its_steps(qtbot: QtBot, runner: TaskRunner) -> None:
    started, go_on = threading.Event(), threading.Event()
    steps: list[int] = []

    def work(token: Token) -> None:
        for step in range(100):
            token.check()
            steps.append(step)
            started.set()
            go_on.wait(10)

    task = runner.submit("cpu", work, owner=runner, with_token=True)
    started.wait(10)
    task.cancel()
    with qtbot.waitSignal(task.cancelled):
        go_on.set()
    assert steps == [0]


def test_progress_is_told_as_it_goes(qtbot: QtBot, runner: TaskRunner) -> None:
    def work(token: Token) -> None:
        for at in range(1, 4):
            token.report(at, 3)

    seen: list[tuple[int, int]] = []
    task = runner.submit("cpu", work, owner=runner, with_token=True)
    task.progressed.connect(lambda done, total: seen.append((done, total)))
    with qtbot.waitSignal(task.finished):
        pass
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_a_large_number_survives_the_signal(qtbot: QtBot, runner: TaskRunner) -> None:
    task = runner.submit("cpu", lambda: 2**40, owner=runner)
    with qtbot.waitSignal(task.succeeded) as answer:
        pass
    assert answer.args == [2**40]


def test_work_held_back_starts_in_order_after_the_release(qtbot: QtBot, runner: TaskRunner) -> None:
    order: list[int] = []
    runner.hold()
    for number in range(5):
        runner.submit("desk", lambda number=number: number, owner=runner, done=order.append)
    assert order == []
    runner.release()
    qtbot.waitUntil(lambda: len(order) == 5)
    assert order == [0, 1, 2, 3, 4]


def test_a_closed_runner_cancels_what_comes_after(qtbot: QtBot) -> None:
    runner = TaskRunner()
    assert runner.close()
    ran: list[int] = []
    task = runner.submit("cpu", lambda: ran.append(1), owner=runner)
    with qtbot.waitSignal(task.cancelled):
        pass
    assert ran == []


def test_closing_waits_no_longer_than_it_says() -> None:
    runner = TaskRunner()
    started, gate = threading.Event(), threading.Event()

    def work() -> None:
        started.set()
        gate.wait(10)

    runner.submit("device", work, owner=runner)
    assert started.wait(10)
    assert runner.close(50) is False
    gate.set()
    assert runner.close()


def test_busy_is_told_at_the_first_and_after_the_last(qtbot: QtBot, runner: TaskRunner) -> None:
    told: list[bool] = []
    runner.busy.connect(told.append)
    for number in range(3):
        runner.submit("desk", lambda number=number: number, owner=runner)
    qtbot.waitUntil(lambda: told == [True, False])


def test_a_token_says_that_it_was_cancelled() -> None:
    token = Token()
    token.check()
    token.cancel()
    assert token.cancelled
    with pytest.raises(CancelledError):
        token.check()


def test_a_change_is_told_once_with_its_kinds_and_its_author(qtbot: QtBot) -> None:
    changes = Changes()
    me = object()
    with qtbot.waitSignal(changes.changed) as told:
        changes.tell(Kind.DOSSIER, Kind.DAY, codes=("A-1",), by=me)
    assert told.args == [ChangeSet(frozenset({Kind.DOSSIER, Kind.DAY}), ("A-1",)), me]
