"""What the lines of a form are called: every shipped line, in both languages, and in what is refused."""

from __future__ import annotations

from datetime import date

import pytest

from desk.errors import InputError
from desk.office.opened import Office
from desk.paper.forms import shipped
from desk.paper.template_rules import FORMS
from desk.templates.doors import TemplateDoors
from desk.templates.texts import specs

TOMORROW = date(2026, 11, 25)
OWN_REPORT = "bc_moi"  # what an office's own report is worded after


@pytest.mark.parametrize("form", [*FORMS, OWN_REPORT])
def test_every_line_of_a_shipped_form_has_a_name_in_both_languages(form: str) -> None:
    keys = {*shipped(form)[-1].texts, *shipped(form)[-1].lists}
    both = [{one.place: one.name for one in specs(form, lang)} for lang in ("vi", "en")]
    assert [name for names in both for name in names.values() if name in keys or not name] == []
    assert [len(set(names.values())) == len(names) for names in both] == [True, True]


def test_a_refused_publishing_names_the_line_and_not_its_key(office: Office) -> None:
    doors = TemplateDoors(office)
    kept = doors.keep_draft(doors.open_draft("giay_tiep_nhan"), {"texts.register": "Quyển {volume}"})
    with pytest.raises(InputError) as refused:
        doors.publish(kept.key, begins=TOMORROW, reason="Thử")
    assert refused.value.details["key"] == "Dòng vào sổ"
