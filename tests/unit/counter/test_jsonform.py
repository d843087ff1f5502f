"""Free objects from outside are bounded in depth and length."""

from __future__ import annotations

from typing import Any

import pytest

from desk.errors import InputError
from desk.jsonform import MAX_DEPTH, Form
from desk.lettering import clean_text


def nested(depth: int) -> dict[str, Any]:
    value: dict[str, Any] = {}
    for _ in range(depth):
        value = {"a": value}
    return value


def test_an_object_within_the_depth_passes() -> None:
    assert Form({"answers": nested(MAX_DEPTH)}, code="x").mapping("answers") == nested(MAX_DEPTH)


@pytest.mark.parametrize(
    "answers", [nested(MAX_DEPTH + 2), {"a": "x" * 4001}, {"\ud800": 1}, {"a": ["\udfff"]}]
)
def test_what_is_too_deep_too_long_or_no_text_is_refused(answers: dict[str, Any]) -> None:
    with pytest.raises(InputError) as caught:
        Form({"answers": answers}, code="x").mapping("answers")

    assert (caught.value.code, caught.value.details["key"]) == ("x.bad_value", "answers")


def test_nested_keys_are_told_with_their_whole_path() -> None:
    outer = Form({"result": {"pages": [1]}}, code="act")

    with pytest.raises(InputError) as caught:
        outer.required_child("result").texts("pages", limit=5)

    assert caught.value.details["key"] == "result.pages[0]"


def test_null_is_the_same_as_absent() -> None:
    form = Form({"a": None}, code="x")

    assert (form.text("a", limit=5), form.child("a"), form.texts("a", limit=5), form.has("a")) == (
        None,
        None,
        [],
        False,
    )


def test_a_list_longer_than_its_limit_is_refused() -> None:
    with pytest.raises(InputError):
        Form({"pages": ["a"] * 6}, code="x").texts("pages", limit=5)


def test_control_and_invisible_marks_become_blanks() -> None:
    assert clean_text("\u200bNguyễn\x00Văn\ufeff") == "Nguyễn Văn"
