"""The frame of the command line: options anywhere, one answer, codes that stay."""

from __future__ import annotations

import json
import sys
from typing import Any

import pytest

from desk.cli import frame
from desk.cli.context import Answer, Command
from desk.cli.frame import known_failure, main, split_globals
from desk.cli.table import COMMANDS, LATER
from desk.errors import DeskError, InputError, SurroundingsError
from desk.wording import known_codes, sentence


def answered(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, dict[str, Any]]:
    code = main([*argv, "--json"])
    out = capsys.readouterr().out
    assert out.endswith("\n")
    assert out.count("\n") == 1
    return code, json.loads(out)


@pytest.mark.parametrize(
    "argv",
    [
        ["--data", "D", "--json", "find", "an"],
        ["find", "an", "--data", "D", "--json"],
        ["find", "--data=D", "an", "--json"],
    ],
)
def test_global_options_stand_before_or_after_the_command(argv: list[str]) -> None:
    options, rest = split_globals(argv)

    assert (options.data, options.as_json, rest) == ("D", True, ["find", "an"])


def test_a_double_dash_ends_the_options() -> None:
    options, rest = split_globals(["find", "--", "--json"])

    assert not options.as_json
    assert rest == ["find", "--", "--json"]


def test_an_option_without_its_value_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    code, answer = answered(capsys, "find", "an")
    assert code == 2  # no office here
    assert answer["error"]["code"] == "office.not_found"

    assert main(["--json", "find", "an", "--data"]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "usage"


@pytest.mark.parametrize("command", sorted(LATER))
def test_commands_of_later_issues_say_so(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, answer = answered(capsys, command, "whatever", "--from", "x")

    assert (code, answer["error"]["code"]) == (2, "command.not_yet")


def test_no_command_is_both_here_and_promised() -> None:
    assert not LATER & set(COMMANDS)


@pytest.mark.parametrize("argv", [["nonsense"], ["Receive"]])
def test_an_unknown_command_is_told(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    code, answer = answered(capsys, *argv)

    assert (code, answer["error"]["code"]) == (2, "command.unknown")


@pytest.mark.parametrize(
    "argv",
    [[], ["receive"], ["find", "a", "b"], ["find", "a", "--limit", "many"], ["key"], ["init", "--trai"]],
)
def test_wrong_usage_is_exit_2_and_one_json_object(
    argv: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    code, answer = answered(capsys, *argv)

    assert (code, answer["error"]["code"]) == (2, "usage")
    assert set(answer["error"]) == {"code", "message", "details"}


def test_an_unknown_language_is_a_usage_error_told_in_vietnamese(capsys: pytest.CaptureFixture[str]) -> None:
    code, answer = answered(capsys, "--lang", "fr", "find", "an")

    assert (code, answer["error"]["code"]) == (2, "usage")
    assert answer["error"]["message"].startswith("Lệnh")


def test_without_json_the_failure_is_words_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nonsense", "--lang", "en"]) == 2

    streams = capsys.readouterr()
    assert streams.out == ""
    assert streams.err.startswith("There is no command “nonsense”.")
    assert "[command.unknown]" in streams.err


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_has_help_and_exits_0(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, answer = answered(capsys, command, "--help")

    assert code == 0
    assert command in answer["usage"]


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_help_says_in_the_readers_language_what_a_command_its_parts_and_its_options_are_for(
    command: str, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in [(command,), *((command, part) for part in parts_of(command))]:
        assert main([*words, "--help", "--lang", lang]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert lines[0] == f"{sentence('help.' + '.'.join(words), lang)}."
        assert lines[1].startswith("Cách dùng: " if lang == "vi" else "Usage: ")
        told = [line for line in lines if line.startswith("  ")]
        assert [line for line in told if line.strip() and line.rstrip() != line] == []
        assert not any("ngoài dự kiến" in line or "unexpected" in line for line in lines)


def parts_of(command: str) -> list[str]:
    prefix = f"help.{command}."
    return [code.removeprefix(prefix) for code in known_codes() if code.startswith(prefix)]


def failing(error: Exception) -> Command:
    def run(_context: object, _args: object) -> Answer:
        raise error

    return Command(arguments=lambda _parser: None, run=run)


@pytest.mark.parametrize(
    ("error", "exit_code", "code"),
    [
        (InputError("a.b"), 2, "a.b"),
        (SurroundingsError("c.d"), 3, "c.d"),
        (ZeroDivisionError(), 1, "bug"),
        (OSError(28, "No space left on device"), 3, "surroundings.os"),
        (MemoryError(), 3, "surroundings.memory"),
        (KeyboardInterrupt(), 3, "interrupted"),
    ],
)
def test_failures_become_exit_codes_without_a_trace(
    error: Exception,
    exit_code: int,
    code: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    stand_in = type(sys)("tests_stand_in")
    stand_in.COMMANDS = {"find": failing(error)}  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "tests_stand_in", stand_in)
    monkeypatch.setitem(COMMANDS, "find", "tests_stand_in")

    assert main(["find", "--json"]) == exit_code

    streams = capsys.readouterr()
    assert json.loads(streams.out)["error"]["code"] == code
    assert "Traceback" not in streams.out + streams.err


def test_a_bug_keeps_its_cause_and_names_no_data() -> None:
    told = known_failure(ValueError("NGUYỄN VĂN MẪU 999090001234"))

    assert type(told) is DeskError
    assert told.details == {"kind": "ValueError"}


def test_details_of_any_kind_become_json() -> None:
    from datetime import date
    from pathlib import Path

    assert frame.plain({"a": Path("x"), "b": (date(2026, 11, 23), None), "c": {1: True}}) == {
        "a": "x", "b": ["2026-11-23", None], "c": {"1": True},
    }  # fmt: skip
