"""The frame around every command: global options, one answer, exit codes 0, 1, 2 and 3.

Global options may stand before or after the command. With `--json` exactly one JSON object leaves
on standard output, in UTF-8 whatever the console or the locale; without it, a short text.
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import importlib
import json
import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NoReturn

from desk.cli.context import Answer, Command, Context, Globals
from desk.cli.table import COMMANDS, LATER
from desk.errors import DeskError, InputError, SurroundingsError

if TYPE_CHECKING:
    from collections.abc import Sequence

_VALUED = {"--data": "data", "--now": "now", "--user": "user", "--lang": "lang"}


class Parser(argparse.ArgumentParser):
    """An argument parser that raises instead of leaving, so that usage errors answer in JSON too."""

    def error(self, message: str) -> NoReturn:
        """Turn argparse's complaint into an input error with the stable code `usage`."""
        raise InputError("usage", reason=message, usage=" ".join(self.format_usage().split()))


def split_globals(argv: Sequence[str]) -> tuple[Globals, list[str]]:
    """Take the global options out of `argv` wherever they stand; `--` ends the search.

    A value that looks like an option is still the value of the option before it. Complaints are
    kept in the result, so that `--json` and `--lang` are known when they are told.
    """
    found: dict[str, str] = {}
    as_json = False
    problem: str | None = None
    rest: list[str] = []
    words = iter(argv)
    for word in words:
        name, equals, value = word.partition("=")
        if word == "--":
            rest.extend((word, *words))
        elif word == "--json":
            as_json = True
        elif name in _VALUED:
            given = value if equals else next(words, None)
            if given is None:
                problem = name
            else:
                found[_VALUED[name]] = given
        else:
            rest.append(word)
    lang = found.get("lang", "vi")
    if lang not in {"vi", "en"}:
        problem, lang = "--lang", "vi"
    options = Globals(
        data=found.get("data"),
        now=found.get("now"),
        user=found.get("user"),
        lang=lang,
        as_json=as_json,
        problem=problem,
    )
    return options, rest


def main(argv: Sequence[str]) -> int:
    """Run one command and return the exit code; never lets an exception out."""
    _speak_utf8()
    options, rest = split_globals(argv)
    try:
        answer = _run(options, rest)
    except DeskError as failure:
        return _fail(options, failure)
    except KeyboardInterrupt:
        return _fail(options, SurroundingsError("interrupted"))
    except Exception as failure:
        return _fail(options, known_failure(failure))
    try:
        _say(options, answer)
    except KeyboardInterrupt:
        return answer.exit_code  # too late: the work is done, and says so to who asks again
    except OSError as failure:
        return _unheard(options, failure)
    return answer.exit_code


def _unheard(options: Globals, failure: OSError) -> int:
    """The work is done but nobody could be told: a full disk or a closed pipe behind standard output.

    Standard output is let go, so that the interpreter does not fail at it once more while leaving.
    """
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    told = SurroundingsError("output.unwritable", reason=errno.errorcode.get(failure.errno or 0, "OSError"))
    with contextlib.suppress(OSError):
        _fail(replace(options, as_json=False), told)
    return told.exit_code


def known_failure(failure: Exception) -> DeskError:
    """Say what a foreign exception means here: failing surroundings, or a bug of ours."""
    if os.environ.get("QMC_TRACE"):
        import traceback

        traceback.print_exception(failure, file=sys.stderr)
    if isinstance(failure, OSError):
        return SurroundingsError("surroundings.os", reason=errno.errorcode.get(failure.errno or 0, "OSError"))
    if isinstance(failure, MemoryError):
        return SurroundingsError("surroundings.memory")
    kinds = {kind.__name__ for kind in type(failure).__mro__}
    if "DBAPIError" in kinds and kinds & {"OperationalError", "InternalError"}:
        return SurroundingsError("record.unreachable", kind=type(failure).__name__)
    bug = DeskError("bug", kind=type(failure).__name__)
    bug.__cause__ = failure
    return bug


def _run(options: Globals, rest: list[str]) -> Answer:
    if options.problem is not None:
        raise InputError("usage", reason=options.problem)
    if not rest or rest[0] in {"-h", "--help"}:
        if not rest:
            raise InputError("usage", reason="COMMAND", commands=sorted(COMMANDS))
        return _help(options)
    name, *words = rest
    if name in LATER:
        raise InputError("command.not_yet", command=name)
    if name not in COMMANDS:
        raise InputError("command.unknown", command=name)
    command: Command = importlib.import_module(COMMANDS[name]).COMMANDS[name]
    parser = Parser(prog=f"python -m desk {name}", allow_abbrev=False, add_help=False)
    parser.add_argument("-h", "--help", action="store_true", dest="wants_help")
    command.arguments(parser)
    if set(words) & {"-h", "--help"}:
        from desk.cli.help import help_text

        beside = command.beside(Context(options)) if command.beside is not None else ""
        return Answer(
            payload={"usage": parser.format_usage().strip(), **({"told": beside} if beside else {})},
            text=lambda lang: help_text(parser, name, words, lang, beside=beside),
        )
    asked = parser.parse_args(words)
    context = Context(options)
    _ = context.now  # a moment that is none is refused, also where the command needs no office
    return command.run(context, asked)


def _help(options: Globals) -> Answer:
    from desk.cli.help import commands_text

    del options
    return Answer(payload={"commands": sorted(COMMANDS)}, text=lambda lang: commands_text(COMMANDS, lang))


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def _fail(options: Globals, failure: DeskError) -> int:
    from desk.wording import sentence

    details = {key: plain(value) for key, value in failure.details.items()}
    message = sentence(failure.code, options.lang, **{**details, **_as_words(details)})
    if options.as_json:
        _write(
            json.dumps(
                {"error": {"code": failure.code, "message": message, "details": details}}, ensure_ascii=False
            )
        )
    else:
        print(f"{message} [{failure.code}]", file=sys.stderr)
    return failure.exit_code


def _as_words(details: dict[str, Any]) -> dict[str, str]:
    return {
        key: ", ".join(str(one) for one in value) for key, value in details.items() if isinstance(value, list)
    }


def plain(value: Any) -> Any:  # noqa: ANN401 - any detail becomes a JSON value
    """Make a detail fit for JSON: paths, dates and codes become text."""
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(one) for one in value]
    return str(value)


def _say(options: Globals, answer: Answer) -> None:
    if options.as_json:
        _write(json.dumps(answer.payload, ensure_ascii=False))
        return
    text = answer.text(options.lang)
    if text:
        _write(text)


def _write(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
