"""Words carried to another office: signed, tried first, taken whole, twice no worse than once."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from desk.clock import FrozenClock, parse_moment
from desk.errors import InputError
from desk.office.bootstrap import create_office, open_office
from desk.office.opened import Office
from desk.paper.doors import WordDoors
from desk.paper.template_store import fingerprint
from desk.templates.doors import TemplateDoors
from desk.templates.pack import _signed
from desk.templates.rows import PackReport
from models.engine import writer
from models.tables import FormTemplate
from tests.integration.templates.conftest import FORM, NEW, UNIT

TOMORROW = date(2026, 11, 24)


@pytest.fixture(scope="session")
def other_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Another office, with keys of its own."""
    folder = tmp_path_factory.mktemp("other") / "office"
    create_office(folder, training=True, clock=FrozenClock(parse_moment("2026-11-23T07:00")))
    return folder


@pytest.fixture
def other(other_template: Path, tmp_path: Path) -> Iterator[Office]:
    """This test's other office."""
    shutil.copytree(other_template, tmp_path / "khac")
    with open_office(tmp_path / "khac", now=parse_moment("2026-11-23T09:41")) as office:
        yield office


@pytest.fixture
def pack(office: Office, tmp_path: Path) -> Path:
    """Our own receipt, from tomorrow on, as a file."""
    doors = TemplateDoors(office)
    kept = doors.keep_draft(doors.open_draft(FORM), {UNIT: NEW})
    doors.publish(kept.key, begins=TOMORROW, reason="Đổi tên bộ phận")
    file = tmp_path / "mau.json"
    assert doors.export_pack((), file) == 1
    return file


def does(report: PackReport) -> list[str]:
    return [line.does for line in report.lines]


def test_a_pack_is_tried_taken_once_and_the_same_words_print_there(pack: Path, other: Office) -> None:
    doors = TemplateDoors(other)
    tried = doors.take_pack(pack, dry_run=True)
    assert (does(tried), tried.imported, tried.lines[0].changes) == (["add"], 1, 1)
    assert [row.no for row in doors.versions(FORM)] == [0]
    assert [one.code for one in tried.warnings] == ["pack.other_key"]
    assert doors.take_pack(pack).imported == 1
    assert doors.texts(FORM, 1)[UNIT] == NEW
    again = doors.take_pack(pack)
    assert (does(again), again.imported, again.skipped) == (["have"], 0, 1)
    assert [row.no for row in doors.versions(FORM)] == [1, 0]


def test_a_pack_of_ones_own_is_known_and_its_bytes_are_canonical(pack: Path, office: Office) -> None:
    report = TemplateDoors(office).take_pack(pack)
    assert (report.ours, does(report), report.warnings) == (True, ["have"], ())
    document = json.loads(pack.read_bytes())
    again = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert again.encode() == pack.read_bytes()
    twice = pack.with_name("hai.json")
    TemplateDoors(office).export_pack((FORM,), twice)
    assert twice.read_bytes() == pack.read_bytes()


def test_other_words_of_the_same_day_clash_until_one_says_replace(pack: Path, other: Office) -> None:
    doors = TemplateDoors(other)
    kept = doors.keep_draft(doors.open_draft(FORM), {UNIT: "Chỗ nhận:"})
    doors.publish(kept.key, begins=TOMORROW, reason="Tên riêng")
    clash = doors.take_pack(pack)
    assert (does(clash), clash.imported, clash.refused) == (["clash"], 0, 1)
    assert [row.no for row in doors.versions(FORM)] == [1, 0]
    assert doors.take_pack(pack, replace=True).imported == 1
    assert [(row.no, row.replaced) for row in doors.versions(FORM)] == [(2, False), (1, True), (0, False)]
    assert doors.texts(FORM, 1)[UNIT] == "Chỗ nhận:"  # kept in the history


