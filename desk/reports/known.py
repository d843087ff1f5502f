"""Mỗi bảng của mỗi báo cáo biết gì: what an office's template may take as a column, report by report.

Told here once, for those who count it and for those who judge a template before it is taken.
"""

from __future__ import annotations

from functools import cache

from desk.reports.layout import NO, Part

BALANCE, INDEX, LATE, APOLOGIES, WORKLOAD, PACK = (
    "bc_ii06a", "bc_766", "bc_qua_han", "bc_xin_loi", "bc_khoi_luong", "bc_lanh_dao",
)  # fmt: skip
# Reports that their template alone describes, by the name they are asked for.
BY_TEMPLATE = {
    "II.06a": BALANCE,
    "satisfaction": "bc_hai_long",
    "digitisation": "bc_so_hoa",
    "fees": "bc_phi",
    "07a": "bc_07a",
}
NAMED = {
    **BY_TEMPLATE,
    "766": INDEX,
    "overdue": LATE,
    "workload": WORKLOAD,
    "apologies": APOLOGIES,
    "pack": PACK,
}
MANY = 16  # columns; beside so many, names give way
# What a dossier is called by, with the share of the width each takes; `GROUPS` may be counted by.
TEXTS = {
    "field": 0.2, "procedure": 0.1, "name": 0.28, "channel": 0.09, "unit": 0.2, "person": 0.145,
    "clerk": 0.145, "point": 0.14, "state": 0.09, "cause": 0.16, "month": 0.07, "day": 0.08,
    "code": 0.12, "applicant": 0.12, "reason": 0.14, "received_at": 0.07, "due_at": 0.07,
    "finished_at": 0.07,
}  # fmt: skip
GROUPS = (
    "field", "procedure", "channel", "unit", "person", "clerk", "point", "state", "cause", "month", "day",
)  # fmt: skip
DOSSIER = "dossier"  # a line for each
DAYS = "days"  # how many working days a dossier is late
_TALLIED = frozenset({"field", "procedure"})
_PROCEDURE = frozenset({"procedure", "name", "field"})


@cache
def counted() -> frozenset[str]:
    """Every number of a dossier that is counted."""
    from desk.numbers.tally import NUMBER_KEYS
    from desk.reports.counting import EXTRA_KEYS

    return frozenset({*NUMBER_KEYS, *EXTRA_KEYS})


def group_of(source: str) -> tuple[str, ...]:
    """What a source counts by: `"unit + person"` by both, `"dossier"` by each; () where nobody knows it."""
    parts = tuple(source.split(" + "))
    if parts == (DOSSIER,):
        return parts
    return parts if set(parts) <= set(GROUPS) and len(set(parts)) == len(parts) else ()


def texts_of(source: str) -> frozenset[str]:
    """What the lines of a source are called by."""
    group = group_of(source)
    if group == (DOSSIER,):
        return frozenset(TEXTS)
    return frozenset(group) | (_PROCEDURE if "procedure" in group else frozenset())


def is_tallied(source: str) -> bool:
    """Whether the tally's own rows tell it; others are counted dossier by dossier."""
    return source in _TALLIED


def declared_part(source: str, *, columns: int = 0) -> Part:
    """What the rows of a source know; beside many columns names give way."""
    texts = texts_of(source)
    shares = {key: share for key, share in TEXTS.items() if key in texts} | {NO: 0.035}
    if columns > MANY and "field" in shares:
        shares["field"] = 0.12
    by_one = frozenset({DAYS}) if source == DOSSIER else frozenset[str]()
    return Part(texts=texts, numbers=counted(), shares=shares, loose=frozenset({NO}) | by_one, needed=texts)


def _list(shares: dict[str, float], *, numbers: frozenset[str] = frozenset()) -> Part:
    """A list of dossiers: words, a running number and days."""
    loose = frozenset({NO, *({DAYS} & shares.keys())})
    texts = frozenset(shares) - loose
    return Part(texts=texts, numbers=numbers, shares=shares, loose=loose, needed=frozenset({"code"}))


