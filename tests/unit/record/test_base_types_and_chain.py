"""What goes into columns, and the chain every event hangs on."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from desk.record import canonical
from desk.record.events import GENESIS, broken_links, chain_hash
from models.base import JsonText, Moment

DIALECT = sqlite.dialect()
Link = tuple[int, str, str, str, str, str, str, str]


@given(
    st.datetimes(
        min_value=datetime(1900, 1, 2),  # noqa: DTZ001 - the strategy adds the zone
        max_value=datetime(9998, 12, 30),  # noqa: DTZ001
        timezones=st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours))),
    )
)
def test_a_moment_comes_back_the_same_to_the_second_and_sorts_as_text(moment: datetime) -> None:
    kind = Moment()
    stored = kind.process_bind_param(moment, DIALECT)
    back = kind.process_result_value(stored, DIALECT)
    assert back == moment.replace(microsecond=0)
    assert back is not None
    assert back.utcoffset() == timedelta(hours=7)
    assert stored is not None
    assert stored == moment.astimezone(UTC).isoformat()[:19] + "Z"


def test_a_moment_without_a_zone_is_a_bug() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Moment().process_bind_param(datetime(2026, 1, 1), DIALECT)  # noqa: DTZ001


def test_json_is_kept_sorted_unescaped_and_finite() -> None:
    kind = JsonText()
    stored = kind.process_bind_param({"b": 1, "a": "Đỗ"}, DIALECT)
    assert stored == '{"a":"Đỗ","b":1}'
    assert kind.process_result_value(stored, DIALECT) == {"a": "Đỗ", "b": 1}
    assert kind.process_bind_param(None, DIALECT) is None
    with pytest.raises(ValueError, match="JSON"):
        kind.process_bind_param({"a": float("nan")}, DIALECT)


@given(
    st.text(max_size=20),
    st.text(max_size=20),
    st.dictionaries(
        st.text(max_size=5), st.integers(-(2**40), 2**40) | st.text(max_size=5) | st.none(), max_size=4
    ),
)
def test_the_hash_is_over_the_canonical_whole_whatever_the_words(
    actor: str, subject: str, details: dict[str, Any]
) -> None:
    words = {"actor": actor, "subject": subject, "details": details}
    whole = {**words, "seq": 7, "at": "2026-11-23T02:41:00Z", "verb": "x.done"}
    text = json.dumps(whole, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    wanted = hashlib.sha256((GENESIS + text).encode()).hexdigest()
    kept = canonical.canonical(details).decode()
    assert wanted == chain_hash(
        prev=GENESIS,
        seq=7,
        at="2026-11-23T02:41:00Z",
        actor=actor,
        verb="x.done",
        subject=subject,
        details=kept,
    )


def _chain(length: int) -> list[Link]:
    links: list[Link] = []
    prev = GENESIS
    for seq in range(1, length + 1):
        given = {
            "at": f"2026-11-23T02:41:{seq:02d}Z",
            "actor": "a",
            "verb": "v",
            "subject": f"s{seq}",
            "details": "{}",
        }
        link = chain_hash(prev=prev, seq=seq, **given)
        links.append((seq, given["at"], "a", "v", f"s{seq}", "{}", prev, link))
        prev = link
    return links


def test_a_whole_chain_has_nothing_to_tell() -> None:
    assert list(broken_links(_chain(9))) == []
    assert list(broken_links([])) == []


@given(st.integers(0, 8), st.integers(1, 7))
def test_any_edited_field_of_any_link_is_named(position: int, column: int) -> None:
    links = _chain(9)
    edited = list(links[position])
    edited[column] = "f" * 64 if column >= 6 else str(edited[column]) + "x"
    links[position] = tuple(edited)  # type: ignore[assignment]
    assert position + 1 in {seq for seq, _ in broken_links(links)}


@given(st.integers(0, 7))
def test_a_removed_link_is_named_by_the_next(position: int) -> None:
    links = _chain(9)
    del links[position]
    assert next(iter(broken_links(links))) == (position + 2, "gap")


def test_a_chain_that_begins_elsewhere_is_named() -> None:
    assert next(iter(broken_links(_chain(3)[1:]))) == (2, "gap")


def test_two_links_that_changed_places_are_named() -> None:
    links = _chain(4)
    links[1], links[2] = links[2], links[1]
    assert {seq for seq, _ in broken_links(links)} >= {2, 3}


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-23T02:41:00", "2026-11-23 02:41:00Z", "2026-11-23T02:41:00+07:00", "2026-W48-1T00:00:00Z",
        "20261123T024100.0Z", "2026-11-23T02:41:00Z ", "2026-02-30T00:00:00Z", "٢٠٢٦-11-23T02:41:00Z", "",
    ],
)  # fmt: skip
def test_a_moment_kept_in_another_form_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"moment|day|month"):
        Moment().process_result_value(text, DIALECT)