def test_words_that_hold_here_are_never_replaced_but_may_follow_from_a_new_day(
    pack: Path, other: Office, tmp_path: Path
) -> None:
    doors = TemplateDoors(other)
    kept = doors.keep_draft(doors.open_draft(FORM), {UNIT: "Chỗ nhận:"})
    doors.publish(kept.key, begins=TOMORROW, reason="Tên riêng")
    other.close()
    with open_office(tmp_path / "khac", now=parse_moment("2026-11-26T08:00")) as later:
        doors = TemplateDoors(later)
        assert does(doors.take_pack(pack, replace=True)) == ["held"]
        moved = doors.take_pack(pack, begins=date(2026, 11, 27))
        assert (moved.imported, moved.lines[0].valid_from) == (1, date(2026, 11, 27))
        assert doors.take_pack(pack, begins=date(2026, 11, 27)).imported == 0


def changed(pack: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Change a pack as somebody would who cannot sign."""
    document = json.loads(pack.read_text("utf-8"))
    change(document)
    pack.write_text(json.dumps(document, ensure_ascii=False), "utf-8")


def _words(document: dict[str, Any]) -> None:
    document["pack"]["templates"][0]["words"]["texts"]["unit"] = "Chữ khác:"


def _hash(document: dict[str, Any]) -> None:
    document["sha256"] = "0" * 64


def _path(document: dict[str, Any]) -> None:
    document["pack"]["templates"][0]["form"] = "../../office"


def _number(document: dict[str, Any]) -> None:
    document["pack"]["templates"] = 7


def _key(document: dict[str, Any]) -> None:
    document["public_key"] = "AAAA"


@pytest.mark.parametrize("change", [_words, _hash, _path, _number, _key])
def test_a_pack_changed_after_it_was_written_is_refused(pack: Path, other: Office, change: Any) -> None:
    changed(pack, change)
    with pytest.raises(InputError) as refused:
        TemplateDoors(other).take_pack(pack)
    assert refused.value.code == "pack.altered"
    assert [row.no for row in TemplateDoors(other).versions(FORM)] == [0]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "pack.unreadable"),
        (b"{", "pack.unreadable"),
        (b"\xff\xfe{\x00", "pack.unreadable"),
        (b"[" * 100_000, "pack.unreadable"),
        (b'{"pack": {}}', "pack.unreadable"),
        (b"{" + b" " * (4 << 20) + b"}", "file.too_large"),
    ],
)
def test_what_is_no_pack_is_refused_in_plain_words(
    other: Office, tmp_path: Path, raw: bytes, code: str
) -> None:
    file = tmp_path / "la.json"
    file.write_bytes(raw)
    with pytest.raises(InputError) as refused:
        TemplateDoors(other).take_pack(file)
    assert refused.value.code == code


def signed_anew(other: Office, pack: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """A pack of somebody who can sign, with hostile content."""
    from desk.paper.template_store import fingerprint
    from desk.templates.pack import _signed

    entry = json.loads(pack.read_text("utf-8"))["pack"]["templates"][0]
    change(entry)
    entry["sha256"] = fingerprint(entry["words"])
    pack.write_bytes(_signed(other, [entry]))


def test_a_signed_pack_with_broken_words_or_an_unknown_form_changes_nothing(
    pack: Path, office: Office, other: Office
) -> None:
    doors = TemplateDoors(other)

    def brace(entry: dict[str, Any]) -> None:
        entry["words"]["texts"]["register"] = "Quyển {volume.__class__}"

    def path(entry: dict[str, Any]) -> None:
        entry["form"] = "../../etc/passwd"

    signed_anew(office, pack, brace)
    report = doors.take_pack(pack)
    assert (does(report), report.imported) == (["broken"], 0)
    signed_anew(office, pack, path)
    with pytest.raises(InputError) as refused:
        doors.take_pack(pack)
    assert refused.value.code == "template.unknown_form"
    assert [row.no for row in doors.versions(FORM)] == [0]


def test_an_office_without_words_of_its_own_has_nothing_to_export(other: Office, tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        TemplateDoors(other).export_pack((), tmp_path / "mau.json")
    assert refused.value.code == "pack.nothing"
    assert not (tmp_path / "mau.json").exists()


def older(pack: Path, office: Office, *keys: str) -> None:
    """Make a pack what a program that did not know some texts yet would have signed."""
    document = json.loads(pack.read_text("utf-8"))
    entry = document["pack"]["templates"][0]
    for key in keys:
        del entry["words"]["texts"][key]
    entry["sha256"] = fingerprint(entry["words"])
    pack.write_bytes(_signed(office, document["pack"]["templates"]))


def test_a_pack_of_an_older_program_takes_the_shipped_words_for_what_it_lacks_and_says_so(
    pack: Path, office: Office, other: Office
) -> None:
    older(pack, office, "paid", "unpaid", "papers_unscanned")
    doors = TemplateDoors(other)
    model = doors.texts(FORM, 0)
    for tried in (True, False):
        report = doors.take_pack(pack, dry_run=tried)
        assert (does(report), report.imported) == (["add"], 1)
        assert set(report.lines[0].filled) == {"paid", "unpaid", "papers_unscanned"}
        (said,) = [one.message for one in report.warnings if one.code == "template.filled"]
        assert all(key in said for key in report.lines[0].filled)
    taken = doors.texts(FORM, 1)
    assert taken[UNIT] == NEW
    assert {key: taken[key] for key in ("texts.paid", "texts.unpaid")} == {
        key: model[key] for key in ("texts.paid", "texts.unpaid")
    }
    again = doors.take_pack(pack)
    assert (does(again), again.imported, again.warnings[0].code) == (["have"], 0, "pack.other_key")
    assert len(again.warnings) == 1  # nothing is filled any more


def test_an_older_pack_of_ones_own_office_is_known_though_the_record_was_written_before_the_text_came(
    pack: Path, office: Office
) -> None:
    with writer(office.engine).begin() as connection:
        (body,) = connection.execute(select(FormTemplate.body)).one()
        texts = {key: text for key, text in body["texts"].items() if key != "paid"}
        connection.execute(update(FormTemplate).values(body={**body, "texts": texts}))
    file = pack.with_name("cu.json")
    TemplateDoors(office).export_pack((FORM,), file)
    assert "paid" not in json.loads(file.read_text("utf-8"))["pack"]["templates"][0]["words"]["texts"]
    report = TemplateDoors(office).take_pack(file)
    assert (does(report), report.imported) == (["have"], 0)


def test_a_pack_without_a_head_or_with_a_text_nobody_knows_is_refused(
    pack: Path, office: Office, other: Office
) -> None:
    document = json.loads(pack.read_text("utf-8"))
    entry = document["pack"]["templates"][0]
    entry["words"]["texts"]["mai_sau"] = "Chữ của chương trình mới hơn"
    entry["sha256"] = fingerprint(entry["words"])
    pack.write_bytes(_signed(office, document["pack"]["templates"]))
    report = TemplateDoors(other).take_pack(pack)
    assert (does(report), report.imported) == (["broken"], 0)
    assert "mai_sau" in report.lines[0].message


def test_an_older_form_file_is_filled_too_and_two_desks_then_print_the_same(
    pack: Path, office: Office, other: Office, tmp_path: Path
) -> None:
    file = tmp_path / "giay.toml"
    later = office.clock.now() + timedelta(days=1)
    with open_office(office.data, now=later) as tomorrow:
        WordDoors(tomorrow).export_template(FORM, file)
        lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("paid = ")]
        file.write_text("\n".join(lines), "utf-8")
        doors = WordDoors(other)
        assert [one.code for one in doors.template_notes(file)] == ["template.filled"]
        assert doors.import_template(file).imported == 1
        assert doors.import_template(file).imported == 0
        assert TemplateDoors(other).texts(FORM, 1) == TemplateDoors(tomorrow).texts(FORM, 1)
