"""Phone numbers as clerks write them, made fit for a gateway."""

from __future__ import annotations

import pytest

from desk.lists.phones import dialled


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0903118264", "+84903118264"),
        ("0903 118 264", "+84903118264"),
        ("0903.118.264", "+84903118264"),
        ("(028) 3822-1234", "+842838221234"),
        ("+84 903 118 264", "+84903118264"),
        ("+840903118264", "+84903118264"),
        ("84903118264", "+84903118264"),
        ("0084903118264", "+84903118264"),
        ("+81312345678", "+81312345678"),
        ("0903118264; 0999000111", "+84903118264"),
        ("", None),
        ("không có", None),
        ("12345", None),
        ("903118264", None),
        ("=0903118264", None),
        ("０９０３１１８２６４", None),
        ("09031182641234", None),
    ],
)
def test_a_number_is_dialled_in_its_international_form_or_not_at_all(
    written: str, number: str | None
) -> None:
    assert dialled(written) == number
