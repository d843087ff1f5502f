"""Results as papers of their own: several of them, with versions, files, and the count that follows."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image, ImageDraw

from desk.cli import shapes
from desk.errors import InputError
from desk.finding.find import find
from desk.life.act import act
from desk.life.show import show
from desk.numbers.tally import tally
from desk.office.opened import Office
from desk.record.checking import check
from desk.rows import ResultRow, State
from tests.integration.life.conftest import receive

TODAY = date(2026, 11, 23)


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest) -> Office:
    """An office on each engine."""
    found: Office = request.getfixturevalue("office" if request.param == "sqlite" else "postgres_office")
    return found


@pytest.fixture
def page(tmp_path: Path) -> Callable[[str], str]:
    """`page("Quyết định")`: the path of a small scan that says so."""

    def made(words: str) -> str:
        picture = Image.new("RGB", (620, 877), "white")
        ImageDraw.Draw(picture).multiline_text((60, 80), f"{words}\n" * 12, fill="black", font_size=22)
        file = tmp_path / f"trang-{abs(hash(words))}.png"
        picture.save(file, dpi=(75, 75))
        return str(file)

    return made


def facts(row: ResultRow) -> tuple[Any, ...]:
    return row.no, row.version, row.number, row.title, row.signed, row.electronic, row.file is not None


def refused(office: Office, code: str, verb: str, payload: dict[str, Any]) -> InputError:
    with pytest.raises(InputError) as caught:
        act(office, code, verb, payload)
    return caught.value


def test_several_results_come_at_once_each_with_its_own_facts_and_file(
    either: Office, page: Callable[[str], str]
) -> None:
    code = receive(either)
    two = [
        {"number": "12/2026/QĐ-UBND", "date": "2026-11-23", "title": "Quyết định", "signed": True,
         "pages": [page("Quyet dinh")], "doc_type": "KQ.01", "abstract": "V/v thử", "scope": "Toàn quốc"},
        {"number": "13/TL", "title": "Trích lục", "electronic": True, "pages": [page("Trich luc")]},
    ]  # fmt: skip

    act(either, code, "result-ready", {"results": two})

    view = show(either, code)
    assert [facts(one) for one in view.results] == [
        (1, 1, "12/2026/QĐ-UBND", "Quyết định", True, False, True),
        (2, 1, "13/TL", "Trích lục", None, True, True),
    ]
    names = [(one.result, one.component, one.file.name) for one in view.attachments]
    assert names == [(1, 0, f"{code}_00_ket-qua.pdf"), (2, 0, f"{code}_00_ket-qua-02.pdf")]
    assert view.attachments[0].paper.doc_type == "KQ.01"
    assert view.attachments[0].paper.scope == "Toàn quốc"
    assert {key: view.events[-1].details[key] for key in ("result_files", "electronic", "results")} == {
        "result_files": 2, "electronic": True, "results": 2,
    }  # fmt: skip
    assert view.result == {
        "number": "12/2026/QĐ-UBND", "date": "2026-11-23", "title": "Quyết định", "electronic": False,
    }  # fmt: skip
    told = shapes.view(view, "vi")["results"]
    assert json.dumps(told)
    assert told[0]["file"]["sha256"] == view.attachments[0].sha256
    assert check(either).ok


def test_a_result_is_found_by_its_number_also_by_the_first_part_of_it(either: Office) -> None:
    code, other = receive(either), receive(either)
    act(either, code, "result-ready", {"result": {"number": "12/2026/QĐ-UBND"}})
    act(either, other, "result-ready", {"result": {"number": "4711"}})

    for text in ("12/2026/QĐ-UBND", "12/2026/qd-ubnd", "12/2026", " 12/2026/QD "):
        assert [one.code for one in find(either, text).matches] == [code], text
    assert [one.code for one in find(either, "4711").matches] == [other]
    assert find(either, "2026/QĐ").matches == ()
    assert find(either, "%_/").matches == ()


def test_a_result_put_right_after_reopening_is_a_further_version_and_the_wrong_one_stays(
    either: Office, page: Callable[[str], str]
) -> None:
    code = receive(either)
    first = {"number": "1/QĐ", "title": "Sai", "pages": [page("Sai roi")]}
    act(either, code, "result-ready", {"results": [first, {"number": "2/TL"}]})
    wrong = show(either, code).attachments[0]
    act(either, code, "return", {"to": {"kind": "self"}})
    act(either, code, "correct", {"set": {}, "result_error": True, "reason": "Sai tên"})

    act(either, code, "result-ready", {"results": [{"no": 1, "number": "1a/QĐ", "pages": [page("Dung")]}]})

    view = show(either, code)
    assert [facts(one) for one in view.results] == [
        (1, 2, "1a/QĐ", "Sai", None, False, True),  # the title was not told anew
        (2, 1, "2/TL", "", None, False, False),
    ]
    assert [facts(one) for one in view.results_before] == [(1, 1, "1/QĐ", "Sai", None, False, True)]
    assert view.results_before[0].file is not None
    assert view.results_before[0].file.sha256 == wrong.sha256
    assert wrong.file.is_file()
    assert view.events[-1].details["result_files"] == 1
    assert [one.code for one in find(either, "1/QĐ").matches] == [code]  # also by the replaced number
    assert check(either).ok


def test_a_later_list_without_numbers_is_the_whole_list(office: Office) -> None:
    code = receive(office)
    act(office, code, "result-ready", {"results": [{"number": "1"}, {"number": "2"}, {"number": "3"}]})
    act(office, code, "return")
    act(office, code, "correct", {"set": {}, "result_error": True, "reason": "Sai"})
    act(office, code, "result-ready", {"result": {"number": "4"}})

    view = show(office, code)
    assert [(one.no, one.version, one.number) for one in view.results] == [(1, 2, "4")]
    assert [(one.no, one.number) for one in view.results_before] == [(1, "1"), (2, "2"), (3, "3")]


def test_a_forgotten_result_is_added_and_facts_are_put_right_with_old_and_new_kept(
    either: Office, page: Callable[[str], str]
) -> None:
    code = receive(either)
    act(either, code, "result-ready", {"result": {"number": "1/QD", "title": "Quyết định"}})

    wanted = [{"no": 1, "number": "1/QĐ", "signed": True, "pages": [page("QD")]}, {"title": "Bản đồ"}]
    act(either, code, "correct", {"set": {}, "results": wanted, "reason": "Quên quét"})

    view = show(either, code)
    assert view.state is State.READY
    assert [facts(one) for one in view.results] == [
        (1, 1, "1/QĐ", "Quyết định", True, False, True),
        (2, 1, "", "Bản đồ", None, False, False),
    ]
    changes = {one.field: (one.old, one.new) for one in view.corrections}
    assert changes["results.1.number"] == ("1/QD", "1/QĐ")
    assert changes["results.1.signed"] == (None, True)
    assert changes["results.2"] == (None, 1)
    assert view.result is not None
    assert view.result["number"] == "1/QĐ"
    assert "1/QĐ" not in json.dumps(dict(view.events[-1].details), ensure_ascii=False)
    assert view.events[-1].details["result_files"] == 1


def test_the_old_way_of_correcting_the_one_result_reaches_the_result_itself(office: Office) -> None:
    code = receive(office)
    act(office, code, "result-ready", {"result": {"number": "1", "date": "2026-11-20", "title": "A"}})
    fields = {"result": {"number": "9/QĐ", "date": "2026-11-21", "title": "B"}}
    act(office, code, "correct", {"set": fields, "reason": "Gõ nhầm"})

    [row] = show(office, code).results
    assert (row.number, row.issued_on, row.title, row.version) == ("9/QĐ", date(2026, 11, 21), "B", 1)
    assert [one.code for one in find(office, "9/qd").matches] == [code]


def test_a_result_may_be_scanned_at_the_return_itself(office: Office, page: Callable[[str], str]) -> None:
    code = receive(office)
    act(office, code, "result-ready", {"result": {"number": "5/CT"}})
    assert _rate(office, "digitised") == (0, 1)

    act(office, code, "return", {"to": {"kind": "self"}, "results": [{"no": 1, "pages": [page("CT")]}]})

    view = show(office, code)
    assert view.state is State.RETURNED
    assert [facts(one) for one in view.results] == [(1, 1, "5/CT", "", None, False, True)]
    assert view.events[-1].details["result_files"] == 1


@pytest.mark.parametrize(
    ("payload", "key"),
    [
        ({"result": {}, "results": [{}]}, "results"),
        ({"results": [{"no": 1}, {"no": 1}]}, "results"),
        ({"results": [{"no": 0}]}, "results[0].no"),
        ({"results": [{"no": 21}]}, "results[0].no"),
        ({"results": [{}] * 21}, "results"),
        ({"results": [{"signed": "yes"}]}, "results[0].signed"),
        ({"results": [{"date": "23/11/2026"}]}, "results[0].date"),
        ({"results": [{"doc_type": "a b"}]}, "results[0].doc_type"),
        ({"results": {}}, "results"),
    ],
)
def test_a_wrong_list_is_refused_by_key_and_changes_nothing(
    office: Office, payload: dict[str, Any], key: str
) -> None:
    code = receive(office)
    error = refused(office, code, "result-ready", payload)
    assert (error.code, error.details["key"]) == ("act.bad_value", key)
    assert show(office, code).results == ()
    assert show(office, code).state is State.RECEIVED


def test_results_cannot_be_added_before_there_is_one(office: Office) -> None:
    code = receive(office)
    error = refused(office, code, "correct", {"set": {}, "results": [{"title": "X"}], "reason": "Thử"})
    assert (error.code, error.details["key"]) == ("act.bad_value", "results")


def test_an_electronic_copy_among_several_counts_the_dossier_once(office: Office) -> None:
    """electronic_result = (S with e-result)/(S yielding paper): dossiers, not papers, are counted."""
    one, other = receive(office), receive(office)
    act(office, one, "result-ready", {"results": [{}, {"electronic": True}, {"electronic": True}]})
    act(office, other, "result-ready", {"results": [{}, {}]})
    assert _rate(office, "electronic_result") == (1, 2)

    act(office, other, "correct", {"set": {}, "results": [{"no": 2, "electronic": True}], "reason": "Quên"})
    assert _rate(office, "electronic_result") == (2, 2)


def test_one_sent_electronically_stays_an_electronic_result_whatever_is_corrected(office: Office) -> None:
    code = receive(office)
    act(office, code, "result-ready", {"result": {"number": "1"}})
    act(office, code, "return", {"to": {"kind": "self"}, "by": "electronic"})
    act(office, code, "correct", {"set": {}, "results": [{"no": 1, "number": "2"}], "reason": "Nhầm"})
    assert _rate(office, "electronic_result") == (1, 1)


def test_the_file_of_a_result_tells_what_it_is_and_whose(office: Office, page: Callable[[str], str]) -> None:
    code = receive(office)
    wanted = {"number": "7/XN", "date": "2026-11-23", "title": "Giấy xác nhận", "doc_type": "XN01"}
    act(office, code, "result-ready", {"result": {**wanted, "pages": [page("XN")]}})
    [file] = [one.file for one in show(office, code).attachments]
    with pikepdf.open(file) as pdf:
        told = pdf.Root.Metadata.read_bytes().decode()
    for expected in ("Giấy xác nhận", "XN01", "999090001234.XN01", "2026-11-23", "7/XN"):
        assert expected in told
    assert "999090001234" not in file.name


def _rate(office: Office, key: str) -> tuple[int, int]:
    found = tally(office, TODAY, TODAY)
    [one] = [row for row in found.indicators if row.key == key]
    return one.numerator, one.denominator
