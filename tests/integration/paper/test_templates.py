"""Wording as dated data: taken whole or refused whole, and old papers keep their words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from desk.cli.imports import guarded
from desk.errors import InputError
from desk.importing import RowError
from desk.life.act import act
from desk.office.opened import Office
from desk.paper.doors import WordDoors
from desk.paper.forms import words_on
from desk.paper.receipts import form_pdf, print_form
from desk.paper.template_rules import FORMS
from desk.paper.templates import taken
from tests.integration.paper.conftest import receive, words_of

FORM = "giay_tiep_nhan"
OLD, NEW = "Bộ phận tiếp nhận và trả kết quả:", "Nơi tiếp nhận và trả kết quả:"
FROM = "effective_from = 2026-12-01"


def exported(office: Office, folder: Path, form: str = FORM) -> str:
    """The text of a form's exported template."""
    file = folder / "mau.toml"
    WordDoors(office).export_template(form, file)
    return file.read_text(encoding="utf-8")


def changed(office: Office, folder: Path, *pairs: tuple[str, str], form: str = FORM) -> Path:
    """A template file with some words replaced; every replaced text must have been there."""
    text = exported(office, folder, form).replace("effective_from = 2025-09-15", FROM)
    for before, after in pairs:
        assert before in text, before
        text = text.replace(before, after)
    file = folder / "sua.toml"
    file.write_text(text, encoding="utf-8")
    return file


def stored(office: Office) -> int:
    from sqlalchemy import func, select

    from models.tables import FormTemplate

    with office.read() as session:
        return int(session.scalar(select(func.count()).select_from(FormTemplate)) or 0)


def told(office: Office, file: Path, *, dry_run: bool) -> tuple[RowError, ...]:
    """What an import says is wrong, as the command line tells it; nothing may have been imported."""
    report = guarded(
        lambda: WordDoors(office).import_template(file, dry_run=dry_run), lang="vi", dry_run=dry_run
    )
    assert (report.imported, report.skipped) == (0, 0)
    assert {one.row for one in report.errors} <= {0, 1}
    return report.errors


@pytest.mark.parametrize("form", FORMS)
def test_an_exported_template_comes_back_unchanged(office: Office, form: str, tmp_path: Path) -> None:
    exported(office, tmp_path, form)
    report = WordDoors(office).import_template(tmp_path / "mau.toml")
    assert (report.imported, report.skipped, report.errors) == (0, 1, ())
    assert stored(office) == 0


def test_new_words_hold_from_their_day_and_old_papers_keep_theirs(
    open_at: Callable[..., Office], tmp_path: Path
) -> None:
    office = open_at()
    before = receive(office)
    first = form_pdf(office, FORM, before)
    report = WordDoors(office).import_template(changed(office, tmp_path, (OLD, NEW)))
    assert (report.imported, report.errors) == (1, ())

    later = open_at("2026-12-02T08:00")
    after = receive(later, phone="0999118001")

    assert NEW in words_of(form_pdf(later, FORM, after))
    assert OLD in words_of(form_pdf(later, FORM, before))
    assert form_pdf(later, FORM, before) == first


def test_the_words_of_the_act_are_used_not_those_of_the_reception(
    open_at: Callable[..., Office], tmp_path: Path
) -> None:
    office = open_at()
    code = receive(office)
    WordDoors(office).import_template(
        changed(
            office,
            tmp_path,
            ("Xin thông báo cho Ông/Bà được biết", "Trân trọng báo để Ông/Bà biết"),
            form="phieu_tu_choi",
        )
    )
    later = open_at("2026-12-02T08:00")
    act(later, code, "refuse", {"reason": "Không đủ điều kiện", "legal_basis": "Điều 17"})

    assert "Trân trọng báo để Ông/Bà biết" in words_of(form_pdf(later, "phieu_tu_choi", code))


def test_a_confirmed_layout_no_longer_says_it_is_the_offices_own(
    open_at: Callable[..., Office], tmp_path: Path
) -> None:
    office = open_at()
    WordDoors(office).import_template(
        changed(office, tmp_path, ('layout = "nội bộ"', 'layout = "chính thức"'), ("Mẫu số 01", "Mẫu 01/BTP"))
    )
    later = open_at("2026-12-02T08:00")

    words = words_of(form_pdf(later, FORM, receive(later)))

    assert "Mẫu nội bộ" not in words
    assert "Mẫu 01/BTP" in words


