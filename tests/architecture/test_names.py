"""The price of short import names, paid: nobody else provides them (docs/decisions/0001)."""

from __future__ import annotations

import importlib
import importlib.metadata
import sys

import pytest

from tests.architecture.tree import ROOMS, ROOT, modules, project

OURS = "quay-mot-cua"


def providers(name: str) -> set[str]:
    """The installed distributions that bring a top-level module called `name`."""
    return set(importlib.metadata.packages_distributions().get(name, ()))


def test_the_question_about_providers_is_answered() -> None:
    assert providers("pytest") == {"pytest"}


@pytest.mark.parametrize("room", ROOMS)
def test_a_rooms_name_is_only_ours(room: str) -> None:
    assert providers(room) <= {OURS}
    assert room not in sys.stdlib_module_names


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_loads_from_our_tree(room: str) -> None:
    assert importlib.import_module(room).__file__ == str(ROOT / room / "__init__.py")


def test_the_tools_of_set_up_are_nobody_elses_either() -> None:
    assert providers("devkit") == set()
    assert providers("tests") == set()


def test_installer_is_no_package() -> None:
    assert not (ROOT / "installer" / "__init__.py").exists()


def test_the_listed_packages_are_the_ones_that_exist() -> None:
    listed = project()["tool"]["setuptools"]["packages"]
    existing = {m.name for m in modules() if m.path.name == "__init__.py"}
    assert sorted(listed) == sorted(existing)


def test_no_folder_with_code_lacks_its_init_file() -> None:
    assert [m.shown for m in modules() if not (m.path.parent / "__init__.py").exists()] == []
