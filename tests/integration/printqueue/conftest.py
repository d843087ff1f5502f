"""An office whose papers go to printers: a spooler of this run, or a printer that does as it is told."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from desk.clock import parse_moment
from desk.intake.receive import receive
from desk.intake.receive_file import command_from
from desk.office.bootstrap import open_office
from desk.printing.printers import Printers
from desk.printing.rows import PrinterError, PrinterInfo, Progress, SendOptions, Sent
from desk.printing.worker import Worker
from desk.rows import Received
from tests.helpers.office_day import Day, founded, on_postgres
from tests.integration.counter.conftest import a_command

NOW = parse_moment("2026-11-23T09:41:00+07:00")
PRINTER = "told:may-1"


@dataclass
class ToldPrinter:
    """A door with two printers that do as the test says; what is handed over is kept."""

    name: str = "told"
    idle: bool = False
    states: dict[str, Any] = field(default_factory=lambda: {PRINTER: "ready", "told:may-2": "ready"})
    stages: dict[str, Progress] = field(default_factory=dict)
    got: list[tuple[str, str, bytes, int]] = field(default_factory=list)
    spools: bool = False
    fails: PrinterError | BaseException | None = None
    fails_after_begin: bool = False
    withdrawn: list[str] = field(default_factory=list)
    lets_go: bool = False  # what is printing ends where it is taken back

    def printers(self) -> tuple[PrinterInfo, ...]:
        """Both, the first one the default."""
        return tuple(
            PrinterInfo(key, key, state, default=key == PRINTER, idle=self.idle)
            for key, state in self.states.items()
        )

    def printer(self, key: str) -> PrinterInfo | None:
        """One of them."""
        return next((row for row in self.printers() if row.key == key), None)

    def send(self, key: str, pdf: bytes, options: SendOptions, *, begun: Callable[[str], None]) -> Sent:
        """Take it, or fail as told."""
        if self.fails is not None and not self.fails_after_begin:
            raise self.fails
        reference = f"{key}#{len(self.got) + 1}" if self.spools else ""
        begun(reference)
        if self.fails is not None:
            raise self.fails
        self.got.append((key, options.title, pdf, options.copies))
        return Sent(reference, done=not self.spools)

    def progress(self, reference: str) -> Progress:
        """As told."""
        return self.stages.get(reference, Progress("printing"))

    def cancel(self, reference: str) -> bool:
        """Certain where it was told to wait."""
        self.withdrawn.append(reference)
        clean = self.progress(reference).stage == "waiting"
        if self.lets_go:
            self.stages[reference] = Progress("cancelled", "printer.aborted")
        return clean


@dataclass
class Counter(Day):
    """One office at any minute of its day, with its printer and the worker who prints."""

    begins: datetime = NOW
    printer: ToldPrinter = field(default_factory=ToldPrinter)

    @property
    def printers(self) -> Printers:
        """The printers of this counter."""
        return Printers((self.printer,))

    def worker(self, minutes: float = 0, *, days: int = 0) -> Worker:
        """A worker of its own, as another window has one."""
        return Worker(self.at(minutes, days=days), self.printers)

    def receive(self, **values: Any) -> Received:
        """A reception whose receipt goes to the printer."""
        command = command_from(a_command(**values), base=self.first.data)
        return receive(self.first, command, paper="a5", queued=True)


@pytest.fixture(scope="session")
def _founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return founded(tmp_path_factory.mktemp("printing") / "office", NOW)


@pytest.fixture
def print_folder(_founded: Path, data_folder: Path) -> Path:
    """A data folder of this test's own."""
    shutil.copytree(_founded, data_folder)
    return data_folder


@pytest.fixture
def counter(print_folder: Path) -> Iterator[Counter]:
    """The office on SQLite with a printer that does as it is told."""
    with open_office(print_folder, now=NOW) as office:
        yield Counter(office)


@pytest.fixture(params=["sqlite", "postgresql"])
def either_counter(request: pytest.FixtureRequest, data_folder: Path) -> Iterator[Counter]:
    """The same on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        yield request.getfixturevalue("counter")
        return
    with on_postgres(request.getfixturevalue("postgres_url"), data_folder, NOW) as office:
        yield Counter(office)
