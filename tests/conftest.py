"""The surroundings of every test: no screen, no network, no clerk's data, an unusual time zone."""

from __future__ import annotations

import ipaddress
import os
import shutil
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.helpers.cli import DeskRun
    from tests.helpers.cups import Spooler
    from tests.helpers.postgres import Cluster
    from tests.helpers.xvfb import Display

_HOME = Path(tempfile.mkdtemp(prefix="qmc-tests-"))
_FOLDERS = count(1)


def _settle_surroundings() -> None:
    """Runs before Qt, Tesseract or our own modules are imported; children inherit it."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QMC_PASSPHRASE_FILE", "QT_STYLE_OVERRIDE", "QT_SCALE_FACTOR"):
        os.environ.pop(name, None)
    runtime = _HOME / "runtime"
    runtime.mkdir(mode=0o700)
    sane = _HOME / "sane"
    sane.mkdir()
    (sane / "dll.conf").write_text("", encoding="utf-8")  # no backend asks the network for scanners
    os.environ.update(
        {
            "QT_QPA_PLATFORM": "offscreen",
            "OMP_THREAD_LIMIT": "1",  # Tesseract's own threads slow a two-core machine down
            "TZ": "QMC-9:30",  # nobody's zone: a read of the machine's local time shows at once
            "QMC_DATA": str(_HOME / "nowhere"),
            "QMC_MDNS": "off",  # no test calls into the network
            "CUPS_SERVER": str(_HOME / "no-spooler"),  # no test prints on this machine's printers
            "XDG_RUNTIME_DIR": str(runtime),
            "SANE_CONFIG_DIR": str(sane),
            "XDG_CONFIG_HOME": str(_HOME / "config"),
            "XDG_DATA_HOME": str(_HOME / "share"),
        }
    )
    if sys.platform != "win32":
        time.tzset()


_settle_surroundings()


def _is_here(address: Any) -> bool:
    """True for this machine's loopback and for sockets that are no internet sockets."""
    if not isinstance(address, tuple):
        return True
    host = str(address[0])
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class _LoopbackSocket(socket.socket):
    """The only socket tests get: it refuses to leave the machine."""

    def connect(self, address: Any, /) -> None:
        if not _is_here(address):
            message = f"a test tried to reach {address!r}"
            raise ConnectionRefusedError(message)
        super().connect(address)


@pytest.fixture(scope="session", autouse=True)
def _stay_on_this_machine() -> Iterator[None]:
    """No test reaches the network; the folder of the run is removed at the end."""
    patch = pytest.MonkeyPatch()
    patch.setattr(socket, "socket", _LoopbackSocket)
    yield
    patch.undo()
    shutil.rmtree(_HOME, ignore_errors=True)


@pytest.fixture(autouse=True)
def _own_data_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """`QMC_DATA` names a folder of this test's own; nothing makes it but the test."""
    monkeypatch.setenv("QMC_DATA", str(_HOME / f"data{next(_FOLDERS)}"))


@pytest.fixture
def data_folder(tmp_path: Path) -> Path:
    """An empty place for an office, with a name as Vietnamese clerks give them."""
    return tmp_path / "Hồ sơ phường Mẫu"


@pytest.fixture
def run_desk() -> Callable[..., DeskRun]:
    """`run_desk("receive", file, data=folder, now="…")`: one call of the command line as a child process."""
    from tests.helpers.cli import run_desk as call

    return call


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A running throw-away PostgreSQL server."""
    from tests.helpers.postgres import Cluster

    with Cluster() as cluster:
        yield cluster


@pytest.fixture
def postgres_url(postgres: Cluster) -> Iterator[str]:
    """A fresh database as SQLAlchemy URL, `postgresql+psycopg://…`."""
    with postgres.database() as url:
        yield url


@pytest.fixture(scope="session")
def running_spooler() -> Iterator[Spooler]:
    """A CUPS server of this run."""
    from tests.helpers.cups import Spooler

    with Spooler() as spooler:
        yield spooler


@pytest.fixture
def spooler(running_spooler: Spooler, monkeypatch: pytest.MonkeyPatch) -> Spooler:
    """A CUPS server that this test prints on, its queues as new."""
    running_spooler.fresh()
    monkeypatch.setenv("CUPS_SERVER", str(running_spooler.socket))
    return running_spooler


@pytest.fixture(scope="session")
def xvfb() -> Iterator[Display]:
    """The usual counter screen, 1366×768, as a real X server."""
    from tests.helpers.xvfb import Display

    with Display() as display:
        yield display
