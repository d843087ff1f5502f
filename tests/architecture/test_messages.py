"""Every code that can reach a person has its sentence in both languages."""

from __future__ import annotations

import ast
import re
import string
import tomllib
from collections.abc import Iterator

from tests.architecture.tree import ROOT, Module, calls, modules

RAISERS = {"InputError", "SurroundingsError", "ScanningError", "PrintingError", "note", "sentence", "warning"}
CODE = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)+|usage")
FILES = sorted((ROOT / "resources" / "messages").glob("*.toml"))


def catalogue() -> dict[str, dict[str, str]]:
    """All sentences by code."""
    merged: dict[str, dict[str, str]] = {}
    for file in FILES:
        merged.update(tomllib.loads(file.read_text("utf-8")))
    return merged


def codes_in(module: Module) -> Iterator[tuple[str, int]]:
    """The literal codes that `module` raises or tells."""
    for name, call in calls(module):
        if name.split(".")[-1] not in RAISERS or not call.args:
            continue
        first = call.args[0]
        if isinstance(first, ast.Constant) and isinstance(first.value, str) and CODE.fullmatch(first.value):
            yield first.value, call.lineno


def test_every_raised_code_has_its_sentence() -> None:
    known = catalogue()
    rooms = [m for m in modules() if m.name.split(".")[0] in {"desk", "scanning", "printing"}]
    bare = [f"{m.shown}:{line} {code}" for m in rooms for code, line in codes_in(m) if code not in known]
    assert bare == []


def test_every_sentence_is_there_in_both_languages() -> None:
    bare = [code for code, words in catalogue().items() if not (words.get("vi") and words.get("en"))]
    assert bare == []


def test_both_languages_speak_of_the_same_details() -> None:
    def blanks(text: str) -> set[str]:
        return {field for _, field, _, _ in string.Formatter().parse(text) if field}

    uneven = [code for code, words in catalogue().items() if blanks(words["vi"]) != blanks(words["en"])]
    assert uneven == []


def test_no_code_has_two_wordings() -> None:
    seen: dict[str, str] = {}
    twice = []
    for file in FILES:
        for code in tomllib.loads(file.read_text("utf-8")):
            if code in seen:
                twice.append(f"{code}: {seen[code]} and {file.name}")
            seen[code] = file.name
    assert twice == []


def test_no_sentence_shouts() -> None:
    assert [code for code, words in catalogue().items() if "!" in words["vi"] + words["en"]] == []
