"""A draft becomes a version from a day on; old papers keep their words, broken words never reach paper."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from desk.errors import InputError
from desk.intake.receive import receive as receive_and_print
from desk.intake.receive_file import command_from
from desk.office.health import health
from desk.office.opened import Office
from desk.paper.receipts import form_pdf
from desk.printing.documents import pdf_of
from desk.templates.doors import TemplateDoors
from tests.integration.counter.conftest import a_command
from tests.integration.paper.conftest import receive, words_of
from tests.integration.templates.conftest import FORM, NEW, UNIT, Desk

OLD = "Bộ phận tiếp nhận và trả kết quả:"
TOMORROW = date(2026, 11, 24)


def published(office: Office, *, begins: date = TOMORROW, **texts: str) -> int:
    """Publish changed texts of the receipt; answers the version's number."""
    doors = TemplateDoors(office)
    words = {f"texts.{key}": text for key, text in texts.items()} or {UNIT: NEW}
    kept = doors.keep_draft(doors.open_draft(FORM), words)
    return doors.publish(kept.key, begins=begins, reason="Đổi tên bộ phận").version.no


def events(office: Office, verb: str) -> list[dict[str, Any]]:
    from sqlalchemy import select

    from models.tables import Event

    with office.read() as session:
        found = session.scalars(select(Event).where(Event.verb == verb).order_by(Event.seq))
        return [{"actor": one.actor, "subject": one.subject, "details": one.details} for one in found]


def spoil(office: Office, no: int, **texts: object) -> None:
    """Spoil a stored version behind the program's back."""
    from sqlalchemy import select

    from models.tables import FormTemplate

    with office.write("spoil") as uow:
        query = select(FormTemplate).where(FormTemplate.form == FORM, FormTemplate.no == no)
        row = uow.session.scalars(query).one()
        row.body = {**row.body, "texts": {**row.body["texts"], **texts}}
        uow.commit()


def test_new_words_hold_from_their_day_and_older_receipts_are_reprinted_as_they_were(desk_of: Desk) -> None:
    today = desk_of("lan")
    before = receive(today)
    first = form_pdf(today, FORM, before)
    assert published(today) == 1
    later = desk_of("lan", "2026-11-25T08:00")
    after = receive(later, phone="0999118001")
    assert NEW in words_of(form_pdf(later, FORM, after))
    assert form_pdf(later, FORM, before) == first
    (told,) = events(later, "template.published")
    assert (told["actor"], told["subject"]) == ("lan", FORM)
    for part in ('"no":1', '"valid_from":"2026-11-24"', '"reason":"Đổi tên bộ phận"'):
        assert part in told["details"]
    assert NEW not in str(told)


def test_going_back_is_a_new_version_and_the_old_ones_stay(desk_of: Desk) -> None:
    office = desk_of("lan")
    published(office)
    later = desk_of("lan", "2026-11-26T08:00")
    doors = TemplateDoors(later)
    doors.revert(FORM, 0, begins=date(2026, 11, 27), reason="Giữ tên cũ")
    rows = doors.versions(FORM)
    assert [(row.no, row.source, row.in_force) for row in rows] == [
        (2, "revert", False), (1, "editor", True), (0, "shipped", False),
    ]  # fmt: skip
    assert rows[0].sha256 == rows[2].sha256 != rows[1].sha256
    last = desk_of("lan", "2026-11-27T08:00")
    assert OLD in words_of(form_pdf(last, FORM, receive(last)))
    assert [(one.place, one.before, one.after) for one in doors.compare(FORM, 1, 2)] == [(UNIT, NEW, OLD)]


def test_words_already_in_force_are_never_written_over(office: Office) -> None:
    published(office, begins=date(2026, 11, 23))
    with pytest.raises(InputError) as refused:
        published(office, begins=date(2026, 11, 23), unit="Nơi nhận:")
    assert refused.value.code == "template.day_has_held"
    assert published(office, begins=TOMORROW, unit="Nơi nhận:") == 2


def test_the_same_words_again_are_no_version_and_no_reason_is_refused(office: Office) -> None:
    published(office)
    doors = TemplateDoors(office)
    with pytest.raises(InputError) as refused:
        doors.revert(FORM, 1, begins=date(2026, 11, 30), reason="Như cũ")
    assert refused.value.code == "template.unchanged"
    with pytest.raises(InputError) as refused:
        doors.revert(FORM, 0, begins=date(2026, 11, 30), reason="  ")
    assert refused.value.code == "template.no_reason"
    with pytest.raises(InputError) as refused:
        doors.revert(FORM, 7, begins=date(2026, 11, 30), reason="Bản khác")
    assert refused.value.code == "template.unknown_version"


