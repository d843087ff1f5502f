"""A throw-away PostgreSQL cluster: real server, loopback port, gone when the tests are."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any

import psycopg

OWNER = "qmc"
TRIES = 5


def _program(name: str) -> str:
    """The newest installed server's program; Debian keeps them out of PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    path = str(found[-1]) if found else shutil.which(name)
    if path is None:
        message = f"PostgreSQL's {name} is missing: python3 dev.py test installs it"
        raise RuntimeError(message)
    return path


def _server_account() -> dict[str, Any]:
    """PostgreSQL refuses root: as root its programs run as the `postgres` user."""
    if os.geteuid() != 0:
        return {}
    account = pwd.getpwnam("postgres")
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(slots=True)
class Cluster:
    """One server process on a free loopback port; `database()` lends fresh databases.

    Durability is switched off on purpose: the cluster never outlives the test run.
    """

    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="qmc-pg-")))
    port: int = field(default_factory=_free_port)
    process: subprocess.Popen[bytes] | None = None
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def __enter__(self) -> Cluster:
        """Makes the cluster, starts the server and waits until it answers."""
        account = _server_account()
        if account:
            os.chown(self.folder, account["user"], account["group"])
        subprocess.run(
            [
                *(_program("initdb"), "-D", str(self.folder / "data"), "-U", OWNER, "-A", "trust"),
                *("-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"),
            ],
            check=True,
            capture_output=True,
            cwd=self.folder,
            **account,
        )
        try:
            self._start(account)
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def _start(self, account: dict[str, Any]) -> None:
        """Starts the server; where somebody else took the free port meanwhile, on another one."""
        for _ in range(TRIES):
            command = [_program("postgres"), "-D", str(self.folder / "data"), "-p", str(self.port), "-F"]
            command += ["-h", "127.0.0.1", "-k", str(self.folder), "-c", "full_page_writes=off"]
            with (self.folder / "server.log").open("ab") as log:
                self.process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.folder, **account)
            if self._is_ready():
                return
            self.port = _free_port()
        message = "PostgreSQL did not start:\n" + (self.folder / "server.log").read_text("utf-8", "replace")
        raise RuntimeError(message)

    def _is_ready(self) -> bool:
        """Each poll waits on the process itself, so a server that dies is told at once."""
        assert self.process is not None
        for _ in range(600):
            try:
                if self._is_ours():
                    return True
            except psycopg.OperationalError:
                pass
            try:
                self.process.wait(timeout=0.1)
            except subprocess.TimeoutExpired:
                continue
            return False
        return False

    def _is_ours(self) -> bool:
        """Whether the server that answers on the port is this one, and not another run's."""
        with psycopg.connect(self.dsn("postgres"), connect_timeout=2) as connection:
            row = connection.execute("SHOW data_directory").fetchone()
        return row is not None and Path(row[0]) == self.folder / "data"

    def dsn(self, database: str) -> str:
        """The libpq address of one database."""
        return f"postgresql://{OWNER}@127.0.0.1:{self.port}/{database}"

    @contextmanager
    def database(self) -> Iterator[str]:
        """Lends a fresh, empty database as a SQLAlchemy URL and drops it afterwards."""
        name = f"t{next(self._numbers)}"
        self._run(f"CREATE DATABASE {name}")
        try:
            yield self.dsn(name).replace("postgresql://", "postgresql+psycopg://")
        finally:
            self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        with psycopg.connect(self.dsn("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stops the server and removes its folder."""
        if self.process is not None:
            self.process.terminate()
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)
