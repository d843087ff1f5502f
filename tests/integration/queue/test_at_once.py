"""Several processes on one record, at the same moment, and killed in the middle."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from sqlalchemy import select

from desk.office.bootstrap import open_office
from desk.queue.acts import call_next, issue
from desk.queue.board import board
from models.queue import QueueTicket

ROOT = Path(__file__).resolve().parents[3]


def _program(folder: Path, counter: str, what: str, turns: int) -> subprocess.Popen[str]:
    made = subprocess.Popen(
        [sys.executable, "-m", "tests.integration.queue.clerk", str(folder), counter, what, str(turns)],
        cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert made.stdout is not None
    assert made.stdout.readline() == "ready\n"
    return made


def _go(*programs: subprocess.Popen[str]) -> None:
    for program in programs:
        assert program.stdin is not None
        program.stdin.write("go\n")
        program.stdin.flush()


def test_two_machines_give_out_and_two_counters_call_at_once_without_a_double_or_a_gap(
    queue_folder: Path,
) -> None:
    with open_office(queue_folder) as office:
        for _ in range(8):
            issue(office, "A")
    programs = [
        _program(queue_folder, "1", "issue", 12),
        _program(queue_folder, "2", "issue", 12),
        _program(queue_folder, "1", "next", 15),
        _program(queue_folder, "2", "next", 15),
    ]
    _go(*programs)
    answers = [program.communicate(timeout=60) for program in programs]
    assert [program.returncode for program in programs] == [0] * 4, answers
    told = [out.split() for out, _ in answers]
    given = sorted(told[0] + told[1])
    assert given == [f"A{n:02d}" for n in range(9, 33)]
    called = [one for some in told[2:] for one in some if one != "-"]
    assert len(called) == len(set(called))
    with open_office(queue_folder) as office:
        left = [one.label for one in board(office).waiting]
        assert sorted(called + left) == [f"A{n:02d}" for n in range(1, 33)]
        assert left == sorted(left)


def test_a_machine_killed_while_it_gives_out_loses_no_number_and_gives_none_twice(queue_folder: Path) -> None:
    told: list[str] = []
    for round_ in range(3):
        program = _program(queue_folder, "1", "issue", 0)
        _go(program)
        assert program.stdout is not None
        told += [program.stdout.readline().strip() for _ in range(3 + round_)]
        program.kill()
        rest, _ = program.communicate(timeout=30)
        told += [line for line in rest.splitlines(keepends=True) if line.endswith("\n")]
    told = [one.strip() for one in told]
    assert len(told) == len(set(told))
    with open_office(queue_folder) as office:
        with office.read() as session:
            numbers = session.scalars(select(QueueTicket.number).order_by(QueueTicket.number)).all()
        assert list(numbers) == [*range(1, len(numbers) + 1)]
        assert {f"A{n:02d}" for n in numbers} >= set(told)
        assert issue(office, "A").ticket.label == f"A{len(numbers) + 1:02d}"


def test_a_counter_killed_between_two_calls_finds_its_citizen_again(queue_folder: Path) -> None:
    with open_office(queue_folder) as office:
        for _ in range(30):
            issue(office, "A")
    program = _program(queue_folder, "1", "next", 0)
    _go(program)
    assert program.stdout is not None
    for _ in range(4):
        last = program.stdout.readline().strip()
    program.kill()
    rest, _ = program.communicate(timeout=30)
    whole = [
        line.strip() for line in rest.splitlines(keepends=True) if line.endswith("\n") and line[0] == "A"
    ]
    last = whole[-1] if whole else last
    with open_office(queue_folder) as office:
        here = board(office, counter="1").current
        assert here is None or here.label >= last  # a call after the last word told is on record too
        if here is not None:
            after = call_next(office, counter="1", seen=here.label)
            assert after.closed is not None
            assert after.closed.label == here.label
