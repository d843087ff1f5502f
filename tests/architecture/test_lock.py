"""The lock files are whole: every dependency, every hash, no address."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from devkit.environment import locked_names, normal
from tests.architecture.tree import ROOT, project

RUN = ROOT / "requirements.lock"
TEST = ROOT / "requirements-dev.lock"


def blocks(lock: Path) -> list[str]:
    """One text per locked package."""
    body = "".join(line for line in lock.read_text("utf-8").splitlines(keepends=True) if line[0] != "#")
    return [block for block in re.split(r"^(?=[A-Za-z0-9])", body, flags=re.M) if block]


def asked(requirements: list[str]) -> set[str]:
    """The names in a list of requirements."""
    return {normal(re.match(r"[\w.-]+", text)[0]) for text in requirements}  # type: ignore[index]


@pytest.mark.parametrize("lock", [RUN, TEST], ids=lambda path: path.name)
def test_every_locked_package_has_one_version_and_hashes(lock: Path) -> None:
    for block in blocks(lock):
        assert re.match(r"[A-Za-z0-9._-]+==[^\s;]+( ; [^\\]+)? \\\n", block), block[:80]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", block), block[:80]
    assert len(blocks(lock)) == len(locked_names(lock))


@pytest.mark.parametrize("lock", [RUN, TEST], ids=lambda path: path.name)
def test_no_lock_names_an_address(lock: Path) -> None:
    assert "://" not in lock.read_text("utf-8")


def test_the_run_lock_covers_what_the_program_asks_for() -> None:
    assert asked(project()["project"]["dependencies"]) - locked_names(RUN) == set()


def test_the_second_lock_covers_what_the_tests_ask_for() -> None:
    wanted = asked(project()["project"]["optional-dependencies"]["dev"])
    assert wanted - locked_names(TEST) - locked_names(RUN) == set()


def test_no_package_is_locked_twice() -> None:
    assert locked_names(RUN) & locked_names(TEST) == set()


def test_pinned_versions_of_pyproject_are_the_locked_ones() -> None:
    text = RUN.read_text("utf-8").lower()
    pinned = [one.lower() for one in project()["project"]["dependencies"] if "==" in one.split(";")[0]]
    assert pinned
    assert [one for one in pinned if one.split(";")[0].strip() + " " not in text] == []


def test_one_opencv_and_no_second_qt() -> None:
    names = locked_names(RUN) | locked_names(TEST)
    assert {name for name in names if name.startswith("opencv")} == {"opencv-python-headless"}
    assert {name for name in names if "qt" in name or name.startswith("pyside")} <= {
        "pyside6-essentials",
        "pytest-qt",
    }


@pytest.mark.parametrize("lock", [RUN, TEST], ids=lambda path: path.name)
def test_every_locked_package_is_named_with_its_licence(lock: Path) -> None:
    words = {normal(word) for word in re.findall(r"[\w.-]+", (ROOT / "THIRD_PARTY.md").read_text("utf-8"))}
    assert locked_names(lock) - words == set()
