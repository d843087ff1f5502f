"""Offices of a test's own, copied from one made once; their clocks stand where the test says.

A package whose office is another one overrides `template`, and keeps the rest.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desk.clock import FrozenClock, parse_moment
from desk.office.bootstrap import create_office, open_office
from desk.office.opened import Office

MORNING = "2026-11-23T09:41:00+07:00"  # a Monday; Tuesday 24/11 is a holiday
REAL_OFFICE = """[office]
code = "H19.99"
name = "Trung tâm Phục vụ hành chính công phường Thử"
parent = "UBND phường Thử"
place = "Phường Thử"
counter = "2"
[[staff]]
username = "can-bo-thu"
full_name = "Phạm Thử"
role = "clerk"
"""


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice office nobody writes to."""
    folder = tmp_path_factory.mktemp("template") / "office"
    create_office(folder, training=True, clock=FrozenClock(parse_moment("2026-11-23T07:00")))
    return folder


@pytest.fixture(scope="session")
def real_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office that is no practice office; its clock is the machine's."""
    folder = tmp_path_factory.mktemp("real")
    file = folder / "office.toml"
    file.write_text(REAL_OFFICE, encoding="utf-8")
    create_office(folder / "office", training=False, office_file=file)
    return folder / "office"


@pytest.fixture
def folder(template: Path, data_folder: Path) -> Path:
    """This test's own practice office."""
    shutil.copytree(template, data_folder)
    return data_folder


@pytest.fixture
def open_at(folder: Path) -> Iterator[Callable[..., Office]]:
    """`open_at("2026-11-23T09:41")`: the office with its clock there; closed after the test."""
    opened: list[Office] = []

    def at(moment: str = MORNING, *, lang: str = "vi") -> Office:
        office = open_office(folder, now=parse_moment(moment), lang=lang)
        opened.append(office)
        return office

    yield at
    for office in opened:
        office.close()


@pytest.fixture
def office(open_at: Callable[..., Office]) -> Office:
    """The practice office on Monday morning."""
    return open_at()


@pytest.fixture
def real_office(real_template: Path, data_folder: Path) -> Iterator[Office]:
    """A real office, opened by the account it was made with."""
    shutil.copytree(real_template, data_folder)
    with open_office(data_folder) as office:
        yield office
