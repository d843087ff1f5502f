"""Nothing grows unseen: the one wound of the codebases we learnt from (anchors/style.md §1)."""

from __future__ import annotations

import statistics

from tests.architecture.tree import functions, house, modules, suite

HARD_LINES = 500
SOFT_LINES = 300
LARGE_ALLOWED = 6
LONG_FUNCTION = 30


def test_no_file_passes_the_hard_limit() -> None:
    everything = (*modules(), *house(), *suite())
    assert [f"{m.shown}: {m.lines}" for m in everything if m.lines > HARD_LINES] == []


def test_large_files_stay_few() -> None:
    large = [f"{m.shown}: {m.lines}" for m in (*modules(), *house()) if m.lines > SOFT_LINES]
    assert len(large) <= LARGE_ALLOWED, large


def test_nine_functions_of_ten_fit_a_screen() -> None:
    lengths = [
        (node.end_lineno or node.lineno) - node.lineno + 1
        for module in (*modules(), *house())
        for node in functions(module)
    ]
    assert statistics.quantiles(lengths, n=10)[-1] <= LONG_FUNCTION