@pytest.mark.parametrize(
    ("before", "after", "code", "column"),
    [
        ("Quyển số: {volume}", "Quyển số: {quyen}", "template.unknown_placeholder", "texts.register"),
        (
            "Quyển số: {volume}",
            "Quyển số: {volume.__class__}",
            "template.broken_placeholder",
            "texts.register",
        ),
        (
            "Quyển số: {volume}",
            "Quyển số: {volume!r:>99999999}",
            "template.broken_placeholder",
            "texts.register",
        ),
        ("Quyển số: {volume}", "Quyển số: {volume", "template.broken_placeholder", "texts.register"),
        ('code = "Mã hồ sơ:"', "code = 7", "template.bad_type", "texts.code"),
        ('code = "Mã hồ sơ:"', 'code = ["Mã hồ sơ:"]', "template.bad_type", "texts.code"),
        ('code = "Mã hồ sơ:"', 'code = "Mã hồ sơ:"\nmã = "x"', "template.not_toml", ""),
        ('code = "Mã hồ sơ:"', 'code = "Mã hồ sơ:"\nma = "x"', "template.unknown_key", "texts.ma"),
        ('code = "Mã hồ sơ:"', 'code = "Mã \\u0007 hồ sơ:"', "template.control_letters", "texts.code"),
        ('code = "Mã hồ sơ:"', f'code = "{"Ẫ" * 601}"', "template.too_long", "texts.code"),
        ('    "Bản photo",\n', "", "template.wrong_count", "texts.columns_a"),
        ('confidence = "M"', 'confidence = "chắc"', "template.bad_choice", "confidence"),
        ('number = "Mẫu số 01"', 'number = ""', "template.empty", "number"),
        ('number = "Mẫu số 01"', 'number = "Mẫu {n}"', "template.unknown_placeholder", "number"),
        (FROM, 'effective_from = "mai"', "template.bad_type", "effective_from"),
        (FROM, FROM + "T08:00:00", "template.bad_type", "effective_from"),
        (FROM, "hieu_luc = 2026-12-01", "template.missing_key", "effective_from"),
        ('key = "giay_tiep_nhan"', 'key = "giay_khen"', "template.unknown_form", ""),
    ],
)
def test_a_wrong_template_is_refused_whole_and_named(
    office: Office, received: str, before: str, after: str, code: str, column: str, tmp_path: Path
) -> None:
    paper = form_pdf(office, FORM, received)
    file = changed(office, tmp_path, (before, after))
    for dry_run in (True, False):
        found = {(one.code, one.column) for one in told(office, file, dry_run=dry_run)}
        assert (code, column) in found
    assert stored(office) == 0
    assert form_pdf(office, FORM, received) == paper


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe\x00", b"key = ", b"x" * (1 << 20) + b"y"])
def test_a_file_that_is_no_template_is_refused(office: Office, raw: bytes, tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    file.write_bytes(raw)
    with pytest.raises(InputError) as caught:
        WordDoors(office).import_template(file)
    assert caught.value.code in {
        "template.no_key", "template.not_toml", "template.unknown_form", "file.too_large",
    }  # fmt: skip


def test_a_trial_changes_nothing(office: Office, tmp_path: Path) -> None:
    report = WordDoors(office).import_template(changed(office, tmp_path, (OLD, NEW)), dry_run=True)
    assert (report.imported, report.dry_run) == (1, True)
    assert stored(office) == 0


def test_words_not_yet_in_force_may_be_mended_and_held_ones_not(
    open_at: Callable[..., Office], tmp_path: Path
) -> None:
    office = open_at()
    doors = WordDoors(office)
    doors.import_template(changed(office, tmp_path, (OLD, NEW)))
    text = (tmp_path / "sua.toml").read_text(encoding="utf-8").replace(NEW, "Nơi nhận hồ sơ:")
    (tmp_path / "sua.toml").write_text(text, encoding="utf-8")
    assert doors.import_template(tmp_path / "sua.toml").imported == 1
    assert stored(office) == 2  # the first one stays in the history

    later = open_at("2026-12-02T08:00")
    (tmp_path / "sua.toml").write_text(text.replace("Nơi nhận hồ sơ:", OLD), encoding="utf-8")
    report = WordDoors(later).import_template(tmp_path / "sua.toml")

    assert [(one.row, one.column, one.code) for one in report.errors] == [
        (1, "effective_from", "template.has_held")
    ]
    assert words_on(later, FORM, date(2026, 12, 2)).text("unit") == "Nơi nhận hồ sơ:"


def test_a_day_already_past_is_taken_with_a_warning(office: Office, tmp_path: Path) -> None:
    file = changed(office, tmp_path, (OLD, NEW), (FROM, "effective_from = 2026-11-01"))
    report, notes = taken(office, file)
    assert report.imported == 1
    assert [one.code for one in notes] == ["template.begins_in_past"]


def test_the_list_tells_what_prints_today(open_at: Callable[..., Office], tmp_path: Path) -> None:
    office = open_at()
    WordDoors(office).import_template(changed(office, tmp_path, (OLD, NEW)))
    for moment, own in (("2026-11-24T08:00", False), ("2026-12-02T08:00", True)):
        cards = [card for card in WordDoors(open_at(moment)).templates() if card.form == FORM]
        assert [(card.own, card.in_force) for card in cards] == [(False, not own), (True, own)]
    assert {card.form for card in WordDoors(office).templates()} == set(FORMS)


def test_only_those_who_administer_change_words(real_office: Office, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        WordDoors(real_office).import_template(changed(real_office, tmp_path, (OLD, NEW)))
    assert caught.value.code == "auth.role"


def test_an_office_can_print_after_changing_every_sentence(
    open_at: Callable[..., Office], tmp_path: Path
) -> None:
    office = open_at()
    text = exported(office, tmp_path).replace("effective_from = 2025-09-15", "effective_from = 2026-11-23")
    (tmp_path / "m.toml").write_text(text.replace("hồ sơ", "hồ sơ ỄẬỰ"), encoding="utf-8")
    assert WordDoors(office).import_template(tmp_path / "m.toml").errors == ()
    for paper in ("a5", "a4", "k80"):
        assert print_form(office, FORM, receive(office, phone="0999118002"), paper=paper).warnings == ()
