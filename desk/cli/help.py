"""Cách dùng: what a command, its parts and its options are for, in the reader's language."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from desk.cli.words import say
from desk.wording import known_codes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_WIDTH = 26


def commands_text(names: Iterable[str], lang: str) -> str:
    """Every command with what it is for."""
    return "\n".join(
        (say("cli.help", lang), *(_row(name, say(f"help.{name}", lang)) for name in names),)
    )  # fmt: skip


def help_text(
    parser: argparse.ArgumentParser, name: str, words: Sequence[str], lang: str, *, beside: str = ""
) -> str:
    """What a command is for, or the part of it that `words` name: its parts, arguments and options."""
    part, at = _meant(parser, words)
    title = say(f"help.{name}.{part}" if part else f"help.{name}", lang)
    for action in at._actions:  # noqa: SLF001 - as below; the line of use then names what the rows name
        if not action.option_strings and action.metavar is None and not action.choices:
            action.metavar = action.dest.upper()
    usage = " ".join(at.format_usage().split()).removeprefix("usage: ")
    lines = [f"{title}.", say("help.usage", lang, usage=usage)]
    parts = [(one, say(f"help.{name}.{one}", lang)) for one in _parts(at)]
    if parts:
        lines += ["", say("help.parts", lang), *(_row(*one) for one in parts)]
    options = list(_options(at, name, lang))
    if options:
        lines += ["", say("help.options", lang), *(_row(*one) for one in options)]
    lines += ["", beside] if beside else []
    return "\n".join((*lines, "", say("help.everywhere", lang)))


def _row(left: str, right: str) -> str:
    if len(left) < _WIDTH:
        return f"  {left:<{_WIDTH}}{right}"
    return f"  {left}\n  {'':<{_WIDTH}}{right}"


def _meant(parser: argparse.ArgumentParser, words: Sequence[str]) -> tuple[str, argparse.ArgumentParser]:
    found = _parts(parser)
    named = next((word for word in words if word in found), "")
    return (named, found[named]) if named else ("", parser)


def _parts(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    # argparse keeps what it was told only here; it has done so since its first release
    for action in parser._actions:  # noqa: SLF001
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            return dict(action.choices)
    return {}


def _options(parser: argparse.ArgumentParser, name: str, lang: str) -> Iterator[tuple[str, str]]:
    for action in parser._actions:  # noqa: SLF001 - as above
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            continue
        known = known_codes()
        flag = action.option_strings[-1].lstrip("-").replace("-", "_") if action.option_strings else ""
        asked = (f"{name}.{action.dest}", flag, action.dest)  # two flags may fill one value
        code = next((one for one in (f"help.option.{part}" for part in asked) if one in known), "")
        text = say(code, lang) if code else action.help or ""
        if action.choices:
            text = f"{text} ({', '.join(map(str, action.choices))})"
        yield _written(action), text


def _written(action: argparse.Action) -> str:
    value = action.metavar if isinstance(action.metavar, str) else action.dest.upper()
    if not action.option_strings:
        return value
    flags = ", ".join(action.option_strings)
    return flags if action.nargs == 0 else f"{flags} {value}"
