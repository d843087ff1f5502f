"""How the window looks is kept for each person on this machine, and never keeps a counter closed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desk.office.looks import FILE, Look, Looks, read_looks, save_look

DARK = Look(lang="en", theme="dark", scale=1.3, toast_stays=True, motion="none", keys={"find": "Ctrl+L"})


def test_a_machine_where_nobody_chose_has_the_plain_look(tmp_path: Path) -> None:
    assert read_looks(tmp_path) == Looks()
    assert read_looks(tmp_path).of("can-bo-mau") == Look()


def test_a_look_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    save_look(tmp_path, "can-bo-mau", DARK)
    kept = read_looks(tmp_path)
    assert kept.last == "can-bo-mau"
    assert kept.of("can-bo-mau") == DARK


def test_two_people_at_one_machine_keep_their_own(tmp_path: Path) -> None:
    save_look(tmp_path, "can-bo-mau", DARK)
    save_look(tmp_path, "lanh-dao-mau", Look(theme="contrast", scale=1.5))
    kept = read_looks(tmp_path)
    assert kept.last == "lanh-dao-mau"
    assert kept.of("can-bo-mau") == DARK
    assert kept.of("lanh-dao-mau").scale == 1.5


@pytest.mark.parametrize("text", ["", "{", "[]", '{"people": 3}', '{"last": 1, "people": {"a": []}}', "\x00"])
def test_a_damaged_file_counts_as_not_said(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text, "utf-8")
    assert read_looks(tmp_path).of("a") == Look()


@pytest.mark.parametrize(
    ("key", "value"),
    [("theme", "pink"), ("theme", 4), ("scale", 9), ("scale", "1.3"), ("scale", None), ("lang", "fr"),
     ("toast_stays", "yes"), ("motion", []), ("keys", ["F9"]), ("keys", {"find": 3})],
)  # fmt: skip
def test_a_value_nobody_knows_is_passed_over_and_the_others_hold(
    tmp_path: Path, key: str, value: object
) -> None:
    kept = {"last": "a", "people": {"a": {"lang": "en", "scale": 1.15, key: value}}}
    (tmp_path / FILE).write_text(json.dumps(kept), "utf-8")
    look = read_looks(tmp_path).of("a")
    assert look.theme == "system"
    assert look.lang == ("vi" if key == "lang" else "en")
    assert look.scale == (1.0 if key == "scale" else 1.15)
    assert look.keys == {}
