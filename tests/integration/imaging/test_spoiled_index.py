"""Whatever the list of pages has become, every page file is offered, and nothing breaks."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.imaging.recovery_index import read_index
from desk.office.opened import Office
from desk.rows import GivenPage
from desk.services import DeskServices

JUNK = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.just([]), st.just({}),
    st.just("../../keys/receipt.key"), st.just([[0, 0]] * 4), st.just(1e300), st.just(45),
)  # fmt: skip


@pytest.fixture
def kept(office: Office, page: Path) -> tuple[Office, Path]:
    """An office with three pages of unfinished work, and the folder they lie in."""
    strip = DeskServices(office).imaging.new_strip("reception")
    corners = ((1.0, 2.0), (50.0, 3.0), (51.0, 70.0), (2.0, 69.0))
    strip.append([GivenPage(page, turn=90, corners=corners), page], component=1)
    strip.append([page])
    strip.replace(3, page)
    assert strip.folder is not None
    strip.folder.describe(papers={1: "Tờ khai"}, name="TRẦN THỊ MẪU")
    strip.folder.close()
    return office, strip.folder.path


def spoiled(told: Any, path: list[int], junk: Any) -> Any:
    """The same JSON with one value, reached by turns, replaced."""
    if not path or not isinstance(told, dict | list) or not told:
        return junk
    if isinstance(told, dict):
        key = sorted(told)[path[0] % len(told)]
        return {**told, key: spoiled(told[key], path[1:], junk)}
    at = path[0] % len(told)
    return [*told[:at], spoiled(told[at], path[1:], junk), *told[at + 1 :]]


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.lists(st.integers(0, 30), min_size=1, max_size=5), junk=JUNK)
def test_one_wrong_value_loses_no_page(kept: tuple[Office, Path], path: list[int], junk: Any) -> None:
    office, folder = kept
    whole = folder.with_name("whole.json")
    if not whole.exists():
        shutil.copy(folder / "index.json", whole)
    told = spoiled(json.loads(whole.read_text("utf-8")), path, junk)
    (folder / "index.json").write_text(json.dumps(told), "utf-8")
    index = read_index(folder)
    if index is not None and index.done:
        assert junk is True  # nothing less says that all of it is in the record
        return
    doors = DeskServices(office).imaging
    (row,) = doors.recoverable()
    strip = doors.resume_strip(row.key)
    state = strip.state
    gone = index.gone if index is not None else frozenset()
    files = {file.name for file in folder.glob("p-*")}
    assert {one.file.name for one in state.pages} >= files - gone
    assert len(set(state.keys)) == len(state.keys)
    assert all(one.file.parent == folder for one in state.pages)
    assert state.current is None or state.current in state.selected
    assert strip.folder is not None
    strip.folder.close()
