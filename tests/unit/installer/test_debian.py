"""Debian packages: found missing from dpkg's books, installed as root, named exactly to everyone else."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

import pytest

from devkit import debian
from devkit.talk import SetupError

BOOKS = "libegl1 installed\nlibglib2.0-0 installed\nxvfb config-files\n"
NEEDS: tuple[debian.Need, ...] = (("libegl1",), ("libglib2.0-0t64", "libglib2.0-0"), ("xvfb",), ("xdotool",))


class Machine:
    """A stand-in for dpkg-query, apt-cache and apt-get that remembers what was asked."""

    def __init__(self, *, root: bool, known: frozenset[str] = frozenset()) -> None:
        self.root = root
        self.known = known
        self.installs: list[Sequence[str]] = []

    def run(self, command: Sequence[str], **_more: object) -> subprocess.CompletedProcess[str]:
        """Answers for dpkg-query and apt-cache."""
        if command[0] == "apt-cache":
            found = command[-1] in self.known
            return subprocess.CompletedProcess(
                command, 0 if found else 100, "Package: x" if found else "", ""
            )
        return subprocess.CompletedProcess(command, 1, BOOKS, "")

    def step(self, _title: str, command: Sequence[str], **_more: object) -> None:
        """Remembers a long step."""
        self.installs.append(command)


def put(monkeypatch: pytest.MonkeyPatch, machine: Machine) -> Machine:
    """Makes debian.py see `machine`."""
    monkeypatch.setattr(subprocess, "run", machine.run)
    monkeypatch.setattr(debian, "long_step", machine.step)
    monkeypatch.setattr(debian, "is_debian", lambda: True)
    monkeypatch.setattr(debian, "is_root", lambda: machine.root)
    return machine


def test_a_removed_package_with_left_over_settings_counts_as_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, Machine(root=True))
    assert debian.missing(NEEDS) == (("xvfb",), ("xdotool",))


def test_either_name_of_a_renamed_library_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, Machine(root=True))
    assert debian.missing([("libglib2.0-0t64", "libglib2.0-0")]) == ()


def test_root_gets_the_missing_packages_and_nothing_recommended(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = put(monkeypatch, Machine(root=True))
    debian.ensure(NEEDS, "for the tests")
    assert [command[1] for command in machine.installs] == ["update", "install"]
    assert "--no-install-recommends" in machine.installs[1]
    assert list(machine.installs[1][-2:]) == ["xvfb", "xdotool"]


def test_nothing_missing_means_apt_is_not_called(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = put(monkeypatch, Machine(root=True))
    debian.ensure(NEEDS[:2], "for running")
    assert machine.installs == []


def test_everyone_else_is_told_the_exact_line(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = put(monkeypatch, Machine(root=False))
    with pytest.raises(SetupError) as stop:
        debian.ensure(NEEDS, "for the tests")
    assert stop.value.exit_code == 2
    assert "sudo apt-get update && sudo apt-get install -y --no-install-recommends xvfb xdotool\n" in str(
        stop.value
    )
    assert machine.installs == []


def test_the_name_that_this_release_knows_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    need = ("fonts-liberation2", "fonts-liberation")
    put(monkeypatch, Machine(root=False, known=frozenset({"fonts-liberation2"})))
    assert "fonts-liberation2" in debian.line_to_type([need], "for running")
    put(monkeypatch, Machine(root=False))
    assert "fonts-liberation\n" in debian.line_to_type([need], "for running")


def test_elsewhere_than_debian_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = put(monkeypatch, Machine(root=True))
    monkeypatch.setattr(debian, "is_debian", lambda: False)
    debian.ensure(NEEDS, "for running")
    assert machine.installs == []


@pytest.mark.parametrize(("default", "package"), [(True, "python3-venv"), (False, "python3.11-venv")])
def test_a_python_without_venv_needs_its_own_package(
    monkeypatch: pytest.MonkeyPatch, default: bool, package: str
) -> None:
    put(monkeypatch, Machine(root=True))
    monkeypatch.setattr(debian, "has_venv", lambda: False)
    monkeypatch.setattr(debian, "_is_default_python", lambda _version: default)
    monkeypatch.setattr(sys, "version_info", (3, 11, 2))
    assert debian.venv_need() == ((package,),)


def test_a_complete_python_needs_no_venv_package(monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, Machine(root=True))
    assert debian.has_venv()
    assert debian.venv_need() == ()


def test_debians_own_python_needs_its_shared_library_for_packaging(monkeypatch: pytest.MonkeyPatch) -> None:
    put(monkeypatch, Machine(root=True))
    monkeypatch.setattr(sys, "version_info", (3, 11, 2))
    monkeypatch.setattr(sys, "base_prefix", "/usr")
    assert debian.shared_python_need() == (("libpython3.11t64", "libpython3.11"),)
    monkeypatch.setattr(sys, "base_prefix", "/opt/python")
    assert debian.shared_python_need() == ()


def test_freshly_installed_servers_are_not_started() -> None:
    assert debian._apt_environment()["RUNLEVEL"] == "1"
