"""Trạng thái và chuyển trạng thái: one table says which act leads from where to where, and by what law.

Guards, the acts allowed next and what a screen offers are all read from here. Side-states (delivery, money,
numbers, digitising, warning) are derived elsewhere and never change the main one.
"""

from __future__ import annotations

from dataclasses import dataclass

from desk.rows import State

_ND118 = "NĐ 118/2025/NĐ-CP"
_EVERY = tuple(State)


@dataclass(frozen=True, slots=True)
class Transition:
    """Một chuyển trạng thái: from where, by which act, to where, under what condition, by what source."""

    source: State
    verb: str
    target: State
    guard: str = ""
    basis: str = ""


def _rows(
    verb: str, sources: tuple[int, ...], target: int | None, *, guard: str = "", basis: str = ""
) -> tuple[Transition, ...]:
    """One row for each state an act goes from; without a target the state is kept."""
    return tuple(
        Transition(State(one), verb, State(target if target is not None else one), guard, basis)
        for one in sources
    )


TRANSITIONS: tuple[Transition, ...] = (
    *_rows("accept", (1,), 2, guard="papers looked through", basis=f"{_ND118} Đ.17.1, 17.2"),
    *_rows("hand-over", (2, 4), 4, guard="same day, or early the next after 15:00", basis=f"{_ND118} Đ.18.2"),
    *_rows("result-ready", (2, 4), 9, guard="the first settling moment stands", basis=f"{_ND118} Đ.22"),
    *_rows("request-supplement", (1, 2, 4), 5, guard="once, further ones by override",
           basis=f"{_ND118} Đ.11.2.c, 16.3, 19.5"),
    *_rows("supplement", (5,), 4, guard="was handed over before", basis=f"{_ND118} Đ.19.5"),
    *_rows("supplement", (5,), 2, guard="never handed over", basis=f"{_ND118} Đ.17.3, 19.5"),
    *_rows("await-payment", (4,), 6, basis="financial duty of the applicant, NĐ 118/2025/NĐ-CP Đ.24"),
    *_rows("paid", (6,), 4, guard="the dates move by the days waited", basis=f"{_ND118} Đ.24"),
    *_rows("extend", (2, 4), None, guard="once, further ones by override", basis=f"{_ND118} Đ.19.6"),
    *_rows("return", (9,), 10, basis=f"{_ND118} Đ.22"),
    *_rows("refuse", (1, 2, 4), 3, guard="a legal reason", basis=f"{_ND118} Đ.17.1"),
    *_rows("withdraw", (2, 4, 5, 6), 7, guard="before the result", basis=f"{_ND118} Đ.21"),
    *_rows("resume", (7,), 4, basis=f"{_ND118} Đ.21"),
    *_rows("stop", (4, 5, 7), 8, guard="a legal reason", basis=f"{_ND118} Đ.19.5, 21"),
    *_rows("correct", (10,), 4, guard="an error in the result", basis=f"{_ND118} Đ.23"),
    *_rows("correct", _EVERY, None, guard="fields of the record, old values kept"),
    *_rows("paid", (1, 2, 3, 4, 5, 7, 8, 9, 10), None, guard="money only", basis=f"{_ND118} Đ.24"),
    *_rows("reconcile", _EVERY, None, guard="a number nobody has", basis=f"{_ND118} Đ.28"),
    *_rows("rate", (3, 8, 9, 10), None, basis=f"{_ND118} Đ.32"),
    *_rows("note", _EVERY, None),
)  # fmt: skip

# The order in which acts are offered: the table's own.
VERBS: tuple[str, ...] = tuple(dict.fromkeys(one.verb for one in TRANSITIONS))


def sources(verb: str) -> frozenset[State]:
    """The states an act may go from."""
    return frozenset(one.source for one in TRANSITIONS if one.verb == verb)


def targets(verb: str, source: State) -> tuple[State, ...]:
    """Where an act may lead from a state, the usual one first; empty where it is not allowed."""
    return tuple(one.target for one in TRANSITIONS if one.verb == verb and one.source == source)


def is_lawful(source: State, verb: str, target: State) -> bool:
    """Whether the table has this very transition."""
    return target in targets(verb, source)


def allowed(state: State) -> tuple[str, ...]:
    """The acts allowed from a state, in the order they are offered."""
    return tuple(verb for verb in VERBS if state in sources(verb))
