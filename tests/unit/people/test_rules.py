"""What fits, what still holds, what is hidden: the rules that need no record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desk.errors import InputError
from desk.intake.receive_file import ReceiveCommand, command_from
from desk.jsonform import Form
from desk.people.masking import masked, masked_phone
from desk.people.reuse import Line, Paper, last_day, newest_valid
from desk.wording import known_codes

DAY = date(2026, 11, 23)


def a_paper(**values: Any) -> Paper:
    """A paper digitised on 1 November 2026."""
    fields: dict[str, Any] = {
        "attachment_id": 1, "citizen_id": 1, "name": "Giấy", "name_fold": "giay", "doc_type": "",
        "from_code": "C-1", "digitised_on": date(2026, 11, 1), "own_end": None, "file": "f.pdf",
        "root": Path("/d"), "bytes": 1, "sha256": "ab", "pages": 1,
    }  # fmt: skip
    return Paper(**{**fields, **values})


@pytest.mark.parametrize(
    ("line", "paper", "fits"),
    [
        (("giay", "A"), ("khac", "A"), True),
        (("giay", "A"), ("giay", "B"), False),
        (("giay", ""), ("giay", "B"), True),
        (("giay", "A"), ("giay", ""), True),
        (("giay", ""), ("khac", ""), False),
        (("", ""), ("", ""), False),
    ],
)
def test_a_kind_decides_before_a_name(line: tuple[str, str], paper: tuple[str, str], fits: bool) -> None:
    asked = Line(no=1, name_fold=line[0], doc_type=line[1])

    assert asked.fits(a_paper(name_fold=paper[0], doc_type=paper[1])) is fits


@pytest.mark.parametrize(
    ("own", "line", "rule", "end"),
    [
        (date(2026, 12, 31), 1, 1, date(2026, 12, 31)),
        (None, 30, 1, date(2026, 12, 1)),
        (None, 0, 99, date(2026, 11, 1)),
        (None, None, 10, date(2026, 11, 11)),
        (None, None, None, None),
    ],
)
def test_its_own_term_then_the_lines_then_the_rule(
    own: date | None, line: int | None, rule: int | None, end: date | None
) -> None:
    assert last_day(a_paper(own_end=own), valid_days=line, days=rule) == end


def test_the_newest_one_that_still_holds_is_offered() -> None:
    line = Line(no=3, name_fold="giay")
    papers: Sequence[Paper] = (
        a_paper(attachment_id=9, own_end=date(2026, 11, 22)),
        a_paper(attachment_id=8, own_end=DAY),
        a_paper(attachment_id=7),
    )

    found = newest_valid(line, papers, on=DAY, days=None)

    assert found is not None
    assert (found.attachment_id, found.component_no, found.file) == (8, 3, Path("/d/f.pdf"))


@pytest.mark.parametrize(
    ("phone", "seen"), [("0999118264", "*******264"), ("123", "123"), ("", None), (None, None)]
)
def test_a_masked_phone_tells_its_end_only(phone: str | None, seen: str | None) -> None:
    assert masked_phone(phone) == seen


def test_a_masked_number_has_its_own_length() -> None:
    for number in ("999090001234", "999123456", "B1234567", "0300000000-001"):
        hidden = masked(number)
        assert hidden is not None
        assert (len(hidden), hidden.count("*")) == (len(number), len(number) - 5)


def command(**values: Any) -> ReceiveCommand:
    """A reception with its keys."""
    data = {"channel": "direct", "procedure": "1.004873", "applicant": {"full_name": "LÊ THỬ"}, **values}
    return command_from(data, base=Path())


@pytest.mark.parametrize(
    ("group", "named", "new"),
    [
        (True, None, True),
        (False, None, False),
        (None, None, False),
        ("nh-1", "NH-1", False),
        ("", None, False),
    ],
)
def test_a_group_is_new_named_or_none(group: Any, named: str | None, new: bool) -> None:
    made = command(group=group)

    assert (made.group, made.new_group) == (named, new)


def test_a_paper_used_again_is_of_the_kind_reused() -> None:
    (paper,) = command(components=[{"no": 1, "kind": "original", "reuse": 7}]).components

    assert (paper.kind, paper.reuse) == ("reused", 7)


@pytest.mark.parametrize("value", [[1, 1, 3], [3, 1, 3]])
def test_a_list_of_numbers_names_each_once(value: list[int]) -> None:
    form = Form({"back": value}, code="act")

    assert sorted(form.numbers("back", limit=9, lowest=1, highest=9)) == [1, 3]
    assert Form({}, code="act").numbers("back", limit=9, lowest=1, highest=9) == []


@pytest.mark.parametrize(
    ("value", "key"),
    [("1", "back"), ([0], "back[0]"), ([1, True], "back[1]"), ([1, 2, 3], "back"), ([1.0], "back[0]")],
)
def test_a_list_of_anything_else_is_refused_by_its_key(value: Any, key: str) -> None:
    with pytest.raises(InputError) as caught:
        Form({"back": value}, code="act").numbers("back", limit=2, lowest=1, highest=9)

    assert (caught.value.code, caught.value.details["key"]) == ("act.bad_value", key)


def test_sentences_about_people_name_nobody_but_papers() -> None:
    """Details reach logs and answers: a sentence may ask for a paper's name, never for a person's."""
    told = {code for code, words in known_codes().items() if "{name}" in words["vi"]}

    assert {code for code in told if code.startswith(("people.", "reuse.", "originals."))} == {
        "reuse.expired", "reuse.file_fault",
    }  # fmt: skip
