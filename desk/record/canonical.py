"""One value, one sequence of bytes: the canonical JSON under every hash and signature.

Keys sorted by code point, separators `,` and `:`, non-ASCII unescaped, UTF-8, no trailing newline.
A whole-valued float is written as an integer (`100`, not `100.0`), so that readers in other
languages write the same bytes again.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any

_EXACT = 2.0**53


def canonical(value: Any) -> bytes:  # noqa: ANN401 - any JSON value
    """Return the canonical JSON bytes of `value`: objects, lists, texts, numbers, true, false, null.

    Raises:
        ValueError: a number that is not finite, a text that is no Unicode text (a lone surrogate).
        TypeError: a value that JSON cannot hold, or a key that is no text.
    """
    text = json.dumps(
        _plain(value), ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )
    return text.encode("utf-8")


def _plain(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    if value is None or isinstance(value, (str, bool)):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) for key in value):
            msg = "the keys of a canonical object are texts"
            raise TypeError(msg)
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray, memoryview)):
        return [_plain(one) for one in value]
    msg = f"{type(value).__name__} has no canonical form"
    raise TypeError(msg)


def _number(value: float) -> int | float:
    if not math.isfinite(value):
        msg = "a number that is not finite has no canonical form"
        raise ValueError(msg)
    return int(value) if value.is_integer() and abs(value) <= _EXACT else value


def percent(numerator: int, denominator: int) -> float | None:
    """Return numerator over denominator in percent, two decimals, rounded half up; None over nothing.

    Reckoned in whole numbers: no platform's floating point can move the last digit.
    """
    if denominator == 0:
        return None
    hundredths = (abs(numerator) * 20_000 + abs(denominator)) // (2 * abs(denominator))
    sign = -1 if (numerator < 0) != (denominator < 0) else 1
    return sign * hundredths / 100