LATE_LIST = _list(
    {
        NO: 0.03, "code": 0.115, "procedure": 0.17, "field": 0.08, "applicant": 0.105, "received_at": 0.07,
        "due_at": 0.07, "finished_at": 0.07, DAYS: 0.045, "state": 0.08, "cause": 0.09, "reason": 0.075,
    }
)  # fmt: skip
LATE_CAUSES = Part(
    texts=frozenset({"cause"}), numbers=frozenset({"settled", "pending"}), shares={NO: 0.05, "cause": 0.5},
    ending="_causes", needed=frozenset({"cause"}),
)  # fmt: skip
APOLOGY_LIST = _list(
    {
        NO: 0.03, "code": 0.115, "procedure": 0.195, "field": 0.09, "due_at": 0.11, "finished_at": 0.11,
        DAYS: 0.06, "letter": 0.07, "letter_at": 0.11, "new_due": 0.11,
    }
)  # fmt: skip
APOLOGY_FIELDS = Part(
    texts=frozenset({"field"}), numbers=frozenset({"with_letter", "without_letter", "printed"}),
    shares={NO: 0.05, "field": 0.4}, ending="_fields", needed=frozenset({"field"}),
)  # fmt: skip
WORK_TEXTS = {"role": 0.07, "unit": 0.21, "person": 0.145}
PACK_INDICATORS = Part(
    texts=frozenset({"name", "verdict"}), numbers=frozenset({"numerator", "denominator"}),
    shares={
        NO: 0.035, "name": 0.365, "numerator": 0.09, "denominator": 0.09, "rate": 0.1, "before": 0.1,
        "target": 0.1, "verdict": 0.12,
    },
    rates=frozenset({"rate", "before", "target"}), needed=frozenset({"name"}),
)  # fmt: skip
INDEX_PART = Part(
    texts=frozenset({"group", "name", "verdict"}), numbers=frozenset({"numerator", "denominator"}),
    shares={
        NO: 0.035, "group": 0.16, "name": 0.265, "numerator": 0.07, "denominator": 0.07, "rate": 0.07,
        "cap": 0.07, "most": 0.07, "points": 0.07, "verdict": 0.12,
    },
    rates=frozenset({"rate", "cap", "most", "points"}), needed=frozenset({"name"}),
)  # fmt: skip
# The pack's short names for numbers of the tally.
PACK_NUMBERS = {
    "received": "received_total",
    "online": "received_online",
    "settled": "settled_total",
    "pending": "pending_total",
}


@cache
def work_part() -> Part:
    """A unit, a person, and every number the tally counts."""
    return Part(
        texts=frozenset(WORK_TEXTS), numbers=counted(), shares={NO: 0.035, **WORK_TEXTS},
        needed=frozenset({"unit", "person"}),
    )  # fmt: skip


@cache
def pack_fields() -> Part:
    """A field and every number the tally counts, some under shorter names."""
    from desk.numbers.tally import NUMBER_KEYS

    return Part(
        texts=frozenset({"field"}), numbers=frozenset({*NUMBER_KEYS, *PACK_NUMBERS, "new"}),
        shares={NO: 0.035, "field": 0.255, "received": 0.09}, ending="_fields",
        needed=frozenset({"field"}),
    )  # fmt: skip


def parts_of(form: str) -> tuple[Part, ...]:
    """The tables of a report that is no list of declared sources; () for any other form."""
    match form:
        case "bc_766":
            return (INDEX_PART,)
        case "bc_qua_han":
            return LATE_LIST, LATE_CAUSES
        case "bc_xin_loi":
            return APOLOGY_LIST, APOLOGY_FIELDS
        case "bc_khoi_luong":
            return (work_part(),)
        case "bc_lanh_dao":
            return PACK_INDICATORS, pack_fields()
        case _:
            return ()
