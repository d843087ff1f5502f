"""`people` as an office's own scripts drive it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desk.cli.frame import main
from desk.office.opened import Office
from tests.integration.people.conftest import DAO, MAU, MONDAY, entries, take_in


@pytest.fixture
def run(folder: Path, office: Office, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, Any]]:
    """One call of the command line, answered as JSON."""
    office.close()

    def call(*words: str, text: bool = False) -> tuple[int, Any]:
        options = ["--data", str(folder), "--now", MONDAY, *([] if text else ["--json"])]
        code = main([*options, "people", *words])
        said = capsys.readouterr().out
        return code, said if text else json.loads(said)

    return call


def test_finds_shows_merges_and_parts(office: Office, run: Callable[..., tuple[int, Any]]) -> None:
    born = {"birth_date": "1990-03-05"}
    take_in(office, {**MAU, **born}, phone="0999000001")
    take_in(office, {"full_name": "Nguyễn Văn Mẫu", **born})
    first, second = (one.id for one in entries(office))

    _, found = run("find", "mau")
    assert [one["number_masked"] for one in found["people"]] == ["999*******34", None]
    _, pairs = run("duplicates")
    (pair,) = pairs["pairs"]
    assert (pair["kept"]["id"], pair["gone"]["id"], pair["reasons"]) == (first, second, ["name_birth"])
    code, made = run("merge", str(first), str(second))
    assert (code, made["kept"]) == (0, first)
    assert run("undo-merge", str(made["merge"]))[0] == 0
    _, done = run("merges")
    assert [one["undone_at"] for one in done["merges"]] == [MONDAY]


def test_shows_one_person_by_number(office: Office, run: Callable[..., tuple[int, Any]]) -> None:
    code = take_in(office, answers={"purpose": "kết hôn"}).code

    _, shown = run("show", MAU["id_number"], "--procedure", "1.004873")

    assert (shown["name"], shown["answers"]) == (MAU["full_name"], {"purpose": "kết hôn"})
    assert [one["code"] for one in shown["recent"]] == [code]
    assert run("show", "999000000000")[1]["name"] is None


def test_gives_originals_back(office: Office, run: Callable[..., tuple[int, Any]]) -> None:
    code = take_in(office, components=[{"no": 1, "keep_original": True}]).code

    assert run("give-back", code) == (0, {"code": code, "given_back": [1]})
    status, failure = run("give-back", code, "1")
    assert (status, failure["error"]["code"]) == (2, "originals.not_kept")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_speaks_to_people_without_showing_numbers(
    office: Office, run: Callable[..., tuple[int, Any]], lang: str
) -> None:
    take_in(office, phone="0999118264")
    take_in(office, {**DAO, "full_name": "NGUYỄN VĂN MẪU"}, phone="0999118264")

    said = "".join(run(*words, "--lang", lang, text=True)[1] for words in (["find", "mau"], ["duplicates"]))

    assert said.strip()
    for secret in (MAU["id_number"], DAO["id_number"], "0999118264"):
        assert secret not in said


@pytest.mark.parametrize("words", [[], ["find"], ["merge", "1"], ["merge", "a", "b"], ["burn"]])
def test_a_call_that_means_nothing_is_refused(run: Callable[..., tuple[int, Any]], words: list[str]) -> None:
    status, answer = run(*words)

    assert (status, answer["error"]["code"]) == (2, "usage")
