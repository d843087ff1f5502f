"""Receives dossiers until it is killed: `python hammer.py FOLDER SEED ROUNDS`.

Forks a writer for each round, kills it without warning at a random moment, and prints what the
writers acknowledged: one code a line, after its commit only.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from pathlib import Path

from sqlalchemy.orm import configure_mappers

from desk.office.bootstrap import open_office
from tests.integration.record.making import NOW, received


def write_until_killed(folder: Path, told: int) -> None:
    """Receives one dossier after the other; tells each code when it is durable."""
    with open_office(folder, now=NOW) as office:
        while True:
            code = received(office, pages=os.urandom(20_000))
            os.write(told, f"{code}\n".encode())


def one_round(folder: Path, chance: random.Random) -> list[str]:
    """One writer, killed between 1 and 80 ms after its first acknowledgement."""
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read_end)
        write_until_killed(folder, write_end)
    os.close(write_end)
    heard = os.read(read_end, 1 << 16)
    time.sleep(chance.uniform(0.001, 0.08))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while block := os.read(read_end, 1 << 16):
        heard += block
    os.close(read_end)
    return heard.decode().split()


def main(folder: Path, *, seed: int, rounds: int) -> None:
    """Runs the rounds and prints every acknowledged code."""
    import models.tables  # noqa: F401 - the forked writers start warm

    configure_mappers()
    chance = random.Random(seed)
    for _ in range(rounds):
        for code in one_round(folder, chance):
            sys.stdout.write(f"{code}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), seed=int(sys.argv[2]), rounds=int(sys.argv[3]))