@pytest.mark.parametrize(
    ("place", "text", "code", "at"),
    [
        ("texts.register", "Quyển {volume}, số {so}", "template.unknown_placeholder", 19),
        ("texts.register", "Quyển {volume}, số {number", "template.broken_placeholder", 19),
        ("texts.register", "Quyển {volume", "template.broken_placeholder", 6),
        ("texts.register", "Quyển {volume}", "template.missing_placeholder", 14),
        ("texts.code", "", "template.empty", 0),
        ("texts.code", "Mã\u200bhồ sơ:", "template.invisible_letters", 2),
        ("texts.due", "\u202eHẹn trả:", "template.invisible_letters", 0),
        ("texts.code", "Mã\x07 hồ sơ:", "template.control_letters", 2),
        ("texts.code", "Ẫ" * 61, "template.too_long", 60),
        ("texts.unit", "Nơi nhận 香:", "template.letters_missing", 9),
        ("texts.columns_a", "TT\nTên giấy tờ", "template.wrong_count", 0),
        ("layout", "của tôi", "template.bad_choice", 0),
        ("title", " ", "template.empty", 0),
    ],
)
def test_what_could_not_be_printed_is_named_by_place_and_letter_and_not_published(
    office: Office, place: str, text: str, code: str, at: int
) -> None:
    doors = TemplateDoors(office)
    draft = doors.open_draft(FORM)
    found = {(one.place, one.code): one.at for one in doors.sample(draft, {place: text}).faults}
    assert found[place, code] == at
    kept = doors.keep_draft(draft, {place: text})
    with pytest.raises(InputError) as refused:
        doors.publish(kept.key, begins=TOMORROW, reason="Thử")
    assert refused.value.code == "template.faulty"
    assert doors.open_draft(FORM).text(place) == text
    assert [row.no for row in doors.versions(FORM)] == [0]


def test_the_preview_is_the_printing_itself_with_the_new_words_and_a_fictional_dossier(
    office: Office,
) -> None:
    doors = TemplateDoors(office)
    draft = doors.open_draft(FORM)
    for paper in ("a5", "a4", "k80"):
        page = doors.sample(draft, {"texts.hotline": "Gọi hỏi: {phone}", "title": "GIẤY NHẬN\nHỒ SƠ"}, paper)
        said = words_of(page.pdf)
        assert "GIẤY NHẬN" in said
        assert "NGUYỄN THỊ MẪU" in said
        assert page.faults == ()
    assert [row.no for row in doors.versions(FORM)] == [0]


def test_every_form_has_its_example_on_every_paper_of_its_own(office: Office) -> None:
    doors = TemplateDoors(office)
    for form in doors.forms():
        for paper in form.papers:
            page = doors.sample(doors.open_draft(form.form), {}, paper)
            assert (page.faults, page.pdf[:5]) == ((), b"%PDF-"), (form.form, paper)


@pytest.mark.parametrize("spoiled", ["Quyển {volume", "Quyển {mat_tich}", 7])
def test_a_broken_template_never_reaches_the_printer_and_the_clerk_is_told(
    desk_of: Desk, spoiled: object
) -> None:
    """The reception stands and its receipt is printed with the last good words."""
    office = desk_of("lan")
    published(office, begins=date(2026, 11, 23))
    published(office, begins=TOMORROW, unit="Nơi nhận hồ sơ:")
    spoil(office, 2, register=spoiled)

    later = desk_of("lan", "2026-11-25T08:00")
    done = receive_and_print(later, command_from(a_command(), base=later.data), queued=True)

    assert done.receipt_pdf is not None
    assert NEW in words_of(done.receipt_pdf)
    assert "template.passed_over" in {one.code for one in done.warnings}
    (told,) = [one for one in health(later) if one.code == "template.passed_over"]
    assert "24/11/2026" in told.message
    from desk.printing.jobs import jobs

    (job,) = jobs(later)
    assert pdf_of(later, job) == done.receipt_pdf.read_bytes()
    (form,) = [one for one in TemplateDoors(later).forms() if one.form == FORM]
    assert form.broken
    TemplateDoors(later).revert(FORM, 1, begins=date(2026, 11, 25), reason="Sửa bản hỏng")
    assert [one.code for one in health(later) if one.code == "template.passed_over"] == []


def test_all_own_words_broken_leave_those_that_came_with_the_program(office: Office) -> None:
    published(office, begins=date(2026, 11, 23))
    spoil(office, 1, unit=["không", "phải", "chữ"])
    assert OLD in words_of(form_pdf(office, FORM, receive(office)))
