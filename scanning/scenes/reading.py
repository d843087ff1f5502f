"""How well a page was read: letters wrong, in reading order, marks counted."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable


def plain(text: str) -> str:
    """The text in NFC, every run of blanks one space: line breaks are no letters."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def error_rate(truth: str, read: str) -> float:
    """Letters to add, drop or change to get the truth, as a share of its letters (CER)."""
    truth, read = plain(truth), plain(read)
    return distance(truth, read) / max(1, len(truth))


def mean_rate(pairs: Iterable[tuple[str, str]]) -> float:
    """The error rate over many pages (truth, read): all errors by all letters."""
    errors = letters = 0
    for truth, read in pairs:
        wanted = plain(truth)
        errors += distance(wanted, plain(read))
        letters += len(wanted)
    return errors / max(1, letters)


def distance(one: str, other: str) -> int:
    """Levenshtein distance, row by row."""
    signs = np.array([ord(letter) for letter in other], np.int64)
    steps = np.arange(len(other) + 1, dtype=np.int64)
    row = steps.copy()
    for number, letter in enumerate(one, start=1):
        fresh = np.empty_like(row)
        fresh[0] = number
        fresh[1:] = np.minimum(row[1:] + 1, row[:-1] + (signs != ord(letter)))
        row = np.minimum.accumulate(fresh - steps) + steps
    return int(row[-1])
