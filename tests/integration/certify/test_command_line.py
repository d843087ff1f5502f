"""`certify` and its book as an office's IT runs them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.cli import DeskRun, call_desk
from tests.integration.certify.conftest import paper, request_of
from tests.integration.conftest import MORNING


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes a `certify` file."""

    def made(*papers: dict[str, Any], **values: Any) -> Path:
        file = tmp_path / "yêu cầu.json"
        file.write_text(json.dumps(request_of(*papers, **values), ensure_ascii=False), encoding="utf-8")
        return file

    return made


def desk(folder: Path, *words: str | Path, now: str = MORNING) -> DeskRun:
    return call_desk(*words, data=folder, now=now)


def test_a_file_is_certified_once_and_answers_number_fee_state_and_events(
    folder: Path, write: Callable[..., Path]
) -> None:
    file = write(paper("Giấy khai sinh", 4, 3), paper("Bằng tốt nghiệp"))
    answer = desk(folder, "certify", file).ok()
    assert (answer["register_no"], answer["state"], answer["fee"]) == (
        1, 10, {"amount": 20_000, "method": "cash", "paid": True},
    )  # fmt: skip
    assert answer["register"] == "1, quyển số 01/2026-SCT/BS"
    assert [one["number"] for one in answer["documents"]] == [1, 2]
    assert [one["verb"] for one in answer["events"]] == [
        "dossier.received", "dossier.result_ready", "dossier.returned",
    ]  # fmt: skip
    assert (answer["receipt_pdf"], answer["warnings"]) == (None, [])
    again = desk(folder, "certify", file).ok()
    assert again.pop("repeated") is True
    assert again == answer
    shown = desk(folder, "show", answer["code"]).ok()
    assert (shown["state"], [one["number"] for one in shown["certified"]]) == (10, [1, 2])
    found = desk(folder, "find", "2, quyển số 01/2026-SCT/BS").ok()["matches"]
    assert [one["code"] for one in found] == [answer["code"]]


def test_a_quote_writes_nothing(folder: Path, write: Callable[..., Path]) -> None:
    answer = desk(folder, "certify", write(paper(pages=300, copies=2)), "--quote").ok()
    assert (answer["total"], answer["lines"][0]["each"]) == (400_000, 200_000)
    assert [one["code"] for one in answer["warnings"]] == ["certify.many_copies"]
    assert answer["due_at"] == "2026-11-23T17:00:00+07:00"
    assert desk(folder, "check").ok()["dossiers"] == 0


def test_a_receipt_is_printed_when_asked_for_and_tells_pages_copies_and_fee(
    folder: Path, write: Callable[..., Path]
) -> None:
    answer = desk(folder, "certify", write(paper(pages=4, copies=3), receipt=True)).ok()
    from tests.integration.paper.conftest import words_of

    words = " ".join(words_of(Path(answer["receipt_pdf"]).read_bytes()).split())
    assert "Giấy khai sinh" in words
    assert "18.000 đồng" in words
    assert "Đã thanh toán" in words


def test_a_number_is_struck_with_its_reason(folder: Path, write: Callable[..., Path]) -> None:
    code = desk(folder, "certify", write()).ok()["code"]
    assert desk(folder, "certify", "--strike", code).error_code == "usage"
    answer = desk(folder, "certify", "--strike", code, "--reason", "Nhầm người").ok()
    assert (answer["state"], answer["refund"]) == (8, {"amount": 2000, "method": "cash"})
    assert answer["documents"][0]["struck_reason"] == "Nhầm người"
    assert (
        desk(folder, "certify", "--strike", code, "--reason", "x").error_code == "certify.nothing_to_strike"
    )


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("certify",), "usage"),
        (("certify", "không có.json"), "file.not_found"),
        (("certify", "--mend", "copies", "--reason", "x"), "certify.book_sound"),
        (("certify", "--mend", "hộ tịch", "--reason", "x"), "certify.unknown_book"),
        (("certify", "--strike", "KHONG-CO", "--reason", "x"), "dossier.not_found"),
    ],
)
def test_what_cannot_be_done_is_exit_two_with_its_code(
    folder: Path, words: tuple[str, ...], code: str
) -> None:
    run = desk(folder, *words)
    assert (run.exit_code, run.error_code) == (2, code)


def test_the_book_is_a_report_and_the_help_names_both(folder: Path, write: Callable[..., Path]) -> None:
    desk(folder, "certify", write()).ok()
    out = folder.parent / "so.csv"
    period = ("--from", "2026-11-01", "--to", "2026-11-30")
    assert desk(folder, "report", "so_chung_thuc", *period, "-o", out).ok()["rows"] == 1
    assert desk(folder, "print", "so_chung_thuc", "X").error_code == "form.by_report"
    assert "certify" in desk(folder, "--help").answer["commands"]
    said = call_desk("certify", "--help", as_json=False).stdout
    assert "documents" in said
    assert "--strike" in said


def test_people_read_it_in_both_languages(folder: Path, write: Callable[..., Path]) -> None:
    file = write(paper("Học bạ"))
    said = call_desk("certify", file, data=folder, now=MORNING, as_json=False).stdout
    assert said.startswith("Đã chứng thực và trả: VN-MAU-01-261123-0001. Phí 2.000 đ.")
    said = call_desk("certify", file, data=folder, now=MORNING, as_json=False, lang="en").stdout
    assert said.startswith("Certified and handed over:")


def test_a_dossier_received_another_way_gets_into_the_book_with_its_result(
    folder: Path, write: Callable[..., Path], tmp_path: Path
) -> None:
    from tests.integration.counter.conftest import a_command

    reception = tmp_path / "nhận.json"
    values = a_command(procedure="2.000815", fee={"amount": 2000, "method": "cash"})
    reception.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
    code = desk(folder, "receive", reception).ok()["code"]
    file = write(paper("Giấy khai sinh", 2, 3), command_id="papers")
    noted = desk(folder, "certify", file, "--papers", code).ok()
    assert (noted["state"], noted["total"], noted["documents"][0]["number"]) == (2, 12_000, None)
    assert [one["code"] for one in noted["warnings"]] == ["certify.fee_on_record"]
    assert desk(folder, "certify", file, "--papers", code).ok() == noted  # the same id, the same answer
    other = write(paper("Học bạ"))
    assert desk(folder, "certify", other, "--papers", code).error_code == "certify.papers_noted"
    desk(folder, "act", code, "result-ready").ok()
    shown = desk(folder, "show", code).ok()
    assert [(one["number"], one["name"]) for one in shown["certified"]] == [(1, "Giấy khai sinh")]
    assert desk(folder, "certify", other, "--papers", code).error_code == "act.wrong_state"
    assert desk(folder, "check").ok()["problems"] == []
