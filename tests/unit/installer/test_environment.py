"""The stamp: set-up happens once, again after a change, never without need."""

from __future__ import annotations

import json
import platform
from pathlib import Path

import pytest

from devkit import debian, environment
from devkit.environment import Environment
from devkit.talk import SetupError


def make_interpreter(place: Environment) -> None:
    """What `python -m venv` leaves behind, as far as set-up looks."""
    place.python.parent.mkdir(parents=True)
    place.python.touch()


@pytest.fixture
def place(tmp_path: Path) -> Environment:
    """A place without an environment yet, with two small locks."""
    (tmp_path / "run.lock").write_text("alpha==1.0 \\\n    --hash=sha256:aa\n", "utf-8")
    (tmp_path / "test.lock").write_text("beta-tool==2.0 \\\n    --hash=sha256:bb\n", "utf-8")
    return Environment(tmp_path / ".venv", tmp_path / "run.lock", tmp_path / "test.lock")


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch, place: Environment) -> list[list[str]]:
    """The commands that set-up would run; making the environment leaves an interpreter."""
    seen: list[list[str]] = []

    def note(_title: str, command: list[str], **_more: object) -> None:
        seen.append(command)
        if "venv" in command:
            make_interpreter(place)

    monkeypatch.setattr(environment, "long_step", note)
    return seen


def test_first_set_up_installs_with_hashes_and_without_further_dependencies(
    place: Environment, steps: list[list[str]]
) -> None:
    environment.ensure(place, tests=False)
    install = next(command for command in steps if "install" in command)
    assert "--no-deps" in install
    assert "--require-hashes" in install
    assert str(place.run_lock) in install
    assert str(place.test_lock) not in install


def test_second_set_up_does_nothing(place: Environment, steps: list[list[str]]) -> None:
    environment.ensure(place, tests=False)
    steps.clear()
    environment.ensure(place, tests=False)
    assert steps == []


def test_tests_after_run_add_the_second_lock(place: Environment, steps: list[list[str]]) -> None:
    environment.ensure(place, tests=False)
    steps.clear()
    environment.ensure(place, tests=True)
    assert str(place.test_lock) in steps[0]


def test_run_after_tests_does_nothing(place: Environment, steps: list[list[str]]) -> None:
    environment.ensure(place, tests=True)
    steps.clear()
    environment.ensure(place, tests=False)
    assert steps == []


def test_a_changed_lock_is_installed_anew_and_keeps_the_test_packages(
    place: Environment, steps: list[list[str]]
) -> None:
    environment.ensure(place, tests=True)
    place.run_lock.write_text("alpha==1.1 \\\n    --hash=sha256:ab\n", "utf-8")
    steps.clear()
    environment.ensure(place, tests=False)
    assert str(place.test_lock) in steps[0]
    assert environment.is_ready(place, tests=True)


def test_a_set_up_that_failed_half_way_is_not_taken_for_done(
    place: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_words: object, **_more: object) -> None:
        raise SetupError("no room")

    monkeypatch.setattr(environment, "long_step", fail)
    with pytest.raises(SetupError, match="no room"):
        environment.ensure(place, tests=False)
    assert not environment.is_ready(place, tests=False)


def test_another_pythons_environment_is_made_anew(place: Environment, steps: list[list[str]]) -> None:
    environment.ensure(place, tests=False)
    said = json.loads(place.stamp.read_text("utf-8"))
    place.stamp.write_text(json.dumps({**said, "python": "3.9.1"}), "utf-8")
    steps.clear()
    place.folder.joinpath("old").touch()
    environment.ensure(place, tests=False)
    assert steps[0][1:3] == ["-m", "venv"]
    assert not place.folder.joinpath("old").exists()


def test_line_ends_do_not_change_the_stamp(place: Environment, steps: list[list[str]]) -> None:
    environment.ensure(place, tests=False)
    place.run_lock.write_bytes(place.run_lock.read_bytes().replace(b"\n", b"\r\n"))
    assert environment.is_ready(place, tests=False)


def test_packages_that_left_the_lock_are_removed(place: Environment, steps: list[list[str]]) -> None:
    make_interpreter(place)
    site = place.folder / "lib/python3.11/site-packages"
    for name in ("alpha-1.0", "pip-23.0", "gone_tool-3.1"):
        (site / f"{name}.dist-info").mkdir(parents=True)
    place.stamp.write_text(json.dumps({"python": platform.python_version()}), "utf-8")
    environment.ensure(place, tests=False)
    assert steps[-1][3:] == ["uninstall", "-y", "-q", "gone-tool"]


def test_the_childs_surroundings_lead_to_no_other_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONHOME", "/elsewhere")
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    clean = environment.clean_environ()
    assert "PYTHONHOME" not in clean
    assert "PYTHONPATH" not in clean
    assert clean["PYTHONUTF8"] == "1"


def test_a_python_without_venv_is_told_and_nothing_is_made(
    place: Environment, steps: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(debian, "has_venv", lambda: False)
    with pytest.raises(SetupError) as stop:
        environment.ensure(place, tests=False)
    assert stop.value.exit_code == 2
    assert steps == []
