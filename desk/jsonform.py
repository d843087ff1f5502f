"""Strict reading of plain values: each is asked for by key, and a wrong one names its key.

They come from outside, so nothing is trusted: depth, types, control characters and half surrogates are
all checked here, once for every command.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from desk.errors import InputError
from desk.lettering import clean_text, hides
from desk.reasons import told_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MAX_DEPTH = 20
MAX_FREE_TEXT = 4000
_FARTHEST = 1e9


class Form:
    """One JSON object asked key by key; remembers what was asked, so that unknown keys can be told."""

    def __init__(
        self,
        data: Mapping[str, Any],
        *,
        code: str,
        prefix: str = "",
        hidden: list[str] | None = None,
        strange: dict[str, set[str]] | None = None,
    ) -> None:
        self._data = data
        self._code = code
        self._prefix = prefix
        self._hidden: list[str] = [] if hidden is None else hidden
        self._strange: dict[str, set[str]] = {} if strange is None else strange  # not asked for, by object
        self._strange.setdefault(prefix, {str(name) for name in data})

    def key(self, name: str) -> str:
        """The full name of a key, as complaints tell it."""
        return f"{self._prefix}{name}"

    def missing(self, name: str) -> InputError:
        """The complaint about a required key that is not there."""
        return InputError(f"{self._code}.missing_key", key=self.key(name))

    def bad(self, name: str, **details: object) -> InputError:
        """The complaint about a value of the wrong form: what is allowed, and what was given."""
        told = told_of(self.key(name), self._data.get(name))
        return InputError(f"{self._code}.bad_value", key=self.key(name), **{**told, **details})

    def unknown(self) -> tuple[str, ...]:
        """Keys nobody asked for, sorted."""
        return tuple(sorted(self._strange[self._prefix]))

    def unknown_within(self) -> tuple[str, ...]:
        """Keys nobody asked for, also of the objects read out of this one, by their full names, sorted."""
        return tuple(sorted(f"{where}{name}" for where, names in self._strange.items() for name in names))

    def hidden(self) -> tuple[str, ...]:
        """Keys, also nested ones, whose text lost signs that nobody sees, in the order they were asked."""
        return tuple(dict.fromkeys(self._hidden))

    def _clean(self, name: str, value: str) -> str | None:
        if hides(value):
            self._hidden.append(self.key(name))
        return clean_text(value)

    def _nested(self, data: Mapping[str, Any], name: str) -> Form:
        prefix = f"{self.key(name)}."
        return Form(data, code=self._code, prefix=prefix, hidden=self._hidden, strange=self._strange)

    def has(self, name: str) -> bool:
        """Whether the key is there with a value other than null."""
        return self._get(name) is not None

    def text(self, name: str, *, limit: int, pattern: str | None = None) -> str | None:
        """A text, or None where it is absent, null or empty."""
        value = self._get(name)
        if value is None:
            return None
        if not isinstance(value, str):
            raise self.bad(name, expected="text")
        cleaned = self._clean(name, value)
        if cleaned is None or len(cleaned) > limit:
            raise self.bad(name, expected="text", limit=limit)
        if cleaned and pattern is not None and re.fullmatch(pattern, cleaned, re.ASCII) is None:
            raise self.bad(name, expected="form", limit=limit)
        return cleaned or None

    def required_text(self, name: str, *, limit: int, pattern: str | None = None) -> str:
        """A text that must be there and not be empty."""
        value = self.text(name, limit=limit, pattern=pattern)
        if value is None:
            raise self.missing(name)
        return value

    def raw_text(self, name: str, *, limit: int) -> str | None:
        """A text kept as read: control characters may be the very damage that is to be repaired."""
        value = self._get(name)
        if value is None:
            return None
        if not isinstance(value, str) or len(value) > limit or clean_text(value) is None:
            raise self.bad(name, expected="text", limit=limit)
        return value if value.strip() else None

    def texts(self, name: str, *, limit: int) -> list[str]:
        """A list of texts, empty where absent; kept as written (they are file paths)."""
        value = self._list(name, limit)
        for index, one in enumerate(value):
            if not isinstance(one, str) or not one or "\x00" in one or clean_text(one) is None:
                raise self.bad(f"{name}[{index}]", expected="text")
        return value

    def texts_or_children(self, name: str, *, limit: int) -> list[str | Form]:
        """A list whose entries are texts, kept as written, or nested forms; empty where absent."""
        value = self._list(name, limit)
        found: list[str | Form] = []
        for index, one in enumerate(value):
            if isinstance(one, dict):
                found.append(self._nested(one, f"{name}[{index}]"))
            elif not isinstance(one, str) or not one or "\x00" in one or clean_text(one) is None:
                raise self.bad(f"{name}[{index}]", expected="text")
            else:
                found.append(one)
        return found

    def points(self, name: str, *, count: int) -> tuple[tuple[float, float], ...] | None:
        """So many points `[x, y]`, or None where absent or null."""
        value = self._get(name)
        if value is None:
            return None
        if not isinstance(value, list) or len(value) != count:
            raise self.bad(name, expected="points", count=count)
        points = []
        for index, one in enumerate(value):
            if not isinstance(one, list) or len(one) != 2 or not all(map(_is_number, one)):
                raise self.bad(f"{name}[{index}]", expected="[x, y]")
            points.append((float(one[0]), float(one[1])))
        return tuple(points)

    def is_text(self, name: str) -> bool:
        """Whether the key holds a text rather than an object."""
        return isinstance(self._get(name), str)

    def path_text(self, name: str) -> str:
        """One text kept as written (a file path), which must be there."""
        value = self._get(name)
        if not isinstance(value, str) or not value or "\x00" in value or clean_text(value) is None:
            raise self.bad(name, expected="text")
        return value

    def choice(self, name: str, among: Sequence[str], *, default: str) -> str:
        """One of the given words."""
        value = self._get(name)
        if value is None:
            return default
        if not isinstance(value, str) or value not in among:
            raise self.bad(name, allowed=list(among))
        return value

    def required_choice(self, name: str, among: Sequence[str]) -> str:
        """One of the given words, which must be there."""
        if not self.has(name):
            raise self.missing(name)
        return self.choice(name, among, default="")

    def flag(self, name: str, *, default: bool) -> bool:
        """True or false."""
        value = self._get(name)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise self.bad(name, expected="true|false")
        return value

    def whole(self, name: str, *, lowest: int, highest: int, default: int | None = None) -> int:
        """A whole number within limits; without a default it must be there."""
        value = self._get(name)
        if value is None:
            if default is None:
                raise self.missing(name)
            return default
        if isinstance(value, bool) or not isinstance(value, int) or not lowest <= value <= highest:
            raise self.bad(name, expected="whole number", lowest=lowest, highest=highest)
        return value

    def numbers(self, name: str, *, limit: int, lowest: int, highest: int) -> list[int]:
        """A list of whole numbers within limits, each once, empty where absent."""
        value = self._list(name, limit)
        for index, one in enumerate(value):
            if isinstance(one, bool) or not isinstance(one, int) or not lowest <= one <= highest:
                raise self.bad(f"{name}[{index}]", expected="whole number", lowest=lowest, highest=highest)
        return list(dict.fromkeys(value))

    def day(self, name: str) -> date | None:
        """A date `YYYY-MM-DD`."""
        value = self._get(name)
        if value is None or value == "":
            return None
        if not isinstance(value, str) or re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII) is None:
            raise self.bad(name, expected="YYYY-MM-DD")
        try:
            return date.fromisoformat(value)
        except ValueError as failure:
            raise self.bad(name, expected="YYYY-MM-DD") from failure

    def moment(self, name: str) -> datetime | None:
        """A moment in ISO 8601; without an offset it is local."""
        from desk.clock import parse_moment

        value = self._get(name)
        if value is None:
            return None
        if not isinstance(value, str):
            raise self.bad(name, expected="ISO 8601")
        try:
            return parse_moment(value)
        except (InputError, ValueError) as failure:
            raise self.bad(name, expected="ISO 8601") from failure

    def mapping(self, name: str) -> dict[str, Any]:
        """A free object, its texts cleaned and its size bounded."""
        value = self._get(name)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise self.bad(name, expected="object")
        return {str(self._free(name, key)): self._free(name, one) for key, one in value.items()}

    def child(self, name: str) -> Form | None:
        """A nested form, or None where absent or null."""
        value = self._get(name)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise self.bad(name, expected="object")
        return self._nested(value, name)

    def required_child(self, name: str) -> Form:
        """A nested form that must be there."""
        child = self.child(name)
        if child is None:
            raise self.missing(name)
        return child

    def children(self, name: str, *, limit: int) -> list[Form]:
        """A list of nested forms, empty where absent."""
        value = self._list(name, limit)
        forms = []
        for index, one in enumerate(value):
            if not isinstance(one, dict):
                raise self.bad(f"{name}[{index}]", expected="object")
            forms.append(self._nested(one, f"{name}[{index}]"))
        return forms

    def required_children(self, name: str, *, limit: int) -> list[Form]:
        """A list of nested forms with at least one."""
        forms = self.children(name, limit=limit)
        if not forms:
            raise self.missing(name)
        return forms

    def _get(self, name: str) -> Any:  # noqa: ANN401 - JSON may hold anything
        self._strange[self._prefix].discard(name)
        return self._data.get(name)

    def _list(self, name: str, limit: int) -> list[Any]:
        value = self._get(name)
        if value is None:
            return []
        if not isinstance(value, list) or len(value) > limit:
            raise self.bad(name, expected="list", limit=limit)
        return list(value)

    def _free(self, name: str, value: Any, depth: int = 0) -> Any:  # noqa: ANN401 - as above
        if depth > MAX_DEPTH:
            raise self.bad(name, expected="object", limit=MAX_DEPTH)
        if isinstance(value, str):
            cleaned = self._clean(name, value)
            if cleaned is None or len(cleaned) > MAX_FREE_TEXT:
                raise self.bad(name, expected="text", limit=MAX_FREE_TEXT)
            return cleaned
        if isinstance(value, dict):
            return {
                str(self._free(name, key)): self._free(name, one, depth + 1) for key, one in value.items()
            }
        if isinstance(value, list):
            return [self._free(name, one, depth + 1) for one in value]
        return value


def _is_number(value: object) -> bool:
    """A number a picture can have as a coordinate; JSON also knows endless ones."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _FARTHEST
