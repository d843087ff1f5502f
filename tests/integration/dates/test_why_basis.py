"""What a due date stands on: the law as the office's dated rules name it, never a sentence of the program."""

from datetime import date

import pytest

from desk.clock import parse_moment
from desk.dates.explain import explain
from desk.errors import InputError
from desk.office import settings
from desk.office.opened import Office
from tests.integration.dates.conftest import MONDAY, SAME_DAY, THREE_DAYS

NAMED = "Văn bản tập huấn số 1 Điều 2"


def sources(office: Office, procedure: str, received: str = MONDAY) -> list[str]:
    return [step.source for step in explain(office, procedure, parse_moment(received)).steps]


@pytest.mark.parametrize(
    ("key", "procedure"), [("calendar.days_basis", THREE_DAYS), ("calendar.same_day_basis", SAME_DAY)]
)
def test_a_basis_named_anew_is_told_from_its_day_on(office: Office, key: str, procedure: str) -> None:
    before = sources(office, procedure)
    assert NAMED not in before
    with office.write("test.rule") as uow:
        settings.change(uow, key, NAMED, date(2026, 11, 24))
        uow.commit()
    assert sources(office, procedure) == before
    assert NAMED in sources(office, procedure, "2026-11-25T09:00:00+07:00")


@pytest.mark.parametrize("wrong", ["", " hai đầu trống ", "hai\ndòng", "a" * 161, 147, None])
def test_a_basis_is_one_line_that_can_be_read(office: Office, wrong: object) -> None:
    with pytest.raises(InputError) as refused, office.write("test.rule") as uow:
        settings.change(uow, "calendar.days_basis", wrong, date(2026, 11, 23))
    assert refused.value.code == "setting.bad_value"
